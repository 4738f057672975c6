"""Size, speed and memory of search.

`python -m benchmarks search [--sizes 10000,100000] [--text D.jsonl] [--json]`

Builds questions of five servers (made up, or with `--text` of the sentences of a real set: an
object `{id, title, body}` a line), then looks things up in a process of its own, as the bot would:
once with what Nexus does, once with naive FTS5 (`a OR b OR c` ranked by bm25). Meanwhile the event
loop is watched: for how long it could do nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import groupby, islice
from pathlib import Path
from statistics import quantiles
from typing import Any

import psutil

from benchmarks.questions import make_language, make_questions, mistype, remake_questions
from domain.channels import Sight
from domain.search.documents import SearchDocument, SearchFilter
from storage import search, search_index, search_titles
from storage.connection import Connection, Database
from storage.engine import open_database
from storage.stamps import from_stamp

SIZES = (10_000, 100_000, 1_000_000)
BATCH = 5_000
LOOKUPS = 300
NAIVE_LOOKUPS = 20
MISTYPED_SHARE = 0.15
MEBIBYTE = 1 << 20
TICK = 0.001
LONGEST_SEARCH = 200
"""Characters that `/search` takes."""
LONGEST_FIELD = 4_000
"""Characters that a form's field takes."""
FIRST_ADDED = 10**12
BLIND = Sight(frozenset({1}), 1)
"""Somebody who sees none of the documents, the most that passing over hidden ones can cost."""
_NAIVE = """
SELECT d.id, bm25(naive, 5.0, 1.0) AS rank
FROM naive JOIN search_documents AS d ON d.id = naive.rowid
WHERE naive MATCH ? AND d.guild_id = ? ORDER BY rank LIMIT 10
"""

Lookup = Callable[[Connection, SearchDocument], Coroutine[Any, Any, object]]


@dataclass(frozen=True, slots=True)
class Built:
    """Cost of building an index, and its size."""

    questions: int
    text_bytes: int
    file_bytes: int
    index_bytes: int
    """Of the file: posting lists, marks, words and what finds a document; not the texts."""
    questions_per_second: float


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds that most look-ups stay below, and the mean of the processor's own."""

    p50: float
    p95: float
    p99: float
    cpu: float


