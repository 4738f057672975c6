"""What is said of a contract that holds what was agreed."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.shared.markup import fitting, plain
from cogs.shared.text import Catalogue
from domain.apis import StoredOperation
from domain.endpoints.differences import Difference
from domain.endpoints.records import Request

MAX_WORDS = 1_700
"""A message holds 2,000 characters, mentions among them."""


def render_found(
    request: Request, found: StoredOperation, differing: Sequence[Difference], text: Catalogue
) -> str:
    """That it is there, and field by field where it is not as agreed."""
    number = str(found.contract_number)
    key = plain(request.shape.key, 200)
    if not differing:
        return text("endpoints-found-same", operation=key, number=number)
    lines = [text("endpoints-found", operation=key, number=number, count=len(differing))]
    lines += [f"- {_line(each, text)}" for each in differing]
    shown = fitting(lines, MAX_WORDS)
    left = len(lines) - len(shown.splitlines())
    return f"{shown}\n{text('endpoints-found-more', count=left)}" if left else shown


def _line(difference: Difference, text: Catalogue) -> str:
    place = plain(difference.place, 200)
    words = {"was": difference.was, "now": difference.now}
    given = {name: plain(value, 100) for name, value in words.items()}
    return f"**{place}**: {text(f'endpoints-differs-{difference.rule.value}', **given)}"
