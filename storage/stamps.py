"""Times as the database keeps them: whole seconds since 1970, UTC."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Protocol


class Row(Protocol):
    """Values of one result row by the names of its columns, which the query decides."""

    def __getitem__(self, name: str, /) -> Any:
        """Return the value of a column; raises `IndexError` for a name that the query lacks."""

    def __iter__(self) -> Iterator[Any]:
        """Iterate over the values in the query's order, as few columns are best unpacked."""

    def keys(self) -> list[str]:
        """List the names of the columns, so that `f(**row)` works."""


def to_stamp(at: datetime) -> int:
    """Return the stamp of an aware time; `ValueError` for a naive one."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return int(at.timestamp())


def from_stamp(stamp: int) -> datetime:
    """Return the time of a stamp, in UTC."""
    return datetime.fromtimestamp(stamp, UTC)


def from_stamp_or_none(stamp: int | None) -> datetime | None:
    """Return the time of a stamp that may be missing."""
    return None if stamp is None else from_stamp(stamp)
