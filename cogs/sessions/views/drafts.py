"""Buttons and forms of drafts, and of what is to be cancelled."""

from __future__ import annotations

from typing import Literal

import discord

from cogs.core.access import admit, posting
from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from cogs.sessions.actions.changes import (
    cancel_session,
    get_changeable,
    save_change,
)
from cogs.sessions.actions.drafts import (
    Drafting,
    change_draft,
    create_session,
    drop_draft,
    get_draft,
)
from cogs.sessions.cards import home_of
from cogs.sessions.render import render_preview
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace, reply
from domain.sessions.records import MAX_DESCRIPTION, Occurrence

ONE, FOLLOWING = "one", "following"
MAX_REASON = 200


class CancelButton(DynamicButton, name="sessions:cancel"):
    """Asks why, in a form whose submission cancels."""

    async def pressed(
        self,
        interaction: Interaction,
        actor: Actor,
        occurrence_id: int,
        scope: Literal["one", "following"],
    ) -> None:
        field = discord.ui.Label[discord.ui.View](
            text=actor.text("sessions-field-reason"),
            description=actor.text("sessions-field-reason-hint"),
            component=discord.ui.TextInput(
                custom_id="reason", max_length=MAX_REASON, required=False
            ),
        )
        title = actor.text("sessions-form-cancel")
        await open_form(interaction, CancelForm, occurrence_id, scope, title=title, fields=[field])


class CancelForm(Form, name="sessions:cancel-reason"):
    """Cancels, with the reason that those who wanted to come are told."""

    @classmethod
    async def check(
        cls,
        interaction: Interaction,
        actor: Actor,
        occurrence_id: int,
        _scope: Literal["one", "following"],
    ) -> None:
        services = interaction.client.services
        await services.read(admit, actor)
        await services.read(get_changeable, actor, occurrence_id)

    @classmethod
    async def submitted(
        cls,
        interaction: Interaction,
        actor: Actor,
        values: Values,
        occurrence_id: int,
        scope: Literal["one", "following"],
    ) -> None:
        reason = " ".join(values.written("reason").split()) or None
        _, count = await interaction.client.services.write(
            cancel_session,
            actor,
            occurrence_id,
            reason,
            following=scope == FOLLOWING,
        )
        await replace(interaction, Content(actor.text("sessions-cancelled", count=count)))


class KeepButton(DynamicButton, name="sessions:keep"):
    """Keeps the session: nothing is cancelled."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        await replace(interaction, Content(actor.text("sessions-kept")))


def cancel_page(occurrence: Occurrence, scope: str, text: Catalogue) -> Content:
    """Return what would be cancelled, and the question."""
    words = text(
        f"sessions-cancel-{scope}",
        title=plain(occurrence.plan.title, 200),
        at=stamp(occurrence.starts_at),
    )
    yes = CancelButton(
        occurrence.id, scope, label=text("sessions-cancel-yes"), style=discord.ButtonStyle.danger
    )
    return Content(words, view=view_of(yes, KeepButton(label=text("sessions-cancel-no"))))


CANCEL_ITEMS = (CancelButton, KeepButton)
CANCEL_FORMS = (CancelForm,)


class SaveDraft(DynamicButton, name="sessions:save"):
    """Creates the session, or puts the change in force."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        services = interaction.client.services
        drafting = await services.read(get_draft, actor, draft_id)
        if drafting.occurrence_id is not None:
            occurrence = await services.write(save_change, actor, draft_id)
            words = actor.text("sessions-saved", number=str(occurrence.id))
        else:
            home = home_of(interaction, actor)
            with posting(services, actor):
                _, first_id = await services.write(create_session, actor, draft_id, home.id)
            words = actor.text("sessions-created", number=str(first_id), channel=home.mention)
        await replace(interaction, Content(words))


class DescribeDraft(DynamicButton, name="sessions:describe"):
    """Opens the form for the long text."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        drafting = await interaction.client.services.read(get_draft, actor, draft_id)
        field = discord.ui.Label[discord.ui.View](
            text=actor.text("sessions-field-description"),
            description=actor.text("sessions-field-description-hint"),
            component=discord.ui.TextInput(
                custom_id="description",
                style=discord.TextStyle.paragraph,
                default=drafting.plan.description or None,
                max_length=MAX_DESCRIPTION,
                required=False,
            ),
        )
        title = actor.text("sessions-form-description")
        await open_form(interaction, DescriptionForm, draft_id, title=title, fields=[field])


class DescriptionForm(Form, name="sessions:description"):
    """The long text of a session."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        services = interaction.client.services
        await services.read(admit, actor)
        await services.read(get_draft, actor, draft_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, draft_id: int
    ) -> None:
        services = interaction.client.services
        drafting = await services.write(
            change_draft, actor, draft_id, values.written("description")
        )
        await replace(interaction, preview_content(interaction, actor, draft_id, drafting))


class DropDraft(DynamicButton, name="sessions:drop"):
    """Forgets it."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.write(drop_draft, actor, draft_id)
        await replace(interaction, Content(actor.text("sessions-dropped")))


async def show_preview(
    interaction: Interaction, actor: Actor, draft_id: int, drafting: Drafting
) -> None:
    """Show a draft to its author."""
    await reply(interaction, preview_content(interaction, actor, draft_id, drafting))


def preview_content(
    interaction: Interaction, actor: Actor, draft_id: int, drafting: Drafting
) -> Content:
    """Preview what would happen, and the buttons that make it happen."""
    text, now = actor.text, interaction.client.services.clock()
    words = render_preview(drafting, home_of(interaction, actor).mention, now, text)
    is_new = drafting.occurrence_id is None
    save = text("sessions-button-create" if is_new else "sessions-button-save")
    return Content(
        words,
        view=view_of(
            SaveDraft(draft_id, label=save, style=discord.ButtonStyle.success),
            DescribeDraft(draft_id, label=text("sessions-button-describe")),
            DropDraft(draft_id, label=text("sessions-button-drop")),
        ),
    )


DRAFT_ITEMS = (SaveDraft, DescribeDraft, DropDraft)
DRAFT_FORMS = (DescriptionForm,)
