"""Text as it reads without its formatting."""

from __future__ import annotations

import re

_MARKS = re.compile(r"```(?:[\w+-]*\n)?|`|\*\*")
"""What formats a text in Discord's Markdown and says nothing itself."""


def unmarked(text: str) -> str:
    """The text on one line, without fences, back-ticks and bold."""
    return " ".join(_MARKS.sub("", text).split())
