"""Old rows go, those that somebody still needs stay, one server at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.deliveries import PLANNED_BACK, DeliveryKey
from domain.shards import EVERYWHERE, KEY_BITS, Reach, Shards
from storage import deliveries, guilds, rate_uses, retention
from storage.connection import Connection, Database
from storage.engine import open_database
from storage.rate_uses import Uses
from storage.retention import DROPS, FEW, Run
from storage.stamps import to_stamp
from tests.statements import reading, writing

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
GUILD, OTHER = 1, 2
DIGEST = "d" * 64
AGES = {
    "announcement_images": ("kept_at", 2, {}),
    "audit_entries": ("acted_at", 400, {}),
    "bars": ("ends_at", 0, {}),
    "deliveries": ("updated_at", 180, {"state": "sent"}),
    "drafts": ("expires_at", 0, {}),
    "faq_files": ("kept_at", 2, {}),
    "faq_suggestions": ("decided_at", 90, {"state": "declined", "files": "[]"}),
    "hint_rests": ("until", 0, {}),
    "rate_uses": ("until", 0, {}),
    "reports": ("resolved_at", 400, {}),
    "search_gaps": ("last_at", 400, {}),
    "session_occurrences": ("ends_at", 400, {"state": "ended"}),
    "session_polls": ("created_at", 90, {"state": "closed"}),
    "session_series": ("updated_at", 400, {"state": "ended"}),
}
"""Tables of which rows go by their age in days, the column that tells it, and what else is so."""
NUMBERED = {
    "announcement_revisions": ("announcements", "announcement_id", "revision", 50, {}),
    "contracts": ("apis", "api_id", "contract_number", 50, {}),
    "endpoint_shapes": ("endpoint_requests", "request_id", "shape_number", 50, {}),
    "faq_revisions": ("faq_entries", "entry_id", "revision", 50, {"files": "[]"}),
}
"""Tables of which the newest stay: whose they are, and the column that counts them."""
BY_SLOT = ("announcement_posts", "announcement_seen", "announcement_skips")
SEPARATELY = {"endpoint_history", "refused_texts"}


@contextmanager
def filling(path: Path) -> Iterator[sqlite3.Connection]:
    """Fill tables one by one: rows may belong to nothing."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        yield connection


def put(connection: sqlite3.Connection, table: str, made_of: int, /, **values: object) -> None:
    """Add a row; what is not given, and must not be null, is made of its number."""
    columns = connection.execute(
        'SELECT name, type FROM pragma_table_info(?) WHERE pk OR "notnull"', [table]
    )
    made = {"INTEGER": made_of, "TEXT": f"x{made_of}", "BLOB": b""}
    row = {name: made[kind] for name, kind in columns} | {"guild_id": GUILD} | values
    known = {
        name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", [table])
    }
    row = {name: value for name, value in row.items() if name in known}
    places = ", ".join(f":{name}" for name in row)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})",  # noqa: S608 - our own tables
        row,
    )


async def left(database: Database, sql: str) -> list[Any]:
    async with reading(database) as connection:
        return [value for (value,) in await connection.fetch_all(sql)]


async def drop(
    url: str, asked_again: tuple[str, ...] = (), *, sql: str
) -> tuple[Mapping[str, int], list[Any]]:
    """Drop a server's old rows once; returns how many went, and what a query finds then."""
    async with open_database(url) as database:
        dropped = {
            table: await database.write(retention.drop_batch, table, GUILD, NOW, asked_again)
            for table in DROPS
        }
        return dropped, await left(database, sql)


def test_every_table_that_is_dropped_from_is_tested() -> None:
    assert AGES.keys() | NUMBERED.keys() | {*BY_SLOT} | SEPARATELY == DROPS.keys()


@pytest.mark.parametrize("table", AGES)
async def test_what_is_too_old_goes(table: str, database_url: str, tmp_path: Path) -> None:
    column, days, values = AGES[table]
    too_old, young = (to_stamp(NOW - timedelta(days=days) + sign * HOUR) for sign in (-1, 1))
    with filling(tmp_path / "nexus.db") as connection:
        for number, at, guild_id in ((1, too_old, GUILD), (2, young, GUILD), (3, too_old, OTHER)):
            age = dict.fromkeys((column, "due_at", "planned_at", "starts_at"), at)
            put(connection, table, number, **values | age | {"guild_id": guild_id})
    dropped, kept = await drop(database_url, sql=f"SELECT guild_id FROM {table}")  # noqa: S608 - our own tables
    assert {name: number for name, number in dropped.items() if number} == {table: 1}
    assert sorted(kept) == [GUILD, OTHER]


