"""Servers as a process may act for them: its own, and only while Discord shows them."""

from __future__ import annotations

from collections.abc import Callable

from domain.shards import Reach, Shards


class LaterError(ConnectionError):
    """A server that can't be acted for now: it hasn't arrived, is out, or is another process's.

    Nothing that is found out about it now is a fact. As a fault of the connection it is handled
    like one: what it interrupts stays as it is, and is done when the server is there.
    """


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
