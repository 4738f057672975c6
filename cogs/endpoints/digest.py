"""What the digest says of endpoint requests: where the board stands, and what is new on it."""

from __future__ import annotations

from cogs.endpoints.render.card import MARKS, line_words
from cogs.shared.features import DigestPart, DigestSection, DigestView
from domain.endpoints.records import OPEN, State
from storage import endpoint_requests
from storage.engine import Connection

MOST_READ = 100
MOST_SHOWN = 5
BOARD = (*OPEN, State.LIVE)
"""Where something is left to be done."""


async def _gather(connection: Connection, view: DigestView) -> list[DigestPart]:
    changed = await endpoint_requests.list_changed(
        connection, view.guild_id, view.since, view.now, limit=MOST_READ
    )
    seen = [each for each in changed if view.may_see(each.channel_id)]
    counts = await endpoint_requests.count_by_state(connection, view.guild_id)
    board = [(state, counts[state]) for state in BOARD if counts.get(state)]
    if not seen and not board:
        return []
    lines = []
    if board:
        told = [
            f"{MARKS[state]} {view.text(f'endpoints-state-{state.value}')}: {count}"
            for state, count in board
        ]
        overdue = await endpoint_requests.count_overdue(connection, view.guild_id, view.now)
        if overdue:
            told.append(f"⏰ {view.text('endpoints-digest-overdue', count=overdue)}")
        lines.append(" · ".join(told))
    lines += [line_words(each, view.text) for each in seen[:MOST_SHOWN]]
    return [DigestPart(view.text("endpoints-digest", count=len(seen)), lines, len(seen))]


DIGEST = DigestSection(3, _gather)
