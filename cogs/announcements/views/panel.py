"""Panel of an announcement that is saved, and the selects that manage it."""

from __future__ import annotations

from typing import Any

import discord

from cogs.announcements.actions.changes import cancel, post_now
from cogs.announcements.actions.drafts import Writing, begin_writing, change_of
from cogs.announcements.actions.lookups import (
    Listing,
    Overview,
    find_audience,
    list_page,
    look_up,
    show,
    show_change,
)
from cogs.announcements.audience import find_unseen, ground_of
from cogs.announcements.render import (
    list_embed,
    named,
    next_words,
    overview_embeds,
    render_posted,
    render_unseen,
    revision_embed,
    unseen_file,
)
from cogs.announcements.views.drafts import show_preview
from cogs.core.access import posting
from cogs.core.actor import Actor
from cogs.core.when import stamp
from cogs.ui.client import Interaction
from cogs.ui.content import Content
from cogs.ui.items import DynamicButton, page_buttons, view_of
from cogs.ui.parts import Page
from cogs.ui.reply import replace, reply
from domain.announcements.records import Announcement, State
from domain.errors import UserError

NAMES_FILE = "not-seen.txt"
MOST_MENTIONED = 60


class ListPageButton(DynamicButton, name="announcements:list"):
    """Leads to another page of the list: its state, and the page."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, state: State, page: Page
    ) -> None:
        listing = await interaction.client.services.read(list_page, actor, state, page)
        await replace(interaction, list_content(listing, actor))


class LedgerPageButton(DynamicButton, name="announcements:ledger"):
    """Leads to another page of an announcement's ledger."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, announcement_id: int, page: Page
    ) -> None:
        services = interaction.client.services
        overview = await services.read(show, actor, announcement_id, page)
        await replace(interaction, overview_content(interaction, overview, actor))


class HistoryButton(DynamicButton, name="announcements:history"):
    """Shows one change of an announcement; page 0 is the latest."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, announcement_id: int, page: Page
    ) -> None:
        services = interaction.client.services
        change = await services.read(show_change, actor, announcement_id, page)
        embed = await revision_embed(
            change.announcement, change.revision, change.before, actor.text
        )
        buttons = page_buttons(
            HistoryButton,
            announcement_id,
            page=page,
            has_more=change.before is not None,
            text=actor.text,
        )
        back = LedgerPageButton(announcement_id, 0, label=actor.text("announcements-button-back"))
        await replace(interaction, Content(embeds=(embed,), view=view_of(*buttons, back)))


class UnseenButton(DynamicButton, name="announcements:unseen"):
    """Says who has not seen the latest occurrence, by role."""

    async def pressed(self, interaction: Interaction, actor: Actor, announcement_id: int) -> None:
        services = interaction.client.services
        audience = await services.read(find_audience, actor, announcement_id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = ground_of(interaction).guild
        unseen = await find_unseen(interaction.client, guild, audience)
        by_name = any(group.members is not None for group in unseen)
        words = render_unseen(named(audience.announcement), unseen, actor.text, by_name=by_name)
        is_long = any(len(group.members or ()) > MOST_MENTIONED for group in unseen)
        files = ((NAMES_FILE, unseen_file(unseen)),) if is_long else ()
        await reply(interaction, Content(words, files=files))


class ChangeButton(DynamicButton, name="announcements:change"):
    """Opens an announcement to be changed."""

    async def pressed(self, interaction: Interaction, actor: Actor, announcement_id: int) -> None:
        found = await interaction.client.services.read(look_up, actor, announcement_id)
        await open_change(interaction, actor, found, change_of(found))


class CancelButton(DynamicButton, name="announcements:cancel"):
    """Cancels for good; its parts are the announcement, and whether posts are deleted, too."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, announcement_id: int, what: str
    ) -> None:
        withdraw = what == "withdraw"
        services = interaction.client.services
        found = await services.write(cancel, actor, announcement_id, withdraw=withdraw)
        key = "announcements-withdrawn" if withdraw else "announcements-cancelled"
        words = actor.text(key, number=str(found.id), title=named(found))
        await replace(interaction, Content(words))


