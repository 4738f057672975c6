"""Polls for a session's time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.channels import Sight
from domain.sessions.polls import MOST_SLOTS, Poll, PollSlot, PollState
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import Row, from_stamp, to_stamp

_queries = load_queries("session_polls")
MOST_VOTES = 20_000


async def create_poll(connection: Connection, poll: Poll, now: datetime) -> int:
    """Add a poll with its slots and return its id; the one in the record is not looked at."""
    poll_id: int = await _queries.create_poll(
        connection,
        guild_id=poll.guild_id,
        host_id=poll.host_id,
        title=poll.title,
        topic=poll.topic,
        minutes=poll.minutes,
        zone=poll.zone,
        channel_id=poll.channel_id,
        now=to_stamp(now),
    )
    for slot in poll.slots:
        await _queries.add_slot(
            connection, poll_id=poll_id, slot=slot.slot, starts_at=to_stamp(slot.starts_at)
        )
    return poll_id


async def find_poll(connection: Connection, guild_id: int, poll_id: int) -> Poll | None:
    """Find a poll with its slots and whom they fit, or None."""
    row = await _queries.find_poll(connection, guild_id=guild_id, poll_id=poll_id)
    if row is None:
        return None
    slots = await _queries.list_slots(connection, poll_id=poll_id, most=MOST_SLOTS)
    votes: dict[str, list[int]] = {slot: [] for slot, _ in slots}
    for slot, member_id in await _queries.list_votes(connection, poll_id=poll_id, most=MOST_VOTES):
        votes[slot].append(member_id)
    offered = [PollSlot(slot, from_stamp(at), tuple(votes[slot])) for slot, at in slots]
    return replace(_poll(row), slots=offered)


async def vote(connection: Connection, poll: Poll, member_id: int, slots: Sequence[str]) -> None:
    """Keep which slots fit a member, in place of those they marked before."""
    await _queries.forget_votes(connection, poll_id=poll.id, member_id=member_id)
    for slot in slots:
        await _queries.vote(
            connection, poll_id=poll.id, slot=slot, guild_id=poll.guild_id, member_id=member_id
        )
    await _queries.touch(connection, poll_id=poll.id)


async def end_poll(
    connection: Connection, poll_id: int, state: PollState, series_id: int | None = None
) -> bool:
    """End a poll; False where it was over already."""
    ended: int = await _queries.end_poll(
        connection, poll_id=poll_id, state=state, series_id=series_id
    )
    return ended > 0


async def mark_posted(connection: Connection, poll_id: int, message_id: int) -> None:
    """Keep which message shows a poll."""
    await _queries.mark_posted(connection, poll_id=poll_id, message_id=message_id)


async def export_member(
    connection: Connection, guild_id: int, member_id: int, sight: Sight
) -> list[dict[str, object]]:
    """Export the polls that a member started, and what fits them, JSON-able."""
    who = {"guild_id": guild_id, "member_id": member_id, "most": MOST_VOTES}
    asked = await _queries.export_hosted(connection, **who)
    fits = await _queries.export_votes(connection, **who, **seen_by(sight))
    polls: list[dict[str, object]] = [{"poll": id_, "title": title} for id_, title in asked]
    return polls + [{"title": title, "fits": slot} for title, slot in fits]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Forget what fits a member, and that they asked; returns how many records that were."""
    who = {"guild_id": guild_id, "member_id": member_id}
    await _queries.touch_hosted(connection, **who)  # their messages name them, and count them
    await _queries.touch_voted(connection, **who)
    hosted: int = await _queries.forget_host(connection, **who)
    voted: int = await _queries.erase_votes(connection, **who)
    return hosted + voted


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's polls."""
    await _queries.erase_guild(connection, guild_id=guild_id)


def _poll(row: Row) -> Poll:
    return Poll(
        id=row["id"],
        guild_id=row["guild_id"],
        host_id=row["host_id"],
        title=row["title"],
        topic=row["topic"],
        minutes=row["minutes"],
        zone=row["zone"],
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        state=PollState(row["state"]),
        series_id=row["series_id"],
        revision=row["revision"],
        created_at=from_stamp(row["created_at"]),
    )
