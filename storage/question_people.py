"""Personal data of questions: exported and erased."""

from __future__ import annotations

from datetime import datetime

from domain.questions import Closing, Resolution
from storage import questions
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import from_stamp, to_stamp

MOST_EXPORTED = 10_000

_queries = load_queries("question_people")


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """List the questions that a person asked, their accepted answers, and what else they did."""
    person = {"guild_id": guild_id, "member_id": member_id, "most": MOST_EXPORTED}
    asked = await _queries.list_asked(connection, **person)
    answers = await _queries.list_answers(connection, **person)
    acts = await _queries.list_acts(connection, **person)
    return [
        *(
            {
                "kind": "question",
                "number": id_,
                "title": title,
                "details": details,
                "tried": tried,
                "code": code,
                "asked at": from_stamp(asked_at).isoformat(),
                "thread": thread_id,
            }
            for id_, title, details, tried, code, asked_at, thread_id in asked
        ),
        *(
            {
                "kind": "accepted answer",
                "question": question_id,
                "message": message_id,
                "accepted at": from_stamp(accepted_at).isoformat(),
            }
            for question_id, message_id, accepted_at in answers
        ),
        *(
            {
                "kind": kind,
                "question": question_id,
                "message": message_id,
                "at": None if at is None else from_stamp(at).isoformat(),
            }
            for kind, question_id, message_id, at in acts
        ),
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int, at: datetime) -> int:
    """Erase a person's questions that nobody answered, and their name from everything else.

    Answered questions keep their words, because others' answers would make no sense without.
    """
    person = {"guild_id": guild_id, "member_id": member_id}
    erased = 0
    closing = Closing(Resolution.WITHDRAWN, at, None)
    ids = await _queries.list_unanswered_ids(connection, **person, most=MOST_EXPORTED)
    for (question_id,) in ids:
        await questions.withdraw(connection, question_id, closing)
    for forget in (
        _queries.forget_asker,
        _queries.forget_claimer,
        _queries.forget_closer,
        _queries.forget_accepter,
        _queries.forget_proposer,
    ):
        erased += await forget(connection, **person)
    await _queries.revise_answered(connection, **person)
    forgotten: int = await _queries.forget_answerer(connection, **person)
    return erased + forgotten


async def note_left(connection: Connection, guild_id: int, member_id: int, at: datetime) -> int:
    """Record that a member left: their questions say so, and their claims are free.

    Returns how many questions changed. The cards of closed ones are left as they are.
    """
    person = {"guild_id": guild_id, "member_id": member_id}
    changed: int = await _queries.note_left(connection, **person, at=to_stamp(at))
    released: int = await _queries.forget_claimer(connection, **person)
    return changed + released


async def note_back(connection: Connection, guild_id: int, member_id: int) -> int:
    """Return a member who had left is back; returns how many questions changed."""
    changed: int = await _queries.note_back(connection, guild_id=guild_id, member_id=member_id)
    return changed


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget all questions of a server."""
    await _queries.unlink_duplicates(connection, guild_id=guild_id)
    await _queries.erase_guild(connection, guild_id=guild_id)
