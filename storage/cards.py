"""Cards: which messages show which rows, how far they are behind, and what keeps them from it.

Triggers on the subjects' tables say what is wanted; see the migration that makes `cards`.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from domain.cards import Card, CardFault
from domain.shards import Reach
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp

_queries = load_queries("cards")

CARD = "card"
"""The part that every kind has."""
MOST_PLACES = 500


async def list_stale(
    connection: Connection, reach: Reach, now: datetime, *, after: int = 0, limit: int
) -> list[Card]:
    """List the cards that Discord does not show as they are and that are to be tried now, by id."""
    rows = await _queries.list_stale(
        connection, **reach.as_parameters(), now=to_stamp(now), after=after, most=limit
    )
    return [_card(row) for row in rows]


async def next_try(connection: Connection, reach: Reach, now: datetime) -> datetime | None:
    """Return when the next card that was put off is tried again."""
    stamp = await _queries.next_try(connection, **reach.as_parameters(), now=to_stamp(now))
    return None if stamp is None else from_stamp(stamp)


async def want(
    connection: Connection, guild_id: int, kind: str, subject_id: int, revision: int
) -> bool:
    """Have a card for a subject whose table has no trigger for that; False where it has one."""
    added: int = await _queries.want(
        connection, guild_id=guild_id, kind=kind, subject_id=subject_id, revision=revision
    )
    return added > 0


async def find_card(
    connection: Connection, guild_id: int, kind: str, subject_id: int, part: str = CARD
) -> Card | None:
    """Find the card of a subject."""
    row = await _queries.find_card(
        connection, guild_id=guild_id, kind=kind, subject_id=subject_id, part=part
    )
    return None if row is None else _card(row)


async def find_by_message(connection: Connection, guild_id: int, message_id: int) -> Card | None:
    """Find the card that a message is; the thread of a message has its id."""
    row = await _queries.find_by_message(connection, guild_id=guild_id, message_id=message_id)
    return None if row is None else _card(row)


async def mark_shown(
    connection: Connection, card: Card, place_id: int | None, message_id: int | None
) -> None:
    """Note that Discord shows a card as it was wanted, and where."""
    await _queries.mark_shown(
        connection,
        card_id=card.id,
        revision=card.wanted,
        place_id=place_id,
        message_id=message_id,
    )


async def mark_place(connection: Connection, card: Card, place_id: int, message_id: int) -> None:
    """Note where a card stands that was posted, before all that belongs to it is there."""
    await _queries.mark_place(connection, card_id=card.id, place_id=place_id, message_id=message_id)


async def mark_passing(connection: Connection, kind: str, subject_id: int, revision: int) -> None:
    """Note that a card was shown as the answer to a press on it."""
    await _queries.mark_passing(connection, kind=kind, subject_id=subject_id, revision=revision)


async def put_off(connection: Connection, card_id: int, until: datetime) -> None:
    """Try a card again later, after an attempt that Discord failed."""
    await _queries.put_off(connection, card_id=card_id, next_try=to_stamp(until))


async def try_now(connection: Connection, guild_id: int) -> None:
    """Have a server's cards tried at once that were put off."""
    await _queries.try_now(connection, guild_id=guild_id)


async def mark_fault(connection: Connection, card_id: int, fault: CardFault) -> bool:
    """Leave a card alone until something changes; False where it is left alone already."""
    changed: int = await _queries.mark_fault(connection, card_id=card_id, fault=fault.value)
    return changed > 0


async def mark_removed(connection: Connection, card: Card) -> None:
    """Note that a card was removed on purpose, with its thread or post."""
    await _queries.mark_removed(connection, card_id=card.id, message_id=card.message_id)


async def lose_message(connection: Connection, card: Card, now: datetime) -> None:
    """Have a card posted again whose message was deleted."""
    await _queries.lose_message(
        connection, card_id=card.id, message_id=card.message_id, now=to_stamp(now)
    )


async def look_again(connection: Connection, card: Card) -> None:
    """Have a card shown anew whose message was deleted."""
    await _queries.look_again(connection, card_id=card.id)


async def show_again(connection: Connection, guild_id: int, kind: str, subject_id: int) -> None:
    """Have a card shown anew that says what another card's place is."""
    await _queries.show_again(connection, guild_id=guild_id, kind=kind, subject_id=subject_id)


async def lose_place(
    connection: Connection, guild_id: int, place_id: int, leaving: Collection[str]
) -> int:
    """Have the cards of a deleted channel posted elsewhere; returns how many there are.

    Those of the kinds `leaving` are gone with it.
    """
    lost: int = await _queries.lose_place(
        connection, guild_id=guild_id, place_id=place_id, leaving=json.dumps(sorted(leaving))
    )
    return lost


async def list_places(connection: Connection, guild_id: int) -> list[int]:
    """List the channels in which cards of a server stand."""
    rows = await _queries.list_places(connection, guild_id=guild_id, most=MOST_PLACES)
    return [place_id for (place_id,) in rows]


async def retry_faults(connection: Connection, guild_id: int) -> int:
    """Have shown what a fault kept back on a server; returns how many cards that is."""
    retried: int = await _queries.retry_faults(connection, guild_id=guild_id)
    return retried


async def post_again(connection: Connection, guild_id: int, kind: str, subject_id: int) -> bool:
    """Have a card posted that somebody removed; False where none was."""
    changed: int = await _queries.post_again(
        connection, guild_id=guild_id, kind=kind, subject_id=subject_id
    )
    return changed > 0


async def count_faults(connection: Connection, guild_id: int) -> dict[CardFault, int]:
    """Count a server's cards that cannot be shown, by reason."""
    rows = await _queries.count_faults(connection, guild_id=guild_id, most=len(CardFault))
    return {CardFault(fault): count for fault, count in rows}


def _card(row: Row) -> Card:
    return Card(
        id=row["id"],
        guild_id=row["guild_id"],
        kind=row["kind"],
        subject_id=row["subject_id"],
        place_id=row["place_id"],
        message_id=row["message_id"],
        wanted=row["wanted"],
        shown=row["shown"],
        fault=None if row["fault"] is None else CardFault(row["fault"]),
        attempts=row["attempts"],
        replaced_at=from_stamp_or_none(row["replaced_at"]),
    )
