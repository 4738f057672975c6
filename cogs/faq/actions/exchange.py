"""Exchange of entries with files: exported, planned and imported, and the starter FAQ."""

from __future__ import annotations

import asyncio
import base64
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from importlib.resources import files

from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.core.unit import Unit
from cogs.faq.actions.entries import plan_review
from cogs.faq.names import IMPORTING
from domain.errors import UserError
from domain.faq.archives import Archive, pack_json, pack_markdown, unpack
from domain.faq.entries import Change, Entry, EntryState, FileRef, NewEntry
from domain.faq.files import file_of
from domain.faq.plans import Effect, Known, Step, plan
from domain.guilds import GuildSettings
from storage import drafts, faq_entries, topics
from storage.connection import Connection, Database

FOLDER = "starter"


def starter_files() -> list[tuple[str, bytes]]:
    """Name and content of each entry's file, in the order of their names."""
    folder = files("cogs.faq").joinpath(FOLDER)
    found = (file for file in folder.iterdir() if file.name.endswith(".md"))
    return sorted((file.name, file.read_bytes()) for file in found)


KEPT = timedelta(hours=1)
MOST_ENTRIES = 20_000
BATCH = 50
"""Number of entries written in one go: others want to write too."""

Files = list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Exported:
    """A zip with all entries of a server."""

    count: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Planned:
    """Plan of an import; `draft_id` stands for the files until that is decided."""

    steps: tuple[Step, ...]
    draft_id: int = 0

    def count(self, effect: Effect) -> int:
        return sum(step.effect is effect for step in self.steps)


@dataclass(frozen=True, slots=True)
class Imported:
    """Outcome of an import."""

    done: Counter[Effect]
    left: tuple[Step, ...]
    """Steps that could not be written after all: somebody was faster."""


async def export_entries(database: Database, guild_id: int, *, as_json: bool) -> Exported:
    """Pack every entry of a server, in whatever state."""
    entries, attached = await database.read(_load_all, guild_id)
    files = [file_of(entry) for entry in entries]
    data = await asyncio.to_thread(pack_json if as_json else pack_markdown, files, attached)
    return Exported(len(entries), data)


async def _load_all(connection: Connection, guild_id: int) -> tuple[list[Entry], dict[str, Files]]:
    entries = await faq_entries.list_entries(connection, guild_id, limit=MOST_ENTRIES, state=None)
    attached = {
        entry.name: await faq_entries.load_files(connection, guild_id, entry.text.files)
        for entry in entries
        if entry.text.files
    }
    return entries, attached


async def export_for(services: Services, actor: Actor, *, as_json: bool) -> Exported:
    """Pack every entry of the actor's server, for moderators."""
    require_moderator(actor)
    return await export_entries(services.database, actor.guild_id, as_json=as_json)


async def plan_import(
    services: Services, actor: Actor, uploads: Sequence[tuple[str, bytes]]
) -> Planned:
    """See what files would change, and keep them for the moderator's decision."""
    require_moderator(actor)
    archive = await read_archive(uploads)
    steps = await plan_archive(services.database, actor.guild_id, archive)
    body = {"files": [[name, base64.b64encode(data).decode()] for name, data in uploads]}
    return Planned(tuple(steps), await services.write(keep_import, actor, body))


async def keep_import(unit: Unit, actor: Actor, body: Mapping[str, object]) -> int:
    """Keep files until their moderator has decided; returns the draft's id."""
    await admit(unit, actor)
    return await drafts.create_draft(
        unit.connection,
        actor.guild_id,
        actor.member_id,
        IMPORTING,
        body,
        unit.now + KEPT,
        subject=actor.member_id,
    )


async def apply_import(
    services: Services, actor: Actor, draft_id: int, *, overwrite: bool
) -> Imported:
    """Write what was planned, seen against what is there now.

    That is done in batches, each of which is a transaction, as others want to write as well.
    """
    uploads = await services.read(get_import, actor, draft_id)
    archive = await read_archive(uploads)
    done = await write_archive(
        services.database,
        actor.settings,
        archive,
        editor_id=actor.member_id,
        now=services.clock(),
        overwrite=overwrite,
    )
    counts = {effect.value: str(count) for effect, count in done.done.items() if count}
    await services.write(finish_import, actor, draft_id, counts)
    return done


async def get_import(unit: Unit, actor: Actor, draft_id: int) -> list[tuple[str, bytes]]:
    """Read the files that a moderator is deciding about; `UserError` where they are gone."""
    require_moderator(actor)
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    is_mine = draft is not None and (draft.guild_id, draft.member_id) == (
        actor.guild_id,
        actor.member_id,
    )
    if draft is None or not is_mine or draft.kind != IMPORTING:
        raise UserError("faq-import-gone")
    return [(name, base64.b64decode(data)) for name, data in draft.body["files"]]


async def finish_import(unit: Unit, actor: Actor, draft_id: int, counts: dict[str, str]) -> None:
    """Forget files that were imported, and note how many entries of each effect were written."""
    await admit(unit, actor)
    await drafts.delete_draft(unit.connection, draft_id)
    await unit.note(
        actor, "faq.import", f"server:{actor.guild_id}", owners=(), reason=None, **counts
    )
    unit.expect(unit.now)  # reviews were planned batch by batch


