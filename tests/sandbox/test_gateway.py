"""The gateway at the wire: who is let in, what is told, and what is refused and how."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import ClientSession

from sandbox.client import Sandbox
from sandbox.world.people import create_user, join_guild, member_changed
from tests.sandbox.wire import EVERYTHING, Wire, connect

WITHOUT_CONTENT = EVERYTHING & ~(1 << 15)
GUILD_MEMBERS = 1 << 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": 1 << 40}, 4013),
        ({"intents": "all"}, 4013),
        ({"shard": [2, 2]}, 4010),
        ({"shard": [0]}, 4010),
        ({"shard": ["0", "1"]}, 4010),
        ({"token": None}, 4004),
    ],
)
async def test_a_wrong_identify_is_closed_with_its_code(
    sandbox: Sandbox, fields: dict[str, Any], code: int
) -> None:
    async with connect(sandbox) as wire:
        right = {"token": wire.token, "intents": 1, "properties": {}}
        await wire.send(2, right | fields)
        assert await wire.closed_with() == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no json", 4002),
        ("[]", 4002),
        ('{"op": 2, "d": null}', 4002),
        ('{"op": 2, "d": [1]}', 4002),
        ('{"op": 6, "d": "x"}', 4002),
        ('{"op": 8, "d": {}}', 4003),
    ],
)
async def test_a_payload_that_makes_no_sense_is_closed(
    sandbox: Sandbox, text: str, code: int
) -> None:
    async with connect(sandbox) as wire:
        await wire.socket.send_str(text)
        assert await wire.closed_with() == code


@pytest.mark.parametrize(
    ("op", "data", "code"),
    [
        (2, {"token": "x"}, 4005),
        (99, {}, 4001),
        (4, {"guild_id": "1", "channel_id": "2"}, 4001),
        (31, {"guild_ids": []}, 4001),
        (8, {"guild_id": "not a number"}, 4002),
        (8, None, 4002),
    ],
)
async def test_what_is_not_possible_after_identify_is_closed(
    sandbox: Sandbox, op: int, data: object, code: int
) -> None:
    async with connect(sandbox) as wire:
        await wire.identify()
        await wire.send(op, data)
        assert await wire.closed_with() == code


@pytest.mark.parametrize("intent", ["has_members", "has_message_content"])
async def test_an_intent_switched_off_is_refused(sandbox: Sandbox, intent: str) -> None:
    setattr(sandbox.application, intent, False)
    async with connect(sandbox) as wire:
        await wire.send(2, {"token": wire.token, "intents": EVERYTHING, "properties": {}})
        assert await wire.closed_with() == 4014


@pytest.mark.parametrize("query", ["?v=9&encoding=json", "?v=10&encoding=json&compress=brotli"])
async def test_an_unknown_version_or_compression_is_refused(sandbox: Sandbox, query: str) -> None:
    address = f"{sandbox.page_url.replace('http', 'ws')}gateway/{query}"
    async with ClientSession() as http, http.ws_connect(address) as socket:
        assert await Wire(socket, "").closed_with() in (4002, 4012)


async def test_a_session_resumed_before_its_old_connection_ended_goes_on(sandbox: Sandbox) -> None:
    async with connect(sandbox) as old, connect(sandbox) as new:
        ready = await old.identify()
        await old.event("GUILD_CREATE")
        resume = {"token": old.token, "session_id": ready["session_id"], "seq": 2}
        await new.send(6, resume)
        await new.event("RESUMED")
        await old.socket.close()
        await sandbox.member("ada").send("still there?")
        assert (await new.event("MESSAGE_CREATE"))["d"]["content"] == "still there?"


async def test_a_resume_replays_what_was_missed_once_and_in_order(sandbox: Sandbox) -> None:
    async with connect(sandbox) as wire:
        ready = await wire.identify()
        last = (await wire.event("GUILD_CREATE"))["s"]
    for text in ("one", "two"):
        await sandbox.member("ada").send(text)
    async with connect(sandbox) as wire:
        await wire.send(6, {"token": wire.token, "session_id": ready["session_id"], "seq": last})
        heard = [await wire.next() for _ in range(3)]
    assert [h["s"] for h in heard] == [last + 1, last + 2, last + 3]
    assert [h["t"] for h in heard] == ["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"]


async def test_an_unknown_session_is_invalid_and_identify_still_works(sandbox: Sandbox) -> None:
    async with connect(sandbox) as wire:
        await wire.send(6, {"token": wire.token, "session_id": "gone", "seq": 1})
        answer = await wire.next()
        assert (answer["op"], answer["d"]) == (9, False)
        assert (await wire.identify())["v"] == 10


async def test_a_shard_hears_of_its_guilds_alone_and_the_first_of_direct_messages(
    sandbox: Sandbox,
) -> None:
    mine = (sandbox.guild.id >> 22) % 2
    async with connect(sandbox) as first, connect(sandbox) as second:
        told = [await first.identify(shard=[0, 2]), await second.identify(shard=[1, 2])]
        assert [bool(ready["guilds"]) for ready in told] == [mine == 0, mine == 1]
        wires = [first, second]
        await wires[mine].event("GUILD_CREATE")
        await sandbox.member("ada").send("hello")
        await wires[mine].event("MESSAGE_CREATE")
        assert await wires[1 - mine].is_silent()
        await _write_to_ada_directly(sandbox)
        await first.event("MESSAGE_CREATE")
        assert await second.is_silent()


async def _write_to_ada_directly(sandbox: Sandbox) -> None:
    headers = {"Authorization": f"Bot {sandbox.token}"}
    async with ClientSession(headers=headers) as http:
        body: dict[str, Any] = {"recipient_id": str(sandbox.member("ada").id)}
        async with http.post(f"{sandbox.api_base}/users/@me/channels", json=body) as answer:
            channel = (await answer.json())["id"]
        address = f"{sandbox.api_base}/channels/{channel}/messages"
        async with http.post(address, json={"content": "hi"}) as answer:
            assert answer.status == 200


async def test_the_content_of_others_is_blank_without_the_intent(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    bot_id = sandbox.application.bot.id
    async with connect(sandbox) as wire:
        await wire.identify(WITHOUT_CONTENT)
        secret = await ada.send("secret")
        assert (await wire.event("MESSAGE_CREATE"))["d"]["content"] == ""
        await ada.send(f"<@{bot_id}> psst", reply_to=secret)
        heard = (await wire.event("MESSAGE_CREATE"))["d"]
    assert heard["content"] == f"<@{bot_id}> psst"
    assert heard["referenced_message"]["content"] == ""


async def test_members_are_given_in_chunks_that_carry_the_nonce(sandbox: Sandbox) -> None:
    guild_id = str(sandbox.guild.id)
    async with connect(sandbox) as wire:
        await wire.identify()
        await wire.send(8, {"guild_id": guild_id, "query": "", "limit": 0, "nonce": "n"})
        chunk = (await wire.event("GUILD_MEMBERS_CHUNK"))["d"]
        assert len(chunk["members"]) == len(sandbox.guild.members)
        assert chunk["nonce"] == "n"
        await wire.send(8, {"guild_id": guild_id, "user_ids": ["1"]})
        chunk = (await wire.event("GUILD_MEMBERS_CHUNK"))["d"]
        assert (chunk["members"], chunk["not_found"]) == ([], ["1"])


async def test_a_hundred_members_are_the_most_that_a_name_finds(sandbox: Sandbox) -> None:
    for number in range(101):
        user = create_user(sandbox.world, f"Guest{number}")
        join_guild(sandbox.world, sandbox.guild, user, [])
    found: list[int] = []
    async with connect(sandbox) as wire:
        await wire.identify(EVERYTHING & ~GUILD_MEMBERS)
        for limit in (0, 5, 200):
            asked = {"guild_id": str(sandbox.guild.id), "query": "gUEST", "limit": limit}
            await wire.send(8, asked)
            found.append(len((await wire.event("GUILD_MEMBERS_CHUNK"))["d"]["members"]))
    assert found == [100, 5, 100]


@pytest.mark.parametrize("limit", [0, 10])
async def test_nobody_lists_everybody_without_the_members_intent(
    sandbox: Sandbox, limit: int
) -> None:
    async with connect(sandbox) as wire:
        await wire.identify(EVERYTHING & ~GUILD_MEMBERS)
        await wire.send(8, {"guild_id": str(sandbox.guild.id), "query": "", "limit": limit})
        assert await wire.closed_with() == 4014


async def test_without_the_members_intent_only_the_bot_is_in_the_guild(sandbox: Sandbox) -> None:
    async with connect(sandbox) as wire:
        await wire.identify(EVERYTHING & ~GUILD_MEMBERS)
        guild = (await wire.event("GUILD_CREATE"))["d"]
    assert [m["user"]["id"] for m in guild["members"]] == [str(sandbox.application.bot.id)]


async def test_a_heartbeat_is_acknowledged_after_a_round_trip(sandbox: Sandbox) -> None:
    """A client notes that it sent one after sending it; discord.py would log that it lags."""
    async with connect(sandbox) as wire:
        await wire.identify()
        await wire.event("GUILD_CREATE")
        await wire.send(1, None)
        await wire.send(8, {"guild_id": str(sandbox.guild.id), "query": "ada", "limit": 1})
        assert (await wire.next())["t"] == "GUILD_MEMBERS_CHUNK"
        assert (await wire.next())["op"] == 11


async def test_a_bot_hears_of_its_own_membership_without_the_members_intent(
    sandbox: Sandbox,
) -> None:
    guild, bot_id = sandbox.guild, sandbox.application.bot.id
    async with connect(sandbox) as wire:
        await wire.identify(EVERYTHING & ~GUILD_MEMBERS)
        await wire.event("GUILD_CREATE")
        for user_id in (sandbox.member("ada").id, bot_id):
            member_changed(sandbox.world, guild, guild.members[user_id])
        heard = await wire.event("GUILD_MEMBER_UPDATE")
    assert heard["d"]["user"]["id"] == str(bot_id)
