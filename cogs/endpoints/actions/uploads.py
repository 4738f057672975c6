"""A contract that holds what was agreed: offering to call it live, with what differs."""

from __future__ import annotations

from datetime import datetime

from cogs.endpoints.names import FOUND
from cogs.shared.features import Uploaded
from cogs.shared.services import Services
from domain.apis import StoredOperation
from domain.deliveries import DeliveryKey
from domain.endpoints.records import AGREED_NOT_LIVE, Request
from storage import contract_operations, deliveries, endpoint_requests
from storage.engine import Connection

MOST_REQUESTS = 200
BATCH = 100


async def hear_upload(services: Services, uploaded: Uploaded) -> None:
    """Have each request told whose operation the contract in force holds.

    What its uploader builds for no API yet counts, too: it may be this one.
    """
    now = services.clock()
    async with services.database.transaction() as connection:
        waiting = await endpoint_requests.list_of_api(
            connection,
            uploaded.guild_id,
            uploaded.api_id,
            builder_id=uploaded.uploader_id,
            limit=MOST_REQUESTS,
        )
        for request in waiting:
            await _offer(connection, request, uploaded.api_id, now)
    if waiting:
        services.schedule.wake()


async def offer_built(connection: Connection, request: Request, now: datetime) -> None:
    """The same for one request, whose API may have had it before it was agreed."""
    if request.api_id is not None:
        await _offer(connection, request, request.api_id, now)


async def catch_up(services: Services) -> None:
    """The same for all, once after a start: the process may have ended before it heard."""
    after, now = 0, services.clock()
    while True:
        async with services.database.transaction() as connection:
            page = await endpoint_requests.list_agreed(connection, after=after, limit=BATCH)
            for guild_id, request_id in page:
                request = await endpoint_requests.find_request(connection, guild_id, request_id)
                if request is not None:
                    await offer_built(connection, request, now)
        if page:
            services.schedule.wake()
        if len(page) < BATCH:
            return
        after = page[-1][1]


async def find_built(
    connection: Connection, request: Request, api_id: int
) -> StoredOperation | None:
    """The operation of an API's contract in force that a request asks for, if it waits for it."""
    if request.state not in AGREED_NOT_LIVE:
        return None
    key = await contract_operations.find_match(
        connection, request.guild_id, api_id, request.shape.key
    )
    return (
        None if key is None else await contract_operations.find_operation(connection, api_id, key)
    )


async def _offer(connection: Connection, request: Request, api_id: int, now: datetime) -> None:
    """Have it said once for each contract and shape."""
    found = await find_built(connection, request, api_id)
    if found is not None:
        slot = f"{api_id}-{found.contract_id}-{request.shape_number}"
        key = DeliveryKey(request.guild_id, FOUND, request.id, slot)
        await deliveries.schedule(connection, key, now, now, scheduled_by=request.builder_id)
