"""Finding documents: by words, by what is being typed, by likeness.

Each look-up reads a bounded number of postings, however common its words and however many
documents there are: rare words are followed to their end, common ones only weigh in when the
candidates are scored. See docs/decisions/ on search.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.search.documents import (
    EVERYTHING,
    SearchDocument,
    SearchFilter,
    SearchHit,
    Suggestion,
)
from domain.search.excerpts import mark_terms
from domain.search.fingerprints import unpack
from domain.search.ranking import (
    Corpus,
    Probe,
    Scale,
    Spread,
    WeighedTerm,
    choose_probes,
    score_title,
    weigh_terms,
)
from domain.search.stems import stem
from domain.search.typos import SHORTEST, words_one_typo_away
from domain.search.words import (
    STOP_WORDS,
    joined_terms,
    query_terms,
    split_unfinished,
    terms_of,
)
from storage.engine import Connection
from storage.queries import load_queries
from storage.search_index import DOCUMENTS_PER_GUILD, TITLE_SIGN
from storage.stamps import Row, from_stamp

MOST_POSTINGS = 10_000
"""How many postings one search follows."""
MOST_CANDIDATES = 200
"""How many documents are scored with every word."""
FILTERED_POOL = 600
"""How many candidates a filter is applied to."""
MOST_TITLES = 1_000
"""How many postings of titles one suggestion follows."""
MOST_TITLE_CANDIDATES = 30
"""How many titles are compared for one suggestion."""
FILTERED_TITLES = 8
"""How many times as many titles a filter is applied to."""
MOST_QUERY_TERMS = 32
MOST_TYPED_TERMS = 12
MOST_REQUIRED = 6
"""Words beyond these need not all stand in a title that is looked for as a whole."""
MOST_MENDED = 2
"""How many mistyped words of one query are mended."""
MOST_SCANNED = 2_000
"""How many words with the same beginning are looked at to find the most used."""
MOST_ENDINGS = 6
LAST_LETTER = "\U0010ffff"
MOST_COMPARED_TERMS = 64
"""How many words of a new question are compared with others."""
TITLE_REPEATS = 4.0
"""A word of a new question's title counts as this many of its text."""
COVERAGE_SHARE = 0.5
"""How much it counts that a document has every word of a search."""

_queries = load_queries("search")


@dataclass(frozen=True, slots=True)
class _Scope:
    """A server's part of the index, and what is known of the words of one look-up."""

    corpus: Corpus
    first_id: int
    spreads: Mapping[str, Spread]


async def search(
    connection: Connection,
    guild_id: int,
    text: str,
    *,
    limit: int,
    skip: int = 0,
    only: SearchFilter = EVERYTHING,
) -> list[SearchHit]:
    """What fits the words best; after the first 200 or so there is nothing more to page to."""
    words = query_terms(text, most=MOST_QUERY_TERMS)
    joined = joined_terms(text, most=MOST_QUERY_TERMS)
    scope = await _find_scope(connection, guild_id, [*words, *joined])
    if scope is None:
        return []
    wanted, scope = await _mend_typos(connection, guild_id, dict.fromkeys(words, 1.0), scope)
    wanted.update((term, 1.0) for term in joined if term in scope.spreads)
    terms = weigh_terms(wanted, scope.spreads, scope.corpus)
    ranked = await _rank(connection, scope, terms, only, COVERAGE_SHARE)
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
) -> list[SearchHit]:
    """What is likely to be about the same as a question with this title and text."""
    scope, telling = await _find_telling(connection, guild_id, title, body)
    if scope is None:
        return []
    ranked = await _rank(connection, scope, telling, only)
    return await _load_hits(connection, ranked[:limit], frozenset(t.term for t in telling))


async def score_similar(
    connection: Connection,
    guild_id: int,
    title: str,
    body: str,
    kind: str,
    source_ids: Sequence[int],
) -> dict[int, float]:
    """How much each of these documents is like a question with this title and text."""
    scope, telling = await _find_telling(connection, guild_id, title, body)
    if scope is None:
        return {}
    scale = Scale(telling, scope.corpus)
    rows = await _queries.list_marks_of_sources(
        connection, source_ids=json.dumps(list(source_ids)), kind=kind, most=len(source_ids)
    )
    return dict(_score(scale, row) for row in rows)


