"""APIs and operations are found as people write them, by those who may see them."""

from __future__ import annotations

import pytest

from sandbox.client import Sandbox
from sandbox.world.permissions import Permission
from storage.api_consumers import MOST_CONSUMED
from tests.domain.contracts.comparison.test_rest_changes import Tree, shop
from tests.e2e.apis import HOME, register, upload
from tests.e2e.permissions import deny_role
from tests.nexus import Nexus
from tests.statements import writing

pytestmark = pytest.mark.usefixtures("nexus")

LONG = "/" + "/".join(["departments-of-the-university"] * 4)


def large() -> Tree:
    """The shop behind forty operations whose paths begin alike, one of them very long."""
    tree = shop()
    answer = {"responses": {"200": {"description": "ok"}}}
    first: Tree = {f"/products/{{id}}/parts/{n}": {"get": answer} for n in range(40)}
    first[LONG] = {"get": answer, "delete": answer}
    tree["paths"]["/products"]["get"]["operationId"] = "listProducts"
    first["/stocks"] = {"get": {**answer, "operationId": "listProductsInStock"}}
    tree["paths"] = first | tree["paths"]
    return tree


async def choices(sandbox: Sandbox, typed: str, command: str = "api operation") -> list[str]:
    return [name for name, _ in await sandbox.member("kofi").autocomplete(command, operation=typed)]


async def test_what_is_exactly_meant_comes_first(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, large())
    for typed in ("/products", "get products", "GET /products/", "products", "get /Products"):
        found = await choices(sandbox, typed)
        assert len(found) == 25, typed
        assert found[0].startswith("GET /products (Shop)"), typed


@pytest.mark.parametrize(
    "typed", ["GET /products/", "get /Products", "get  /products", "listProducts", "LISTPRODUCTS"]
)
async def test_an_operation_is_understood_as_it_is_written(
    sandbox: Sandbox, nexus: Nexus, typed: str
) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, large())
    kofi = sandbox.member("kofi")
    seen = await kofi.slash("api operation", operation=typed)
    assert "### `GET /products`" in seen.text
    seen = await kofi.slash("api consume", api="Shop", operation=typed)
    assert "you use `GET /products`" in seen.text


