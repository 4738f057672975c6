"""Bounds of what a member can begin without end, told with what to end first."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing

import pytest

from sandbox.client import Sandbox, Seen
from storage.holdings import MOST, Holding
from storage.retention import BOUNDS
from tests.e2e import endpoints, faq, sessions
from tests.nexus import Nexus
from tests.storage.test_retention import put

ROWS: dict[Holding, tuple[str, str, dict[str, object]]] = {
    Holding.POLL: ("session_polls", "host_id", {"state": "open"}),
    Holding.SESSION: ("session_series", "host_id", {"state": "active", "minutes": 60}),
    Holding.REQUEST: ("endpoint_requests", "requester_id", {"state": "requested"}),
    Holding.WATCHED: ("endpoint_watchers", "member_id", {}),
    Holding.SUGGESTION: ("faq_suggestions", "suggester_id", {"state": "pending"}),
    Holding.REPORT: ("reports", "reporter_id", {}),
}
"""Tables where each is counted, with the column that says whose it is."""
SHOWN: dict[str, object] = {
    "shown_revision": 1,
    "revision": 1,
    "place_kind": "none",
    "decided_at": None,
}
"""Nothing of a row is to be posted."""


async def poll(sandbox: Sandbox, _: Nexus) -> Seen:
    slots = "tomorrow 18:00; tomorrow 19:00"
    return await sandbox.member("ada").slash("session poll", title="Docker", slots=slots)


async def session(sandbox: Sandbox, nexus: Nexus) -> Seen:
    ada, when = sandbox.member("ada"), sessions.words(nexus, 3 * sessions.DAY)
    seen = await ada.slash("session create", title="Docker", when=when)
    return await ada.click("Create", on=seen)


async def request(sandbox: Sandbox, _: Nexus) -> Seen:
    ada = sandbox.member("ada")
    seen = await ada.slash("endpoint request", path="/users/:id")
    return await ada.fill(seen, {"why": "The profile", "request": "", "response": endpoints.ONE})


async def watch(sandbox: Sandbox, nexus: Nexus) -> Seen:
    card = await endpoints.ask(sandbox, nexus, by="kofi")
    return await sandbox.member("ada").click("Watch", on=card)


async def suggest(sandbox: Sandbox, _: Nexus) -> Seen:
    ada = sandbox.member("ada")
    form = await ada.slash("faq suggest")
    return await ada.fill(form, {"Question": faq.QUESTION, "Answer": faq.ANSWER})


async def report(sandbox: Sandbox, _: Nexus) -> Seen:
    ada, message = sandbox.member("ada"), await sandbox.member("femi").send("Buy now")
    form = await ada.menu("Report to moderators", message)
    return await ada.fill(form, {"reason": "It is spam"})


BEGIN: dict[Holding, Callable[[Sandbox, Nexus], Awaitable[Seen]]] = {
    Holding.POLL: poll,
    Holding.SESSION: session,
    Holding.REQUEST: request,
    Holding.WATCHED: watch,
    Holding.SUGGESTION: suggest,
    Holding.REPORT: report,
}


def has_enough(nexus: Nexus, sandbox: Sandbox, holding: Holding) -> None:
    """Let Ada have as many of these as there can be."""
    table, column, values = ROWS[holding]
    path = nexus.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for number in range(1_000, 1_000 + MOST[holding]):
            whose: dict[str, object] = {
                "guild_id": sandbox.guild.id,
                column: sandbox.member("ada").id,
            }
            put(connection, table, number, **SHOWN | values | whose)


@pytest.mark.parametrize("holding", Holding)
async def test_one_more_is_refused_with_what_to_do(
    holding: Holding, sandbox: Sandbox, nexus: Nexus
) -> None:
    await nexus.settle()  # nobody else writes
    has_enough(nexus, sandbox, holding)
    seen = await BEGIN[holding](sandbox, nexus)
    assert "That's the limit" in seen.text, seen.text
    assert str(MOST[holding]) in seen.text
    assert seen.ephemeral
    given_back = b"".join(data for _, data in seen.files).decode()
    if holding in (Holding.POLL, Holding.REPORT):
        assert re.search("tomorrow 19:00|It is spam", given_back)
    if holding is Holding.SUGGESTION:  # its draft is kept
        again = await sandbox.member("ada").click("Edit again", on=seen)
        assert faq.QUESTION in str(again.modal)


def test_operators_are_told_of_them() -> None:
    for holding, (table, *_) in ROWS.items():
        assert str(MOST[holding]) in BOUNDS[table].most
    assert ROWS.keys() == BEGIN.keys() == MOST.keys() == set(Holding)
