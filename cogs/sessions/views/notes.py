"""Notes of a session, asked of its host afterwards."""

from __future__ import annotations

import discord

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.sessions.actions.attending import (
    get_begun,
    keep_notes,
)
from cogs.sessions.actions.finding import show_session
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton
from cogs.ui.reply import reply
from domain.sessions.records import MAX_NOTES


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
