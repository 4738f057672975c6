"""APIs are registered, contracts uploaded and compared, and exactly their consumers told."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

import pytest

from domain.channels import UNLIMITED
from domain.contracts.reading.documents import thaw
from domain.guilds import GuildSettings
from sandbox.client import Sandbox
from storage import guilds
from tests.domain.contracts.comparison.test_rest_changes import shop
from tests.domain.contracts.fuzzing.giants import QUICK
from tests.e2e.apis import HOME, card, field, register, said, upload
from tests.nexus import Nexus
from tests.statements import reading, writing

pytestmark = pytest.mark.usefixtures("nexus")

TEXT_PRICE = {"type": "string"}


def broken() -> dict[str, Any]:
    """The shop, with a price that became a text."""
    tree = shop()
    tree["components"]["schemas"]["Product"]["properties"]["price"] = TEXT_PRICE
    return tree


async def later(nexus: Nexus) -> None:
    for _ in range(3):
        await nexus.pass_time(timedelta(seconds=11))


async def test_an_api_has_a_card_with_a_thread(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    shown = card(sandbox)
    assert shown.embeds[0]["title"] == "Shop"
    assert field(shown, "Address") == "<https://shop.example.com/api>"
    assert field(shown, "Contract") == "none yet"
    assert [thread.name for thread in sandbox.threads(HOME)] == ["Shop"]
    seen = await sandbox.member("kofi").slash("api register", name="shop")
    assert "There is an API named" in seen.text
    seen = await sandbox.member("kofi").slash(
        "api register", name="Blog", url="javascript:alert(1)"
    )
    assert "https://shop.example.com/api" in seen.text
    seen = await sandbox.member("kofi").slash("api edit", api="Shop", stack="Flask")
    assert "Only the owners" in seen.text
    seen = await sandbox.member("ada").slash("api edit", api="Shop", stack="FastAPI")
    await nexus.settle()
    assert field(card(sandbox), "Built with") == "FastAPI"
    seen = await sandbox.member("kofi").slash("api list")
    assert "1 API" in seen.text
    assert "Shop" in seen.text


async def test_ownership_is_shared_and_handed_over(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await ada.slash("api owner", api="Shop", member=kofi.user)
    await nexus.settle()
    assert f"<@{ada.user.id}> <@{kofi.user.id}>" in field(card(sandbox), "Owners")
    await kofi.slash("api owner", api="Shop", member=ada.user, how="unshare")
    seen = await kofi.slash("api owner", api="Shop", member=kofi.user, how="unshare")
    assert "Nobody else owns" in seen.text
    await kofi.slash("api owner", api="Shop", member=ada.user, how="transfer")
    await nexus.settle()
    assert field(card(sandbox), "Owners") == f"<@{ada.user.id}>"


async def test_only_those_who_use_what_was_touched_are_told(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    kofi, zola = sandbox.member("kofi"), sandbox.add_member("zola")
    seen = await kofi.slash("api consume", api="Shop", operation="get /products")
    assert "GET /products" in seen.text
    await zola.slash("api consume", api="Shop", operation="POST /products")
    seen = await upload(sandbox, nexus, broken())
    assert "upload 2 now. Consumers who are told: 1." in seen.text
    await later(nexus)
    (told,) = kofi.direct_messages()
    assert "`response 200 application/json /0/price`: was number, is string" in told.content
    assert zola.direct_messages() == []
    report = said(sandbox)[-1]
    assert "🔴 1 breaking" in report
    assert "add a new field" in report
    seen = await sandbox.member("ada").slash("api changes", api="Shop")
    assert f"Seen by 0 of 1 who were told; not yet: <@{kofi.user.id}>" in seen.text
    await nexus.restart()
    seen = await kofi.click("Got it", on=told)
    assert "the owners see that you know" in seen.text
    seen = await sandbox.member("ada").slash("api changes", api="Shop")
    assert "Seen by 1 of 1" in seen.text
    seen = await zola.slash("api changes", api="Shop")
    assert "Seen by" not in seen.text


async def test_a_preview_stores_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    kofi = sandbox.member("kofi")
    await kofi.slash("api consume", api="Shop")
    before = said(sandbox)
    seen = await upload(sandbox, nexus, broken(), preview=True)
    assert "nothing is stored, nobody is told. Consumers who would be: 1." in seen.text
    assert "was number, is string" in seen.text
    await later(nexus)
    assert said(sandbox) == before
    assert kofi.direct_messages() == []
    assert "#1 ·" in field(card(sandbox), "Contract")


async def test_an_identical_upload_is_recognised(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    seen = await upload(sandbox, nexus, shop())
    assert "This is what upload 1 of **Shop** says already" in seen.text


async def test_secrets_are_told_to_the_uploader_alone(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    tree = copy.deepcopy(shop())
    secret = "ghp_" + "a1B2" * 9
    tree["info"]["description"] = f"use {secret}"
    seen = await upload(sandbox, nexus, tree)
    assert "revoke it" in seen.text
    assert seen.ephemeral
    await later(nexus)
    everything = " ".join(said(sandbox)) + seen.text
    assert secret not in everything
    async with reading(nexus.services.database) as connection:
        stored = [
            *await connection.fetch_all("SELECT * FROM contract_operations"),
            *await connection.fetch_all("SELECT * FROM contract_types"),
        ]
        models = await connection.fetch_all("SELECT model FROM contracts")
    stored_text = f"{stored}{[thaw(model) for (model,) in models]}"
    assert "Product" in stored_text
    assert secret not in stored_text


async def test_a_refused_document_changes_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    for document, words in (
        (b"openapi: 3.0.3\npaths: [", "line 3"),
        (b"hello", "describes no API"),
        (b"[" * 50_000, "levels"),
    ):
        seen = await upload(sandbox, nexus, document)
        assert words in seen.text
    assert field(card(sandbox), "Contract") == "none yet"
    seen = await upload(sandbox, nexus, shop(), by="kofi")
    assert "Only the owners" in seen.text


@pytest.mark.parametrize("name", ["laughs", "mappings in mappings", "too many digits"])
async def test_a_refused_upload_leaves_no_row(sandbox: Sandbox, nexus: Nexus, name: str) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    tables = ("contracts", "contract_operations", "contract_types", "contract_changes")

    async def rows() -> list[object]:
        async with reading(nexus.services.database) as connection:
            return [await connection.fetch_all(f"SELECT * FROM {each}") for each in tables]  # noqa: S608 - names of ours

    before = await rows()
    assert before[0]
    seen = await upload(sandbox, nexus, QUICK[name]())
    assert "upload 2" not in seen.text
    assert await rows() == before


async def test_a_contract_can_be_pasted(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    ada = sandbox.member("ada")
    form = await ada.slash("api upload", api="Shop")
    text = "```graphql\ntype Query { products(first: Int): [String!]! }\n```"
    seen = await ada.fill(form, {"The contract": text})
    await nexus.settle()
    assert "GraphQL, 1 operation" in seen.text
    seen = await ada.slash("api consume", api="Shop", operation="Query.products")
    assert "Query.products" in seen.text
    seen = await ada.slash("api consume")
    assert "Query.products" in seen.text
    seen = await ada.slash("api consume", api="Shop", operation="Query.products", drop=True)
    assert "no longer told" in seen.text


async def test_any_two_uploads_can_be_compared_and_breaks_agreed(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    await upload(sandbox, nexus, broken())
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    seen = await ada.slash("api changes", api="Shop", old=2, new=1)
    assert "was string, is number" in seen.text
    seen = await ada.slash("api changes", api="Shop", new=7)
    assert "no upload number 7" in seen.text
    seen = await kofi.slash("api agree", api="Shop", reason="because")
    assert "Only the owners" in seen.text
    seen = await ada.slash("api agree", api="Shop", reason="agreed on Monday")
    assert "1 break of **Shop**, upload 2, is marked as agreed" in seen.text
    seen = await kofi.slash("api changes", api="Shop")
    assert f"agreed, says <@{ada.user.id}>: agreed on Monday" in seen.text


async def test_people_get_out_and_forgotten_what_is_theirs(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    ada = sandbox.member("ada")
    await ada.slash("api consume", api="Shop")
    async with writing(nexus.services.database) as connection:
        (personal,) = [p for p in nexus.services.features.personal if p.feature == "apis"]
        guild_id, member_id = sandbox.guild.id, ada.user.id
        held = await personal.export(connection, guild_id, member_id, UNLIMITED)
        assert {"api", "contract_of", "consumes"} <= {key for row in held for key in row}
        assert await personal.erase(connection, guild_id, member_id, nexus.clock()) >= 3
        assert await personal.export(connection, guild_id, member_id, UNLIMITED) == []


async def test_in_a_forum_an_api_is_a_post(sandbox: Sandbox, nexus: Nexus) -> None:
    forum = sandbox.channel("questions")
    async with writing(nexus.services.database) as connection:
        settings = GuildSettings(sandbox.guild.id, endpoint_channel_id=forum.id)
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    await register(sandbox, nexus)
    (post,) = sandbox.threads(forum)
    assert post.name == "Shop"
    await upload(sandbox, nexus, shop())
    await later(nexus)
    first, *rest = sandbox.messages(post)
    assert "#1 ·" in field(first, "Contract")
    assert any("uploaded the contract" in message.content for message in rest)
