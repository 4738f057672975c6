"""Announcements, as the bot knows them: commands, items, posts and people's data."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import discord
from discord.ext import commands

from cogs.announcements.actions.plans import reconcile
from cogs.announcements.commands import AnnounceGroup
from cogs.announcements.mirrors import (
    reconcile_posts,
    reconcile_publishing,
    retry_faults,
    retry_forbidden,
)
from cogs.announcements.names import PLANS, POSTS, PUBLISHING
from cogs.announcements.posts import DELIVERIES
from cogs.announcements.views.drafts import (
    ChannelsSelect,
    DropButton,
    PostButton,
    PreviewButton,
    SaveButton,
    ScheduleButton,
    TimeButton,
    TimeForm,
    WriteButton,
    WriteForm,
)
from cogs.announcements.views.panel import (
    CancelButton,
    ChangeButton,
    HistoryButton,
    KeepButton,
    LedgerPageButton,
    ListPageButton,
    NowButton,
    UnseenButton,
)
from cogs.announcements.views.preview import SeenButton
from cogs.core.services import PersonalData
from cogs.ui.client import Feature, Mirror, NexusBot
from domain.channels import Sight
from storage import announcement_posts, announcement_templates, announcements
from storage.connection import Connection


async def _export(
    connection: Connection, guild_id: int, member_id: int, _: Sight
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for store in (announcements, announcement_templates, announcement_posts):
        rows += await store.export_member(connection, guild_id, member_id)
    return rows


async def _erase(connection: Connection, guild_id: int, member_id: int, _: datetime) -> int:
    erased = 0
    for store in (announcement_posts, announcements, announcement_templates):
        erased += await store.erase_member(connection, guild_id, member_id)
    return erased


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    await announcements.erase_guild(connection, guild_id)
    await announcement_templates.erase_guild(connection, guild_id)


PERSONAL = PersonalData("announcements", _export, _erase, _erase_guild)
"""Announcements stay, without a name; who had seen them is forgotten."""


ITEMS: Final = (
    CancelButton,
    ChangeButton,
    HistoryButton,
    KeepButton,
    LedgerPageButton,
    ListPageButton,
    NowButton,
    UnseenButton,
    SeenButton,
    ChannelsSelect,
    DropButton,
    PostButton,
    PreviewButton,
    SaveButton,
    ScheduleButton,
    TimeButton,
    WriteButton,
)

FORMS: Final = (TimeForm, WriteForm)


class Announcements(commands.Cog):
    """Announcements, on time and once."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = AnnounceGroup()

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.group)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.group.name)

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Try again what a channel's permissions kept back."""
        await retry_forbidden(self.bot, after.guild)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _: discord.Role, after: discord.Role) -> None:
        """Try again what a role's permissions kept back."""
        await retry_forbidden(self.bot, after.guild)

    @commands.Cog.listener()
    async def on_member_update(self, _: discord.Member, after: discord.Member) -> None:
        """Try again what the bot's own roles kept back."""
        if after == after.guild.me:
            await retry_forbidden(self.bot, after.guild)


FEATURE = Feature(
    name="announcements",
    cogs=(Announcements,),
    items=ITEMS,
    forms=FORMS,
    commands={"announcements": "announce list"},
    deliveries=tuple(DELIVERIES),
    mirrors=lambda _bot: (
        Mirror(PLANS, lambda bot: reconcile(bot.services), shows=("announcement",)),
        Mirror(POSTS, reconcile_posts, retry_faults, ("announcement", "post")),
        Mirror(PUBLISHING, reconcile_publishing, shows=("post",)),
    ),
    personal=(PERSONAL,),
)