async def _find_telling(
    connection: Connection, guild_id: int, title: str, body: str
) -> tuple[_Scope | None, list[WeighedTerm]]:
    """The words of a question that say most about it, the rarest first."""
    wanted = _weigh_text(title, body)
    scope = await _find_scope(connection, guild_id, wanted)
    if scope is None:
        return None, []
    terms = weigh_terms(wanted, scope.spreads, scope.corpus)
    telling = sorted(terms, key=lambda term: -term.weight)[:MOST_COMPARED_TERMS]
    return scope, sorted(telling, key=lambda term: term.spread.documents)


async def suggest(
    connection: Connection,
    guild_id: int,
    text: str,
    *,
    limit: int,
    only: SearchFilter = EVERYTHING,
) -> list[Suggestion]:
    """Documents whose titles fit what has been typed so far, its last word being unfinished."""
    typed, unfinished = split_unfinished(text)
    wanted = dict.fromkeys(query_terms(typed, most=MOST_TYPED_TERMS), 1.0)
    if all(term in STOP_WORDS for term in wanted) and unfinished:
        wanted = {}
    scope = await _find_scope(connection, guild_id, wanted)
    if scope is None:
        return []
    wanted, scope = await _mend_typos(connection, guild_id, wanted, scope)
    endings = await _complete(connection, guild_id, unfinished) if unfinished else {}
    return await _suggest_titles(connection, scope, wanted, endings, only, limit)


async def _suggest_titles(
    connection: Connection,
    scope: _Scope,
    wanted: Mapping[str, float],
    endings: Mapping[str, Spread],
    only: SearchFilter,
    limit: int,
) -> list[Suggestion]:
    spreads = {**scope.spreads, **endings}
    terms = weigh_terms({**dict.fromkeys(endings, 1.0), **wanted}, spreads, scope.corpus)
    probes = [probe for probe in choose_probes(terms, MOST_TITLES) if probe.in_titles]
    groups = [[term] for term in wanted if term in spreads]
    groups += [list(endings)] if endings else []
    pool = MOST_TITLE_CANDIDATES * (1 if only == EVERYTHING else FILTERED_TITLES)
    ids = await _list_candidates(connection, scope, probes, _match_all(groups), pool)
    rows = await _list_filtered(connection, ids, only, MOST_TITLE_CANDIDATES)
    scored = [
        (
            score_title(terms_of(f"{text}\n{aliases}"), groups, terms),
            bool(solved),
            id_,
            kind,
            source_id,
            text,
        )
        for id_, kind, source_id, text, aliases, solved in rows
    ]
    scored.sort(key=lambda entry: entry[:3], reverse=True)
    return [
        Suggestion(kind, source_id, text, solved)
        for _, solved, _, kind, source_id, text in scored[:limit]
    ]


def _weigh_text(title: str, body: str) -> dict[str, float]:
    wanted: dict[str, float] = {}
    for repeats, text in ((TITLE_REPEATS, title), (1.0, body)):
        for term in terms_of(text):
            if term not in STOP_WORDS:
                wanted[term] = wanted.get(term, 0.0) + repeats
    return wanted


async def _find_scope(
    connection: Connection, guild_id: int, wanted: Iterable[str]
) -> _Scope | None:
    terms = list(wanted)
    rows = await _queries.list_spreads(
        connection, guild_id=guild_id, terms=json.dumps(terms), most=len(terms) + 1
    )
    if not rows or not rows[0][1]:
        return None
    (_, documents, words, first_id), *found = rows
    spreads = {term: Spread(documents, titles) for term, documents, titles, _ in found}
    return _Scope(Corpus(documents, words), first_id, spreads)


async def _mend_typos(
    connection: Connection, guild_id: int, wanted: dict[str, float], scope: _Scope
) -> tuple[dict[str, float], _Scope]:
    """Put the likeliest known word in the place of each that no document has."""
    mended, spreads = dict(wanted), dict(scope.spreads)
    unknown = [term for term in wanted if term not in spreads]
    for term in unknown[:MOST_MENDED]:
        variants = {stem(variant) for variant in words_one_typo_away(term)}
        rows = await _queries.list_words_meant(
            connection, guild_id=guild_id, terms=json.dumps(sorted(variants)), most=1
        )
        for meant, documents, titles in rows:
            mended[meant] = mended.pop(term)
            spreads[meant] = Spread(documents, titles)
    return mended, _Scope(scope.corpus, scope.first_id, spreads)


