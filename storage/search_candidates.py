"""Common steps of look-ups: a server's part of the index, and the likeliest documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.channels import UNLIMITED, Sight
from domain.search.documents import EVERYTHING, SearchFilter
from domain.search.labels import SOLVED, kind_label, topic_label
from domain.search.ranking import Corpus, Probe, Spread, WeighedTerm
from domain.search.stems import stem
from domain.search.typos import words_one_typo_away
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.search_index import DOCUMENTS_PER_GUILD, TITLE_SIGN
from storage.stamps import Row

NARROW_SHARE = 0.25
"""A filter that lets more through than this share of all documents is applied to candidates."""
SHORTEST_BEGINNING = 5
"""Shorter words begin too many others."""
MOST_SCANNED = 2_000
"""Number of words with the same beginning looked at to find the most used."""
MOST_PASSED_OVER = 10_000
"""Documents that are looked at for those that somebody sees."""
LAST_LETTER = "\U0010ffff"
MOST_MENDED = 2
"""Number of mistyped words of one query mended."""

_queries = load_queries("search")


@dataclass(frozen=True, slots=True)
class Scope:
    """A server's part of the index, and what is known of the words of one look-up."""

    corpus: Corpus
    first_id: int
    spreads: Mapping[str, Spread]
    only: SearchFilter = EVERYTHING
    sight: Sight = UNLIMITED
    """Sight of who looks: documents of channels hidden from them don't become candidates."""

    @property
    def listed(self) -> int:
        """Documents, at most, that have the labels of the filter in their posting lists."""
        only, parts = self.only, [self.corpus.documents]
        parts += [sum(self._count(kind_label(kind)) for kind in only.kinds)] if only.kinds else []
        parts += [self._count(topic_label(only.topic))] if only.topic else []
        return min(parts)

    @property
    def passing(self) -> int:
        """Documents that the filter lets through, at most."""
        if self.only.is_solved is None:
            return self.listed
        solved = self._count(SOLVED)
        return min(self.listed, solved if self.only.is_solved else self.corpus.documents - solved)

    @property
    def is_narrow(self) -> bool:
        """True where so little passes that the filter acts before candidates are chosen."""
        return self.passing < NARROW_SHARE * self.corpus.documents

    def _count(self, label: str) -> int:
        return self.spreads.get(label, Spread()).documents

    def sieve(self, expression: str) -> str:
        """Make an FTS5 expression find only what has the labels of a narrow filter."""
        only = self.only
        if not self.is_narrow:
            return expression
        parts = [f"({expression})"]
        if only.kinds:
            parts.append(f"({' OR '.join(_quote(kind_label(kind)) for kind in only.kinds)})")
        if only.topic:
            parts.append(_quote(topic_label(only.topic)))
        return " AND ".join(parts)


async def find_scope(
    connection: Connection,
    guild_id: int,
    wanted: Iterable[str],
    only: SearchFilter = EVERYTHING,
    sight: Sight = UNLIMITED,
) -> Scope | None:
    """Find what is known of these words on a server; None where it has no documents to be found."""
    labels = [*map(kind_label, only.kinds), SOLVED]
    labels += [topic_label(only.topic)] if only.topic else []
    terms = [*wanted, *labels]
    rows = await _queries.list_spreads(
        connection, guild_id=guild_id, terms=json.dumps(terms), most=len(terms) + 1
    )
    if not rows or not rows[0][1]:
        return None
    (_, documents, words, first_id), *found = rows
    spreads = {term: Spread(documents, titles) for term, documents, titles, _ in found}
    scope = Scope(Corpus(documents, words), first_id, spreads, only, sight)
    return scope if scope.passing else None


