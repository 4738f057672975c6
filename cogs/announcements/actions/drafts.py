"""Drafts of announcements, and templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cogs.announcements.actions.lookups import get_announcement, get_template
from cogs.announcements.names import WRITING
from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.announcements.records import (
    Announcement,
    Contents,
    Everyone,
    Image,
    Pings,
    Template,
    Wording,
)
from domain.announcements.rules import MOST_TEMPLATES, check_name, image_kind
from domain.errors import UserError
from domain.times.recurrence import Schedule
from domain.times.words import parse_when
from storage import announcement_templates, drafts


async def save_template(unit: Unit, actor: Actor, announcement_id: int, raw_name: str) -> Template:
    """Keep an announcement as a template; one of the same name is replaced."""
    require_moderator(actor)
    await admit(unit, actor)
    name = check_name(raw_name)
    announcement = await get_announcement(unit, actor, announcement_id)
    known = await list_templates(unit, actor)
    is_new = all(template.name.casefold() != name.casefold() for template in known)
    if is_new and len(known) >= MOST_TEMPLATES:
        raise UserError("announcements-too-many-templates", most=MOST_TEMPLATES)
    await announcement_templates.save_template(
        unit.connection, actor.guild_id, name, announcement.contents, actor.member_id
    )
    await unit.note(actor, "announcements.template-save", f"template:{name}")
    return await get_template(unit, actor, name)


async def use_template(unit: Unit, actor: Actor, name: str) -> Template:
    """Find a template, to begin an announcement with."""
    require_moderator(actor)
    return await get_template(unit, actor, name)


async def list_templates(unit: Unit, actor: Actor) -> list[Template]:
    """List a server's templates by name."""
    require_moderator(actor)
    return await announcement_templates.list_templates(
        unit.connection, actor.guild_id, limit=MOST_TEMPLATES
    )


async def delete_template(unit: Unit, actor: Actor, name: str) -> Template:
    """Forget a template."""
    require_moderator(actor)
    await admit(unit, actor)
    template = await get_template(unit, actor, name)
    await announcement_templates.delete_template(unit.connection, actor.guild_id, template.name)
    await unit.note(actor, "announcements.template-delete", f"template:{template.name}")
    return template


KEPT = timedelta(days=1)
_SAID = ("until ", "for ", "jusqu", "pendant ")
"""Words that begin an end which says itself what it is."""


@dataclass(frozen=True, slots=True)
class Writing:
    """Input typed and chosen so far; `announcement_id` is 0 for a new one."""

    contents: Contents
    when: str = ""
    ends: str = ""
    schedule: Schedule | None = None
    """Schedule that the words in `when` and `ends` were understood as."""
    announcement_id: int = 0
    base: int = 0
    """The revision that it was made from."""
    version: int = 0
    """Counts changes, so that an old preview is not confirmed in place of the latest."""

    def body(self) -> dict[str, object]:
        """Write itself as a draft's body."""
        body = asdict(self)
        if self.schedule is not None:
            body["schedule"]["start"] = self.schedule.start.isoformat()
        return body

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Writing:  # Any: JSON
        """Read it from a draft's body."""
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
    """Return an announcement as it is, to be changed."""
    return Writing(
        announcement.contents, announcement_id=announcement.id, base=announcement.revision
    )


async def begin_writing(unit: Unit, actor: Actor, writing: Writing) -> int:
    """Keep what is known of an announcement while it is written; returns the draft's id."""
    require_moderator(actor)
    await admit(unit, actor)
    return await drafts.create_draft(
        unit.connection,
        actor.guild_id,
        actor.member_id,
        WRITING,
        writing.body(),
        unit.now + KEPT,
    )


async def get_writing(
    unit: Unit, actor: Actor, draft_id: int, version: int | None = None
) -> Writing:
    """Read the actor's draft; `UserError` once it is done with, or has expired.

    With `version` also where it has been changed since.
    """
    require_moderator(actor)
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    mine = draft is not None and draft.kind == WRITING and draft.member_id == actor.member_id
    if draft is None or not mine or draft.guild_id != actor.guild_id:
        raise UserError("announcements-draft-gone")
    writing = Writing.of(draft.body)
    if version is not None and writing.version != version:
        raise UserError("announcements-preview-old")
    return writing


async def keep_writing(unit: Unit, actor: Actor, draft_id: int, writing: Writing) -> Writing:
    """Keep what was typed and chosen, whatever is wrong with it."""
    before = await get_writing(unit, actor, draft_id)
    kept = replace(writing, version=before.version + 1)
    await drafts.change_draft(unit.connection, draft_id, kept.body(), unit.now + KEPT)
    return kept


async def drop_writing(unit: Unit, actor: Actor, draft_id: int) -> None:
    """Forget what was written."""
    await get_writing(unit, actor, draft_id)
    await drafts.delete_draft(unit.connection, draft_id)


async def keep_image(unit: Unit, actor: Actor, data: bytes) -> Image:
    """Store an uploaded picture; `UserError` where Discord would not show it."""
    kind = image_kind(data)
    if kind is None:
        raise UserError("announcements-image-unfit")
    return await announcement_templates.keep_image(
        unit.connection, actor.guild_id, f"announcement.{kind}", data, unit.now
    )


async def load_image(
    unit: Unit, guild_id: int, image: Image | None
) -> tuple[tuple[str, bytes], ...]:
    """Load name and bytes of a picture, for a message's files; empty where there is none."""
    return await announcement_templates.load_image(unit.connection, guild_id, image)


def understand(
    writing: Writing, when: str, ends: str, now: datetime, zone: str
) -> tuple[Writing, UserError | None]:
    """Read a time in words in the writer's zone; what cannot be read is kept as it was typed."""
    writing = replace(writing, when=when.strip(), ends=ends.strip(), schedule=None)
    if not writing.when:
        problem = UserError("announcements-ends-alone") if writing.ends else None
        return writing, problem
    words = f"{writing.when} {end_words(writing.ends)}"
    try:
        schedule = parse_when(words.strip(), now, zone, may_repeat=True)
    except UserError as problem:
        return writing, problem
    return replace(writing, schedule=schedule), None


def end_words(ends: str) -> str:
    """Word an end as it is said behind a time: a number of times, or a last day."""
    if not ends or ends.casefold().startswith(_SAID):
        return ends
    return f"{ends} times" if ends.isdecimal() else f"until {ends}"
