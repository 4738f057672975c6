"""Study sessions as a calendar file (RFC 5545) that every calendar program reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vRecur

from cogs.core.markup import jump_link
from domain.sessions.records import (
    Occurrence,
    OccurrenceState,
    PlaceKind,
    Series,
    SeriesState,
)
from domain.times.recurrence import parts_of
from domain.times.wall import parse_slot, to_utc

PRODUCT = "-//Nexus//Study sessions//EN"


def write_calendar(
    series: Sequence[tuple[Series, Sequence[Occurrence]]],
    single: Sequence[tuple[Series, Occurrence]],
    now: datetime,
) -> bytes:
    """Whole series with what differs from them, and single times of others, as one calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one, occurrences in series:
        for event in _of_series(one, occurrences, now):
            calendar.add_component(event)
    for one, occurrence in single:
        calendar.add_component(_single(one, occurrence, now))
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _of_series(series: Series, occurrences: Sequence[Occurrence], now: datetime) -> Iterator[Event]:
    zone = ZoneInfo(series.schedule.zone)
    main = _event(series, now)
    start = series.schedule.start.replace(tzinfo=zone)
    main.add("dtstart", start)
    main.add("dtend", start + series.plan.length)
    main.add("sequence", series.revision - 1)
    if series.state is SeriesState.CANCELLED:
        main.add("status", "CANCELLED")
    _describe(main, series.plan.title, series.plan.description, _where(series, None))
    if series.schedule.rule is None:
        for occurrence in occurrences:
            yield _single(series, occurrence, now)
        if not occurrences:
            yield main
        return
    main.add("rrule", _rule(series))
    yield main
    for occurrence in occurrences:
        if _differs(series, occurrence):
            yield _single(series, occurrence, now)


def _single(series: Series, occurrence: Occurrence, now: datetime) -> Event:
    zone = ZoneInfo(series.schedule.zone)
    event = _event(series, now)
    if series.schedule.rule is not None:  # one of many of this name
        event.add("recurrence-id", parse_slot(occurrence.slot).replace(tzinfo=zone))
    event.add("dtstart", occurrence.starts_at.astimezone(zone))
    event.add("dtend", occurrence.ends_at.astimezone(zone))
    event.add("sequence", series.revision - 1 + occurrence.sequence)
    if occurrence.state is OccurrenceState.CANCELLED:
        event.add("status", "CANCELLED")
    _describe(event, occurrence.plan.title, occurrence.plan.description, _where(series, occurrence))
    return event


def _event(series: Series, now: datetime) -> Event:
    event = Event()
    event.add("uid", series.uid)
    event.add("dtstamp", now.astimezone(UTC))
    return event


def _describe(event: Event, title: str, description: str, where: str | None) -> None:
    event.add("summary", title)
    if description:
        event.add("description", description)
    if where is not None:
        event.add("location", where)


def _where(series: Series, occurrence: Occurrence | None) -> str | None:
    plan = series.plan if occurrence is None else occurrence.plan
    if plan.place.kind is PlaceKind.LINK:
        return plan.place.url
    if plan.place.kind is PlaceKind.CHANNEL:
        return jump_link(series.guild_id, plan.place.channel_id or 0)
    return None


def _rule(series: Series) -> vRecur:
    """Return the repetition.

    Where it starts in a zone, its end is to be in UTC (section 3.3.10).
    """
    parts = parts_of(series.schedule.rule or "")
    until = parts.get("UNTIL")
    if until is not None:
        wall = parse_slot(until[:13])
        parts["UNTIL"] = f"{to_utc(wall, series.schedule.zone):%Y%m%dT%H%M%SZ}"
    rule: vRecur = vRecur.from_ical(";".join(f"{name}={value}" for name, value in parts.items()))
    return rule


def _differs(series: Series, occurrence: Occurrence) -> bool:
    """Tell whether a session differs from what its repetition says."""
    planned = to_utc(parse_slot(occurrence.slot), series.schedule.zone)
    return (
        occurrence.state is OccurrenceState.CANCELLED
        or occurrence.starts_at != planned
        or occurrence.ends_at - occurrence.starts_at != timedelta(minutes=series.plan.minutes)
        or occurrence.plan != series.plan
    )
