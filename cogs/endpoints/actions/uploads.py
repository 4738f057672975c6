"""A contract that holds what was agreed: offering to call it live, with what differs."""

from __future__ import annotations

from cogs.endpoints.names import FOUND
from cogs.shared.features import Uploaded
from cogs.shared.services import Services
from domain.apis import StoredOperation
from domain.deliveries import DeliveryKey
from domain.endpoints.records import AGREED_NOT_LIVE, Request
from storage import contract_operations, deliveries, endpoint_requests
from storage.engine import Connection

MOST_REQUESTS = 200


async def hear_upload(services: Services, uploaded: Uploaded) -> None:
    """Have each request told whose operation the contract in force holds; once for a contract.

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
            if await find_built(connection, request, uploaded.api_id) is None:
                continue
            slot = f"{uploaded.api_id}-{uploaded.contract_id}"
            key = DeliveryKey(uploaded.guild_id, FOUND, request.id, slot)
            await deliveries.schedule(connection, key, now, now, scheduled_by=uploaded.uploader_id)
    services.schedule.wake()


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
