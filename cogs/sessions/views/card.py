"""Buttons on the card of a session, its lists and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import discord

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from cogs.sessions.actions.answers import (
    Answered,
    answer_session,
    check_in,
    get_begun,
    keep_notes,
)
from cogs.sessions.actions.lookups import Listing, list_sessions, show_session
from cogs.sessions.names import CARD_MARK
from cogs.sessions.render import MARKS, render_card, render_listing
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, page_buttons, view_of
from cogs.ui.parts import Page
from cogs.ui.reply import replace, reply
from domain.sessions.records import MAX_NOTES, Answer, Occurrence, OccurrenceState, Rsvp


class SessionsPage(DynamicButton, name="sessions:page"):
    """Another page; the parts are whose sessions (0 all, 1 mine), and the page."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, mine: Literal["0", "1"], page: Page
    ) -> None:
        services = interaction.client.services
        listing = await services.read(list_sessions, actor, page, is_mine=mine == "1")
        await replace(interaction, listing_content(listing, actor.text))


def listing_content(listing: Listing, text: Catalogue) -> Content:
    """Return a page of sessions with the ways to the others."""
    buttons = page_buttons(
        SessionsPage,
        "1" if listing.is_mine else "0",
        page=listing.page,
        has_more=listing.has_more,
        text=text,
    )
    words = render_listing(listing, text)
    return Content(words, view=view_of(*buttons) if buttons else None)


LIST_ITEMS = (SessionsPage,)


class NotesButton(DynamicButton, name="sessions:notes"):
    """Opens the form for notes, filled with what is noted already."""

    async def pressed(self, interaction: Interaction, actor: Actor, occurrence_id: int) -> None:
        detail = await interaction.client.services.read(show_session, actor, occurrence_id)
        field = discord.ui.Label[discord.ui.View](
            text=actor.text("sessions-field-notes"),
            description=actor.text("sessions-field-notes-hint"),
            component=discord.ui.TextInput(
                custom_id="notes",
                style=discord.TextStyle.paragraph,
                default=detail.occurrence.notes,
                max_length=MAX_NOTES,
            ),
        )
        title = actor.text("sessions-form-notes")
        await open_form(interaction, NotesForm, occurrence_id, title=title, fields=[field])


class NotesForm(Form, name="sessions:notes-text"):
    """Keeps the notes."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, occurrence_id: int) -> None:
        services = interaction.client.services
        await services.read(admit, actor)
        await services.read(get_begun, actor, occurrence_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, occurrence_id: int
    ) -> None:
        await interaction.client.services.write(
            keep_notes, actor, occurrence_id, values.written("notes")
        )
        await reply(interaction, Content(actor.text("sessions-notes-kept")))


NOTES_ITEMS = (NotesButton,)
NOTES_FORMS = (NotesForm,)


class GoingButton(DynamicButton, name=CARD_MARK):
    """Takes a seat, or a place in the waitlist."""

    async def pressed(self, interaction: Interaction, actor: Actor, occurrence_id: int) -> None:
        await _answer(interaction, actor, occurrence_id, Answer.GOING)


class MaybeButton(DynamicButton, name="sessions:maybe"):
    """May come."""

    async def pressed(self, interaction: Interaction, actor: Actor, occurrence_id: int) -> None:
        await _answer(interaction, actor, occurrence_id, Answer.MAYBE)


class DeclineButton(DynamicButton, name="sessions:decline"):
    """Cannot come, and gives up a seat."""

    async def pressed(self, interaction: Interaction, actor: Actor, occurrence_id: int) -> None:
        await _answer(interaction, actor, occurrence_id, Answer.DECLINED)


class CheckInButton(DynamicButton, name="sessions:check-in"):
    """Says that its presser is there."""

    async def pressed(self, interaction: Interaction, actor: Actor, occurrence_id: int) -> None:
        is_new = await interaction.client.services.write(check_in, actor, occurrence_id)
        key = "sessions-checked-in" if is_new else "sessions-checked-in-already"
        await reply(interaction, Content(actor.text(key)))


def card_content(
    occurrence: Occurrence, rsvps: Sequence[Rsvp], attended: int, text: Catalogue
) -> Content:
    """Return the card with the buttons that can be pressed now."""
    embed = render_card(occurrence, rsvps, attended, text)
    return Content(embeds=(embed,), view=view_of(*_buttons(occurrence, text)))


def _buttons(occurrence: Occurrence, text: Catalogue) -> list[DynamicButton]:
    id_, is_over = occurrence.id, not occurrence.is_open
    buttons: list[DynamicButton] = [
        GoingButton(
            id_,
            label=text("sessions-answer-going"),
            emoji=MARKS[Answer.GOING],
            style=discord.ButtonStyle.success,
            disabled=is_over,
        ),
        MaybeButton(
            id_, label=text("sessions-answer-maybe"), emoji=MARKS[Answer.MAYBE], disabled=is_over
        ),
        DeclineButton(
            id_,
            label=text("sessions-answer-declined"),
            emoji=MARKS[Answer.DECLINED],
            disabled=is_over,
        ),
    ]
    if occurrence.state is OccurrenceState.RUNNING:
        label = text("sessions-check-in")
        buttons.append(CheckInButton(id_, label=label, style=discord.ButtonStyle.primary))
    return buttons


async def _answer(interaction: Interaction, actor: Actor, id_: int, wanted: Answer) -> None:
    answered = await interaction.client.services.write(answer_session, actor, id_, wanted)
    await reply(interaction, Content(_words(answered, actor.text)))


def _words(answered: Answered, text: Catalogue) -> str:
    at = stamp(answered.occurrence.starts_at)
    if answered.position is not None:
        return text("sessions-answered-waitlisted", position=answered.position)
    return text(f"sessions-answered-{answered.answer.value}", at=at)


CARD_ITEMS = (GoingButton, MaybeButton, DeclineButton, CheckInButton)
