"""Posting the digest at once."""

from __future__ import annotations

from cogs.digest.actions.posting import post_now
from cogs.shared.actor import Actor, Interaction
from cogs.shared.content import Content
from cogs.shared.items import DynamicButton
from cogs.shared.reply import replace


class PostDigest(DynamicButton, name="digest:post", parts=1):
    """Posts it for everybody; the part names the look at it, so that twice is once."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        await post_now(interaction.client.services, actor, self.parts[0])
        await replace(interaction, Content(actor.text("digest-posted")))


ITEMS = (PostDigest,)
