#!/usr/bin/env python3
"""Compares the speed of `zhijian score --stdin` with jieba and rjieba cutting the same text.

Usage: score-speed.py PROGRAM CHATS.jsonl [--copies 20] [--rounds 3] [--jobs 1]

CHATS is canonical JSONL. Scoring reads JSON, cuts words, looks for the phrases of all rules in all folds, judges the
rules, follows the mood and writes JSON; the two libraries only cut words. All take turns on the same text, and what is
compared is the processor time of the best round without start-up, so that neither the machine nor other programs on it
count much. Needs `pip install jieba rjieba`.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time


def child_seconds(arguments, path):
    """Processor seconds of a program that reads `path`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(path, "rb") as source:
        subprocess.run(arguments, stdin=source, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def own_seconds(cut, texts):
    """Processor seconds of cutting all texts in this process."""
    start = time.process_time()
    for text in texts:
        for _ in cut(text):
            pass
    return time.process_time() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("chats")
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    with open(options.chats, encoding="utf-8") as source:
        chats = [json.loads(line) for line in source if line.strip()]
    texts = [message.get("text") or "" for chat in chats for message in chat["messages"]]
    messages, characters = len(texts), sum(map(len, texts))

    import jieba
    import rjieba

    jieba.setLogLevel(60)
    jieba.initialize()
    list(rjieba.cut("预热"))
    cutters = {"jieba": lambda text: jieba.cut(text), "rjieba": lambda text: rjieba.cut(text)}
    command = [options.program, "score", "--stdin", "--jobs", str(options.jobs)]
    rates = {}
    with tempfile.TemporaryDirectory() as folder:
        many, one = os.path.join(folder, "many.jsonl"), os.path.join(folder, "one.jsonl")
        with open(many, "w", encoding="utf-8") as output:
            for copy in range(options.copies):
                for chat in chats:
                    # Other ids: equal conversations would count once.
                    renamed = dict(chat, id=f"{chat.get('id', '')}-{copy}")
                    output.write(json.dumps(renamed, ensure_ascii=False) + "\n")
        with open(one, "w", encoding="utf-8") as output:
            output.write(json.dumps(chats[0], ensure_ascii=False) + "\n")
        for number in range(options.rounds):
            start = child_seconds(command, one)
            seconds = {"zhijian score": max(1e-9, (child_seconds(command, many) - start) / options.copies)}
            for name, cut in cutters.items():
                seconds[name] = own_seconds(cut, texts)
            for name, taken in seconds.items():
                rates.setdefault(name, []).append(1 / taken)
            print(f"round {number + 1}: start-up {start:.2f} s; " + ", ".join(
                f"{name} {characters / taken / 1e6:.2f} Mchar/s" for name, taken in seconds.items()))
            sys.stdout.flush()
    best = {name: max(values) for name, values in rates.items()}
    print(f"{messages} messages, {characters} characters, best of {options.rounds} rounds:")
    for name, rate in best.items():
        print(f"  {name}: {messages * rate:.0f} messages/s, {characters * rate / 1e6:.2f} Mchar/s, "
              f"{best['zhijian score'] / rate:.2f} of it is what scoring reaches")


if __name__ == "__main__":
    main()
