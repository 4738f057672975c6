"""Finding documents: by words, and by likeness to a text.

Each look-up reads a bounded number of postings, however common its words and however many
documents there are: rare words are followed to their end, common ones only weigh in when the
candidates are scored. See docs/decisions/ on search.
"""

from __future__ import annotations

import json
from collections.abc import Sequence, Set as AbstractSet

from domain.channels import UNLIMITED, Sight
from domain.search.blend import rescore
from domain.search.documents import (
    EVERYTHING,
    SearchDocument,
    SearchFilter,
    SearchHit,
)
from domain.search.excerpts import mark_terms
from domain.search.fingerprints import mark_of, pack, unpack
from domain.search.likeness import Asked, asked_terms, cut_unlike, is_telling, weigh_asked
from domain.search.ranking import Scale, WeighedTerm, choose_probes, weigh_terms
from domain.search.words import STOP_WORDS, joined_terms, query_terms, terms_of
from storage.connection import Connection
from storage.queries import load_queries
from storage.search_candidates import (
    Scope,
    find_scope,
    list_candidates,
    list_few,
    list_filtered,
    match_all,
    mend_typos,
)
from storage.search_index import IndexedTerms
from storage.semantic import vectors
from storage.semantic.encoder import Meaning
from storage.stamps import Row, from_stamp

MOST_POSTINGS = 4_000
"""Number of postings one search follows."""
MOST_CANDIDATES = 200
"""Number of documents scored with every word."""
FILTERED_POOL = 600
"""Number of candidates that a filter is applied to, where most pass."""
MOST_QUERY_TERMS = 32
MOST_REQUIRED = 6
"""Words beyond these need not all stand in a title that is looked for as a whole."""
MOST_COMPARED_TERMS = 128
"""Number of words of a new question compared with others."""
TITLE_REPEATS = 4.0
"""A word of a new question's title counts as this many of its text."""
COVERAGE_SHARE = 0.5
"""Share that counts that a document has every word of a search."""

_queries = load_queries("search")


async def search(
    connection: Connection,
    guild_id: int,
    text: str,
    *,
    limit: int,
    skip: int = 0,
    only: SearchFilter = EVERYTHING,
    sight: Sight = UNLIMITED,
) -> list[SearchHit]:
    """Find what is seen and fits the words best; after the first 200 or so nothing more follows."""
    words = query_terms(text, most=MOST_QUERY_TERMS)
    joined = joined_terms(text, most=MOST_QUERY_TERMS)
    scope = await find_scope(connection, guild_id, [*words, *joined], only, sight)
    if scope is None:
        return []
    wanted, scope = await mend_typos(connection, guild_id, dict.fromkeys(words, 1.0), scope)
    wanted.update((term, 1.0) for term in joined if term in scope.spreads)
    terms = weigh_terms(wanted, scope.spreads, scope.corpus)
    # What shares only common words with a search answers nothing.
    needs = frozenset(t.term for t in terms if is_telling(t.term))
    if not needs and any(map(is_telling, words)):
        return []
    ranked = await _rank(connection, scope, terms, COVERAGE_SHARE, needs)
    return await _load_hits(
        connection, ranked[skip : skip + limit], frozenset(t.term for t in terms)
    )


async def find_similar(
    connection: Connection,
    guild_id: int,
    title: str,
    body: str,
    *,
    limit: int,
    only: SearchFilter = EVERYTHING,
    sight: Sight = UNLIMITED,
    meaning: Meaning | None = None,
) -> list[SearchHit]:
    """Find what is seen and likely to be about the same as a question with this text and meaning.

    A score of 1 is what the same text would have.
    """
    scope, telling = await _find_telling(connection, guild_id, title, body, only, sight)
    if scope is None:
        return []
    ranked = await _rank(connection, scope, telling)
    full = _full_score(scope, telling, title, body)
    if meaning is None:
        ranked = [(score / full, id_) for score, id_ in ranked]
    else:
        alike = await vectors.compare(connection, meaning, [id_ for _, id_ in ranked])
        ranked = rescore(ranked, alike, full)
    return await _load_hits(connection, ranked[:limit], frozenset(t.term for t in telling))


async def keep_alike(
    connection: Connection, guild_id: int, title: str, body: str, hits: Sequence[SearchHit]
) -> list[SearchHit]:
    """Keep the hits that are alike enough to be worth a look, the likest first.

    They share a rare word with what is asked, and are not far behind the best of them.
    """
    scope = await find_scope(connection, guild_id, asked_terms(title, body))
    if scope is None or not hits:
        return []
    asked = weigh_asked(title, body, scope.spreads, scope.corpus)
    likenesses = [_likeness(asked, hit.document) for hit in hits]
    enough = cut_unlike(likenesses)
    kept = [(value, hit) for value, hit in zip(likenesses, hits, strict=True) if value >= enough]
    return [hit for _, hit in sorted(kept, key=lambda each: -each[0])]


def _likeness(asked: Asked, document: SearchDocument) -> float:
    named = terms_of("\n".join((document.title, *document.aliases)))
    return asked.likeness(named, terms_of(document.body))


async def score_similar(
    connection: Connection,
    guild_id: int,
    title: str,
    body: str,
    kind: str,
    source_ids: Sequence[int],
    meaning: Meaning | None = None,
) -> dict[int, float]:
    """Score how like each document is to a question with this title, text and meaning."""
    scope, telling = await _find_telling(connection, guild_id, title, body)
    if scope is None:
        return {}
    scale = Scale(telling, scope.corpus)
    rows = await _queries.list_marks_of_sources(
        connection, source_ids=json.dumps(list(source_ids)), kind=kind, most=len(source_ids)
    )
    scored = [(score, id_) for id_, score in (_score(scale, row) for row in rows)]
    if meaning is not None:
        alike = await vectors.compare_sources(connection, meaning, kind, source_ids)
        scored = rescore(scored, alike, _full_score(scope, telling, title, body))
    return {id_: score for score, id_ in scored}


