"""Uploads are stored whole or not at all, one after the other, and each is a revision."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.client import NoAnswerError, Sandbox
from storage.engine import open_database
from tests.bot.process import started
from tests.domain.contracts.comparison.test_rest_changes import Tree, shop
from tests.e2e.apis import HOME, card, field, register, said, upload
from tests.e2e.test_apis import broken, later
from tests.nexus import Nexus
from tests.statements import reading, writing


def numbered(number: int) -> Tree:
    """The shop with a field of that number: each is a new document."""
    tree = shop()
    fields = tree["components"]["schemas"]["Product"]["properties"]
    fields[f"field{number}"] = {"type": "string"}
    return tree


async def everything(nexus: Nexus) -> dict[str, object]:
    """All rows of all tables, but for the index of what can be searched."""
    async with reading(nexus.services.database) as connection:
        names = await connection.fetch_all(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'"
            " AND name <> 'rate_uses'"  # uses count all the same, and are kept soon after
        )
        return {
            name: await connection.fetch_all(f"SELECT * FROM {name}")  # noqa: S608 - from the schema
            for (name,) in names
        }


async def test_a_preview_changes_no_row(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    await sandbox.member("kofi").slash("api consume", api="Shop")
    await later(nexus)
    before = await everything(nexus)
    seen = await upload(sandbox, nexus, broken(), preview=True)
    await later(nexus)
    assert "was number, is string" in seen.text
    assert seen.ephemeral
    after = await everything(nexus)
    assert [name for name in before if before[name] != after[name]] == []


@pytest.mark.parametrize(
    "table", ["contract_operations", "contract_changes", "contract_notices", "deliveries"]
)
async def test_an_upload_that_fails_half_way_leaves_no_row(
    sandbox: Sandbox, nexus: Nexus, table: str
) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    await sandbox.member("kofi").slash("api consume", api="Shop")
    await later(nexus)
    before = await everything(nexus)
    async with writing(nexus.services.database) as connection:
        await connection.execute(
            f"CREATE TRIGGER full BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    seen = await upload(sandbox, nexus, broken())
    assert "on our side" in seen.text
    after = await everything(nexus)
    assert [name for name in before if before[name] != after[name]] == []
    async with writing(nexus.services.database) as connection:
        await connection.execute("DROP TRIGGER full")
    assert "is upload 2 now" in (await upload(sandbox, nexus, broken())).text


async def test_two_owners_at_once_make_two_uploads(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    kofi = sandbox.member("kofi")
    await sandbox.member("ada").slash("api owner", api="Shop", member=kofi.user)
    await upload(sandbox, nexus, b"type Query { a: Int }")
    one, two = await asyncio.gather(
        upload(sandbox, nexus, b"type Query { a: Int b: Int }"),
        upload(sandbox, nexus, b"type Query { a: Int c: Int }", by="kofi"),
    )
    numbers = {n for n in ("upload 2 now", "upload 3 now") for s in (one, two) if n in s.text}
    assert numbers == {"upload 2 now", "upload 3 now"}
    last = one if "upload 3 now" in one.text else two
    assert "🔴 1 breaking" in last.text  # it is compared with the other's
    await later(nexus)
    assert len(said(sandbox)) == 3


async def test_every_upload_is_kept_with_its_facts(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    mara = sandbox.member("mara")
    for number in range(7):
        tree = numbered(number)
        if number == 6:
            tree["paths"]["/quiet"] = {"get": {"summary": "says nothing of its responses"}}
        seen = await upload(sandbox, nexus, tree, by="mara")
        await nexus.pass_time(timedelta(minutes=3))
        assert "is upload" in seen.text
    kofi = sandbox.member("kofi")
    seen = await kofi.slash("api show", api="Shop")
    shown = next(f["value"] for f in seen.embeds[0]["fields"] if f["name"] == "Uploads")
    first = shown.splitlines()[0]
    assert first.startswith("#7 · OpenAPI 3.1 · 4 operations")
    assert f"<@{mara.user.id}> · 1 warning" in first
    assert "#2 ·" not in shown
    seen = await kofi.click("Next ▶", on=seen)
    shown = next(f["value"] for f in seen.embeds[0]["fields"] if f["name"] == "Uploads")
    assert "#2 ·" in shown
    assert "#1 ·" in shown
    async with reading(nexus.services.database) as connection:
        checksum = await connection.fetch_value("SELECT checksum FROM contracts WHERE number = 1")
    assert checksum[:12] in shown
    seen = await mara.slash("audit")
    assert "uploaded a contract" in seen.text


async def test_the_first_who_forgets_is_forgotten_on_the_card(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await register(sandbox, nexus)
    ada = sandbox.member("ada")
    await upload(sandbox, nexus, shop())
    assert f"<@{ada.user.id}>" in field(card(sandbox), "Contract")
    (personal,) = [p for p in nexus.services.features.personal if p.feature == "apis"]
    async with writing(nexus.services.database) as connection:
        await personal.erase(connection, sandbox.guild.id, ada.user.id, nexus.clock())
    nexus.services.schedule.reconcile("cards")
    await nexus.settle()
    assert "<@" not in field(card(sandbox), "Contract")
    assert field(card(sandbox), "Owners") == "nobody"


async def test_a_language_of_ones_own_answers_in_messages_too(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await register(sandbox, nexus)
    await upload(sandbox, nexus, shop())
    kofi = sandbox.member("kofi")
    await kofi.slash("me language", language="fr")
    await kofi.slash("api consume", api="Shop")
    await upload(sandbox, nexus, broken())
    await later(nexus)
    (told,) = kofi.direct_messages()
    assert "que vous utilisez" in told.content
    seen = await kofi.click("Compris", on=told)
    assert "Noté" in seen.text


async def test_an_api_speaks_what_its_contract_describes(sandbox: Sandbox, nexus: Nexus) -> None:
    await register(sandbox, nexus)
    assert field(card(sandbox), "Speaks") == "REST"
    await upload(sandbox, nexus, b"type Query { a: Int }")
    assert field(card(sandbox), "Speaks") == "GraphQL"
    await upload(sandbox, nexus, shop())
    assert field(card(sandbox), "Speaks") == "GraphQL, REST"


@pytest.mark.long
async def test_killed_while_uploading_nothing_is_half_done(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    chance = random.Random(5)
    sandbox.patience(5)  # killed as it is, it often answers nobody
    settings = {
        "DISCORD_TOKEN": sandbox.token,
        "DISCORD_API_BASE": sandbox.api_base,
        "NEXUS_RATE_COMMANDS": "1000",
        "NEXUS_RATE_UPLOADS": "1000",
    }
    ada = sandbox.member("ada")
    for number in range(5):
        async with started("run", folder=tmp_path, settings=settings) as process:
            await process.says("Ready as")
            if not number:
                await ada.slash("api register", name="Shop", channel=HOME)
            document = json.dumps(numbered(number)).encode()
            sending = asyncio.create_task(_try_upload(sandbox, document))
            await asyncio.sleep(chance.uniform(0.2, 1.2))
            process.child.kill()
            await process.ended()
            await sending
    async with started("run", folder=tmp_path, settings=settings) as process:
        await process.says("Ready as")
        last = ada.upload(("a.json", json.dumps(numbered(99)).encode()))
        seen = await ada.slash("api upload", api="Shop", file=last, channel=HOME)
        assert "is upload" in seen.text
        numbers = await _stored(tmp_path)
        await sandbox.until(lambda: len(_reports(sandbox)) == len(numbers))
        process.child.terminate()
        await process.ended()
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(_reports(sandbox).values()) <= {1}


async def _try_upload(sandbox: Sandbox, document: bytes) -> None:
    ada = sandbox.member("ada")
    try:
        await ada.slash(
            "api upload", api="Shop", file=ada.upload(("a.json", document)), channel=HOME
        )
    except NoAnswerError:
        return


async def _stored(folder: Path) -> list[int]:
    """The numbers of the contracts that are whole: with operations, and as the API says."""
    url = f"sqlite:///{folder / 'data' / 'nexus.db'}"
    async with open_database(url, migrate=False) as database, reading(database) as connection:
        rows = await connection.fetch_all("SELECT id, number FROM contracts ORDER BY number")
        current = await connection.fetch_value("SELECT contract_number FROM apis")
        held = await connection.fetch_all("SELECT DISTINCT contract_id FROM contract_operations")
    assert current == (rows[-1]["number"] if rows else None)
    assert [tuple(row) for row in held] == [(rows[-1]["id"],)] if rows else not held
    return [number for _, number in rows]


def _reports(sandbox: Sandbox) -> Counter[str]:
    """How often each upload was reported."""
    threads = sandbox.threads(HOME)
    contents = [m.content for t in threads for m in sandbox.messages(t) if m.content]
    return Counter(words.split("\n")[1].split(" ·")[0] for words in contents)
