"""Questions: their text, their state and their accepted answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.channels import Sight
from domain.questions import (
    AcceptedAnswer,
    Claim,
    Closing,
    Place,
    Publication,
    Question,
    QuestionText,
    QuestionView,
    Resolution,
    Source,
    ThreadMessage,
)
from storage import answer_search, question_search
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp

MOST_ACCEPTED = 5
"""Number of accepted answers a question can have."""

MOST_INDEXED_ANEW = 500
"""Number of messages of a thread told that its topics changed."""


_queries = load_queries("questions")


async def create_question(
    connection: Connection,
    guild_id: int,
    asker_id: int,
    text: QuestionText,
    place: Place,
    source: Source | None,
    at: datetime,
) -> Question:
    """Store a new question."""
    question_id: int = await _queries.create_question(
        connection,
        guild_id=guild_id,
        asker_id=asker_id,
        title=text.title,
        details=text.details,
        tried=text.tried,
        code=text.code,
        topics="\n".join(text.topics),
        asked_at=to_stamp(at),
        source_channel_id=source and source.channel_id,
        source_message_id=source and source.message_id,
        channel_id=place.channel_id,
        is_forum=place.is_forum,
    )
    await _add_topics(connection, question_id, guild_id, text.topics)
    question = await _get_question(connection, question_id)
    await question_search.index_question(connection, question)
    return question


async def find_question(connection: Connection, guild_id: int, question_id: int) -> Question | None:
    """Find a server's question, or None: also where the question is another server's."""
    row = await _queries.find_question(connection, question_id=question_id)
    return None if row is None or row["guild_id"] != guild_id else _question(row)


async def find_question_of_thread(connection: Connection, thread_id: int) -> Question | None:
    """Find the question that a thread was made for."""
    row = await _queries.find_question_of_thread(connection, thread_id=thread_id)
    return None if row is None else _question(row)


async def find_id_of_source(connection: Connection, message_id: int) -> int | None:
    """Find the question that a chat message became."""
    found: int | None = await _queries.find_id_of_source(connection, message_id=message_id)
    return found


async def list_recent(
    connection: Connection, guild_id: int, sight: Sight, *, limit: int
) -> list[Question]:
    """List the latest questions that are seen, open and closed."""
    rows = await _queries.list_recent_ids(
        connection, guild_id=guild_id, most=limit, **seen_by(sight)
    )
    return [await _get_question(connection, question_id) for (question_id,) in rows]


async def list_duplicate_ids(connection: Connection, question_id: int, *, limit: int) -> list[int]:
    """List the questions that were closed as duplicates of this one."""
    rows = await _queries.list_duplicates(connection, question_id=question_id, most=limit)
    return [id_ for (id_,) in rows]


async def find_view(connection: Connection, guild_id: int, question_id: int) -> QuestionView | None:
    """Find a question with its accepted answers."""
    rows = await _view_rows(connection, guild_id, question_id)
    return _view(rows) if rows else None


async def find_publication(
    connection: Connection, guild_id: int, question_id: int
) -> Publication | None:
    """Find a question with what has to be shown of it beside its card."""
    rows = await _view_rows(connection, guild_id, question_id)
    if not rows:
        return None
    view = _view(rows)
    unthanked = {row["message_id"] for row in rows if row["thanked_at"] is None}
    return Publication(
        view,
        text_revision=rows[0]["text_revision"],
        to_thank=tuple(a for a in view.answers if a.message_id in unthanked),
    )


async def change_text(
    connection: Connection, question: Question, text: QuestionText, at: datetime
) -> None:
    """Replace a question's words and topics."""
    await _queries.change_text(
        connection,
        question_id=question.id,
        title=text.title,
        details=text.details,
        tried=text.tried,
        code=text.code,
        topics="\n".join(text.topics),
        at=to_stamp(at),
    )
    if text.topics != question.text.topics:
        await _queries.delete_topics(connection, question_id=question.id)
        await _add_topics(connection, question.id, question.guild_id, text.topics)
        for message_id, is_accepted in await _queries.list_answers(
            connection, question_id=question.id, most=MOST_INDEXED_ANEW
        ):  # they are found by the question's topics
            await answer_search.index_answer(connection, message_id, is_accepted=bool(is_accepted))
    await question_search.index_question(connection, replace(question, text=text))


async def change_claim(connection: Connection, question_id: int, claim: Claim | None) -> None:
    """Say who works on an answer; None: nobody."""
    await _queries.change_claim(
        connection,
        question_id=question_id,
        claimer_id=claim and claim.member_id,
        claimed_at=claim and to_stamp(claim.claimed_at),
    )


async def close(connection: Connection, question_id: int, closing: Closing) -> None:
    """Close a question, or change how it is closed."""
    await _queries.change_closing(
        connection,
        question_id=question_id,
        resolution=closing.resolution,
        closed_at=to_stamp(closing.closed_at),
        closer_id=closing.closer_id,
        duplicate_of=closing.duplicate_of,
        link=closing.link,
    )
    is_solved = closing.resolution is Resolution.SOLVED
    await question_search.change_solved(connection, question_id, is_solved=is_solved)


async def withdraw(connection: Connection, question_id: int, closing: Closing) -> None:
    """Close a question and erase its words."""
    await close(connection, question_id, closing)
    await _queries.erase_text(connection, question_id=question_id)
    await _queries.delete_topics(connection, question_id=question_id)
    await question_search.remove_question(connection, question_id)


async def reopen(connection: Connection, question_id: int, at: datetime) -> None:
    """Undo the closing."""
    await _queries.reopen(connection, question_id=question_id, at=to_stamp(at))
    await question_search.change_solved(connection, question_id, is_solved=False)


