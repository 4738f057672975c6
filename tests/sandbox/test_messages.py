"""Messages at the wire: what is sent, how it is refused, and what is found again."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.client import Sandbox
from sandbox.world.mentions import pinged_ids
from sandbox.world.permissions import Permission
from tests.sandbox.api import Api


def messages_of(api: Api, channel: str = "general") -> str:
    return f"/channels/{api.sandbox.channel(channel).id}/messages"


def fault(body: Any, *path: str) -> tuple[str, str]:
    """The error code and the words at a place of a 50035."""
    assert body["code"] == 50035
    place = body["errors"]
    for step in path:
        place = place[step]
    first = place["_errors"][0]
    return first["code"], first["message"]


async def test_a_message_comes_back_as_it_was_sent(api: Api) -> None:
    sent = await api.send("general", "hello", nonce="n1", flags=1 << 12)
    found = await api(f"GET {messages_of(api)}/{sent['id']}")
    assert found.body["content"] == "hello"
    assert found.body["flags"] == 1 << 12
    assert found.body["author"]["bot"]


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({"content": "x" * 2001}, ("content",), "BASE_TYPE_MAX_LENGTH"),
        ({"content": 5}, ("content",), "STRING_TYPE_CONVERT"),
        ({"content": "x", "nonce": "n" * 26}, ("nonce",), "BASE_TYPE_MAX_LENGTH"),
        ({"content": "x", "tts": "yes"}, ("tts",), "BOOLEAN_TYPE_CONVERT"),
        ({"content": "x", "colour": 1}, ("colour",), "SANDBOX_UNKNOWN_FIELD"),
        ({"embeds": [{"title": "x" * 257}]}, ("embeds", "0", "title"), "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{"color": 0x1000000}]}, ("embeds", "0", "color"), "NUMBER_TYPE_MAX"),
        ({"embeds": [{"title": "x"}] * 11}, ("embeds",), "BASE_TYPE_MAX_LENGTH"),
        ({"embeds": [{}]}, ("embeds", "0", "description"), "BASE_TYPE_REQUIRED"),
        (
            {"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]},
            ("embeds",),
            "MAX_EMBED_SIZE_EXCEEDED",
        ),
        (
            {"content": "x", "flags": 1 << 15, "components": [{"type": 10, "content": "y"}]},
            ("content",),
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        ),
        (
            {"content": "x", "message_reference": {"message_id": "1"}},
            ("message_reference",),
            "MESSAGE_REFERENCE_UNKNOWN_MESSAGE",
        ),
    ],
)
async def test_what_is_wrong_is_named_where_it_stands(
    api: Api, body: Any, path: tuple[str, ...], code: str
) -> None:
    answer = await api(f"POST {messages_of(api)}", body)
    assert (answer.status, fault(answer.body, *path)[0]) == (400, code)
    assert api.sandbox.violations != []
    api.sandbox.forgive()


@pytest.mark.parametrize("content", ["", " \n "])
async def test_an_empty_message_is_refused(api: Api, content: str) -> None:
    answer = await api(f"POST {messages_of(api)}", {"content": content})
    assert (answer.status, answer.code) == (400, 50006)


async def test_mentions_are_parsed_or_listed_but_not_both(api: Api) -> None:
    allowed = {"parse": ["users"], "users": ["1"]}
    body = {"content": "Hello", "allowed_mentions": allowed}
    answer = await api(f"POST {messages_of(api)}", body)
    assert answer.status == 400
    found = fault(answer.body, "allowed_mentions", "users")
    assert found[0] == "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
    api.sandbox.forgive()


async def test_what_is_not_json_is_refused(api: Api, sandbox: Sandbox) -> None:
    async with api._http.post(
        sandbox.api_base + messages_of(api), data=b"{", headers={"Content-Type": "application/json"}
    ) as refused:
        assert (refused.status, (await refused.json())["code"]) == (400, 50109)


async def test_a_channel_that_is_not_there_or_hidden_or_mute_refuses(api: Api) -> None:
    general, sent = api.sandbox.channel("general"), {"content": "x"}
    assert (await api("POST /channels/1/messages", sent)).code == 10003
    api.permit(general, deny=Permission.VIEW_CHANNEL)
    assert (await api(f"POST {messages_of(api)}", sent)).code == 50001
    api.permit(general, deny=Permission.SEND_MESSAGES)
    assert (await api(f"POST {messages_of(api)}", sent)).code == 50013
    api.permit(general, deny=Permission.EMBED_LINKS)
    assert (await api(f"POST {messages_of(api)}", {"embeds": [{"title": "x"}]})).code == 50013
    assert (await api(f"POST {messages_of(api, 'questions')}", sent)).code == 50008


async def test_an_enforced_nonce_answers_with_the_earlier_message(api: Api) -> None:
    first = await api.send("general", "once", nonce="n", enforce_nonce=True)
    second = await api.send("general", "twice", nonce="n", enforce_nonce=True)
    third = await api.send("general", "thrice", nonce="n")
    assert (second["id"], second["content"]) == (first["id"], "once")
    assert third["id"] != first["id"]
    api.sandbox.clock.advance(301)
    assert (await api.send("general", "late", nonce="n", enforce_nonce=True))["content"] == "late"


async def test_a_nonce_is_one_of_its_channel_and_author(api: Api) -> None:
    await api.send("general", "here", nonce="n", enforce_nonce=True)
    there = await api.send("prodevprojectnexus", "there", nonce="n", enforce_nonce=True)
    assert there["content"] == "there"
    message = await api.sandbox.member("ada").send("hers", channel="announcements")
    message.nonce = "n"
    own = await api.send("announcements", "own", nonce="n", enforce_nonce=True)
    assert own["content"] == "own"


async def test_a_nonce_is_forgotten_after_minutes(api: Api) -> None:
    sent = await api.send("general", "hello", nonce="n")
    one, all_of_it = f"GET {messages_of(api)}/{sent['id']}", f"GET {messages_of(api)}"

    async def read() -> list[str | None]:
        found = [(await api(one)).body, *(await api(all_of_it)).body]
        return [message.get("nonce") for message in found]

    assert sent["nonce"] == "n"
    assert await read() == ["n", "n"]
    api.sandbox.clock.advance(301)
    assert await read() == [None, None]
    edited = await api(f"PATCH {messages_of(api)}/{sent['id']}", {"content": "bye"})
    assert "nonce" not in edited.body


async def test_history_is_read_in_windows_newest_first(api: Api) -> None:
    ada = api.sandbox.member("ada")
    ids = [str((await ada.send(f"m{n}", channel="general")).id) for n in range(6)]

    async def found(query: str) -> list[str]:
        return [m["content"] for m in (await api(f"GET {messages_of(api)}?{query}")).body]

    assert await found("limit=2") == ["m5", "m4"]
    assert await found(f"before={ids[2]}") == ["m1", "m0"]
    assert await found(f"after={ids[2]}&limit=2") == ["m4", "m3"]
    assert await found(f"around={ids[3]}&limit=3") == ["m4", "m3", "m2"]
    assert (await api(f"GET {messages_of(api)}?limit=101")).code == 50035
    assert (await api(f"GET {messages_of(api)}?before=x")).code == 50035
    api.permit(api.sandbox.channel("general"), deny=Permission.READ_MESSAGE_HISTORY)
    assert await found("limit=2") == []
    api.sandbox.forgive()


async def test_only_the_author_edits_and_new_content_mentions_anew(api: Api) -> None:
    ada = api.sandbox.member("ada")
    own = await api.send("general", "hello")
    edited = await api(f"PATCH {messages_of(api)}/{own['id']}", {"content": f"<@{ada.id}>"})
    assert [user["id"] for user in edited.body["mentions"]] == [str(ada.id)]
    assert edited.body["edited_timestamp"] is not None
    theirs = await ada.send("mine", channel="general")
    assert (await api(f"PATCH {messages_of(api)}/{theirs.id}", {"content": "x"})).code == 50005
    emptied = await api(f"PATCH {messages_of(api)}/{own['id']}", {"content": None})
    assert emptied.code == 50006


async def test_files_are_served_described_and_kept_by_edits(api: Api) -> None:
    described = [{"id": 0, "filename": "a.txt", "description": "A text"}, {"id": 1}]
    answer = await api(
        f"POST {messages_of(api)}",
        {"content": "", "attachments": described},
        files={"a.txt": b"one", "b.txt": b"two"},
    )
    first, second = answer.body["attachments"]
    assert (first["filename"], first["description"], first["size"]) == ("a.txt", "A text", 3)
    async with api._http.get(first["url"]) as file:
        assert await file.read() == b"one"
    kept = {"attachments": [{"id": second["id"]}]}
    edited = await api(f"PATCH {messages_of(api)}/{answer.body['id']}", kept)
    assert [a["filename"] for a in edited.body["attachments"]] == ["b.txt"]
    api.permit(api.sandbox.channel("general"), deny=Permission.ATTACH_FILES)
    refused = await api(f"POST {messages_of(api)}", {"content": "x"}, files={"c.txt": b"three"})
    assert refused.code == 50013


async def test_no_file_runs_in_the_page(api: Api) -> None:
    files = {"a.html": b"<script>", "b.svg": b"<svg onload='x'/>", "c.png": b"\x89PNG"}
    answer = await api(f"POST {messages_of(api)}", {"content": ""}, files=files)
    served = {}
    for attachment in answer.body["attachments"]:
        async with api._http.get(attachment["url"]) as file:
            assert "sandbox" in file.headers["Content-Security-Policy"]
            name = attachment["filename"]
            served[name] = (file.content_type, file.headers["Content-Disposition"])
    download = ("application/octet-stream", "attachment")
    assert served == {"a.html": download, "b.svg": download, "c.png": ("image/png", "inline")}


async def test_replies_point_back_and_survive_what_they_answer(api: Api) -> None:
    ada = api.sandbox.member("ada")
    asked = await ada.send("why?", channel="general")
    reply = await api.send("general", "because", message_reference={"message_id": str(asked.id)})
    assert reply["type"] == 19
    assert reply["referenced_message"]["content"] == "why?"
    assert [user["id"] for user in reply["mentions"]] == [str(ada.id)]
    await ada.delete(asked)
    found = await api(f"GET {messages_of(api)}/{reply['id']}")
    assert found.body["referenced_message"] is None
    loose = {"message_id": str(asked.id), "fail_if_not_exists": False}
    assert (await api.send("general", "anyway", message_reference=loose))["type"] == 0
    api.permit(api.sandbox.channel("general"), deny=Permission.READ_MESSAGE_HISTORY)
    body = {"content": "x", "message_reference": {"message_id": reply["id"]}}
    assert (await api(f"POST {messages_of(api)}", body)).code == 160002


@pytest.mark.parametrize(
    ("allowed", "users", "roles", "pinged"),
    [
        (None, {"ada"}, {"Backend"}, {"ada", "kofi"}),
        ({"parse": []}, set(), set(), set()),
        ({"parse": ["users"]}, {"ada"}, set(), {"ada"}),
        ({"roles": "all"}, set(), {"Backend"}, {"ada", "kofi"}),
    ],
)
async def test_only_who_may_be_mentioned_is_pinged(
    api: Api, allowed: Any, users: set[str], roles: set[str], pinged: set[str]
) -> None:
    sandbox, guild = api.sandbox, api.sandbox.guild
    backend = next(role for role in guild.roles.values() if role.name == "Backend")
    backend.mentionable = True
    if allowed and "roles" in allowed:
        allowed = {"roles": [str(backend.id)]}
    text = f"<@{sandbox.member('ada').id}> <@&{backend.id}> @everyone"
    fields = {} if allowed is None else {"allowed_mentions": allowed}
    sent = await api.send("general", text, **fields)
    assert {user["username"] for user in sent["mentions"]} == users
    assert {guild.roles[int(i)].name for i in sent["mention_roles"]} == roles
    assert not sent["mention_everyone"], "the bot may not mention everybody"
    found = pinged_ids(sandbox.world, sandbox.world.messages[int(sent["id"])])
    assert {sandbox.world.users[i].username for i in found} == pinged


async def test_deleting_others_messages_needs_a_permission_and_is_audited(api: Api) -> None:
    theirs = await api.sandbox.member("ada").send("spam", channel="general")
    api.permit(api.sandbox.channel("general"), deny=Permission.MANAGE_MESSAGES)
    assert (await api(f"DELETE {messages_of(api)}/{theirs.id}")).code == 50013
    del api.sandbox.channel("general").overwrites[api.sandbox.application.bot.id]
    done = await api(f"DELETE {messages_of(api)}/{theirs.id}", X_Audit_Log_Reason="It%20is%20spam")
    assert done.status == 204
    entry = api.sandbox.guild.audit_log[-1]
    assert (entry.action, entry.reason) == (72, "It is spam")
    assert (await api(f"DELETE {messages_of(api)}/{theirs.id}")).code == 10008


async def test_many_are_deleted_at_once_but_neither_old_nor_elsewhere(api: Api) -> None:
    ada = api.sandbox.member("ada")
    here = [str((await ada.send("x", channel="general")).id) for _ in range(2)]
    elsewhere = await ada.send("y", channel="prodevprojectnexus")
    path = f"POST {messages_of(api)}/bulk-delete"
    assert (await api(path, {"messages": here[:1]})).code == 50016
    assert (await api(path, {"messages": [*here, str(elsewhere.id)]})).status == 204
    assert api.sandbox.messages("general") == []
    assert elsewhere.id in api.sandbox.world.messages
    api.sandbox.clock.advance(15 * 86400)
    assert (await api(path, {"messages": [str(elsewhere.id), str(elsewhere.id + 1)]})).code == 50034


async def test_publishing_works_once_and_ten_times_an_hour(api: Api) -> None:
    api.sandbox.clock.advance(10)
    path = messages_of(api, "announcements")
    sent = await api.send("announcements", "news")
    published = await api(f"POST {path}/{sent['id']}/crosspost")
    assert published.body["flags"] & 1
    assert (await api(f"POST {path}/{sent['id']}/crosspost")).code == 40033
    for _ in range(9):
        api.sandbox.clock.advance(10)
        other = await api.send("announcements", "more")
        assert (await api(f"POST {path}/{other['id']}/crosspost")).status == 200
    api.sandbox.clock.advance(10)
    last = await api.send("announcements", "too much")
    refused = await api(f"POST {path}/{last['id']}/crosspost")
    assert (refused.status, refused.body["code"]) == (429, 20028)
    assert 3000 < refused.body["retry_after"] <= 3600
    elsewhere = await api.send("general", "no news")
    assert (await api(f"POST {messages_of(api)}/{elsewhere['id']}/crosspost")).code == 50024


async def test_typing_is_told(api: Api) -> None:
    heard: list[str] = []
    api.sandbox.world.subscribe(lambda event: heard.append(event.name))
    path = f"POST /channels/{api.sandbox.channel('general').id}/typing"
    assert (await api(path)).status == 204
    assert heard == ["TYPING_START"]
