from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar

from cachetools import TTLCache

from cogs.core.guilds import GuildDirectory
from domain.apis import ApiText
from domain.guilds import GuildSettings, MemberSettings
from storage import apis, guilds
from storage.connection import Database, Work
from tests.statements import writing

T = TypeVar("T")


class CountedDatabase:
    """A real database that counts its readings and can hold one up."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.readings = 0
        self.has_read = asyncio.Event()
        self.go_on = asyncio.Event()
        self.go_on.set()

    async def read(self, work: Work[..., T], *arguments: int) -> T:
        self.readings += 1
        found = await self._database.read(work, *arguments)
        self.has_read.set()
        await self.go_on.wait()
        return found


async def save(database: Database, settings: GuildSettings) -> None:
    async with writing(database) as connection:
        await guilds.save_settings(connection, settings)


async def test_what_is_not_saved_has_defaults_and_is_not_read_twice(database: Database) -> None:
    counted: Any = CountedDatabase(database)  # Any: a database that is only read
    directory = GuildDirectory(counted)
    assert await directory.saved(1) is None
    assert await directory.settings(1) == GuildSettings(1)
    assert await directory.member(1, 3) == MemberSettings(1, 3)
    assert await directory.member(1, 3) == MemberSettings(1, 3)
    assert counted.readings == 2


async def test_what_was_written_is_seen_after_forgetting(database: Database) -> None:
    directory = GuildDirectory(database)
    await directory.settings(1)
    await save(database, GuildSettings(1, language="fr"))
    assert (await directory.settings(1)).language == "en"
    directory.forget(1)
    assert (await directory.settings(1)).language == "fr"


async def test_a_reading_that_began_before_the_change_is_not_kept(database: Database) -> None:
    counted: Any = CountedDatabase(database)  # Any: a database that is only read
    directory = GuildDirectory(counted)
    counted.go_on.clear()
    reading = asyncio.create_task(directory.settings(1))
    await counted.has_read.wait()
    await save(database, GuildSettings(1, language="fr"))
    directory.forget(1)
    counted.go_on.set()
    await reading
    assert (await directory.settings(1)).language == "fr"


async def test_a_language_is_known_once_its_member_was_read(database: Database) -> None:
    async with writing(database) as connection:
        await guilds.save_member_settings(connection, MemberSettings(1, 3, language="fr"))
    directory = GuildDirectory(database)
    assert directory.known_language(1, 3) is None
    await directory.member(1, 3)
    assert directory.known_language(1, 3) == "fr"
    assert directory.known_language(None, 3) is None
    directory.forget(1, 3)
    assert directory.known_language(1, 3) is None


async def test_a_channel_that_is_gone_is_remembered_as_long_as_rows_may_name_it(
    database: Database,
) -> None:
    async with writing(database) as connection:
        await apis.create_api(connection, 1, ApiText("Shop"), 7, datetime.now(UTC))
    counted: Any = CountedDatabase(database)  # Any: a database that is only read
    directory = GuildDirectory(counted)
    assert await directory.gone_places(1, {8, 9}) == {7}  # before this process began
    assert await directory.gone_places(1, {7, 9}) == {8}  # since
    assert await directory.gone_places(2, {9}) == frozenset()
    assert counted.readings == 2


async def test_settings_that_expire_while_they_are_looked_up_are_read_anew(
    database: Database,
) -> None:
    directory: Any = GuildDirectory(database)  # Any: its cache is its own
    for looks in range(1, 5):
        now = count()
        directory._guilds = TTLCache(4, looks + 0.5, timer=now.__next__)
        for _ in range(4):
            assert await directory.saved(1) is None
