"""Commands by which members choose their settings, and see or delete what is stored of them."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.core.when import lead_words
from cogs.me.actions import choose_language, choose_reminders, choose_zone, erase_data, export_data
from cogs.ui.client import Interaction, NexusBot
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.options import command_text
from cogs.ui.reply import replace, reply
from domain.sessions.records import Reminders, Route
from domain.sessions.rules import parse_leads
from domain.zones import match_places, offset_of


def render_reminders(reminders: Reminders, text: Catalogue) -> str:
    """Tell how study sessions remind them now."""
    if reminders.route is Route.OFF:
        return text("me-reminders-off")
    leads = reminders.lead_minutes
    if leads is None:
        when = text("me-reminders-default")
    else:
        when = ", ".join(lead_words(text, lead) for lead in leads)
    return text(f"me-reminders-{reminders.route.value}", when=when)


class EraseAsk(DynamicButton, name="me:erase-ask"):
    """The first yes: asks once more."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        yes = EraseNow(label=actor.text("me-erase-now"), style=discord.ButtonStyle.danger)
        await replace(interaction, _question(actor, "me-erase-again", yes))


class EraseNow(DynamicButton, name="me:erase-now"):
    """The second yes: erases."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        await interaction.response.defer()
        services = interaction.client.services
        features = tuple(services.features.personal)
        erased = await services.write(erase_data, actor, features)
        await replace(interaction, Content(actor.text("me-erased", count=erased)))


class EraseKeep(DynamicButton, name="me:erase-keep"):
    """No: nothing is erased."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        await replace(interaction, Content(actor.text("me-erase-kept")))


ME_ITEMS = (EraseAsk, EraseNow, EraseKeep)


def erase_page(actor: Actor) -> Content:
    """Return what erasing would do, and the first question."""
    yes = EraseAsk(label=actor.text("me-erase-yes"), style=discord.ButtonStyle.danger)
    return _question(actor, "me-erase", yes)


def _question(actor: Actor, key: str, yes: DynamicButton) -> Content:
    keep = EraseKeep(label=actor.text("me-erase-keep"))
    return Content(actor.text(key), view=view_of(yes, keep))


MOST_CHOICES = 25
AUTOMATIC = "auto"

AS_SESSIONS_SAY = {"default", "défaut", "defaut"}

LANGUAGE_CHOICES = [
    app_commands.Choice(name="English", value="en"),
    app_commands.Choice(name="Français", value="fr"),
    app_commands.Choice(name=command_text("me-language-automatic"), value=AUTOMATIC),
]

ROUTE_CHOICES = [
    app_commands.Choice(name=command_text("me-route-thread"), value=Route.THREAD),
    app_commands.Choice(name=command_text("me-route-dm"), value=Route.DM),
    app_commands.Choice(name=command_text("me-route-off"), value=Route.OFF),
]


@app_commands.guild_only()
class Me(
    commands.GroupCog,
    group_name="me",
    group_description=command_text("me-command"),
):
    """Commands by which members decide about themselves."""

    def __init__(self, bot: NexusBot) -> None:
        super().__init__()
        self.bot = bot

    @app_commands.command(description=command_text("me-command-language"))
    @app_commands.describe(language=command_text("me-option-language"))
    @app_commands.choices(language=LANGUAGE_CHOICES)
    async def language(self, interaction: Interaction, language: str) -> None:
        chosen = None if language == AUTOMATIC else language
        await self.bot.services.write(choose_language, await actor_of(interaction), chosen)
        actor = await actor_of(interaction, anew=True)  # the answer is in the language just chosen
        key = "me-language-follows" if chosen is None else "me-language-chosen"
        await reply(interaction, Content(actor.text(key)))

    @app_commands.command(description=command_text("me-command-timezone"))
    @app_commands.describe(zone=command_text("me-option-zone"))
    async def timezone(
        self, interaction: Interaction, zone: app_commands.Range[str, 1, 50]
    ) -> None:
        actor = await actor_of(interaction)
        services = self.bot.services
        chosen = await services.write(choose_zone, actor, zone)
        offset = offset_of(chosen, services.clock())
        await reply(interaction, Content(actor.text("me-zone-chosen", zone=chosen, offset=offset)))

    @timezone.autocomplete("zone")
    async def suggest_zones(
        self, _interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        now = self.bot.services.clock()
        return [
            app_commands.Choice(name=place.label(now), value=place.zone)
            for place in match_places(typed, limit=MOST_CHOICES)
        ]

    @app_commands.command(description=command_text("me-command-reminders"))
    @app_commands.describe(
        route=command_text("me-option-route"),
        before=command_text("me-option-before"),
    )
    @app_commands.choices(route=ROUTE_CHOICES)
    async def reminders(
        self,
        interaction: Interaction,
        route: str | None = None,
        before: app_commands.Range[str, 1, 50] | None = None,
    ) -> None:
        actor, services = await actor_of(interaction), self.bot.services
        chosen = await services.write(
            choose_reminders,
            actor,
            Route(route) if route else None,
            _leads(before) if before else None,
            services.features.replan_reminders,
        )
        await reply(interaction, Content(render_reminders(chosen, actor.text)))

    @app_commands.command(description=command_text("me-command-export"))
    async def export(self, interaction: Interaction) -> None:
        actor = await actor_of(interaction)
        await interaction.response.defer(ephemeral=True)
        written = await export_data(self.bot.services, actor)
        files = ((f"nexus-{actor.member_id}.json", written),)
        await reply(interaction, Content(actor.text("me-exported"), files=files))

    @app_commands.command(description=command_text("me-command-erase"))
    async def erase(self, interaction: Interaction) -> None:
        await reply(interaction, erase_page(await actor_of(interaction)))


def _leads(typed: str) -> tuple[int, ...]:
    """Return the lead times that were typed.

    None of their own where they want those of each session.
    """
    return () if typed.strip().casefold() in AS_SESSIONS_SAY else parse_leads(typed)
