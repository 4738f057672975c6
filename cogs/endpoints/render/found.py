"""What is said of a contract that holds what was agreed, or does not any more."""

from __future__ import annotations

from cogs.endpoints.actions.uploads import Finding
from cogs.shared.markup import fitting, plain
from cogs.shared.text import Catalogue
from domain.endpoints.differences import Difference
from domain.endpoints.records import AGREED_NOT_LIVE, Request

MAX_WORDS = 1_700
"""A message holds 2,000 characters, mentions among them."""


def render_found(request: Request, finding: Finding, text: Catalogue) -> str:
    """That it is there, and field by field where it is not as agreed; or that it is gone."""
    key = "found" if request.state in AGREED_NOT_LIVE else "built"
    words = {
        "operation": plain(request.shape.key, 200),
        "number": str(finding.number),
        "api": plain(finding.api_name, 100),
    }
    if finding.operation is None:
        return text("endpoints-found-gone", **words)
    if not finding.differing:
        return text(f"endpoints-{key}-same", **words)
    lines = [text(f"endpoints-{key}", count=len(finding.differing), **words)]
    lines += [f"- {_line(each, text)}" for each in finding.differing]
    shown = fitting(lines, MAX_WORDS)
    left = len(lines) - len(shown.splitlines())
    return f"{shown}\n{text('endpoints-found-more', count=left)}" if left else shown


def _line(difference: Difference, text: Catalogue) -> str:
    place = plain(difference.place, 200)
    words = {"was": difference.was, "now": difference.now}
    given = {name: plain(value, 100) for name, value in words.items()}
    return f"**{place}**: {text(f'endpoints-differs-{difference.rule.value}', **given)}"
