"""Asking: what is similar comes first, broken JSON is pointed at, and nothing typed is lost."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import yaml

from domain.guilds import GuildSettings
from sandbox.client import Sandbox
from sandbox.world.permissions import Permission
from storage import guilds
from tests.e2e.endpoints import HOME, agree, ask, cards, field, press, say
from tests.e2e.permissions import deny_role
from tests.e2e.test_endpoints_uploads import register
from tests.nexus import Nexus
from tests.statements import writing

AN_HOUR = timedelta(hours=1)


async def test_what_is_similar_is_shown_before_anything_is_asked(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await ask(sandbox, nexus)
    femi = sandbox.member("femi")
    seen = await femi.slash("endpoint request", path="/users/<int:pk>")
    assert "#1" in seen.text
    assert seen.modal is None
    dropped = await femi.click("Discard", on=seen)
    assert "Nothing was saved" in dropped.text
    seen = await femi.slash("endpoint request", path="/users/<int:pk>")
    seen = await femi.click("Ask anyway", on=seen)
    seen = await femi.fill(seen, {"why": "Mine has roles"})
    assert "number 2" in seen.text


async def test_broken_json_is_pointed_at_and_kept(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    form = await ada.slash("endpoint request", path="/users/:user_id", method="PUT")
    assert form.modal is not None
    assert form.modal["title"] == "PUT /users/{user_id}"  # a title knows no marks to escape
    broken = '{\n  "id": 1,\n  "name": Ada\n}'
    seen = await ada.fill(form, {"why": "The profile", "request": "{}", "response": broken})
    assert "Response example, line 3, column 11" in seen.text
    assert "Request example" not in seen.text
    assert '"name": Ada' in seen.text
    await nexus.restart()
    form = await ada.click("Correct it", on=seen)
    assert json.dumps(broken) in json.dumps(form.modal)
    seen = await ada.fill(form, {"response": broken.replace("Ada", '"Ada"')})
    assert "Asked" in seen.text
    await nexus.settle()
    (card,) = cards(sandbox)
    assert card.embeds[0]["title"] == r"PUT /users/{user\_id}"
    assert card.embeds[0]["description"] == "The profile"


async def test_json_that_means_nothing_here_is_pointed_at_too(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada = sandbox.member("ada")
    form = await ada.slash("endpoint request", path="/users")
    seen = await ada.fill(form, {"why": "x", "request": "[1]", "response": '{"a": 1,\n"a": 2}'})
    assert "no JSON" not in seen.text
    assert "Request example, line 1, column 1: a query is an object" in seen.text
    assert 'Response example, line 2, column 1: the name "a" is there twice' in seen.text
    form = await ada.click("Correct it", on=seen)
    assert "Asked" in (await ada.fill(form, {"request": '{"page": 1}', "response": "[]"})).text
    await nexus.settle()


async def test_a_draft_is_used_once_and_by_whoever_wrote_it(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    form = await ada.slash("endpoint request", field="users")
    assert "Asked" in (await ada.fill(form, {"why": "A list"})).text
    assert "already" in (await ada.fill(form, {"why": "A list"})).text
    form = await ada.slash("endpoint request", field="Mutation.login")
    assert "somebody else's" in (await sandbox.member("kofi").fill(form, {"why": "x"})).text
    await nexus.settle()


async def test_secrets_in_examples_are_posted_nowhere(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    form = await ada.slash("endpoint request", path="/login", method="POST")
    sent = '{"user": "ada", "password": "Tr0ub4dor-and-3"}'
    broken = '{"token": ghp_' + "a1B2" * 9 + "}"
    seen = await ada.fill(form, {"why": "Log in", "request": sent, "response": broken})
    assert "a1B2a1B2" not in seen.text
    form = await ada.click("Correct it", on=seen)
    seen = await ada.fill(form, {"response": '{"token": "x"}'})
    assert "I replaced" in seen.text
    await nexus.settle()
    (card,) = cards(sandbox)
    assert "Tr0ub4dor" not in str(card.embeds)
    assert '"user": "ada"' in field(card, "Request")


async def test_what_names_nothing_is_refused_with_an_example(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada = sandbox.member("ada")
    for options, words in (
        ({}, "Name a path"),
        ({"path": "/a", "field": "a"}, "not both"),
        ({"path": "users"}, "no path"),
        ({"field": "log in"}, "no GraphQL field"),
        ({"path": "/a", "due": "yesterday"}, ""),
        ({"path": "/a", "api": "Nowhere"}, "no such API"),
    ):
        seen = await ada.slash("endpoint request", **options)
        assert seen.modal is None
        assert words in seen.text
    assert cards(sandbox) == []
    await nexus.settle()


async def test_lists_by_state_side_and_page(sandbox: Sandbox, nexus: Nexus) -> None:
    api_id = await register(sandbox, nexus)
    await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    await say(sandbox, nexus, "kofi", "accept")
    await ask(sandbox, nexus, "femi", path="/orders", due="tomorrow")
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")

    async def listed(member: str = "ada", **options: str) -> list[str]:
        seen = await sandbox.member(member).slash("endpoint list", **options)
        return [each for each in ("/users/", "/orders") if each in seen.text]

    assert await listed() == ["/users/", "/orders"]
    assert await listed(state="accepted") == ["/users/"]
    assert await listed(api="Shop") == ["/users/"]
    assert await listed(which="mine") == ["/users/"]
    assert await listed("kofi", which="built") == ["/users/"]
    assert await listed("kofi", which="asked") == []
    assert await listed(which="frontend") == ["/users/"]
    await say(sandbox, nexus, "ada", "agree")
    assert await listed(which="frontend") == []
    assert await listed(which="backend", state="accepted") == ["/users/"]
    assert await listed(which="backend", state="requested") == ["/orders"]
    assert await listed(which="frontend", state="requested") == []
    assert await listed(which="overdue") == []
    offered = await ada.autocomplete("endpoint show", request="ord")
    assert [value for _, value in offered] == ["2"]
    assert ("Shop", str(api_id)) in await kofi.autocomplete("endpoint list", api="sh")
    for number in range(8):
        await nexus.pass_time(AN_HOUR)  # posts are counted over ten minutes
        await ask(sandbox, nexus, path=f"/more{number}")
    seen = await ada.slash("endpoint list")
    assert "/users/" not in seen.text
    seen = await ada.click("Next ▶", on=seen)
    assert "/users/" in seen.text


async def test_who_does_not_see_the_channel_finds_nothing_of_it(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await ask(sandbox, nexus)
    await say(sandbox, nexus, "kofi", "accept")
    frontend = next(role for role in sandbox.guild.roles.values() if role.name == "Frontend")
    backend = next(role for role in sandbox.guild.roles.values() if role.name == "Backend")
    for role in (frontend, backend):
        deny_role(sandbox, role, sandbox.channel(HOME), Permission.VIEW_CHANNEL)
    await nexus.settle()
    femi = sandbox.member("femi")

    async def lists(name: str, **options: str) -> bool:
        member = sandbox.member(name)
        seen = await member.slash("endpoint list", channel="general", **options)
        return "/users/" in seen.text

    assert not await lists("femi")
    assert not await lists("femi", which="overdue")
    assert await lists("ada")
    assert await lists("kofi", which="built")
    assert await lists("mara")
    for move in ("show", "watch", "accept"):
        seen = await femi.slash(f"endpoint {move}", request="1", channel="general")
        assert "no request 1" in seen.text
    assert await femi.autocomplete("endpoint show", request="", channel="general") == []
    seen = await femi.slash("endpoint request", path="/users/:id", channel="general")
    assert "#1" not in seen.text
    seen = await sandbox.member("ada").slash("endpoint show", request="1", channel="general")
    assert "GET /users/" in str(seen.embeds)


async def test_what_is_agreed_and_not_live_can_be_pasted(sandbox: Sandbox, nexus: Nexus) -> None:
    api_id = await register(sandbox, nexus)
    kofi = sandbox.member("kofi")
    card = await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    seen = await kofi.slash("endpoint export", api="shop")
    assert "Nothing of this API" in seen.text
    await agree(sandbox, nexus, card)
    seen = await kofi.slash("endpoint export", api="shop")
    ((name, data),) = seen.files
    assert name == "agreed.yaml"
    assert list(yaml.safe_load(data)["paths"]) == ["/users/{id}"]
    await say(sandbox, nexus, "kofi", "block", reason="It waits for the login")
    assert (await kofi.slash("endpoint export", api="shop")).files == seen.files
    await say(sandbox, nexus, "kofi", "unblock")
    await press(sandbox, nexus, card, "kofi", "Start building")
    await say(sandbox, nexus, "kofi", "live")
    assert "Nothing of this API" in (await kofi.slash("endpoint export", api="shop")).text


async def test_long_examples_are_whole_in_show(sandbox: Sandbox, nexus: Nexus) -> None:
    body = "[" + ", ".join(str(n) for n in range(600)) + "]"
    card = await ask(sandbox, nexus, returns=body)
    assert "599" not in field(card, "Response")
    seen = await say(sandbox, nexus, "femi", "show")
    assert seen.files == [("response.json", body.encode())]


async def test_in_a_forum_a_request_is_a_post(sandbox: Sandbox, nexus: Nexus) -> None:
    forum = sandbox.channel("questions")
    async with writing(nexus.services.database) as connection:
        settings = GuildSettings(sandbox.guild.id, endpoint_channel_id=forum.id)
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    ada = sandbox.member("ada")
    form = await ada.slash("endpoint request", path="/users/:id")
    await ada.fill(form, {"why": "The profile"})
    await nexus.settle()
    (post,) = sandbox.threads(forum)
    assert post.name == "#1 GET /users/{id}"
    card = sandbox.world.messages[post.id]
    await press(sandbox, nexus, card, "kofi", "Accept")
    assert "accepted" in field(card, "State")
    assert post.thread is not None
    post.thread.archived = True
    await nexus.restart()
    await say(sandbox, nexus, "femi", "watch")
    assert "1 member watches" in card.embeds[0]["footer"]["text"]
    assert post.thread.archived


@pytest.mark.usefixtures("nexus")
async def test_a_day_that_cannot_be_read_is_answered_with_days(sandbox: Sandbox) -> None:
    seen = await sandbox.member("ada").slash("endpoint request", path="/users", due="blah")
    assert '"blah" as a day' in seen.text
    assert "in 2 weeks" in seen.text
    assert "every" not in seen.text


async def test_what_is_asked_of_one_api_is_not_accepted_for_another(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    api_id = await register(sandbox, nexus)
    await register(sandbox, nexus, name="Other")
    await ask(sandbox, nexus, path="/users/:id", api=str(api_id))
    assert "It is asked of Shop" in (await say(sandbox, nexus, "kofi", "accept", api="Other")).text
    assert "accepted" in (await say(sandbox, nexus, "kofi", "accept", api="Shop")).text
