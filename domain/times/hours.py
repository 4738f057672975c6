"""How people name a time of day: "18:00", "6 pm", "17h30", "noon", "at 9"."""

from __future__ import annotations

import re
from datetime import time

from domain.errors import UserError
from domain.times.phrases import Phrases

NOON = 12
LAST_AMBIGUOUS_HOUR = 6
"""A bare "at 6" may be the morning's or the evening's; "at 9" is taken by the 24-hour clock."""
_HALF = r"(?P<half>am|pm|a\.m\.?|p\.m\.?)"


def take_time(phrases: Phrases) -> time | None:
    """The time of day that a text names, taken out of it; None where it names none."""
    half = None
    if phrases.take(r"tonight|this evening|ce soir|in the (?:evening|afternoon)|du soir"):
        half = "pm"
    elif phrases.take(r"(?:in the|this) morning|(?:du|ce) matin"):
        half = "am"
    return _take(phrases, half)


def _take(phrases: Phrases, half: str | None) -> time | None:
    if phrases.take(r"(?:at |a )?(?:midnight|minuit)"):
        raise UserError("shared-when-midnight")
    if phrases.take(r"(?:at |a )?(?:noon|midday|midi)"):
        return time(NOON)
    found = phrases.take(rf"(?:at |a |@ ?)?(?P<h>\d{{1,2}})(?::|h)(?P<m>\d{{2}})(?: ?{_HALF})?")
    found = found or phrases.take(rf"(?:at |a |@ ?)?(?P<h>\d{{1,2}}) ?{_HALF}")
    found = found or phrases.take(r"(?:at |a |@ ?)?(?P<h>\d{1,2}) ?(?:h|heures?)")
    if found is not None:
        return _time(found, half)
    found = phrases.take(r"(?:at|a|@) ?(?P<h>\d{1,2})(?: o'clock)?")
    found = found or phrases.take(r"(?P<h>\d{1,2})(?: o'clock)?")
    if found is None:
        return None
    if half is None and 1 <= int(found["h"]) <= LAST_AMBIGUOUS_HOUR:
        hour = int(found["h"])
        raise UserError(
            "shared-when-ambiguous-hour",
            text=found[0],
            first=f"{hour:02}:00",
            second=f"{hour + NOON}:00",
        )
    return _time(found, half)


def _time(found: re.Match[str], half: str | None) -> time:
    groups = found.groupdict()
    hour, minute = int(groups["h"]), int(groups.get("m") or 0)
    said = groups.get("half")
    half = said[0] + "m" if said else half
    if said and not 1 <= hour <= NOON:
        raise UserError("shared-when-no-such-time", time=found[0])
    if half == "pm" and hour < NOON:
        hour += NOON
    elif half == "am" and hour == NOON:
        hour = 0
    try:
        return time(hour, minute)
    except ValueError:
        raise UserError("shared-when-no-such-time", time=found[0]) from None
