"""Times as clocks on the wall show them, and the moments that they stand for.

A wall time is a naive `datetime`; which moment it is follows from a zone. The rule for the days on
which clocks are set is that of RFC 5545, section 3.3.5: a time that does not exist is read with the
offset from before the gap (02:30 becomes 03:30), of one that comes twice the first is meant.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_SLOT = "%Y%m%dT%H%M"


def to_utc(wall: datetime, zone: str) -> datetime:
    """Return the moment of a wall time in an IANA zone, aware and in UTC."""
    if wall.tzinfo is not None:
        raise ValueError("a wall time has no zone of its own")
    # With fold=0, zoneinfo applies exactly the rule above.
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def to_wall(at: datetime, zone: str) -> datetime:
    """Return what clocks in an IANA zone show at a moment."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)


def exists(wall: datetime, zone: str) -> bool:
    """Tell whether clocks in the zone show this time at all on that day."""
    return to_wall(to_utc(wall, zone), zone) == wall


def is_doubled(wall: datetime, zone: str) -> bool:
    """Tell whether clocks in the zone show this time twice on that day."""
    here = wall.replace(tzinfo=ZoneInfo(zone))
    return exists(wall, zone) and here.utcoffset() != here.replace(fold=1).utcoffset()


def slot_of(wall: datetime) -> str:
    """Tell how one of a series is known for good, wherever it is moved to: "20261130T1800"."""
    return wall.strftime(_SLOT)


def parse_slot(slot: str) -> datetime:
    """Parse the wall time of a slot; `ValueError` for anything else."""
    return datetime.strptime(slot, _SLOT)
