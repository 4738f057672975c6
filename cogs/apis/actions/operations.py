"""Operations of the contracts in force, looked up and suggested."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final

from cogs.apis.actions.lookups import MOST_CHOICES, get_api
from cogs.contracts.examples import describe_example
from cogs.contracts.outline import describe_operation
from cogs.core.actor import Actor
from cogs.core.files import Written
from cogs.core.markup import plain
from cogs.core.services import Services
from cogs.core.unit import Unit
from domain.apis import Api, OperationLine, StoredOperation
from domain.contracts.examples.forms import Form
from domain.contracts.examples.outcomes import build_example
from domain.contracts.examples.records import Outcome
from domain.errors import UserError
from domain.ids import parse_id
from domain.operation_words import nearness
from storage import contract_operations
from storage.connection import Connection

MOST_PAGES: Final = 4
"""Number of messages that answer at most; a longer outline comes as a file."""


async def outline(
    services: Services, actor: Actor, operation: str, api: str | None
) -> list[Written]:
    """Outline the messages that show an operation: parameters, body and responses."""
    found, stored = await services.read(get_operation, actor, operation, api)
    pages = await asyncio.to_thread(describe_operation, actor.text, stored)
    name = plain(found.text.name, 100)
    head = actor.text("apis-operation-of", name=name, number=str(stored.contract_number))
    pieces = [Written(page) for page in [f"-# {head}\n{pages[0]}", *pages[1:MOST_PAGES]]]
    if len(pages) > MOST_PAGES:
        whole = "\n".join(pages).encode()
        pieces.append(
            Written(actor.text("apis-operation-attached"), files=(("operation.md", whole),))
        )
    return pieces


async def example(
    services: Services,
    actor: Actor,
    operation: str,
    api: str | None,
    outcome: Outcome,
    form: Form | None,
) -> Written:
    """Return an example of an operation; left out, the form is one that suits its kind."""
    found, stored = await services.read(get_operation, actor, operation, api)
    suited = form or (Form.GRAPHQL if stored.kind.is_graphql else Form.JSON)
    made = await asyncio.to_thread(build_example, stored, outcome, found.text.base_url)
    return await asyncio.to_thread(describe_example, actor.text, stored, made, suited)


ONE_OF = "\u2009·\u2009"
"""Between an API's number and an operation's key, in the value of a choice."""
AT = "#"
"""Begins a key that is too long for a choice: the contract and the position where it stands."""
MOST_VALUE = 100
"""Characters that Discord takes for a choice."""
MOST_NAMED = 5


def choice_value(line: OperationLine, *, of_api: bool) -> str:
    """Return what a choice stands for; with its API where none is chosen yet."""
    value = line.key if of_api else f"{line.api_id}{ONE_OF}{line.key}"
    if len(value) > MOST_VALUE:
        value = f"{line.api_id}{ONE_OF}{AT}{line.contract_id}.{line.position}"
    return value


async def suggest_operations(
    unit: Unit, actor: Actor, typed: str, api: str | None
) -> list[OperationLine]:
    """Operations of an API, or of all that the actor may see, that hold what was typed so far."""
    try:
        found = None if not api else await get_api(unit.connection, actor, api)
    except UserError:
        return []
    return await _suggest(unit.connection, actor, typed, found)


async def get_line(unit: Unit, actor: Actor, meant: str) -> OperationLine:
    """Get an operation of whichever API has it, as a line of a list."""
    return await _get_line(unit.connection, actor, meant, None)


async def get_key(connection: Connection, actor: Actor, api: Api, meant: str) -> str:
    """Get the key of an operation as its contract writes it; `UserError` for one that it lacks."""
    return (await _get_line(connection, actor, meant, api)).key


async def get_operation(
    unit: Unit, actor: Actor, meant: str, api: str | None
) -> tuple[Api, StoredOperation]:
    """Get an operation with its API; `UserError` where it is unknown, or several could be meant.

    A choice carries its API's number; what was typed by hand is looked for.
    """
    number, divider, key = meant.partition(ONE_OF)
    if divider:
        api, meant = number, key
    found = None if api is None else await get_api(unit.connection, actor, api)
    line = await _get_line(unit.connection, actor, meant, found)
    found = found or await get_api(unit.connection, actor, str(line.api_id))
    stored = await contract_operations.find_operation(unit.connection, found.id, line.key)
    if stored is None:
        raise _unknown(meant, found, await _suggest(unit.connection, actor, "", found))
    return found, stored


async def _suggest(
    connection: Connection, actor: Actor, typed: str, api: Api | None
) -> list[OperationLine]:
    return await contract_operations.suggest_operations(
        connection,
        actor.guild_id,
        typed,
        actor.sight,
        api_id=None if api is None else api.id,
        limit=MOST_CHOICES,
    )


async def _get_line(
    connection: Connection, actor: Actor, meant: str, api: Api | None
) -> OperationLine:
    """Get the operation that comes nearest to what was typed."""
    if api is not None and meant.startswith(AT):
        meant = await _key_at(connection, api, meant)
    nearest = _nearest(meant, await _suggest(connection, actor, meant, api))
    if len(nearest) == 1:
        return nearest[0]
    if not nearest:
        raise _unknown(meant, api, await _suggest(connection, actor, "", api))
    names = dict.fromkeys(each.api_name for each in nearest)
    if len(names) > 1:
        raise UserError("apis-several", meant=meant, names=", ".join([*names][:MOST_NAMED]))
    keys = ", ".join(each.key for each in nearest[:MOST_NAMED])
    name, example = nearest[0].api_name, nearest[0].key
    raise UserError("apis-ambiguous", meant=meant, name=name, names=keys, example=example)


def _unknown(meant: str, api: Api | None, known: Sequence[OperationLine]) -> UserError:
    """Say that nothing is called so, with what is written most alike as an example."""
    values = {"meant": meant, "name": "" if api is None else api.text.name}
    if known:
        alike = get_close_matches(meant, [each.key for each in known], n=1, cutoff=0)
        key = "apis-unknown-anywhere" if api is None else "apis-unknown-operation"
        return UserError(key, **values, example=alike[0])
    if api is None:
        return UserError("apis-no-operation-anywhere", **values)
    is_empty = api.contract_number is not None
    return UserError("apis-no-operations" if is_empty else "apis-no-contract", **values)


def _nearest(meant: str, lines: Sequence[OperationLine]) -> list[OperationLine]:
    ranked = [(nearness(meant, each.key, each.words), each) for each in lines]
    best = min((rank for rank, _ in ranked), default=0)
    return [each for rank, each in ranked if rank == best]


async def _key_at(connection: Connection, api: Api, meant: str) -> str:
    before, _, after = meant.removeprefix(AT).partition(".")
    contract_id, position = parse_id(before), parse_id(after)
    if contract_id is not None and position is not None:
        key = await contract_operations.find_key_at(connection, api.id, contract_id, position)
        if key is not None:
            return key
    raise UserError("apis-choice-old", name=api.text.name)