async def drop_import(unit: Unit, actor: Actor, draft_id: int) -> None:
    """Forget files that are not to be imported."""
    draft = await drafts.find_draft(unit.connection, draft_id, unit.now)
    if draft is not None and draft.member_id == actor.member_id and draft.kind == IMPORTING:
        await drafts.delete_draft(unit.connection, draft_id)


async def read_archive(uploads: Sequence[tuple[str, bytes]]) -> Archive:
    """Unpack uploaded files; `UserError` where nothing of them can be read."""
    whole = Archive()
    for name, data in uploads:
        archive = await asyncio.to_thread(unpack, name, data)
        whole.read += archive.read
        whole.attached |= archive.attached
    if not whole.read:
        raise UserError("faq-archive-empty")
    return whole


async def plan_archive(database: Database, guild_id: int, archive: Archive) -> list[Step]:
    """See what writing these files would do."""
    attached = {
        name: tuple(FileRef(file, sha256(data).hexdigest()) for file, data in files)
        for name, files in archive.attached.items()
    }
    known = await database.read(_known, guild_id, attached)
    return await asyncio.to_thread(plan, archive.read, known)


async def write_archive(
    database: Database,
    settings: GuildSettings,
    archive: Archive,
    *,
    editor_id: int | None,
    now: datetime,
    overwrite: bool,
) -> Imported:
    """Write new and changed entries, conflicting ones too with `overwrite`.

    In batches, each of which is written as a whole; writing the same files again changes nothing.
    """
    steps = await plan_archive(database, settings.guild_id, archive)
    wanted = {Effect.CHANGED, Effect.NEW} | ({Effect.CONFLICTING} if overwrite else set())
    # What frees a title comes before what may take it.
    order = (Effect.CHANGED, Effect.CONFLICTING, Effect.NEW)
    to_write = sorted(
        (step for step in steps if step.effect in wanted),
        key=lambda step: (
            step.file is None or step.file.state != "retired",
            order.index(step.effect),
        ),
    )
    done: Counter[Effect] = Counter()
    left: list[Step] = []
    writer = _Writer(settings, archive, editor_id, now)
    for start in range(0, len(to_write), BATCH):
        batch = to_write[start : start + BATCH]
        written = await database.write(writer.write, batch)
        done.update(step.effect for step in written)
        left += [step for step in batch if step not in written]
    return Imported(done, tuple(left))


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes steps of a plan, all on behalf of one person."""

    settings: GuildSettings
    archive: Archive
    editor_id: int | None
    now: datetime

    async def write(self, connection: Connection, steps: Sequence[Step]) -> list[Step]:
        """Write these; returns those that could be written."""
        return [step for step in steps if await self._write(connection, step)]

    async def _write(self, connection: Connection, step: Step) -> bool:
        file, text, guild_id = step.file, step.text, self.settings.guild_id
        if file is None or text is None:
            return False
        if file.state is not EntryState.RETIRED:
            other = await faq_entries.find_by_title(connection, guild_id, text.title)
            if other is not None and other.name != file.name:
                return False
        for name, data in self.archive.attached.get(file.name, ()):
            await faq_entries.keep_file(connection, guild_id, name, data, self.now)
        entry = await self._store(connection, step)
        if entry is None:
            return False
        await plan_review(Unit(connection, self.now), entry)
        return True

    async def _store(self, connection: Connection, step: Step) -> Entry | None:
        file, text = step.file, step.text
        if file is None or text is None:
            return None
        review_at = self._review_at(step)
        if step.entry is None:
            new = NewEntry(text, file.state, review_at, name=file.name, position=file.position)
            return await faq_entries.create_entry(
                connection,
                self.settings.guild_id,
                new,
                editor_id=self.editor_id,
                now=self.now,
                change=Change.IMPORT,
            )
        changed = replace(
            step.entry,
            text=text,
            state=file.state,
            position=file.position or step.entry.position,
            review_at=review_at,
        )
        return await faq_entries.change_entry(
            connection,
            changed,
            change=Change.IMPORT,
            editor_id=self.editor_id,
            reason="",
            now=self.now,
        )

    def _review_at(self, step: Step) -> datetime | None:
        file = step.file
        if file is None or file.state is not EntryState.PUBLISHED:
            return None
        if file.review_by is None:
            return self.settings.next_review(self.now)
        if step.entry and step.entry.review_at and step.entry.review_at.date() == file.review_by:
            return step.entry.review_at
        return datetime.combine(file.review_by, time(), UTC)


async def _known(
    connection: Connection, guild_id: int, attached: dict[str, tuple[FileRef, ...]]
) -> Known:
    entries = await faq_entries.list_entries(connection, guild_id, limit=MOST_ENTRIES, state=None)
    return Known(
        {entry.name: entry for entry in entries},
        await topics.list_topics(connection, guild_id),
        attached,
    )