class NowButton(DynamicButton, name="announcements:now"):
    """Posts the occurrence that the member was asked about, in place of its time."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, announcement_id: int, occurrence: str
    ) -> None:
        services = interaction.client.services
        with posting(services, actor):
            found = await services.write(post_now, actor, announcement_id, occurrence)
        words = f"{render_posted(found, actor.text)}\n{next_words(found, actor.text)}"
        await replace(interaction, Content(words))


class KeepButton(DynamicButton, name="announcements:keep"):
    """Does nothing after all."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        await replace(interaction, Content(actor.text("announcements-kept")))


def list_content(listing: Listing, actor: Actor) -> Content:
    """List a page of the list with the way to the others."""
    buttons = page_buttons(
        ListPageButton,
        listing.state.value,
        page=listing.page,
        has_more=listing.has_more,
        text=actor.text,
    )
    embed = list_embed(listing, actor.text)
    return Content(embeds=(embed,), view=view_of(*buttons) if buttons else None)


def overview_content(interaction: Interaction, overview: Overview, actor: Actor) -> Content:
    """Return an announcement with its ledger, and what can be done with it."""
    text, found = actor.text, overview.announcement
    buttons: list[discord.ui.Item[Any]] = [  # Any: items of every kind
        *page_buttons(
            LedgerPageButton,
            found.id,
            page=overview.page,
            has_more=overview.has_more,
            text=text,
        )
    ]
    if found.state is not State.CANCELLED:
        buttons.append(ChangeButton(found.id, label=text("announcements-button-change")))
    buttons.append(HistoryButton(found.id, 0, label=text("announcements-button-history")))
    if overview.posts and found.wording.has_button:
        buttons.append(UnseenButton(found.id, label=text("announcements-button-unseen")))
    embeds = overview_embeds(overview, text, interaction.client.services.clock())
    return Content(embeds=embeds, view=view_of(*buttons))


def cancel_content(found: Announcement, actor: Actor) -> Content:
    """Asks whether to cancel, and whether what was posted goes too."""
    if found.state is State.CANCELLED:
        raise UserError("announcements-is-cancelled")
    text, danger = actor.text, discord.ButtonStyle.danger
    words = text("announcements-cancel-really", number=str(found.id), title=named(found))
    view = view_of(
        CancelButton(found.id, "cancel", label=text("announcements-button-cancel"), style=danger),
        CancelButton(
            found.id, "withdraw", label=text("announcements-button-withdraw"), style=danger
        ),
        KeepButton(label=text("announcements-button-keep")),
    )
    return Content(words, view=view)


def now_content(found: Announcement, actor: Actor) -> Content:
    """Asks whether to post the planned occurrence at once, in place of its time."""
    if not found.is_open or found.next_occurrence is None or found.next_at is None:
        raise UserError(f"announcements-is-{found.state.value}")
    if found.state is State.PAUSED:
        raise UserError("announcements-is-paused")
    text = actor.text
    words = text(
        "announcements-now-really",
        number=str(found.id),
        title=named(found),
        at=stamp(found.next_at),
    )
    button = NowButton(
        found.id,
        found.next_occurrence,
        label=text("announcements-button-now"),
        style=discord.ButtonStyle.primary,
    )
    return Content(words, view=view_of(button, KeepButton(label=text("announcements-button-keep"))))


async def open_change(
    interaction: Interaction, actor: Actor, found: Announcement, writing: Writing
) -> None:
    """Show an announcement as it is, ready to be changed."""
    if found.state is State.CANCELLED:
        raise UserError("announcements-is-cancelled")
    await interaction.response.defer(ephemeral=True, thinking=True)
    draft_id = await interaction.client.services.write(begin_writing, actor, writing)
    await show_preview(interaction, actor, draft_id, writing)
