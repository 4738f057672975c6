"""Endpoint requests, as the bot knows them: commands, items, posts, cards and people's data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord
from discord.ext import commands

from cogs.core.services import DigestPart, DigestSection, DigestView, PersonalData
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.endpoints.actions.news import forget_thread
from cogs.endpoints.actions.uploads import hear_upload
from cogs.endpoints.cards import REQUEST_CARD, Uploads
from cogs.endpoints.commands import EndpointGroup
from cogs.endpoints.names import MIRROR
from cogs.endpoints.posts import DELIVERIES
from cogs.endpoints.render import MARKS, line_words
from cogs.endpoints.views.card import CARD_FORMS, CARD_ITEMS, LIST_ITEMS
from cogs.endpoints.views.forms import WRITING_FORMS, WRITING_ITEMS
from cogs.endpoints.views.people import PASSING_FORMS, PASSING_ITEMS
from cogs.ui.client import Feature, Mirror, NexusBot
from domain.channels import Sight
from domain.endpoints.records import OPEN, Request, State
from storage import endpoint_history, endpoint_requests, endpoint_shapes
from storage.connection import Connection
from storage.endpoint_requests import Standing


async def _export(
    connection: Connection, guild_id: int, member_id: int, sight: Sight
) -> list[dict[str, object]]:
    requests = await endpoint_requests.export_member(connection, guild_id, member_id)
    shapes = await endpoint_shapes.export_member(connection, guild_id, member_id)
    return (
        requests
        + shapes
        + await endpoint_history.export_member(connection, guild_id, member_id, sight)
    )


async def _erase(connection: Connection, guild_id: int, member_id: int, _: datetime) -> int:
    """Take a member's name off requests; what was agreed stays for the other side."""
    erased = await endpoint_requests.erase_member(connection, guild_id, member_id)
    erased += await endpoint_shapes.erase_member(connection, guild_id, member_id)
    return erased + await endpoint_history.erase_member(connection, guild_id, member_id)


PERSONAL = PersonalData("endpoints", _export, _erase, endpoint_requests.erase_guild)


MOST_READ = 100
MOST_SHOWN = 5
BOARD = (*OPEN, State.LIVE)
"""States in which something is left to be done."""


News = tuple[Sequence[Request], Sequence[Standing]]
"""Requests that changed, and how many stand where."""


async def _read(unit: Unit, view: DigestView) -> News:
    seen = await endpoint_requests.list_changed(
        unit.connection, view.guild_id, view.since, view.now, view.sight, limit=MOST_READ
    )
    return seen, await endpoint_requests.list_board(
        unit.connection, view.guild_id, view.now, view.sight
    )


def _render(news: News, text: Catalogue) -> list[DigestPart]:
    seen, standings = news
    board = _board(standings, text)
    if not seen and not board:
        return []
    lines = [board] if board else []
    lines += [line_words(each, text) for each in seen[:MOST_SHOWN]]
    return [DigestPart(text("endpoints-digest", count=len(seen)), lines, len(seen))]


def _board(standings: Sequence[Standing], text: Catalogue) -> str:
    """Tell how many stand where something is left to be done, and how many are overdue.

    "" for none.
    """
    counts = [(state, sum(e.count for e in standings if e.state is state)) for state in BOARD]
    told = [
        f"{MARKS[state]} {text(f'endpoints-state-{state.value}')}: {count}"
        for state, count in counts
        if count
    ]
    overdue = sum(each.overdue for each in standings)
    if overdue:
        told.append(f"⏰ {text('endpoints-digest-overdue', count=overdue)}")
    return " · ".join(told)


DIGEST = DigestSection(3, _read, _render)


class Endpoints(commands.Cog):
    """Endpoint requests: frontends' needs and backends' work, in writing."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = EndpointGroup()

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.group)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.group.name)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """Have what happens to its request told below the card from now on."""
        await self.bot.services.write(forget_thread, payload.thread_id)


ITEMS = (*CARD_ITEMS, *PASSING_ITEMS, *WRITING_ITEMS, *LIST_ITEMS)
FORMS = (*CARD_FORMS, *PASSING_FORMS, *WRITING_FORMS)


def _mirrors(_bot: NexusBot) -> tuple[Mirror, ...]:
    uploads = Uploads()
    return (Mirror(MIRROR, uploads.catch_up, uploads.arrived),)


FEATURE = Feature(
    name="endpoints",
    cogs=(Endpoints,),
    items=ITEMS,
    forms=FORMS,
    commands={"endpoints": "endpoint list"},
    deliveries=tuple(DELIVERIES),
    cards=(REQUEST_CARD,),
    mirrors=_mirrors,
    personal=(PERSONAL,),
    digest=(DIGEST,),
    uploads=(hear_upload,),
)
