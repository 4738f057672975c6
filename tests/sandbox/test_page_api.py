"""What the sandbox's page asks of its server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest

from sandbox.__main__ import running

HOME = "prodevprojectnexus"


class Page:
    """The page's requests, as one member or another."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session
        self.members: dict[str, str] = {}

    async def get(self, path: str, **query: str) -> Any:  # Any: JSON
        async with self.session.get(f"/sandbox/api/{path}", params=query) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def act(self, member: str, action: str, **body: Any) -> Any:  # Any: JSON
        body |= {"member": self.members[member], "action": action}
        async with self.session.post("/sandbox/api/act", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def state(self, member: str) -> Any:  # Any: JSON
        return await self.get("state", member=self.members[member])

    async def channel(self, member: str, name: str) -> str:
        found = (await self.state(member))["channels"]
        return next(str(channel["id"]) for channel in found if channel["name"] == name)

    async def messages(self, member: str, channel: str) -> list[Any]:  # Any: JSON
        shown = await self.get(f"channels/{channel}", member=self.members[member])
        return list(shown["messages"])


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with running(port=0) as served, aiohttp.ClientSession(base_url=served.url) as session:
        opened = Page(session)
        for member in await opened.get("members"):
            state = await opened.get("state", member=member)
            opened.members[next(m["name"] for m in state["members"] if m["id"] == member)] = member
        yield opened


async def test_there_are_a_moderator_and_two_learners_of_each_kind(page: Page) -> None:
    members = (await page.state("ada"))["members"]
    roles = {m["name"]: m["roles"] for m in members if not m["bot"]}
    assert roles == {
        "ada": ["Backend"],
        "kofi": ["Backend"],
        "femi": ["Frontend"],
        "lindiwe": ["Frontend"],
        "mara": ["Moderator"],
    }


async def test_what_one_member_writes_others_see_edited_and_deleted(page: Page) -> None:
    place = await page.channel("ada", HOME)
    sent = await page.act("ada", "send", channel=place, content="Helo")
    (shown,) = await page.messages("kofi", place)
    assert (shown["content"], shown["author"]["username"]) == ("Helo", "ada")
    await page.act("ada", "edit", message=sent["message"], content="Hello")
    await page.act("kofi", "react", message=sent["message"], emoji="👍")
    (shown,) = await page.messages("femi", place)
    assert (shown["content"], shown["reactions"][0]["count"]) == ("Hello", 1)
    refused = await page.act("kofi", "edit", message=sent["message"], content="Mine")
    assert refused == {"error": "Only own messages can be edited"}
    await page.act("mara", "delete", message=sent["message"])
    assert await page.messages("kofi", place) == []
    gone = await page.act("mara", "delete", message=sent["message"])
    assert gone == {"error": "That message is not there any more"}


async def test_nobody_looks_into_a_channel_that_is_closed_to_her(page: Page) -> None:
    place = await page.channel("mara", "moderators")
    assert await page.get(f"channels/{place}", member=page.members["ada"]) == {"gone": True}
    answer = await page.act("ada", "send", channel=place, content="Hello?")
    assert "error" in answer


async def test_a_post_is_started_in_a_forum(page: Page) -> None:
    forum = await page.channel("ada", "questions")
    posted = await page.act("ada", "post", channel=forum, title="Why?", content="Because.")
    assert [m["content"] for m in await page.messages("kofi", posted["channel"])] == ["Because."]


async def test_preferences_are_kept(page: Page) -> None:
    await page.act("ada", "preferences", locale="fr", closed_dms=True)
    me = (await page.state("ada"))["me"]
    assert (me["locale"], me["closed_dms"]) == ("fr", True)


async def test_a_command_that_does_not_exist_says_so(page: Page) -> None:
    place = await page.channel("ada", HOME)
    answer = await page.act("ada", "slash", channel=place, command="fly", values={})
    assert answer == {"error": "There is no command 'fly' that this member sees here"}
    assert await page.get("commands", member=page.members["ada"], channel=place) == []


async def test_members_meet_in_a_voice_channel(page: Page) -> None:
    room = await page.channel("ada", "Study room")
    await page.act("ada", "join_voice", channel=room)
    assert (await page.state("kofi"))["voice"] == {room: [page.members["ada"]]}
    general = await page.channel("ada", "general")
    refused = await page.act("ada", "join_voice", channel=general)
    assert refused == {"error": "'general' is no voice channel"}
    await page.act("ada", "leave_voice")
    assert (await page.state("kofi"))["voice"] == {}
    assert "error" in await page.act("ada", "leave_voice")


async def test_an_event_is_planned_followed_changed_and_run(page: Page) -> None:
    start = datetime.now(UTC) + timedelta(days=1)
    event = {
        "name": "Study",
        "start": start.isoformat(),
        "end": (start + timedelta(hours=1)).isoformat(),
        "place": "",
        "location": "The park",
        "description": "",
    }
    assert await page.act("ada", "save_event", **event) == {"error": "Missing Permissions"}
    assert await page.act("mara", "save_event", **event) == {}
    (shown,) = (await page.state("ada"))["events"]
    assert (shown["name"], shown["creator"], shown["can_manage"]) == ("Study", "mara", False)
    await page.act("ada", "interested", event=shown["id"])
    (shown,) = (await page.state("ada"))["events"]
    assert (shown["count"], shown["interested"]) == (1, True)
    await page.act("ada", "uninterested", event=shown["id"])
    room = await page.channel("mara", "Study room")
    changed = event | {"event": shown["id"], "place": room, "name": "Study more"}
    assert await page.act("mara", "save_event", **changed) == {}
    (shown,) = (await page.state("mara"))["events"]
    assert (shown["name"], shown["channel_id"], shown["count"]) == ("Study more", room, 0)
    assert shown["can_manage"]
    await page.act("mara", "start_event", event=shown["id"])
    started = changed | {"description": "It goes on."}
    assert await page.act("mara", "save_event", **started) == {}
    assert "error" in await page.act("mara", "cancel_event", event=shown["id"])
    await page.act("mara", "end_event", event=shown["id"])
    assert (await page.state("ada"))["events"] == []
    late = await page.act("mara", "save_event", **(event | {"start": ""}))
    assert late == {"error": "An event needs a start"}


@pytest.mark.parametrize(
    "body",
    [
        "not JSON",
        "[]",
        "{}",
        '{"member": "1", "action": "send"}',
        '{"member": "x", "action": "send"}',
    ],
)
async def test_nonsense_is_refused(page: Page, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with page.session.post("/sandbox/api/act", data=body, headers=headers) as response:
        assert response.status == 400
    async with page.session.get("/sandbox/api/state", params={"member": "x"}) as response:
        assert response.status == 400


async def test_an_action_that_the_page_does_not_have_says_so(page: Page) -> None:
    assert await page.act("ada", "fly") == {"error": "The page cannot 'fly'"}


@pytest.mark.parametrize("path", ["/", "/sandbox/api/members", "/sandbox/static/app.js"])
async def test_another_name_for_this_machine_is_refused(page: Page, path: str) -> None:
    async with page.session.get(path, headers={"Host": "evil.example"}) as response:
        assert response.status == 403
    async with page.session.get(path) as response:
        assert response.status == 200
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]


async def test_another_page_cannot_act(page: Page) -> None:
    body = {"member": page.members["ada"], "action": "preferences", "locale": "fr"}
    headers = {"Origin": "https://evil.example"}
    async with page.session.post("/sandbox/api/act", json=body, headers=headers) as response:
        assert response.status == 403
    assert (await page.state("ada"))["me"]["locale"] == "en-US"


@pytest.mark.parametrize("name", ["../api.py", "%2e%2e%2fapi.py", "nothing.js", "index.html"])
async def test_only_scripts_and_styles_are_given_out(page: Page, name: str) -> None:
    async with page.session.get(f"/sandbox/static/{name}") as response:
        assert response.status == 404


async def test_the_page_hears_what_happens(page: Page) -> None:
    place = await page.channel("ada", HOME)
    async with page.session.get("/sandbox/api/events") as response:
        assert response.headers["Content-Type"] == "text/event-stream"
        await response.content.readuntil(b"\n\n")
        await page.act("ada", "send", channel=place, content="Hello")
        hint = await response.content.readuntil(b"\n\n")
    assert b'"MESSAGE_CREATE"' in hint
    assert place.encode() in hint