async def _complete(connection: Connection, guild_id: int, unfinished: str) -> dict[str, Spread]:
    """The titles' terms that a half-typed word may become, or may be a mistyped start of."""
    # A stem is shorter than the word it stands for: `cachin` is on the way to `cach`.
    shorter = {stem(unfinished), *(unfinished[:-cut] for cut in (1, 2, 3))}
    stems = [term for term in sorted(shorter) if len(term) >= SHORTEST]
    rows = await _queries.list_completions(
        connection,
        guild_id=guild_id,
        first=unfinished,
        beyond=unfinished + LAST_LETTER,
        stems=json.dumps(stems),
        scanned=MOST_SCANNED,
        most=MOST_ENDINGS,
    )
    if not rows:
        variants = words_one_typo_away(unfinished)
        rows = await _queries.list_beginnings_meant(
            connection,
            guild_id=guild_id,
            terms=json.dumps(variants),
            last_letter=LAST_LETTER,
            most=MOST_ENDINGS,
        )
    return {term: Spread(documents, titles) for term, documents, titles in rows}


async def _rank(
    connection: Connection,
    scope: _Scope,
    terms: Sequence[WeighedTerm],
    only: SearchFilter,
    coverage_share: float = 0.0,
) -> list[tuple[float, int]]:
    """Scores and ids of the best candidates, best first."""
    if not terms:
        return []
    probes = choose_probes(terms, MOST_POSTINGS)
    groups = [[term.term] for term in terms[:MOST_REQUIRED]]
    is_filtered = only != EVERYTHING
    pool = FILTERED_POOL if is_filtered else MOST_CANDIDATES
    ids = await _list_candidates(connection, scope, probes, _match_all(groups), pool)
    if is_filtered:
        rows = await _list_filtered(connection, ids, only, MOST_CANDIDATES)
        ids = [row[0] for row in rows]
    rows = await _queries.list_marks(connection, ids=json.dumps(ids), most=MOST_CANDIDATES)
    scale = Scale(terms, scope.corpus, coverage_share)
    return sorted(
        ((score, id_) for id_, score in (_score(scale, row) for row in rows)), reverse=True
    )


def _score(scale: Scale, row: Row) -> tuple[int, float]:
    """An id, and how well its title and text fit."""
    id_, title, body = row
    return id_, scale.score(unpack(title), unpack(body))


async def _list_candidates(
    connection: Connection, scope: _Scope, probes: Sequence[Probe], newest: str, most: int
) -> list[int]:
    """The ids of the likeliest documents, likeliest first."""
    weights = [
        (_quote(TITLE_SIGN + probe.term if probe.in_titles else probe.term), probe.weight)
        for probe in probes
    ]
    rows = await _queries.list_candidates(
        connection,
        probes=json.dumps(weights),
        newest=newest,
        newest_weight=sum(probe.weight for probe in probes) + 1.0,
        first_id=scope.first_id,
        last_id=scope.first_id + DOCUMENTS_PER_GUILD - 1,
        most=most,
    )
    return [id_ for (id_,) in rows]


async def _list_filtered(
    connection: Connection, ids: Sequence[int], only: SearchFilter, most: int
) -> list[Row]:
    rows: list[Row] = await _queries.list_filtered(
        connection,
        ids=json.dumps(ids),
        kinds=json.dumps(list(only.kinds)) if only.kinds else None,
        topic=only.topic and f"\n{only.topic}\n",
        is_solved=only.is_solved,
        most=most,
    )
    return rows


async def _load_hits(
    connection: Connection, ranked: Sequence[tuple[float, int]], terms: frozenset[str]
) -> list[SearchHit]:
    if not ranked:
        return []
    ids = [id_ for _, id_ in ranked]
    rows = await _queries.list_documents(connection, ids=json.dumps(ids), most=len(ids))
    documents = {row[0]: _document(row) for row in rows}
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


def _match_all(groups: Sequence[Sequence[str]]) -> str:
    """An FTS5 expression: titles that have a term of each group."""
    if not groups:
        return _quote(TITLE_SIGN)
    either = (" OR ".join(_quote(TITLE_SIGN + term) for term in group) for group in groups)
    return " AND ".join(f"({terms})" for terms in either)


def _quote(term: str) -> str:
    return f'"{term}"'


def _document(row: Row) -> SearchDocument:
    return SearchDocument(
        guild_id=row[1],
        kind=row[2],
        source_id=row[3],
        title=row[4],
        body=row[5],
        created_at=from_stamp(row[6]),
        topics=_lines(row[7]),
        is_solved=bool(row[8]),
        channel_id=row[9],
        message_id=row[10],
        aliases=_lines(row[11]),
    )


def _lines(column: str) -> tuple[str, ...]:
    return tuple(column.split("\n")) if column else ()
