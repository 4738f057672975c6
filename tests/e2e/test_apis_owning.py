"""Who owns an API: from the start, shared, handed over, and where owners have left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.bans import PostingBan
from sandbox.client import Sandbox
from sandbox.world.channels import channel_event
from sandbox.world.permissions import Permission
from storage import bans
from tests.domain.contracts.comparison.test_rest_changes import shop
from tests.e2e.apis import HOME, card, field, register, upload
from tests.e2e.permissions import deny
from tests.nexus import Nexus
from tests.statements import writing

pytestmark = pytest.mark.usefixtures("nexus")


async def test_an_api_can_have_several_owners_from_the_start(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await ada.slash("api register", name="Shop", owner=kofi.user, owner2=ada.user)
    await nexus.settle()
    assert set(field(card(sandbox), "Owners").split()) == {
        f"<@{ada.user.id}>",
        f"<@{kofi.user.id}>",
    }
    seen = await upload(sandbox, nexus, shop(), by="kofi")
    assert "is upload 1 now" in seen.text
    seen = await ada.slash("api register", name="Blog", owner=sandbox.application.bot)
    assert "A bot cannot own an API." in seen.text
    seen = await ada.slash("api list")
    assert "1 API" in seen.text


async def test_moderators_find_new_owners_where_all_have_left(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await register(sandbox, nexus)
    ada, kofi, mara = (sandbox.member(name) for name in ("ada", "kofi", "mara"))
    await ada.leave()
    await nexus.settle()
    seen = await mara.slash("api owner", api="Shop", member=ada.user, how="transfer")
    assert "not on this server any more" in seen.text
    seen = await mara.slash("api owner", api="Shop", member=kofi.user, how="transfer")
    assert "in the place of all who did" in seen.text
    await nexus.settle()
    assert field(card(sandbox), "Owners") == f"<@{kofi.user.id}>"
    seen = await mara.slash("audit")
    assert "handed an API over" in seen.text


async def test_who_has_left_is_taken_off(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await ada.slash("api owner", api="Shop", member=kofi.user)
    await ada.leave()
    await nexus.settle()
    seen = await kofi.slash("api owner", api="Shop", member=ada.user, how="unshare")
    assert "owns **Shop** no longer" in seen.text
    await nexus.settle()
    assert field(card(sandbox), "Owners") == f"<@{kofi.user.id}>"


async def test_a_hyphen_empties_what_was_said(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    ada = sandbox.member("ada")
    await ada.slash("api edit", api="Shop", url="-", repository="https://example.com/code")
    await nexus.settle()
    names = [each["name"] for each in card(sandbox).embeds[0]["fields"]]
    assert "Code" in names
    assert "Address" not in names
    seen = await ada.slash("api edit", api="Shop", name="-")
    assert "A name has 1 to 60 characters" in seen.text


@pytest.mark.parametrize("name", ["7", "**bold**", "@everyone", "<@1>"])
async def test_a_name_that_would_mislead_is_refused(sandbox: Sandbox, name: str) -> None:
    seen = await sandbox.member("ada").slash("api register", name=name)
    assert "A name has 1 to 60 characters" in seen.text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "shop.example.com", "https://a:b@x.org", "https://@x.org"]
)
async def test_an_address_that_is_none_is_refused(sandbox: Sandbox, url: str) -> None:
    seen = await sandbox.member("ada").slash("api register", name="Shop", url=url)
    assert "https://shop.example.com/api" in seen.text
    assert "1 API" not in (await sandbox.member("ada").slash("api list")).text


async def test_nothing_is_fetched_beyond_the_rate(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    for _ in range(3):
        await upload(sandbox, nexus, b"hello")
    ada = sandbox.member("ada")
    gone = ada.upload(("schema.json", b"{}"))
    sandbox.world.files.clear()
    seen = await ada.slash("api upload", api="Shop", file=gone)
    assert "You have uploaded 3 files in ten minutes." in seen.text


async def test_whoever_is_barred_changes_nothing_that_others_read(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    ada, now = sandbox.member("ada"), nexus.services.clock()
    mara_id = sandbox.member("mara").user.id
    ban = PostingBan(sandbox.guild.id, ada.user.id, mara_id, "spam", now, now + timedelta(days=1))
    async with writing(nexus.services.database) as connection:
        await bans.save_ban(connection, ban)
    for command, options in (
        ("api register", {"name": "Blog"}),
        ("api edit", {"api": "Shop", "about": "buy this"}),
        ("api agree", {"api": "Shop", "reason": "buy this"}),
    ):
        seen = await ada.slash(command, **options)
        assert "spam" in seen.text, command
    seen = await upload(sandbox, nexus, shop())
    assert "spam" in seen.text


@pytest.mark.parametrize(
    "permission",
    [
        Permission.SEND_MESSAGES,
        Permission.EMBED_LINKS,
        Permission.ATTACH_FILES,
        Permission.CREATE_PUBLIC_THREADS,
        Permission.SEND_MESSAGES_IN_THREADS,
    ],
)
async def test_without_a_permission_nothing_is_registered(
    sandbox: Sandbox, nexus: Nexus, permission: Permission
) -> None:
    home = sandbox.channel(HOME)
    deny(sandbox, home, permission)
    await nexus.settle()
    ada = sandbox.member("ada")
    seen = await ada.slash("api register", name="Shop")
    assert f"In <#{home.id}> I lack a permission" in seen.text
    assert "No API is registered" in (await ada.slash("api list")).text
    home.overwrites.clear()
    sandbox.world.emit(channel_event("CHANNEL_UPDATE", home))
    await nexus.settle()
    await register(sandbox, nexus)
