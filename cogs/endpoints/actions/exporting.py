"""What an API is going to have, as files that its owner can paste from."""

from __future__ import annotations

from cogs.core.access import find_api
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.endpoints.fragments import openapi_fragment, sdl_fragment
from domain.errors import UserError
from storage import endpoint_requests

MOST_EXPORTED = 200


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
