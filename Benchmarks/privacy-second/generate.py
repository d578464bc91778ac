#!/usr/bin/env python3
"""Prints the second labelled set of personal data in chats, as JSON Lines; the same bytes for the same seed.

Usage: generate.py [--seed 20261129] [--negatives 21000] [--check | --counts]

Each line is {"id", "class": "positive" or "negative", "trap", "messages": [{"role", "text"}], "spans": [...]}. A span is
{"message", "start", "end", "kind", "style"}: start and end count Unicode scalars of that message's text, half open. With
"core_start" the bare number begins there, after +86 or the like: a hit that begins at either place is right. Spans with
"group" are parts of one value, such as a number sent in two messages.

--check prints nothing but what is wrong, and ends with exit code 1 then. --counts prints tables for the README.
"""

import argparse
import collections
import json
import random
import sys

import carriers
import checks
import negatives
import pasted
import positives
import slots
import values

WANTED = {
    "phone": 500,
    "id_card": 500,
    "bank_card": 500,
    "email": 500,
    "plate": 500,
    "landline": 300,
    "order": 300,
    "wechat": 300,
    "qq": 300,
    "name": 300,
    "address": 300,
}


PASTED_COUNTS = {
    "pasted_plain": 420,
    "pasted_glued": 80,
    "pasted_labelled": 180,
    "pasted_taobao": 120,
    "pasted_jd": 90,
    "pasted_pdd": 90,
    "pasted_traditional": 40,
}
SEVERAL_COUNT = 300


def samples(rng):
    decks, seen = positives.Decks(rng), set()

    def fresh(draw):
        while True:
            sample = draw()
            texts = tuple(message["text"] for message in sample.messages)
            if texts not in seen:
                seen.add(texts)
                return sample

    for kind, counts in positives.COUNTS.items():
        for style, count in counts.items():
            for _ in range(count):
                yield fresh(lambda: positives.single(rng, decks, kind, style))
    for style, count in PASTED_COUNTS.items():
        for _ in range(count):
            yield fresh(lambda: pasted.pasted(rng, style))
    for _ in range(SEVERAL_COUNT):
        yield fresh(lambda: pasted.several(rng, decks))


def positive_samples(seed):
    """Records and, beside each, what its spans were made from."""
    for index, sample in enumerate(samples(random.Random(f"{seed} positive")), 1):
        yield (
            {
                "id": f"p-{index:05d}",
                "class": "positive",
                "trap": "",
                "messages": sample.messages,
                "spans": sample.spans,
            },
            sample.truths,
        )


def negative_samples(seed, count):
    """Records with different texts, the templates of all traps in turn."""
    rng, seen, index = random.Random(f"{seed} negative"), set(), 0
    decks = {trap: [] for trap in negatives.TRAPS}
    while index < count:
        for trap, deck in decks.items():
            for _ in range(50):
                if not deck:
                    deck.extend(rng.sample(negatives.TRAPS[trap], len(negatives.TRAPS[trap])))
                messages = negatives.negative(rng, deck.pop())
                texts = tuple(message["text"] for message in messages)
                if texts in seen or any(checks.looks_personal(text) for text in texts):
                    continue
                seen.add(texts)
                index += 1
                yield {"id": f"n-{index:05d}", "class": "negative", "trap": trap, "messages": messages, "spans": []}
                break
            if index == count:
                return


def records(seed, count):
    for record, _ in positive_samples(seed):
        yield record
    yield from negative_samples(seed, count)


