"""Differences between two texts, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

CONTEXT = 2
"""Number of unchanged lines around a change."""
MOST_PAIRS = 4_000_000
"""Pairs of lines up to which matches are sought: that takes up to their product in time."""
GAP = "…"


def diff_lines(old: str, new: str) -> list[str]:
    """Lines with `+ `, `- ` or two spaces before them; none where nothing changed.

    Of what did not change only the lines next to a change are there, a line `…` for the rest.
    """
    before, after = old.split("\n"), new.split("\n")
    if before == after:
        return []
    groups = (
        SequenceMatcher(None, before, after).get_grouped_opcodes(CONTEXT)
        if len(before) * len(after) <= MOST_PAIRS
        else [_one_change(before, after)]
    )
    lines: list[str] = []
    reached = 0
    for group in groups:
        if group[0][1] > reached:
            lines.append(GAP)
        for tag, i1, i2, j1, j2 in group:
            lines += _lines_of(tag, before[i1:i2], after[j1:j2])
        reached = group[-1][2]
    if reached < len(before):
        lines.append(GAP)
    return lines


def _one_change(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Return the span between the first and last differing line as one replacement."""
    shorter = min(len(before), len(after))
    head = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    tail = next(
        (n for n in range(shorter - head) if before[-1 - n] != after[-1 - n]), shorter - head
    )
    above, below = min(head, CONTEXT), min(tail, CONTEXT)
    i, j = len(before) - tail, len(after) - tail
    return [
        ("equal", head - above, head, head - above, head),
        ("replace", head, i, head, j),
        ("equal", i, i + below, j, j + below),
    ]


def _lines_of(tag: str, before: list[str], after: list[str]) -> Iterator[str]:
    if tag == "equal":
        yield from (f"  {line}" for line in before)
        return
    yield from (f"- {line}" for line in before)
    yield from (f"+ {line}" for line in after)
