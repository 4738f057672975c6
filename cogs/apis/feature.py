"""APIs, as the bot knows them: commands, items, posts, cards and people's data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cogs.apis.cards import API_CARD
from cogs.apis.commands import Apis
from cogs.apis.posts import DELIVERIES
from cogs.apis.render.cards import counts_words
from cogs.apis.views.cards import (
    ApisPage,
    ChangesButton,
    ConsumedPage,
    GotItButton,
    UploadsPage,
    UseButton,
)
from cogs.apis.views.forms import AgreeButton, AgreeForm, PasteForm
from cogs.core.markup import jump_link, plain
from cogs.core.services import DigestPart, DigestSection, DigestView, PersonalData
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.ui.client import Feature
from domain.apis import Api, StoredContract
from domain.channels import Sight
from storage import api_consumers, apis, contract_changes, contracts
from storage.connection import Connection


async def _export(
    connection: Connection, guild_id: int, member_id: int, sight: Sight
) -> list[dict[str, object]]:
    owned = await apis.export_member(connection, guild_id, member_id)
    uploaded = await contracts.export_member(connection, guild_id, member_id, sight)
    agreed = await contract_changes.export_member(connection, guild_id, member_id)
    return (
        owned
        + uploaded
        + agreed
        + await api_consumers.export_member(connection, guild_id, member_id, sight)
    )


async def _erase(connection: Connection, guild_id: int, member_id: int, _: datetime) -> int:
    """APIs and contracts stay for those who build on them, without their name."""
    erased = await apis.erase_member(connection, guild_id, member_id)
    erased += await contracts.erase_member(connection, guild_id, member_id)
    erased += await contract_changes.erase_member(connection, guild_id, member_id)
    return erased + await api_consumers.erase_member(connection, guild_id, member_id)


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    await apis.erase_guild(connection, guild_id)


PERSONAL = PersonalData("apis", _export, _erase, _erase_guild)


MOST_READ = 100
MOST_SHOWN = 7


Uploads = Sequence[tuple[Api, StoredContract]]
"""The newest upload of each API."""


async def _read(unit: Unit, view: DigestView) -> Uploads:
    uploads: dict[int, tuple[Api, StoredContract]] = {}
    found = await contracts.list_since(
        unit.connection, view.guild_id, view.since, view.now, view.sight, limit=MOST_READ
    )
    for contract in found:  # the newest first: of each API that one is named
        if contract.api_id in uploads:
            continue
        api = await apis.find_api(unit.connection, view.guild_id, contract.api_id)
        if api is not None and not api.is_retired:
            uploads[api.id] = api, contract
    return list(uploads.values())


def _render(uploads: Uploads, text: Catalogue) -> list[DigestPart]:
    lines = []
    for api, contract in uploads[:MOST_SHOWN]:
        name = plain(api.text.name, 100)
        if api.thread_id is not None:
            name = f"[{name}]({jump_link(api.guild_id, api.thread_id)})"
        counts, number = counts_words(dict(contract.counts), text), str(contract.number)
        line = text("apis-digest-line", name=name, number=number, counts=counts)
        lines.append(line.strip())
    heading, count = text("apis-digest", count=len(uploads)), len(uploads)
    return [DigestPart(heading, lines, count)] if lines else []


DIGEST = DigestSection(3, _read, _render)


ITEMS: Final = (
    ApisPage,
    ChangesButton,
    ConsumedPage,
    GotItButton,
    UploadsPage,
    UseButton,
    AgreeButton,
)
FORMS: Final = (AgreeForm, PasteForm)


FEATURE = Feature(
    name="apis",
    cogs=(Apis,),
    items=ITEMS,
    forms=FORMS,
    commands={"apis": "api list"},
    deliveries=tuple(DELIVERIES),
    cards=(API_CARD,),
    personal=(PERSONAL,),
    digest=(DIGEST,),
)
