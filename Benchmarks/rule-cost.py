#!/usr/bin/env python3
"""Measures what rules cost: scoring 100,000 messages with 10, 100, 1,000 and 10,000 rules, and 80 expressions without end.

Usage: rule-cost.py PROGRAM [--chats CHATS.jsonl] [--messages 100000] [--sizes 10,100,1000,10000] [--skip-endless]

Whole run: processor seconds of `zhijian score --stdin --jobs 1` over all messages, without the start-up, which is a run over
one chat with a warm cache and printed beside it. It holds the scan of messages, the judging of rules and the writing of findings.
A limit, with exit code 1 where it is missed:

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

from comparison import chats, many_rules

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
        self.environment = dict(os.environ, XDG_CACHE_HOME=str(Path(folder, "cache")))

    def command(self, rules):
        return [self.path, "score", "--stdin", "--jobs", "1", "--detail", "findings", "--config", str(HOME / "zhijian.yaml"),
                "--rules", rules]

    def seconds(self, rules, file):
        """Processor seconds of a run, and the size of what it wrote."""
        before = os.times()
        with open(file, "rb") as source, open(Path(self.folder, "out"), "wb") as output:
            subprocess.run(self.command(rules), stdin=source, stdout=output, env=self.environment, check=True)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        return spent, Path(self.folder, "out").stat().st_size


def sizes(program, arguments, folder):
    everything, count = conversations(arguments.chats, arguments.messages)
    write(Path(folder, "all.jsonl"), everything)
    write(Path(folder, "one.jsonl"), everything[:1])
    print(f"{count:,} messages in {len(everything):,} chats\n")
    print("| rules | start-up, s | whole run, s | per message, µs | findings, MB |")
    print("|---:|---:|---:|---:|---:|", flush=True)
    for size in map(int, arguments.sizes.split(",")):
        rules = str(Path(folder, f"rules-{size}"))
        many_rules.write(HOME, rules, size)
        program.seconds(rules, Path(folder, "one.jsonl"))
        start = min(program.seconds(rules, Path(folder, "one.jsonl"))[0] for _ in range(3))
        spent, written = min(program.seconds(rules, Path(folder, "all.jsonl")) for _ in range(arguments.rounds))
        print(f"| {size:,} | {start:.2f} | {spent - start:.2f} | {(spent - start) / count * 1e6:.1f} | {written / 1e6:.0f} |",
              flush=True)


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
        outcome = subprocess.run(command, input=json.dumps(chat) + "\n", capture_output=True, text=True, env=program.environment)
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
    parser.add_argument("--sizes", default="10,100,1000,10000")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--skip-endless", action="store_true")
    parser.add_argument("--skip-sizes", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(os.path.abspath(arguments.program), folder)
        if not arguments.skip_sizes:
            sizes(program, arguments, folder)
        is_sound = arguments.skip_endless or endless(program, folder)
    sys.exit(0 if is_sound else 1)


if __name__ == "__main__":
    main()