@pytest.mark.parametrize("table", NUMBERED)
async def test_the_newest_of_each_stay(table: str, database_url: str, tmp_path: Path) -> None:
    whole, part, counts, newest, values = NUMBERED[table]
    with filling(tmp_path / "nexus.db") as connection:
        put(connection, whole, 1, **{counts: newest + 10, "files": "[]"})
        for number in range(1, newest + 11):
            put(connection, table, number, **values | {part: 1, "number": number, "id": number})
    dropped, kept = await drop(database_url, sql=f"SELECT number FROM {table}")  # noqa: S608 - our own tables
    assert dropped[table] == 10
    assert sorted(kept) == [*range(11, newest + 11)]


async def test_what_was_agreed_or_confirmed_stays(database_url: str, tmp_path: Path) -> None:
    with filling(tmp_path / "nexus.db") as connection:
        put(connection, "apis", 1, contract_number=60)
        put(connection, "endpoint_requests", 1, shape_number=60)
        for number in (1, 2, 60):
            put(connection, "contracts", number, api_id=1)
            put(connection, "endpoint_shapes", number, request_id=1)
        put(connection, "contract_changes", 2, contract_id=2, agreed_at=to_stamp(NOW))
        put(connection, "contract_changes", 1, contract_id=1)
        put(connection, "endpoint_confirmations", 2, request_id=1, shape_number=2)
    sql = "SELECT number FROM contracts UNION ALL SELECT number FROM endpoint_shapes"
    _, kept = await drop(database_url, sql=sql)
    assert kept == [2, 60, 2, 60]


async def test_who_asked_stays_with_the_newest_of_a_requests_history(
    database_url: str, tmp_path: Path
) -> None:
    with filling(tmp_path / "nexus.db") as connection:
        put(connection, "endpoint_requests", 1)
        for number in range(1, 211):
            put(connection, "endpoint_history", number, request_id=1)
    _, kept = await drop(database_url, sql="SELECT id FROM endpoint_history")
    assert kept == [1, *range(11, 211)]


@pytest.mark.parametrize("table", BY_SLOT)
async def test_occurrences_go_by_their_day(table: str, database_url: str, tmp_path: Path) -> None:
    column = "slot" if table == "announcement_skips" else "occurrence"
    slots = [f"{NOW - timedelta(days=days):%Y%m%d}T1800.2" for days in (401, 399)]
    with filling(tmp_path / "nexus.db") as connection:
        put(connection, "announcements", 1)
        for number, slot in enumerate(slots, 1):
            put(connection, table, number, **{"announcement_id": 1, column: slot})
    dropped, kept = await drop(database_url, sql=f"SELECT {column} FROM {table}")  # noqa: S608 - our own tables
    assert (dropped[table], kept) == (1, slots[1:])


async def test_counts_of_refused_texts_go_after_30_days(database_url: str, tmp_path: Path) -> None:
    today = to_stamp(NOW) // 86_400
    with filling(tmp_path / "nexus.db") as connection:
        for day in (today - 31, today - 30):
            put(connection, "refused_texts", 1, day=day)
    _, kept = await drop(database_url, sql="SELECT day FROM refused_texts")
    assert kept == [today - 30]


async def test_a_file_stays_while_anything_holds_it(database_url: str, tmp_path: Path) -> None:
    digests = [str(n) * 64 for n in range(6)]
    files = [f'[["a.png", "{digest}"]]' for digest in digests]
    old = to_stamp(NOW - timedelta(days=200))
    with filling(tmp_path / "nexus.db") as connection:
        for number, digest in enumerate(digests, 1):
            put(connection, "faq_files", number, digest=digest, kept_at=old)
        put(connection, "faq_entries", 1, files=files[0])
        put(connection, "faq_revisions", 1, entry_id=1, files=files[1])
        put(connection, "faq_suggestions", 1, state="pending", files=files[2])
        put(connection, "drafts", 1, body=f'{{"digest": "{digests[3]}"}}', expires_at=2**40)
        put(connection, "faq_suggestions", 2, state="declined", files=files[4], decided_at=old)
    _, kept = await drop(database_url, sql="SELECT digest FROM faq_files")
    assert kept == digests[:4]


