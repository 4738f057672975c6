"""Uploading and comparing a large contract.

`python -m benchmarks contracts [--document FILE] [--edits N] [--runs N] [--json]`

Takes Discord's own published description of its API where it lies beside the checkout, else one of
the same size that is made up, and a copy with edits spread over it. Beside what Nexus does (a
process that reads the new document, validates within a limit, and compares it with the stored
model; then all of it stored in one transaction of a database file) stands the plain way: both
documents parsed, validated in full and compared in the bot's own process, and nothing stored.
Meanwhile the event loop is watched: for how long could it do nothing else?
"""

from __future__ import annotations

import argparse
import asyncio
import copy
import json
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from benchmarks.figures import table
from bot.contract_reader import ContractReader
from domain.apis import ApiText
from domain.contracts.changes import Grade
from domain.contracts.comparison import compare_contracts
from domain.contracts.reading.documents import read_document
from domain.contracts.uploads import Upload
from storage import apis, contract_changes, contracts
from storage.connection import Connection, Database
from storage.engine import open_database

PUBLISHED = Path(__file__).parents[2] / "shared" / "discord-openapi.json"
SIZE = 1_200_000
"""Bytes of a document that is made up."""
SEED = 20_261_124
TICK = 0.001
GUILD, MEMBER = 1, 2
MEBIBYTE = 1 << 20
LINKED = 0.1
"""The share of fields that are other types."""
TYPES = ("string", "integer", "boolean", "number")

Json = Any  # a document, whatever it says


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one way of doing it."""

    way: str
    seconds: float
    """From the document to the changes, for Nexus to their commit: the median of all runs."""
    blocked: float
    """The longest time, in seconds, for which the event loop could do nothing else."""
    memory: float
    """MiB at most: of the process that reads, and what the bot's own grew by meanwhile."""
    changes: int
    breaking: int


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 2 where a document cannot be found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks contracts")
    parser.add_argument("--document", type=Path, help="an OpenAPI document in JSON")
    parser.add_argument("--edits", type=int, default=60, help="how many places are changed")
    parser.add_argument("--runs", type=int, default=3, help="how often each way is gone")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args(arguments)
    path: Path | None = options.document or (PUBLISHED if PUBLISHED.is_file() else None)
    if path is not None and not path.is_file():
        print(f"there is no {path}", file=sys.stderr)
        return 2
    old = json.loads(path.read_bytes()) if path else made_up(SIZE)
    documents = tuple(_written(tree) for tree in (old, edited(old, options.edits)))
    measured = asyncio.run(_measure(documents[0], documents[1], options.runs))
    if options.json:
        print(json.dumps([asdict(each) for each in measured]))
    else:
        print(_report(path.name if path else "a document that is made up", documents, measured))
    return 0


def _written(tree: Json) -> bytes:
    return json.dumps(tree, indent=2).encode()


def made_up(size: int) -> Json:
    """Return a document of about so many bytes: paths, and types that refer to each other."""
    draw = random.Random(SEED)
    tree: Json = {
        "openapi": "3.1.0",
        "info": {"title": "Made up", "version": "1"},
        "paths": {},
        "components": {"schemas": {}},
    }
    number, written = 0, 0
    while written < size:
        name = f"Thing{number}"
        schema = {
            "type": "object",
            "required": [f"field{n}" for n in range(0, 12, 3)],
            "properties": {f"field{n}": _made_up_field(draw, number) for n in range(12)},
        }
        reference = {"$ref": f"#/components/schemas/{name}"}
        body = {"content": {"application/json": {"schema": reference}}}
        path = {
            "get": {"responses": {"200": {"description": "fine", **body}}},
            "post": {"requestBody": body, "responses": {"201": {"description": "made", **body}}},
        }
        tree["components"]["schemas"][name] = schema
        tree["paths"][f"/things{number}"] = path
        part = {"components": {"schemas": {name: schema}}, "paths": {f"/things{number}": path}}
        written += len(_written(part))
        number += 1
    return tree


def _made_up_field(draw: random.Random, number: int) -> Json:
    if number and draw.random() < LINKED:
        return {"$ref": f"#/components/schemas/Thing{draw.randrange(number)}"}
    return {"type": draw.choice(TYPES), "description": "What it is for. " * draw.randrange(4)}


def edited(tree: Json, edits: int) -> Json:
    """Return a copy with some properties of another type, optional, or gone."""
    draw = random.Random(SEED)
    copied = copy.deepcopy(tree)
    schemas = [each for each in _schemas(copied) if each.get("properties")]
    for schema in draw.sample(schemas, min(edits, len(schemas))):
        name = draw.choice(sorted(schema["properties"]))
        edit = draw.randrange(3)
        if edit == 0:
            schema["properties"][name] = {"type": draw.choice(TYPES)}
            continue
        required = [each for each in schema.pop("required", []) if each != name]
        if required:
            schema["required"] = required
        if edit == 1:
            del schema["properties"][name]
    return copied


