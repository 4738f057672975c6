"""Backend and frontend learners take a request from asked to verified, with a break midway."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sandbox.client import Sandbox
from sandbox.world.models import Message
from tests.domain.contracts.comparison.test_rest_changes import shop
from tests.e2e import apis
from tests.e2e.endpoints import AGREE, field, press, said
from tests.nexus import Nexus

ORDER = '{"id": 7, "total": 12.5, "items": [{"sku": "tea"}]}'
SOON, HOUR = timedelta(seconds=11), timedelta(hours=1)


def with_orders(total: str, price: str = "number") -> dict[str, Any]:
    """The shop with orders, whose total is of that type, and so is the price of its products."""
    tree = shop()
    tree["components"]["schemas"]["Product"]["properties"]["price"] = {"type": price}
    item = {"type": "object", "properties": {"sku": {"type": "string"}}, "required": ["sku"]}
    order = {
        "type": "object",
        "properties": {
            "id": {"type": "integer"},
            "total": {"type": total},
            "items": {"type": "array", "items": item},
        },
        "required": ["id", "total", "items"],
    }
    id_ = {"name": "order_id", "in": "path", "required": True, "schema": {"type": "string"}}
    answer = {"description": "ok", "content": {"application/json": {"schema": order}}}
    tree["paths"]["/orders/{order_id}"] = {
        "get": {"parameters": [id_], "responses": {"200": answer}}
    }
    return tree


def card_of(sandbox: Sandbox, title: str) -> Message:
    """The card of that title."""
    return next(
        m for m in sandbox.messages(apis.HOME) if m.embeds and m.embeds[0]["title"] == title
    )


def told_privately(sandbox: Sandbox) -> dict[str, int]:
    """How many direct messages each member has."""
    people = ("ada", "kofi", "femi", "lindiwe", "mara")
    counts = {name: len(sandbox.member(name).direct_messages()) for name in people}
    return {name: count for name, count in counts.items() if count}


def pinged(sandbox: Sandbox, message: Message) -> set[str]:
    """Whom a message mentions."""
    people = ("ada", "kofi", "femi", "lindiwe", "mara")
    return {name for name in people if f"<@{sandbox.member(name).id}>" in message.content}


async def ask_and_agree(sandbox: Sandbox, nexus: Nexus) -> Message:
    """Lindiwe asks for orders, Ada builds them; returns the card."""
    lindiwe = sandbox.member("lindiwe")
    form = await lindiwe.slash("endpoint request", path="/orders/:id", api="Shop")
    if form.modal is None:  # it exists already
        form = await lindiwe.click("Ask anyway", on=form)
    await lindiwe.fill(form, {"why": "The receipt", "response": ORDER})
    await nexus.settle()
    card = card_of(sandbox, "GET /orders/{id}")
    steps = (("ada", "Accept"), ("ada", AGREE), ("lindiwe", AGREE), ("ada", "Start building"))
    for name, button in steps:
        await press(sandbox, nexus, card, name, button)
    return card


async def test_from_asked_to_verified_with_a_break_on_the_way(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    femi, lindiwe = sandbox.member("femi"), sandbox.member("lindiwe")
    await apis.register(sandbox, nexus, by="kofi")
    await apis.upload(sandbox, nexus, shop(), by="kofi")
    await femi.slash("api consume", api="Shop", operation="GET /products")
    card = await ask_and_agree(sandbox, nexus)
    await apis.upload(sandbox, nexus, with_orders(total="number"), by="kofi")
    offer = said(sandbox, card)[-1]
    assert "as it was agreed" in offer.content
    await press(sandbox, nexus, offer, "kofi", "It is live")
    assert pinged(sandbox, said(sandbox, card)[-1]) == {"lindiwe", "ada", "kofi"}
    await lindiwe.slash("api consume", api="Shop", operation="GET /orders/{order_id}")
    assert told_privately(sandbox) == {}

    await nexus.pass_time(HOUR)
    await apis.upload(sandbox, nexus, with_orders(total="string"), by="kofi")
    for _ in range(3):
        await nexus.pass_time(SOON)
    assert told_privately(sandbox) == {"lindiwe": 1}
    (told,) = lindiwe.direct_messages()
    assert "GET /orders/" in told.content
    assert "was number, is string" in told.content
    warned = said(sandbox, card)[-1]
    assert "says otherwise than agreed in one place" in warned.content
    assert "agreed was number, the contract says string" in warned.content
    assert pinged(sandbox, warned) == {"lindiwe", "ada"}
    form = await press(sandbox, nexus, warned, "lindiwe", "Not as agreed")
    await lindiwe.fill(form, {"reason": "The total is text now"})
    await nexus.settle()
    assert "being built" in field(card, "State")

    await nexus.pass_time(HOUR)
    await apis.upload(sandbox, nexus, with_orders(total="number"), by="kofi")
    for _ in range(3):
        await nexus.pass_time(SOON)
    await press(sandbox, nexus, said(sandbox, card)[-1], "ada", "It is live")
    await press(sandbox, nexus, said(sandbox, card)[-1], "lindiwe", "It works: verify")
    assert "verified" in field(card, "State")
    assert set(told_privately(sandbox)) == {"lindiwe"}


async def test_who_asked_is_told_of_no_break_elsewhere(sandbox: Sandbox, nexus: Nexus) -> None:
    await apis.register(sandbox, nexus, by="kofi")
    await apis.upload(sandbox, nexus, with_orders(total="number"), by="kofi")
    await sandbox.member("femi").slash("api consume", api="Shop", operation="GET /products")
    card = await ask_and_agree(sandbox, nexus)
    before = len(said(sandbox, card))
    changed = with_orders(total="number", price="string")
    await apis.upload(sandbox, nexus, changed, by="kofi")
    for _ in range(3):
        await nexus.pass_time(SOON)
    assert told_privately(sandbox) == {"femi": 1}
    assert len(said(sandbox, card)) == before
