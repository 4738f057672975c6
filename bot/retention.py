"""Drops what is older than its retention: once a day a server, in small batches.

What is kept of everything and how long is in `storage/retention.py` and `docs/storage.md`.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta

from bot.client import NexusClient
from storage import retention
from storage.retention import Run

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
SOON = timedelta(minutes=10)
"""Time until a server's next turn where more is to go than one run drops."""
MOST_BATCHES = 50
"""Batches of one run for one table of a server; each is a transaction of its own."""
MOST_SERVERS = 500


class Retention:
    """Background work that holds every table to its bound."""

    NAME = "retention"

    def __init__(self, client: NexusClient) -> None:
        self._client = client
        self._services = client.services
        self._next: datetime | None = None
        """Before this no server is due: the sweep costs no query."""
        self._looked_at: datetime | None = None

    async def run(self) -> None:
        """Drop what is old on all servers whose turn has come; says in one line what that was."""
        now = self._services.clock()
        is_set_back = self._looked_at is not None and now < self._looked_at
        if self._next is not None and now < self._next and not is_set_back:
            return
        self._looked_at = now
        dropped: Counter[str] = Counter()
        above: set[str] = set()
        after = servers = failed = 0
        while guild_ids := await self._list_due(after, now):
            after = guild_ids[-1]
            for guild_id in guild_ids:
                try:
                    run = await self._clean(guild_id, now)
                except Exception:
                    log.exception("Old rows of server %d could not be dropped", guild_id)
                    failed += 1
                    continue
                servers += 1
                dropped.update(run.dropped)
                above.update(run.above)
        self._next = now + (SOON if above or failed else EVERY)
        if servers or failed:
            log.info(
                "Retention: %d servers, dropped %s; above its bound: %s",
                servers,
                ", ".join(f"{count} {table}" for table, count in sorted(dropped.items())) or "0",
                ", ".join(sorted(above)) or "nothing",
            )

    async def _list_due(self, after: int, now: datetime) -> list[int]:
        services = self._services
        return await services.database.read(
            retention.list_due,
            services.servers.reach(),
            now,
            every=EVERY,
            soon=SOON,
            after=after,
            limit=MOST_SERVERS,
        )

    async def _clean(self, guild_id: int, now: datetime) -> Run:
        """Drop one server's old rows, batch by batch: others write in between."""
        services = self._services
        asked_again = self._client.registry.asked_again()
        dropped: Counter[str] = Counter()
        above = []
        for table in retention.DROPS:
            for _ in range(MOST_BATCHES):
                count = await services.database.write(
                    retention.drop_batch, table, guild_id, now, asked_again
                )
                dropped[table] += count
                if not retention.is_full(table, count):
                    break
            else:
                above.append(table)
        run = Run(now, {table: count for table, count in dropped.items() if count}, tuple(above))
        await services.database.write(retention.save_run, guild_id, run)
        return run
