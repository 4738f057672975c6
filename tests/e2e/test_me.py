from __future__ import annotations

import json

import pytest

from sandbox.client import Sandbox
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")


async def test_a_time_zone_is_offered_while_it_is_typed(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    choices = await ada.autocomplete("me timezone", zone="nairo")
    assert [value for _, value in choices] == ["Africa/Nairobi"]
    ((shown, value),) = await ada.autocomplete("me timezone", zone="mumbai")
    assert (shown, value) == ("Mumbai \u2013 Asia/Kolkata (UTC+05:30)", "Asia/Kolkata")
    assert "Africa/Cairo" in (await ada.slash("me timezone", zone="le caire")).text
    assert len(await ada.autocomplete("me timezone", zone="")) > 10
    seen = await ada.slash("me timezone", zone="nairobi")
    assert seen.ephemeral
    assert "Africa/Nairobi" in seen.text
    refused = await ada.slash("me timezone", zone="Mars")
    assert "For example: Nairobi" in refused.text


async def test_a_language_applies_to_answers_and_errors_at_once(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada = sandbox.member("ada")
    assert "en français" in (await ada.slash("me language", language="Français")).text
    assert "n'est pas un fuseau horaire" in (await ada.slash("me timezone", zone="Mars")).text
    await nexus.restart()
    assert "n'est pas un fuseau horaire" in (await ada.slash("me timezone", zone="Mars")).text
    assert "language of your Discord" in (await ada.slash("me language", language="auto")).text


async def test_the_export_is_a_private_file_of_all_features(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    await ada.slash("me timezone", zone="nairobi")
    seen = await ada.slash("me export")
    assert seen.ephemeral
    ((name, data),) = seen.files
    assert name == f"nexus-{ada.id}.json"
    document = json.loads(data)
    assert document["data"].keys() == {f.feature for f in nexus.services.features.personal}
    assert document["data"]["server"] == [
        {"kind": "settings", "language": None, "time_zone": "Africa/Nairobi"}
    ]


async def test_erasing_asks_twice(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    await ada.slash("me timezone", zone="nairobi")
    first = await ada.slash("me erase")
    second = await ada.click("Yes, erase", on=first)
    assert "cannot be undone" in second.text
    chosen = await nexus.services.guilds.member(sandbox.guild.id, ada.id)
    assert chosen.time_zone == "Africa/Nairobi"
    await nexus.restart()
    done = await ada.click("Erase for good", on=second)
    assert "one record was erased" in done.text
    assert done.components == []
    chosen = await nexus.services.guilds.member(sandbox.guild.id, ada.id)
    assert chosen.time_zone is None


async def test_erasing_can_be_called_off_at_both_questions(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    await ada.slash("me timezone", zone="nairobi")
    first = await ada.slash("me erase")
    assert "Nothing was erased" in (await ada.click("Keep my data", on=first)).text
    second = await ada.click("Yes, erase", on=await ada.slash("me erase"))
    assert "Nothing was erased" in (await ada.click("Keep my data", on=second)).text
    chosen = await nexus.services.guilds.member(sandbox.guild.id, ada.id)
    assert chosen.time_zone == "Africa/Nairobi"
