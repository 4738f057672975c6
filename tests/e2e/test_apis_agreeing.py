"""Breaks are marked as agreed: the right ones, once, by their owners, for all to see."""

from __future__ import annotations

import pytest

from sandbox.client import Sandbox
from tests.domain.contracts.comparison.test_rest_changes import shop
from tests.e2e.apis import register, said, upload
from tests.e2e.test_apis import broken, later
from tests.e2e.test_apis_telling import many
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")


async def test_what_was_agreed_is_said_in_the_thread(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    ada = sandbox.member("ada")
    seen = await upload(sandbox, nexus, broken())
    form = await ada.click("These breaks are agreed", on=seen)
    seen = await ada.fill(form, {"Why, and with whom": "with femi, *on Monday*"})
    assert "1 break of **Shop**, upload 2, is marked as agreed." in seen.text
    await later(nexus)
    last = said(sandbox)[-1]
    assert f"<@{ada.user.id}> says that 1 break of upload 2 was agreed:" in last
    assert "> with femi, \\*on Monday\\*" in last
    assert "`GET /products`" in last


async def test_a_button_is_about_its_own_upload(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    ada = sandbox.member("ada")
    seen = await upload(sandbox, nexus, broken())
    worse = broken()
    del worse["paths"]["/products"]["post"]
    await upload(sandbox, nexus, worse)
    form = await ada.click("These breaks are agreed", on=seen)
    seen = await ada.fill(form, {"Why, and with whom": "all of us"})
    assert "upload 2, is marked" in seen.text
    seen = await ada.slash("api changes", api="Shop", new=2)
    assert "agreed, says" in seen.text
    seen = await ada.slash("api changes", api="Shop")
    assert "agreed, says" not in seen.text
    seen = await ada.slash("api agree", api="Shop", reason="again", upload=2)
    assert "Upload 2 of Shop broke nothing there that is not agreed already." in seen.text


async def test_broken_operations_are_offered_and_agreed_once(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    await sandbox.member("ada").slash("api owner", api="Shop", member=sandbox.member("kofi").user)
    tree = broken()
    del tree["paths"]["/products"]["post"]
    await upload(sandbox, nexus, tree)
    ada, kofi, femi = (sandbox.member(name) for name in ("ada", "kofi", "femi"))
    offered = await ada.autocomplete("api agree", api="Shop", operation="POST")
    assert offered == [("POST /products · removed", "POST /products")]
    assert await femi.autocomplete("api agree", api="Shop", operation="") == []
    seen = await ada.slash("api agree", api="Shop", operation="post /products", reason="unused")
    assert "1 break of **Shop**" in seen.text
    seen = await kofi.slash("api agree", api="Shop", operation="POST /products", reason="mine")
    assert "broke nothing there" in seen.text
    seen = await femi.slash("api changes", api="Shop")
    assert f"agreed, says <@{ada.user.id}>: unused" in seen.text
    assert [key for _, key in await kofi.autocomplete("api agree", api="Shop", operation="")] == [
        "GET /products"
    ]


async def test_what_was_agreed_stands_last_and_in_the_file(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, many("string", 30))
    await upload(sandbox, nexus, many("integer", 30))
    ada = sandbox.member("ada")
    first = "GET /things/0"
    assert f"`{first}`" in (await ada.slash("api changes", api="Shop")).text
    await ada.slash("api agree", api="Shop", operation=first, reason="with femi, *on Monday*")
    seen = await ada.slash("api changes", api="Shop")
    assert f"`{first}`" not in seen.text
    assert "10 of them were agreed; they stand last." in seen.text
    ((_, data),) = seen.files
    parts = data.decode().split("GET /things/")
    assert parts[-1].startswith("0\n")
    assert parts[-1].count("    agreed: with femi, *on Monday*\n") == 10
    assert "agreed" not in "".join(parts[:-1])