async def test_what_could_be_several_is_named(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    kofi = sandbox.member("kofi")
    seen = await kofi.slash("api operation", operation="/products")
    assert 'Several operations of Shop match "/products": GET /products, POST /products' in (
        seen.text
    )
    await register(sandbox, nexus, name="Blog", by="kofi")
    await upload(sandbox, nexus, shop(), by="kofi", api="Blog")
    seen = await kofi.slash("api operation", operation="GET /products")
    assert 'Several APIs have "GET /products": Shop, Blog.' in seen.text
    seen = await kofi.slash("api operation", operation="Query.nothing")
    assert "No API has an operation" in seen.text


TAGGED = b"""
openapi: 3.0.3
info: {title: Orders, version: "1"}
paths:
  /orders_of_mine:
    get: {tags: [orders], responses: {"200": {description: ok}}}
    post: {tags: [orders], operationId: createOrder, responses: {"201": {description: ok}}}
"""


async def test_a_tag_of_several_is_asked_about(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, TAGGED)
    kofi = sandbox.member("kofi")
    seen = await kofi.slash("api operation", operation="orders")
    assert 'Several operations of Shop match "orders"' in seen.text
    assert "For example: GET /orders" in seen.text.replace("\\", "")
    seen = await kofi.slash("api operation", operation="createorder")
    assert "### `POST /orders_of_mine`" in seen.text


async def test_the_example_of_an_error_is_an_operation_that_is_there(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await register(sandbox, nexus)
    kofi = sandbox.member("kofi")
    seen = await kofi.slash("api operation", operation="GET /orders", api="Shop")
    assert "No contract of Shop was uploaded yet" in seen.text
    seen = await kofi.slash("api operation", operation="GET /orders")
    assert "there is no contract yet" in seen.text
    assert "For example" not in seen.text
    await upload(sandbox, nexus, TAGGED)
    for options in ({}, {"api": "Shop"}):
        seen = await kofi.slash("api operation", operation="POST /nothing", **options)
        assert "For example: POST /orders_of_mine" in seen.text.replace("\\", "")


async def test_a_long_path_can_be_chosen(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, large())
    kofi = sandbox.member("kofi")
    offered = dict(await kofi.autocomplete("api operation", operation="get /departments"))
    ((name, value),) = offered.items()
    assert name.startswith("GET /departments-of-the-university/")
    assert len(value) <= 100
    seen = await kofi.slash("api operation", operation=value)
    assert LONG in seen.text
    seen = await kofi.slash("api consume", operation=value)
    assert LONG[:60] in seen.text
    await upload(sandbox, nexus, shop())
    seen = await kofi.slash("api operation", operation=value)
    assert "has changed since" in seen.text
    (gone,) = dict(
        await kofi.autocomplete("api consume", drop=True, operation="departments")
    ).items()
    seen = await kofi.slash("api consume", drop=True, operation=gone[1])
    assert "no longer told" in seen.text


async def test_what_the_contract_lost_can_be_taken_back(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    kofi = sandbox.member("kofi")
    for operation in ("POST /products", "GET /products"):
        await kofi.slash("api consume", api="Shop", operation=operation)
    tree = shop()
    del tree["paths"]["/products"]["post"]
    await upload(sandbox, nexus, tree)
    listed = (await kofi.slash("api consume")).text
    assert "`POST /products` · no longer in its contract" in listed
    assert listed.count("no longer in its contract") == 1
    offered = await kofi.autocomplete("api consume", drop=True, operation="post")
    assert [name for name, _ in offered] == ["POST /products (Shop)"]
    seen = await kofi.slash("api consume", drop=True, operation=offered[0][1])
    assert "no longer told of `POST /products` of **Shop**" in seen.text
    seen = await kofi.slash("api consume", drop=True, operation="get /products")
    assert "no longer told of `GET /products`" in seen.text
    seen = await kofi.slash("api consume", drop=True, operation="get /products")
    assert "You have not declared" in seen.text


async def test_whoever_declared_very_much_can_declare_all(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    kofi = sandbox.member("kofi")
    async with writing(nexus.services.database) as connection:
        for number in range(MOST_CONSUMED):
            await connection.execute(
                "INSERT INTO api_consumers VALUES (1, :member, :key, 0)",
                {"member": kofi.user.id, "key": f"GET /{number}"},
            )
    seen = await kofi.slash("api consume", api="Shop", operation="GET /products")
    assert "declare the whole API instead" in seen.text
    seen = await kofi.slash("api consume", api="Shop")
    assert "you use the whole API" in seen.text


async def test_what_one_declared_has_pages(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, large())
    kofi = sandbox.member("kofi")
    for number in range(12):
        await kofi.slash(
            "api consume", api="Shop", operation=f"GET /products/{{id}}/parts/{number}"
        )
    seen = await kofi.slash("api consume")
    assert seen.text.count("/parts/") == 10
    seen = await kofi.click("Next ▶", on=seen)
    assert seen.text.count("/parts/") == 2


async def test_lists_are_filtered_and_paged(sandbox: Sandbox, nexus: Nexus) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    for number in range(10):
        await ada.slash("api register", name=f"Ada {number}", style="graphql")
    await kofi.slash("api register", name="Kofi's")
    await nexus.settle()
    seen = await kofi.slash("api list", style="graphql")
    assert "10 APIs" in seen.text
    assert "Ada 9" not in seen.text
    seen = await kofi.click("Next ▶", on=seen)
    assert "Ada 9" in seen.text
    assert "Kofi" not in seen.text
    seen = await kofi.slash("api list", which="owned")
    assert "1 API" in seen.text
    assert "Kofi's" in seen.text
    await kofi.slash("api consume", api="Ada 3")
    seen = await kofi.slash("api list", which="used")
    assert "Ada 3" in seen.text
    assert "Ada 4" not in seen.text
    await ada.slash("api retire", api="Ada 3")
    assert "Ada 3" not in (await kofi.slash("api list")).text
    assert "Ada 3" in (await kofi.slash("api list", which="retired")).text
    offered = await ada.autocomplete("api retire", undo=True, api="ada")
    assert [name for name, _ in offered] == ["Ada 3"]


async def test_what_stands_in_a_channel_is_for_those_who_see_it(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    backend = next(r for r in sandbox.guild.roles.values() if r.name == "Backend")
    deny_role(sandbox, backend, sandbox.channel(HOME), Permission.VIEW_CHANNEL)
    await nexus.settle()
    kofi, femi, ada = (sandbox.member(name) for name in ("kofi", "femi", "ada"))
    for command, options in (
        ("api show", {"api": "Shop"}),
        ("api changes", {"api": "1"}),
        ("api consume", {"api": "Shop"}),
        ("api operation", {"operation": "GET /products"}),
    ):
        seen = await kofi.slash(command, channel="general", **options)
        assert "There is no API" in seen.text or "No API has" in seen.text
        assert "There is no API" not in (await femi.slash(command, **options)).text
    assert "Shop" not in (await kofi.slash("api list", channel="general")).text
    for option in ("operation", "api"):
        offered = await kofi.autocomplete("api operation", channel="general", **{option: ""})
        assert offered == []
    seen = await ada.slash("api show", api="Shop", channel="general")
    assert seen.embeds[0]["title"] == "Shop"


async def test_another_servers_apis_are_unknown(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    async with writing(nexus.services.database) as connection:
        await connection.execute("UPDATE apis SET guild_id = 1")
        await connection.execute("UPDATE contracts SET guild_id = 1")
        await connection.execute("UPDATE contract_operations SET guild_id = 1")
    kofi = sandbox.member("kofi")
    assert "There is no API" in (await kofi.slash("api show", api="1")).text
    assert "There is no API" in (await kofi.slash("api consume", api="1")).text
    assert await choices(sandbox, "") == []
    assert await kofi.autocomplete("api agree", api="1", operation="") == []
    seen = await kofi.slash("api operation", operation="1\u2009·\u2009GET /products")
    assert "There is no API" in seen.text
