"""Turning what a member typed after "/" into the data of an interaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.acting.errors import CannotDoError
from sandbox.wire import serialise
from sandbox.world.models import (
    Application,
    Attachment,
    Channel,
    Command,
    Json,
    Member,
    Role,
    User,
)
from sandbox.world.permissions import ALL
from sandbox.world.world import World

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)


def visible_commands(
    world: World, user_id: int, channel: Channel
) -> Iterator[tuple[Application, Command]]:
    """Return the commands that Discord offers a member in a channel."""
    permissions = world.permissions_in(user_id, channel)
    for application in world.applications.values():
        for command in application.commands.values():
            if command.guild_id not in (None, channel.guild_id):
                continue
            needed = command.fields.get("default_member_permissions")
            if needed is not None and not _has(permissions, int(needed)):
                continue
            yield application, command


def _has(permissions: int, needed: int) -> bool:
    return permissions & needed == needed if needed else permissions & ALL == ALL


def find_command(
    world: World, user_id: int, channel: Channel, name: str, kind: int
) -> tuple[Application, Command]:
    """Find the visible command of this name; `CannotDoError` otherwise."""
    for application, command in visible_commands(world, user_id, channel):
        if (command.name, command.kind) == (name, kind):
            return application, command
    raise CannotDoError(f"There is no command {name!r} that this member sees here")


class Filling:
    """Fills a command's options, checking them as Discord's own clients do."""

    def __init__(self, world: World, guild_id: int | None) -> None:
        self._world = world
        self._guild_id = guild_id
        self.resolved: Json = {}

    def options(
        self, path: list[str], options: list[Json], values: Mapping[str, Any], focused: str | None
    ) -> list[Json]:
        """Return the options of the interaction, nested as the path of subcommands says."""
        if path:
            chosen = next((o for o in options if o["name"] == path[0]), None)
            if chosen is None:
                raise CannotDoError(f"There is no subcommand {path[0]!r}")
            inner = self.options(path[1:], chosen.get("options", []), values, focused)
            return [{"type": chosen["type"], "name": chosen["name"], "options": inner}]
        inner_names = [o["name"] for o in options if o["type"] in (SUBCOMMAND, GROUP)]
        if inner_names:
            raise CannotDoError(f"One of the subcommands {inner_names} has to be chosen")
        known = {option["name"] for option in options}
        unknown = values.keys() - known
        if unknown:
            raise CannotDoError(f"The command has no option {sorted(unknown)}; it has {known}")
        return [
            self._filled(option, values[option["name"]], focused)
            for option in options
            if self._is_given(option, values, focused)
        ]

    def _is_given(self, option: Json, values: Mapping[str, Any], focused: str | None) -> bool:
        if values.get(option["name"]) is not None:
            return True
        if option.get("required") and focused is None:
            raise CannotDoError(f"The option {option['name']!r} is required")
        return False

    def _filled(self, option: Json, value: Any, focused: str | None) -> Json:
        filled: Json = {"type": option["type"], "name": option["name"]}
        if option["name"] == focused:
            if not option.get("autocomplete"):
                raise CannotDoError(f"The option {focused!r} offers nothing while typing")
            return filled | {"value": str(value), "focused": True}
        return filled | {"value": self._value(option, value)}

    def _value(self, option: Json, value: Any) -> Any:
        kind = option["type"]
        if option.get("choices"):
            return _choice(option, value)
        if kind == STRING:
            return _text(option, str(value))
        if kind in (INTEGER, NUMBER):
            return _number(option, value)
        if kind == BOOLEAN:
            return bool(value)
        return self.resolve(value)

    def resolve(self, value: Any) -> str:
        """Return the id of a user, role, channel or file, whose record becomes resolved data."""
        if isinstance(value, Member):
            value = value.user
        if isinstance(value, User):
            self._resolve_user(value)
        elif isinstance(value, Role):
            self._add("roles", value.id, serialise.role(value))
        elif isinstance(value, Channel):
            shown = serialise.channel(self._world, value) | {"permissions": str(ALL)}
            self._add("channels", value.id, shown)
        elif isinstance(value, Attachment):
            self._add("attachments", value.id, serialise.attachment(self._world, value))
        else:
            raise CannotDoError(f"{value!r} is no user, role, channel or file")
        return str(value.id)

    def _resolve_user(self, user: User) -> None:
        self._add("users", user.id, serialise.user(user))
        guild = self._world.guilds.get(self._guild_id or 0)
        member = guild and guild.members.get(user.id)
        if member:
            shown = serialise.member(member, with_user=False) | {"permissions": str(ALL)}
            self._add("members", user.id, shown)

    def _add(self, kind: str, key: int, shown: Json) -> None:
        self.resolved.setdefault(kind, {})[str(key)] = shown


def _choice(option: Json, value: Any) -> Any:
    for choice in option["choices"]:
        if value in (choice["value"], choice["name"]):
            return choice["value"]
    names = [choice["name"] for choice in option["choices"]]
    raise CannotDoError(f"{value!r} is not among the choices of {option['name']!r}: {names}")


def _text(option: Json, value: str) -> str:
    most, least = option.get("max_length") or 6000, option.get("min_length") or 0
    if not least <= len(value) <= most:
        raise CannotDoError(f"{option['name']!r} takes {least} to {most} characters")
    return value


def _number(option: Json, value: Any) -> int | float:
    least, most = option.get("min_value"), option.get("max_value")
    made = int(value) if option["type"] == INTEGER else float(value)
    if (least is not None and made < least) or (most is not None and made > most):
        raise CannotDoError(f"{option['name']!r} lies between {least} and {most}")
    return made