def main(arguments: Sequence[str]) -> int:
    """Build and measure each size, and print a table (or JSON)."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks search", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of questions")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--text", type=Path, help="make questions of the sentences of this set")
    parser.add_argument("--keep", type=Path, help="keep (and reuse) the databases in this folder")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        print(json.dumps(asyncio.run(_measure(Path(options.measure)))))
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        results = []
        for size in options.sizes.split(","):
            results.append(_run(folder, int(size), options.text))
            if not options.json:
                print(_describe(results[-1]), flush=True)
    if options.json:
        print(json.dumps(results, indent=2))
    return 0


def _run(folder: Path, size: int, text: Path | None) -> dict[str, object]:
    path = folder / f"search-{size}{'-' + text.stem if text else ''}.db"
    note = path.with_suffix(".json")
    if not note.exists():
        path.unlink(missing_ok=True)
        built = _build(path, size, text)
        note.write_text(json.dumps(asdict(built)), "utf-8")
    command = [sys.executable, "-m", "benchmarks", "search", "--measure", str(path)]
    measured = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, object] = json.loads(measured.stdout)
    built_before: dict[str, object] = json.loads(note.read_text("utf-8"))
    return built_before | figures


async def _fill(path: Path, size: int, text: Path | None) -> tuple[int, float]:
    """Index made-up questions; returns the bytes of their text and the seconds spent on it."""
    text_bytes, spent = 0, 0.0
    questions = remake_questions(text, size) if text else make_questions(make_language(), size)
    async with open_database(f"sqlite:///{path}") as database:
        while batch := list(islice(questions, BATCH)):
            text_bytes += sum(len(q.title.encode()) + len(q.body.encode()) for q in batch)
            batch.sort(key=lambda question: question.guild_id)
            started = time.perf_counter()
            await database.write(_add, batch)
            spent += time.perf_counter() - started
    return text_bytes, spent


async def _add(connection: Connection, batch: Sequence[SearchDocument]) -> None:
    for _, group in groupby(batch, key=lambda question: question.guild_id):
        await search_index.add_documents(connection, list(group))


def _build(path: Path, size: int, text: Path | None) -> Built:
    text_bytes, spent = asyncio.run(_fill(path, size, text))
    file_bytes, index_bytes = path.stat().st_size, _index_bytes(path)
    _add_naive(path)
    return Built(size, text_bytes, file_bytes, index_bytes, size / spent)


def _index_bytes(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (used,) = connection.execute(
            "SELECT sum(pgsize) FROM dbstat"
            " WHERE name GLOB '*search_*' AND name <> 'search_documents'"
        ).fetchone()
    return int(used)


def _add_naive(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE naive USING fts5"
            " (title, body, content = 'search_documents', content_rowid = 'id')"
        )
        connection.execute("INSERT INTO naive (naive) VALUES ('rebuild')")
        connection.commit()


async def _measure(path: Path) -> dict[str, object]:
    process = psutil.Process()
    bare = process.memory_info().rss
    figures: dict[str, object] = {}
    async with open_database(f"sqlite:///{path}", migrate=False) as database:
        asked = await database.read(_pick, LOOKUPS)
        with _watching() as gaps:
            for name, lookup in LOOKUPS_OF.items():
                figures[name] = asdict(await _time(database, lookup, asked))
        figures["loop_blocked_ms"] = round(max(gaps) * 1_000, 1)
        figures["insert"] = asdict(await _time_inserts(database, asked))
        figures["memory_mib"] = process.memory_info().rss / MEBIBYTE
        figures["memory_added_mib"] = (process.memory_info().rss - bare) / MEBIBYTE
    for name, words in NAIVE.items():
        figures[name] = asdict(_time_naive(path, asked[:NAIVE_LOOKUPS], words))
    return figures


async def _pick(connection: Connection, count: int) -> list[SearchDocument]:
    """Existing questions, of each server as many as it has of all."""
    bounds = await connection.fetch_all("SELECT first_id, documents, guild_id FROM search_guilds")
    chance = random.Random(3)
    chosen = chance.choices(bounds, [row["documents"] for row in bounds], k=count)
    picked = []
    for first, documents, guild_id in chosen:
        title, body, at = await connection.fetch_one(  # type: ignore[misc] # the id is in range
            "SELECT title, body, created_at FROM search_documents WHERE id = :id",
            {"id": first + chance.randrange(documents)},
        )
        picked.append(SearchDocument(guild_id, "question", 0, title, body, from_stamp(at)))
    return picked


async def _search(connection: Connection, question: SearchDocument) -> object:
    words = _search_words(question)
    return await search.search(connection, question.guild_id, words, limit=10)


async def _search_solved(connection: Connection, question: SearchDocument) -> object:
    only = SearchFilter(kinds=["question"], topic="Docker", is_solved=True)
    words = _search_words(question)
    return await search.search(connection, question.guild_id, words, limit=10, only=only)


async def _search_long(connection: Connection, question: SearchDocument) -> object:
    words = f"{question.title} {question.body}"[:LONGEST_SEARCH]
    return await search.search(connection, question.guild_id, words, limit=10)


async def _search_common(connection: Connection, question: SearchDocument) -> object:
    return await search.search(connection, question.guild_id, "django view error", limit=10)


async def _autocomplete(connection: Connection, question: SearchDocument) -> object:
    only = SearchFilter(is_solved=True)
    return await search_titles.suggest(
        connection, question.guild_id, _typed_words(question), limit=25, only=only
    )


async def _search_hidden(connection: Connection, question: SearchDocument) -> object:
    return await search.search(
        connection, question.guild_id, "django view error", limit=10, sight=BLIND
    )


async def _autocomplete_hidden(connection: Connection, question: SearchDocument) -> object:
    return await search_titles.suggest(
        connection, question.guild_id, _typed_words(question), limit=25, sight=BLIND
    )


async def _similar_long(connection: Connection, question: SearchDocument) -> object:
    body = " ".join([question.body] * (LONGEST_FIELD // max(len(question.body), 1) + 1))
    return await search.find_similar(
        connection, question.guild_id, question.title, body[:LONGEST_FIELD], limit=5
    )


async def _similar(connection: Connection, question: SearchDocument) -> object:
    return await search.find_similar(
        connection, question.guild_id, question.title, question.body, limit=5
    )


LOOKUPS_OF: dict[str, Lookup] = {
    "search": _search,
    "search_filtered": _search_solved,
    "search_common_words": _search_common,
    "search_long": _search_long,
    "search_hidden": _search_hidden,
    "autocomplete": _autocomplete,
    "autocomplete_hidden": _autocomplete_hidden,
    "similar": _similar,
    "similar_long": _similar_long,
}


def _search_words(question: SearchDocument) -> str:
    """Search two to five words of the title, now and then mistyped."""
    chance = random.Random(question.title)
    words = question.title.split()
    asked = " ".join(chance.sample(words, min(len(words), chance.randint(2, 5))))
    return mistype(asked, chance) if chance.random() < MISTYPED_SHARE else asked


def _typed_words(question: SearchDocument) -> str:
    """Return the beginning of the title as somebody types it, now and then mistyped."""
    chance = random.Random(question.title + question.body)
    typed = question.title[: chance.randint(2, len(question.title))]
    return mistype(typed, chance) if chance.random() < MISTYPED_SHARE else typed


def _all_words(question: SearchDocument) -> str:
    return f"{question.title} {question.body}"


NAIVE: dict[str, Callable[[SearchDocument], str]] = {
    "naive_search": _search_words,
    "naive_autocomplete": _typed_words,
    "naive_similar": _all_words,
}
NAIVE_OF = {
    "search": "naive_search",
    "autocomplete": "naive_autocomplete",
    "similar": "naive_similar",
}


@contextmanager
def _watching() -> Iterator[list[float]]:
    """Collect by how many seconds a task came late that wanted to run every millisecond."""
    gaps = [0.0]

    async def watch() -> None:
        while True:
            asleep = time.perf_counter()
            await asyncio.sleep(TICK)
            gaps.append(time.perf_counter() - asleep - TICK)

    watching = asyncio.get_running_loop().create_task(watch())
    try:
        yield gaps
    finally:
        watching.cancel()


async def _time_inserts(database: Database, asked: Sequence[SearchDocument]) -> Times:
    """Index a question and commit, as one action does; what was added is taken away again."""
    seconds, cpu = [], time.process_time()
    for number, question in enumerate(asked):
        document = replace(question, source_id=FIRST_ADDED + number)
        started = time.perf_counter()
        await database.write(search_index.index_document, document)
        seconds.append(time.perf_counter() - started)
    times = _times(seconds, time.process_time() - cpu)
    for number in range(len(asked)):
        await database.write(search_index.remove_document, "question", FIRST_ADDED + number)
    return times


async def _time(database: Database, lookup: Lookup, asked: Sequence[SearchDocument]) -> Times:
    seconds, cpu = [], time.process_time()
    for question in asked:
        started = time.perf_counter()
        await database.read(lookup, question)  # as the bot does
        seconds.append(time.perf_counter() - started)
    return _times(seconds, time.process_time() - cpu)


def _time_naive(
    path: Path, asked: Sequence[SearchDocument], words_of: Callable[[SearchDocument], str]
) -> Times:
    seconds, cpu = [], time.process_time()
    with closing(sqlite3.connect(path)) as connection:
        for question in asked:
            words = dict.fromkeys(_quoted(words_of(question)))
            started = time.perf_counter()
            connection.execute(_NAIVE, (" OR ".join(words), question.guild_id)).fetchall()
            seconds.append(time.perf_counter() - started)
    return _times(seconds, time.process_time() - cpu)


def _quoted(text: str) -> Iterator[str]:
    return (f'"{word}"' for word in "".join(c if c.isalnum() else " " for c in text).split())


def _times(seconds: Sequence[float], cpu: float) -> Times:
    cuts = quantiles(seconds, n=100, method="inclusive")
    p50, p95, p99 = (round(cuts[rank - 1] * 1_000, 2) for rank in (50, 95, 99))
    return Times(p50, p95, p99, round(cpu / len(seconds) * 1_000, 2))


def _describe(result: dict[str, Any]) -> str:
    share = result["file_bytes"] / result["text_bytes"]
    index = result["index_bytes"] / result["text_bytes"]
    lines = [
        f"{result['questions']:,} questions, {result['text_bytes'] / MEBIBYTE:,.0f} MiB of text",
        f"  file          {result['file_bytes'] / MEBIBYTE:,.0f} MiB, {share:.2f} times the text",
        f"  index         {result['index_bytes'] / MEBIBYTE:,.0f} MiB, {index:.2f} times the text",
        f"  loop blocked  {result['loop_blocked_ms']:.1f} ms at most",
        f"  build         {result['questions_per_second']:,.0f} questions a second",
        f"  memory        {result['memory_mib']:.0f} MiB ({result['memory_added_mib']:.0f} more)",
        "  milliseconds               p50      p95      p99      CPU   naive p95      CPU    ratio",
    ]
    for name in (*LOOKUPS_OF, "insert"):
        times, naive = result[name], result.get(NAIVE_OF.get(name, ""))
        line = f"  {name:22}{times['p50']:8.2f} {times['p95']:8.2f} {times['p99']:8.2f}"
        line += f" {times['cpu']:8.2f}"
        if naive:
            ratio = naive["cpu"] / times["cpu"]
            line += f"    {naive['p95']:8.2f} {naive['cpu']:8.2f} {ratio:8.1f}"
        lines.append(line)
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
