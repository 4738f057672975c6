"""The sandbox's state between runs: one JSON file, and a folder beside it for attachments.

Ephemeral messages and interactions under way are not kept: on Discord, too, they do not outlive
the client that saw them.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, get_type_hints

from sandbox.world.records import plain, restore
from sandbox.world.world import Event, World

VERSION = 1
SAVED_AFTER_SECONDS = 0.5
_KEPT = ("users", "guilds", "channels", "messages", "applications")


class KeptStateError(Exception):
    """A state file that cannot be used; the text says why and what to do."""


def load(path: Path) -> World | None:
    """Load the world that a file holds, or None where there is no file."""
    if not path.exists():
        return None
    try:
        return _world(_read(path), _files_beside(path))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise KeptStateError(
            f"{path} does not hold a state of the sandbox ({error}). "
            "Start with --fresh to begin anew, or name another file with --state."
        ) from error


def _read(path: Path) -> dict[str, Any]:
    state: dict[str, Any] = json.loads(path.read_bytes())
    if state["version"] != VERSION:
        raise ValueError(f"it is of version {state['version']}, not {VERSION}")
    return state


def save(world: World, path: Path) -> None:
    """Write the world; a crash in the middle leaves what was there before."""
    state: dict[str, Any] = {"version": VERSION, "last_id": world.ids.last}
    for name in _KEPT:
        records = getattr(world, name)
        state[name] = {str(key): plain(record) for key, record in records.items()}
    passing = [str(m.id) for m in world.messages.values() if m.visible_to is not None or m.loading]
    for message_id in passing:
        del state["messages"][message_id]
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _save_files(world, _files_beside(path))
    _replace(path, json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode())


@asynccontextmanager
async def keeping(world: World, path: Path) -> AsyncIterator[Keeper]:
    """Write the world soon after each change, and when the block ends."""
    keeper = Keeper(world, path)
    unsubscribe = world.subscribe(keeper.note)
    try:
        yield keeper
    finally:
        unsubscribe()
        keeper.close()


class Keeper:
    """Writes a world a moment after it changed: many changes at once are written once."""

    def __init__(self, world: World, path: Path) -> None:
        self._world = world
        self._path = path
        self._due: asyncio.TimerHandle | None = None

    def note(self, _: Event | None = None) -> None:
        """Something changed."""
        if self._due is None:
            loop = asyncio.get_running_loop()
            self._due = loop.call_later(SAVED_AFTER_SECONDS, self._save)

    def close(self) -> None:
        """Write the last changes."""
        if self._due is not None:
            self._due.cancel()
        self._save()

    def _save(self) -> None:
        self._due = None
        save(self._world, self._path)


def _world(state: dict[str, Any], files: Path) -> World:
    world = World()
    hints = get_type_hints(World)
    for name in _KEPT:
        setattr(world, name, restore(hints[name], _with_files(name, state[name], files)))
    world.ids.skip_to(state["last_id"])
    for message_id in sorted(world.messages):
        channel_id = world.messages[message_id].channel_id
        world.history.setdefault(channel_id, []).append(message_id)
        for attachment in world.messages[message_id].attachments:
            world.files[attachment.id] = attachment
    _join(world)
    return world


def _join(world: World) -> None:
    """Let memberships and applications hold the very users that the world holds."""
    for guild in world.guilds.values():
        for member in guild.members.values():
            member.user = world.users[member.user.id]
    for application in world.applications.values():
        application.bot = world.users[application.bot.id]


def _with_files(name: str, records: Any, files: Path) -> Any:  # Any: JSON
    if name == "messages":
        for message in records.values():
            for attachment in message["attachments"]:
                attachment["data"] = (files / str(attachment["id"])).read_bytes()
    return records


def _files_beside(path: Path) -> Path:
    return path.with_name(path.name + ".files")


def _save_files(world: World, folder: Path) -> None:
    """Save new files, and drop those of deleted messages: a file never changes."""
    kept = {str(a.id): a for m in world.messages.values() for a in m.attachments}
    if kept:
        folder.mkdir(exist_ok=True)
    there = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    for name in kept.keys() - there:
        _replace(folder / name, kept[name].data)
    for name in there - kept.keys():
        (folder / name).unlink()


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(path.name + ".new")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
