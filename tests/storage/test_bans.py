from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.bans import PostingBan
from storage import bans
from storage.connection import Database
from storage.errors import ConstraintError
from storage.retention import drop_batch
from tests.statements import writing

NOW = datetime(2026, 11, 23, tzinfo=UTC)
BAR = PostingBan(9, 3, 1, "Spam", NOW, NOW + timedelta(days=1))


async def test_a_bar_is_in_force_until_its_end(database: Database) -> None:
    async with writing(database) as connection:
        await bans.save_ban(connection, BAR)
        assert await bans.find_ban(connection, 9, 3, NOW) == BAR
        last = BAR.ends_at - timedelta(seconds=1)
        assert await bans.find_ban(connection, 9, 3, last) == BAR
        assert await bans.find_ban(connection, 9, 3, BAR.ends_at) is None
        assert await bans.find_ban(connection, 8, 3, NOW) is None
        assert not await bans.lift_ban(connection, 9, 3, BAR.ends_at)
        assert await bans.lift_ban(connection, 9, 3, NOW)


async def test_bars_come_in_pages_the_next_to_end_first(database: Database) -> None:
    made = [
        replace(BAR, member_id=member, ends_at=NOW + timedelta(days=days))
        for member, days in ((5, 3), (6, 1), (7, 2))
    ]
    async with writing(database) as connection:
        for ban in made:
            await bans.save_ban(connection, ban)
        found = await bans.list_bans(connection, 9, NOW, limit=2)
        rest = await bans.list_bans(connection, 9, NOW, limit=2, skip=2)
    assert [ban.member_id for ban in found + rest] == [6, 7, 5]


async def test_ended_bars_are_dropped(database: Database) -> None:
    later = NOW + timedelta(days=2)
    async with writing(database) as connection:
        await bans.save_ban(connection, BAR)
        await bans.save_ban(
            connection,
            replace(BAR, member_id=4, created_at=later, ends_at=later + timedelta(days=1)),
        )
        assert await drop_batch(connection, "bars", BAR.guild_id, later) == 1
        assert await connection.fetch_value("SELECT count(*) FROM bars") == 1


async def test_a_bar_without_length_is_refused_by_the_schema(database: Database) -> None:
    with pytest.raises(ConstraintError):
        async with writing(database) as connection:
            await bans.save_ban(connection, replace(BAR, ends_at=NOW))


async def test_a_moderators_name_can_be_erased(database: Database) -> None:
    async with writing(database) as connection:
        await bans.save_ban(connection, BAR)
        assert await bans.erase_member(connection, 9, 1, NOW) == 1
        assert await bans.find_ban(connection, 9, 3, NOW) == replace(BAR, moderator_id=None)
        await bans.erase_guild(connection, 9)
        assert await bans.find_ban(connection, 9, 3, NOW) is None
