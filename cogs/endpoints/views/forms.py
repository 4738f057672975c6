"""Forms in which shapes are asked for and written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord

from cogs.core.access import admit, posting
from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.text import Catalogue
from cogs.endpoints.actions.requests import (
    Drafting,
    Similar,
    begin_shape,
    change_shape,
    create_request,
    drop_draft,
    get_draft,
    write_draft,
)
from cogs.endpoints.places import home_of
from cogs.endpoints.render import render_faults, render_similar
from cogs.endpoints.views.people import mover_of
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.errors import render_error
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import replace as replace_message, reply
from domain.endpoints.records import MAX_EXAMPLE, MAX_PATH, MAX_WHY
from domain.endpoints.shapes import parse_key
from domain.errors import UserError

Label = discord.ui.Label[discord.ui.View]


class WriteButton(DynamicButton, name="endpoints:write"):
    """Opens the form with what was typed before: to ask anyway, or to correct it."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        drafting = await interaction.client.services.read(get_draft, actor, draft_id)
        await open_writing(interaction, actor, draft_id, drafting)


class DropButton(DynamicButton, name="endpoints:drop"):
    """Forgets what was begun."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.write(drop_draft, actor, draft_id)
        await replace_message(interaction, Content(actor.text("endpoints-dropped")))


class ShapeButton(DynamicButton, name="endpoints:shape"):
    """Opens the form with the shape as it is."""

    async def pressed(self, interaction: Interaction, actor: Actor, request_id: int) -> None:
        await open_shape(interaction, actor, request_id)


class WriteForm(Form, name="endpoints:writing"):
    """Takes what was written; a request is made of it where its examples are JSON."""

    code = frozenset({"request", "response", "operation"})

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
        drafting = await services.read(get_draft, actor, draft_id)
        request, response = values.written("request").strip(), values.written("response").strip()
        shape = replace(drafting.shape, request=request, response=response)
        # What was typed is kept before anything in it is refused, with the way back to it.
        drafting = await services.write(
            write_draft, actor, draft_id, shape, values.written("why", "")
        )
        try:
            if "operation" in values:
                named = parse_key(values.written("operation"))
                shape = replace(drafting.shape, method=named.method, path=named.path)
                drafting = await services.write(write_draft, actor, draft_id, shape, "")
            if not drafting.faults():
                await _finish(interaction, actor, draft_id, drafting)
                return
            words = render_faults(drafting, actor.text)
        except UserError as error:
            words = f"{render_error(actor.text, error)}\n{actor.text('endpoints-kept')}"
        await reply(interaction, correcting_content(draft_id, words, actor.text))


async def open_shape(interaction: Interaction, actor: Actor, request_id: int) -> None:
    """Begin to write another shape for a request, in a form."""
    services, mover = interaction.client.services, mover_of(interaction, actor)
    draft_id, drafting = await services.write(begin_shape, mover, request_id)
    await open_writing(interaction, actor, draft_id, drafting)


async def open_writing(
    interaction: Interaction, actor: Actor, draft_id: int, drafting: Drafting
) -> None:
    """Open the form, filled with what the draft holds."""
    text, shape = actor.text, drafting.shape
    if drafting.request_id is None:
        first = _field("why", drafting.why, MAX_WHY, text, required=True)
    else:
        first = _field("operation", shape.key, MAX_PATH, text, required=True)
    fields: list[discord.ui.Item[Any]] = [  # Any: what a form takes
        first,
        _field("request", shape.request, MAX_EXAMPLE, text),
        _field("response", shape.response, MAX_EXAMPLE, text),
    ]
    title = label(shape.key, 45)
    await open_form(interaction, WriteForm, draft_id, title=title, fields=fields)


def similar_content(draft_id: int, drafting: Drafting, found: Similar, text: Catalogue) -> Content:
    """Return what may be the same already, and the choice to ask anyway."""
    anyway = WriteButton(
        draft_id, label=text("endpoints-button-anyway"), style=discord.ButtonStyle.primary
    )
    drop = DropButton(draft_id, label=text("endpoints-button-drop"))
    return Content(render_similar(found, drafting.shape, text), view=view_of(anyway, drop))


def correcting_content(draft_id: int, words: str, text: Catalogue) -> Content:
    """Return what is wrong with what was written, and the way back into the form."""
    again = WriteButton(
        draft_id, label=text("endpoints-button-correct"), style=discord.ButtonStyle.primary
    )
    drop = DropButton(draft_id, label=text("endpoints-button-drop"))
    return Content(words, view=view_of(again, drop))


async def _finish(
    interaction: Interaction, actor: Actor, draft_id: int, drafting: Drafting
) -> None:
    services, text = interaction.client.services, actor.text
    if drafting.request_id is not None:
        request = await services.write(change_shape, mover_of(interaction, actor), draft_id)
        key = f"endpoints-shaped-{'new' if request.builder_id is None else 'both'}"
        words = text(key, shape=str(request.shape_number))
    else:
        home = home_of(interaction, actor)
        with posting(services, actor):
            request = await services.write(create_request, actor, draft_id, home.id)
        words = text("endpoints-asked", number=str(request.id), channel=home.mention)
    if drafting.secrets:
        words += f"\n{text('endpoints-redacted', count=drafting.secrets)}"
    await reply(interaction, Content(words))


def _field(name: str, value: str, most: int, text: Catalogue, *, required: bool = False) -> Label:
    is_line = name == "operation"
    return Label(
        text=text(f"endpoints-field-{name}"),
        description=text(f"endpoints-field-{name}-hint"),
        component=discord.ui.TextInput(
            custom_id=name,
            style=discord.TextStyle.short if is_line else discord.TextStyle.paragraph,
            default=value[:most] or None,
            max_length=most,
            required=required,
        ),
    )


WRITING_ITEMS = (WriteButton, DropButton, ShapeButton)
WRITING_FORMS = (WriteForm,)
