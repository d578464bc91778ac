"""Samples that hold one value: in a sentence, alone, asked for, or split over two messages."""

import re

import addresses
import carriers
import styles
import values
from places import PLACES, table

PLACED = {"glued", "start", "end", "alone", "split", "asked", "traditional"}
COMMON = {"glued": 60, "start": 45, "end": 45, "alone": 50, "asked": 60, "traditional": 45}
# How many samples of each style.
COUNTS = {
    "phone": {
        "clean": 150,
        "spaced": 110,
        "dashed": 90,
        "dotted": 50,
        "full_width": 70,
        "chinese": 80,
        "circled": 50,
        "mixed": 80,
        "plus86": 110,
        "zero_width": 70,
        "split": 60,
        **COMMON,
    },
    "landline": {
        "clean": 80,
        "joined": 60,
        "bracketed": 40,
        "spaced": 40,
        "dashed": 30,
        "dotted": 15,
        "full_width": 30,
        "chinese": 25,
        "circled": 10,
        "mixed": 15,
        "plus86": 20,
        "zero_width": 25,
        "split": 20,
        **COMMON,
    },
    "id_card": {
        "clean": 120,
        "fifteen": 60,
        "lower_x": 70,
        "upper_x": 50,
        "spaced": 90,
        "dashed": 40,
        "full_width": 70,
        "chinese": 50,
        "circled": 30,
        "mixed": 50,
        "zero_width": 60,
        "split": 50,
        **COMMON,
    },
    "bank_card": {
        "clean": 140,
        "spaced": 140,
        "dashed": 50,
        "dotted": 20,
        "full_width": 70,
        "chinese": 50,
        "circled": 30,
        "mixed": 50,
        "zero_width": 60,
        "split": 50,
        **COMMON,
    },
    "order": {
        "clean": 120,
        "pdd": 50,
        "waybill": 90,
        "lower": 30,
        "spaced": 40,
        "full_width": 40,
        "zero_width": 30,
        "split": 30,
        **COMMON,
        "alone": 0,
    },
    "email": {
        "clean": 150,
        "upper": 40,
        "full_width_at": 80,
        "aite": 70,
        "quan_a": 60,
        "dot_com": 70,
        "spaced": 60,
        "full_width": 40,
        "zero_width": 50,
        "split": 40,
        **COMMON,
    },
    "plate": {
        "clean": 130,
        "energy": 100,
        "special": 50,
        "dotted": 80,
        "spaced": 60,
        "dashed": 30,
        "lower": 70,
        "full_width": 60,
        "zero_width": 50,
        "split": 25,
        **COMMON,
    },
    "wechat": {"clean": 190, "upper": 30, "full_width": 40, "zero_width": 40, **COMMON, "alone": 0},
    "qq": {
        "clean": 130,
        "spaced": 40,
        "full_width": 40,
        "chinese": 40,
        "circled": 25,
        "mixed": 30,
        "zero_width": 30,
        **COMMON,
        "alone": 0,
    },
    "name": {"clean": 200, "compound": 80, "ethnic": 60, "spaced": 30, **COMMON, "start": 0, "alone": 0},
    "address": {
        "clean": 120,
        "no_province": 80,
        "short": 80,
        "district": 60,
        "rural": 90,
        "campus": 60,
        "park": 60,
        "tower": 60,
        "locker": 50,
        "han": 40,
        "spaced": 50,
        "full_width": 40,
        "split": 40,
        **COMMON,
    },
}
NUMERALS = set("一二三四五六七八九十零〇幺两百千万壹贰叁")


def make(rng, kind, style):
    if kind == "id_card":
        return values.id_card(rng, 15 if style == "fifteen" else 18, "X" if style in ("lower_x", "upper_x") else None)
    if kind == "landline":
        return "".join(values.landline(rng))
    if kind == "order":
        shape = {
            "pdd": "pdd",
            "waybill": rng.choice(["sf", "yt", "zto", "jdv", "yd", "ems"]),
            "lower": rng.choice(["sf", "yt", "jdv"]),
            "spaced": "taobao",
            "split": rng.choice(["taobao", "douyin"]),
        }
        return values.order(rng, shape.get(style))
    if kind == "plate":
        shape = {"energy": rng.choice(["small", "small", "large"]), "special": "special", "split": "plain"}
        return values.plate(rng, shape.get(style))
    if kind == "name":
        return values.name(rng, style if style in ("compound", "ethnic") else "two" if style == "spaced" else None)
    if kind == "address":
        own = ("no_province", "short", "district", "rural", "campus", "park", "tower", "locker", "han")
        shape = style if style in own else rng.choice(["full", "full", "no_province"])
        return addresses.address(rng, shape, " " if style == "spaced" else "")
    return getattr(values, kind)(rng)


