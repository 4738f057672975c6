"""What holds for every request: tokens, limits, faults, and what the sandbox cannot do."""

from __future__ import annotations

import asyncio
from collections import Counter

import aiohttp
import pytest

from sandbox.client import Sandbox
from sandbox.faults import Faults
from tests.sandbox.api import Api, asking

SEND = "POST /channels/{channel_id}/messages"


def path(sandbox: Sandbox) -> str:
    return f"POST /channels/{sandbox.channel('general').id}/messages"


@pytest.mark.parametrize("token", ["", "Bot ", "Bot wrong", "Bearer sandbox"])
async def test_a_wrong_token_is_refused(api: Api, token: str) -> None:
    answer = await api("GET /users/@me", Authorization=token)
    assert (answer.status, answer.body) == (401, {"message": "401: Unauthorized", "code": 0})


async def test_what_the_sandbox_cannot_do_is_said_and_counts_as_a_violation(api: Api) -> None:
    answer = await api("GET /guilds/1/emojis")
    assert answer.status == 404
    assert "the sandbox cannot do GET" in answer.body["message"]
    assert len(api.sandbox.violations) == 1
    api.sandbox.forgive()
    api.sandbox._served.rest.journal.exchanges.clear()


async def test_every_answer_tells_the_limits(api: Api) -> None:
    answer = await api("GET /users/@me")
    for name in ("Limit", "Remaining", "Reset", "Reset-After", "Bucket"):
        assert f"X-RateLimit-{name}" in answer.headers


async def test_a_sixth_message_in_five_seconds_has_to_wait(api: Api) -> None:
    for _ in range(5):
        await api.send("general")
    refused = await api(path(api.sandbox), {"content": "x"})
    assert refused.status == 429
    assert 0 < refused.body["retry_after"] <= 5
    assert refused.headers["X-RateLimit-Scope"] == "user"
    assert refused.headers["Via"]
    await api.send("moderators")
    api.sandbox.clock.advance(5)
    await api.send("general")


async def test_fifty_requests_a_second_are_the_most(api: Api) -> None:
    user_ids = list(api.sandbox.world.users)
    statuses = [(await api(f"GET /users/{user_ids[n % 6]}")).status for n in range(10)]
    for name in ("/users/@me", "/gateway/bot", "/applications/@me", "/users/@me/guilds"):
        statuses += [(await api(f"GET {name}")).status for _ in range(10)]
    refused = await api("GET /users/@me")
    assert set(statuses) == {200}
    assert (refused.status, refused.body["global"]) == (429, True)
    assert refused.headers["X-RateLimit-Global"] == "true"


async def test_the_limits_can_be_switched_off() -> None:
    async with Sandbox.start(rate_limits=False) as sandbox, asking(sandbox) as api:
        for _ in range(6):
            await api.send("general")


async def test_a_route_fails_as_often_as_told_and_does_nothing(api: Api) -> None:
    api.sandbox.faults.fail("POST /channels/{id}/messages", status=503, times=2)
    assert [(await api(path(api.sandbox), {"content": "x"})).status for _ in range(3)] == [
        503,
        503,
        200,
    ]
    assert len(api.sandbox.messages("general")) == 1


async def test_a_connection_drops_after_the_request_was_carried_out(api: Api) -> None:
    api.sandbox.faults.drop_after(SEND)
    with pytest.raises(aiohttp.ClientError):
        await api(path(api.sandbox), {"content": "said"})
    assert [m.content for m in api.sandbox.messages("general")] == ["said"]


async def test_a_route_is_limited_on_demand(api: Api) -> None:
    api.sandbox.faults.rate_limit(SEND, retry_after=0.5, is_global=True)
    refused = await api(path(api.sandbox), {"content": "x"})
    assert (refused.status, refused.body["retry_after"], refused.body["global"]) == (429, 0.5, True)
    assert api.sandbox.messages("general") == []


