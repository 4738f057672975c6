"""Registering application commands, for everybody and for one guild."""

from __future__ import annotations

from typing import Any

from sandbox.rest.routes import Answer, Call, Routes
from sandbox.wire import serialise
from sandbox.wire.schema import (
    Check,
    Path,
    anything,
    array,
    bits,
    boolean,
    check,
    choice,
    integer,
    mapping,
    nullable,
    number,
    obj,
    string,
)
from sandbox.world.errors import ApiError, Faults, invalid_form
from sandbox.world.models import Command, Json

routes = Routes()
GLOBAL = "/applications/{application_id}/commands"
IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
MOST = {SLASH: 100, USER_MENU: 5, MESSAGE_MENU: 5}
_CHOICE_TYPES: dict[int, tuple[type, ...]] = {3: (str,), 4: (int,), 10: (int, float)}
SLASH_NAME = r"[-_'\w]{1,32}"

_LOCALISED = nullable(mapping(string(100, 1)))
_CHOICE = obj(
    {"name": string(100, 1), "name_localizations": _LOCALISED, "value": anything}, "name", "value"
)


def _option(value: Any, path: Path, faults: Faults) -> Any:
    fields: dict[str, Check] = {
        "type": integer(1, 11),
        "name": string(32, 1, pattern=SLASH_NAME),
        "name_localizations": _LOCALISED,
        "description": string(100, 1),
        "description_localizations": _LOCALISED,
        "required": nullable(boolean),
        "choices": nullable(array(_CHOICE, 25)),
        "options": nullable(array(_option, 25)),
        "channel_types": nullable(array(integer(0))),
        "min_value": nullable(number()),
        "max_value": nullable(number()),
        "min_length": nullable(integer(0, 6000)),
        "max_length": nullable(integer(1, 6000)),
        "autocomplete": nullable(boolean),
    }
    checked = obj(fields, "type", "name", "description")(value, path, faults)
    _check_options(checked.get("options") or [], (*path, "options"), faults)
    _check_nesting(checked, path, faults)
    _check_choices(checked, path, faults)
    if checked.get("autocomplete") and checked.get("choices"):
        faults[*path, "autocomplete"] = (
            "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_INVALID",
            "An option cannot have both choices and autocomplete",
        )
    return checked


def _check_nesting(option: Json, path: Path, faults: Faults) -> None:
    """Check that a group holds subcommands, a subcommand values, a value nothing."""
    kind = option.get("type")
    inner = {o.get("type") for o in option.get("options") or () if isinstance(o, dict)}
    if kind == GROUP:
        is_right = inner <= {SUBCOMMAND}
    elif kind == SUBCOMMAND:
        is_right = not inner & {SUBCOMMAND, GROUP}
    else:
        is_right = not inner
    if not is_right:
        faults[*path, "options"] = (
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group options cannot be nested like this",
        )


def _check_choices(option: Json, path: Path, faults: Faults) -> None:
    """Choices exist for texts and numbers, and their values are of the option's type."""
    wanted = _CHOICE_TYPES.get(option.get("type", 0), ())
    for position, choice_ in enumerate(option.get("choices") or ()):
        value = choice_.get("value")
        if isinstance(value, bool) or not isinstance(value, wanted):
            faults[*path, "choices", str(position), "value"] = (
                "APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_INVALID",
                "The choice's value does not fit the option's type",
            )


