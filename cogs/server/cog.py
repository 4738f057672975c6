"""The commands and menus for the server itself."""

from __future__ import annotations

import logging

import discord
from discord import app_commands
from discord.ext import commands

from cogs.core.access import require_moderator
from cogs.core.markup import escape_name
from cogs.core.text import LANGUAGES
from cogs.server import departures
from cogs.server.checks import check_all, in_words
from cogs.server.facts import facts_of, propose
from cogs.server.guide import Situation, render_guide
from cogs.server.moderation.bans import find_ban
from cogs.server.moderation.log import audit_page, list_actions
from cogs.server.moderation.render import action_label
from cogs.server.moderation.reports import begin_report
from cogs.server.moderation.views import (
    bans_page,
    open_ban_form,
    open_report_form,
    reports_page,
)
from cogs.server.render import render_doctor
from cogs.server.setup.actions import begin_setup
from cogs.server.setup.render import Step
from cogs.server.setup.saved import guild_of
from cogs.server.setup.views import setup_page
from cogs.server.snapshot import Snapshot, TokenState
from cogs.ui.client import Interaction, NexusBot
from cogs.ui.entrances import actor_of
from cogs.ui.options import command_text
from cogs.ui.reply import reply
from domain.channels import ChannelUse, channel_id_of
from domain.reports import MAX_QUOTE, Reported
from storage.audit import AuditFilter

log = logging.getLogger(__name__)

MOST_CHOICES = 25

SHOWN = [
    app_commands.Choice(name=command_text("server-audit-show-actions"), value="actions"),
    app_commands.Choice(name=command_text("server-audit-show-reports"), value="reports"),
    app_commands.Choice(name=command_text("server-audit-show-bars"), value="bars"),
]


class CommandMentions:
    """Learns the ids of the bot's commands from Discord once, when they are first needed."""

    def __init__(self, bot: NexusBot) -> None:
        self._bot = bot
        self._ids: dict[str, int] = {}
        self._made: dict[str, str] = {}

    @property
    def are_known(self) -> bool:
        """Readiness of the ids, which last as long as the process."""
        return bool(self._ids)

    async def learn(self, guild_id: int) -> None:
        """Read the ids, unless they are known; without them commands are named in plain text."""
        if self._ids:
            return
        try:
            commands = await self._bot.tree.fetch_commands()
            if not commands:
                commands = await self._bot.tree.fetch_commands(guild=discord.Object(guild_id))
        except discord.HTTPException as error:
            log.warning("The ids of the commands could not be read: %s", error)
            return
        self._ids = {command.name: command.id for command in commands}
        self._made.clear()

    def __call__(self, name: str) -> str:
        """`</question list:123>`, or `/question list` in code where the id is unknown."""
        made = self._made.get(name)
        if made is None:
            command_id = self._ids.get(name.split(" ", maxsplit=1)[0])
            made = f"`/{name}`" if command_id is None else f"</{name}:{command_id}>"
            self._made[name] = made
        return made


