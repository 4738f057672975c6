"""Settings in force once saved, what is missing, and what Nexus can create of it."""

from __future__ import annotations

from typing import Any

import discord

from cogs.core.actor import Actor
from cogs.core.markup import escape_name
from cogs.server.checks import Check, check_guild, in_words
from cogs.server.facts import facts_of
from cogs.server.setup.actions import cancel_setup, save_setup
from cogs.server.setup.creation import Creatable, creatable, create
from cogs.server.setup.render import render_creation, render_saved
from cogs.server.snapshot import GuildFacts
from cogs.ui.client import STARTER_OFFER, Interaction, Registry
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace
from domain.errors import UserError
from domain.guilds import GuildSettings


def guild_of(interaction: Interaction) -> discord.Guild:
    """Return the server of an interaction.

    `UserError` where the bot itself is not a member of it.
    """
    if interaction.guild is None or interaction.guild.me is None:
        raise UserError("shared-only-in-server")
    return interaction.guild


class SetupCreate(DynamicButton, name="server:setup-create"):
    """Asks whether to create something that is missing."""

    async def pressed(self, interaction: Interaction, actor: Actor, what: Creatable) -> None:
        services = interaction.client.services
        saved = await services.guilds.saved(actor.guild_id)
        facts = await facts_of(services, guild_of(interaction), saved)
        embed = render_creation(actor.text, facts, actor.settings, what.value)
        view = view_of(
            SetupCreateNow(
                what.value,
                label=actor.text("server-setup-create-now"),
                style=discord.ButtonStyle.success,
            ),
            SetupResult(label=actor.text("server-setup-not-now")),
        )
        await replace(interaction, Content(embeds=(embed,), view=view))


class SetupCreateNow(DynamicButton, name="server:setup-create-now"):
    """Creates something that is missing."""

    async def pressed(self, interaction: Interaction, actor: Actor, what: Creatable) -> None:
        guild = guild_of(interaction)
        await interaction.response.defer()
        await create(interaction.client.services, actor, guild, what)
        await show_result(interaction, actor)


class SetupResult(DynamicButton, name="server:setup-result"):
    """Shows what is in force and what is missing."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        await interaction.response.defer()
        await show_result(interaction, actor)


class SetupSave(DynamicButton, name="server:setup-save"):
    """Puts the choices in force."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        services = interaction.client.services
        settings = await services.write(save_setup, actor, draft_id)
        facts = await facts_of(services, guild_of(interaction), settings)
        await replace(interaction, saved_page(actor, facts, settings, interaction.client.registry))


class SetupCancel(DynamicButton, name="server:setup-cancel"):
    """Forgets the choices."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.write(cancel_setup, actor, draft_id)
        await replace(interaction, Content(actor.text("server-setup-cancelled")))


async def show_result(interaction: Interaction, actor: Actor) -> None:
    """Show the saved choices and, read anew, what is missing."""
    saved = await interaction.client.services.guilds.saved(actor.guild_id)
    facts = await facts_of(interaction.client.services, guild_of(interaction), saved, fresh=True)
    registry = interaction.client.registry
    await replace(interaction, saved_page(actor, facts, saved or actor.settings, registry))


def saved_page(
    actor: Actor, facts: GuildFacts, settings: GuildSettings, registry: Registry
) -> Content:
    """Return what is set and missing, with a button for each thing that Nexus can create."""
    embed = render_saved(actor.text, settings, checks_of(actor, facts))
    buttons: list[discord.ui.Item[Any]] = [  # Any: of other features too
        SetupCreate(what.value, label=actor.text(f"server-setup-create-{what.value}"))
        for what in creatable(facts, settings)
    ]
    if STARTER_OFFER in registry.offers:
        buttons.append(registry.offers[STARTER_OFFER](actor.text))
    return Content(embeds=(embed,), view=view_of(*buttons))


def checks_of(actor: Actor, facts: GuildFacts) -> list[Check]:
    """Return the server's checks in the actor's language."""
    return [in_words(actor.text, finding, escape_name) for finding in check_guild(facts)]
