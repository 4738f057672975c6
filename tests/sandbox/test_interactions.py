"""Interactions at the wire: how long, how often and by whom one may be answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from sandbox.client import Sandbox
from tests.sandbox.wire import Wire, connect

Answer = tuple[int, Any]
MESSAGE, DEFER, UPDATE, CHOICES, OPEN_MODAL = 4, 5, 7, 8, 9
HIDDEN = 64
FORM = {
    "custom_id": "form",
    "title": "A form",
    "components": [
        {
            "type": 18,
            "label": "Title",
            "component": {"type": 4, "custom_id": "title", "style": 1},
        }
    ],
}


class Bot:
    """A bot that a test writes by hand, request by request."""

    def __init__(self, sandbox: Sandbox, wire: Wire, http: ClientSession) -> None:
        self.sandbox, self.wire, self.http = sandbox, wire, http
        self.acting: list[asyncio.Task[object]] = []

    async def call(self, method: str, path: str, body: object = None) -> Answer:
        """One request: the status, and the answer or its error code."""
        async with self.http.request(method, self.sandbox.api_base + path, json=body) as answer:
            return answer.status, await answer.json() if answer.status != 204 else None

    async def used(self, **options: Any) -> dict[str, Any]:
        """Let ada use the command; the interaction that the bot is told of."""
        action = self.sandbox.member("ada").slash("echo", **options)
        self.acting.append(asyncio.create_task(action))
        interaction: dict[str, Any] = (await self.wire.event("INTERACTION_CREATE"))["d"]
        return interaction

    async def answer(self, interaction: dict[str, Any], kind: int, data: object = None) -> Answer:
        """Acknowledge an interaction."""
        path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
        return await self.call("POST", path, {"type": kind, "data": data})

    def hook(self, interaction: dict[str, Any], rest: str = "") -> str:
        """The path of an interaction's webhook."""
        return f"/webhooks/{interaction['application_id']}/{interaction['token']}{rest}"


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    headers = {"Authorization": f"Bot {sandbox.token}"}
    async with connect(sandbox) as wire, ClientSession(headers=headers) as http:
        await wire.identify()
        made = Bot(sandbox, wire, http)
        command = {"name": "echo", "description": "Echo."}
        path = f"/applications/{sandbox.application.id}/commands"
        assert (await made.call("POST", path, command))[0] == 201
        yield made
        for task in made.acting:
            task.cancel()
        await asyncio.gather(*made.acting, return_exceptions=True)
        sandbox.forgive()


def code_of(answer: Answer) -> int:
    """The error code of a refusal."""
    code: int = answer[1]["code"]
    return code


async def test_a_late_answer_is_unknown(bot: Bot) -> None:
    bot.sandbox.acknowledge_within(3)  # as Discord does; other tests give a busy machine more
    interaction = await bot.used()
    bot.sandbox.clock.advance(3.1)
    refused = await bot.answer(interaction, MESSAGE, {"content": "late"})
    assert (refused[0], code_of(refused)) == (404, 10062)


async def test_a_second_answer_is_refused(bot: Bot) -> None:
    interaction = await bot.used()
    assert (await bot.answer(interaction, DEFER))[0] == 204
    assert code_of(await bot.answer(interaction, MESSAGE, {"content": "x"})) == 40060


async def test_a_token_ends_after_fifteen_minutes(bot: Bot) -> None:
    interaction = await bot.used()
    await bot.answer(interaction, MESSAGE, {"content": "x"})
    bot.sandbox.clock.advance(15 * 60 + 1)
    refused = await bot.call("POST", bot.hook(interaction), {"content": "later"})
    assert (refused[0], code_of(refused)) == (401, 50027)


@pytest.mark.parametrize(
    ("deferred", "asked"), [(HIDDEN, 0), (0, HIDDEN)], ids=["hidden", "public"]
)
async def test_a_deferral_decides_who_sees_the_first_follow_up(
    bot: Bot, deferred: int, asked: int
) -> None:
    interaction = await bot.used()
    await bot.answer(interaction, DEFER, {"flags": deferred})
    first = await bot.call("POST", bot.hook(interaction), {"content": "1", "flags": asked})
    assert first[1]["flags"] & HIDDEN == deferred
    second = await bot.call("POST", bot.hook(interaction), {"content": "2", "flags": HIDDEN})
    assert second[1]["flags"] & HIDDEN == HIDDEN


