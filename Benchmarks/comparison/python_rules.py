"""Reads the rules' phrases and expressions for the Python job."""

import re
from pathlib import Path

import yaml

from required_literals import required_literals

VERBS = ("forbid", "require", "credit", "observe")


class Leaf:
    """One list of phrases or one expression: of which rule, for whose messages, and what excuses a hit."""

    def __init__(self, rule, part, role):
        self.rule, self.part, self.role = rule, part, role
        self.phrases, self.unless, self.pattern, self.excuse = [], [], None, None


class Rule:
    def __init__(self, source):
        self.id, self.severity, self.category = source["id"], source["severity"], source["category"]
        self.verb = next(verb for verb in VERBS if verb in source)
        score = source.get("score") or {}
        self.points = score.get("award", 0) - score.get("deduct", 0) - (100 if score.get("auto_fail") else 0)
        # What must be hit: one part, or one each for the conditions under `all`.
        self.parts, self.given = set(), set()


class RuleBook:
    def __init__(self, home, folder):
        self.lists = Path(home, "lexicons/lists")
        self.rules, self.leaves, self.refused = [], [], []
        for path in sorted(Path(folder).rglob("*.yaml")):
            # The base loader leaves `no` and `010` the strings that they are meant as.
            source = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
            source["score"] = yaml.safe_load(str(source.get("score", "{}")).replace("'true'", "true").replace("'", ""))
            rule = Rule(source)
            self.rules.append(rule)
            for part in (rule.verb, "given"):
                self._walk(rule, part, source.get(part), "any")

    def phrases(self):
        """All phrases of all rules, each once."""
        return list(dict.fromkeys(phrase for leaf in self.leaves for phrase in leaf.phrases))

    def _walk(self, rule, part, node, role):
        if isinstance(node, list):
            for child in node:
                self._walk(rule, part, child, role)
        if not isinstance(node, dict):
            return
        role = node.get("role", role)
        leaf = Leaf(rule, part, role)
        if "keyword" in node:
            leaf.phrases, leaf.unless = self._expanded(node["keyword"]), self._expanded(node.get("unless", []))
            self._keep(leaf)
        elif "regex" in node:
            try:
                leaf.pattern = re.compile(node["regex"])
                leaf.excuse = re.compile(node["unless"]) if "unless" in node else None
                self._keep(leaf)
            except re.error:
                self.refused.append(rule.id)
        for key in ("any", "same", "at_least", "sequence", "of", "count"):
            self._walk(rule, part, node.get(key), role)
        for number, child in enumerate(node.get("all") or ()):
            self._walk(rule, part if "." in part else f"{part}.{number}", child, role)

    def _keep(self, leaf):
        self.leaves.append(leaf)
        (leaf.rule.given if leaf.part.startswith("given") else leaf.rule.parts).add(leaf.part)

    def _expanded(self, entries):
        found = []
        for entry in [entries] if isinstance(entries, str) else entries:
            if entry.startswith("$") and not entry.startswith("$$"):
                lines = (self.lists / f"{entry[1:]}.txt").read_text(encoding="utf-8").splitlines()
                found += [line.strip() for line in lines if line.strip() and not line.startswith("#")]
            else:
                found.append(entry.removeprefix("$"))
        return found


def gate(leaf):
    """The strings one of which a text must hold for the leaf's expression, or None."""
    return required_literals(leaf.pattern.pattern)
