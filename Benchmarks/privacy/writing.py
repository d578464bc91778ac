"""Ways in which people write numbers, each with its name."""

FULL = str.maketrans("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.@_",
                     "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ－．＠＿")
HAN = str.maketrans("0123456789", "零一二三四五六七八九")
SPOKEN = str.maketrans("0123456789", "洞幺二三四五六拐八九")
CAPITAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
INVISIBLE = ["\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad"]


def full_width(r, value):
    return value.translate(FULL)


def han(r, value):
    return value.translate(r.choice([HAN, HAN, CAPITAL, SPOKEN])) if r.random() < 0.8 else value.translate(HAN).replace("零", "〇")


def half_han(r, value):
    """Some digits in characters, the others as they are."""
    cut = r.randint(3, len(value) - 3)
    return value[:cut] + value[cut:].translate(HAN) if r.random() < 0.5 else value[:cut].translate(HAN) + value[cut:]


def circled(r, value):
    return value.translate(CIRCLED)


def keycaps(r, value):
    return "".join(c + "\ufe0f\u20e3" for c in value)


def invisible(r, value):
    filler = r.choice(INVISIBLE)
    places = set(r.sample(range(1, len(value)), 3))
    return "".join((filler if i in places else "") + c for i, c in enumerate(value))


def groups(value, sizes, separator):
    parts, at = [], 0
    for size in sizes:
        parts.append(value[at:at + size])
        at += size
    if at < len(value):
        parts.append(value[at:])
    return separator.join(parts)


def every_digit(r, value):
    return r.choice([" ", "-", ".", "、", ","]).join(value)