async def mend_typos(
    connection: Connection, guild_id: int, wanted: dict[str, float], scope: Scope
) -> tuple[dict[str, float], Scope]:
    """Put the likeliest known word in the place of each that no document has."""
    mended, spreads = dict(wanted), dict(scope.spreads)
    # A code or a number with a letter more or less is another one.
    unknown = [t for t in wanted if t not in spreads and not any(map(str.isdigit, t))]
    for term in unknown[:MOST_MENDED]:
        variants = {stem(variant) for variant in words_one_typo_away(term)}
        rows = await _queries.list_words_meant(
            connection, guild_id=guild_id, terms=json.dumps(sorted(variants)), most=1
        )
        if not rows and len(term) >= SHORTEST_BEGINNING:
            rows = await _list_longer(connection, guild_id, term)
        for meant, documents, titles in rows:
            mended[meant] = mended.pop(term)
            spreads[meant] = Spread(documents, titles)
    return mended, replace(scope, spreads=spreads)


async def _list_longer(connection: Connection, guild_id: int, term: str) -> list[Row]:
    """List title words that begin most like this one: `paginat` for `pagin`, and back."""
    shorter = [term[:-cut] for cut in (1, 2, 3) if len(term) - cut >= SHORTEST_BEGINNING]
    rows: list[Row] = await _queries.list_completions(
        connection,
        guild_id=guild_id,
        first=term,
        beyond=term + LAST_LETTER,
        stems=json.dumps(shorter),
        scanned=MOST_SCANNED,
        most=1,
    )
    return rows


async def list_candidates(
    connection: Connection, scope: Scope, probes: Sequence[Probe], newest: str, most: int
) -> list[int]:
    """List the ids of the likeliest documents that are seen, likeliest first."""
    weights = [
        (
            scope.sieve(_quote(TITLE_SIGN + probe.term if probe.in_titles else probe.term)),
            probe.weight,
        )
        for probe in probes
    ]
    wanted = {
        "probes": json.dumps(weights),
        "newest": scope.sieve(newest),
        "newest_weight": sum(probe.weight for probe in probes) + 1.0,
        "first_id": scope.first_id,
        "last_id": scope.first_id + DOCUMENTS_PER_GUILD - 1,
        "most": most,
    }
    is_solved = scope.only.is_solved if scope.is_narrow else None
    if scope.sight.hidden or is_solved is not None:
        rows = await _queries.list_seen_candidates(
            connection,
            **wanted,
            is_solved=is_solved,
            scanned=MOST_PASSED_OVER,
            **seen_by(scope.sight),
        )
    else:
        rows = await _queries.list_candidates(connection, **wanted)
    return [id_ for (id_,) in rows]


async def list_few(
    connection: Connection, scope: Scope, terms: Sequence[WeighedTerm], most: int
) -> list[Row]:
    """List the marks of all documents with any of these terms that are seen: `most`, or fewer."""
    either = " OR ".join(f"{_quote(t.term)} OR {_quote(TITLE_SIGN + t.term)}" for t in terms)
    rows: list[Row] = await _queries.list_few(
        connection,
        expression=scope.sieve(either),
        first_id=scope.first_id,
        last_id=scope.first_id + DOCUMENTS_PER_GUILD - 1,
        is_solved=scope.only.is_solved if scope.is_narrow else None,
        sees_all=not scope.sight.hidden,
        most=most,
        **seen_by(scope.sight),
    )
    return rows


async def list_filtered(
    connection: Connection, ids: Sequence[int], only: SearchFilter, most: int
) -> list[Row]:
    """List the first of these documents that a filter lets through."""
    rows: list[Row] = await _queries.list_filtered(
        connection,
        ids=json.dumps(ids),
        kinds=json.dumps(list(only.kinds)) if only.kinds else None,
        topic=only.topic and f"\n{only.topic}\n",
        is_solved=only.is_solved,
        most=most,
    )
    return rows


def match_all(groups: Sequence[Sequence[str]]) -> str:
    """Match an FTS5 expression: titles that have a term of each group."""
    if not groups:
        return _quote(TITLE_SIGN)
    either = (" OR ".join(_quote(TITLE_SIGN + term) for term in group) for group in groups)
    return " AND ".join(f"({terms})" for terms in either)


def _quote(term: str) -> str:
    return f'"{term}"'
