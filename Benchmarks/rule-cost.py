#!/usr/bin/env python3
"""Measures what rules cost: scoring 100,000 messages with 10, 100, 1,000 and 10,000 rules, and 80 expressions without end.

Usage: rule-cost.py PROGRAM [--engine ENGINE-SPEED] [--chats CHATS.jsonl] [--messages 100000] [--sizes 10,100,1000,10000]
                    [--skip-endless]

Whole run: processor seconds of `zhijian score --stdin --jobs 1` over all messages, without the start-up, which is a run over
one chat with a warm cache and printed beside it, as is the first one without a cache. It holds the scan of messages, the
judging of rules and the writing of findings.

Matching, with `--engine`, which names the built program `engine-speed`: processor seconds of the scan of messages for what the
rules look for, of all lists in turn, the best of all passes. Words are cut before; nothing is read, judged or written.

Limits, with exit code 1 where one is missed:

  matching   takes at most 2 times as long with the most rules as with 100
  endless    each expression of Tests/ZhijianTests/Rules/Tables/catastrophic.tsv, alone in a rule over its text of 100 KB, is
             told as an error of that rule (exit code 2), within 5 seconds; another rule's finding is there all the same
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from comparison import chats, many_rules, programs

HOME = Path(__file__).resolve().parent.parent


def write(path, conversations):
    with open(path, "w", encoding="utf-8") as output:
        for chat in conversations:
            output.write(json.dumps(chat, ensure_ascii=False) + "\n")


def conversations(path, messages):
    """Chats with at least that many messages together, from a file or made."""
    source = chats.read(path) if path else chats.made(messages // 8)
    taken, count = [], 0
    for number in range(10**9):
        if count >= messages:
            return taken, count
        chat = source[number % len(source)]
        taken.append(dict(chat, id=f"{chat.get('id', '')}-{number // len(source)}"))
        count += len(chat["messages"])


class Program:
    def __init__(self, path, folder):
        self.path, self.folder = path, folder

    def command(self, rules):
        return [self.path, "score", "--stdin", "--jobs", "1", "--detail", "findings", "--config", str(HOME / "zhijian.yaml"),
                "--rules", rules]

    def seconds(self, rules, file):
        """Processor seconds of a run, and the size of what it wrote."""
        before = os.times()
        with open(file, "rb") as source, open(Path(self.folder, "out"), "wb") as output:
            subprocess.run(self.command(rules), stdin=source, stdout=output, check=True)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        return spent, Path(self.folder, "out").stat().st_size


def rules_of(folder, size):
    return str(Path(folder, f"rules-{size}"))


def sizes(program, arguments, folder, everything, count):
    write(Path(folder, "all.jsonl"), everything)
    write(Path(folder, "one.jsonl"), everything[:1])
    print("| rules | first start-up, s | start-up, s | whole run, s | per message, µs | output, MB |")
    print("|---:|---:|---:|---:|---:|---:|", flush=True)
    for size in arguments.sizes:
        rules = rules_of(folder, size)
        first, _ = program.seconds(rules, Path(folder, "one.jsonl"))
        start = min(program.seconds(rules, Path(folder, "one.jsonl"))[0] for _ in range(3))
        spent, written = min(program.seconds(rules, Path(folder, "all.jsonl")) for _ in range(arguments.rounds))
        print(f"| {size:,} | {first:.2f} | {start:.2f} | {spent - start:.2f} | {(spent - start) / count * 1e6:.1f} | {written / 1e6:.0f} |",
              flush=True)


def turns(everything):
    """The texts of customers and agents as lines in turn, as engine-speed reads them."""
    said = {"customer": [], "agent": []}
    for chat in everything:
        for message in chat["messages"]:
            if message["role"] in said:
                said[message["role"]] += chats.texts([{"messages": [message]}])
    return [line for pair in zip(said["customer"], said["agent"]) for line in pair]


def matching(arguments, folder, everything):
    texts = turns(everything)
    file = Path(folder, "texts.txt")
    file.write_text("\n".join(texts) + "\n", encoding="utf-8")
    engine = programs.Responder([os.path.abspath(arguments.engine), str(HOME), str(file)])
    best, counts = {}, {}
    for _ in range(arguments.matching_rounds):
        for size in arguments.sizes:
            answer = engine.ask(f"scan 0.5 {rules_of(folder, size)}")
            if "error" in answer:
                raise SystemExit(f"engine-speed: {answer['error']}")
            best[size] = min(best.get(size, answer["seconds"]), answer["seconds"])
            counts[size] = answer["count"]
    engine.close()
    base = best.get(100, min(best.values()))
    print(f"\nMatching {len(texts):,} messages, half of them the customers':\n")
    print("| rules | a pass, s | per message, µs | hits per message | beside 100 rules |\n|---:|---:|---:|---:|---:|")
    for size in arguments.sizes:
        print(f"| {size:,} | {best[size]:.4f} | {best[size] / len(texts) * 1e6:.2f} | {counts[size] / len(texts):.3f} "
              f"| {best[size] / base:.2f} |", flush=True)
    return best[max(best)] <= 2 * base


def endless(program, folder):
    """Every expression alone in a rule, over its own text, beside a rule that is hit."""
    rows = [line.split("\t") for line in
            (HOME / "Tests/ZhijianTests/Rules/Tables/catastrophic.tsv").read_text(encoding="utf-8").split("\n")
            if line and not line.startswith("#")]
    rules = Path(folder, "endless")
    rules.mkdir()
    head = "title: t\nwhy: w\ncategory: attitude\nseverity: minor\n"
    (rules / "plain.yaml").write_text(f"id: plain\n{head}forbid: {{role: agent, keyword: [保证]}}\n", encoding="utf-8")
    longest, failed = 0, 0
    for pattern, lead, piece, tail in rows:
        text = lead + piece * (100_000 // len(piece.encode())) + tail.replace("\\n", "\n")
        (rules / "endless.yaml").write_text(
            f"id: endless\n{head}forbid:\n  role: agent\n  regex: '{pattern}'\n", encoding="utf-8")
        chat = {"id": "c", "messages": [{"role": "agent", "text": text}, {"role": "agent", "text": "保证"}]}
        command = program.command(str(rules))
        command[command.index("findings")] = "results"
        before = os.times()
        outcome = subprocess.run(command, input=json.dumps(chat) + "\n", capture_output=True, text=True)
        after = os.times()
        spent = after.children_user - before.children_user
        longest = max(longest, spent)
        results = {}
        if outcome.stdout:
            results = {entry["rule"]: entry["result"] for entry in json.loads(outcome.stdout).get("results", [])}
        if outcome.returncode != 2 or results != {"endless": "error", "plain": "hit"} or spent > 5:
            failed += 1
            print(f"not as it has to be: {pattern} {outcome.returncode} {results} {spent:.2f} s {outcome.stderr[:200]}")
    print(f"\n{len(rows) - failed} of {len(rows)} expressions without end told as rule errors; the longest run {longest:.2f} s with its start-up")
    return not failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--chats")
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--sizes", default="10,100,1000,10000", type=lambda text: [int(size) for size in text.split(",")])
    parser.add_argument("--engine")
    parser.add_argument("--matching-rounds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--skip-endless", action="store_true")
    parser.add_argument("--skip-sizes", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # A cache of our own, empty at first.
        os.environ["XDG_CACHE_HOME"] = str(Path(folder, "cache"))
        program = Program(os.path.abspath(arguments.program), folder)
        is_sound = True
        if not arguments.skip_sizes:
            everything, count = conversations(arguments.chats, arguments.messages)
            print(f"{count:,} messages in {len(everything):,} chats\n")
            for size in arguments.sizes:
                many_rules.write(HOME, rules_of(folder, size), size)
            sizes(program, arguments, folder, everything, count)
            if arguments.engine:
                is_sound = matching(arguments, folder, everything)
        if not arguments.skip_endless:
            is_sound = endless(program, folder) and is_sound
    sys.exit(0 if is_sound else 1)


if __name__ == "__main__":
    main()
