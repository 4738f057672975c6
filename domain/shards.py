"""Which servers a process acts for: those of its shards that Discord shows it now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import gcd

KEY_BITS = 22
"""Low bits of an id that Discord leaves out when it shares servers out among shards."""


@dataclass(frozen=True, slots=True)
class Shards:
    """Shards of one process, by number, and the count of all; one that runs alone has the only."""

    ids: tuple[int, ...] = (0,)
    count: int = 1

    def owns(self, guild_id: int) -> bool:
        """Tell whether the server's events come to one of these shards (Discord's formula)."""
        return (guild_id >> KEY_BITS) % self.count in self.ids

    def overlaps(self, other: Shards) -> bool:
        """Tell whether a server can belong to both, whatever the counts."""
        step = gcd(self.count, other.count)
        return any((mine - theirs) % step == 0 for mine in self.ids for theirs in other.ids)


@dataclass(frozen=True, slots=True)
class Reach:
    """Servers that a process may act for now: its own, without those that Discord doesn't show.

    A query over all servers takes it as parameters and narrows itself with them, since whatever
    is done for another's server, or for one that can't be seen, books as a fact what is none.
    """

    shards: Shards = Shards()
    absent: frozenset[int] = frozenset()

    def as_parameters(self) -> dict[str, object]:
        """Give `:shard_count`, `:shard_ids` and `:absent` for a query."""
        return {
            "shard_count": self.shards.count,
            "shard_ids": json.dumps(self.shards.ids),
            "absent": json.dumps(sorted(self.absent)),
        }


EVERYWHERE = Reach()
"""Reach of a process that runs alone and sees all of its servers."""
