#!/usr/bin/env python3
"""Precision and recall of the five detector rules on planted conversations (detectors/README.md).

Usage: detectors.py PROGRAM [--half odd|even] [--misses] [--write FOLDER]

Prints, for each rule, what it found and what it raised falsely with 95 % Wilson intervals. `--misses` lists the cases missed or
hit wrongly; `--half` takes the cases on odd or even lines only (rules are mended by looking at the odd ones); `--write` keeps the conversations as JSONL.
"""

import argparse
import datetime
import json
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from seeded import Numbers

HOME = Path(__file__).resolve().parent
RULES = (
    "customer-repeats-themselves", "passed-around", "promise-broken", "silent-dissatisfaction", "complaint-overdue")
END_MATTERS = {"silent-dissatisfaction"}
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
ZONE = datetime.timezone(datetime.timedelta(hours=8))
TURN = re.compile(r"^([CABTX])(?:\[\+(\d+)([smhd])\])?\s*(.*)$")
TRADITIONAL = re.compile("[這個麼問請會幾換壞處訴說沒過剛發點還來讓實貨賠際訂單電給維]")


def turns(text):
    result = []
    for part in text.split(" | "):
        match = TURN.match(part.strip())
        if match is None:
            sys.exit(f"cannot read turn: {part}")
        who, amount, unit, words = match.groups()
        result.append((who, int(amount) * UNITS[unit] if amount else None, words.strip()))
    return result


def surroundings():
    found = {}
    for line in (HOME / "detectors/around.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, rest = line.split(" ", 1)
        script = "t" if rest.startswith("t ") else "s"
        found.setdefault((kind, script), []).append(turns(rest.removeprefix("t ")))
    return found


def conversation(identifier, core, around, end_matters, numbers):
    script = "t" if TRADITIONAL.search("".join(words for _, _, words in core)) else "s"
    pick = lambda kind: numbers.pick(around[(kind, script)])
    lines = list(pick("open"))
    wanted = max(8 - len(core) - len(lines), 0) + numbers.below(7)
    used = []
    while wanted > 0:
        small = pick("small")
        if small in used:
            if len(used) == len(around[("small", script)]):
                break
            continue
        used.append(small)
        lines += small
        wanted -= len(small)
    if any(who == "T" and words == "bot" for who, _, words in core):
        # Nobody but the bot has spoken before it hands over.
        lines = [("B" if who == "A" else who, gap, words) for who, gap, words in lines]
    lines += core
    if not end_matters and numbers.below(2):
        lines += pick("end")
    at = datetime.datetime(2026, 9, 1, 9, 0, tzinfo=ZONE) + datetime.timedelta(
        days=numbers.below(60), minutes=numbers.below(600), seconds=numbers.below(60))
    agents = ["客服" + name for name in ("小鹿", "阿宁", "一禾", "苏苏", "小北", "可可")]
    current = 0
    messages = []
    for who, gap, words in lines:
        at += datetime.timedelta(seconds=8 + numbers.below(38) if gap is None else gap)
        message = {"at": at.isoformat()}
        if who == "C":
            message |= {"role": "customer", "text": words}
        elif who == "B":
            message |= {"role": "bot", "sender": "bot", "text": words}
        elif who == "A":
            message |= {"role": "agent", "sender": agents[current], "text": words}
        elif who == "X":
            message |= {"role": "system", "kind": "close", "text": ""}
        else:
            before = "bot" if words == "bot" else agents[current]
            if words != "bot":
                current += 1
            message |= {
                "role": "system", "kind": "transfer", "transfer": {"from": before, "to": agents[current]}, "text": ""}
            if words == "dup":
                messages.append(dict(message))
        messages.append(message)
    return {
        "schema": 1, "id": identifier, "platform": numbers.pick(["taobao", "jd", "pdd", "other"]), "messages": messages}


def cases(rule, around, half=None):
    numbers = Numbers(sum(map(ord, rule)))
    found = []
    for number, line in enumerate((HOME / f"detectors/{rule}.txt").read_text(encoding="utf-8").splitlines(), start=1):
        if line[:2] in ("+ ", "- "):
            core = turns(line[2:])
            chat = conversation(f"{rule}-{number}", core, around, rule in END_MATTERS, numbers)
            if half in (None, ("even", "odd")[number % 2]):
                found.append((line[0] == "+", line, chat))
    return found


def spoken(program, chats, rule):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cases.jsonl"
        path.write_text("".join(json.dumps(chat, ensure_ascii=False) + "\n" for chat in chats), encoding="utf-8")
        run = subprocess.run(
            [program, "score", "--stdin", "--detail", "findings"], input=path.read_bytes(), capture_output=True,
            cwd=HOME.parent, check=False)
    found = set()
    for line in run.stdout.decode().splitlines():
        evaluation = json.loads(line)
        if any(finding["rule"] == rule for finding in evaluation.get("findings", [])):
            found.add(evaluation["id"])
    if run.returncode not in (0, 1):
        sys.exit(run.stderr.decode())
    return found


def wilson(hits, of, z=1.96):
    if of == 0:
        return "—"
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{share:.3f} ({max(0, middle - half):.2f}–{min(1, middle + half):.2f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--half", choices=("odd", "even"))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--write", metavar="FOLDER", type=Path)
    options = parser.parse_args()
    around = surroundings()
    print("| rule | found | recall | false | quiet | precision | F1 |\n|---|---|---|---|---|---|---|")
    for rule in RULES:
        planted = cases(rule, around, options.half)
        if options.write:
            options.write.mkdir(parents=True, exist_ok=True)
            (options.write / f"{rule}.jsonl").write_text(
                "".join(json.dumps(chat, ensure_ascii=False) + "\n" for _, _, chat in planted), encoding="utf-8")
        found = spoken(str(Path(options.program).resolve()), [chat for _, _, chat in planted], rule)
        hits = sum(1 for meant, _, chat in planted if meant and chat["id"] in found)
        wrong = sum(1 for meant, _, chat in planted if not meant and chat["id"] in found)
        positives = sum(1 for meant, _, _ in planted if meant)
        negatives = len(planted) - positives
        f1 = 2 * hits / (positives + hits + wrong)
        print(
            f"| `{rule}` | {hits}/{positives} | {wilson(hits, positives)} | {wrong}/{negatives} "
            f"| {wilson(negatives - wrong, negatives)} | {wilson(hits, hits + wrong)} | {f1:.3f} |")
        if options.misses:
            for meant, line, chat in planted:
                if meant != (chat["id"] in found):
                    print(f"    {chat['id']}: {line}")


if __name__ == "__main__":
    main()
