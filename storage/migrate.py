"""Which changes of the schema a database has, and which it still needs.

Migrations are numbered files, `storage/migrations/<engine>/0001_name.sql`. A database records
each with the checksum of its text: what was applied is history and is never edited.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MIGRATIONS_FOLDER = Path(__file__).with_name("migrations")


@dataclass(frozen=True, slots=True)
class Migration:
    """A numbered change of the schema, as this version of Nexus ships it."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text; line ends do not count, since Git may change them."""
        return hashlib.sha256(self.sql.replace("\r\n", "\n").encode()).hexdigest()

    def __str__(self) -> str:
        return f"{self.number:04}_{self.name}"


@dataclass(frozen=True, slots=True)
class AppliedMigration:
    """A migration as a database remembers it."""

    number: int
    name: str
    checksum: str

    def __str__(self) -> str:
        return f"{self.number:04}_{self.name}"


@dataclass(frozen=True, slots=True)
class MigrationPlan:
    """Plan of migrations; with `problems` (plain sentences) nothing may be applied."""

    applied: tuple[AppliedMigration, ...]
    pending: tuple[Migration, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Upgrade:
    """Outcome of bringing a database up to date."""

    applied: tuple[Migration, ...]
    backup: Path | None = None
    """The copy that was made first; None where there was nothing to lose."""


def load_migrations(folder: Path) -> tuple[Migration, ...]:
    """Load the migrations in `folder`, in order; `ValueError` for two of one number."""
    migrations = []
    for path in sorted(folder.glob("*.sql")):
        number, _, name = path.stem.partition("_")
        migrations.append(Migration(int(number), name, path.read_text(encoding="utf-8")))
    numbers = [migration.number for migration in migrations]
    if len(set(numbers)) < len(numbers):
        raise ValueError(f"two migrations in {folder} have the same number")
    return tuple(migrations)


def plan(applied: Sequence[AppliedMigration], shipped: Sequence[Migration]) -> MigrationPlan:
    """Return what a database with `applied` still needs of `shipped`, or why it cannot have it."""
    done = {migration.number: migration for migration in applied}
    known = {migration.number: migration for migration in shipped}
    newest = max(done, default=0)
    problems = [
        f"The database is from a newer version of Nexus (it has {migration}): "
        "update Nexus, or restore the backup that was made before the upgrade."
        for migration in applied
        if migration.number not in known
    ]
    problems += [
        f"The migration {migration} was edited after it was applied: "
        "put its file back as it was and make a new migration for the change."
        for migration in shipped
        if migration.number in done and done[migration.number].checksum != migration.checksum
    ]
    problems += [
        f"The migration {migration} was left out when later ones were applied: "
        "give its file the next free number."
        for migration in shipped
        if migration.number < newest and migration.number not in done
    ]
    pending = tuple(migration for migration in shipped if migration.number not in done)
    return MigrationPlan(tuple(applied), pending, tuple(problems))
