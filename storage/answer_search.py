"""Answers as they are found: what others wrote in a question's thread, and where it stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from domain.answers import may_answer
from domain.channels import Sight
from domain.search.documents import ANSWER, FAQ, QUESTION, SearchDocument
from storage import search_index
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import from_stamp

_queries = load_queries("answer_search")


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Place of a hit: its question or FAQ entry as it is now."""

    number: int
    title: str
    channel_id: int | None
    """None: it stands in no channel, and everybody may see it."""
    thread_id: int | None


async def index_answer(connection: Connection, message_id: int, *, is_accepted: bool) -> None:
    """Make a stored message findable, or unfindable where it is none that answers."""
    row = await _queries.find_answer(connection, message_id=message_id)
    if row is None:
        return
    guild_id, asker_id, topics, thread_id, author_id, content, created_at = row
    is_own = author_id is not None and author_id == asker_id
    if content is None or not (is_accepted or (may_answer(content) and not is_own)):
        await remove_answer(connection, message_id)
        return
    document = SearchDocument(
        guild_id=guild_id,
        kind=ANSWER,
        source_id=message_id,
        title="",  # the question's may change, and is found by itself
        body=content,
        created_at=from_stamp(created_at),
        topics=tuple(topics.split("\n")) if topics else (),
        is_solved=is_accepted,
        channel_id=thread_id,
        message_id=message_id,
    )
    await search_index.index_document(connection, document)


async def mark_accepted(connection: Connection, message_id: int) -> None:
    """Have a stored message found as an accepted answer; where it is indexed, its words stay."""
    if not await search_index.change_solved(connection, ANSWER, message_id, is_solved=True):
        await index_answer(connection, message_id, is_accepted=True)


async def remove_answer(connection: Connection, message_id: int) -> None:
    """Make a message unfindable."""
    await search_index.remove_document(connection, ANSWER, message_id)


async def list_places(
    connection: Connection, found: Sequence[tuple[str, int]], sight: Sight
) -> dict[tuple[str, int], FoundPlace]:
    """Find where each hit, given by its kind and source, stands, as far as it is seen.

    Hits of every search pass through here: those that are gone, or not seen, are left out.
    """
    if not found:
        return {}
    rows = await _queries.list_places(
        connection,
        question_ids=json.dumps([id_ for kind, id_ in found if kind == QUESTION]),
        message_ids=json.dumps([id_ for kind, id_ in found if kind == ANSWER]),
        entry_ids=json.dumps([id_ for kind, id_ in found if kind == FAQ]),
        most=len(found),
        **seen_by(sight),
    )
    return {(kind, source_id): FoundPlace(*place) for kind, source_id, *place in rows}
