"""The button below an announcement: "Got it", with a count."""

from __future__ import annotations

import discord

from cogs.announcements.actions.seeing import see
from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import reply


class SeenButton(DynamicButton, name="announcements:seen"):
    """Says that a member has seen an announcement; its parts are its number and the occurrence."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, announcement_id: int, occurrence: str
    ) -> None:
        role_ids = [role.id for role in getattr(interaction.user, "roles", ())]
        is_new = await interaction.client.services.write(
            see, actor, announcement_id, occurrence, role_ids
        )
        key = "announcements-seen" if is_new else "announcements-seen-already"
        await reply(interaction, Content(actor.text(key)))


def seen_view(
    text: Catalogue, announcement_id: int, occurrence: str, count: int
) -> discord.ui.View:
    """The button with its count, in the server's language."""
    return view_of(
        SeenButton(
            announcement_id,
            occurrence,
            label=text("announcements-button-seen", count=str(count)),
            style=discord.ButtonStyle.success,
            emoji="👍",
        )
    )
