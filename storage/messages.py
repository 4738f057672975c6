"""Messages in questions' threads: with every edit, and gone when deleted."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from domain.questions import Question, ThreadMessage
from storage import answer_search, questions
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import from_stamp, from_stamp_or_none, to_stamp

MOST_EDITS = 20
MOST_AT_ONCE = 10_000
MOST_FOLLOWED = 200

_queries = load_queries("messages")


@dataclass(frozen=True, slots=True)
class FollowedThread:
    """A question's thread whose messages are kept."""

    question_id: int
    thread_id: int
    channel_id: int
    """Channel of the thread: its permissions are the thread's."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Effect of a message: whether it is news, and shows on the card."""

    is_new: bool
    changes_card: bool = False


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message whose text has just been erased; `was_accepted`: as an answer."""

    message: ThreadMessage
    was_accepted: bool


async def is_question_thread(connection: Connection, thread_id: int) -> bool:
    """Tell whether a thread was made for a question."""
    return await _queries.find_thread(connection, thread_id=thread_id) is not None


async def remember_message(
    connection: Connection, question_id: int, message: ThreadMessage, at: datetime
) -> Remembered:
    """Store a message, or its newer state, as it was seen `at`.

    What it said before is kept as a revision. A state older than the stored one is ignored, and
    so is a message that was deleted or whose author had their data erased.
    """
    content = message.content
    changed = {
        "message_id": message.message_id,
        "content": content,
        "edited_at": message.edited_at and to_stamp(message.edited_at),
    }
    if content is not None:
        await _queries.keep_revision(connection, **changed, at=to_stamp(at))
        await _queries.drop_oldest_edits(connection, message_id=message.message_id, most=MOST_EDITS)
    saved: int = await _queries.save_message(
        connection,
        **changed,
        question_id=question_id,
        author_id=message.author_id,
        created_at=to_stamp(message.created_at),
    )
    if not saved:
        return Remembered(is_new=False)
    is_accepted = await _is_accepted(connection, message.message_id)
    if is_accepted:
        await questions.revise(connection, question_id)
    await answer_search.index_answer(connection, message.message_id, is_accepted=is_accepted)
    return Remembered(is_new=True, changes_card=is_accepted)


async def remember_activity(
    connection: Connection, question: Question, message: ThreadMessage, at: datetime
) -> Remembered:
    """Like `remember_message`; a message that is new also postpones what waits for quiet."""
    remembered = await remember_message(connection, question.id, message, at)
    if not remembered.is_new:
        return remembered
    await questions.note_activity(connection, question.id, message.edited_at or message.created_at)
    if message.author_id != question.asker_id and await questions.note_answered(
        connection, question.id, message.created_at
    ):
        return Remembered(is_new=True, changes_card=True)
    return remembered


async def forget_message(connection: Connection, message_id: int, at: datetime) -> Deleted | None:
    """Erase the text of a deleted message and of its edits; None where nothing was kept of it.

    Returns the message as it was, for whoever has to ask its author what becomes of it.
    """
    message = await questions.find_thread_message(connection, message_id)
    if message is None or message.deleted_at is not None:
        return None
    await _queries.erase_message(connection, message_id=message_id, at=to_stamp(at))
    await _queries.erase_edits(connection, message_id=message_id)
    await answer_search.remove_answer(connection, message_id)
    was_accepted = await _is_accepted(connection, message_id)
    if was_accepted:
        await questions.revise(connection, message.question_id)
    return Deleted(message, was_accepted)


async def list_stored(connection: Connection, message_ids: Collection[int]) -> list[int]:
    """List those of the messages that are kept, and not deleted."""
    rows = await _queries.list_stored(
        connection, message_ids=json.dumps(list(message_ids)), most=len(message_ids)
    )
    return [message_id for (message_id,) in rows]


async def forget_thread(connection: Connection, thread_id: int, at: datetime) -> None:
    """Forget a deleted thread: of its messages only the accepted answers stay."""
    rows = await _queries.list_unaccepted_of_thread(
        connection, thread_id=thread_id, most=MOST_AT_ONCE
    )
    for (message_id,) in rows:
        await forget_message(connection, message_id, at)


async def forget_channel(
    connection: Connection, guild_id: int, channel_id: int, at: datetime
) -> None:
    """Forget a deleted channel with every thread in it."""
    after = 0
    while rows := await _queries.list_threads_of_channel(
        connection, guild_id=guild_id, channel_id=channel_id, after=after, most=MOST_AT_ONCE
    ):
        for _, thread_id in rows:
            await forget_thread(connection, thread_id, at)
        after = rows[-1][0]


async def restore_message(connection: Connection, message_id: int, content: str) -> bool:
    """Keep the text of a deleted accepted answer after all, as its author wishes."""
    restored: int = await _queries.restore_message(
        connection, message_id=message_id, content=content
    )
    if not restored:
        return False
    message = await questions.find_thread_message(connection, message_id)
    if message is not None:
        await questions.revise(connection, message.question_id)
    is_accepted = await _is_accepted(connection, message_id)
    await answer_search.index_answer(connection, message_id, is_accepted=is_accepted)
    return True


async def list_edits(connection: Connection, message_id: int) -> list[tuple[datetime, str]]:
    """List what a message said before, and until when, oldest first."""
    rows = await _queries.list_edits(connection, message_id=message_id, most=MOST_EDITS)
    return [(from_stamp(replaced_at), content) for replaced_at, content in rows]


async def list_ids_between(
    connection: Connection, question_id: int, oldest_id: int, newest_id: int
) -> list[int]:
    """List the messages of a thread that are stored and not deleted, within a range of ids."""
    rows = await _queries.list_ids_between(
        connection,
        question_id=question_id,
        oldest_id=oldest_id,
        newest_id=newest_id,
        most=MOST_AT_ONCE,
    )
    return [message_id for (message_id,) in rows]


async def find_newest_id(connection: Connection, question_id: int) -> int | None:
    """Find the newest message of a thread that is stored."""
    newest: int | None = await _queries.find_newest_id(connection, question_id=question_id)
    return newest


async def list_followed(
    connection: Connection, guild_id: int, since: datetime
) -> list[FollowedThread]:
    """List the threads of open questions that were active since then, the latest first."""
    rows = await _queries.list_followed(
        connection, guild_id=guild_id, since=to_stamp(since), most=MOST_FOLLOWED
    )
    return [FollowedThread(*row) for row in rows]


async def list_of_threads(
    connection: Connection, guild_id: int, thread_ids: Collection[int]
) -> list[FollowedThread]:
    """List those of the threads that were made for questions."""
    rows = await _queries.list_of_threads(
        connection, guild_id=guild_id, thread_ids=json.dumps(list(thread_ids)), most=MOST_AT_ONCE
    )
    return [FollowedThread(*row) for row in rows]


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """Everything that a person wrote in questions' threads, with what it said before."""
    person = {"guild_id": guild_id, "member_id": member_id, "most": MOST_AT_ONCE}
    edits: dict[int, list[dict[str, object]]] = {}
    for message_id, replaced_at, content in await _queries.list_edits_of_author(
        connection, **person
    ):
        said = {"until": from_stamp(replaced_at).isoformat(), "text": content}
        edits.setdefault(message_id, []).append(said)
    rows = await _queries.list_of_author(connection, **person)
    return [
        {
            "kind": "message",
            "message": message_id,
            "question": question_id,
            "text": content,
            "written at": from_stamp(created_at).isoformat(),
            "edited at": _iso(edited_at),
            "deleted at": _iso(deleted_at),
            "earlier": edits.get(message_id, []),
        }
        for message_id, question_id, content, created_at, edited_at, deleted_at in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Erase a person's messages; accepted answers keep their words, not their author's name."""
    erased = 0
    while rows := await _queries.list_of_author(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_AT_ONCE
    ):
        for message_id, *_ in rows:
            await _queries.erase_edits(connection, message_id=message_id)
            await _queries.anonymise_message(connection, message_id=message_id)
            if not await _is_accepted(connection, message_id):
                await answer_search.remove_answer(connection, message_id)
        erased += len(rows)
    return erased


async def _is_accepted(connection: Connection, message_id: int) -> bool:
    return await _queries.is_accepted(connection, message_id=message_id) is not None


def _iso(stamp: int | None) -> str | None:
    at = from_stamp_or_none(stamp)
    return None if at is None else at.isoformat()
