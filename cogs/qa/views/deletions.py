"""The buttons with which authors decide about a deleted accepted answer.

They stand in direct messages, where there is no server around them: who may press them follows
from the draft that they name.
"""

from __future__ import annotations

import discord

from cogs.core.text import Catalogue
from cogs.qa.actions.keeping import erase_answer, keep_answer
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace


class KeepAnswerButton(DynamicButton, name="qa:keep"):
    """The text may stay."""

    async def pressed_anywhere(self, interaction: Interaction, draft_id: int) -> None:
        services = interaction.client.services
        await services.write(keep_answer, interaction.user.id, draft_id)
        await _say(interaction, "qa-gone-kept")


class EraseAnswerButton(DynamicButton, name="qa:erase"):
    """The text goes, as it would without an answer."""

    async def pressed_anywhere(self, interaction: Interaction, draft_id: int) -> None:
        services = interaction.client.services
        await services.write(erase_answer, interaction.user.id, draft_id)
        await _say(interaction, "qa-gone-erased")


def gone_buttons(text: Catalogue, draft_id: int) -> discord.ui.View:
    """Keep or erase."""
    return view_of(
        KeepAnswerButton(draft_id, label=text("qa-button-keep-answer")),
        EraseAnswerButton(
            draft_id, label=text("qa-button-erase-answer"), style=discord.ButtonStyle.danger
        ),
    )


async def _say(interaction: Interaction, key: str) -> None:
    services = interaction.client.services
    if interaction.guild_id is None:
        language = str(interaction.locale)
    else:
        language = (await services.guilds.settings(interaction.guild_id)).language
    await replace(interaction, Content(services.text.of(language)(key)))
