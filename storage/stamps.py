"""Times as the database keeps them: whole seconds since 1970, UTC."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

Row = Sequence[Any]
"""A row of a result; what its columns are is known to the query only."""


def to_stamp(at: datetime) -> int:
    """The stamp of an aware time; `ValueError` for a naive one."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return int(at.timestamp())


def from_stamp(stamp: int) -> datetime:
    """The time of a stamp, in UTC."""
    return datetime.fromtimestamp(stamp, UTC)


def from_stamp_or_none(stamp: int | None) -> datetime | None:
    """The time of a stamp that may be missing."""
    return None if stamp is None else from_stamp(stamp)
