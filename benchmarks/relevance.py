"""Relevance of similar questions, on any set of documents and queries.

`python -m benchmarks relevance --documents D.jsonl --queries Q.jsonl [--semantic] [--json]`

A document is `{id, title, body}`, a query `{id, title, body, relevant: [ids], exclude: id or null,
candidates: [ids] or null}`. What `exclude` names is left out of the ranking; with `candidates`
those alone are ranked, and all of them, ties in reverse order. Every query counts. The set is
loaded into a fresh database the way the bot stores questions, and asked the way the bot looks for
look-alikes; with `--semantic`, which needs the extra, the way it does where that is installed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.figures import percentile
from domain.search.documents import SearchDocument
from storage import search, search_index
from storage.connection import Connection, Database
from storage.engine import open_database
from storage.semantic.encoder import Meaning, SemanticError
from storage.semantic.minilm import INSTALL
from storage.semantic.service import Semantics, open_semantics

GUILD, KIND = 1, "question"
MOST_RANKED = 200
AT = 5
BATCH = 2_000
_ASKED_AT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and the documents that answer it."""

    title: str
    body: str
    relevant: frozenset[str]
    exclude: str | None = None
    candidates: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Relevance:
    """Shares from 0 to 1, and times in milliseconds.

    `map` is mean average precision, `mrr` the mean reciprocal rank of the first relevant document,
    `p1` and `p5` how many of the first one and five are relevant, `recall5` how many of the
    relevant ones are among the first five (Manning, Raghavan, Schütze: Introduction to Information
    Retrieval, chapter 8).
    """

    queries: int
    map: float
    mrr: float
    p1: float
    p5: float
    recall5: float
    query_ms_p50: float
    query_ms_p95: float


