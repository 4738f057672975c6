"""Planning who hears of entries that are to be looked at again: once a day, of all of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from cogs.core.unit import Unit
from cogs.faq.names import DUE, DUE_EDITOR
from domain.deliveries import DeliveryKey
from domain.faq.entries import Entry

HOUR = 9
"""The hour (UTC) at which is told what has become due."""


async def plan_review(unit: Unit, entry: Entry) -> None:
    """See to it that the moderators and the last editor hear of an entry when it is due."""
    if not entry.is_published or entry.review_at is None:
        return
    due_at = told_at(entry.review_at)
    occurrence = due_at.date().isoformat()
    await unit.plan_once(DeliveryKey(entry.guild_id, DUE, 0, occurrence), due_at)
    if entry.editor_id is not None:
        key = DeliveryKey(entry.guild_id, DUE_EDITOR, 0, occurrence, member_id=entry.editor_id)
        await unit.plan_once(key, due_at)


def told_at(review_at: datetime) -> datetime:
    """Return when is told that an entry has become due at `review_at`."""
    at = review_at.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return at if at >= review_at else at + timedelta(days=1)
