"""Finding documents by their titles while somebody types."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.channels import UNLIMITED, Sight
from domain.search.documents import EVERYTHING, SearchFilter, Suggestion
from domain.search.ranking import (
    Spread,
    WeighedTerm,
    choose_probes,
    score_title,
    weigh_terms,
)
from domain.search.stems import stem
from domain.search.typos import SHORTEST, words_one_typo_away
from domain.search.words import STOP_WORDS, query_terms, split_unfinished, terms_of
from storage.connection import Connection
from storage.queries import load_queries
from storage.search_candidates import (
    LAST_LETTER,
    MOST_SCANNED,
    Scope,
    find_scope,
    list_candidates,
    list_filtered,
    match_all,
    mend_typos,
)

MOST_TITLES = 1_000
"""Number of postings of titles one suggestion follows."""
MOST_TITLE_CANDIDATES = 30
"""Number of titles compared for one suggestion."""
FILTERED_TITLES = 8
"""Factor of titles that a filter is applied to."""
MOST_TYPED_TERMS = 12
MOST_ENDINGS = 6
EXACT_BONUS = 1.1
"""Weight of a word typed to its end, beside one that begins with it."""

_queries = load_queries("search")


async def suggest(
    connection: Connection,
    guild_id: int,
    text: str,
    *,
    limit: int,
    only: SearchFilter = EVERYTHING,
    sight: Sight = UNLIMITED,
) -> list[Suggestion]:
    """Find seen documents whose titles fit what is typed so far, its last word being unfinished."""
    typed, unfinished = split_unfinished(text)
    wanted = dict.fromkeys(query_terms(typed, most=MOST_TYPED_TERMS), 1.0)
    if all(term in STOP_WORDS for term in wanted) and unfinished:
        wanted = {}
    scope = await find_scope(connection, guild_id, wanted, only, sight)
    if scope is None:
        return []
    wanted, scope = await mend_typos(connection, guild_id, wanted, scope)
    endings = await _complete(connection, guild_id, unfinished) if unfinished else {}
    return await _suggest_titles(connection, scope, wanted, endings, unfinished, limit)


async def _suggest_titles(
    connection: Connection,
    scope: Scope,
    wanted: Mapping[str, float],
    endings: Mapping[str, Spread],
    unfinished: str,
    limit: int,
) -> list[Suggestion]:
    spreads = {**scope.spreads, **endings}
    terms = weigh_terms({**dict.fromkeys(endings, 1.0), **wanted}, spreads, scope.corpus)
    terms = _level(terms, endings, unfinished)
    listed = scope.listed if scope.is_narrow else None
    probes = [probe for probe in choose_probes(terms, MOST_TITLES, listed) if probe.in_titles]
    groups = [[term] for term in wanted if term in spreads]
    groups += [list(endings)] if endings else []
    is_filtered_later = scope.only != EVERYTHING and not scope.is_narrow
    pool = MOST_TITLE_CANDIDATES * (FILTERED_TITLES if is_filtered_later else 1)
    ids = await list_candidates(connection, scope, probes, match_all(groups), pool)
    only = scope.only if is_filtered_later else EVERYTHING
    rows = await list_filtered(connection, ids, only, MOST_TITLE_CANDIDATES)
    scored = [
        (
            max(
                score_title(terms_of(name), groups, terms)
                for name in (text, *filter(None, aliases.split("\n")))
            ),
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


def _level(
    terms: Sequence[WeighedTerm], endings: Mapping[str, Spread], unfinished: str
) -> list[WeighedTerm]:
    """Return what a half-typed word may become weighs alike, however rare.

    What is typed, a bit more.
    """
    heaviest = max((term.weight for term in terms if term.term in endings), default=0.0)
    exact = stem(unfinished)
    return [
        replace(term, weight=heaviest * (EXACT_BONUS if term.term == exact else 1.0))
        if term.term in endings
        else term
        for term in terms
    ]


async def _complete(connection: Connection, guild_id: int, unfinished: str) -> dict[str, Spread]:
    """Return the titles' terms that a half-typed word may become, or may be a mistyped start of."""
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
