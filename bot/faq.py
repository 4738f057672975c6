"""`nexus faq`: entries in and out of a server on the command line, while the bot runs or not."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cogs.core.text import Catalogues
from cogs.faq.actions.exchange import (
    Planned,
    export_entries,
    plan_archive,
    read_archive,
    starter_files,
    write_archive,
)
from cogs.faq.render.entry import render_imported, render_plan, report
from domain.errors import UserError
from domain.faq.archives import MAX_ARCHIVE
from domain.faq.plans import Effect
from domain.guilds import GuildSettings
from storage import guilds
from storage.connection import Database
from storage.engine import open_database

MOST_GUILDS = 50
LANGUAGE = "en"
"""The command line speaks English throughout."""


class FaqError(Exception):
    """Something is wrong with the call, in one line."""


@dataclass(frozen=True, slots=True)
class Import:
    """Options of `nexus faq import`; `path` None: the starter FAQ."""

    path: Path | None
    guild_id: int | None
    apply: bool
    overwrite: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Printed text, and whether everything could be read."""

    text: str
    is_fine: bool = True


async def import_entries(database_url: str, wanted: Import) -> Outcome:
    """Show what files would change, or change it; raises `FaqError` and `DatabaseError`."""
    uploads = list(_read(wanted.path)) if wanted.path else starter_files()
    async with open_database(database_url) as database:
        settings = await _settings(database, wanted.guild_id)
        text = Catalogues.load().of(LANGUAGE)
        try:
            archive = await read_archive(uploads)
        except UserError as error:
            raise FaqError(text(error.problem, **error.values)) from error
        planned = Planned(tuple(await plan_archive(database, settings.guild_id, archive)))
        is_fine = not planned.count(Effect.INVALID)
        if not wanted.apply:
            hint = "Add --apply to import it."
            return Outcome(f"{report(planned, text)}{render_plan(planned, text)}\n{hint}", is_fine)
        done = await write_archive(
            database,
            settings,
            archive,
            editor_id=None,
            now=datetime.now(UTC),
            overwrite=wanted.overwrite,
        )
        faults = [step for step in planned.steps if step.effect is Effect.INVALID]
        left = report(Planned(tuple(faults)), text) if faults else ""
        return Outcome(left + render_imported(done, text), is_fine)


async def export_to(
    database_url: str, path: Path, guild_id: int | None, *, as_json: bool
) -> Outcome:
    """Write all entries to a zip, or into a folder; raises `FaqError` and `DatabaseError`."""
    async with open_database(database_url) as database:
        settings = await _settings(database, guild_id)
        exported = await export_entries(database, settings.guild_id, as_json=as_json)
    await asyncio.to_thread(_write, path, exported.data)
    return Outcome(f"{exported.count} entries are in {path}.")


def _write(path: Path, data: bytes) -> None:
    """Write a zip of our own as it is, or its files in a folder."""
    if path.suffix == ".zip":
        path.write_bytes(data)
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(path)


def _read(path: Path) -> Iterator[tuple[str, bytes]]:
    """Read a file, or every Markdown file of a folder; `FaqError` names what cannot be read."""
    try:
        yield from _files(path)
    except OSError as error:
        raise FaqError(f"{error.filename or path}: {error.strerror}") from error


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        found = sorted(path.rglob("*.md"))
        if not found:
            raise FaqError(f"{path} holds no .md files")
        yield from ((str(file.relative_to(path)), _bytes(file)) for file in found)
    elif path.is_file():
        yield path.name, _bytes(path)
    else:
        raise FaqError(f"{path} is neither a file nor a folder")


def _bytes(path: Path) -> bytes:
    """Read a file up to one byte more than may be imported, which is refused then."""
    with path.open("rb") as file:
        return file.read(MAX_ARCHIVE + 1)


async def _settings(database: Database, guild_id: int | None) -> GuildSettings:
    """Return the settings of the server that is meant: the only one where none is named."""
    if guild_id is None:
        known = await database.read(guilds.list_present, after=0, limit=MOST_GUILDS)
        if len(known) != 1:
            names = ", ".join(map(str, known)) or "none yet: start the bot once"
            raise FaqError(f"say which server is meant with --guild; there are: {names}")
        (guild_id,) = known
    return await database.read(guilds.find_settings, guild_id) or GuildSettings(guild_id)
