"""Looking APIs, their contracts and their operations up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cogs.shared.actor import Actor
from cogs.shared.services import Services
from domain.apis import Api, OperationLine, StoredContract, StoredOperation
from domain.errors import UserError
from storage import api_consumers, apis, contract_operations, contracts
from storage.engine import Connection

PAGE = 8
MOST_CHOICES = 25
MOST_DIGITS = 19
"""A longer number is no id of the database."""
MOST_REVISIONS = 10
ONE_OF = "\u2009·\u2009"
"""Between an API's number and an operation's key, in the value of a choice."""


@dataclass(frozen=True, slots=True)
class Detail:
    """All that is shown of one API."""

    api: Api
    contracts: Sequence[StoredContract]
    """The newest first."""
    consumers: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of APIs."""

    entries: Sequence[Api]
    page: int
    has_more: bool
    total: int


async def get_api(connection: Connection, guild_id: int, meant: str) -> Api:
    """An API by its number or name; `UserError` where there is none."""
    found = None
    if meant.strip().isdecimal() and len(meant) < MOST_DIGITS:
        found = await apis.find_api(connection, guild_id, int(meant))
    found = found or await apis.find_by_name(connection, guild_id, meant)
    if found is None:
        raise UserError("apis-unknown", meant=meant)
    return found


async def get_own(connection: Connection, actor: Actor, meant: str) -> Api:
    """An API that the actor may change: she owns it, or moderates."""
    api = await get_api(connection, actor.guild_id, meant)
    if not actor.is_moderator and not api.is_owned_by(actor.member_id):
        raise UserError("apis-not-yours", name=api.text.name)
    return api


async def show_api(services: Services, actor: Actor, meant: str) -> Detail:
    """An API with its contracts and how many build on it."""
    async with services.database.read() as connection:
        api = await get_api(connection, actor.guild_id, meant)
        return Detail(
            api,
            await contracts.list_contracts(connection, api.id, limit=MOST_REVISIONS),
            await api_consumers.count_consumers(connection, api.id),
        )


async def list_page(services: Services, actor: Actor, page: int) -> Listing:
    """A page of a server's APIs, by name."""
    async with services.database.read() as connection:
        found = await apis.list_apis(
            connection, actor.guild_id, limit=PAGE + 1, skip=max(0, page) * PAGE
        )
        total = await apis.count_apis(connection, actor.guild_id)
    return Listing(found[:PAGE], page, len(found) > PAGE, total)


async def suggest_apis(services: Services, actor: Actor, typed: str) -> list[Api]:
    """APIs whose name holds what was typed so far."""
    async with services.database.read() as connection:
        return await apis.suggest_apis(connection, actor.guild_id, typed, limit=MOST_CHOICES)


async def suggest_operations(
    services: Services, actor: Actor, typed: str, api: str | None
) -> list[OperationLine]:
    """Operations of an API, or of all of the server, that hold what was typed so far."""
    async with services.database.read() as connection:
        api_id = None
        if api:
            try:
                api_id = (await get_api(connection, actor.guild_id, api)).id
            except UserError:
                return []
        return await contract_operations.suggest_operations(
            connection, actor.guild_id, typed, api_id=api_id, limit=MOST_CHOICES
        )


async def get_key(connection: Connection, api: Api, meant: str) -> str:
    """The key of an operation as its contract writes it; `UserError` for one that it lacks."""
    for spelling in _spellings(meant):
        found = await contract_operations.find_match(connection, api.guild_id, api.id, spelling)
        if found is not None:
            return found
    named = await contract_operations.suggest_operations(
        connection, api.guild_id, meant, api_id=api.id, limit=2
    )
    if len(named) != 1:  # an operationId or a summary will do, where it is the only one
        raise UserError("apis-unknown-operation", meant=meant, name=api.text.name)
    return named[0].key


async def get_operation(
    services: Services, actor: Actor, meant: str, api: str | None
) -> tuple[Api, StoredOperation]:
    """An operation with its API; `UserError` where it is unknown, or several APIs have it.

    A choice carries its API's number; what was typed by hand is looked for.
    """
    number, divider, key = meant.partition(ONE_OF)
    if divider:
        api, meant = number, key
    async with services.database.read() as connection:
        if api is None:
            api = await _only_api(connection, actor, meant)
        found = await get_api(connection, actor.guild_id, api)
        key = await get_key(connection, found, meant)
        stored = await contract_operations.find_operation(connection, found.id, key)
    if stored is None:
        raise UserError("apis-unknown-operation", meant=meant, name=found.text.name)
    return found, stored


async def _only_api(connection: Connection, actor: Actor, meant: str) -> str:
    lines: list[OperationLine] = []
    for spelling in _spellings(meant):
        lines = lines or await contract_operations.list_matches(
            connection, actor.guild_id, spelling, limit=MOST_CHOICES
        )
    lines = lines or await contract_operations.suggest_operations(
        connection, actor.guild_id, meant, limit=2
    )
    if not lines:
        raise UserError("apis-unknown-anywhere", meant=meant)
    if len(lines) > 1:
        raise UserError("apis-several", meant=meant, names=", ".join(o.api_name for o in lines[:5]))
    return str(lines[0].api_id)


def _spellings(meant: str) -> tuple[str, str]:
    """What was typed, and that with its method in capitals."""
    typed = " ".join(meant.split())
    method, _, path = typed.partition(" ")
    return typed, f"{method.upper()} {path}".strip()
