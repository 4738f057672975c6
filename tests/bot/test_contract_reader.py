"""The process that reads contracts: bounded, cut off, and out of the way."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

import pytest

from bot.contract_frames import TOO_LONG
from bot.contract_reader import ContractReader
from bot.contract_worker import time_limit
from domain.contracts.changes import Grade
from domain.contracts.reading.bounds import (
    MEMORY_BYTES,
    MOST_BYTES,
    SECONDS,
    OutOfTimeError,
    RefusedError,
)
from domain.contracts.reading.documents import read_document
from tests.bot.process import ROOT
from tests.domain.contracts.comparison.test_rest_changes import shop

TODAY = date(2026, 3, 1)


async def read(document: bytes, since: bytes | None = None) -> object:
    return await ContractReader().read(document, since=since, today=TODAY)


async def test_an_upload_is_read_and_compared_with_the_stored_model() -> None:
    reader = ContractReader()
    first = await reader.read(json.dumps(shop()).encode(), since=None, today=TODAY)
    assert [each.key for each in first.operations] == [
        "GET /products",
        "POST /products",
        "GET /products/{id}",
    ]
    assert first.comparison.changes == ()
    tree = shop()
    del tree["paths"]["/products"]["post"]
    second = await reader.read(json.dumps(tree).encode(), since=first.model, today=TODAY)
    assert [each.rule for each in second.comparison.changes] == ["operation-removed"]
    assert second.comparison.counts[Grade.BREAKING] == 1
    back = await reader.compare(second.model, first.model, today=TODAY)
    assert [each.rule for each in back.changes] == ["operation-added"]
    again = await reader.read(json.dumps(tree, indent=3).encode(), since=None, today=TODAY)
    assert again.checksum == second.checksum != first.checksum


def laughs(levels: int) -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, levels):
        row = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(f"a{level}: &a{level} [{row}]")
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (b" " * (MOST_BYTES + 1), "contracts-refused-size"),
        (b"[" * 200_000, "contracts-refused-depth"),
        (b"{" + b'"a":{' * 5_000 + b"}" * 5_001, "contracts-refused-depth"),
        (laughs(9), "contracts-refused-nodes"),
        (b"openapi: \xfd\xfd", "contracts-refused-encoding"),
        (b"", "contracts-refused-empty"),
        (b"type Query { a: " + b"[" * 20_000, "contracts-refused-depth"),
        (
            json.dumps(
                {
                    "openapi": "3.0.3",
                    "info": {},
                    "paths": {f"/p{n}": {"get": {}} for n in range(100_000)},
                }
            ).encode(),
            "contracts-refused-operations",
        ),
    ],
    ids=["size", "brackets", "objects", "laughs", "binary", "empty", "sdl", "operations"],
)
async def test_a_document_that_breaks_a_bound_is_refused_by_its_name(
    document: bytes, problem: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        await read(document)
    assert refused.value.problem == problem


async def test_the_event_loop_goes_on_meanwhile() -> None:
    paths = {f"/p{n}/{{id}}": shop()["paths"]["/products"] for n in range(1_000)}
    document = json.dumps(shop() | {"paths": paths}).encode()
    ticks = 0
    reading = asyncio.create_task(read(document))
    started = perf_counter()
    while not reading.done():
        await asyncio.sleep(0.005)
        ticks += 1
    spent = perf_counter() - started
    assert await reading
    # A loop that is held up for most of the time ticks hardly at all.
    assert ticks > spent / 0.005 / 4


async def test_nothing_is_fetched(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("disk") / "secret.json"
    secret.write_text('{"type": "string", "title": "found"}', "utf-8")
    fetched: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fetched.append(await reader.readline())
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    tree = shop()
    tree["components"]["schemas"]["Product"]["properties"] |= {
        "net": {"$ref": f"http://127.0.0.1:{port}/schema.json"},
        "disk": {"$ref": secret.as_uri()},
    }
    upload = await ContractReader().read(json.dumps(tree).encode(), since=None, today=TODAY)
    server.close()
    await server.wait_closed()
    assert fetched == []
    assert "found" not in dict(upload.types)["Product"]
    assert {"reference-remote"} <= {each.rule for each in upload.faults}


@pytest.mark.skipif(sys.platform != "linux", reason="it is found in /proc")
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGSEGV])
async def test_a_process_that_is_ended_is_a_refusal_and_leaves_nothing(
    sign: signal.Signals,
) -> None:
    tree = shop() | {"paths": {f"/p{n}": shop()["paths"]["/products"] for n in range(3_000)}}
    before = children()
    reading = asyncio.create_task(read(json.dumps(tree).encode()))
    for process in await started(before):
        os.kill(process, sign)
    with pytest.raises(RefusedError) as refused:
        await reading
    assert refused.value.problem == "contracts-refused-memory"
    assert children() <= before


@pytest.mark.skipif(sys.platform != "linux", reason="it is found in /proc")
async def test_a_reading_that_nobody_waits_for_leaves_nothing() -> None:
    before = children()
    reading = asyncio.create_task(read(json.dumps(shop()).encode()))
    await started(before)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert children() <= before


async def started(before: set[int]) -> set[int]:
    """The processes that are new, once there is one."""
    while not (new := children() - before):  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0.005)
    return new


def children() -> set[int]:
    """The processes that this one started and that are not gone, zombies among them."""
    found = Path("/proc/self/task").glob("*/children")
    return {int(number) for each in found for number in each.read_text().split()}


COSTLY = {
    "one large schema": {
        "type": "object",
        "properties": {f"p{n}": {"type": "string", "minLength": n} for n in range(20_000)},
    },
    "parts doubled": {"allOf": [{"$ref": "#/components/schemas/0"}] * 2},
    "a default of doubled parts": {
        "allOf": [{"$ref": "#/components/schemas/a0"}] * 2,
        "default": 1,
    },
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_limit_is_met_within_each_step_of_the_validator(name: str) -> None:
    tree = shop()
    tree["openapi"] = "3.1.0"
    schemas = tree["components"]["schemas"]
    for keyword, prefix in (("allOf", ""), ("anyOf", "a")):
        for level in range(40):
            schemas[f"{prefix}{level}"] = {
                keyword: [{"$ref": f"#/components/schemas/{prefix}{level + 1}"}] * 2
            }
        schemas[f"{prefix}40"] = {"type": "string"}
    schemas["Product"]["properties"]["x"] = COSTLY[name]
    spent = process_time()
    reading = read_document(json.dumps(tree).encode(), time_limit(0.3))
    assert "validation-cut" in {each.rule for each in reading.faults}
    assert process_time() - spent < SECONDS


def test_a_pattern_that_goes_back_for_ever_is_no_time_lost() -> None:
    tree = shop()
    field = {"type": "string", "pattern": "^(a+)+$", "default": "a" * 60 + "!"}
    tree["components"]["schemas"]["Product"]["properties"]["x"] = field
    reading = read_document(json.dumps(tree).encode(), time_limit(SECONDS))
    assert "does not match" in str([each.values for each in reading.faults])


def test_a_limit_counts_from_its_first_look_and_only_work() -> None:
    look = time_limit(0.05)
    look()
    until = perf_counter() + 0.01
    while perf_counter() < until:
        look()
    end = process_time() + 0.1
    while process_time() < end:
        pass
    with pytest.raises(OutOfTimeError):
        look()


async def test_what_takes_too_much_of_the_processor_is_refused_by_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endless = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile 1: pass"
    monkeypatch.setattr("bot.contract_reader.COMMAND", (sys.executable, "-c", endless))
    with pytest.raises(RefusedError) as refused:
        await read(b"{}")
    assert refused.value.problem == "contracts-refused-time"


def confined(code: str) -> subprocess.CompletedProcess[str]:
    """What becomes of code where contracts are read."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", f"from bot.contract_worker import confine\nconfine()\n{code}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
    ],
)
def test_where_contracts_are_read_nothing_leads_out(code: str) -> None:
    done = confined(code)
    assert done.returncode == 1
    assert "PermissionError" in done.stderr
    assert "is not for the process that reads contracts" in done.stderr


def test_a_process_without_bounds_of_the_system_ends_itself_in_time() -> None:
    code = (
        "import sys; sys.modules['resource'] = None; from bot import contract_worker as worker\n"
        "worker.SECONDS = 0.0; worker.confine()\nwhile 1: pass"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)  # noqa: S603 - ours
    assert done.returncode == TOO_LONG


def test_where_contracts_are_read_time_and_memory_are_bounded() -> None:
    resource = pytest.importorskip("resource")
    names = ("RLIMIT_CPU", "RLIMIT_DATA", "RLIMIT_CORE")
    asked = ", ".join(f"resource.getrlimit(resource.{name})[0]" for name in names)
    assert all(hasattr(resource, name) for name in names)
    seconds, data, core = confined(f"import resource; print({asked})").stdout.split()
    assert int(seconds) == SECONDS
    assert 0 < int(data) < MEMORY_BYTES
    assert int(core) == 0
    done = confined(f"whole = bytearray({MEMORY_BYTES})")
    assert "MemoryError" in done.stderr
