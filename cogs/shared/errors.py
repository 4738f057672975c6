"""The one reporter: every error of every entrance ends here, in words for whoever caused it."""

from __future__ import annotations

import logging

import aiohttp
import discord
from discord import app_commands

from cogs.shared.actor import Interaction, actor_of
from cogs.shared.client import NexusBot
from cogs.shared.content import Content
from cogs.shared.input import RefusedTextError, check_visible, clean_input, command_line
from cogs.shared.reply import reply
from cogs.shared.text import Catalogue
from cogs.shared.trace import begin_trace, reference
from domain.errors import UserError

log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060
TYPED = "command.txt"
"""Name of the file in which a refused command is given back."""


def begin(interaction: Interaction) -> None:
    """Begin to answer: with a trace of its own, and not while the bot stops."""
    begin_trace(interaction.id)
    if interaction.client.stopping.is_set():
        raise UserError("shared-restarting")


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
    files: tuple[tuple[str, bytes], ...] = ()
    if isinstance(error, UserError):
        words = render_error(text, error)
        if isinstance(error, RefusedTextError) and (typed := command_line(interaction)):
            words, files = f"{words}\n{text('shared-refused-typed')}", ((TYPED, typed.encode()),)
    elif _is_too_late(error):
        log.warning("The interaction was gone before it was answered: %s", error)
        return
    else:
        log.error("An interaction failed", exc_info=error)
        words = text("shared-fault", reference=reference.get())
    if interaction.type is discord.InteractionType.autocomplete:
        return
    try:
        await reply(interaction, Content(words, files=files))
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
        log.warning("The error could not be shown: %s", failure)


class GuardedTree(app_commands.CommandTree[NexusBot]):
    """The command tree with its entrance guarded."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        try:
            await admit(interaction)
        except UserError as error:
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
