#!/usr/bin/env python3
"""Whether turns of the customer's mood are found where they were planted.

Usage: planted-moods.py PROGRAM [LINES.tsv ...] [--conversations 300] [--lines] [--judged DIALOGUES.jsonl]

LINES are files of `phase` (plain, angry, pleased) and `line`; without them those of the folder moods. From each, conversations of
three phases (plain, angry, pleased) and flat ones are made with a fixed seed and scored. A drop is located where its `from` lies
within one customer message of the last plain line, a rise where it lies within one of the last angry line. Flat are plain talk,
plain talk that ends in thanks, and anger all along. `--lines` prints the lines whose score has the wrong sign. `--judged` takes dialogues with `sat` at the customer's messages
instead (0 dissatisfied, 1, 2 satisfied): a swing is right if the two judged messages after its `from` are judged worse (better) than the
two up to it.
"""

import argparse
import csv
import json
import subprocess
import sys
from pathlib import Path

from seeded import Numbers

HOME = Path(__file__).resolve().parent
ANSWER = "好的亲"
NEUTRAL = 0.15


def read(path):
    phases = {"plain": [], "angry": [], "pleased": []}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            phases[row["phase"]].append(row["line"])
    return phases


def conversation(name, lines):
    messages = []
    for line in lines:
        messages.append({"role": "customer", "text": line})
        messages.append({"role": "agent", "text": ANSWER})
    return json.dumps({"id": name, "messages": messages}, ensure_ascii=False)


def score(program, conversations, *options):
    run = subprocess.run(
        [program, "score", "--stdin", *options], input="\n".join(conversations) + "\n", capture_output=True,
        encoding="utf-8", cwd=HOME.parent)
    if run.returncode > 1:
        sys.exit(run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]


def located(evaluation, calm, angry):
    """How many of the two turns are found, after so many calm and so many angry lines."""
    drops = [swing for swing in evaluation["swings"] if swing["kind"] == "drop"]
    rises = [
        swing for swing in evaluation["swings"] if swing["kind"] == "rise" and swing["to"] // 2 >= calm + angry]
    drop = bool(drops) and abs(drops[0]["from"] // 2 - (calm - 1)) <= 1
    rise = bool(rises) and abs(rises[0]["from"] // 2 - (calm + angry - 1)) <= 1
    return drop, rise


def measure(program, path, count):
    phases = read(path)
    numbers = Numbers(20)
    turns, made, flat = [], [], []
    for number in range(count):
        parts = [numbers.some(phases[phase], *size) for phase, size in (
            ("plain", (3, 7)), ("angry", (3, 6)), ("pleased", (3, 6)))]
        turns.append((len(parts[0]), len(parts[1])))
        made.append(conversation(f"three-{number}", sum(parts, [])))
        lines = (
            numbers.some(phases["angry"], 4, 10) if number % 3 == 2
            else numbers.some(phases["plain"], 4, 12) + (["好的谢谢"] if number % 3 else []))
        flat.append(conversation(f"flat-{number}", lines))
    found = [located(one, *turn) for one, turn in zip(score(program, made), turns)]
    drops, rises = (sum(column) / count for column in zip(*found))
    swinging = [bool(one["swings"]) for one in score(program, flat)]
    kinds = [sum(swinging[kind::3]) / len(swinging[kind::3]) for kind in range(3)]
    print(
        f"{Path(path).stem}: located {(drops + rises) / 2:.3f} (drops {drops:.3f}, rises {rises:.3f}); flat that swing "
        f"{sum(swinging) / count:.3f} (plain {kinds[0]:.3f}, plain and thanks {kinds[1]:.3f}, angry {kinds[2]:.3f})")


def list_lines(program, path):
    for phase, lines in read(path).items():
        scored = score(program, [conversation(line, [line]) for line in lines], "--detail", "full", "--privacy", "none")
        for line, one in zip(lines, scored):
            value = one["messages"][0]["sentiment"] or 0
            sign = "angry" if value <= -NEUTRAL else "pleased" if value >= NEUTRAL else "plain"
            if sign != phase:
                print(f"{phase}\t{value:.3f}\t{line}")


def judge(program, path):
    lines = [line for line in Path(path).read_text(encoding="utf-8").splitlines() if line]
    right = {"drop": 0, "rise": 0}
    found = {"drop": 0, "rise": 0}
    for line, one in zip(lines, score(program, lines)):
        labels = [message.get("sat") for message in json.loads(line)["messages"]]
        for swing in one["swings"]:
            before = [label for label in labels[:swing["from"] + 1] if label is not None][-2:]
            after = [label for label in labels[swing["from"] + 1:] if label is not None][:2]
            if not before or not after:
                continue
            change = sum(after) / len(after) - sum(before) / len(before)
            found[swing["kind"]] += 1
            right[swing["kind"]] += change * (-1 if swing["kind"] == "drop" else 1) > 0
    for kind in found:
        print(f"{kind}s right: {right[kind] / max(1, found[kind]):.3f} of {found[kind]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--conversations", type=int, default=300)
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--judged")
    options = parser.parse_args()
    program = str(Path(options.program).resolve())
    if options.judged:
        return judge(program, options.judged)
    for path in options.files or sorted((HOME / "moods").glob("*.tsv")):
        if options.lines:
            list_lines(program, path)
        else:
            measure(program, path, options.conversations)


if __name__ == "__main__":
    main()
