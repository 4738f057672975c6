"""The one reporter: every error of every entrance ends here, in words for whoever caused it."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from typing import Any

import aiohttp
import discord
from discord import app_commands

from cogs.shared.actor import Interaction, actor_of
from cogs.shared.answers import TRIED_AGAIN, Answer, LateFormError, guard
from cogs.shared.client import NexusBot
from cogs.shared.content import Content
from cogs.shared.input import RefusedTextError, check_visible, clean_input, command_line, fields_in
from cogs.shared.reply import reply
from cogs.shared.servers import LaterError
from cogs.shared.text import Catalogue
from cogs.shared.trace import begin_trace, reference
from domain.errors import UserError
from storage.errors import BusyError

log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060
TYPED = "command.txt"
"""Name of the file in which what was typed is given back."""

AWAY = "shared-server-away"


def begin(interaction: Interaction) -> None:
    """Begin to answer: with a trace of its own, and not while the bot stops."""
    begin_trace(interaction.id)
    if interaction.type is not discord.InteractionType.autocomplete:
        guard(interaction)
    if interaction.client.stopping.is_set():
        raise UserError("shared-restarting")
    if interaction.guild is not None and interaction.guild.unavailable:
        raise UserError(AWAY)  # its channels and roles aren't known now


async def admit(interaction: Interaction) -> None:
    """Begin every command, button and form of a server: clean its texts, count it in the rate."""
    begin(interaction)
    clean_input(interaction)
    if interaction.type is discord.InteractionType.autocomplete:
        return
    actor = await actor_of(interaction)
    services = interaction.client.services
    services.rates.spend(
        "command",
        actor.guild_id,
        actor.member_id,
        services.clock(),
        is_moderator=actor.is_moderator,
    )
    check_visible(interaction)


def render_error(text: Catalogue, error: UserError) -> str:
    """A person's mistake: what is wrong, and an example that works."""
    example = text.attribute(error.problem, "example", **error.values)
    words = text(error.problem, **error.values)
    return words if example is None else f"{words}\n-# {text('shared-example', example=example)}"


async def report(interaction: Interaction, error: BaseException) -> None:
    """Tell the member what went wrong; log what is our fault with the reference that was told."""
    error = _cause(error)
    services = interaction.client.services
    chosen = services.guilds.known_language(interaction.guild_id, interaction.user.id)
    text = services.text.of(chosen or str(interaction.locale))
    if isinstance(error, UserError):
        content = Content(render_error(text, error))
        if isinstance(error, RefusedTextError) or error.problem == AWAY:
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
    if interaction.type is discord.InteractionType.autocomplete:
        return
    try:
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
    # Imported late: buttons need this module, whose words end in one.
    from cogs.shared.items import view_of  # noqa: PLC0415 - see above
    from cogs.shared.retries import AgainButton, in_background, save  # noqa: PLC0415 - see above

    kept = str(secrets.randbits(52))
    interaction.client.kept[kept] = what
    if isinstance(what, discord.Interaction):
        in_background(interaction.client, save(interaction.client, kept, what))
    label = text("shared-late-form-open" if key == "shared-late-form" else "shared-busy-again")
    button = AgainButton(kept, label=label, style=discord.ButtonStyle.primary)
    return Content(text(key), view=view_of(button))


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


class GuardedTree(app_commands.CommandTree[NexusBot]):
    """The command tree with its entrance guarded."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        try:
            await admit(interaction)
        except Exception as error:  # noqa: BLE001 - this is an entrance: discord.py would only log
            await report(interaction, error)
            return False
        return True

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        await report(interaction, error)


def _cause(error: BaseException) -> BaseException:
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError):
        return error.__cause__ or error
    return error


def _is_too_late(error: BaseException) -> bool:
    return isinstance(error, discord.HTTPException) and error.code in {
        UNKNOWN_INTERACTION,
        ALREADY_ACKNOWLEDGED,
    }
