"""Servers: which a process may act for now, and their settings and members' own, kept at hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable

from cachetools import LRUCache, TTLCache

from domain.guilds import GuildSettings, MemberSettings
from domain.shards import Reach, Shards
from storage import guilds
from storage.connection import Database, loop_only

KEPT_SECONDS = 30.0
"""Time that another process's change may go unnoticed."""
MOST_GUILDS = 1_000
MOST_MEMBERS = 10_000
MOST_SIGHTS = 100
"""Sets of roles of one server for which is kept what can't be seen: kilobytes, on large ones."""

Sight = LRUCache[Hashable, frozenset[int]]


class LaterError(ConnectionError):
    """A server that can't be acted for now: it hasn't arrived, is out, or is another process's.

    Nothing that is found out about it now is a fact. As a fault of the connection it is handled
    like one: what it interrupts stays as it is, and is done when the server is there.
    """


@loop_only
class Servers:
    """Ownership and presence of servers, for queries (`reach`) and for single ones."""

    def __init__(
        self,
        shards: Shards | None = None,
        absent: Callable[[], frozenset[int]] = frozenset,
    ) -> None:
        self.shards = shards or Shards()
        self._absent = absent

    def owns(self, guild_id: int) -> bool:
        """Tell whether this process acts for the server at all."""
        return self.shards.owns(guild_id)

    def is_later(self, guild_id: int) -> bool:
        """Tell whether what concerns the server has to wait, so that nothing is given up."""
        return not self.owns(guild_id) or guild_id in self._absent()

    def reach(self) -> Reach:
        """Give the servers that may be acted for now."""
        return Reach(self.shards, self._absent())


class _Unread:
    """Mark of what isn't in a cache, where None is a value."""


_UNREAD = _Unread()


@loop_only
class Sights:
    """Channels that readers can't see, kept until Discord tells of a change of the server.

    Every event about a server's channels, threads and roles calls `forget`, whatever it changes.
    """

    def __init__(self) -> None:
        self._kept: LRUCache[int, Sight] = LRUCache(MOST_GUILDS)

    def of(self, guild_id: int) -> Sight:
        """Give what was worked out of a server as it is now, to be looked up and added to."""
        kept = self._kept.get(guild_id)
        if kept is None:
            kept = self._kept[guild_id] = LRUCache(MOST_SIGHTS)
        return kept

    def forget(self, guild_id: int) -> None:
        """Have everybody's sight of a server worked out anew; what is under way isn't kept."""
        self._kept.pop(guild_id, None)


@loop_only
class GuildDirectory:
    """Reads settings through a small cache; `Unit.reread_settings` has it forget what changed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._guilds: TTLCache[int, GuildSettings | _Unread | None] = TTLCache(
            MOST_GUILDS, KEPT_SECONDS
        )
        self._members: TTLCache[tuple[int, int], MemberSettings] = TTLCache(
            MOST_MEMBERS, KEPT_SECONDS
        )
        self._places: dict[int, set[int]] = {}
        """Channels that a server has, had, or has rows of."""
        self.sights = Sights()
        self._forgotten = 0
        """Counts `forget`: what was read before one may be old and is not kept."""

    async def settings(self, guild_id: int) -> GuildSettings:
        """Return the settings of a server; the defaults where nobody has chosen yet."""
        return await self.saved(guild_id) or GuildSettings(guild_id)

    async def saved(self, guild_id: int) -> GuildSettings | None:
        """Return the settings of a server; None where nobody has chosen yet."""
        kept = self._guilds.get(guild_id, _UNREAD)  # what expires between two looks raises
        if not isinstance(kept, _Unread):
            return kept
        forgotten = self._forgotten
        settings = await self._database.read(guilds.find_settings, guild_id)
        if forgotten == self._forgotten:
            self._guilds[guild_id] = settings
        return settings

    async def member(self, guild_id: int, member_id: int) -> MemberSettings:
        """Return a member's own settings; empty ones where they have not chosen any."""
        key = (guild_id, member_id)
        settings = self._members.get(key)
        if settings is not None:
            return settings
        forgotten = self._forgotten
        found = await self._database.read(guilds.find_member_settings, guild_id, member_id)
        settings = found or MemberSettings(guild_id, member_id)
        if forgotten == self._forgotten:
            self._members[key] = settings
        return settings

    async def gone_places(self, guild_id: int, present: Collection[int]) -> frozenset[int]:
        """Return the channels that rows of a server may name and that it no longer has.

        The rows are looked through once in a process; what goes later was present before.
        """
        places = self._places.get(guild_id)
        if places is None:
            named = await self._database.read(guilds.list_places, guild_id)
            places = self._places.setdefault(guild_id, set(named))
        places.update(present)
        return frozenset(places.difference(present))

    def known_language(self, guild_id: int | None, member_id: int) -> str | None:
        """Return the language that a member chose, if it is at hand, for errors."""
        settings = self._members.get((guild_id, member_id)) if guild_id else None
        return None if settings is None else settings.language

    def forget(self, guild_id: int, member_id: int | None = None) -> None:
        """Read the settings of this server (or of this member) anew next time."""
        self._forgotten += 1
        if member_id is None:
            self._guilds.pop(guild_id, None)
        else:
            self._members.pop((guild_id, member_id), None)
