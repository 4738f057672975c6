"""The author of an answer says that it shall not be in the FAQ; in a direct message too."""

from __future__ import annotations

import discord

from cogs.core.text import Catalogue
from cogs.faq.actions.suggesting import object_to
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace
from domain.faq.entries import Suggestion, SuggestionState


class ObjectButton(DynamicButton, name="faq:object"):
    """Keeps an answer out of the FAQ; its parts are the server and the suggestion."""

    async def pressed_anywhere(
        self, interaction: Interaction, guild_id: int, suggestion_id: int
    ) -> None:
        """Without a server around: the custom id says which it is."""
        services = interaction.client.services
        state = await services.write(object_to, guild_id, interaction.user.id, suggestion_id)
        own = await services.guilds.member(guild_id, interaction.user.id)
        settings = await services.guilds.settings(guild_id)
        text = services.text.of(own.language or settings.language)
        key = "faq-objected" if state is SuggestionState.WITHDRAWN else "faq-objected-late"
        await replace(interaction, Content(text(key), view=view_of()))


def object_button(suggestion: Suggestion, text: Catalogue) -> ObjectButton:
    """The button that the author of an answer is given."""
    return ObjectButton(
        suggestion.guild_id,
        suggestion.id,
        label=text("faq-button-object"),
        style=discord.ButtonStyle.secondary,
    )
