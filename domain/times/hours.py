"""Times of day as people name them: "18:00", "6 pm", "17h30", "noon", "8 in the evening"."""

from __future__ import annotations

import re
from datetime import time

from domain.errors import UserError
from domain.times.phrases import Phrases

NOON = 12
LAST_AMBIGUOUS_HOUR = 6
"""A bare "at 6" may be the morning's or the evening's; "at 9" is taken by the 24-hour clock."""
_HALF = r"(?P<half>am|pm|a\.m\.?|p\.m\.?)"
_PARTS = (
    (r"(?:in the |du |le )?(?:morning|matin)", range(NOON)),
    (r"(?:in the |de l'|l')?(?:afternoon|apres[- ]midi)", range(NOON, 19)),
    (r"(?:in the |du |le )?(?:evening|soir)", range(17, 24)),
)
"""The parts of a day, and the hours that are called so."""
_WRITTEN = (
    rf"(?:at |a |@ ?)?(?P<h>\d{{1,2}})(?::|h)(?P<m>\d{{2}})(?: ?{_HALF})?",
    rf"(?:at |a |@ ?)?(?P<h>\d{{1,2}}) ?{_HALF}",
    r"(?:at |a |@ ?)?(?P<h>\d{1,2}) ?(?:h|heures?)",
)
_BARE = (r"(?:at|a|@) ?(?P<h>\d{1,2})(?: o'clock)?", r"(?P<h>\d{1,2})(?: o'clock)?")


def take_time(phrases: Phrases) -> time | None:
    """Return the time of day that a text names, taken out of it; None where it names none."""
    part = _take_part(phrases)
    if phrases.take(r"(?:at |a )?(?:midnight|minuit)"):
        raise UserError("shared-when-midnight")
    if phrases.take(r"(?:at |a )?(?:noon|midday|midi)"):
        return time(NOON)
    for pattern in _WRITTEN:
        found = phrases.take(pattern)
        if found is not None:
            return _time(found, part)
    found = phrases.take(_BARE[0]) or phrases.take(_BARE[1])
    if found is None:
        return None
    if part is None and 1 <= int(found["h"]) <= LAST_AMBIGUOUS_HOUR:
        hour = int(found["h"])
        first, second = f"{hour:02}:00", f"{hour + NOON}:00"
        raise UserError("shared-when-ambiguous-hour", text=found[0], first=first, second=second)
    return _time(found, part)


def _take_part(phrases: Phrases) -> range | None:
    for pattern, hours in _PARTS:
        if phrases.take(pattern):
            return hours
    return None


def _time(found: re.Match[str], part: range | None) -> time:
    groups = found.groupdict()
    hour, minute = int(groups["h"]), int(groups.get("m") or 0)
    if half := groups.get("half"):
        if not 1 <= hour <= NOON:
            raise UserError("shared-when-no-such-time", time=found[0])
        hour = hour % NOON + (NOON if half.startswith("p") else 0)
    if part is not None:
        hour = _hour_in(part, hour, found, is_exact=half is not None)
    try:
        return time(hour, minute)
    except ValueError:
        raise UserError("shared-when-no-such-time", time=found[0]) from None


def _hour_in(part: range, hour: int, found: re.Match[str], *, is_exact: bool) -> int:
    """Return the hour by the 24-hour clock that belongs to a part of the day."""
    if hour in part:
        return hour
    if not is_exact and 1 <= hour < NOON and hour + NOON in part:
        return hour + NOON
    if hour in (0, NOON) and part[-1] > NOON:
        raise UserError("shared-when-midnight")
    raise UserError("shared-when-no-such-part", time=found[0])
