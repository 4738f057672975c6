"""Messages of the second generation of components: what they ping, hold, and turn into."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.world.mentions import pinged_ids
from tests.sandbox.api import Api
from tests.sandbox.test_messages import fault, messages_of

V2 = 1 << 15


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def container(*inside: dict[str, Any]) -> dict[str, Any]:
    return {"type": 17, "components": [*inside]}


async def send(api: Api, *components: dict[str, Any], **fields: Any) -> Any:
    body = {"flags": V2, "components": [*components], **fields}
    answer = await api(f"POST {messages_of(api)}", body)
    assert answer.status == 200, answer.body
    return answer.body


def pinged(api: Api, message_id: str) -> set[int]:
    return pinged_ids(api.sandbox.world, api.sandbox.world.messages[int(message_id)])


async def test_texts_ping_at_every_depth(api: Api) -> None:
    ada, kofi = api.sandbox.member("ada").id, api.sandbox.member("kofi").id
    section = {
        "type": 9,
        "components": [text(f"<@{ada}>")],
        "accessory": {"type": 2, "style": 1, "label": "x", "custom_id": "x"},
    }
    sent = await send(api, container(section, text(f"<@{kofi}>")))
    assert pinged(api, sent["id"]) == {ada, kofi}
    allowed = {"parse": [], "users": [str(kofi)]}
    sent = await send(api, container(text(f"<@{ada}> <@{kofi}>")), allowed_mentions=allowed)
    assert pinged(api, sent["id"]) == {kofi}
    sent = await send(api, text(f"<@{ada}>"), allowed_mentions={"parse": []})
    assert pinged(api, sent["id"]) == set()


async def test_an_edited_text_mentions_anew(api: Api) -> None:
    ada = api.sandbox.member("ada").id
    sent = await send(api, text("hello"))
    body = {"components": [text(f"<@{ada}>")], "allowed_mentions": {"parse": []}}
    path = f"PATCH {messages_of(api)}/{sent['id']}"
    assert (await api(path, body)).body["mentions"] == []
    answer = await api(path, {"components": [text(f"<@{ada}>")]})
    assert [user["id"] for user in answer.body["mentions"]] == [str(ada)]


@pytest.mark.parametrize(
    ("components", "code"),
    [
        ([text("x" * 2_000), text("y" * 2_001)], "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
        ([container(*[text("x")] * 40)], "BASE_TYPE_MAX_LENGTH"),
    ],
)
async def test_a_message_holds_so_much(api: Api, components: list[Any], code: str) -> None:
    await send(api, text("x" * 2_000), text("y" * 2_000))
    await send(api, container(*[text("x")] * 39))
    answer = await api(f"POST {messages_of(api)}", {"flags": V2, "components": components})
    assert (answer.status, fault(answer.body, "components")[0]) == (400, code)
    api.sandbox.forgive()


async def test_an_older_message_turns_once_and_for_good(api: Api) -> None:
    sent = await api.send("general", "hello", embeds=[{"title": "x"}])
    path = f"PATCH {messages_of(api)}/{sent['id']}"
    turned: dict[str, Any] = {"flags": V2, "components": [text("y")]}
    assert (await api(path, turned | {"embeds": []})).status == 400, "its content is kept"
    assert (await api(path, turned | {"content": None})).status == 400, "its embeds are kept"
    api.sandbox.forgive()
    answer = await api(path, turned | {"content": None, "embeds": []})
    assert answer.body["flags"] & V2
    answer = await api(path, {"flags": 0, "components": [text("z")]})
    assert answer.body["flags"] & V2, "there is no way back"
    assert (await api(path, {"content": "words"})).status == 400
    api.sandbox.forgive()
