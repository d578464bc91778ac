#!/usr/bin/env python3
"""How well the word lists and rules for abuse and contempt find offensive posts.

Usage: abuse-quality.py PROGRAM POSTS.jsonl

POSTS are JSON Lines with `text` and `label` (1 offensive, 0 not). Each post is read as a message of a customer, then as one of an
agent. Draft rules are counted as if they were stable.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
LISTS = """id: abuse-lists
title: 辱骂与贬损
why: 衡量
category: customer-emotion
severity: info
status: stable
observe:
  role: customer
  keyword: [$customer-abuse, $contempt]
  boundary: any
  unless: [$customer-abuse-innocent, $contempt-innocent]
"""
CUSTOMERS = ("customer-abuses-agent", "customer-contempt")
AGENTS = ("insulting-customer", "mocking-customer", "contempt-of-customer", "brush-off")


def shipped(rule):
    (path,) = (HOME / "rules").rglob(f"{rule}.yaml")
    return path.read_text(encoding="utf-8").replace("status: draft", "status: stable")


def found(program, posts, role, rules):
    """Which posts have a finding of the rules, a text for each id."""
    with tempfile.TemporaryDirectory() as folder:
        for rule, text in rules.items():
            (Path(folder) / f"{rule}.yaml").write_text(text, encoding="utf-8")
        lines = "".join(
            json.dumps({"id": str(number), "messages": [{"role": role, "text": post["text"]}]}, ensure_ascii=False) + "\n"
            for number, post in enumerate(posts))
        run = subprocess.run(
            [program, "score", "--stdin", "--detail", "findings", "--rules", folder, "--privacy", "none"], input=lines,
            capture_output=True, encoding="utf-8", cwd=HOME)
        if run.returncode > 1:
            sys.exit(run.stderr)
        return [bool(json.loads(line)["findings"]) for line in run.stdout.splitlines()]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program = str(Path(sys.argv[1]).resolve())
    posts = [json.loads(line) for line in Path(sys.argv[2]).read_text(encoding="utf-8").splitlines() if line]
    offensive = [post["label"] == 1 for post in posts]
    print(f"posts {len(posts)}, offensive {sum(offensive)}")
    runs = [("lists customer-abuse and contempt", "customer", {"abuse-lists": LISTS})]
    runs.append(("rules about customers", "customer", {rule: shipped(rule) for rule in CUSTOMERS}))
    runs.append(("rules about agents", "agent", {rule: shipped(rule) for rule in AGENTS}))
    runs += [(rule, "customer" if rule in CUSTOMERS else "agent", {rule: shipped(rule)}) for rule in CUSTOMERS + AGENTS]
    for name, role, rules in runs:
        hits = found(program, posts, role, rules)
        right = sum(hit and bad for hit, bad in zip(hits, offensive))
        precision = right / sum(hits) if any(hits) else 0
        print(f"{name}: precision {precision:.3f}, recall {right / sum(offensive):.3f}, found {sum(hits)}")


if __name__ == "__main__":
    main()
