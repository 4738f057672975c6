from __future__ import annotations

from datetime import UTC, datetime

from domain.reports import Report, Reported
from storage import reports
from storage.connection import Connection, Database
from tests.statements import writing

NOW = datetime(2026, 11, 23, tzinfo=UTC)
MESSAGE = Reported(10, 11, 4, "buy my coin")


async def create(connection: Connection, reporter_id: int = 3, guild_id: int = 9) -> int:
    report_id = await reports.create_report(connection, guild_id, reporter_id, MESSAGE, "Spam", NOW)
    assert report_id is not None
    return report_id


async def test_a_report_comes_back(database: Database) -> None:
    async with writing(database) as connection:
        report_id = await create(connection)
        assert await reports.find_report(connection, 9, report_id) == Report(
            report_id, 9, MESSAGE, 3, "Spam", NOW
        )
        assert await reports.find_report(connection, 8, report_id) is None


async def test_reporting_twice_is_noticed(database: Database) -> None:
    async with writing(database) as connection:
        await create(connection)
        again = await reports.create_report(connection, 9, 3, MESSAGE, "Spam!", NOW)
        assert again is None


async def test_a_report_is_resolved_once(database: Database) -> None:
    async with writing(database) as connection:
        report_id = await create(connection)
        assert not await reports.resolve(connection, 8, report_id, 1, NOW)
        assert await reports.resolve(connection, 9, report_id, 1, NOW)
        assert not await reports.resolve(connection, 9, report_id, 2, NOW)
        report = await reports.find_report(connection, 9, report_id)
        assert report is not None
        assert (report.resolver_id, report.resolved_at, report.message.quote) == (1, NOW, "")


async def test_open_reports_come_in_pages_the_oldest_first(database: Database) -> None:
    async with writing(database) as connection:
        made = [await create(connection, reporter_id) for reporter_id in (3, 4, 5)]
        await reports.resolve(connection, 9, made[1], 1, NOW)
        found = await reports.list_open(connection, 9, limit=1)
        found += await reports.list_open(connection, 9, limit=1, skip=1)
    assert [report.id for report in found] == [made[0], made[2]]


async def test_people_are_taken_out(database: Database) -> None:
    async with writing(database) as connection:
        report_id = await create(connection)
        await reports.resolve(connection, 9, report_id, 1, NOW)
        assert await reports.list_of_reporter(connection, 9, 3)
        for member_id in (1, 3, 4):
            assert await reports.erase_member(connection, 9, member_id) == 1
        report = await reports.find_report(connection, 9, report_id)
        assert report is not None
        assert (report.reporter_id, report.message.author_id, report.resolver_id) == (
            None,
            None,
            None,
        )
        assert report.reason == ""
        await reports.erase_guild(connection, 9)
        assert await reports.find_report(connection, 9, report_id) is None