async def test_an_ephemeral_answer_is_reached_through_its_token_alone(bot: Bot) -> None:
    interaction = await bot.used()
    await bot.answer(interaction, MESSAGE, {"content": "psst", "flags": HIDDEN})
    shown = await bot.call("GET", bot.hook(interaction, "/messages/@original"))
    place = f"/channels/{interaction['channel_id']}/messages/{shown[1]['id']}"
    assert code_of(await bot.call("GET", place)) == 10008
    assert code_of(await bot.call("PATCH", place, {"content": "x"})) == 10008
    edited = bot.hook(interaction, "/messages/@original")
    assert (await bot.call("PATCH", edited, {"content": "now"}))[1]["content"] == "now"


async def test_a_token_reaches_no_other_message(bot: Bot) -> None:
    place = f"/channels/{bot.sandbox.channel('general').id}/messages"
    other = (await bot.call("POST", place, {"content": "mine, but not an answer"}))[1]["id"]
    interaction = await bot.used()
    await bot.answer(interaction, MESSAGE, {"content": "x"})
    path = bot.hook(interaction, f"/messages/{other}")
    assert code_of(await bot.call("PATCH", path, {"content": "changed"})) == 10008
    assert code_of(await bot.call("DELETE", path)) == 10008


async def test_a_message_id_that_is_no_number_is_refused(bot: Bot) -> None:
    interaction = await bot.used()
    await bot.answer(interaction, MESSAGE, {"content": "x"})
    refused = await bot.call("GET", bot.hook(interaction, "/messages/original"))
    assert refused[0] in (400, 404)


async def test_a_deleted_original_is_gone(bot: Bot) -> None:
    interaction = await bot.used()
    await bot.answer(interaction, MESSAGE, {"content": "x"})
    path = bot.hook(interaction, "/messages/@original")
    assert (await bot.call("DELETE", path))[0] == 204
    assert code_of(await bot.call("GET", path)) == 10008


async def test_a_form_cannot_answer_a_form(bot: Bot) -> None:
    interaction = await bot.used()
    assert (await bot.answer(interaction, OPEN_MODAL, FORM))[0] == 204
    seen: Any = await bot.acting[-1]
    filled = asyncio.create_task(bot.sandbox.member("ada").fill(seen, Title="hi"))
    bot.acting.append(filled)
    submitted = (await bot.wire.event("INTERACTION_CREATE"))["d"]
    assert submitted["type"] == 5
    assert code_of(await bot.answer(submitted, OPEN_MODAL, FORM)) == 50035
    assert (await bot.answer(submitted, MESSAGE, {"content": "thanks"}))[0] == 204


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (1, None),
        (CHOICES, {"choices": []}),
        (UPDATE, {"content": "there is no message to update"}),
        (MESSAGE, {}),
        (MESSAGE, None),
        (MESSAGE, "text"),
        (MESSAGE, []),
        (OPEN_MODAL, {"custom_id": "x", "title": "x" * 46, "components": FORM["components"]}),
        (OPEN_MODAL, {"custom_id": "x", "title": "x", "components": []}),
        (OPEN_MODAL, "text"),
        (99, None),
    ],
)
async def test_an_answer_that_makes_no_sense_is_refused_and_may_be_mended(
    bot: Bot, kind: int, data: object
) -> None:
    interaction = await bot.used()
    assert (await bot.answer(interaction, kind, data))[0] == 400
    assert (await bot.answer(interaction, MESSAGE, {"content": "mended"}))[0] == 204


async def test_an_interaction_says_who_asks_where_and_in_which_language(bot: Bot) -> None:
    bot.sandbox.member("ada").locale = "fr"
    told = await bot.used()
    assert (told["locale"], told["guild_locale"], told["context"]) == ("fr", "en-US", 0)
    assert told["guild_id"] == str(bot.sandbox.guild.id)
    assert told["member"]["user"]["username"] == "ada"
    assert int(told["member"]["permissions"]) > 0
    assert int(told["app_permissions"]) > 0
    assert told["authorizing_integration_owners"] == {"0": str(bot.sandbox.guild.id)}
    assert told["channel"]["id"] == told["channel_id"]
    assert told["entitlements"] == []
    await bot.answer(told, MESSAGE, {"content": "x"})
