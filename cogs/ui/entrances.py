"""Entrances: every command, button and form of a server begins here, by one order of checks."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from cogs.core.actor import Actor
from cogs.core.trace import begin_trace
from cogs.ui.answers import guard
from cogs.ui.client import Interaction, NexusBot
from cogs.ui.errors import AWAY, report, suggest_nothing
from cogs.ui.input import check_rules, check_visible, clean_input
from cogs.ui.members import hidden_channels, is_moderator, name_of
from domain.errors import UserError
from domain.text_rules import NO_RULES

SLASH = discord.AppCommandType.chat_input.value


async def actor_of(interaction: Interaction, *, anew: bool = False) -> Actor:
    """Return the actor of an interaction, made once unless `anew`; `UserError` outside a server."""
    actor: Actor | None = interaction.extras.get("actor")
    if actor is None or anew:
        actor = interaction.extras["actor"] = await _make_actor(interaction)
    return actor


async def _make_actor(interaction: Interaction) -> Actor:
    member = interaction.user
    if interaction.guild_id is None or not isinstance(member, discord.Member):
        raise UserError("shared-only-in-server")
    services = interaction.client.services
    settings = await services.guilds.settings(interaction.guild_id)
    own = await services.guilds.member(interaction.guild_id, member.id)
    moderates = is_moderator(member, interaction.permissions, settings.moderator_role_id)
    return Actor(
        guild_id=interaction.guild_id,
        member_id=member.id,
        name=name_of(member),
        is_moderator=moderates,
        text=services.text.of(own.language or str(interaction.locale)),
        public_text=services.text.of(settings.language),
        settings=settings,
        hidden=frozenset() if moderates else await _hidden(interaction, member),
        interaction_id=interaction.id,
        rules=NO_RULES if moderates else settings.text_rules(member._roles),  # noqa: SLF001 - `roles` would sort and look up every role
    )


async def _hidden(interaction: Interaction, member: discord.Member) -> frozenset[int]:
    """Return what the member of an interaction cannot see; a server that isn't there hides all."""
    services = interaction.client.services
    hidden = await hidden_channels(services, member.guild, member, here=interaction.channel_id)
    # Whoever writes in a thread stands in its channel, too.
    return hidden - {getattr(interaction.channel, "parent_id", None)}


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
    check_rules(interaction, actor)


class GuardedTree(app_commands.CommandTree[NexusBot]):
    """The command tree with its entrance guarded."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        try:
            if _types_too_much(interaction):
                await suggest_nothing(interaction)
                return False
            await admit(interaction)
        except Exception as error:  # noqa: BLE001 - this is an entrance: discord.py would only log
            await report(interaction, error)
            return False
        self._check_options(interaction)
        return True

    def _check_options(self, interaction: Interaction) -> None:
        """Raise `AppCommandError` for a command or options that this tree does not have (so).

        Discord checks options by the tree that a client has loaded, which may be an older one.
        """
        data: Any = interaction.data  # Any: Discord's payload
        if data.get("type", SLASH) != SLASH:
            return
        command, options = self._get_app_command_options(data)
        known = {each.display_name: each for each in command.parameters}
        is_typing = interaction.type is discord.InteractionType.autocomplete
        for option in options:
            parameter = known.get(option["name"])
            if parameter is None or not (is_typing or _fits(parameter, option)):
                raise app_commands.CommandSignatureMismatch(command)

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        await report(interaction, error)


def _fits(parameter: app_commands.Parameter, option: Any) -> bool:  # Any: Discord's payload
    """Tell options whose type, choice and bounds are those of the parameter."""
    value = option.get("value")
    if parameter.type.value != option.get("type"):
        return False
    if parameter.choices:
        return value in [choice.value for choice in parameter.choices]
    size = len(value) if isinstance(value, str) else value
    least, most = parameter.min_value, parameter.max_value
    return (least is None or size >= least) and (most is None or size <= most)


def _types_too_much(interaction: Interaction) -> bool:
    """Count a request for suggestions; too many get none, and cost the database nothing."""
    if interaction.type is not discord.InteractionType.autocomplete:
        return False
    services, guild_id = interaction.client.services, interaction.guild_id or 0
    return not services.rates.may_type(guild_id, interaction.user.id, services.clock())
