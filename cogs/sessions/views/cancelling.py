"""Asking once more before a session is cancelled."""

from __future__ import annotations

from typing import Literal

import discord

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from cogs.sessions.actions.changing import (
    cancel_session,
    get_changeable,
)
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace
from domain.sessions.records import Occurrence

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
    """Nothing is cancelled."""

    async def pressed(self, interaction: Interaction, actor: Actor) -> None:
        await replace(interaction, Content(actor.text("sessions-kept")))


def cancel_page(occurrence: Occurrence, scope: str, text: Catalogue) -> Content:
    """What would be cancelled, and the question."""
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
