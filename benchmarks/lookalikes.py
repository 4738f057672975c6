"""Look-alikes as `/ask` offers them: false alarms on titles off the topic, recall on paraphrases.

`python -m benchmarks lookalikes [--off OFF.txt] [--on ON.tsv] [--json]`

OFF is a title a line, which no entry of the starter FAQ answers; ON is a title, a tab and the name
of the entry that does. Without files the project's own titles are asked. A fresh database gets the
starter FAQ and nothing else; each title is asked without details, as `/ask` would first look.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from cogs.faq.actions.exchange import read_archive, starter_files, write_archive
from domain.channels import UNLIMITED
from domain.guilds import GuildSettings
from domain.questions import QuestionText
from storage import faq_entries, question_search
from storage.connection import Connection
from storage.engine import open_database

GUILD = 1
AT = 3
"""Look-alikes that are shown at most."""
TITLES = Path(__file__).with_name("titles")
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of titles, the share of false alarms, and recall among the first three."""

    off: int
    false_alarms: float
    on: int
    recall3: float


async def measure(off: Sequence[str], on: Sequence[tuple[str, str]]) -> Figures:
    """Ask every title of a fresh server with the starter FAQ."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(f"sqlite:///{folder}/lookalikes.db") as database:
            archive = await read_archive(starter_files())
            settings = GuildSettings(GUILD)
            await write_archive(
                database, settings, archive, editor_id=None, now=_NOW, overwrite=False
            )
            names = await database.read(_names, [name for _, name in on])
            shown = [await database.read(_ask, title) for title in off]
            found = [await database.read(_ask, title) for title, _ in on]
    hits = [names[name] in numbers for (_, name), numbers in zip(on, found, strict=True)]
    return Figures(
        off=len(off),
        false_alarms=sum(map(bool, shown)) / max(len(off), 1),
        on=len(on),
        recall3=sum(hits) / max(len(on), 1),
    )


async def _ask(connection: Connection, title: str) -> list[int]:
    """Return the entries that `/ask` shows for a title."""
    found = await question_search.list_look_alikes(
        connection, GUILD, QuestionText(title, ""), UNLIMITED, limit=AT
    )
    return [each.number for each in found if each.is_entry]


async def _names(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """Find the entries by their names; `SystemExit` names one that the starter FAQ lacks."""
    found = {}
    for name in names:
        entry = await faq_entries.find_by_name(connection, GUILD, name)
        if entry is None:
            raise SystemExit(f"the starter FAQ has no entry {name!r}: take one such as cors-errors")
        found[name] = entry.id
    return found


def read_off(path: Path) -> list[str]:
    """Read a title a line; empty lines are passed over."""
    return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]


def read_on(path: Path) -> list[tuple[str, str]]:
    """Read a title, a tab and a name a line; `SystemExit` names a line without them."""
    pairs = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        title, _, name = line.rpartition("\t")
        if line.strip() and not (title.strip() and name.strip()):
            raise SystemExit(f"{path}:{number}: write a title, a tab and the name of an entry")
        if line.strip():
            pairs.append((title.strip(), name.strip()))
    return pairs


def main(arguments: list[str]) -> int:
    """Print the figures, as a line or as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks lookalikes")
    parser.add_argument("--off", type=Path, default=TITLES / "off.txt")
    parser.add_argument("--on", type=Path, default=TITLES / "on.tsv")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        off, on = read_off(options.off), read_on(options.on)
    except OSError as error:
        raise SystemExit(f"{error.filename}: {error.strerror}") from error
    figures = asyncio.run(measure(off, on))
    if options.json:
        print(json.dumps(asdict(figures)))
    else:
        print(f"{figures.off} titles off the topic: {figures.false_alarms:.1%} false alarms")
        print(f"{figures.on} paraphrases: {figures.recall3:.1%} found among the first {AT}")
    return 0
