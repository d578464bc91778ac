"""What the set is checked by: that values read back from the text are the ones meant, and that negatives hold none."""

import re
import unicodedata

import styles
from places import SIMPLIFIED, TRADITIONAL
from values import AREA_CODES, HAN_DIGITS, PLATE_PROVINCES, ZERO_WIDTH, id_is_valid, is_card, luhn_is_valid

DIGIT_ALPHABETS = [
    HAN_DIGITS,
    HAN_DIGITS.replace("〇", "零").replace("一", "幺"),
    styles.CAPITAL_DIGITS,
    styles.BLACK_CIRCLED,
]


def plain(text):
    """The text without zero-width characters, its widths and digits folded."""
    text = unicodedata.normalize("NFKC", "".join(c for c in text if c not in ZERO_WIDTH))
    for alphabet in DIGIT_ALPHABETS:
        text = text.translate({ord(c): str(digit) for digit, c in enumerate(alphabet)})
    return text


def bare(kind, text):
    """What is left of a written value when its style is taken away."""
    if kind in ("name", "address"):
        text = "".join(c for c in unicodedata.normalize("NFKC", text) if c not in ZERO_WIDTH and not c.isspace())
        return text.replace("•", "·").replace("・", "·").translate(str.maketrans(TRADITIONAL, SIMPLIFIED))
    if kind == "email":
        text = unicodedata.normalize("NFKC", "".join(c for c in text if c not in ZERO_WIDTH)).replace(" ", "").lower()
        return re.sub("艾特|爱特|圈a", "@", text).replace("。", ".").replace("点", ".")
    if kind == "wechat":
        return plain(text).lower()
    if kind == "plate":
        return re.sub(r"[\s·•.-]", "", plain(text)).upper().translate(str.maketrans(TRADITIONAL, SIMPLIFIED))
    text = re.sub(r"[^0-9A-Z]", "", plain(text).upper())
    if kind == "phone" and len(text) > 11:
        text = re.sub("^(86|0086)", "", text)
    if kind == "landline" and not text.startswith("0") or text.startswith("0086"):
        text = "0" + re.sub("^(0086|86)", "", text)
    return text


def is_right(kind, value):
    """Whether a bare value has the shape and the check digits of its kind."""
    if kind == "phone":
        return bool(re.fullmatch(r"1[3-9]\d{9}", value))
    if kind == "landline":
        return any(
            value.startswith(code) and len(value) == len(code) + size
            for size, codes in AREA_CODES.items()
            for code in codes
        )
    if kind == "id_card":
        return id_is_valid(value)
    if kind == "bank_card":
        return bool(re.fullmatch(r"62\d{14,17}|[45]\d{15}", value)) and luhn_is_valid(value)
    if kind == "order":
        return bool(re.fullmatch(r"[A-Z]{0,4}\d{9,21}(CN)?", value)) and not id_is_valid(value) and not is_card(value)
    if kind == "email":
        return bool(re.fullmatch(r"[a-z0-9._-]+@[a-z0-9.-]+\.[a-z]{2,3}", value))
    if kind == "plate":
        return value[0] in PLATE_PROVINCES and bool(
            re.fullmatch(r".[A-HJ-NP-Z]([A-HJ-NP-Z0-9]{5,6}|\d{4}[学警挂])", value)
        )
    if kind == "wechat":
        return bool(re.fullmatch(r"[a-z][a-z0-9_-]{5,19}", value))
    if kind == "qq":
        return bool(re.fullmatch(r"[1-9]\d{4,9}", value))
    return len(value) >= 2


def looks_personal(text):
    """Whether anything in the text could be taken, with reason, for a value known by its shape."""
    text = plain(text)
    if re.search(r"[A-Za-z0-9._-]+\s?@\s?[A-Za-z0-9-]+\.[A-Za-z]{2}", text):
        return True
    if re.search(
        f"[{''.join(PLATE_PROVINCES)}][A-HJ-NP-Z][ ·.-]?([A-Z0-9]{{5}}|[0-9]{{4}}[学警挂])", text, re.IGNORECASE
    ):
        return True
    for run in re.finditer(r"\d+(?:[ .,\-/*x]{1,2}\d+)*[xX]?", text):
        tokens = re.findall(r"\d+[xX]?", run.group())
        for start in range(len(tokens)):
            for end in range(start + 1, min(len(tokens), start + 6) + 1):
                number = "".join(tokens[start:end])
                if re.fullmatch(r"(86)?1[3-9]\d{9}", number) or id_is_valid(number):
                    return True
                if is_card(number) or is_right("landline", number):
                    return True
    return False
