"""Applying migrations to a SQLite file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from storage.errors import DatabaseError, MigrationError
from storage.migrate import MIGRATIONS_FOLDER, AppliedMigration, Migration, MigrationPlan, Upgrade
from storage.sqlite.address import parse_path

FOLDER = MIGRATIONS_FOLDER / "sqlite"
BUSY_SECONDS = 30.0
"""Seconds to wait for another process that migrates the same file."""

_RECORD = """
CREATE TABLE IF NOT EXISTS schema_migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    applied_at INTEGER NOT NULL
) STRICT
"""


def read_applied(url: str) -> list[AppliedMigration]:
    """Read the migrations that the file has; empty where it is missing or empty."""
    path = parse_path(url)
    if not _holds_anything(path):
        return []
    with _explained(path), closing(_connect_read_only(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        if "schema_migrations" in tables:
            rows = connection.execute(
                "SELECT number, name, checksum FROM schema_migrations ORDER BY number"
            )
            return [AppliedMigration(*row) for row in rows]
    if tables:
        raise MigrationError(
            f"{path} holds the tables of another program: set DATABASE_URL to a file of its own."
        )
    return []


def apply(url: str, plan: MigrationPlan) -> Upgrade:
    """Apply what is pending, each migration in one transaction, after a backup copy."""
    path = parse_path(url)
    _require_writable(path)
    _keep_private(path)
    if not plan.pending:
        return Upgrade(())
    with _explained(path):
        backup = _back_up(path, plan.applied) if plan.applied else None
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as file:
            # Outside of a transaction, because that is where these take effect.
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("PRAGMA synchronous = FULL")
            file.execute("PRAGMA foreign_keys = OFF")
            applied = tuple(migration for migration in plan.pending if _apply(file, migration))
    return Upgrade(applied, backup)


def _apply(connection: sqlite3.Connection, migration: Migration) -> bool:
    """Apply one migration; False when another process was faster."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(_RECORD)
        if _is_applied(connection, migration.number):
            connection.execute("ROLLBACK")
            return False
        _run_statements(connection, migration)
        connection.execute(
            "INSERT INTO schema_migrations (number, name, checksum, applied_at)"
            " VALUES (?, ?, ?, unixepoch())",
            (migration.number, migration.name, migration.checksum),
        )
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        connection.rollback()
        raise MigrationError(
            f"The migration {migration} failed and was undone ({error}): "
            "report it, and start the version of Nexus that you had until it is mended."
        ) from error
    return True


def _is_applied(connection: sqlite3.Connection, number: int) -> bool:
    row = connection.execute("SELECT 1 FROM schema_migrations WHERE number = ?", (number,))
    return row.fetchone() is not None


def _run_statements(connection: sqlite3.Connection, migration: Migration) -> None:
    for statement in split_statements(migration.sql):
        connection.execute(statement)
        if not connection.in_transaction:
            raise sqlite3.OperationalError("a statement ended the transaction")
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise sqlite3.IntegrityError(f"a row of {broken[0]} refers to a missing row of {broken[2]}")


def split_statements(sql: str) -> Iterator[str]:
    """Split the statements of a file, each of which ends at the end of a line.

    Triggers stay whole.
    """
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    yield statement


def _back_up(path: Path, applied: Sequence[AppliedMigration]) -> Path:
    """Copy the file as it is, WAL included, beside it; raises for a damaged one."""
    backup = _free_name(path, f".v{applied[-1].number:04}.backup")
    unfinished = backup.with_name(backup.name + ".unfinished")
    with closing(_connect_read_only(path)) as source:
        (verdict,) = source.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict.splitlines()[-1])
        try:
            _keep_private(unfinished)
            with closing(sqlite3.connect(unfinished)) as copy:
                source.backup(copy)
            unfinished.rename(backup)
        finally:
            unfinished.unlink(missing_ok=True)
    return backup


def _free_name(path: Path, ending: str) -> Path:
    candidate, count = path.with_name(path.name + ending), 1
    while candidate.exists():
        count += 1
        candidate = path.with_name(f"{path.name}{ending}-{count}")
    return candidate


def _holds_anything(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError as error:
        raise DatabaseError(f"{path} cannot be reached: {error.strerror}.") from error


def _connect_read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)


def _require_writable(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            f"The folder {path.parent} cannot be made ({error.strerror}): "
            "make it, or set DATABASE_URL to a file elsewhere."
        ) from error
    for place in (path.parent, path):
        if place.exists() and not os.access(place, os.W_OK):
            raise DatabaseError(_read_only(place))


def _keep_private(path: Path) -> None:
    """Take the rights of other users of this machine off the file; its log follows its mode."""
    with suppress(OSError):  # whoever may write to a file need not own it
        path.touch(mode=0o600)
        path.chmod(path.stat().st_mode & ~0o077)


def _read_only(place: Path) -> str:
    return (
        f"{place} is read-only: give the user that runs Nexus the right to write to it, "
        "or set DATABASE_URL to a file elsewhere."
    )


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file that it cannot use into a sentence with the fix."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise DatabaseError(_explain(path, str(error))) from error
    except sqlite3.DatabaseError as error:
        raise DatabaseError(
            f"{path} is damaged or not a SQLite database ({error}): "
            "move it away to start afresh, or put a backup in its place."
        ) from error


def _explain(path: Path, fault: str) -> str:
    if "readonly" in fault or "unable to open" in fault:
        return _read_only(path if os.access(path.parent, os.W_OK) else path.parent)
    if "locked" in fault:
        return f"{path} is in use by another process that does not let go: stop that one first."
    return f"{path} cannot be used ({fault}): check the disk, or put a backup in its place."
