"""Lookups of APIs and their contracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cogs.core.access import find_api
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.apis import CARD, Api, StoredContract, Style
from domain.cards import Card
from domain.deliveries import Delivery
from domain.errors import UserError
from storage import api_consumers, apis, cards, contracts
from storage.connection import Connection

PAGE = 8
MOST_CHOICES = 25
REVISIONS = 5
"""Uploads on a page."""


class Which(StrEnum):
    """Which APIs a list shows."""

    ALL = "all"
    OWNED = "owned"
    """Filter: APIs that the member owns."""
    USED = "used"
    """Filter: APIs that the member has declared to use."""
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Detail:
    """All that is shown of one API."""

    api: Api
    latest: StoredContract | None
    consumers: int
    contracts: Sequence[StoredContract] = ()
    """A page of its uploads, the newest first."""
    page: int = 0
    has_more: bool = False
    may_post_again: bool = False
    """Its card was removed, and the actor may have it back."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a list; a page's button carries it."""

    which: Which = Which.ALL
    style: Style | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of APIs."""

    entries: Sequence[Api]
    query: Query
    has_more: bool
    total: int


async def get_api(connection: Connection, actor: Actor, meant: str) -> Api:
    """Get an API by its number or name; `UserError` where there is none that the actor may see."""
    found = await find_api(connection, actor, meant)
    if found is None:
        raise UserError("apis-unknown", meant=meant)
    return found


async def get_own(connection: Connection, actor: Actor, meant: str) -> Api:
    """Get an API that the actor may change: they own it, or moderate."""
    api = await get_api(connection, actor, meant)
    if not actor.is_moderator and not api.is_owned_by(actor.member_id):
        raise UserError("apis-not-yours", name=api.text.name)
    return api


async def check_own(unit: Unit, actor: Actor, meant: str) -> Api:
    """Find an API; `UserError` unless the actor may change it, before a form is opened."""
    return await get_own(unit.connection, actor, meant)


async def show_api(unit: Unit, actor: Actor, meant: str, page: int = 0) -> Detail:
    """Return an API with a page of its contracts and how many build on it."""
    api = await get_api(unit.connection, actor, meant)
    detail = await read_detail(unit.connection, api)
    listed = await contracts.list_contracts(
        unit.connection, api.id, limit=REVISIONS + 1, skip=max(0, page) * REVISIONS
    )
    card = await cards.find_card(unit.connection, actor.guild_id, CARD, api.id)
    is_own = actor.is_moderator or api.is_owned_by(actor.member_id)
    return replace(
        detail,
        contracts=listed[:REVISIONS],
        page=page,
        has_more=len(listed) > REVISIONS,
        may_post_again=is_own and card is not None and card.is_removed,
    )


async def find_shown(unit: Unit, card: Card) -> Detail | None:
    """Find what a card shows; None where its API is gone."""
    api = await apis.find_api(unit.connection, card.guild_id, card.subject_id)
    return None if api is None else await read_detail(unit.connection, api)


async def find_subject(unit: Unit, delivery: Delivery) -> Api | None:
    """Find the API that a delivery is about."""
    return await apis.find_api(unit.connection, delivery.guild_id, delivery.subject_id)


async def read_detail(connection: Connection, api: Api) -> Detail:
    """Read what the card of an API shows."""
    newest = await contracts.list_contracts(connection, api.id, limit=1)
    consumers = await api_consumers.count_consumers(connection, api.id)
    return Detail(api, next(iter(newest), None), consumers)


async def list_page(unit: Unit, actor: Actor, query: Query) -> Listing:
    """List a page of a server's APIs, by name."""
    which, member_id = query.which, actor.member_id
    wanted = apis.Wanted(
        retired=which is Which.RETIRED,
        owner_id=member_id if which is Which.OWNED else None,
        consumer_id=member_id if which is Which.USED else None,
        style=query.style,
        sight=actor.sight,
    )
    found = await apis.list_apis(
        unit.connection, actor.guild_id, wanted, limit=PAGE + 1, skip=max(0, query.page) * PAGE
    )
    total = await apis.count_apis(unit.connection, actor.guild_id, wanted)
    return Listing(found[:PAGE], query, len(found) > PAGE, total)


async def suggest_apis(unit: Unit, actor: Actor, typed: str, *, retired: bool = False) -> list[Api]:
    """APIs whose name holds what was typed so far."""
    return await apis.suggest_apis(
        unit.connection,
        actor.guild_id,
        typed,
        actor.sight,
        limit=MOST_CHOICES,
        retired=retired,
    )
