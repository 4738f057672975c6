"""A server that isn't there is *later*: nothing is booked of it, and its return brings all of it.

Every mirror and every kind of delivery is walked, as they are registered; every table, as it is in
the database.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.client import Sandbox
from sandbox.rest.journal import Exchange
from tests.e2e import activity, apis, endpoints, sessions
from tests.e2e.announcements import announce, schedule
from tests.e2e.faq import set_up, suggest
from tests.e2e.test_sessions_polls import offer
from tests.nexus import Nexus

LATER = timedelta(days=8)
"""By then sessions have begun and ended, and all that is planned is due."""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "nexus.db"


async def fill(sandbox: Sandbox, nexus: Nexus) -> None:
    """Have something of everything on the server."""
    await activity.ask(sandbox, nexus)
    await apis.register(sandbox, nexus)
    await endpoints.ask(sandbox, nexus)
    await sessions.plan(sandbox, nexus)
    await offer(sandbox, nexus)
    await announce(sandbox, nexus)
    await schedule(sandbox)
    await set_up(sandbox)
    await suggest(sandbox, nexus)
    await nexus.settle()


def columns(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Every table with its columns."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {
        name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
        for (name,) in tables
    }


def fall_behind(path: Path, kinds: list[str], guild_id: int, *, with_faults: bool) -> set[str]:
    """Have everything shown anew and a delivery of every kind due.

    Returns the tables touched, with the kinds of cards in place of theirs.
    """
    touched = set()
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, names in columns(connection).items():
            if "wanted" in names:  # a revision that Discord doesn't show yet
                connection.execute(f"UPDATE {table} SET wanted = wanted + 1")  # noqa: S608 - a table's name
                touched.add(table)
            if with_faults and "fault" in names and "guild_id" in names:
                connection.execute(f"UPDATE {table} SET fault = 'no-channel'")  # noqa: S608 - as above
        kept = {kind for (kind,) in connection.execute("SELECT kind FROM cards")}
        touched = (touched - {"cards"}) | kept
        for kind in kinds:
            connection.execute(
                "INSERT INTO deliveries (guild_id, kind, subject_id, occurrence, member_id, due_at,"
                " planned_at, created_at, updated_at) VALUES (?, ?, 987654, ?, 5, 1, 1, 1, 1)",
                [guild_id, kind, f"{kind}/again"],
            )
    return touched


def behind(path: Path) -> list[str]:
    """What isn't shown or said yet, and what was given up."""
    found = []
    with closing(sqlite3.connect(path)) as connection:
        for table, names in columns(connection).items():
            for left in ("shown_revision < revision", "shown < wanted", "fault"):
                if set(left.split(" < ")) <= names:
                    wanted = f"{left} IS NOT NULL" if left == "fault" else left
                    query = f"SELECT count(*) FROM {table} WHERE {wanted}"  # noqa: S608 - as above
                    found += [f"{table}: {wanted}"] * connection.execute(query).fetchone()[0]
        due = "SELECT kind FROM deliveries WHERE occurrence = kind || '/again' AND state <> "
        found += [kind for (kind,) in connection.execute(due + "'skipped' AND state <> 'sent'")]
    return found


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables; what search derives from them follows them."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - as above
            for table in columns(connection)
            if not table.startswith("search_")
        }


def of_the_server(exchanges: list[Exchange], guild_id: int) -> list[str]:
    """What was asked of the server: commands alone are the application's."""
    return [
        f"{each.method} {each.path}"
        for each in exchanges
        if "/commands" not in each.path
        and ("/channels/" in each.path or f"/guilds/{guild_id}" in each.path)
    ]


@pytest.mark.parametrize("how", ["comes late", "goes away"])
async def test_nothing_is_booked_of_a_server_that_is_away_and_all_is_done_when_it_is_there(
    sandbox: Sandbox,
    nexus: Nexus,
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    await fill(sandbox, nexus)
    guild = sandbox.guild
    kinds = sorted(nexus.registry.deliveries)
    with_arrival = [m for m in nexus.registry.mirrors.values() if m.arrived is not None]
    assert len(kinds) > 20
    assert len(with_arrival) > 3
    if how == "comes late":
        await nexus.stop()
        sandbox.gateway.hold(guild)
        touched = fall_behind(database, kinds, guild.id, with_faults=True)
        nexus.clock.advance(LATER)
        monkeypatch.setattr("bot.client.ARRIVAL_SECONDS", 0.01)
        before, asked = dump(database), len(sandbox.requests)
        await nexus.start()
    else:
        sandbox.gateway.hide(guild)
        await nexus.settle()
        touched = fall_behind(database, kinds, guild.id, with_faults=False)
        nexus.clock.advance(LATER)
        before, asked = dump(database), len(sandbox.requests)
    assert len(touched) > 3
    assert len(behind(database)) > len(kinds) + len(touched) - 1
    for _ in range(2):
        nexus.app.scheduler.sweep()
        await nexus.settle()
    assert dump(database) == before
    assert of_the_server(list(sandbox.requests)[asked:], guild.id) == []
    refused = await sandbox.member("ada").slash("ask", title="Why is it slow today?")
    assert "problem with this server" in refused.text

    sandbox.gateway.show(guild)
    await nexus.settle()
    await nexus.pass_time(timedelta(minutes=5))
    assert behind(database) == []
    seen = await sandbox.member("ada").slash("question list")
    assert activity.TITLE in seen.text.replace("*", "")
