"""Questions as they are found: kept in the search index, and looked up there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.questions import Question, QuestionText, Resolution
from domain.search.documents import SearchDocument, SearchFilter, SearchHit
from storage import search, search_index
from storage.answer_search import list_places
from storage.engine import Connection

QUESTION = "question"
ANSWERING_KINDS = (QUESTION,)
"""The kinds of documents that can answer somebody who is about to ask."""
FEWEST_SHARED = 2
"""How many words of its title a question has in common with one that it is like."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A question that may already say what somebody is about to ask."""

    question_id: int
    title: str
    is_solved: bool
    channel_id: int
    """The channel that was chosen for questions when it was posted."""
    thread_id: int | None


async def index_question(connection: Connection, question: Question) -> None:
    """Make a question findable by its words as they are now."""
    closing = question.closing
    document = SearchDocument(
        guild_id=question.guild_id,
        kind=QUESTION,
        source_id=question.id,
        title=question.text.title,
        body=_body(question.text),
        created_at=question.asked_at,
        topics=question.text.topics,
        is_solved=closing is not None and closing.resolution is Resolution.SOLVED,
        channel_id=question.place.thread_id,
    )
    await search_index.index_document(connection, document)


async def change_solved(connection: Connection, question_id: int, *, is_solved: bool) -> None:
    """Say whether a question is among the solved ones."""
    await search_index.change_solved(connection, QUESTION, question_id, is_solved=is_solved)


async def remove_question(connection: Connection, question_id: int) -> None:
    """Make a question unfindable."""
    await search_index.remove_document(connection, QUESTION, question_id)


async def list_look_alikes(
    connection: Connection, guild_id: int, text: QuestionText, *, limit: int
) -> list[LookAlike]:
    """Questions that are likely to be about the same, the likeliest first."""
    hits = await search.find_similar(
        connection,
        guild_id,
        text.title,
        _body(text),
        limit=limit * 3,
        only=SearchFilter(kinds=ANSWERING_KINDS),
    )
    alike = [hit.document for hit in hits if _is_alike(hit)][:limit]
    return await _placed(connection, [(d.source_id, d.title, d.is_solved) for d in alike])


async def suggest(
    connection: Connection, guild_id: int, typed: str, *, limit: int, only_solved: bool = False
) -> list[LookAlike]:
    """Questions whose titles fit what has been typed so far."""
    only = SearchFilter(kinds=(QUESTION,), is_solved=True if only_solved else None)
    found = await search.suggest(connection, guild_id, typed, limit=limit, only=only)
    return await _placed(connection, [(hit.source_id, hit.title, hit.is_solved) for hit in found])


async def _placed(
    connection: Connection, found: Sequence[tuple[int, str, bool]]
) -> list[LookAlike]:
    """What was found (number, title, whether solved), with where it stands."""
    places = await list_places(connection, [(QUESTION, number) for number, _, _ in found])
    return [
        LookAlike(number, title, is_solved, place.channel_id, place.thread_id)
        for number, title, is_solved in found
        if (place := places.get((QUESTION, number)))
    ]


def _is_alike(hit: SearchHit) -> bool:
    """Whether enough of the found title was asked about, so that it is worth an asker's time."""
    shared, words = len(hit.title.matches), len(hit.title.text.split())
    return shared >= FEWEST_SHARED or 2 * shared >= words


def _body(text: QuestionText) -> str:
    return "\n".join(part for part in (text.details, text.tried, text.code) if part)
