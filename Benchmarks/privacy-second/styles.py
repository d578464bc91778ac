"""How a value is written down. `write(rng, kind, value, style)` gives the text; the value itself stays what it is."""

from places import traditional
from values import CIRCLED, FULL_WIDTH, HAN_DIGITS, ZERO_WIDTH

CAPITAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
BLACK_CIRCLED = "⓿❶❷❸❹❺❻❼❽❾"


def groups(rng, kind, value):
    """The pieces in which people read the number out."""
    if kind == "phone":
        sizes = rng.choice([(3, 4, 4), (3, 4, 4), (3, 4, 4), (3, 3, 5), (4, 3, 4), (3, 2, 2, 2, 2)])
    elif kind == "id_card":
        sizes = rng.choice([(6, 8, 4), (6, 4, 4, 4), (3, 3, 4, 4, 4)]) if len(value) == 18 else (6, 6, 3)
    elif kind == "landline":
        area = 3 if value[1] in "12" else 4
        sizes = rng.choice([(area, 4, len(value) - area - 4), (area, len(value) - area)])
    elif kind == "qq":
        sizes = rng.choice([(3, 3, 9), (4, 4, 9)])
    else:
        sizes = (4,) * 5
    pieces, start = [], 0
    for size in sizes:
        pieces.append(value[start : start + size])
        start += size
    return [piece for piece in pieces if piece]


def to_digits(value, alphabet):
    return "".join(alphabet[int(c)] if c in "0123456789" else c for c in value)


def full_width(value):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value)


def zero_width(rng, value):
    mark = rng.choice(ZERO_WIDTH)
    if rng.random() < 0.5:
        return mark.join(value)
    places = set(rng.sample(range(1, len(value)), min(len(value) - 1, rng.choice([1, 1, 2, 3]))))
    return "".join((mark if place in places else "") + c for place, c in enumerate(value))


def chinese(rng, kind, value):
    alphabet = rng.choice([HAN_DIGITS, HAN_DIGITS.replace("〇", "零"), HAN_DIGITS.replace("〇", "零")])
    if kind in ("phone", "landline") and rng.random() < 0.3:
        alphabet = alphabet.replace("一", "幺")
    return to_digits(value, alphabet)


def mixed(rng, value):
    pools = ["0123456789", FULL_WIDTH, HAN_DIGITS, CIRCLED, CAPITAL_DIGITS, BLACK_CIRCLED]
    chosen = rng.sample(pools, rng.choice([2, 2, 3, 4]))
    return "".join(to_digits(c, rng.choice(chosen)) for c in value)


def email(rng, value, style):
    local, host = value.split("@")
    if style == "full_width_at":
        return f"{local}＠{host}"
    if style == "aite":
        return rng.choice(["{}艾特{}", "{} 艾特 {}", "{}艾特 {}", "{}爱特{}"]).format(
            local, host if rng.random() < 0.6 else host.replace(".", "点")
        )
    if style == "quan_a":
        return rng.choice(["{}圈a{}", "{}圈A{}", "{} 圈a {}", "{}圈a {}"]).format(local, host)
    if style == "dot_com":
        return f"{local}@" + host.replace(".", rng.choice(["。", "点", "．", "。"]))
    return rng.choice(["{} @ {}", "{} @{}", "{}@ {}"]).format(local, host)


def landline(rng, value, style):
    area = 3 if value[1] in "12" else 4
    if style in ("joined", "split"):
        return value
    if style == "bracketed":
        return rng.choice(["({}){}", "（{}）{}", "({}) {}"]).format(value[:area], value[area:])
    if style == "plus86":
        return rng.choice(["+86-{}-{}", "+86 {} {}", "0086-{}-{}", "+86{}{}"]).format(value[1:area], value[area:])
    return f"{value[:area]}-{value[area:]}"


def plate(rng, value, style):
    if style == "dotted":
        return value[:2] + rng.choice(["·", "·", "•", "."]) + value[2:]
    if style == "spaced":
        return rng.choice([value[:2] + " " + value[2:], value[0] + " " + value[1:], value[:2] + "  " + value[2:]])
    if style == "dashed":
        return value[:2] + "-" + value[2:]
    return value


def write(rng, kind, value, style):
    """The text of the value in this style, and where in it the bare number begins."""
    if style == "plus86" and kind == "phone":
        lead = rng.choice(["+86", "+86 ", "+86-", "86-", "0086", "(+86)", "86 ", "＋86"])
        number = rng.choice([value, value, value, " ".join(groups(rng, kind, value))])
        return lead + number, len(lead)
    if kind == "landline" and style not in ("spaced", "dotted", "chinese", "circled", "mixed", "zero_width", "dashed"):
        text = landline(rng, value, style)
        return (full_width(text) if style == "full_width" else text), 0
    if kind == "email" and style in ("full_width_at", "aite", "quan_a", "dot_com", "spaced"):
        return email(rng, value, style), 0
    if kind == "plate" and style in ("dotted", "spaced", "dashed"):
        return plate(rng, value, style), 0
    if kind == "name" and style == "ethnic":
        return value.replace("·", rng.choice(["·", "·", "·", "•", "・"])), 0
    if kind == "name" and style == "spaced":
        return rng.choice([" ", "  ", "\u3000"]).join(value), 0
    written = {
        "spaced": lambda: " ".join(groups(rng, kind, value)),
        "dashed": lambda: "-".join(groups(rng, kind, value)),
        "dotted": lambda: ".".join(groups(rng, kind, value)),
        "full_width": lambda: full_width(value),
        "chinese": lambda: chinese(rng, kind, value),
        "circled": lambda: to_digits(value, CIRCLED),
        "mixed": lambda: mixed(rng, value),
        "zero_width": lambda: zero_width(rng, value),
        "lower": lambda: value.lower(),
        "lower_x": lambda: value.lower(),
        "upper": lambda: value.upper(),
        "traditional": lambda: traditional(value),
    }
    if kind in ("name", "address", "plate") or style != "traditional":
        return (written[style]() if style in written and not (kind == "address" and style == "spaced") else value), 0
    return value, 0