async def test_an_answer_is_delayed_but_the_request_carried_out(api: Api) -> None:
    api.sandbox.faults.delay(SEND, 30)
    waiting = asyncio.create_task(api(path(api.sandbox), {"content": "x"}))
    await api.sandbox.until(lambda: api.sandbox.messages("general"))
    assert not waiting.done()
    waiting.cancel()


@pytest.mark.parametrize(
    ("code", "status", "words"),
    [
        (50013, 403, "Missing Permissions"),
        (50001, 403, "Missing Access"),
        (10003, 404, "Unknown Channel"),
        (50007, 403, "Cannot send messages to this user"),
        (0, 500, "The sandbox was told to fail"),
    ],
)
async def test_a_route_fails_with_an_error_of_discords(
    api: Api, code: int, status: int, words: str
) -> None:
    api.sandbox.faults.fail(SEND, code=code)
    refused = await api(path(api.sandbox), {"content": "x"})
    assert (refused.status, refused.body) == (status, {"message": words, "code": code})
    assert api.sandbox.messages("general") == []


def test_a_fault_needs_a_route_that_exists() -> None:
    with pytest.raises(ValueError, match="no route 'POST /chanels'"):
        Faults().fail("POST /chanels")


async def of_chance(seed: int, requests: int = 60) -> tuple[list[str], Counter[str], int]:
    """What becomes of requests under random faults, and how many messages they make."""
    outcomes = []
    async with Sandbox.start(rate_limits=False) as sandbox, asking(sandbox) as api:
        sandbox.faults.chance(SEND, "fail", 0.2, seed, status=503)
        sandbox.faults.chance(SEND, "drop", 0.2, seed + 1)
        sandbox.faults.chance(SEND, "delay", 0.2, seed + 2, seconds=0.001)
        for number in range(requests):
            try:
                answer = await api(path(sandbox), {"content": "x", "nonce": str(number)})
                outcomes.append(str(answer.status))
            except aiohttp.ClientError:
                outcomes.append("lost")
        assert all(made == 1 for made in sandbox.posts.values())
        return outcomes, Counter(sandbox.faults.met), len(sandbox.posts)


async def test_faults_of_chance_are_countable_and_the_same_for_a_seed() -> None:
    outcomes, met, made = await of_chance(7)
    found = Counter(outcomes)
    assert min(found["503"], found["lost"], found["200"], met["delay"]) > 3
    assert (found["503"], found["lost"]) == (met["fail"], met["drop"])
    assert made == found["200"] + found["lost"], "what is lost was done, what failed was not"
    assert await of_chance(7) == (outcomes, met, made)
    assert (await of_chance(8))[0] != outcomes


async def test_faults_of_chance_end_when_they_are_cleared(api: Api) -> None:
    faults = api.sandbox.faults
    faults.chance("*", "fail", 1.0, 1)
    assert (await api("GET /users/@me")).status == 500
    faults.clear()
    assert (await api("GET /users/@me")).status == 200
    assert faults.met == {"fail": 1}
    with pytest.raises(ValueError, match="between 0 and 1"):
        faults.chance("*", "fail", 20, 1)


async def test_messages_are_counted_by_their_nonce(api: Api) -> None:
    for nonce in ("a", "b", "b"):
        await api.send("general", nonce=nonce)
    await api.send("general", nonce="b", enforce_nonce=True)
    await api.send("general")
    await api.send("moderators", nonce=5)
    general, moderators = api.sandbox.channel("general"), api.sandbox.channel("moderators")
    assert api.sandbox.posts == {
        (general.id, "a"): 1,
        (general.id, "b"): 2,
        (moderators.id, "5"): 1,
    }


async def test_requests_are_remembered_with_reason_and_answer(api: Api) -> None:
    await api(
        f"POST /guilds/{api.sandbox.guild.id}/channels", {"name": "x"}, X_Audit_Log_Reason="a%20b"
    )
    exchange = api.sandbox.requests[-1]
    assert (exchange.route, exchange.reason) == ("POST /guilds/{guild_id}/channels", "a b")
    assert (exchange.body, exchange.status) == ({"name": "x"}, 201)
