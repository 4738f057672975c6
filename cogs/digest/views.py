"""Posting the digest at once."""

from __future__ import annotations

from cogs.digest.actions.posting import post_now
from cogs.shared.actor import Actor, Interaction
from cogs.shared.content import Content
from cogs.shared.items import DynamicButton
from cogs.shared.reply import replace


class PostDigest(DynamicButton, name="digest:post"):
    """Posts it for everybody; the part names the look at it, so that twice is once."""

    async def pressed(self, interaction: Interaction, actor: Actor, look: int) -> None:
        await post_now(interaction.client.services, actor, str(look))
        await replace(interaction, Content(actor.text("digest-posted")))


ITEMS = (PostDigest,)
