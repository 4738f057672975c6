"""Numbers that arrive as text: from options, links, custom ids, choices and files.

Everything that members type or Discord sends back passes `parse_id` or `parse_number`, so what the
database cannot hold never reaches it. `tests/meta/test_numbers.py` keeps other ways out.
"""

from __future__ import annotations

LARGEST_ID = 2**63 - 1
"""The largest integer that both databases store, and more than Discord's ids reach before 2084."""


def parse_id(text: str, most: int = LARGEST_ID) -> int | None:
    """Read a number from 0 to `most`; None for anything but its ASCII digits.

    Signs, spaces, underscores, digits of other scripts and more digits than `most` has are no
    number, however Python's own `int` sees them.
    """
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if number <= most else None


def parse_number(typed: str, most: int = LARGEST_ID) -> int | None:
    """Read a number as people write it: `12`, `#12`, with spaces around it."""
    return parse_id(typed.strip().removeprefix("#"), most)
