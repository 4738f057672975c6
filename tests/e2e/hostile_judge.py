"""The judge of the hostile sweep: demands of every answer, and rows that may not change."""

from __future__ import annotations

import asyncio
import io
import logging
import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field

from sandbox.acting.member import Actor
from sandbox.acting.seen import Seen, text_of
from sandbox.client import Sandbox
from sandbox.interactions.calls import Interaction
from sandbox.rest.journal import Exchange
from sandbox.wire.components import walk
from sandbox.world.models import Message
from sandbox.world.world import Event
from tests.conftest import open_to_pings
from tests.nexus import HANDLERS, Nexus

FAULT = "our side"
QUIET_SECONDS = 0.02
"""Time after which a press is looked at again, whose handler may have ended without a word."""
LOOKS = 250
"""Times that an interaction is looked at, with nobody at work on it, before it counts as lost."""
PATIENCE_SECONDS = 60
"""A bound of every wait that only a hang reaches."""


def everything_in(seen: Seen) -> str:
    """Every word that an answer shows: messages, forms, labels of components, and files."""
    shown = [words for message in seen.followups for words in words_in(message)]
    return "\n".join([*shown, str(seen.modal or ""), str(seen.interaction.choices or "")])


def words_in(message: Message) -> Iterator[str]:
    yield text_of(message)
    yield from (str(component) for component in walk(message.components))
    for file in message.attachments:
        yield file.filename
        yield from _texts_of(file.data)


def _texts_of(data: bytes) -> Iterator[str]:
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield f"{name}\n{archive.read(name).decode('utf-8', 'replace')}"
    else:
        yield data.decode("utf-8", "replace")


@dataclass
class Judge:
    """Demands of every answer, and of everything that the bot writes meanwhile."""

    sandbox: Sandbox
    nexus: Nexus
    member: Actor
    secrets: tuple[str, ...]
    log: list[logging.LogRecord]
    never_pinged: frozenset[int] = frozenset()
    """Members and roles whom texts name, and nothing else."""
    may_ping_everyone: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)
    """The first input of each kind of fault."""
    way: str = "before"
    _read: Exchange | None = None
    """The latest request that was looked at."""

    def watch(self) -> Callable[[], None]:
        """Look at every message of the bot from now on; returns what ends it."""
        return self.sandbox.world.subscribe(self._hear)

    def _hear(self, event: Event) -> None:
        message, world = event.message, self.sandbox.world
        if message is None or message.author_id != self.sandbox.application.bot.id:
            return
        self.counts["messages"] += 1
        pinged = {*message.mention_ids, *message.mention_role_ids} & self.never_pinged
        if pinged or (message.mention_everyone and not self.may_ping_everyone):
            self.find("pings", message.content[:200])
        place = world.channels.get(message.channel_id)
        if (
            place is not None
            and message.visible_to in (None, self.member.id)
            and world.may_see(self.member.id, place)
        ):
            self.look_for_secrets("\n".join(words_in(message)))

    def look_for_secrets(self, shown: str) -> None:
        plain = re.sub(r"[^a-z\s]", "", shown.casefold())
        for secret in self.secrets:
            if secret in plain:
                at = max(0, shown.casefold().find(secret[:4]) - 80)
                self.find(f"shows {secret}", shown[at : at + 200])

    def find(self, what: str, details: str) -> None:
        entrance = self.way.partition(" = ")[0]
        self.faults.setdefault(f"{what} | {entrance}", f"{self.way}: {details}")

    async def hear(self, kind: str, way: str, interaction: Interaction) -> Seen:
        """Wait for the answer of an interaction, and judge it."""
        self.counts[kind] += 1
        self.way = way
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                ended = await self._end(interaction)
        except TimeoutError:
            ended = "no answer"
        seen = self.member.seen(interaction)
        shown = everything_in(seen)
        if ended:
            self.find(ended, shown[:200])
        if FAULT in shown:
            self.find("our fault", shown[:300])
        if seen.followups and not interaction.modal and not shown.strip():
            self.find("says nothing", str(interaction.data)[:200])
        self.look_for_secrets(shown)
        self._read_log()
        self._read_requests()
        self.counts[_kind_of(seen)] += 1
        return seen

    async def _end(self, interaction: Interaction) -> str:
        """Wait until an interaction is answered; returns what is wrong with the answer."""
        looks = 0
        while not self._is_answered(interaction):
            try:
                async with asyncio.timeout(QUIET_SECONDS):
                    await interaction.changed()
            except TimeoutError:
                looks = 0 if self._is_busy() else looks + 1
                if looks > 1 and interaction.defers_update:
                    return ""  # acknowledged: nothing is to be said
                if looks > LOOKS:
                    return "not acknowledged" if not interaction.is_acknowledged else "no words"
        return ""

    def _is_answered(self, interaction: Interaction) -> bool:
        source = interaction.source
        return (
            interaction.modal is not None
            or bool(interaction.message_ids)
            or interaction.choices is not None
            or (source is not None and source.id not in self.sandbox.world.messages)
        )

    def _is_busy(self) -> bool:
        return any(task.get_name().startswith(HANDLERS) for task in asyncio.all_tasks())

    def _read_requests(self) -> None:
        for exchange in reversed(self.sandbox.requests):
            if exchange is self._read:
                break
            for message in open_to_pings(exchange):
                self.find("leaves mentions to Discord", str(message)[:300])
        self._read = self.sandbox.requests[-1]

    def _read_log(self) -> None:
        for record in self.log:
            if record.exc_info or record.levelno >= logging.ERROR:
                told = logging.Formatter().format(record)
                last = told.strip().splitlines()[-1]
                self.find(f"log: {last[:80]}", told[-1500:])
        self.log.clear()


