"""Errors of every entrance: reported here, in words for whoever caused them."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import aiohttp
import discord
from discord import app_commands

from cogs.core.guilds import LaterError
from cogs.core.markup import cut
from cogs.core.text import Catalogue
from cogs.core.text_rules import RefusedTextError
from cogs.core.trace import reference
from cogs.ui.answers import TRIED_AGAIN, Answer, LateFormError
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.input import command_line, count_refusal, fields_in
from cogs.ui.reply import reply
from domain.errors import UserError
from storage.errors import BusyError
from storage.holdings import Holding

log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060
MOST_QUOTED, MOST_OF_ONE = 1_200, 200
"""Characters of what somebody typed, all together and of each, that an error repeats.

A client that was changed sends more than a field takes, and a message holds 2,000.
"""
TYPED = "command.txt"
"""Name of the file in which what was typed is given back."""
_OF_ANOTHER_VERSION = (
    app_commands.CommandNotFound,
    app_commands.CommandSignatureMismatch,
    app_commands.TransformerError,
)
"""Errors of discord.py for commands and options that the tree does not have (so)."""

AWAY = "shared-server-away"
OUTDATED_FORM, OUTDATED_FORM_RUN = "shared-outdated-form", "shared-outdated-form-run"
GIVEN_BACK = frozenset({AWAY, OUTDATED_FORM, OUTDATED_FORM_RUN, *(each.value for each in Holding)})
"""Problems after which what was typed is given back."""


def render_error(text: Catalogue, error: UserError) -> str:
    """Render a person's mistake: what is wrong, and an example that works."""
    values = error.values
    if sum(len(value) for value in values.values() if isinstance(value, str)) > MOST_QUOTED:
        values = {
            name: cut(value, MOST_OF_ONE) if isinstance(value, str) else value
            for name, value in values.items()
        }
    example = text.attribute(error.problem, "example", **values)
    words = text(error.problem, **values)
    return words if example is None else f"{words}\n-# {text('shared-example', example=example)}"


def outdated(interaction: Interaction, name: str) -> UserError:
    """Make the answer to a button or select, by its name, that this version does not understand."""
    command = interaction.client.registry.command_for(name)
    if command is None:
        return UserError("shared-outdated")
    return UserError("shared-outdated-run", command=command)


def outdated_form(interaction: Interaction, name: str) -> UserError:
    """Make the answer to a form, by its name, that this version does not understand."""
    command = interaction.client.registry.command_for(name)
    if command is None:
        return UserError(OUTDATED_FORM)
    return UserError(OUTDATED_FORM_RUN, command=command)


async def report(interaction: Interaction, error: BaseException) -> None:
    """Tell the member what went wrong; log what is our fault with the reference that was told."""
    error = _cause(error)
    await count_refusal(interaction, error)
    services = interaction.client.services
    chosen = services.guilds.known_language(interaction.guild_id, interaction.user.id)
    text = services.text.of(chosen or str(interaction.locale))
    if isinstance(error, UserError):
        content = Content(render_error(text, error))
        if isinstance(error, RefusedTextError) or error.problem in GIVEN_BACK:
            content = _give_back(interaction, text, content)
    elif isinstance(error, BusyError):
        log.warning("An interaction met a busy database: %s", error)
        tried: Interaction = interaction.extras.get(TRIED_AGAIN, interaction)
        content = _again(interaction, text, "shared-busy", tried)
        content = _give_back(tried, text, content)
    elif isinstance(error, LateFormError):
        content = _again(interaction, text, "shared-late-form", error.modal)
    elif isinstance(error, LaterError):
        content = _give_back(interaction, text, Content(text(AWAY)))
    elif _is_too_late(error):
        log.warning("The interaction was gone before it was answered: %s", error)
        return
    else:
        log.error("An interaction failed", exc_info=error)
        content = Content(text("shared-fault", reference=reference.get()))
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            await suggest_nothing(interaction)
            return
        if isinstance(error, BusyError) and isinstance(interaction.response, Answer):
            # Trying again edits through this interaction: its own answer must not be the words.
            await interaction.response.acknowledge()
        await reply(interaction, content)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
        log.warning("The error could not be shown: %s", failure)


def _again(
    interaction: Interaction, text: Catalogue, key: str, what: discord.ui.Modal | Interaction
) -> Content:
    """Say why nothing was done, with a button that does it again."""
    label = text("shared-late-form-open" if key == "shared-late-form" else "shared-busy-again")
    again = interaction.client.registry.again
    return Content(
        text(key), view=None if again is None else again(interaction.client, what, label)
    )


def _give_back(interaction: Interaction, text: Catalogue, content: Content) -> Content:
    """Add what was typed into a command or form, so that it can be copied."""
    data: Any = interaction.data or {}  # Any: Discord's payload
    fields = fields_in(data.get("components") or [])
    values = [field["value"] for field in fields if isinstance(field.get("value"), str)]
    typed = command_line(interaction) or "\n\n".join(filter(None, values))
    if not typed:
        return content
    words = f"{content.text}\n{text('shared-refused-typed')}"
    return replace(content, text=words, files=((TYPED, typed.encode()),))


async def suggest_nothing(interaction: Interaction) -> None:
    """Answer an autocompletion that failed: without an answer, Discord shows an error."""
    if not interaction.response.is_done():
        response: Any = interaction.response  # Any: a response to any kind of interaction
        await response.autocomplete([])


def _cause(error: BaseException) -> BaseException:
    """Find the cause behind discord.py's error, in words where another version's command is it."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and error.__cause__ is not None:
        return error.__cause__
    if isinstance(error, _OF_ANOTHER_VERSION):
        return UserError("shared-outdated-command")
    return error


def _is_too_late(error: BaseException) -> bool:
    return isinstance(error, discord.HTTPException) and error.code in {
        UNKNOWN_INTERACTION,
        ALREADY_ACKNOWLEDGED,
    }
