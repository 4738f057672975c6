"""Plans of series: which occurrences should exist by now, and what a change does to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from domain.sessions.records import OccurrenceState, Series
from domain.times.recurrence import Moment, Schedule, find_moment, list_moments

HORIZON = timedelta(days=35)
"""Times within it exist, and can be answered, changed and cancelled one by one."""
FEWEST = 2
"""These exist however far ahead they are."""
MOST = 40
SHOWN_AHEAD = timedelta(days=14)
"""Cards are posted this long before; of each series the next one always has its card."""
MOST_CARDS = 5
"""Number of cards of one series, or a daily one would fill its channel."""
MOST_EVENTS = 2
"""Discord's own events of one series: a server holds a hundred in all."""


def missing_moments(series: Series, known: Collection[str], now: datetime) -> list[Moment]:
    """Return the times of a series that should exist by now and do not; `known` are slots that do.

    What is over already is not made up for.
    """
    after = now - series.plan.length
    moments = list_moments(series.schedule, after=after, limit=MOST)
    wanted = [m for n, m in enumerate(moments) if n < FEWEST or m.at <= now + HORIZON]
    return [moment for moment in wanted if moment.slot not in known]


def match_slots(slots: Sequence[str], schedule: Schedule, now: datetime) -> dict[str, Moment]:
    """Match what becomes of the times of a series when it is planned anew; `slots` are in order.

    Those that are times of the new schedule, too, stay. If none of them is (another hour, another
    day), the n-th of the old ones becomes the n-th to come of the new ones. What the answer leaves
    out has no counterpart.
    """
    found = {slot: find_moment(schedule, slot) for slot in slots}
    staying = {slot: m for slot, m in found.items() if m is not None and m.at > now}
    if staying:
        return staying
    moments = list_moments(schedule, after=now, limit=len(slots))
    return dict(zip(slots, moments, strict=False))


def state_at(starts_at: datetime, ends_at: datetime, now: datetime) -> OccurrenceState:
    """Tell where an occurrence that was not cancelled stands by the clock."""
    if now < starts_at:
        return OccurrenceState.PLANNED
    return OccurrenceState.RUNNING if now < ends_at else OccurrenceState.ENDED
