"""Publications: what Discord shows of each question beside its card, as thread, pages, thanks."""

from __future__ import annotations

from datetime import datetime

from domain.questions import Place
from storage import messages
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import to_stamp

MOST_PAGES = 50

_queries = load_queries("publications")


async def list_pages(connection: Connection, question_id: int) -> tuple[int, ...]:
    """List the messages that carry a question's full text."""
    rows = await _queries.list_pages(connection, question_id=question_id, most=MOST_PAGES)
    return tuple(message_id for (message_id,) in rows)


async def mark_posted(connection: Connection, question_id: int, place: Place) -> None:
    """Note the thread that a question has from now on, which carries nothing yet."""
    await delete_pages_from(connection, question_id, 0)
    await _queries.mark_posted(
        connection,
        question_id=question_id,
        channel_id=place.channel_id,
        is_forum=place.is_forum,
        thread_id=place.thread_id,
    )


async def mark_thanked(connection: Connection, message_id: int, at: datetime) -> None:
    """Note that the author of an accepted answer was thanked, or need not be."""
    await _queries.mark_thanked(connection, message_id=message_id, at=to_stamp(at))


async def save_page(connection: Connection, question_id: int, page: int, message_id: int) -> None:
    """Note the message that carries a page of the full text."""
    await _queries.save_page(connection, question_id=question_id, page=page, message_id=message_id)


async def delete_pages_from(connection: Connection, question_id: int, page: int) -> None:
    """Note that the full text has become shorter: it ends before `page`."""
    await _queries.delete_pages_from(connection, question_id=question_id, page=page)


async def lose_thread(connection: Connection, thread_id: int, at: datetime) -> None:
    """Forget a thread that was deleted in Discord; of its messages the accepted answers stay."""
    await messages.forget_thread(connection, thread_id, at)
    await _queries.lose_thread(connection, thread_id=thread_id)


async def lose_channel(
    connection: Connection, guild_id: int, channel_id: int, at: datetime
) -> None:
    """Forget the threads of a channel that was deleted with all of them."""
    await messages.forget_channel(connection, guild_id, channel_id, at)
    await _queries.lose_channel(connection, guild_id=guild_id, channel_id=channel_id)
