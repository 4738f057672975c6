"""Posting the digest at once."""

from __future__ import annotations

from cogs.core.actor import Actor
from cogs.digest.actions.posting import post_now
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton
from cogs.ui.reply import replace


class PostDigest(DynamicButton, name="digest:post"):
    """Posts it for everybody; the part names the look at it, so that twice is once."""

    async def pressed(self, interaction: Interaction, actor: Actor, look: int) -> None:
        await interaction.client.services.write(post_now, actor, str(look))
        await replace(interaction, Content(actor.text("digest-posted")))


ITEMS = (PostDigest,)
