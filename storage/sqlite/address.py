"""Address of a SQLite database, and the file that it names."""

from __future__ import annotations

from pathlib import Path

from storage.errors import DatabaseError

PREFIX = "sqlite:///"
EXAMPLE = "sqlite:///data/nexus.db"


def parse_path(url: str) -> Path:
    """Parse the file that a `sqlite:///` address names.

    Raises `DatabaseError` for any other address.
    """
    if url.startswith(("postgresql://", "postgres://")):
        raise DatabaseError(
            "PostgreSQL is not supported yet: set DATABASE_URL to a SQLite file, "
            f"such as {EXAMPLE}."
        )
    path = url.removeprefix(PREFIX)
    if path == url:
        raise DatabaseError(
            f"The address of the database has to start with {PREFIX}, for example {EXAMPLE}."
        )
    if path in ("", ":memory:"):
        raise DatabaseError(
            f"The address of the database has to name a file, for example {EXAMPLE}."
        )
    if Path(path).is_dir():
        raise DatabaseError(
            f"The address of the database names a folder, {path}; it has to name a file in it, "
            f"for example {EXAMPLE}."
        )
    return Path(path)
