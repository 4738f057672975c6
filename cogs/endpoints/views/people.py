"""Members who move an endpoint request, and buttons that pass it on to others."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from cogs.core.actor import Actor
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.endpoints.actions.lookups import Mover
from cogs.endpoints.actions.moves import check_move
from cogs.endpoints.actions.watchers import reassign
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton
from cogs.ui.members import find_member, name_of
from cogs.ui.parts import read_value
from cogs.ui.reply import reply
from domain.endpoints.moves import Move
from domain.endpoints.records import Request, Side
from domain.errors import UserError

MOST_NAMED = 10


def mover_of(interaction: Interaction, actor: Actor) -> Mover:
    """Return the member behind an interaction, with their role."""
    role_id, member = actor.settings.backend_role_id, interaction.user
    has_role = isinstance(member, discord.Member) and any(r.id == role_id for r in member.roles)
    return Mover(actor, role_id is None or has_role)


async def may_build(interaction: Interaction, actor: Actor, member_id: int) -> bool:
    """Tell whether another member has the backend role, or the server has named none."""
    role_id, guild = actor.settings.backend_role_id, interaction.guild
    if role_id is None or guild is None:
        return True
    member = await find_member(guild, member_id)
    return member is not None and any(role.id == role_id for role in member.roles)


async def is_bot(interaction: Interaction, member_id: int) -> bool:
    """Tell whether a bot was chosen."""
    guild = interaction.guild
    member = None if guild is None else await find_member(guild, member_id)
    return member is not None and member.bot


async def names_of(interaction: Interaction, member_ids: Iterable[int | None]) -> dict[int, str]:
    """Return what members are called here, of the first few; those who left have no name."""
    names, guild = dict[int, str](), interaction.guild
    wanted = list(dict.fromkeys(each for each in member_ids if each is not None))
    for member_id in wanted[:MOST_NAMED]:
        if guild is not None and (member := await find_member(guild, member_id)) is not None:
            names[member_id] = name_of(member)
    return names


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
    """Return what came of it, for whoever did it."""
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
