"""The two questions before `/me erase` does what it says."""

from __future__ import annotations

import discord

from cogs.core.actor import Actor
from cogs.me.actions import erase_data
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace


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
    """What erasing would do, and the first question."""
    yes = EraseAsk(label=actor.text("me-erase-yes"), style=discord.ButtonStyle.danger)
    return _question(actor, "me-erase", yes)


def _question(actor: Actor, key: str, yes: DynamicButton) -> Content:
    keep = EraseKeep(label=actor.text("me-erase-keep"))
    return Content(actor.text(key), view=view_of(yes, keep))
