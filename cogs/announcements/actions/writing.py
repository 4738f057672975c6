"""An announcement that is being written or changed: a draft until it is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cogs.announcements.names import WRITING
from cogs.core.access import changing, require_moderator
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.core.when import zone_of
from domain.announcements.records import (
    Announcement,
    Contents,
    Everyone,
    Image,
    Pings,
    Wording,
)
from domain.announcements.rules import image_kind
from domain.errors import UserError
from domain.times.recurrence import Schedule
from domain.times.words import parse_when
from storage import announcement_templates, drafts
from storage.connection import Connection

KEPT = timedelta(days=1)
_SAID = ("until ", "for ", "jusqu", "pendant ")
"""How an end begins that says itself what it is."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What was typed and chosen so far; `announcement_id` is 0 for a new one."""

    contents: Contents
    when: str = ""
    ends: str = ""
    schedule: Schedule | None = None
    """What the words in `when` and `ends` were understood as."""
    announcement_id: int = 0
    base: int = 0
    """The revision that it was made from."""
    version: int = 0
    """Counts changes, so that an old preview is not confirmed in place of the latest."""

    def body(self) -> dict[str, object]:
        """As a draft keeps it."""
        body = asdict(self)
        if self.schedule is not None:
            body["schedule"]["start"] = self.schedule.start.isoformat()
        return body

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Writing:  # Any: JSON
        """As a draft kept it."""
        schedule = body["schedule"]
        if schedule is not None:
            start = datetime.fromisoformat(schedule["start"])
            schedule = Schedule(start, schedule["zone"], schedule["rule"])
        return cls(**{**body, "contents": _contents(body["contents"]), "schedule": schedule})

    @property
    def is_change(self) -> bool:
        return self.announcement_id != 0


def _contents(body: Mapping[str, Any]) -> Contents:  # Any: JSON
    wording, pings = body["wording"], body["pings"]
    image = None if wording["image"] is None else Image(**wording["image"])
    return Contents(
        Wording(wording["title"], wording["body"], image, wording["has_button"]),
        Pings(tuple(pings["role_ids"]), Everyone(pings["everyone"])),
        tuple(body["channel_ids"]),
    )


def change_of(announcement: Announcement) -> Writing:
    """An announcement as it is, to be changed."""
    return Writing(
        announcement.contents, announcement_id=announcement.id, base=announcement.revision
    )


async def begin_writing(services: Services, actor: Actor, writing: Writing) -> int:
    """Keep what is known of an announcement while it is written; returns the draft's id."""
    require_moderator(actor)
    now = services.clock()
    async with changing(services, actor) as connection:
        return await drafts.create_draft(
            connection, actor.guild_id, actor.member_id, WRITING, writing.body(), now + KEPT
        )


async def get_writing(services: Services, actor: Actor, draft_id: int) -> Writing:
    """What the actor's draft holds; `UserError` once it is done with, or has expired."""
    async with services.database.read() as connection:
        return await read_writing(connection, services, actor, draft_id)


async def read_writing(
    connection: Connection,
    services: Services,
    actor: Actor,
    draft_id: int,
    version: int | None = None,
) -> Writing:
    """The same within a transaction; with `version` also refused where it has been changed."""
    require_moderator(actor)
    draft = await drafts.find_draft(connection, draft_id, services.clock())
    mine = draft is not None and draft.kind == WRITING and draft.member_id == actor.member_id
    if draft is None or not mine or draft.guild_id != actor.guild_id:
        raise UserError("announcements-draft-gone")
    writing = Writing.of(draft.body)
    if version is not None and writing.version != version:
        raise UserError("announcements-preview-old")
    return writing


async def keep_writing(
    services: Services, actor: Actor, draft_id: int, writing: Writing
) -> Writing:
    """Keep what was typed and chosen, whatever is wrong with it."""
    now = services.clock()
    async with services.database.transaction() as connection:
        before = await read_writing(connection, services, actor, draft_id)
        kept = replace(writing, version=before.version + 1)
        await drafts.change_draft(connection, draft_id, kept.body(), now + KEPT)
    return kept


async def drop_writing(services: Services, actor: Actor, draft_id: int) -> None:
    """Forget what was written."""
    async with services.database.transaction() as connection:
        await read_writing(connection, services, actor, draft_id)
        await drafts.delete_draft(connection, draft_id)


async def keep_image(services: Services, actor: Actor, data: bytes) -> Image:
    """Store an uploaded picture; `UserError` where Discord would not show it."""
    kind = image_kind(data)
    if kind is None:
        raise UserError("announcements-image-unfit")
    async with services.database.transaction() as connection:
        return await announcement_templates.keep_image(
            connection, actor.guild_id, f"announcement.{kind}", data, services.clock()
        )


async def understand(
    services: Services, actor: Actor, writing: Writing, when: str, ends: str
) -> tuple[Writing, UserError | None]:
    """Read a time in words in the actor's zone; what cannot be read is kept as it was typed."""
    writing = replace(writing, when=when.strip(), ends=ends.strip(), schedule=None)
    if not writing.when:
        problem = UserError("announcements-ends-alone") if writing.ends else None
        return writing, problem
    zone = await zone_of(services, actor)
    words = f"{writing.when} {end_words(writing.ends)}"
    try:
        schedule = parse_when(words.strip(), services.clock(), zone, may_repeat=True)
    except UserError as problem:
        return writing, problem
    return replace(writing, schedule=schedule), None


def end_words(ends: str) -> str:
    """An end as it is said behind a time: a number of times, or a last day."""
    if not ends or ends.casefold().startswith(_SAID):
        return ends
    return f"{ends} times" if ends.isdecimal() else f"until {ends}"
