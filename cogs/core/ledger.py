"""The delivery ledger as people see it: what is planned, what was posted, what failed and why."""

from __future__ import annotations

from collections.abc import Sequence

from cogs.core.text import Catalogue
from domain.cards import CardFault
from domain.deliveries import Delivery, DeliveryState

_MARKS = {
    DeliveryState.PENDING: "🕒",
    DeliveryState.CLAIMED: "📤",
    DeliveryState.SENT: "✅",
    DeliveryState.FAILED: "❌",
    DeliveryState.SKIPPED: "⏭️",
    DeliveryState.UNKNOWN: "❔",
}


def render_ledger(rows: Sequence[Delivery], text: Catalogue) -> str:
    """Render a line for each row: when, where, and what became of it."""
    return "\n".join(_line(row, text) for row in rows)


def late_note(text: Catalogue, delivery: Delivery) -> str:
    """Return the words that a post says about being late."""
    return text("shared-delivery-late", planned=_stamp(delivery))


def reason_words(text: Catalogue, reason: str | None, *, with_fix: bool = True) -> str:
    """Tell why something was not posted, and what helps.

    Reasons meant for the log are not quoted.
    """
    if reason is None or reason not in text:
        return text("shared-delivery-not-needed")
    fix = text.attribute(reason, "fix") if with_fix else None
    return text(reason) if fix is None else f"{text(reason)} {fix}"


def fault_key(fault: str) -> str:
    """Name the message that says why a card cannot be shown, by its `CardFault`."""
    deleted = fault == CardFault.CARD_DELETED.value
    return "shared-card-deleted" if deleted else f"shared-delivery-{fault}"


def place_of(row: Delivery) -> str | None:
    """Name the place of a delivery as a mention; None while that is open."""
    channel_id = row.key.channel_id
    if row.key.member_id is not None:
        return f"<@{row.key.member_id}>"
    if channel_id is None:
        channel_id = row.place_id
    return None if channel_id is None else f"<#{channel_id}>"


def _line(row: Delivery, text: Catalogue) -> str:
    place = place_of(row)
    where = "" if place is None else f" {place}"
    return f"{_MARKS[row.state]} {_stamp(row)}{where}: {_outcome(row, text)}"


def _outcome(row: Delivery, text: Catalogue) -> str:
    match row.state:
        case DeliveryState.PENDING if row.attempts:
            words = text("shared-delivery-again", again=f"<t:{int(row.due_at.timestamp())}:R>")
        case DeliveryState.PENDING:
            words = text("shared-delivery-planned")
        case DeliveryState.CLAIMED:
            words = text("shared-delivery-under-way")
        case DeliveryState.SENT:
            words, link = text("shared-delivery-sent"), _link(row)
            words = words if link is None else f"[{words}]({link})"
        case DeliveryState.FAILED:
            words = text("shared-delivery-failed", reason=reason_words(text, row.reason))
        case DeliveryState.SKIPPED:
            words = text("shared-delivery-skipped", reason=reason_words(text, row.reason))
        case DeliveryState.UNKNOWN:
            words = reason_words(text, row.reason)
    return words


def _link(row: Delivery) -> str | None:
    place_id = row.place_id or row.key.channel_id
    if place_id is None or row.message_id is None or row.key.member_id is not None:
        return None
    return f"https://discord.com/channels/{row.guild_id}/{place_id}/{row.message_id}"


def _stamp(row: Delivery) -> str:
    return f"<t:{int(row.planned_at.timestamp())}:f>"
