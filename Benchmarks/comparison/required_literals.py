"""What must be in a text for a regular expression to match it, read from Python's own parse of the expression."""

from re import _constants as op
from re import _parser

MOST = 64


def required_literals(pattern):
    """Strings one of which is in every match, or None where none can be named."""
    return _of(_parser.parse(pattern))


def _of(items):
    candidates, run = [], []

    def end_run():
        if run:
            candidates.append({"".join(run)})
            run.clear()

    for kind, value in items:
        if kind is op.LITERAL:
            run.append(chr(value))
            continue
        end_run()
        found = _of_one(kind, value)
        if found:
            candidates.append(found)
    end_run()
    # The longest shortest string gates best; among equals the smaller set.
    return max(candidates, key=lambda found: (min(map(len, found)), -len(found)), default=None)


def _of_one(kind, value):
    if kind is op.SUBPATTERN:
        return _of(value[3])
    if kind is op.ATOMIC_GROUP:
        return _of(value)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return _of(value[2]) if value[0] > 0 else None
    if kind is op.BRANCH:
        parts = [_of(branch) for branch in value[1]]
        union = set().union(*(part or () for part in parts))
        return union if all(parts) and len(union) <= MOST else None
    if kind is op.IN and len(value) <= MOST and all(item is op.LITERAL for item, _ in value):
        return {chr(code) for _, code in value}
    return None
