"""Engine behind an address: the only place that chooses one, and loads no other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from storage.connection import Database
from storage.errors import MigrationError
from storage.migrate import MigrationPlan, Upgrade, load_migrations, plan

DEFAULT_READERS = 3


@asynccontextmanager
async def open_database(
    url: str, *, readers: int = DEFAULT_READERS, migrate: bool = True
) -> AsyncIterator[Database]:
    """Open the database at `url`, brought up to date first unless `migrate` is False.

    `sqlite:///data/nexus.db` is relative to the working directory, `sqlite:////srv/nexus.db`
    absolute. Raises `DatabaseError` (`MigrationError` where the schema is at fault).
    """
    from storage.sqlite.database import open_sqlite  # noqa: PLC0415 - loads only the engine in use

    if migrate:
        await asyncio.to_thread(apply_migrations, url)
    async with open_sqlite(url, readers=readers) as database:
        yield database


def plan_migrations(url: str, *, folder: Path | None = None) -> MigrationPlan:
    """Compare the database at `url` with the shipped migrations, without touching it.

    Raises `DatabaseError` where the database cannot be read at all.
    """
    from storage.sqlite import upgrade  # noqa: PLC0415 - loads only the engine in use

    return plan(upgrade.read_applied(url), load_migrations(folder or upgrade.FOLDER))


def apply_migrations(url: str, *, folder: Path | None = None) -> Upgrade:
    """Bring the database at `url` up to date, creating it where it does not exist.

    Raises `MigrationError` and leaves the file as it was where that cannot be done.
    """
    from storage.sqlite import upgrade  # noqa: PLC0415 - loads only the engine in use

    found = plan_migrations(url, folder=folder)
    if found.problems:
        raise MigrationError(found.problems[0])
    return upgrade.apply(url, found)
