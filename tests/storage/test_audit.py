from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.audit import AuditEntry
from storage import audit
from storage.audit import AuditFilter
from storage.connection import Database
from tests.statements import reading, writing

NOW = datetime(2026, 11, 23, tzinfo=UTC)
MARA, ZURI, ADA = 1, 2, 3
ENTRIES = [
    AuditEntry(9, MARA, "server.bar", "member:3", NOW, "Spam", {"period": "1d"}),
    AuditEntry(9, ZURI, "server.lift", "member:3", NOW + timedelta(hours=1)),
    AuditEntry(9, MARA, "qa.close", "question:7", NOW + timedelta(hours=2), "élan"),
    AuditEntry(8, MARA, "qa.close", "question:8", NOW),
]


@pytest.fixture(autouse=True)
async def _entries(database: Database) -> None:
    async with writing(database) as connection:
        for entry in ENTRIES:
            await audit.record(connection, entry)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (AuditFilter(), [2, 1, 0]),
        (AuditFilter(actor_id=MARA), [2, 0]),
        (AuditFilter(member_id=ADA), [1, 0]),
        (AuditFilter(action="qa.close"), [2]),
        (AuditFilter(actor_id=MARA, member_id=ADA), [0]),
        (AuditFilter(actor_id=MARA, action="qa.close"), [2]),
        (AuditFilter(member_id=ADA, action="server.lift"), [1]),
        (AuditFilter(actor_id=ZURI, member_id=ADA, action="server.bar"), []),
    ],
)
async def test_entries_are_found_the_newest_first(
    database: Database, wanted: AuditFilter, found: list[int]
) -> None:
    async with reading(database) as connection:
        entries = await audit.list_entries(connection, 9, wanted, limit=10)
    assert [replace(entry, id=None) for entry in entries] == [ENTRIES[i] for i in found]


@pytest.mark.parametrize(
    "wanted", [AuditFilter(), AuditFilter(MARA), AuditFilter(None, ADA), AuditFilter(MARA, ADA)]
)
async def test_entries_come_in_pages(database: Database, wanted: AuditFilter) -> None:
    async with reading(database) as connection:
        whole = await audit.list_entries(connection, 9, wanted, limit=10)
        pages = [
            await audit.list_entries(connection, 9, wanted, limit=1, skip=skip)
            for skip in range(len(whole) + 1)
        ]
    assert [entry for page in pages for entry in page] == whole


async def test_the_actions_of_a_server_are_known(database: Database) -> None:
    async with reading(database) as connection:
        assert await audit.list_actions(connection, 9) == ["qa.close", "server.bar", "server.lift"]


async def test_a_person_is_taken_out_of_one_servers_log(database: Database) -> None:
    async with writing(database) as connection:
        assert await audit.erase_member(connection, 9, MARA) == 2
        assert await audit.erase_member(connection, 9, ADA) == 2
        entries = await audit.list_entries(connection, 9, AuditFilter(), limit=10)
        assert [(e.actor_id, e.subject) for e in entries] == [
            (None, "question:7"),
            (ZURI, "member:0"),
            (None, "member:0"),
        ]
        assert entries[2].reason is None
        assert entries[2].details == {}
        elsewhere = await audit.list_entries(connection, 8, AuditFilter(), limit=10)
        assert elsewhere[0].actor_id == MARA


async def test_a_servers_log_can_be_erased(database: Database) -> None:
    async with writing(database) as connection:
        await audit.erase_guild(connection, 9)
        assert await audit.list_entries(connection, 9, AuditFilter(), limit=10) == []
        assert await audit.list_entries(connection, 8, AuditFilter(), limit=10)
