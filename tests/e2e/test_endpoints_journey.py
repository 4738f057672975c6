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
SOON = timedelta(seconds=11)


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


async def test_from_asked_to_verified_with_a_break_on_the_way(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    femi, lindiwe = sandbox.member("femi"), sandbox.member("lindiwe")
    await apis.register(sandbox, nexus, by="kofi")
    await apis.upload(sandbox, nexus, shop(), by="kofi")
    await femi.slash("api consume", api="Shop", operation="GET /products")
    await lindiwe.slash("api consume", api="Shop", operation="GET /products/{id}")

    form = await lindiwe.slash("endpoint request", path="/orders/:id", api="Shop")
    await lindiwe.fill(form, {"why": "The receipt", "response": ORDER})
    await nexus.settle()
    card = card_of(sandbox, "GET /orders/{id}")
    await press(sandbox, nexus, card, "ada", "Accept")
    await press(sandbox, nexus, card, "ada", AGREE)
    await press(sandbox, nexus, card, "lindiwe", AGREE)
    await press(sandbox, nexus, card, "ada", "Start building")

    await apis.upload(sandbox, nexus, with_orders(total="string", price="string"), by="kofi")
    for _ in range(3):
        await nexus.pass_time(SOON)
    (told,) = femi.direct_messages()
    assert "was number, is string" in told.content
    assert lindiwe.direct_messages() == []
    offer = said(sandbox, card)[-1]
    assert "In one place it is not as agreed" in offer.content
    assert "agreed was number, the contract says string" in offer.content

    await nexus.pass_time(timedelta(hours=1))
    await apis.upload(sandbox, nexus, with_orders(total="number"), by="kofi")
    offer = said(sandbox, card)[-1]
    assert "as it was agreed" in offer.content
    await press(sandbox, nexus, offer, "kofi", "It is live")
    await press(sandbox, nexus, said(sandbox, card)[-1], "lindiwe", "It works: verify")
    assert "verified" in field(card, "State")
