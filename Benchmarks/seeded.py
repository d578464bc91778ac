"""Seeded choices for programs that make conversations."""


class Numbers:
    """A seeded sequence that no version of Python changes."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def pick(self, items):
        return items[self.below(len(items))]

    def some(self, items, least, most):
        """From `least` to `most` of the items, each once, in random order."""
        rest = list(items)
        count = least + self.below(most - least + 1)
        return [rest.pop(self.below(len(rest))) for _ in range(min(count, len(rest)))]
