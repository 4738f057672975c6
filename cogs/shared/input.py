"""Entrance of what people type or hand over: cleaned once, before anything else reads it.

Options of commands, fields of forms, names of files and messages that a menu is used on all come in
the payload of an interaction, which is changed in place. A new command or form gets this by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord

from cogs.shared.actor import Interaction
from domain.characters import clean
from domain.errors import UserError

Payload = dict[str, Any]  # Any: Discord's payload
NAMELESS = "file"
LINE, REQUIRED_LINE, TEXT, REQUIRED_TEXT = "l", "L", "t", "T"
"""Kinds of text fields, as a form's custom id tells them after a restart, too."""


class RefusedTextError(UserError):
    """A text that is refused for what it holds; whoever gave it gets it back to mend it."""


def field_kinds(fields: list[discord.ui.Item[Any]]) -> str:
    """One letter for each text field of a form: of one line or several, required or not."""
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


def command_line(interaction: Interaction) -> str:
    """A command with its options, to copy it and change it; "" for anything else."""
    data: Any = interaction.data or {}  # Any: Discord's payload
    if interaction.type is not discord.InteractionType.application_command:
        return ""
    words, options = [f"/{data['name']}"], data.get("options") or []
    while options and "options" in options[0]:
        words.append(options[0]["name"])
        options = options[0]["options"]
    return " ".join([*words, *(f"{o['name']}:{o.get('value')}" for o in options)])


def options_in(data: Payload) -> Iterator[Payload]:
    """The texts among a command's options, those of subcommands included."""
    for option in data.get("options") or ():
        if option["type"] == discord.AppCommandOptionType.string.value:
            yield option
        else:
            yield from options_in(option)


def fields_in(components: list[Payload]) -> Iterator[Payload]:
    """The fields of a submitted form, in rows, labels or neither."""
    for component in components:
        if "components" in component:  # an action row
            yield from fields_in(component["components"])
        elif "component" in component:  # a label
            yield from fields_in([component["component"]])
        elif "values" in component or "value" in component:
            yield component


def _fields(data: Payload) -> Iterator[tuple[Payload, str]]:
    """The text fields of a submitted form with their kinds; of an unknown kind is optional text."""
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
