"""Turning the pages of what was found."""

from __future__ import annotations

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
        results = await find_again(interaction.client.services, actor, token, int(page))
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