def main(arguments: list[str]) -> int:
    """Load, ask and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks relevance")
    parser.add_argument("--documents", type=Path, required=True, help="a file, one object a line")
    parser.add_argument("--queries", type=Path, required=True, help="a file, one object a line")
    parser.add_argument("--semantic", action="store_true", help="compare meanings, too")
    parser.add_argument("--json", action="store_true", help="print one object")
    options = parser.parse_args(arguments)
    found = asyncio.run(_measure_as_asked(options))
    if options.json:
        print(json.dumps(asdict(found)))
        return 0
    print(f"{found.queries:,} queries")
    for name in ("map", "mrr", "p1", "p5", "recall5"):
        print(f"  {name:8}{getattr(found, name):7.1%}")
    print(f"  a query takes {found.query_ms_p50:.2f} ms (p50), {found.query_ms_p95:.2f} ms (p95)")
    return 0


async def _measure_as_asked(options: argparse.Namespace) -> Relevance:
    if not options.semantic:
        return await measure(options.documents, options.queries)
    try:
        async with open_semantics() as semantics:
            if semantics is None:
                raise SystemExit(f"--semantic needs a sentence model: {INSTALL}")
            return await measure(options.documents, options.queries, semantics)
    except SemanticError as error:
        raise SystemExit(str(error)) from error


async def measure(documents: Path, queries: Path, semantics: Semantics | None = None) -> Relevance:
    """Return the figures of one set.

    With meanings, a query's time includes that of making its vector.
    """
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{folder}/relevance.db") as database:
            numbers = await _load(database, documents)
            if semantics is not None:
                await semantics.fill(database, [KIND])
            rankings, seconds = [], []
            asked = [_query(line) for line in _lines(queries)]
            if not asked:
                raise SystemExit(f"{queries} holds no queries")
            for query in asked:
                start = time.perf_counter()
                meaning = await _meaning_of(semantics, query)
                rankings.append(await database.read(_rank, query, numbers, meaning))
                seconds.append(time.perf_counter() - start)
    return summarise(asked, rankings, seconds)


def summarise(
    asked: Sequence[Query], rankings: Sequence[Sequence[str]], seconds: Sequence[float]
) -> Relevance:
    """Return the figures of rankings that were made for queries."""
    pairs = list(zip(asked, rankings, strict=True))
    return Relevance(
        queries=len(asked),
        map=fmean(average_precision(r, q.relevant) for q, r in pairs),
        mrr=fmean(_reciprocal_rank(r, q.relevant) for q, r in pairs),
        p1=fmean(_hits(r, q.relevant, 1) for q, r in pairs),
        p5=fmean(_hits(r, q.relevant, AT) / AT for q, r in pairs),
        recall5=fmean(
            _hits(r, q.relevant, AT) / len(q.relevant) if q.relevant else 0.0 for q, r in pairs
        ),
        query_ms_p50=percentile(seconds, 0.5) * 1000,
        query_ms_p95=percentile(seconds, 0.95) * 1000,
    )


def average_precision(ranking: Sequence[str], relevant: frozenset[str]) -> float:
    """Return the mean of the precision at each relevant document.

    One that is not ranked adds nothing.
    """
    hits, precision = 0, 0.0
    for rank, id_ in enumerate(ranking, 1):
        if id_ in relevant:
            hits += 1
            precision += hits / rank
    return precision / len(relevant) if relevant else 0.0


def _reciprocal_rank(ranking: Sequence[str], relevant: frozenset[str]) -> float:
    return next((1 / rank for rank, id_ in enumerate(ranking, 1) if id_ in relevant), 0.0)


def _hits(ranking: Sequence[str], relevant: frozenset[str], most: int) -> int:
    return sum(id_ in relevant for id_ in ranking[:most])


def _lines(file: Path) -> Iterator[Any]:  # Any: JSON
    if not file.is_file():
        raise SystemExit(f"{file} is no file")
    with file.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except ValueError as error:
                    raise SystemExit(f"{file}, line {number}: {error}") from error


def _query(line: Any) -> Query:  # Any: JSON
    candidates = line.get("candidates")
    return Query(
        line["title"] or "",
        line["body"] or "",
        frozenset(line["relevant"]),
        line.get("exclude"),
        None if candidates is None else tuple(candidates),
    )


async def _load(database: Database, file: Path) -> dict[str, int]:
    """Index the documents; returns the number that each id was given."""
    numbers: dict[str, int] = {}
    waiting: list[SearchDocument] = []
    for line in _lines(file):
        if line["id"] in numbers:
            raise SystemExit(f"{file}: the id {line['id']} is there twice")
        numbers[line["id"]] = number = len(numbers) + 1
        title, body = line["title"] or "", line["body"] or ""
        waiting.append(SearchDocument(GUILD, KIND, number, title, body, _ASKED_AT))
        if len(waiting) == BATCH:
            await _index(database, waiting)
            waiting = []
    await _index(database, waiting)
    return numbers


async def _index(database: Database, documents: Sequence[SearchDocument]) -> None:
    await database.write(_index_all, documents)


async def _index_all(connection: Connection, documents: Sequence[SearchDocument]) -> None:
    for document in documents:
        await search_index.index_document(connection, document)


async def _meaning_of(semantics: Semantics | None, query: Query) -> Meaning | None:
    return await semantics.get_meaning(query.title, query.body) if semantics else None


async def _rank(
    connection: Connection, query: Query, numbers: dict[str, int], meaning: Meaning | None
) -> list[str]:
    """Return the ids of the documents, the likeliest first."""
    if query.candidates is not None:
        return await _rank_candidates(connection, query, query.candidates, numbers, meaning)
    ids = {number: id_ for id_, number in numbers.items()}
    hits = await search.find_similar(
        connection, GUILD, query.title, query.body, limit=MOST_RANKED + 1, meaning=meaning
    )
    ranking = [ids[hit.document.source_id] for hit in hits]
    return [id_ for id_ in ranking if id_ != query.exclude][:MOST_RANKED]


async def _rank_candidates(
    connection: Connection,
    query: Query,
    candidates: Sequence[str],
    numbers: dict[str, int],
    meaning: Meaning | None,
) -> list[str]:
    known = [numbers[id_] for id_ in candidates if id_ in numbers]
    scores = await search.score_similar(
        connection, GUILD, query.title, query.body, KIND, known, meaning
    )
    scored = [(scores.get(numbers.get(id_, 0), 0.0), at, id_) for at, id_ in enumerate(candidates)]
    return [id_ for _, _, id_ in sorted(scored, reverse=True) if id_ != query.exclude]
