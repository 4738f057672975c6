"""Findings on agreed shapes in a contract in force: held as agreed, differing, or missing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from cogs.core.services import Services, Uploaded
from cogs.core.unit import Unit
from cogs.endpoints.actions.news import find_subject
from cogs.endpoints.names import FOUND
from domain.apis import Api, StoredOperation
from domain.deliveries import Delivery, DeliveryData, DeliveryKey, DeliveryState
from domain.endpoints.addresses import nearest_key
from domain.endpoints.differences import Difference, Terms, differences
from domain.endpoints.records import AGREED_NOT_LIVE, Request
from domain.shards import Reach
from storage import (
    apis,
    contract_operations,
    contracts,
    deliveries,
    endpoint_history,
    endpoint_requests,
)
from storage.connection import Connection

MOST_REQUESTS = 200
BATCH = 100
MOST_UNTOLD = 20
NEVER_TOLD = (DeliveryState.FAILED, DeliveryState.SKIPPED)
AS_AGREED = "same"
GONE = "gone"


@dataclass(frozen=True, slots=True)
class Finding:
    """Finding on a request in an API's contract in force."""

    contract_id: int
    number: int
    api_name: str
    operation: StoredOperation | None
    differing: Sequence[Difference] = ()

    @property
    def verdict(self) -> str:
        """Alike for findings that say the same, whatever the contract's number is."""
        if self.operation is None:
            return GONE
        if not self.differing:
            return AS_AGREED
        return hashlib.sha256(repr(self.differing).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class FoundNews(DeliveryData):
    """News of what the contract in force makes of a request's shape."""

    guild_id: int
    request_id: int
    api_id: int
    contract_id: int
    shape_number: int
    verdict: str

    def key(self) -> DeliveryKey:
        said = f"{self.api_id}-{self.contract_id}-{self.shape_number}-{self.verdict}"
        return DeliveryKey(self.guild_id, FOUND, self.request_id, said)

    @classmethod
    def of_key(cls, key: DeliveryKey) -> Self:
        api_id, contract_id, shape_number, *verdict = key.occurrence.split("-")
        return cls(
            key.guild_id,
            key.subject_id,
            int(api_id),
            int(contract_id),
            int(shape_number),
            "".join(verdict),
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """A request beside the contract of an API: what is told of it, and to whom."""

    request: Request
    finding: Finding | None
    watchers: Sequence[int]


News = tuple[Request, FoundNews]
"""A request with the news of it."""


async def hear_upload(services: Services, uploaded: Uploaded) -> None:
    """Have each request told of which the contract in force says something new.

    What its uploader builds for no API yet counts, too: it may be this one.
    """
    news = await services.read(_find_news, uploaded)
    if news:
        await services.write(_plan_news, news)


async def _find_news(unit: Unit, uploaded: Uploaded) -> list[News]:
    api_id = uploaded.api_id
    waiting = await endpoint_requests.list_of_api(
        unit.connection,
        uploaded.guild_id,
        api_id,
        builder_id=uploaded.uploader_id,
        limit=MOST_REQUESTS,
    )
    built = await endpoint_requests.list_built(unit.connection, api_id, limit=MOST_REQUESTS)
    keys = sorted(await contract_operations.list_keys(unit.connection, api_id))
    found = [await _news(unit.connection, each, api_id, keys) for each in (*waiting, *built)]
    return [each for each in found if each is not None]


async def offer_built(unit: Unit, request: Request) -> None:
    """Have one request told, whose API may have had it before it was agreed."""
    if request.api_id is not None and request.state in AGREED_NOT_LIVE:
        news = await _news(unit.connection, request, request.api_id)
        if news is not None:
            await _plan_news(unit, [news])


async def catch_up(services: Services) -> None:
    """Have all requests told, once after a start: the process may have ended before it heard."""
    reach, after = services.servers.reach(), 0
    while True:
        page, news = await services.read(_find_missed, reach, after)
        if news:
            await services.write(_plan_news, news)
        if page is None:
            return
        after = page


async def _find_missed(unit: Unit, reach: Reach, after: int) -> tuple[int | None, list[News]]:
    """Look through the requests after one; returns the last of them, None where it was the end."""
    page = await endpoint_requests.list_held(unit.connection, reach, after=after, limit=BATCH)
    requests = [
        await endpoint_requests.find_request(unit.connection, guild_id, request_id)
        for guild_id, request_id in page
    ]
    found = [
        await _news(unit.connection, each, api_id)
        for each in requests
        if each is not None
        for api_id in await _apis_of(unit.connection, each)
    ]
    last = page[-1][1] if len(page) == BATCH else None
    return last, [each for each in found if each is not None]


async def _plan_news(unit: Unit, news: Sequence[News]) -> None:
    """Have all of it said."""
    for request, told in news:
        await unit.plan_once(told, scheduled_by=request.builder_id)


async def look_up(
    connection: Connection, request: Request, api_id: int, keys: Sequence[str] | None = None
) -> Finding | None:
    """Look up what an API's contract in force says of a request; None where it has none.

    `keys` are those of its operations, where they are known already.
    """
    api = await apis.find_api(connection, request.guild_id, api_id)
    if api is None or api.contract_number is None:
        return None
    contract = await contracts.find_contract(connection, api_id, api.contract_number)
    if contract is None:
        return None
    found = await _find_operation(connection, request, api, keys)
    if found is None:
        return Finding(contract.id, contract.number, api.text.name, None)
    servers = (*found.servers, api.text.base_url)
    terms = Terms(found.types, servers, found.schemes, is_guessed=found.kind.is_collection)
    differing = differences(request.shape, found.operation, terms)
    return Finding(contract.id, contract.number, api.text.name, found, differing)


async def compare_request(unit: Unit, delivery: Delivery) -> Compared | None:
    """Compare the request that a delivery is about with the contract in force; None: it's gone."""
    request = await find_subject(unit, delivery)
    if request is None:
        return None
    api_id = FoundNews.of(delivery).api_id
    finding = await look_up(unit.connection, request, api_id)
    watchers = await endpoint_history.list_watchers(unit.connection, request.id)
    return Compared(request, finding, watchers)


async def found_in(connection: Connection, request: Request) -> int | None:
    """Return the API in whose contract a request that is of none yet was found last."""
    told = await _last_told(connection, request)
    if told is None:
        return None
    api = await apis.find_api(connection, request.guild_id, told.api_id)
    return None if api is None or api.is_retired else api.id


async def _apis_of(connection: Connection, request: Request) -> list[int]:
    """List the APIs whose contracts may hold a request; without one, its builder's."""
    if request.api_id is not None:
        return [request.api_id]
    if request.builder_id is None:
        return []
    owned = await apis.list_owned(
        connection, request.guild_id, request.builder_id, limit=MOST_REQUESTS
    )
    return [api.id for api in owned if not api.is_retired]


async def _find_operation(
    connection: Connection, request: Request, api: Api, keys: Sequence[str] | None
) -> StoredOperation | None:
    key = await contract_operations.find_match(
        connection, request.guild_id, api.id, request.shape.key
    )
    if key is None:
        if keys is None:
            keys = sorted(await contract_operations.list_keys(connection, api.id))
        key = nearest_key(request.shape.key, keys, (api.text.base_url,))
    return (
        None if key is None else await contract_operations.find_operation(connection, api.id, key)
    )


async def _news(
    connection: Connection, request: Request, api_id: int, keys: Sequence[str] | None = None
) -> News | None:
    """Return what has not been said of it; what is not there is news where it was."""
    finding = await look_up(connection, request, api_id, keys)
    if finding is None:
        return None
    told = await _last_told(connection, request)
    was_there = told is not None and (told.api_id, told.shape_number) == (
        api_id,
        request.shape_number,
    )
    if finding.operation is None and not was_there:
        return None
    news = FoundNews(
        request.guild_id,
        request.id,
        api_id,
        finding.contract_id,
        request.shape_number,
        finding.verdict,
    )
    if told is not None and replace(told, contract_id=news.contract_id) == news:
        return None
    return request, news


async def _last_told(connection: Connection, request: Request) -> FoundNews | None:
    latest = await deliveries.list_ledger(
        connection, request.guild_id, (FOUND,), request.id, limit=MOST_UNTOLD
    )
    told = (each for each in latest if each.state not in NEVER_TOLD)
    return next((FoundNews.of(each) for each in told), None)
