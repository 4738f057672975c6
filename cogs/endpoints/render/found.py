"""What is said of a contract that holds what was agreed, or does not any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.endpoints.actions.uploads import Finding
from cogs.ui.content import Content
from domain.endpoints.differences import Difference
from domain.endpoints.records import AGREED_NOT_LIVE, Request

MAX_WORDS = 1_700
"""A message holds 2,000 characters, mentions among them."""
MOST_LISTED = 10_000


def render_found(request: Request, finding: Finding, text: Catalogue) -> Content:
    """That it is there, and field by field where it is not as agreed; or that it is gone.

    What a message does not hold of the fields is attached, whole.
    """
    key = "found" if request.state in AGREED_NOT_LIVE else "built"
    words = {
        "operation": plain(request.shape.key, 200),
        "number": str(finding.number),
        "api": plain(finding.api_name, 100),
    }
    if finding.operation is None:
        return Content(text("endpoints-found-gone", **words))
    if not finding.differing:
        return Content(text(f"endpoints-{key}-same", **words))
    lines = [text(f"endpoints-{key}", count=len(finding.differing), **words)]
    lines += [f"- {_line(each, text)}" for each in finding.differing]
    shown = _fitting(lines)
    if len(shown) == len(lines):
        return Content("\n".join(lines))
    more = text("endpoints-found-more", count=len(lines) - len(shown))
    return Content("\n".join([*shown, more]), files=(_whole(finding.differing, text),))


def _whole(differing: Sequence[Difference], text: Catalogue) -> tuple[str, bytes]:
    """All the differences as a file."""
    lines = [f"{each.place}: {_said_of(each, text)}" for each in differing[:MOST_LISTED]]
    if left := len(differing) - len(lines):
        lines.append(text("endpoints-found-more", count=left))
    return "differences.txt", "".join(f"{each}\n" for each in lines).encode()


def _fitting(lines: list[str]) -> list[str]:
    """As many of the first as a message holds."""
    room, shown = MAX_WORDS, list[str]()
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    return shown


def _line(difference: Difference, text: Catalogue) -> str:
    shown = replace(difference, was=plain(difference.was, 100), now=plain(difference.now, 100))
    return f"**{plain(difference.place, 200)}**: {_said_of(shown, text)}"


def _said_of(difference: Difference, text: Catalogue) -> str:
    key = f"endpoints-differs-{difference.rule.value}"
    return text(key, was=difference.was, now=difference.now)