class Sample:
    """Messages with spans; `truths` are the values meant, for the check."""

    def __init__(self):
        self.messages, self.spans, self.truths = [], [], []

    def say(self, template, pieces, opening="", closing=""):
        """Adds a message; `pieces` are (text, kind, style, truth, core) for the braces of the template, in order."""
        role = "agent" if template.startswith("A>") else "customer"
        parts = (opening + template.removeprefix("A>") + closing).split("{}")
        assert len(parts) == len(pieces) + 1, template
        text = parts[0]
        for piece, after in zip(pieces, parts[1:]):
            written, kind, style, truth, core = piece
            span = {
                "message": len(self.messages),
                "start": len(text),
                "end": len(text) + len(written),
                "kind": kind,
                "style": style,
            }
            if core:
                span["core_start"] = len(text) + core
            self.spans.append(span)
            self.truths.append((written, truth))
            text += written + after
        self.messages.append({"role": role, "text": text})


def place_of(template):
    before, after = template.removeprefix("A>").split("{}")
    han = [bool(side) and "\u4e00" <= side <= "\u9fff" for side in (before[-1:], after[:1])]
    return "glued" if all(han) else "start" if not before and after else "end" if before and not after else "inside"


def suits(template, kind, style, value):
    before, after = template.removeprefix("A>").split("{}")
    if style in ("chinese", "circled", "mixed") and NUMERALS & {before[-1:], after[:1]}:
        return False
    if style in ("glued", "start", "end") and place_of(template) != style:
        return False
    if style == "split" and (place_of(template) != "end" or template.startswith("A>")):
        return False
    return not (kind == "id_card" and len(value) == 15) or bool(re.search("身份|证件|證", template))


def cut(rng, kind, text):
    """Where a value is cut when it is sent in two messages."""
    if kind == "email":
        return text.index("@") + rng.choice([0, 1])
    if kind == "landline":
        return 3 if text[1] in "12" else 4
    if kind == "address":
        return max(text.index(row[3]) + len(row[3]) for row in table(PLACES) if row[3] in text)
    if kind == "plate":
        return 2
    return rng.choice({"phone": [3, 7, 7], "id_card": [6, 10, 14], "bank_card": [4, 8, 12]}.get(kind, [len(text) // 2]))


class Decks:
    """Deals carriers so that all of a list are used equally often."""

    def __init__(self, rng):
        self.rng, self.decks = rng, {}

    def deal(self, key, choices):
        deck = self.decks.get(key)
        if not deck:
            deck = self.decks[key] = self.rng.sample(choices, len(choices))
        return deck.pop()


def single(rng, decks, kind, style):
    value = make(rng, kind, style)
    text, core = styles.write(rng, kind, value, style)
    sample, piece = Sample(), (text, kind, style, value, core)
    if style == "asked":
        sample.say("A>" + decks.deal((kind, "asked"), carriers.lines("asked", kind)), [])
        sample.say(decks.deal("answer", carriers.ANSWERS), [piece])
        return sample
    if style == "alone":
        sample.say(decks.deal("bare", carriers.BARE), [piece])
        return sample
    source = "traditional" if style == "traditional" else "plain"
    fifteen = kind == "id_card" and len(value) == 15
    suitable = [line for line in carriers.lines(source, kind) if suits(line, kind, style, value)]
    numerals = style in ("chinese", "circled", "mixed")
    key = (kind, style if style in PLACED else "numerals" if numerals else "fifteen" if fifteen else "any")
    carrier = decks.deal(key, suitable)
    if style == "split":
        place = cut(rng, kind, text)
        sample.say(carrier, [(text[:place], kind, style, value[:0], 0)])
        sample.say(rng.choice(carriers.SPLIT_REST), [(text[place:], kind, style, value[:0], 0)])
        sample.truths = [(text[:place] + text[place:], value)] * 2
        for span in sample.spans:
            span["group"] = 1
        return sample
    agent = carrier.startswith("A>")
    opening = "" if agent or style in ("start", "traditional") else rng.choice(carriers.OPENINGS)
    closing = "" if agent or style in ("end", "traditional") else rng.choice(carriers.CLOSINGS)
    sample.say(carrier, [piece], opening, closing)
    return sample