async def test_a_post_that_can_be_edited_and_what_is_overdue_keep_their_rows(
    database_url: str, tmp_path: Path
) -> None:
    old = to_stamp(NOW - timedelta(days=300))
    age = {"updated_at": old, "planned_at": old, "due_at": old, "state": "sent"}
    with filling(tmp_path / "nexus.db") as connection:
        for number in range(1, 5):
            put(connection, "deliveries", number, **age)
        put(connection, "announcements", 1)
        put(connection, "announcement_posts", 1, occurrence="2026", delivery_id=1)
        put(connection, "deliveries", 5, **age | {"subject_id": 2, "state": "pending"})
        put(connection, "deliveries", 6, **age | {"due_at": 2**40, "state": "skipped"})
    _, kept = await drop(database_url, sql="SELECT id FROM deliveries")
    assert kept == [1, 2, 5, 6]


async def test_of_kinds_that_are_asked_for_again_the_newest_stay(
    database_url: str, tmp_path: Path
) -> None:
    old = to_stamp(NOW - timedelta(days=300))
    age = {"updated_at": old, "planned_at": old, "due_at": old, "state": "sent"}
    with filling(tmp_path / "nexus.db") as connection:
        for number in range(1, 31):
            put(connection, "deliveries", number, **age | {"kind": "card-lost", "subject_id": 1})
    _, kept = await drop(database_url, ("card-lost",), sql="SELECT id FROM deliveries")
    assert kept == [*range(11, 31)]


async def test_times_from_before_the_retention_are_not_planned(database: Database) -> None:
    key = DeliveryKey(GUILD, "x", 1)
    long_ago = NOW - PLANNED_BACK - HOUR
    async with writing(database) as connection:
        assert await deliveries.schedule(connection, key, long_ago, NOW) is None
        assert not await deliveries.plan(connection, key, long_ago, NOW)
        assert await deliveries.schedule(connection, key, long_ago + 2 * HOUR, NOW)


async def test_a_server_has_its_turn_once_a_day_and_sooner_where_more_is_to_go(
    database: Database,
) -> None:
    near, far = 5 << KEY_BITS, 6 << KEY_BITS
    owner = Reach(Shards((1,), 2))

    async def due(connection: Connection, reach: Reach, now: datetime) -> list[int]:
        return await retention.list_due(
            connection, reach, now, every=24 * HOUR, soon=HOUR, limit=10
        )

    async with writing(database) as connection:
        for guild_id in (near, far):
            await guilds.note_present(connection, guild_id)
        assert await due(connection, EVERYWHERE, NOW) == [near, far]
        assert await due(connection, owner, NOW) == [near]
        assert await due(connection, Reach(absent=frozenset({near})), NOW) == [far]
        run = Run(NOW, {"drafts": 3}, ())
        await retention.save_run(connection, near, run)
        await retention.save_run(connection, far, Run(NOW, {}, ("drafts",)))
        assert await retention.find_run(connection, near) == run
        assert await due(connection, EVERYWHERE, NOW) == []
        assert await due(connection, EVERYWHERE, NOW + HOUR) == [far]
        assert await due(connection, EVERYWHERE, NOW + 24 * HOUR) == [near, far]
        assert await due(connection, EVERYWHERE, NOW - HOUR) == [near, far]
        await retention.erase_guild(connection, near)
        assert await retention.find_run(connection, near) is None


def test_large_rows_go_in_smaller_batches() -> None:
    assert retention.is_full("contracts", FEW)
    assert not retention.is_full("drafts", FEW)


async def test_uses_come_back_while_they_count(database: Database) -> None:
    at = [NOW, NOW + HOUR]
    uses = Uses("post", GUILD, 7, at, NOW + 2 * HOUR)
    async with writing(database) as connection:
        await rate_uses.save_uses(connection, [uses, Uses("post", GUILD, 8, at[:1], NOW)])
        (found,) = await rate_uses.load_uses(connection, EVERYWHERE, NOW + HOUR, limit=9)
        assert (found.kind, found.member_id, found.at) == ("post", 7, at)
        assert (await rate_uses.export_member(connection, GUILD, 7))[0]["limit"] == "post"
        assert await rate_uses.erase_member(connection, GUILD, 7) == 1
        await rate_uses.erase_guild(connection, GUILD)
        assert not await rate_uses.load_uses(connection, EVERYWHERE, NOW - HOUR, limit=9)
