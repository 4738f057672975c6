"""Lookups of endpoint requests, and who may move them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cogs.core.access import find_api
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from cogs.endpoints.names import LEDGER
from domain.apis import Api
from domain.cards import Card
from domain.deliveries import Delivery
from domain.endpoints.fragments import openapi_fragment, sdl_fragment
from domain.endpoints.records import AGREED_NOT_LIVE, CARD, OPEN, Event, Request, Side, State
from domain.errors import UserError
from domain.ids import parse_number
from storage import apis, cards, deliveries, endpoint_history, endpoint_requests
from storage.connection import Connection
from storage.endpoint_requests import Wanted

PAGE = 8
MOST_CHOICES = 25
MOST_SEARCHED = 300
MOST_EVENTS = 12
MOST_SHOWN = 5_000
MOST_LEDGER = 8
MOST_EXPORTED = 200


@dataclass(frozen=True, slots=True)
class Mover:
    """A member who moves a request."""

    actor: Actor
    is_backend: bool
    """They have the backend role, or the server has named none."""


class Which(StrEnum):
    """Which requests a list shows, beside their state and API."""

    ALL = "all"
    MINE = "mine"
    ASKED = "asked"
    """Filter: requests that the member asked for."""
    BUILT = "built"
    """Filter: requests that the member builds."""
    FRONTEND = "frontend"
    """Filter: requests that wait for those who asked."""
    BACKEND = "backend"
    """Filter: requests that wait for those who build."""
    OVERDUE = "overdue"
    LATE = "late"
    """Filter: the member's overdue requests, on either side."""