def _kind_of(seen: Seen) -> str:
    interaction = seen.interaction
    if interaction.modal is not None:
        return "form opened"
    if interaction.choices is not None:
        return "suggestions"
    return "answer" if interaction.message_ids else "silent"


def own_drafts(nexus: Nexus, member_id: int) -> list[int]:
    """Numbers of a member's drafts: the latest of each kind."""
    path = nexus.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        found = connection.execute(
            "SELECT max(id) FROM drafts WHERE member_id = ? GROUP BY kind ORDER BY 1 DESC",
            [member_id],
        ).fetchall()
    return [int(id_) for (id_,) in found]


COUNT_READERS = {"shown", "shown_at"}
"""Columns that change when somebody reads, which everybody may."""
_SELECT = 'SELECT * FROM "%s" WHERE %s'


def rows_of(
    nexus: Nexus, column: str, value: int, skipped: Iterable[str] = ()
) -> dict[str, list[str]]:
    """Every row that belongs to a server or channel, with what hangs on it, by table."""
    path = nexus.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'"
        tables = [str(name) for (name,) in connection.execute(named)]
        conditions: dict[str, str] = {}
        for _ in tables:  # children of children, as deep as it goes
            for table in tables:
                if condition := _condition(connection, table, column, conditions):
                    conditions.setdefault(table, condition)
        return {
            table: sorted(
                map(repr, connection.execute(_selected(connection, table) % condition, [value]))
            )
            for table, condition in conditions.items()
            if table not in skipped
        }


def _selected(connection: sqlite3.Connection, table: str) -> str:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    kept = ", ".join(f'"{column}"' for column in columns if column not in COUNT_READERS)
    return _SELECT.replace("*", kept) % (table, "%s")


def _condition(
    connection: sqlite3.Connection, table: str, column: str, known: dict[str, str]
) -> str:
    columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    if column in columns:
        return f"{column} = ?1"
    for key in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
        parent, own, theirs = key[2], key[3], key[4]
        if parent in known and parent != table:
            return f"{own} IN ({_SELECT.replace('*', theirs) % (parent, known[parent])})"
    return ""
