"""What holds for every request: tokens, limits, faults, and what the sandbox cannot do."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from sandbox.client import Sandbox
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


def test_a_fault_needs_a_route_that_exists() -> None:
    from sandbox.faults import Faults  # noqa: PLC0415 - the only test without a server

    with pytest.raises(ValueError, match="no route 'POST /chanels'"):
        Faults().fail("POST /chanels")


async def test_requests_are_remembered_with_reason_and_answer(api: Api) -> None:
    await api(
        f"POST /guilds/{api.sandbox.guild.id}/channels", {"name": "x"}, X_Audit_Log_Reason="a%20b"
    )
    exchange = api.sandbox.requests[-1]
    assert (exchange.route, exchange.reason) == ("POST /guilds/{guild_id}/channels", "a b")
    assert (exchange.body, exchange.status) == ({"name": "x"}, 201)