def _schemas(tree: Json) -> Iterator[Json]:
    named = tree.get("components", {}).get("schemas") or tree.get("definitions") or {}
    yield from named.values()


async def _measure(old: bytes, new: bytes, runs: int) -> list[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{folder}/contracts.db") as database:
            shelf = await _shelf(database)
            await shelf.upload(old)
            upload, cost = await _watched(lambda: shelf.upload(new), runs, in_child=True)
    counts = upload.comparison.counts
    nexus = Measured("Nexus", *cost, sum(counts.values()), counts[Grade.BREAKING])

    async def plainly() -> tuple[int, int]:
        read = [read_document(each).contract for each in (old, new)]
        changes = compare_contracts(*read, today=shelf.now.date())
        return len(changes), sum(each.grade is Grade.BREAKING for each in changes)

    found, cost = await _watched(plainly, runs, in_child=False)
    return [nexus, Measured("plain", *cost, *found)]


@dataclass(slots=True)
class _Shelf:
    """An API whose contracts are read, compared with its first one, and stored."""

    database: Database
    api_id: int
    now: datetime
    reader: ContractReader
    first_id: int | None = None
    number: int = 0

    async def upload(self, document: bytes) -> Upload:
        """Upload a document as `/api upload` does, up to where the answer is shown."""
        since = None
        if self.first_id is not None:
            since = await self.database.read(contracts.get_model, self.first_id)
        upload = await self.reader.read(document, since=since, today=self.now.date())
        self.number += 1
        stored = await self.database.write(self._store, upload)
        self.first_id = self.first_id or stored
        return upload

    async def _store(self, connection: Connection, upload: Upload) -> int:
        new = contracts.NewContract(GUILD, self.api_id, self.number, MEMBER)
        stored = await contracts.create_contract(connection, new, upload, self.now)
        await contract_changes.add_changes(connection, stored, upload.comparison.changes)
        await apis.note_contract(connection, self.api_id, self.number, self.now)
        return stored


async def _shelf(database: Database) -> _Shelf:
    now = datetime.now(UTC)
    api_id = await database.write(apis.create_api, GUILD, ApiText("Measured"), None, now)
    return _Shelf(database, api_id, now, ContractReader())


async def _watched(
    work: Callable[[], Awaitable[Any]],  # Any: what the work gives
    runs: int,
    *,
    in_child: bool,
) -> tuple[Any, tuple[float, float, float]]:
    """Return the last result; the median seconds, the longest block, and the most memory."""
    spent: list[float] = []
    blocked = most = 0.0
    result: Any = None
    for _ in range(runs):
        watch = _Watch(in_child=in_child)
        watching = asyncio.create_task(watch.run())
        await asyncio.sleep(10 * TICK)
        started = time.perf_counter()
        result = await work()
        spent.append(time.perf_counter() - started)
        watch.look()
        await asyncio.sleep(10 * TICK)
        watch.is_over = True
        await watching
        blocked, most = max(blocked, watch.blocked), max(most, watch.memory)
    return result, (median(spent), blocked, most / MEBIBYTE)


class _Watch:
    """Ticks on the event loop: a tick that is late was held up."""

    def __init__(self, *, in_child: bool) -> None:
        self.blocked = 0.0
        self.memory = 0.0
        """Bytes: of all child processes and what this one grew by, or all of this one."""
        self.is_over = False
        self._in_child = in_child
        self._self = psutil.Process()
        self._before = self._self.memory_info().rss

    async def run(self) -> None:
        looks = 0
        while not self.is_over:
            started = time.perf_counter()
            await asyncio.sleep(TICK)
            self.blocked = max(self.blocked, time.perf_counter() - started - TICK)
            looks += 1
            if looks % 20 == 0:
                await asyncio.to_thread(self.look)

    def look(self) -> None:
        """Note how much memory is in use now."""
        used = self._self.memory_info().rss - (self._before if self._in_child else 0)
        for process in self._self.children() if self._in_child else []:
            try:
                used += process.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        self.memory = max(self.memory, float(used))


def _report(name: str, documents: Sequence[bytes], measured: Sequence[Measured]) -> str:
    rows = [
        [
            each.way,
            f"{each.seconds:.2f} s",
            f"{each.blocked * 1000:.1f} ms",
            f"{each.memory:.0f} MiB",
            f"{each.changes:,}",
            f"{each.breaking:,}",
        ]
        for each in measured
    ]
    nexus, plain = measured
    header = ["", "upload and comparison", "loop blocked", "memory", "changes", "breaking"]
    sizes = " and ".join(f"{len(each):,} bytes" for each in documents)
    ratios = (
        f"Nexus to plain: time {nexus.seconds / plain.seconds:.2f}, "
        f"loop blocked {nexus.blocked / plain.blocked:.4f}"
    )
    return f"{name}: {sizes}\n{table(header, rows)}\n{ratios}"