async def revise(connection: Connection, question_id: int) -> None:
    """Have what Discord shows of the question brought in line anew."""
    await _queries.revise(connection, question_id=question_id)


async def note_activity(connection: Connection, question_id: int, at: datetime) -> None:
    """Somebody wrote in the thread at `at`: the question is not quiet."""
    await _queries.note_activity(connection, question_id=question_id, at=to_stamp(at))


async def note_answered(connection: Connection, question_id: int, at: datetime) -> bool:
    """Somebody other than the asker wrote; True when that made an unanswered question answered."""
    changed: int = await _queries.note_answered(
        connection, question_id=question_id, at=to_stamp(at)
    )
    return changed > 0


async def list_accepted(connection: Connection, question_id: int) -> tuple[AcceptedAnswer, ...]:
    """List a question's accepted answers, in the order in which they were written."""
    rows = await _queries.list_accepted(connection, question_id=question_id, most=MOST_ACCEPTED)
    return tuple(map(_accepted, rows))


async def accept_answer(
    connection: Connection, message: ThreadMessage, guild_id: int, accepter_id: int, at: datetime
) -> bool:
    """Accept a stored message as an answer; False when it was accepted before."""
    changed: int = await _queries.accept_answer(
        connection,
        question_id=message.question_id,
        message_id=message.message_id,
        guild_id=guild_id,
        author_id=message.author_id,
        accepter_id=accepter_id,
        at=to_stamp(at),
    )
    await answer_search.mark_accepted(connection, message.message_id)
    return changed > 0


async def unaccept_answer(connection: Connection, question_id: int, message_id: int) -> bool:
    """Undo an acceptance; False when there was none."""
    changed: int = await _queries.unaccept_answer(
        connection, question_id=question_id, message_id=message_id
    )
    await answer_search.index_answer(connection, message_id, is_accepted=False)
    return changed > 0


async def pin(connection: Connection, question_id: int, now: datetime) -> bool:
    """Pin a question; False where it is pinned already."""
    pinned: int = await _queries.pin(connection, question_id=question_id, now=to_stamp(now))
    return pinned > 0


async def unpin(connection: Connection, question_id: int) -> None:
    """Take a question's pin off."""
    await _queries.unpin(connection, question_id=question_id)


async def find_thread_message(connection: Connection, message_id: int) -> ThreadMessage | None:
    """Find a stored message of a question's thread."""
    row = await _queries.find_thread_message(connection, message_id=message_id)
    return None if row is None else _thread_message(row)


async def list_answer_candidates(
    connection: Connection, question_id: int, limit: int
) -> list[ThreadMessage]:
    """List the newest messages of the thread that could be accepted, newest first."""
    rows = await _queries.list_answer_candidates(connection, question_id=question_id, most=limit)
    return list(map(_thread_message, rows))


async def _view_rows(connection: Connection, guild_id: int, question_id: int) -> list[Row]:
    rows: list[Row] = await _queries.list_view(
        connection, question_id=question_id, most=MOST_ACCEPTED
    )
    return rows if rows and rows[0]["guild_id"] == guild_id else []


def _view(rows: Sequence[Row]) -> QuestionView:
    answers = tuple(_accepted(row) for row in rows if row["message_id"] is not None)
    return QuestionView(_question(rows[0]), answers)


async def _get_question(connection: Connection, question_id: int) -> Question:
    return _question(await _queries.find_question(connection, question_id=question_id))


async def _add_topics(
    connection: Connection, question_id: int, guild_id: int, topics: tuple[str, ...]
) -> None:
    for topic in topics:
        await _queries.add_topic(
            connection, question_id=question_id, guild_id=guild_id, topic=topic
        )


def _question(row: Row) -> Question:
    return Question(
        id=row["id"],
        guild_id=row["guild_id"],
        asker_id=row["asker_id"],
        text=QuestionText(
            row["title"],
            row["details"],
            row["tried"],
            row["code"],
            tuple(row["topics"].split("\n")) if row["topics"] else (),
        ),
        place=Place(row["channel_id"], bool(row["is_forum"]), row["thread_id"]),
        asked_at=from_stamp(row["asked_at"]),
        active_at=from_stamp(row["active_at"]),
        edited_at=from_stamp_or_none(row["edited_at"]),
        answered_at=from_stamp_or_none(row["answered_at"]),
        source=_source(row),
        claim=Claim(row["claimer_id"], from_stamp(row["claimed_at"]))
        if row["claimer_id"]
        else None,
        closing=_closing(row),
        revision=row["revision"],
        asker_left_at=from_stamp_or_none(row["asker_left_at"]),
    )


def _source(row: Row) -> Source | None:
    if not row["source_message_id"]:
        return None
    return Source(row["source_channel_id"], row["source_message_id"])


def _closing(row: Row) -> Closing | None:
    if row["resolution"] is None:
        return None
    return Closing(
        Resolution(row["resolution"]),
        from_stamp(row["closed_at"]),
        row["closer_id"],
        row["duplicate_of"],
        row["link"],
    )


def _accepted(row: Row) -> AcceptedAnswer:
    return AcceptedAnswer(
        question_id=row["question_id"],
        message_id=row["message_id"],
        author_id=row["author_id"],
        content=row["content"],
        accepted_at=from_stamp(row["accepted_at"]),
        accepter_id=row["accepter_id"],
    )


def _thread_message(row: Row) -> ThreadMessage:
    return ThreadMessage(
        message_id=row["message_id"],
        question_id=row["question_id"],
        author_id=row["author_id"],
        content=row["content"],
        created_at=from_stamp(row["created_at"]),
        edited_at=from_stamp_or_none(row["edited_at"]),
        deleted_at=from_stamp_or_none(row["deleted_at"]),
    )