def _full_score(scope: Scope, terms: Sequence[WeighedTerm], title: str, body: str) -> float:
    """Return what a document with just this title and text would score; over 0."""
    own = IndexedTerms.of(title, "", body)
    marks = (unpack(pack(own.title)), unpack(pack(own.body)))
    return Scale(terms, scope.corpus).score(*marks) or 1.0


async def _find_telling(
    connection: Connection,
    guild_id: int,
    title: str,
    body: str,
    only: SearchFilter = EVERYTHING,
    sight: Sight = UNLIMITED,
) -> tuple[Scope | None, list[WeighedTerm]]:
    """Find the words of a question that say most about it, the rarest first."""
    wanted = _weigh_text(title, body)
    scope = await find_scope(connection, guild_id, wanted, only, sight)
    if scope is None:
        return None, []
    named = {term: wanted.pop(term) for term in dict.fromkeys(terms_of(title)) if term in wanted}
    named, scope = await mend_typos(connection, guild_id, named, scope)
    for term, count in named.items():
        wanted[term] = wanted.get(term, 0.0) + count
    terms = weigh_terms(wanted, scope.spreads, scope.corpus)
    telling = sorted(terms, key=lambda term: -term.weight)[:MOST_COMPARED_TERMS]
    return scope, sorted(telling, key=lambda term: term.spread.documents)


def _weigh_text(title: str, body: str) -> dict[str, float]:
    wanted: dict[str, float] = {}
    for repeats, text in ((TITLE_REPEATS, title), (1.0, body)):
        for term in terms_of(text):
            if term not in STOP_WORDS:
                wanted[term] = wanted.get(term, 0.0) + repeats
    return wanted


async def _rank(
    connection: Connection,
    scope: Scope,
    terms: Sequence[WeighedTerm],
    coverage_share: float = 0.0,
    needs: AbstractSet[str] = frozenset(),
) -> list[tuple[float, int]]:
    """Score the best candidates, and return scores and ids, best first.

    A document has to have one of the terms that it `needs`, if there are any.
    """
    if not terms:
        return []
    is_filtered_later = scope.only != EVERYTHING and not scope.is_narrow
    if is_filtered_later or sum(term.spread.documents for term in terms) > MOST_CANDIDATES:
        rows = await _list_likeliest(connection, scope, terms, is_filtered_later=is_filtered_later)
    else:
        rows = await list_few(connection, scope, terms, MOST_CANDIDATES)
    scale = Scale(terms, scope.corpus, coverage_share)
    if needs:
        marks = [mark_of(term) for term in needs]
        rows = [row for row in rows if _has_any(row, marks)]
    return sorted(
        ((score, id_) for id_, score in (_score(scale, row) for row in rows)), reverse=True
    )


def _has_any(row: Row, marks: Sequence[str]) -> bool:
    has = unpack(row["title"]) + unpack(row["body"])
    return any(mark in has for mark in marks)


async def _list_likeliest(
    connection: Connection, scope: Scope, terms: Sequence[WeighedTerm], *, is_filtered_later: bool
) -> list[Row]:
    """List the marks of the likeliest documents, where there are more than can be scored."""
    listed = scope.listed if scope.is_narrow else None
    probes = choose_probes(terms, MOST_POSTINGS, listed)
    groups = [[term.term] for term in terms[:MOST_REQUIRED]]
    pool = FILTERED_POOL if is_filtered_later else MOST_CANDIDATES
    ids = await list_candidates(connection, scope, probes, match_all(groups), pool)
    if is_filtered_later:
        rows = await list_filtered(connection, ids, scope.only, MOST_CANDIDATES)
        ids = [row["id"] for row in rows]
    marks: list[Row] = await _queries.list_marks(
        connection, ids=json.dumps(ids), most=MOST_CANDIDATES
    )
    return marks


def _score(scale: Scale, row: Row) -> tuple[int, float]:
    """Return an id, and how well its title and text fit."""
    id_, title, body = row
    return id_, scale.score(unpack(title), unpack(body))


async def _load_hits(
    connection: Connection, ranked: Sequence[tuple[float, int]], terms: frozenset[str]
) -> list[SearchHit]:
    if not ranked:
        return []
    ids = [id_ for _, id_ in ranked]
    rows = await _queries.list_documents(connection, ids=json.dumps(ids), most=len(ids))
    documents = {row["id"]: _document(row) for row in rows}
    return [
        SearchHit(
            documents[id_],
            score,
            mark_terms(documents[id_].title, terms),
            terms,
        )
        for score, id_ in ranked
        if id_ in documents
    ]


def _document(row: Row) -> SearchDocument:
    return SearchDocument(
        guild_id=row["guild_id"],
        kind=row["kind"],
        source_id=row["source_id"],
        title=row["title"],
        body=row["body"],
        created_at=from_stamp(row["created_at"]),
        topics=_lines(row["topics"]),
        is_solved=bool(row["is_solved"]),
        channel_id=row["channel_id"],
        message_id=row["message_id"],
        aliases=_lines(row["aliases"]),
    )


def _lines(column: str) -> tuple[str, ...]:
    return tuple(column.split("\n")) if column else ()
