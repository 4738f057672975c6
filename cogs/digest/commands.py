"""The command that shows the digest, and the button that posts it."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from cogs.core.actor import Actor
from cogs.digest.actions import post_now
from cogs.digest.posts import gather, render_digest
from cogs.ui.client import Interaction, NexusBot
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.options import command_text
from cogs.ui.reply import replace, reply
from domain.channels import Sight


class PostDigest(DynamicButton, name="digest:post"):
    """Posts it for everybody; the part names the look at it, so that twice is once."""

    async def pressed(self, interaction: Interaction, actor: Actor, look: int) -> None:
        await interaction.client.services.write(post_now, actor, str(look))
        await replace(interaction, Content(actor.text("digest-posted")))


ITEMS = (PostDigest,)


class Digest(commands.Cog):
    """The digest: news, and what is ahead."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot

    @app_commands.command(description=command_text("digest-command"))
    @app_commands.guild_only()
    async def digest(self, interaction: Interaction) -> None:
        actor, services = await actor_of(interaction), self.bot.services
        now = services.clock()
        parts = await gather(services, actor.guild_id, now, actor.text, Sight(actor.hidden))
        if not parts:
            await reply(interaction, Content(actor.text("digest-nothing")))
            return
        view = None
        if actor.is_moderator:
            view = view_of(PostDigest(int(now.timestamp()), label=actor.text("digest-post")))
        embed = render_digest(parts, actor.text)
        await reply(interaction, Content(embeds=(embed,), view=view))
