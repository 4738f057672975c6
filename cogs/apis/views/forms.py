"""The forms: a contract pasted as text, and the reason for a break that was agreed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final, Literal

import discord

from cogs.apis.actions.changes import MAX_REASON, Agreed, agree
from cogs.apis.actions.lookups import check_own
from cogs.apis.actions.uploads import Uploading, preview_contract, upload_contract
from cogs.apis.render.changes import render_uploading
from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.markup import code_block, plain
from cogs.core.services import Services
from cogs.core.text import Catalogue
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import reply
from domain.contracts.changes import Grade

MAX_PASTED: Final = 4_000
"""Characters that Discord lets one type into a field."""
PREVIEW, STORE = "preview", "store"


class PasteForm(Form, name="apis:paste"):
    """Takes a contract as text; the parts are the API's number, and whether it is a preview."""

    code = frozenset({"document"})

    @classmethod
    async def check(
        cls, interaction: Interaction, actor: Actor, api_id: int, _mode: Literal["preview", "store"]
    ) -> None:
        services = interaction.client.services
        await services.read(admit, actor)
        await services.read(check_own, actor, str(api_id))

    @classmethod
    async def submitted(
        cls,
        interaction: Interaction,
        actor: Actor,
        values: Values,
        api_id: int,
        mode: Literal["preview", "store"],
    ) -> None:
        spend_upload(interaction.client.services, actor)
        document = code_block(values.written("document")).text.encode()
        await answer_upload(interaction, actor, str(api_id), document, is_preview=mode == PREVIEW)


class AgreeForm(Form, name="apis:agree-why"):
    """Takes the reason for which the breaks of an upload were agreed; parts as the button's."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, api_id: int, _number: int) -> None:
        services = interaction.client.services
        await services.read(admit, actor)
        await services.read(check_own, actor, str(api_id))

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, api_id: int, number: int
    ) -> None:
        services, reason = interaction.client.services, values.written("reason")
        agreed = await services.write(agree, actor, str(api_id), None, reason, number)
        await reply(interaction, Content(agreed_words(agreed, actor.text)))


class AgreeButton(DynamicButton, name="apis:agree"):
    """Opens the form for the reason; the parts are the API's number and the upload's.

    Whoever may not agree is told when they send it.
    """

    async def pressed(
        self, interaction: Interaction, actor: Actor, api_id: int, number: int
    ) -> None:
        field = discord.ui.Label[discord.ui.View](
            text=actor.text("apis-field-reason"),
            description=actor.text("apis-field-reason-hint"),
            component=discord.ui.TextInput(custom_id="reason", max_length=MAX_REASON),
        )
        title = actor.text("apis-form-agree")
        await open_form(interaction, AgreeForm, api_id, number, title=title, fields=[field])


def agreed_words(agreed: Agreed, text: Catalogue) -> str:
    """Tell how many breaks were marked."""
    name, number = plain(agreed.api.text.name, 100), str(agreed.number)
    return text("apis-agreed-done", name=name, number=number, count=agreed.count)


async def open_paste_form(
    interaction: Interaction, actor: Actor, api_id: int, *, is_preview: bool
) -> None:
    """Ask for the text of a contract."""
    field = discord.ui.Label[discord.ui.View](
        text=actor.text("apis-field-document"),
        description=actor.text("apis-field-document-hint"),
        component=discord.ui.TextInput(
            custom_id="document", style=discord.TextStyle.paragraph, max_length=MAX_PASTED
        ),
    )
    mode, title = PREVIEW if is_preview else STORE, actor.text("apis-form-paste")
    await open_form(interaction, PasteForm, api_id, mode, title=title, fields=[field])


def spend_upload(services: Services, actor: Actor) -> None:
    """Count an upload or a preview in the member's rate; `UserError` where that is used up."""
    services.rates.spend(
        "upload",
        actor.guild_id,
        actor.member_id,
        services.clock(),
        is_moderator=actor.is_moderator,
    )


async def answer_upload(
    interaction: Interaction, actor: Actor, api: str, document: bytes, *, is_preview: bool
) -> None:
    """Upload a document, or show what that would do; the uploader alone reads the answer."""
    services = interaction.client.services
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=True, thinking=True)
    work = preview_contract if is_preview else upload_contract
    done = await work(services, actor, api, document)
    content = await asyncio.to_thread(render_uploading, done, actor.text)
    await reply(interaction, _with_button(done, content, actor.text))


def _with_button(done: Uploading, content: Content, text: Catalogue) -> Content:
    """Add the button that marks breaks as agreed."""
    breaks = done.upload.comparison.counts.get(Grade.BREAKING, 0)
    if done.number is None or done.is_identical or not breaks:
        return content
    button = AgreeButton(done.api.id, done.number, label=text("apis-button-agree"))
    return replace(content, view=view_of(button))
