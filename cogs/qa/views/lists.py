"""Turning the pages of a list of questions."""

from __future__ import annotations

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.qa.actions.finding import get_view
from cogs.qa.actions.lists import Listing, ListKind, Wanted, list_questions
from cogs.qa.render.lists import listing_embed, question_content
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.pager import page_buttons
from cogs.ui.parts import Page
from cogs.ui.reply import replace, reply


class QuestionPageButton(DynamicButton, name="qa:page"):
    """Leads to another page: kind of list, what it is about, number."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, kind: ListKind, argument: str, page: Page
    ) -> None:
        wanted = Wanted(kind, argument, page)
        listing = await interaction.client.services.read(list_questions, actor, wanted)
        await replace(interaction, listing_content(listing, actor.text))


async def show_privately(interaction: Interaction, actor: Actor, source_id: int) -> None:
    """Answer with a question that only the member sees."""
    view = await interaction.client.services.read(get_view, actor, source_id)
    await reply(interaction, question_content(view, actor))


def listing_content(listing: Listing, text: Catalogue) -> Content:
    """One page of a list with its buttons."""
    wanted = listing.wanted
    buttons = page_buttons(
        QuestionPageButton,
        str(wanted.kind),
        wanted.argument,
        page=wanted.page,
        has_more=listing.has_more,
        text=text,
    )
    view = view_of(*buttons) if buttons else None
    return Content(embeds=[listing_embed(listing, text)], view=view)
