"""Log lines, for people and for machines; never with a secret in them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import aiohttp
import pytest

from bot.logs import set_up_logs
from cogs.core.trace import begin_trace
from storage.errors import BusyError

TOKEN = "MTA.made-up.for-this-test"
log = logging.getLogger("tests.logs")


@pytest.fixture(autouse=True)
def root_logger() -> Iterator[None]:
    """Gives back the root logger as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def written(style: str, level: str = "INFO") -> io.StringIO:
    stream = io.StringIO()
    set_up_logs(level, style, [TOKEN, ""], stream)
    return stream


def fail(fault: str) -> None:
    log.error("It failed", exc_info=ValueError(fault))


def test_lines_for_people_name_level_reference_and_logger() -> None:
    stream = written("text")
    reference = begin_trace(0x1234567890ABCDEF)
    log.info("Hello, %s", "world")
    line = stream.getvalue()
    assert line.endswith(f"INFO    {reference} tests.logs: Hello, world\n")
    assert reference == "7890abcdef"


def test_lines_for_machines_are_one_object_each() -> None:
    stream = written("json")
    reference = begin_trace()
    log.warning("Two\nlines")
    fail("fault")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert (first["level"], first["message"]) == ("WARNING", "Two\nlines")
    assert first["reference"] == second["reference"] == reference
    assert first["at"].endswith("+00:00")
    assert "ValueError: fault" in second["traceback"]
    assert "traceback" not in first


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_secret_is_blotted_out_wherever_it_comes_from(style: str) -> None:
    stream = written(style, "DEBUG")
    log.info("Authorization: Bot %s", TOKEN)
    fail(f"refused: {TOKEN}")
    assert TOKEN not in stream.getvalue()
    assert "Bot ***" in stream.getvalue()
    assert "refused: ***" in stream.getvalue()


def test_levels_below_the_chosen_one_are_left_out() -> None:
    stream = written("text", "ERROR")
    log.warning("Nobody reads this")
    assert stream.getvalue() == ""


def test_an_outage_is_one_line_and_a_fault_of_ours_keeps_its_traceback() -> None:
    stream = written("text")
    for outage in (
        aiohttp.ClientConnectionError("Cannot connect"),
        TimeoutError(),
        BusyError("Another program keeps the database locked."),
    ):
        log.error("It failed", exc_info=outage)
    logging.getLogger("discord.shard").error("Attempting a reconnect", exc_info=OSError("No route"))
    lines = stream.getvalue().splitlines()
    assert [line.rpartition("It failed")[2] for line in lines[:3]] == [
        ": Cannot connect",
        ": TimeoutError",
        ": Another program keeps the database locked.",
    ]
    assert lines[3].endswith("Attempting a reconnect: No route")
    assert len(lines) == 4
    fail("broken")
    assert "ValueError: broken" in stream.getvalue()
