"""What Discord shows of each question (threads, cards, pages, thanks), and what hinders it."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from domain.questions import Place
from domain.shards import Reach
from storage import messages
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import to_stamp

MOST_PAGES = 50

_queries = load_queries("publications")


class Fault(StrEnum):
    """Why Discord cannot show a question, until something changes."""

    DELETED = "deleted"
    """Somebody deleted the thread or its card."""
    NO_CHANNEL = "no-channel"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"
    """Whether it was posted cannot be told, because the channel's history cannot be read."""


RETRIED = (Fault.FORBIDDEN, Fault.NO_CHANNEL, Fault.UNKNOWN)
"""Faults that permissions, channels or a server's return mend."""


async def list_to_show(connection: Connection, reach: Reach, limit: int) -> list[tuple[int, int]]:
    """(server, question) wherever Discord does not show the current state, though it could."""
    rows = await _queries.list_to_show(connection, **reach.as_parameters(), most=limit)
    return [(guild_id, question_id) for guild_id, question_id in rows]


async def list_pages(connection: Connection, question_id: int) -> tuple[int, ...]:
    """The messages that carry a question's full text."""
    rows = await _queries.list_pages(connection, question_id=question_id, most=MOST_PAGES)
    return tuple(message_id for (message_id,) in rows)


async def mark_posted(connection: Connection, question_id: int, thread_id: int) -> None:
    """The question has its thread."""
    await _queries.mark_posted(connection, question_id=question_id, thread_id=thread_id)


async def mark_shown(connection: Connection, question_id: int, revision: int) -> None:
    """Discord shows the question as it was at `revision`."""
    await _queries.mark_shown(connection, question_id=question_id, revision=revision)


async def mark_fault(connection: Connection, question_id: int, fault: Fault) -> None:
    """Discord cannot show the question; it is left alone until something changes."""
    await _queries.mark_fault(connection, question_id=question_id, fault=fault)


async def retry_faults(
    connection: Connection, guild_id: int, faults: Collection[Fault] = RETRIED
) -> int:
    """Have a server's questions shown that these faults kept back; returns how many that is."""
    retried: int = await _queries.retry_faults(
        connection, guild_id=guild_id, faults=json.dumps(sorted(faults))
    )
    return retried


async def mark_thanked(connection: Connection, message_id: int, at: datetime) -> None:
    """The author of an accepted answer was thanked, or need not be."""
    await _queries.mark_thanked(connection, message_id=message_id, at=to_stamp(at))


async def save_page(connection: Connection, question_id: int, page: int, message_id: int) -> None:
    """The message that carries a page of the full text."""
    await _queries.save_page(connection, question_id=question_id, page=page, message_id=message_id)


async def delete_pages_from(connection: Connection, question_id: int, page: int) -> None:
    """The full text has become shorter: it ends before `page`."""
    await _queries.delete_pages_from(connection, question_id=question_id, page=page)


async def lose_thread(connection: Connection, thread_id: int, at: datetime) -> None:
    """A question's thread was deleted in Discord; of its messages the accepted answers stay."""
    await messages.forget_thread(connection, thread_id, at)
    await _queries.lose_thread(connection, thread_id=thread_id, fault=Fault.DELETED)


async def lose_channel(
    connection: Connection, guild_id: int, channel_id: int, at: datetime
) -> None:
    """A channel was deleted with all the threads in it."""
    await messages.forget_channel(connection, guild_id, channel_id, at)
    await _queries.lose_channel(
        connection, guild_id=guild_id, channel_id=channel_id, fault=Fault.DELETED
    )


async def move(connection: Connection, question_id: int, place: Place) -> None:
    """A question without a thread is to be posted in this channel."""
    await delete_pages_from(connection, question_id, 0)
    await _queries.move(
        connection,
        question_id=question_id,
        channel_id=place.channel_id,
        is_forum=place.is_forum,
    )
