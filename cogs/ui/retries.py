"""Buttons that do again: what a busy database refused, a form that came too late, a lost card."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine, Mapping
from datetime import timedelta
from typing import Any

import discord

from cogs.core.access import admit
from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.ui.answers import KEPT_SECONDS, TRIED_AGAIN, Answer
from cogs.ui.client import CardKind, EventKind, Interaction, NexusBot
from cogs.ui.content import Content
from cogs.ui.forms import submit
from cogs.ui.items import DynamicButton, view_of
from cogs.ui.reply import reply
from domain.errors import UserError
from storage import cards, drafts
from storage.errors import BusyError

BUSY_DRAFT = "busy"
"""Kind of the draft that keeps a command or form until the database lets go, and after."""
SAVE_AGAIN_SECONDS = 1.0


class AgainButton(DynamicButton, name="shared:again"):
    """Tries again with what was typed; its part is the key under which that is kept."""

    async def pressed(self, interaction: Interaction, actor: Actor, number: int) -> None:
        client, key = interaction.client, str(number)
        kept = client.kept.get(key)
        if isinstance(kept, discord.ui.Modal):
            await interaction.response.send_modal(kept)
        elif kept is not None and kept.user.id == interaction.user.id:
            client.kept.pop(key, None)  # done once, however often it's pressed
            in_background(client, _forget(client, actor.guild_id, key))
            await _replay(interaction, kept)
        else:
            await _replay_saved(interaction, actor, number)


class PostAgainButton(DynamicButton, name="shared:post-again"):
    """Button that posts a removed card again; the parts are its kind and its subject."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, name: str, subject_id: int
    ) -> None:
        client = interaction.client
        kind = client.registry.cards.get(name)
        if kind is None:
            raise UserError("shared-post-again-gone")
        is_back = await client.services.write(_post_again, actor, kind, subject_id)
        key = "shared-post-again-done" if is_back else "shared-post-again-there"
        await reply(interaction, Content(actor.text(key)))


async def _post_again(
    unit: Unit, actor: Actor, kind: CardKind | EventKind, subject_id: int
) -> bool:
    """Have a card posted again; False where it was not away."""
    await admit(unit, actor)
    card = await cards.find_card(unit.connection, actor.guild_id, kind.name, subject_id)
    if card is None:
        raise UserError("shared-post-again-gone")
    owners = await kind.owners(unit.connection, card)
    if not actor.is_moderator and actor.member_id not in owners:
        raise UserError("shared-post-again-not-yours")
    unit.show(kind.name, subject_id)
    return await cards.post_again(unit.connection, actor.guild_id, kind.name, subject_id)


def post_again_button(kind: str, subject_id: int, text: Catalogue) -> PostAgainButton:
    """Make the button for a card that is away, for those who may have it back."""
    return PostAgainButton(kind, subject_id, label=text("shared-post-again"), emoji="📌")


async def _replay_saved(interaction: Interaction, actor: Actor, key: int) -> None:
    """Go on after a restart with what the database kept; what a button did has its own button."""
    body = await interaction.client.services.write(_take_saved, actor, key)
    interaction.data, interaction.message = body["data"], None
    await _enter(interaction, discord.InteractionType(body["type"]))


async def _take_saved(unit: Unit, actor: Actor, key: int) -> Mapping[str, Any]:  # Any: JSON
    """Take what was kept out of the database; `UserError` where it's gone or somebody else's."""
    draft = await drafts.find_draft_about(
        unit.connection, actor.guild_id, BUSY_DRAFT, key, unit.now
    )
    if draft is None or draft.member_id != actor.member_id:
        raise UserError("shared-retry-gone")
    await drafts.delete_draft(unit.connection, draft.id)
    return draft.body


async def _replay(interaction: Interaction, kept: Interaction) -> None:
    """Go through the entrance of an earlier interaction again, with the answer to this one."""
    interaction.extras[TRIED_AGAIN] = kept
    interaction.data, interaction.message = kept.data, kept.message
    if kept.message is not None and isinstance(interaction.response, Answer):
        interaction.response.origin = kept
    await _enter(interaction, kept.type)


async def _enter(interaction: Interaction, kind: discord.InteractionType) -> None:
    if kind is discord.InteractionType.modal_submit:
        await submit(interaction)
    elif kind is discord.InteractionType.application_command:
        interaction.client.tree._from_interaction(interaction)  # noqa: SLF001 - discord.py's own entrance
    else:
        data: Any = interaction.data  # Any: Discord's payload
        interaction._state._view_store.dispatch_view(  # noqa: SLF001 - discord.py's own entrance
            data["component_type"], data["custom_id"], interaction
        )


def offer_again(
    client: NexusBot, what: discord.ui.Modal | Interaction, label: str
) -> discord.ui.View:
    """Keep a form or an interaction, and make the button that does it again."""
    kept = str(secrets.randbits(52))
    client.kept[kept] = what
    if isinstance(what, discord.Interaction):
        in_background(client, save(client, kept, what))
    return view_of(AgainButton(kept, label=label, style=discord.ButtonStyle.primary))


def in_background(client: NexusBot, work: Coroutine[Any, Any, None]) -> None:  # Any: not used
    """Do something that nobody waits for; a stop cancels it."""
    task = asyncio.create_task(work, name="kept")
    client.deferring.add(task)
    task.add_done_callback(client.deferring.discard)


async def save(client: NexusBot, key: str, tried: Interaction) -> None:
    """Keep a command or form in the database once that lets go, so that a restart loses nothing."""
    if tried.guild_id is None or tried.type is discord.InteractionType.component:
        return
    services = client.services
    body = {"type": tried.type.value, "data": tried.data}
    while key in client.kept:
        try:
            await services.database.write(
                drafts.create_draft,
                tried.guild_id,
                tried.user.id,
                BUSY_DRAFT,
                body,
                services.clock() + timedelta(seconds=KEPT_SECONDS),
                subject=int(key),
            )
        except BusyError:
            await asyncio.sleep(SAVE_AGAIN_SECONDS)
        else:
            return


async def _forget(client: NexusBot, guild_id: int, key: str) -> None:
    while True:
        try:
            await client.services.database.write(
                drafts.delete_about, guild_id, BUSY_DRAFT, int(key)
            )
        except BusyError:
            await asyncio.sleep(SAVE_AGAIN_SECONDS)
        else:
            return
