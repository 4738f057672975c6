"""Giving a side of a request to somebody else, in a form."""

from __future__ import annotations

import discord

from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.endpoints.actions.following import reassign
from cogs.endpoints.actions.moving import check_move
from cogs.endpoints.people import is_bot, may_build, mover_of
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton
from cogs.ui.parts import read_value
from cogs.ui.reply import reply
from domain.endpoints.moves import Move
from domain.endpoints.records import Request, Side
from domain.errors import UserError

Label = discord.ui.Label[discord.ui.View]


class ReassignButton(DynamicButton, name="endpoints:reassign"):
    """Asks to whom a side is given, and moderators which side."""

    async def pressed(self, interaction: Interaction, actor: Actor, request_id: int) -> None:
        text = actor.text
        fields: list[discord.ui.Item[discord.ui.View]] = [_to(text)]
        if actor.is_moderator:
            fields.append(_side(text))
        title = text("endpoints-move-reassign")
        await open_form(interaction, ReassignForm, request_id, title=title, fields=fields)


class ReassignForm(Form, name="endpoints:reassigning"):
    """Gives the side to whoever was chosen."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, request_id: int) -> None:
        mover = mover_of(interaction, actor)
        await interaction.client.services.read(check_move, mover, request_id, Move.REASSIGN)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, request_id: int
    ) -> None:
        side = read_value(Side, values.chosen("side") or Side.BUILDER.value)
        member_id = read_value(int | None, values.chosen("to") or "")
        if member_id is not None and await is_bot(interaction, member_id):
            raise UserError("endpoints-no-bot")
        services, mover = interaction.client.services, mover_of(interaction, actor)
        is_backend = member_id is None or await may_build(interaction, actor, member_id)
        request = await services.write(
            reassign, mover, request_id, side, member_id, is_backend=is_backend
        )
        await reply(interaction, reassigned_content(request, actor.text))


def reassigned_content(request: Request, text: Catalogue) -> Content:
    """What came of it, for whoever did it."""
    words = text("endpoints-reassigned", operation=plain(request.shape.key, 200))
    return Content(f"{words}\n{text(f'endpoints-next-{request.state.value}')}")


def _to(text: Catalogue) -> Label:
    return Label(
        text=text("endpoints-field-to"),
        description=text("endpoints-field-to-hint"),
        component=discord.ui.UserSelect(custom_id="to", required=False, min_values=0),
    )


def _side(text: Catalogue) -> Label:
    sides = (Side.BUILDER, Side.REQUESTER)
    return Label(
        text=text("endpoints-field-side"),
        component=discord.ui.Select(
            custom_id="side",
            options=[
                discord.SelectOption(
                    label=text(f"endpoints-side-{side.value}"),
                    value=side.value,
                    default=side is Side.BUILDER,
                )
                for side in sides
            ],
        ),
    )


PASSING_ITEMS = (ReassignButton,)
PASSING_FORMS = (ReassignForm,)
