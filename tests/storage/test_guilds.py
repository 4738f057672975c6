from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from domain.guilds import GuildSettings, MemberSettings
from storage import guilds
from storage.connection import Database
from tests.statements import writing

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LARGEST = 2**63 - 1
"""Snowflakes have 64 bits."""


async def test_settings_come_back_as_they_were_saved(database: Database) -> None:
    settings = GuildSettings(
        LARGEST,
        question_channel_id=LARGEST - 1,
        endpoint_channel_id=2,
        announcement_channel_id=3,
        session_channel_id=4,
        moderator_channel_id=5,
        moderator_role_id=6,
        backend_role_id=7,
        frontend_role_id=8,
        time_zone="Africa/Nairobi",
        language="fr",
        review_days=30,
        digest_day=6,
    )
    async with writing(database) as connection:
        assert await guilds.find_settings(connection, LARGEST) is None
        await guilds.save_settings(connection, settings)
        assert await guilds.find_settings(connection, LARGEST) == settings
        changed = replace(settings, language="en", question_channel_id=None)
        await guilds.save_settings(connection, changed)
        assert await guilds.find_settings(connection, LARGEST) == changed


async def test_members_settings_are_apart_by_server(database: Database) -> None:
    here = MemberSettings(1, 3, language="fr")
    there = MemberSettings(2, 3, time_zone="UTC")
    async with writing(database) as connection:
        await guilds.save_member_settings(connection, here)
        await guilds.save_member_settings(connection, there)
        assert await guilds.find_member_settings(connection, 1, 3) == here
        assert await guilds.erase_member(connection, 1, 3) == 1
        assert await guilds.find_member_settings(connection, 1, 3) is None
        assert await guilds.find_member_settings(connection, 2, 3) == there


async def test_presence_is_noted_once_and_undone(database: Database) -> None:
    async with writing(database) as connection:
        assert await guilds.note_left(connection, 1, NOW)
        later = NOW.replace(year=2027)
        assert not await guilds.note_left(connection, 1, later)
        assert await guilds.find_left_at(connection, 1) == NOW
        await guilds.note_present(connection, 1)
        assert await guilds.find_left_at(connection, 1) is None
        assert await guilds.list_present(connection, after=0, limit=5) == [1]
        assert await guilds.list_present(connection, after=1, limit=5) == []


async def test_erasing_a_server_takes_all_of_it_and_no_other(database: Database) -> None:
    async with writing(database) as connection:
        for guild_id in (1, 2):
            await guilds.save_settings(connection, GuildSettings(guild_id))
            await guilds.save_member_settings(connection, MemberSettings(guild_id, 3, "fr"))
            await guilds.note_present(connection, guild_id)
        await guilds.erase_guild(connection, 1)
        assert await guilds.find_settings(connection, 1) is None
        assert await guilds.find_member_settings(connection, 1, 3) is None
        assert await guilds.find_settings(connection, 2) is not None
        assert await guilds.list_present(connection, after=0, limit=5) == [2]
