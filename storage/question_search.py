"""Questions as they are found: kept in the search index, and looked up there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.channels import Sight
from domain.questions import Question, QuestionText, Resolution
from domain.search.documents import FAQ, QUESTION, SearchDocument, SearchFilter, SearchHit
from storage import search, search_index, search_titles
from storage.answer_search import list_places
from storage.connection import Connection
from storage.semantic.encoder import Meaning
from storage.semantic.service import Semantics

ANSWERING_KINDS = (FAQ, QUESTION)
"""The kinds of documents that can answer somebody who is about to ask."""
ALIKE = 0.2
"""Score, by meaning, from which a text is worth an asker's time; the same text scores 1."""
MOST_COMPARED = 30
"""Number of the best hits that are compared, of which some are not alike enough."""
REPEATED = 0.35
"""Score from which a question nearly repeats another."""


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A question, or an entry of the FAQ, that may already say what somebody is about to ask."""

    kind: str
    number: int
    title: str
    is_solved: bool
    channel_id: int | None
    """The channel that was chosen for questions when it was posted; None for an entry."""
    thread_id: int | None

    @property
    def is_entry(self) -> bool:
        return self.kind == FAQ


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


async def find_meaning(semantics: Semantics | None, text: QuestionText) -> Meaning | None:
    """Find what a question means, where that can be told in time."""
    return None if semantics is None else await semantics.find_meaning(text.title, _body(text))


async def list_look_alikes(
    connection: Connection,
    guild_id: int,
    text: QuestionText,
    sight: Sight,
    *,
    limit: int,
    meaning: Meaning | None = None,
) -> list[LookAlike]:
    """Find seen questions and FAQ entries that are likely to be about the same, likeliest first."""
    hits = await search.find_similar(
        connection,
        guild_id,
        text.title,
        _body(text),
        limit=MOST_COMPARED,
        only=SearchFilter(kinds=ANSWERING_KINDS),
        sight=sight,
        meaning=meaning,
    )
    alike = await search.keep_alike(connection, guild_id, text.title, _body(text), hits)
    if meaning is not None:  # what means the same may use other words, and meaning orders all
        alike = [hit for hit in hits if hit in alike or hit.score >= ALIKE]
    documents = [hit.document for hit in alike[:limit]]
    found = [(d.kind, d.source_id, d.title, d.is_solved) for d in documents]
    return await _placed(connection, found, sight)


async def find_answered(
    connection: Connection, guild_id: int, message: str, sight: Sight, *, limit: int
) -> list[SearchHit]:
    """Find seen FAQ entries and solved questions that are likely to answer a chat message."""
    only = SearchFilter(kinds=ANSWERING_KINDS, is_solved=True)
    return await search.find_similar(
        connection, guild_id, message, "", limit=limit, only=only, sight=sight
    )


async def list_repeats(connection: Connection, question: Question, *, limit: int) -> list[int]:
    """Questions that ask nearly the same, by their words; never the question itself."""
    hits = await search.find_similar(
        connection,
        question.guild_id,
        question.text.title,
        _body(question.text),
        limit=limit + 1,
        only=SearchFilter(kinds=(QUESTION,)),
    )
    return [
        hit.document.source_id
        for hit in hits
        if hit.document.source_id != question.id and hit.score >= REPEATED
    ]


async def suggest(
    connection: Connection,
    guild_id: int,
    typed: str,
    sight: Sight,
    *,
    limit: int,
    only_solved: bool = False,
) -> list[LookAlike]:
    """Find seen questions whose titles fit what has been typed so far.

    With `only_solved` those that have an answer, and entries of the FAQ, which are answers.
    """
    only = SearchFilter(kinds=(QUESTION,))
    if only_solved:
        only = SearchFilter(kinds=ANSWERING_KINDS, is_solved=True)
    found = await search_titles.suggest(
        connection, guild_id, typed, limit=limit, only=only, sight=sight
    )
    return await _placed(
        connection, [(hit.kind, hit.source_id, hit.title, hit.is_solved) for hit in found], sight
    )


async def _placed(
    connection: Connection, found: Sequence[tuple[str, int, str, bool]], sight: Sight
) -> list[LookAlike]:
    """Return what was found (kind, number, title, whether solved), with where it stands."""
    places = await list_places(connection, [(kind, number) for kind, number, _, _ in found], sight)
    return [
        LookAlike(kind, number, title, is_solved, place.channel_id, place.thread_id)
        for kind, number, title, is_solved in found
        if (place := places.get((kind, number)))
    ]


def _body(text: QuestionText) -> str:
    return "\n".join(part for part in (text.details, text.tried, text.code) if part)
