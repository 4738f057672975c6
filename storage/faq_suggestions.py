"""Suggestions for the FAQ, and what became of them."""

from __future__ import annotations

from datetime import datetime

from domain.faq.entries import (
    Decision,
    EntryText,
    Origin,
    Source,
    Suggestion,
    SuggestionState,
)
from storage.connection import Connection
from storage.faq_texts import columns_of, text_of
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, to_stamp

MOST_EXPORTED = 10_000

_queries = load_queries("faq_suggestions")


async def create_suggestion(
    connection: Connection,
    guild_id: int,
    text: EntryText,
    origin: Origin,
    source: Source | None,
    now: datetime,
) -> int:
    """Put a suggestion into the queue and return its id."""
    columns = columns_of(text)
    del columns["title_key"]
    suggestion_id: int = await _queries.create_suggestion(
        connection,
        guild_id=guild_id,
        **columns,
        suggester_id=origin.suggester_id,
        author_id=origin.author_id,
        question_id=origin.question_id,
        source_channel_id=source.channel_id if source else None,
        source_message_id=source.message_id if source else None,
        now=to_stamp(now),
    )
    return suggestion_id


async def find_suggestion(
    connection: Connection, guild_id: int, suggestion_id: int
) -> Suggestion | None:
    """Find a server's suggestion, or None: also where it is another server's."""
    row: Row | None = await _queries.find_suggestion(connection, id=suggestion_id)
    return None if row is None or row["guild_id"] != guild_id else _suggestion(row)


async def find_pending_of_source(connection: Connection, message_id: int) -> Suggestion | None:
    """Find the suggestion in the queue that was made of a message."""
    row = await _queries.find_pending_of_source(connection, message_id=message_id)
    return None if row is None else _suggestion(row)


async def list_pending(
    connection: Connection, guild_id: int, *, limit: int, skip: int = 0
) -> list[Suggestion]:
    """List the queue, the oldest first."""
    rows = await _queries.list_pending(connection, guild_id=guild_id, most=limit, skip=skip)
    return [_suggestion(row) for row in rows]


async def decide(connection: Connection, suggestion_id: int, decision: Decision) -> bool:
    """Take a suggestion out of the queue; False where somebody has done so before."""
    if decision.state is SuggestionState.WITHDRAWN:  # by whoever wrote the words, or deleted them
        await _queries.forget_words(connection, id=suggestion_id)
    changed: int = await _queries.decide(
        connection,
        id=suggestion_id,
        state=decision.state,
        decider_id=decision.decider_id,
        reason=decision.reason,
        entry_id=decision.entry_id,
        now=to_stamp(decision.decided_at),
    )
    return changed > 0


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """List what a member suggested, what others suggested of their words, what they decided."""
    rows = await _queries.export_member(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    return [
        {
            "kind": "faq suggestion",
            "number": id_,
            "title": title,
            "answer": answer,
            "at": from_stamp(at).isoformat(),
            "state": state,
            "decided by you": bool(decided),
        }
        for id_, title, answer, at, state, decided in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int, now: datetime) -> int:
    """Erase a member's words that no entry was made of, and their name from the rest."""
    person = {"guild_id": guild_id, "member_id": member_id}
    erased = 0
    for erase_words in (_queries.erase_words_of, _queries.erase_words_by):
        erased += await erase_words(connection, **person, now=to_stamp(now))
    for erase in (
        _queries.erase_suggester,
        _queries.erase_author,
        _queries.erase_decider,
    ):
        erased += await erase(connection, **person)
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's suggestions."""
    await _queries.erase_guild(connection, guild_id=guild_id)


def _suggestion(row: Row) -> Suggestion:
    decision = None
    if row["decided_at"] is not None:
        decision = Decision(
            SuggestionState(row["state"]),
            row["decider_id"],
            from_stamp(row["decided_at"]),
            row["reason"],
            row["entry_id"],
        )
    source = None
    if row["source_message_id"] is not None:
        source = Source(row["source_channel_id"], row["source_message_id"])
    return Suggestion(
        id=row["id"],
        guild_id=row["guild_id"],
        text=text_of(row),
        origin=Origin(row["suggester_id"], row["author_id"], row["question_id"]),
        suggested_at=from_stamp(row["suggested_at"]),
        source=source,
        decision=decision,
    )