def _check_options(options: list[Json], path: Path, faults: Faults) -> None:
    nested = [option.get("type") in (SUBCOMMAND, GROUP) for option in options]
    if any(nested) and not all(nested):
        faults[path] = (
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-commands cannot stand beside other options",
        )
    names = [option.get("name") for option in options]
    if len(names) != len(set(names)):
        faults[path] = (
            "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
            "Option names must be unique",
        )
    seen_optional = False
    for position, option in enumerate(options):
        if option.get("type") in (SUBCOMMAND, GROUP):
            continue
        if option.get("required") and seen_optional:
            faults[*path, str(position)] = (
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        seen_optional = seen_optional or not option.get("required")


_COMMAND: dict[str, Check] = {
    "id": anything,
    "type": nullable(choice(SLASH, USER_MENU, MESSAGE_MENU)),
    "name": string(32, 1),
    "name_localizations": _LOCALISED,
    "description": nullable(string(100)),
    "description_localizations": _LOCALISED,
    "options": nullable(array(_option, 25)),
    "default_member_permissions": nullable(bits),
    "dm_permission": nullable(boolean),
    "default_permission": nullable(boolean),
    "contexts": nullable(array(choice(0, 1, 2))),
    "integration_types": nullable(array(choice(0, 1))),
    "nsfw": nullable(boolean),
    "handler": nullable(integer()),
}


def _complete(body: Any) -> Json:
    data = check(_COMMAND, body, "name")
    kind = data.get("type") or SLASH
    faults: Faults = {}
    if kind == SLASH:
        string(32, 1, pattern=SLASH_NAME)(data["name"], ("name",), faults)
        if data["name"] != data["name"].lower():
            faults["name",] = (
                "APPLICATION_COMMAND_INVALID_NAME",
                "Command name is invalid",
            )
        if not data.get("description"):
            faults["description",] = ("BASE_TYPE_REQUIRED", "This field is required")
        _check_options(data.get("options") or [], ("options",), faults)
    elif data.get("description") or data.get("options"):
        faults["description",] = (
            "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED",
            "Context menu commands cannot have a description or options",
        )
    if faults:
        raise invalid_form(faults)
    permissions = data.get("default_member_permissions")
    return {
        "type": kind,
        "name": data["name"],
        "name_localizations": data.get("name_localizations"),
        "description": data.get("description") or "",
        "description_localizations": data.get("description_localizations"),
        "default_member_permissions": None if permissions is None else str(permissions),
        "contexts": data.get("contexts"),
        "integration_types": data.get("integration_types") or [0],
        "dm_permission": data.get("dm_permission", True),
        "nsfw": bool(data.get("nsfw")),
        **({"options": data["options"]} if data.get("options") else {}),
    }


def _own(call: Call) -> int | None:
    if call.id("application_id") != call.app.id:
        raise ApiError(50001)
    if "guild_id" not in call.names:
        return None
    guild = call.world.get_guild(call.id("guild_id"))
    if call.bot_id not in guild.members:
        raise ApiError(50001)
    return guild.id


def _listed(call: Call, guild_id: int | None) -> list[Command]:
    return [c for c in call.app.commands.values() if c.guild_id == guild_id]


def _store(call: Call, guild_id: int | None, fields: Json) -> tuple[Command, bool]:
    for command in _listed(call, guild_id):
        if (command.kind, command.name) == (fields["type"], fields["name"]):
            command.fields, command.version = fields, call.world.ids.next()
            return command, False
    same_kind = sum(c.kind == fields["type"] for c in _listed(call, guild_id))
    if same_kind >= MOST[fields["type"]]:
        raise ApiError(30032)
    command = Command(call.world.ids.next(), guild_id, call.world.ids.next(), fields)
    call.app.commands[command.id] = command
    return command, True


def _list(call: Call) -> Answer:
    found = _listed(call, _own(call))
    return 200, [serialise.command(call.app.id, c) for c in found]


def _overwrite(call: Call) -> Answer:
    guild_id = _own(call)
    if not isinstance(call.body.json, list):
        fault = ("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        raise invalid_form({(): fault})
    wanted = [_complete(body) for body in call.body.json]
    names = {(fields["type"], fields["name"]) for fields in wanted}
    if len(names) < len(wanted):
        fault = ("APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
        raise invalid_form({(): fault})
    for kind, most in MOST.items():
        if sum(fields["type"] == kind for fields in wanted) > most:
            raise ApiError(30032)
    for command in _listed(call, guild_id):
        if (command.kind, command.name) not in names:
            del call.app.commands[command.id]
    stored = [_store(call, guild_id, fields)[0] for fields in wanted]
    return 200, [serialise.command(call.app.id, c) for c in stored]


def _create(call: Call) -> Answer:
    command, is_new = _store(call, _own(call), _complete(call.body.json))
    return 201 if is_new else 200, serialise.command(call.app.id, command)


def _one(call: Call) -> Command:
    guild_id = _own(call)
    command = call.app.commands.get(call.id("command_id"))
    if command is None or command.guild_id != guild_id:
        raise ApiError(10063)
    return command


def _edit(call: Call) -> Answer:
    command = _one(call)
    kept = {k: v for k, v in command.fields.items() if k != "dm_permission"}
    command.fields = _complete(kept | check(_COMMAND, call.body.json))
    command.version = call.world.ids.next()
    return 200, serialise.command(call.app.id, command)


def _delete(call: Call) -> Answer:
    del call.app.commands[_one(call).id]
    return 204, None


def _register(base: str) -> None:
    """Register the same operations for both scopes."""

    @routes.on(f"GET {base}")
    async def listed(call: Call) -> Answer:
        return _list(call)

    @routes.on(f"PUT {base}")
    async def overwritten(call: Call) -> Answer:
        return _overwrite(call)

    @routes.on(f"POST {base}")
    async def created(call: Call) -> Answer:
        return _create(call)

    @routes.on(f"GET {base}/{{command_id}}")
    async def fetched(call: Call) -> Answer:
        return 200, serialise.command(call.app.id, _one(call))

    @routes.on(f"PATCH {base}/{{command_id}}")
    async def edited(call: Call) -> Answer:
        return _edit(call)

    @routes.on(f"DELETE {base}/{{command_id}}")
    async def deleted(call: Call) -> Answer:
        return _delete(call)


_register(GLOBAL)
_register(IN_GUILD)