WAITING = {
    Which.FRONTEND: (State.ACCEPTED, State.LIVE),
    Which.BACKEND: (State.REQUESTED, State.ACCEPTED, *AGREED_NOT_LIVE),
}
WAITED_FOR = {Which.FRONTEND: Side.REQUESTER, Which.BACKEND: Side.BUILDER}
SIDES = {Which.ASKED: Side.REQUESTER, Which.BUILT: Side.BUILDER}


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a list; a page's button carries it."""

    which: Which = Which.ALL
    state: State | None = None
    api_id: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of requests."""

    requests: Sequence[Request]
    query: Query
    has_more: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """All that is shown of one request."""

    request: Request
    events: Sequence[Event]
    """The first and the latest of what happened, the latest first."""
    watchers: int
    ledger: Sequence[Delivery] = ()
    happened: int = 0
    """Number of events altogether."""
    whole: Sequence[Event] = ()
    """All of what happened, the latest first."""
    may_post_again: bool = False
    """Its card was removed, and the actor may have it back."""


def sees(actor: Actor, request: Request) -> bool:
    """Tell whether the actor may read a request: by taking part, or where it stands."""
    taking_part = (request.requester_id, request.builder_id, request.blocked_on)
    return actor.sees(request.channel_id, *taking_part)


async def get_request(connection: Connection, actor: Actor, request_id: int) -> Request:
    """Get a request; `UserError` where there is none of this number that the actor may read of."""
    found = await endpoint_requests.find_request(connection, actor.guild_id, request_id)
    if found is None or not sees(actor, found):
        raise UserError("endpoints-unknown", number=str(request_id))
    return found


async def find_shown(unit: Unit, card: Card) -> Detail | None:
    """Find what a card shows; None where its request is gone."""
    request = await endpoint_requests.find_request(unit.connection, card.guild_id, card.subject_id)
    return None if request is None else await read_detail(unit.connection, request)


async def read_detail(connection: Connection, request: Request) -> Detail:
    """Read what a card shows beside the request itself."""
    events = await endpoint_history.list_events(connection, request.id, limit=MOST_EVENTS)
    first = await endpoint_history.find_first(connection, request.id)
    if first is not None and first not in events:
        events = [*events[:-1], first]
    happened = await endpoint_history.count_events(connection, request.id)
    watchers = await endpoint_history.list_watchers(connection, request.id)
    return Detail(request, events, len(watchers), happened=happened)


async def show_request(unit: Unit, actor: Actor, request_id: int) -> Detail:
    """Return one request with its history and what was posted of it."""
    request = await get_request(unit.connection, actor, request_id)
    detail = await read_detail(unit.connection, request)
    whole = await endpoint_history.list_events(unit.connection, request.id, limit=MOST_SHOWN)
    ledger = await deliveries.list_ledger(
        unit.connection, actor.guild_id, LEDGER, request_id, limit=MOST_LEDGER
    )
    card = await cards.find_card(unit.connection, actor.guild_id, CARD, request_id)
    is_own = actor.is_moderator or actor.member_id == request.requester_id
    may_post_again = is_own and card is not None and card.is_removed
    return replace(detail, ledger=ledger, whole=whole, may_post_again=may_post_again)


async def list_requests(unit: Unit, actor: Actor, query: Query) -> Listing:
    """List a page of what is asked for; without a state, of what waits for a side or is overdue."""
    which = query.which
    states: tuple[State, ...] = () if query.state is None else (query.state,)
    if which in WAITING:
        states = tuple(each for each in WAITING[which] if each in (states or State))
        if not states:
            return Listing((), query, has_more=False)
    is_own = which in {Which.MINE, Which.LATE, *SIDES}
    wanted = Wanted(
        states=states,
        api_id=query.api_id,
        member_id=actor.member_id if is_own else None,
        side=SIDES.get(which),
        overdue_at=unit.now if which in {Which.OVERDUE, Which.LATE} else None,
        waiting=WAITED_FOR.get(which),
        sight=actor.sight,
    )
    found = await endpoint_requests.list_requests(
        unit.connection, actor.guild_id, wanted, limit=PAGE + 1, skip=query.page * PAGE
    )
    return Listing(found[:PAGE], query, len(found) > PAGE)


async def suggest_requests(
    unit: Unit, actor: Actor, typed: str, states: Mapping[State, str]
) -> list[tuple[int, str]]:
    """Suggest requests by number or operation, as (id, "#12 GET /users · live").

    Those of the member come first, then those that are open. `states` says what each is called.
    """
    found = await endpoint_requests.list_requests(
        unit.connection, actor.guild_id, Wanted(sight=actor.sight), limit=MOST_SEARCHED
    )

    def nearness(request: Request) -> tuple[bool, bool, int]:
        own = actor.member_id in (request.requester_id, request.builder_id)
        return not own, request.state not in OPEN, -request.id

    wanted = typed.casefold().strip()
    return [
        (each.id, label)
        for each in sorted(found, key=nearness)
        if wanted
        in (label := f"#{each.id} {each.shape.key[:60]} · {states[each.state]}").casefold()
    ][:MOST_CHOICES]


async def get_api_id(unit: Unit, actor: Actor, meant: str) -> int:
    """Find an API by its name or number; `UserError` where the actor sees none."""
    found = await find_api(unit.connection, actor, meant)
    if found is None:
        raise UserError("endpoints-no-api")
    return found.id


async def suggest_apis(unit: Unit, actor: Actor, typed: str) -> list[Api]:
    """List the APIs whose name holds what was typed so far."""
    return await apis.suggest_apis(
        unit.connection, actor.guild_id, typed, actor.sight, limit=MOST_CHOICES
    )


async def number_of(
    unit: Unit,
    actor: Actor,
    typed: str | None,
    channel_id: int | None,
    states: Mapping[State, str],
) -> int:
    """Return the request that was chosen or typed.

    Without one, that of the thread this is said in.
    """
    if typed is None:
        here = await endpoint_requests.find_by_thread(
            unit.connection, actor.guild_id, channel_id or 0
        )
        if here is None or not sees(actor, here):
            raise UserError("endpoints-which")
        return here.id
    number = parse_number(typed.strip().partition(" ")[0])
    if number is not None:
        return number
    found = await suggest_requests(unit, actor, typed, states)
    if len(found) != 1:
        raise UserError("endpoints-which")
    return found[0][0]


async def export_agreed(unit: Unit, actor: Actor, api_id: int) -> tuple[tuple[str, bytes], ...]:
    """OpenAPI 3.1 for REST and SDL for GraphQL, as (name, bytes); `UserError` for nothing."""
    if await find_api(unit.connection, actor, str(api_id)) is None:
        raise UserError("endpoints-no-api")
    found = await endpoint_requests.list_to_export(
        unit.connection, actor.guild_id, api_id, actor.sight, limit=MOST_EXPORTED
    )
    texts = (("agreed.yaml", openapi_fragment(found)), ("agreed.graphql", sdl_fragment(found)))
    files = tuple((name, text.encode()) for name, text in texts if text)
    if not files:
        raise UserError("endpoints-nothing-agreed")
    return files
