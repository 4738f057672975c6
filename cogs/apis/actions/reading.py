"""An operation as people read it, and examples to paste: made off the event loop."""

from __future__ import annotations

import asyncio
from typing import Final

from cogs.apis.actions.operations import get_operation
from cogs.contracts.examples import describe_example
from cogs.contracts.outline import describe_operation
from cogs.core.actor import Actor
from cogs.core.files import Written
from cogs.core.markup import plain
from cogs.core.services import Services
from domain.contracts.examples.forms import Form
from domain.contracts.examples.outcomes import build_example
from domain.contracts.examples.records import Outcome

MOST_PAGES: Final = 4
"""So many messages answer at most; a longer outline comes as a file, too."""


async def outline(
    services: Services, actor: Actor, operation: str, api: str | None
) -> list[Written]:
    """The messages that show an operation: parameters, body and responses."""
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
    """An example of an operation; left out, the form is one that suits its kind."""
    found, stored = await services.read(get_operation, actor, operation, api)
    suited = form or (Form.GRAPHQL if stored.kind.is_graphql else Form.JSON)
    made = await asyncio.to_thread(build_example, stored, outcome, found.text.base_url)
    return await asyncio.to_thread(describe_example, actor.text, stored, made, suited)