def faults_of_positives(seed):
    counts = collections.Counter()
    for record, truths in positive_samples(seed):
        ends, parts = {}, collections.defaultdict(str)
        for span, (written, truth) in zip(record["spans"], truths, strict=True):
            text = record["messages"][span["message"]]["text"]
            slice_of_text, kind = text[span["start"] : span["end"]], span["kind"]
            counts[kind] += 1
            if (
                not slice_of_text
                or slice_of_text != slice_of_text.strip()
                or span["start"] < ends.get(span["message"], 0)
            ):
                yield f"{record['id']}: empty, padded or overlapping: {slice_of_text!r}"
            ends[span["message"]] = span["end"]
            if span["style"] == "split":
                parts[kind, written, truth] += slice_of_text
                continue
            if slice_of_text != written:
                yield f"{record['id']}: {slice_of_text!r} is not {written!r}"
            if "core_start" in span and not checks.is_right(
                kind, checks.bare(kind, text[span["core_start"] : span["end"]])
            ):
                yield f"{record['id']}: no bare number from core_start in {text!r}"
            if checks.bare(kind, slice_of_text) != checks.bare(kind, truth):
                yield f"{record['id']}: {slice_of_text!r} does not read {truth!r}"
            if not checks.is_right(kind, checks.bare(kind, truth)):
                yield f"{record['id']}: {truth!r} is no {kind}"
        for (kind, written, truth), joined in parts.items():
            if joined != written or checks.bare(kind, joined) != checks.bare(kind, truth):
                yield f"{record['id']}: parts {joined!r} do not make {truth!r}"
    for kind, wanted in WANTED.items():
        if counts[kind] < wanted:
            yield f"only {counts[kind]} spans of {kind}"
    if sum(counts.values()) < 5000:
        yield f"only {sum(counts.values())} spans"


def faults_of_check_digits():
    """Numbers from standards and textbooks, lest generator and check be wrong alike."""
    rng = random.Random(1)
    right = ["11010519491231002X", "440524188001010014"]
    if values.luhn_is_valid("79927398710") or not values.luhn_is_valid("79927398713"):
        yield "Luhn"
    if any(values.id_check_character(number[:17]) != number[17] for number in right):
        yield "check character of identity cards"
    for _ in range(200):
        # ISO 7064, MOD 11-2, without a table: all characters by powers of two leave 1.
        numbers = [10 if c == "X" else int(c) for c in values.id_card(rng)]
        if sum(n * 2 ** (17 - place) for place, n in enumerate(numbers)) % 11 != 1:
            yield "check character of identity cards by ISO 7064"
            break
    if slots.uscc_check_character("91350100M000100Y4") != "3":
        yield "check character of companies"
    if slots.ean_check_digit("978030640615") != "7":
        yield "check digit of EAN"


def faults(seed, count):
    yield from faults_of_check_digits()
    yield from faults_of_positives(seed)
    for kind in WANTED:
        lines = carriers.lines("plain", kind)
        if len(set(lines)) < 25 or any(line.count("{}") != 1 for line in lines):
            yield f"too few carriers of {kind}, or one without a single place"
    traps = collections.Counter(record["trap"] for record in negative_samples(seed, count))
    if sum(traps.values()) < 20000 or len(traps) < 60 or min(traps.values()) < 100:
        yield f"negatives: {sum(traps.values())} in {len(traps)} traps, the rarest {min(traps.values())}"
    first, second = ([json.dumps(r, ensure_ascii=False) for r in records(seed, count)] for _ in range(2))
    if first != second:
        yield "two runs differ"
    if len({line.split(", ", 1)[1] for line in first}) != len(first):
        yield "two records are the same"


def print_counts(seed, count):
    kinds, kind_styles = collections.Counter(), collections.defaultdict(collections.Counter)
    samples = 0
    for record, _ in positive_samples(seed):
        samples += 1
        for span in record["spans"]:
            kinds[span["kind"]] += 1
            kind_styles[span["kind"]][span["style"]] += 1
    print(f"{samples} positive samples, {sum(kinds.values())} spans\n\n| kind | spans | by style |\n|---|---|---|")
    for kind, styles_of_kind in kind_styles.items():
        print(f"| {kind} | {kinds[kind]} | " + ", ".join(f"{style} {n}" for style, n in styles_of_kind.items()) + " |")
    traps = collections.Counter(record["trap"] for record in negative_samples(seed, count))
    templates = sum(len(negatives.TRAPS[trap]) for trap in negatives.TRAPS)
    print(
        f"\n{sum(traps.values())} negative samples, {templates} templates, {len(traps)} traps:",
        ", ".join(f"{trap} {n}" for trap, n in traps.items()),
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--negatives", type=int, default=21000)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--counts", action="store_true")
    arguments = parser.parse_args()
    if arguments.check:
        found = list(faults(arguments.seed, arguments.negatives))
        print(*found[:50], sep="\n", end="\n" if found else "")
        return 1 if found else 0
    if arguments.counts:
        print_counts(arguments.seed, arguments.negatives)
        return 0
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for record in records(arguments.seed, arguments.negatives):
        print(json.dumps(record, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
