"""Times as people read them: Discord's own timestamps, and repetition in words."""

from __future__ import annotations

import re
from datetime import datetime

from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.core.text import Catalogue
from domain.times.recurrence import Schedule, count_moments, list_moments, parts_of
from domain.times.vocabulary import CODES

MOST_SHOWN = 3


def stamp(at: datetime, style: str = "F") -> str:
    """Return a Discord timestamp in each reader's zone: long, "f" short, "R" how far off."""
    return f"<t:{int(at.timestamp())}:{style}>"


async def zone_of(services: Services, actor: Actor) -> str:
    """Return the zone that what the actor types is read in: their own, else the server's."""
    own = await services.guilds.member(actor.guild_id, actor.member_id)
    return own.time_zone or actor.settings.time_zone


def lead_words(text: Catalogue, minutes: int) -> str:
    """Say how long before something: "1 day", "15 minutes"; 0 is its beginning."""
    if not minutes:
        return text("shared-lead-start")
    if minutes % (24 * 60) == 0:
        return text("shared-lead-days", count=minutes // (24 * 60))
    if minutes % 60 == 0:
        return text("shared-lead-hours", count=minutes // 60)
    return text("shared-lead-minutes", count=minutes)


def describe_schedule(text: Catalogue, schedule: Schedule, now: datetime) -> str:
    """Say how it repeats, when it is next, and in which zone its clock is read."""
    moments = list_moments(schedule, after=now, limit=MOST_SHOWN)
    if not moments:
        return text("shared-when-over")
    first = f"{stamp(moments[0].at)} ({stamp(moments[0].at, 'R')})"
    if schedule.rule is None:
        return first
    rule = describe_rule(text, schedule)
    if "COUNT" in parts_of(schedule.rule) and count_moments(schedule) != (
        left := count_moments(schedule, now)
    ):
        rule = text("shared-when-rule-left", rule=rule, left=left)
    lines = [text("shared-when-repeats", rule=rule, zone=schedule.zone)]
    lines.append(text("shared-when-first", first=first))
    if later := ", ".join(stamp(moment.at, "f") for moment in moments[1:]):
        lines.append(text("shared-when-later", later=later))
    return "\n".join(lines)


def describe_rule(text: Catalogue, schedule: Schedule) -> str:
    """Describe a repetition: "every 2 weeks on Tuesday at 18:00, until 20 December 2026"."""
    parts = parts_of(schedule.rule or "FREQ=DAILY;COUNT=1")
    at = schedule.start.strftime("%H:%M")
    if not _has_words(parts):
        return text("shared-when-other", time=at, rule=schedule.rule)
    words = text("shared-when-rule-words", every=_every(text, parts, schedule.start), time=at)
    if "COUNT" in parts:
        return text("shared-when-rule-count", rule=words, count=int(parts["COUNT"]))
    if "UNTIL" in parts:
        until = parts["UNTIL"]
        day = date_words(text, int(until[:4]), int(until[4:6]), int(until[6:8]))
        return text("shared-when-rule-until", rule=words, day=day)
    return words


def date_words(text: Catalogue, year: int, month: int, day: int) -> str:
    """Return a date that is not tied to a moment: "20 December 2026"."""
    return text("shared-when-date", day=day, month=text(f"shared-month-{month}"), year=str(year))


_WORDED = {
    "DAILY": "",
    "WEEKLY": r"(?:BYDAY=[A-Z,]+)?",
    "MONTHLY": r"(?:BYDAY=(?:[1-5]|-1)[A-Z]{2}|BYMONTHDAY=(?:\d+|-1))?",
    "YEARLY": r"(?:BYMONTH=\d+;BYMONTHDAY=\d+)?",
}
"""The days of a rule that can be said in words; of the others the rule itself is shown."""


def _has_words(parts: dict[str, str]) -> bool:
    days = ";".join(f"{n}={parts[n]}" for n in ("BYMONTH", "BYDAY", "BYMONTHDAY") if n in parts)
    if parts["FREQ"] == "YEARLY" and parts.get("INTERVAL", "1") != "1":
        return False
    return re.fullmatch(_WORDED[parts["FREQ"]], days) is not None


def _every(text: Catalogue, parts: dict[str, str], start: datetime) -> str:
    interval = int(parts.get("INTERVAL", "1"))
    on = parts.get("BYDAY", "")
    match parts["FREQ"]:
        case "DAILY":
            return text("shared-when-daily", count=interval)
        case "WEEKLY":
            return _weekly(text, on.split(",") if on else [CODES[start.weekday()]], interval)
        case "MONTHLY" if on:
            weekday = text(f"shared-weekday-{CODES.index(on[-2:])}")
            nth = text(f"shared-when-nth-{on[:-2].replace('-1', 'last') or '1'}")
            return text("shared-when-monthly-nth", nth=nth, day=weekday, count=interval)
        case "MONTHLY" if parts.get("BYMONTHDAY") == "-1":
            return text("shared-when-monthly-last", count=interval)
        case "MONTHLY":
            day = int(parts.get("BYMONTHDAY", str(start.day)))
            return text("shared-when-monthly", day=day, count=interval)
    month = int(parts.get("BYMONTH", str(start.month)))
    day = int(parts.get("BYMONTHDAY", str(start.day)))
    return text("shared-when-yearly", day=day, month=text(f"shared-month-{month}"))


def _weekly(text: Catalogue, days: list[str], interval: int) -> str:
    names = [text(f"shared-weekday-{CODES.index(day)}") for day in days]
    *most, last = names
    listed = text("shared-when-and", most=", ".join(most), last=last) if most else last
    return text("shared-when-weekly", days=listed, count=interval)