class Server(commands.Cog):
    """Set-up, checks, help, and what moderators keep order with."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.mentions = CommandMentions(bot)
        self.menus = (
            app_commands.ContextMenu(
                name=command_text("server-menu-report"),
                callback=self.report,
            ),
            app_commands.ContextMenu(
                name=command_text("server-menu-bar"),
                callback=self.ban,
            ),
        )

    async def cog_load(self) -> None:
        self.menus[1].default_permissions = discord.Permissions(manage_messages=True)
        for menu in self.menus:
            menu.guild_only = True
            self.bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        for menu in self.menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)

    @app_commands.command(description=command_text("server-command-setup"))
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_messages=True)
    async def setup(self, interaction: Interaction) -> None:
        services = self.bot.services
        actor = await actor_of(interaction)
        saved = await services.guilds.saved(actor.guild_id)
        proposal = propose(guild_of(interaction), saved, LANGUAGES)
        draft = await services.write(begin_setup, actor, proposal)
        await reply(interaction, await setup_page(interaction, actor, draft, Step.CHANNELS))

    @app_commands.command(description=command_text("server-command-doctor"))
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_messages=True)
    async def doctor(self, interaction: Interaction) -> None:
        actor = await actor_of(interaction)
        require_moderator(actor)
        await interaction.response.defer(ephemeral=True)
        saved = await self.bot.services.guilds.saved(actor.guild_id)
        facts = await facts_of(self.bot.services, guild_of(interaction), saved, fresh=True)
        snapshot = Snapshot(
            TokenState.FINE,
            name=str(self.bot.user),
            message_content=self.bot.intents.message_content,
            members=self.bot.intents.members,
            guilds=(facts,),
        )
        checks = [in_words(actor.text, finding, escape_name) for finding in check_all(snapshot)]
        await reply(interaction, render_doctor(actor.text, checks))

    @app_commands.command(description=command_text("server-command-help"))
    @app_commands.guild_only()
    async def help(self, interaction: Interaction) -> None:
        actor = await actor_of(interaction)
        if not self.mentions.are_known:
            await interaction.response.defer(ephemeral=True)
            await self.mentions.learn(actor.guild_id)
        channels = guild_of(interaction).channels
        situation = Situation(
            actor.is_moderator,
            channel_id_of(actor.settings, ChannelUse.QUESTIONS, channels),
            await self.bot.services.read(find_ban, actor, actor.member_id),
        )
        await reply(interaction, render_guide(actor.text, situation, self.mentions))

    @app_commands.command(description=command_text("server-command-audit"))
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_messages=True)
    @app_commands.describe(
        moderator=command_text("server-option-moderator"),
        member=command_text("server-option-member"),
        action=command_text("server-option-action"),
        show=command_text("server-option-show"),
    )
    @app_commands.choices(show=SHOWN)
    async def audit(
        self,
        interaction: Interaction,
        moderator: discord.User | None = None,
        member: discord.User | None = None,
        action: app_commands.Range[str, 1, 40] | None = None,
        show: str = "actions",
    ) -> None:
        actor = await actor_of(interaction)
        if show == "bars":
            content = await bans_page(interaction, actor, 0)
        elif show == "reports":
            content = await reports_page(interaction, actor, 0)
        else:
            wanted = AuditFilter(
                None if moderator is None else moderator.id,
                None if member is None else member.id,
                action,
            )
            content = await audit_page(self.bot.services, actor, wanted, 0)
        await reply(interaction, content)

    @audit.autocomplete("action")
    async def suggest_actions(
        self, interaction: Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        actor = await actor_of(interaction)
        named = {
            action: action_label(actor.text, action)
            for action in await self.bot.services.read(list_actions, actor)
        }
        return [
            app_commands.Choice(name=words[:100], value=action)
            for action, words in named.items()
            if typed.casefold() in words.casefold()
        ][:MOST_CHOICES]

    async def report(self, interaction: Interaction, message: discord.Message) -> None:
        actor = await actor_of(interaction)
        reported = Reported(message.channel.id, message.id, message.author.id, quote_of(message))
        draft_id = await self.bot.services.write(begin_report, actor, reported)
        await open_report_form(interaction, actor, draft_id)

    async def ban(self, interaction: Interaction, member: discord.Member | discord.User) -> None:
        await open_ban_form(interaction, await actor_of(interaction), member.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        present = [guild.id for guild in self.bot.guilds]
        await departures.compare(self.bot.services, present)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self.bot.services.write(departures.note_present, guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self.bot.services.write(departures.note_left, guild.id)


def quote_of(message: discord.Message) -> str:
    """Quote a message for moderators: its text, and the names of its files."""
    files = "\n".join(f"📎 {file.filename}" for file in message.attachments)
    embedded = "\n".join(embed.description or embed.title or "" for embed in message.embeds)
    words = "\n".join(part for part in (message.content, files, embedded) if part)
    return words[:MAX_QUOTE]
