"""What the digest says of endpoint requests: where the board stands, and what is new on it."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.core.services import DigestPart, DigestSection, DigestView
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.endpoints.render.card import MARKS, line_words
from domain.endpoints.records import OPEN, Request, State
from storage import endpoint_requests
from storage.endpoint_requests import Standing

MOST_READ = 100
MOST_SHOWN = 5
BOARD = (*OPEN, State.LIVE)
"""Where something is left to be done."""


News = tuple[Sequence[Request], Sequence[Standing]]
"""Requests that changed, and how many stand where."""


async def _read(unit: Unit, view: DigestView) -> News:
    seen = await endpoint_requests.list_changed(
        unit.connection, view.guild_id, view.since, view.now, view.sight, limit=MOST_READ
    )
    return seen, await endpoint_requests.list_board(
        unit.connection, view.guild_id, view.now, view.sight
    )


def _render(news: News, text: Catalogue) -> list[DigestPart]:
    seen, standings = news
    board = _board(standings, text)
    if not seen and not board:
        return []
    lines = [board] if board else []
    lines += [line_words(each, text) for each in seen[:MOST_SHOWN]]
    return [DigestPart(text("endpoints-digest", count=len(seen)), lines, len(seen))]


def _board(standings: Sequence[Standing], text: Catalogue) -> str:
    """How many stand where something is left to be done, and how many are overdue; "" for none."""
    counts = [(state, sum(e.count for e in standings if e.state is state)) for state in BOARD]
    told = [
        f"{MARKS[state]} {text(f'endpoints-state-{state.value}')}: {count}"
        for state, count in counts
        if count
    ]
    overdue = sum(each.overdue for each in standings)
    if overdue:
        told.append(f"⏰ {text('endpoints-digest-overdue', count=overdue)}")
    return " · ".join(told)


DIGEST = DigestSection(3, _read, _render)
