"""Lists of 100 to 100,000 phrases: those that are shipped, filled up with pairs of words."""

import random
import re
from pathlib import Path

from comparison import rules


def shipped(home):
    """The phrases of the shipped word lists and of the rules' own lists, without names of lists."""
    found = []
    for path in sorted(Path(home, "lexicons/lists").glob("*.txt")):
        found += [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    for path in rules.shipped_files(home):
        rule = path.read_text(encoding="utf-8").split("\nexamples:")[0]
        found += re.findall(r"^\s+- ([^\s#'\":{}\[\]]+)\s*(?:#.*)?$", rule, re.MULTILINE)
    return [phrase for phrase in dict.fromkeys(found) if len(phrase) > 1 and phrase[0] not in "#$"]


def words(home, least=300):
    """Words of two characters or more that the general list holds often."""
    text = Path(home, "lexicons/words/general.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return [row[0] for row in rows if len(row) > 1 and len(row[0]) > 1 and int(row[1]) >= least]


def lists(home, sizes, seed=7):
    """A list of each size; a larger one holds the smaller ones."""
    source = random.Random(seed)
    phrases = shipped(home)
    source.shuffle(phrases)
    vocabulary = words(home)
    known = set(phrases)
    while len(phrases) < max(sizes):
        pair = source.choice(vocabulary) + source.choice(vocabulary)
        if pair not in known:
            known.add(pair)
            phrases.append(pair)
    return {size: phrases[:size] for size in sizes}
