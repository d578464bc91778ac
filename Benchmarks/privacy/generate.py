#!/usr/bin/env python3
"""Conversations with labelled personal data and without: the first set. See README.md."""

import argparse
import json
import random
import sys

import negatives
import positives
import words


def case(identifier, messages, kind, trap):
    """Puts the pieces together and notes where the values stand."""
    texts, spans = [], []
    for index, (role, pieces) in enumerate(messages):
        text = ""
        for piece in pieces:
            value, *label = piece if isinstance(piece, tuple) else (piece,)
            if label:
                spans.append({"message": index, "start": len(text), "end": len(text) + len(value), "kind": label[0], "style": label[1]})
            text += value
        texts.append({"role": role, "text": text})
    return {"id": identifier, "messages": texts, "spans": spans, "class": kind, "trap": trap}


def small_talk(r, messages):
    """Ordinary messages around it, now and then."""
    before = [("customer", [r.choice(words.ORDINARY).replace("{G}", r.choice(words.GOODS))])] if r.random() < 0.25 else []
    after = [("agent", [r.choice(["好的亲", "收到，马上为您处理", "稍等哦", "已经为您登记"])])] if r.random() < 0.25 else []
    return before + messages + after


def generate(seed, positive_count, negative_count):
    r = random.Random(seed)
    seen = set()

    def fresh(messages):
        key = json.dumps(messages, ensure_ascii=False)
        return not (key in seen or seen.add(key))

    plan = positives.plan()
    total = sum(weight for _, _, weight in plan)
    number = 0
    for make, style, weight in plan:
        wanted, made = max(20, round(positive_count * weight / total)), 0
        while made < wanted:
            messages = small_talk(r, make(r, style))
            if fresh(messages):
                number, made = number + 1, made + 1
                yield case(f"p{number}", messages, "positive", make.__name__)
    number = 0
    for trap, make in negatives.TRAPS.items():
        wanted, made, turn = negative_count // len(negatives.TRAPS) + 1, 0, 0
        while made < wanted and turn < 50 * wanted:
            messages, turn = small_talk(r, make(r)), turn + 1
            if fresh(messages):
                number, made = number + 1, made + 1
                yield case(f"n{number}", messages, "negative", trap)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--positives", type=int, default=3000)
    parser.add_argument("--negatives", type=int, default=12000)
    options = parser.parse_args()
    for row in generate(options.seed, options.positives, options.negatives):
        json.dump(row, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
