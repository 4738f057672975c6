"""Units of work of the engine of cards: what it reads, and what it records of each attempt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from cogs.core.services import CARDS
from cogs.core.unit import Unit
from cogs.ui.client import CardKind, EventKind, Shown
from domain.cards import LASTING, QUIET, Card, CardFault, Posted
from domain.deliveries import CardLost
from domain.shards import Reach
from storage import cards

BATCH = 20
Kind = CardKind | EventKind
Name = tuple[str, int]
"""Kind and subject of a card."""


async def list_stale(unit: Unit, reach: Reach, after: int) -> list[Card]:
    """List the cards of a batch that are behind and to be tried now."""
    return await cards.list_stale(unit.connection, reach, unit.now, after=after, limit=BATCH)


async def next_try(unit: Unit, reach: Reach) -> datetime | None:
    """Return when the next card that was put off is tried again."""
    return await cards.next_try(unit.connection, reach, unit.now)


async def find_card(unit: Unit, guild_id: int, message_id: int) -> Card | None:
    """Find the card that a message is."""
    return await cards.find_by_message(unit.connection, guild_id, message_id)


async def has_faults(unit: Unit, guild_id: int) -> bool:
    """Tell whether a server has cards that a change of permissions may mend."""
    faults = await cards.count_faults(unit.connection, guild_id)
    return bool(faults.keys() - LASTING)


async def has_fault(unit: Unit, guild_id: int, fault: CardFault) -> bool:
    """Tell whether a server has a card with this fault."""
    return fault in await cards.count_faults(unit.connection, guild_id)


async def retry_faults(unit: Unit, guild_id: int) -> None:
    """Have a server's cards tried again that were given up."""
    await cards.retry_faults(unit.connection, guild_id)
    unit.show(CARDS, guild_id)


async def find_of(unit: Unit, guild_id: int, kind: str, subject_id: int) -> Card | None:
    """Find the card of a subject."""
    return await cards.find_card(unit.connection, guild_id, kind, subject_id)


async def look_around(
    unit: Unit, guild_id: int, present: frozenset[int], leaving: Mapping[str, CardKind]
) -> None:
    """Have cards posted elsewhere whose channels are gone, and all faults tried again."""
    await cards.retry_faults(unit.connection, guild_id)
    await cards.try_now(unit.connection, guild_id)
    for place_id in await cards.list_places(unit.connection, guild_id):
        if place_id not in present:
            await lose_place(unit, guild_id, place_id, leaving)


async def lose_place(
    unit: Unit, guild_id: int, place_id: int, leaving: Mapping[str, CardKind]
) -> None:
    """Have the cards of a deleted channel posted elsewhere, or leave them with it."""
    for kind in leaving.values():
        if kind.lost_place is not None:
            await kind.lost_place(unit.connection, guild_id, place_id, unit.now)
    if await cards.lose_place(unit.connection, guild_id, place_id, leaving):
        unit.show(CARDS, guild_id)


async def mark_passing(unit: Unit, passing: Mapping[Name, int]) -> None:
    """Record the cards that presses were answered with."""
    for (kind, subject_id), revision in passing.items():
        await cards.mark_passing(unit.connection, kind, subject_id, revision)


async def look_again(unit: Unit, card: Card) -> None:
    """Have a card shown anew whose message was deleted."""
    await cards.look_again(unit.connection, card)
    unit.show(card.kind, card.subject_id)


async def mark_shown(unit: Unit, card: Card, place_id: int | None, message_id: int | None) -> None:
    """Record that a card is right, and where it stands."""
    await cards.mark_shown(unit.connection, card, place_id, message_id)


async def mark_posted(unit: Unit, kind: CardKind, card: Card, posted: Posted, shown: Shown) -> None:
    """Record a new card, and what its row needs to know of it."""
    mark = cards.mark_shown if shown.after is None else cards.mark_place
    await mark(unit.connection, card, posted.place_id, posted.message_id)
    if kind.posted is not None:
        await kind.posted(unit.connection, card, posted, unit.now)
    unit.show(card.kind, card.subject_id)  # what leads to the card follows it
    unit.expect(unit.now)  # what is told in the thread may wait for it


async def mark_kept(unit: Unit, kind: EventKind, card: Card, event_id: int | None) -> None:
    """Record that one of Discord's events is right."""
    await cards.mark_shown(unit.connection, card, None, event_id)
    await kind.kept(unit.connection, card, event_id)


async def put_off(unit: Unit, card: Card, pause: timedelta) -> None:
    """Try a card again after a pause."""
    await cards.put_off(unit.connection, card.id, unit.now + pause)


async def lose_message(unit: Unit, card: Card) -> None:
    """Have a card posted again whose message was deleted."""
    await cards.lose_message(unit.connection, card, unit.now)


async def mark_removed(unit: Unit, kind: CardKind, card: Card) -> None:
    """Record that a card was removed on purpose."""
    if kind.removed is not None:
        await kind.removed(unit.connection, card, unit.now)
    await cards.mark_removed(unit.connection, card)


async def mark_gone(unit: Unit, kind: CardKind, card: Card) -> None:
    """Record that a card is gone with its row."""
    if kind.removed is not None:
        await kind.removed(unit.connection, card, unit.now)
    await cards.mark_shown(unit.connection, card, None, None)


async def give_up(unit: Unit, kind: Kind, card: Card, fault: CardFault) -> None:
    """Note why a card cannot be shown, and have its owners told, once for each reason."""
    if await cards.mark_fault(unit.connection, card.id, fault) and fault not in QUIET:
        await tell(unit, kind, card, fault)


async def tell(unit: Unit, kind: Kind, card: Card, fault: CardFault) -> None:
    """Have a card's owners told why it can't be shown."""
    for owner_id in await kind.owners(unit.connection, card):
        await unit.plan_once(
            CardLost(
                kind=kind.lost,
                guild_id=card.guild_id,
                subject_id=card.subject_id,
                fault=fault.value,
                message_id=card.message_id or 0,
                member_id=owner_id,
            )
        )
