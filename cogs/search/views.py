"""Turning the pages of what was found."""

from __future__ import annotations

from collections.abc import Callable

import discord

from cogs.search.actions import Results, find_again
from cogs.search.render import results_embed
from cogs.shared.actor import Actor, Interaction
from cogs.shared.content import Content
from cogs.shared.items import DynamicButton, view_of
from cogs.shared.pager import page_buttons
from cogs.shared.reply import replace
from cogs.shared.text import Catalogue


class SearchPageButton(DynamicButton, name="search:page", parts=2):
    """Leads to another page of a search: what stands for it, and the page."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        token, page = self.parts
        services, may_see = interaction.client.services, sight_of(interaction)
        results = await find_again(services, actor, token, int(page), may_see)
        await replace(interaction, results_content(results, actor.text))


def results_content(results: Results, text: Catalogue) -> Content:
    """One page of what was found, with the way to the others."""
    buttons = page_buttons(
        SearchPageButton,
        results.token,
        page=results.wanted.page,
        has_more=results.has_more,
        text=text,
    )
    view = view_of(*buttons) if buttons else None
    return Content(embeds=(results_embed(results, text),), view=view)


def sight_of(interaction: Interaction) -> Callable[[int], bool]:
    """Tells which channels the member of an interaction may see, each looked at once."""
    guild, member = interaction.guild, interaction.user
    known: dict[int, bool] = {}
    if interaction.channel_id is not None:
        known[interaction.channel_id] = True  # she is there

    def may_see(channel_id: int) -> bool:
        if channel_id not in known:
            channel = guild.get_channel(channel_id) if guild is not None else None
            known[channel_id] = (
                channel is not None
                and isinstance(member, discord.Member)
                and channel.permissions_for(member).read_message_history  # needs to see it too
            )
        return known[channel_id]

    return may_see
