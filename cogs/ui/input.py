"""Entrance of what people type or hand over: cleaned once, before anything else reads it.

Options of commands, fields of forms, names of files and messages that a menu is used on all come in
the payload of an interaction, which is changed in place. A new command or form gets this by itself.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import app_commands

from cogs.core.actor import Actor
from cogs.core.text_rules import RefusedTextError, check_text
from cogs.ui.client import Interaction
from domain.characters import clean
from domain.text_rules import Caught
from storage.errors import BusyError
from storage.refused_texts import count_refused

log = logging.getLogger(__name__)

Payload = dict[str, Any]  # Any: Discord's payload
NAMELESS = "file"
STRING = discord.AppCommandOptionType.string.value
LINE, REQUIRED_LINE, TEXT, REQUIRED_TEXT = "l", "L", "t", "T"
"""Kinds of text fields, as a form's custom id tells them after a restart, too."""


def field_kinds(fields: list[discord.ui.Item[Any]]) -> str:
    """Return one letter for each text field of a form: of one line or several, required or not."""
    inputs = (getattr(field, "component", field) for field in fields)
    return "".join(_kind(field) for field in inputs if isinstance(field, discord.ui.TextInput))


def clean_input(interaction: Interaction) -> None:
    """Clean all that people gave with an interaction, in its payload."""
    data: Any = interaction.data or {}  # Any: Discord's payload
    resolved = data.get("resolved") or {}
    for file in _values(resolved, "attachments"):
        file["filename"] = clean(file["filename"], one_line=True) or NAMELESS
    for message in _values(resolved, "messages"):
        message["content"] = clean(message.get("content") or "")
        for file in message.get("attachments") or ():
            file["filename"] = clean(file["filename"], one_line=True) or NAMELESS
    for option in options_in(data):
        option["value"] = clean(option["value"], one_line=True)
    for field, kind in _fields(data):
        field["value"] = clean(field["value"], one_line=kind in (LINE, REQUIRED_LINE))


def check_visible(interaction: Interaction) -> None:
    """Raise `RefusedTextError` for an option or a required field in which nothing can be seen."""
    data: Any = interaction.data or {}  # Any: Discord's payload
    for option in options_in(data):
        if not option["value"]:
            raise RefusedTextError("shared-invisible-option", option=option["name"])
    for field, kind in _fields(data):
        if not field["value"] and kind in (REQUIRED_LINE, REQUIRED_TEXT):
            raise RefusedTextError("shared-invisible-field")


def check_rules(interaction: Interaction, actor: Actor) -> None:
    """Raise `RefusedTextError` for a text that the server's rules refuse.

    Everything that is typed is checked, but for options that suggest (they look something up) and
    what a form class says of its fields. Moderators are exempt.
    """
    if interaction.type is discord.InteractionType.application_command:
        for option in _posted_options(interaction):
            check_text(actor.rules, option["value"], is_name=True)
    elif interaction.type is discord.InteractionType.modal_submit:
        data: Any = interaction.data or {}  # Any: Discord's payload
        name = ":".join(str(data.get("custom_id", "")).split(":")[1:3])
        form = interaction.client.registry.forms.get(name)
        for field, kind in _fields(data) if form is not None and not form.is_private else ():
            assert form is not None  # noqa: S101 - as above
            check_text(
                actor.rules,
                field["value"],
                is_code=field["custom_id"] in form.code,
                is_name=kind in (LINE, REQUIRED_LINE),
            )


async def count_refusal(interaction: Interaction, error: BaseException) -> None:
    """Count a text that a server's rules refused, for `/doctor`; other errors are not counted."""
    kind = getattr(error, "kind", None)
    if not isinstance(kind, Caught) or interaction.guild_id is None:
        return
    services = interaction.client.services
    try:
        guild_id, now = interaction.guild_id, services.clock()
        await services.database.write(count_refused, guild_id, kind, now)
    except BusyError as busy:
        log.warning("A refused text was not counted: %s", busy)


def _posted_options(interaction: Interaction) -> Iterator[Payload]:
    """Return the texts of a command that are no choice of a list and look nothing up."""
    data: Any = interaction.data or {}  # Any: Discord's payload
    options, command = [*options_in(data)], interaction.command
    if not options or not isinstance(command, app_commands.Command):
        return
    free = {
        str(each.display_name)
        for each in command.parameters
        if not each.choices and not each.autocomplete
    }
    yield from (option for option in options if option["name"] in free)


def command_line(interaction: Interaction) -> str:
    """Return a command with its options, to copy it and change it; "" for anything else."""
    data: Any = interaction.data or {}  # Any: Discord's payload
    if interaction.type is not discord.InteractionType.application_command:
        return ""
    words, options = [f"/{data['name']}"], data.get("options") or []
    while options and "options" in options[0]:
        words.append(options[0]["name"])
        options = options[0]["options"]
    return " ".join([*words, *(f"{o['name']}:{o.get('value')}" for o in options)])


def options_in(data: Payload) -> Iterator[Payload]:
    """Return the texts among a command's options, those of subcommands included."""
    for option in data.get("options") or ():
        if option["type"] == STRING:
            yield option
        else:
            yield from options_in(option)


def fields_in(components: list[Payload]) -> Iterator[Payload]:
    """Return the fields of a submitted form, in rows, labels or neither."""
    for component in components:
        if "components" in component:  # an action row
            yield from fields_in(component["components"])
        elif "component" in component:  # a label
            yield from fields_in([component["component"]])
        elif "values" in component or "value" in component:
            yield component


def _fields(data: Payload) -> Iterator[tuple[Payload, str]]:
    """Return the text fields of a submitted form with their kinds.

    Of an unknown kind is optional text.
    """
    if not data.get("components"):
        return iter(())
    texts = [f for f in fields_in(data.get("components") or []) if isinstance(f.get("value"), str)]
    kinds, found, _ = str(data.get("custom_id", "")).rpartition(":")[2].partition(".")
    if not found or len(kinds) != len(texts):
        kinds = TEXT * len(texts)
    return zip(texts, kinds, strict=True)


def _values(resolved: Mapping[str, Payload], kind: str) -> list[Payload]:
    return list((resolved.get(kind) or {}).values())


def _kind(field: discord.ui.TextInput[Any]) -> str:
    if field.style is discord.TextStyle.paragraph:
        return REQUIRED_TEXT if field.required else TEXT
    return REQUIRED_LINE if field.required else LINE
