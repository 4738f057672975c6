"""Rules for an announcement, and which of its occurrences come next."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.announcements.records import Wording
from domain.errors import UserError
from domain.times.recurrence import Moment, Schedule, list_moments

MAX_TITLE = 120
"""Escaped it still fits an embed's title (256 characters)."""
MAX_BODY = 4_000
"""Discord's limit on one text field of a form; an embed holds a little more."""
MOST_CHANNELS = 10
MOST_ROLES = 3
MAX_IMAGE_BYTES = 8 << 20
MAX_WHEN = 150
MAX_ENDS = 40
MAX_NAME = 60
MOST_OPEN = 100
"""Number of announcements of a server that may be scheduled at once."""
MOST_TEMPLATES = 50
GRACE = timedelta(hours=6)
"""Lateness beyond which an occurrence isn't posted."""
MOST_MISSED = 50
"""Number of missed occurrences written into the ledger after an outage, the latest ones."""
BATCH, MOST_BATCHES = 64, 200
"""Number of occurrences looked at: at a time, and how often."""

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_STORABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
)


def check_wording(wording: Wording) -> Wording:
    """Return the wording as it is stored.

    Raises `UserError` where something is missing or too long.
    """
    title, body = clean_line(wording.title), _clean(wording.body).strip("\n")
    if not any(map(str.isalnum, title)):
        raise UserError("announcements-title-empty")
    if len(title) > MAX_TITLE:
        raise UserError("announcements-title-too-long", length=len(title), most=MAX_TITLE)
    if not body.strip():
        raise UserError("announcements-body-empty")
    if len(body) > MAX_BODY:
        raise UserError("announcements-body-too-long", length=len(body), most=MAX_BODY)
    return Wording(title, body, wording.image, wording.has_button)


def check_name(raw: str) -> str:
    """Return a template's name on one line; raises `UserError` where it is empty or too long."""
    name = clean_line(raw)
    if not any(map(str.isalnum, name)) or len(name) > MAX_NAME:
        raise UserError("announcements-template-name", most=MAX_NAME)
    return name


def image_kind(data: bytes) -> str | None:
    """Tell how a picture's file name ends, by its first bytes.

    None for what Discord does not show.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for start, kind in _STARTS if data.startswith(start)), None)


def clean_line(text: str) -> str:
    """Return text on one line, as it is stored."""
    return " ".join(_clean(text).split())


def _clean(text: str) -> str:
    return _NOT_STORABLE.sub("", _LINE_ENDS.sub("\n", text))


@dataclass(frozen=True, slots=True)
class Ahead:
    """The occurrences of a schedule after some time, sorted by what is to be done with them.

    `missed` are over and make way for a newer one; `due` is the newest whose time has come;
    `upcoming` is the first that is still ahead. `skipped` are those that somebody took out.
    """

    missed: tuple[Moment, ...] = ()
    due: Moment | None = None
    skipped: tuple[Moment, ...] = ()
    upcoming: Moment | None = None


def look_ahead(
    schedule: Schedule, after: datetime | None, now: datetime, taken_out: Collection[str] = ()
) -> Ahead:
    """Sort the occurrences after `after` (exclusive; None: from the first on)."""
    over: list[Moment] = []
    skipped: list[Moment] = []
    upcoming: Moment | None = None
    for moment in _from(schedule, after):
        if moment.slot in taken_out:
            skipped.append(moment)
        elif moment.at <= now:
            over.append(moment)
        else:
            upcoming = moment
            break
    due = over[-1] if over else None
    return Ahead(tuple(over[:-1][-MOST_MISSED:]), due, tuple(skipped[-MOST_MISSED:]), upcoming)


def _from(schedule: Schedule, after: datetime | None) -> Iterator[Moment]:
    """Return the occurrences after a time, in order, as many as anybody looks at."""
    for _ in range(MOST_BATCHES):
        found = list_moments(schedule, after=after, limit=BATCH)
        yield from found
        if len(found) < BATCH:
            return
        after = found[-1].at
