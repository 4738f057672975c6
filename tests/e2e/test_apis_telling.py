"""What people are told of an upload: exactly theirs, by its name, within Discord's limits."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from domain.channels import UNLIMITED
from sandbox.client import Sandbox
from sandbox.world.permissions import Permission
from tests.domain.contracts.comparison.test_rest_changes import shop
from tests.e2e.apis import HOME, register, said, upload
from tests.e2e.permissions import deny_role
from tests.e2e.test_apis import broken, later
from tests.nexus import Nexus
from tests.statements import writing

pytestmark = pytest.mark.usefixtures("nexus")

USERS = "type Query { user: User other: Int } type User { id: ID! email: String! name: String }"
WHY = "Clients read it as what it was, and fail."
FIX = "Keep it as it was, deprecate it, and add a new field."


def told(sandbox: Sandbox, name: str) -> list[str]:
    """The direct messages that a member got."""
    return [message.content for message in sandbox.member(name).direct_messages()]


def many(kind: str, count: int) -> dict[str, Any]:
    """A shop with so many operations more, each answering with ten values of this type."""
    tree = shop()
    for number in range(count):
        fields = {f"field{each}": {"type": kind} for each in range(10)}
        schema = {"type": "object", "properties": fields}
        answer = {"description": "ok", "content": {"application/json": {"schema": schema}}}
        tree["paths"][f"/things/{number}"] = {"get": {"responses": {"200": answer}}}
    return tree


async def test_a_renamed_path_parameter_keeps_what_was_declared(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    kofi = sandbox.member("kofi")
    await kofi.slash("api consume", api="Shop", operation="GET /products/{id}")
    tree = shop()
    renamed = tree["paths"].pop("/products/{id}")
    renamed["get"]["parameters"][0]["name"] = "pk"
    tree["paths"]["/products/{pk}"] = renamed
    seen = await upload(sandbox, nexus, tree)
    assert "Consumers who are told: 0" in seen.text
    assert "GET /products/{pk}" in (await kofi.slash("api consume")).text
    del renamed["get"]["responses"]["200"]
    renamed["get"]["responses"]["204"] = {"description": "nothing"}
    await upload(sandbox, nexus, tree)
    await later(nexus)
    (notice,) = told(sandbox, "kofi")
    assert "**`GET /products/{pk}`**, which you use:" in notice
    seen = await kofi.slash("api consume", api="Shop", operation="GET /products/{pk}", drop=True)
    assert "no longer told of `GET /products/{pk}`" in seen.text


async def test_a_consumer_who_no_longer_sees_the_channel_is_told_nothing(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, USERS.encode())
    for name in ("kofi", "femi"):
        await sandbox.member(name).slash("api consume", api="Shop", operation="Query.user")
    frontend = next(r for r in sandbox.guild.roles.values() if r.name == "Frontend")
    deny_role(sandbox, frontend, sandbox.channel(HOME), Permission.VIEW_CHANNEL)
    await upload(sandbox, nexus, USERS.replace("email: String", "email: Int").encode())
    await later(nexus)
    assert len(told(sandbox, "kofi")) == 1
    assert told(sandbox, "femi") == []


async def test_a_field_that_changed_is_told_to_who_reads_it(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, USERS.encode())
    kofi, femi = sandbox.member("kofi"), sandbox.member("femi")
    await kofi.slash("api consume", api="Shop", operation="Query.user")
    await femi.slash("api consume", api="Shop", operation="Query.other")
    await upload(sandbox, nexus, USERS.replace("email: String", "email: Int").encode())
    await later(nexus)
    (notice,) = told(sandbox, "kofi")
    assert "**`User.email`**, in `Query.user` that you use:" in notice
    assert "was String!, is Int!" in notice
    assert told(sandbox, "femi") == []
    assert "**`User.email` (in `Query.user`)**" in said(sandbox)[-1]


async def test_another_kind_of_document_goes_by_its_name(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    await sandbox.member("kofi").slash("api consume", api="Shop", operation="GET /products")
    await upload(sandbox, nexus, USERS.encode())
    await later(nexus)
    (notice,) = told(sandbox, "kofi")
    assert "this was OpenAPI 3.1 and is GraphQL now" in notice


async def test_hundreds_of_changes_fit_with_a_file(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, many("string", 110))
    kofi = sandbox.member("kofi")
    await kofi.slash("api consume", api="Shop")
    seen = await upload(sandbox, nexus, many("integer", 110))
    assert "🔴 1,100 breaking" in seen.text
    ((name, data),) = seen.files
    assert name == "changes.txt"
    assert data.decode().count("was string, is integer") == 1_000
    assert "And 100 more" in data.decode()
    await later(nexus)
    report = said(sandbox)[-1]
    assert report.count(f"{WHY} {FIX}") == report.count("**`GET /things/") > 1
    (notice,) = kofi.direct_messages()
    assert notice.content.count("which you use:") > 1
    assert WHY in notice.content
    assert FIX not in notice.content
    assert [each.filename for each in notice.attachments] == ["changes.txt"]
    seen = await kofi.slash("api changes", api="Shop")
    assert seen.files[0][0] == "changes.txt"


async def test_each_operation_has_its_explanation_once_and_an_owner_the_fix(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, many("string", 2))
    kofi = sandbox.member("kofi")
    await kofi.slash("api consume", api="Shop")
    await upload(sandbox, nexus, many("integer", 2))
    await later(nexus)
    report = said(sandbox)[-1]
    assert report.count("**`GET /things/") == report.count(f"-# {WHY} {FIX}") == 2
    for part in report.split("**`GET /things/")[1:]:
        assert part.splitlines()[2] == f"-# {WHY} {FIX}"
    (notice,) = told(sandbox, "kofi")
    assert notice.count(f"-# {WHY}\n") == 2
    assert FIX not in notice


async def test_the_first_upload_is_compared_with_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    seen = await sandbox.member("kofi").slash("api changes", api="Shop")
    assert "Upload 1 is the first of **Shop**" in seen.text
    await upload(sandbox, nexus, broken())
    seen = await sandbox.member("kofi").slash("api changes", api="Shop", new=1)
    assert "Upload 1 is the first of **Shop**" in seen.text


async def test_many_warnings_come_as_a_file(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    tree = shop()
    schemas = tree["components"]["schemas"]
    schemas["Lost"] = {"properties": {"a": {"$ref": "#/nowhere"}, "b": {"$ref": 1}}}
    schemas["Odd"] = {"properties": {"a": {"type": "int"}, "b": {"minLength": "few"}, "c": 7}}
    tree["paths"]["/odd"] = {"get": {"responses": {"2O0": {"description": "ok"}}}, "put": {}}
    seen = await upload(sandbox, nexus, json.dumps(tree, indent=1).encode())
    assert re.search("and [0-9]+ more, in the file", seen.text)
    ((name, data),) = seen.files
    assert name == "warnings.txt"
    assert len(data.decode().splitlines()) > 5


async def test_what_one_was_told_is_hers_to_take_along(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    kofi = sandbox.member("kofi")
    await kofi.slash("api consume", api="Shop")
    await upload(sandbox, nexus, broken())
    await nexus.pass_time(timedelta(seconds=11))
    (personal,) = [p for p in nexus.services.features.personal if p.feature == "apis"]
    async with writing(nexus.services.database) as connection:
        held = await personal.export(connection, sandbox.guild.id, kofi.user.id, UNLIMITED)
        (row,) = [each for each in held if "told_of" in each]
        assert row["operations"] == ["GET /products"]
        await personal.erase(connection, sandbox.guild.id, kofi.user.id, nexus.clock())
        assert await personal.export(connection, sandbox.guild.id, kofi.user.id, UNLIMITED) == []
