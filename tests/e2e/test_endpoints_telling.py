"""Who is told what, and when: the other side, who watches, both sides before it is due."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

from domain.times.wall import to_wall
from sandbox.client import Sandbox
from sandbox.world.models import Message
from sandbox.world.permissions import Permission
from tests.e2e.endpoints import HOME, agree, ask, field, press, said, say
from tests.e2e.permissions import deny_role
from tests.nexus import Nexus

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def ahead(nexus: Nexus, period: timedelta) -> str:
    """A time so far ahead, as one would type it."""
    return f"{to_wall(nexus.clock() + period, 'UTC'):%Y-%m-%d %H:%M} UTC"


def mentions(sandbox: Sandbox, message: Message) -> set[str]:
    """Whom a message names before its words."""
    first = message.content.splitlines()[0]
    names = ("ada", "kofi", "femi", "lindiwe")
    return {name for name in names if f"<@{sandbox.member(name).id}>" in first}


async def test_the_other_side_and_who_watches_are_told(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    seen = await press(sandbox, nexus, card, "femi", "Watch")
    assert "told in its thread" in seen.text
    await press(sandbox, nexus, card, "kofi", "Accept")
    (told,) = said(sandbox, card)
    assert mentions(sandbox, told) == {"ada", "femi"}
    seen = await say(sandbox, nexus, "femi", "watch")
    assert "no more" in seen.text
    await say(sandbox, nexus, "ada", "agree")
    assert mentions(sandbox, said(sandbox, card)[-1]) == {"kofi"}


async def test_both_sides_are_reminded_once_before_and_once_when_it_is_due(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    card = await ask(sandbox, nexus, path="/users/:id", due=ahead(nexus, 3 * DAY))
    await press(sandbox, nexus, card, "kofi", "Accept")
    before = len(said(sandbox, card))
    await nexus.pass_time(2 * DAY)
    (soon,) = said(sandbox, card)[before:]
    assert "is needed" in soon.content
    assert mentions(sandbox, soon) == {"ada", "kofi"}
    await nexus.pass_time(DAY)
    (_, late) = said(sandbox, card)[before:]
    assert "should have been live" in late.content
    seen = await sandbox.member("femi").slash("endpoint list", which="overdue")
    assert "/users/" in seen.text
    for name, finds in (("kofi", True), ("femi", False)):
        seen = await sandbox.member(name).slash("endpoint list", which="late")
        assert ("/users/" in seen.text) is finds
    await nexus.pass_time(DAY)
    assert len(said(sandbox, card)) == before + 2


async def test_a_reminder_that_comes_late_says_so_and_one_too_late_is_left_out(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    card = await ask(sandbox, nexus, path="/users/:id", due=ahead(nexus, 2 * DAY))
    await press(sandbox, nexus, card, "kofi", "Accept")
    before = len(said(sandbox, card))
    await nexus.stop()
    nexus.clock.advance(DAY + 2 * HOUR)
    await nexus.start()
    await nexus.settle()
    (soon,) = said(sandbox, card)[before:]
    assert "is needed" in soon.content
    assert "Late" in soon.content
    await nexus.stop()
    nexus.clock.advance(2 * DAY)
    await nexus.start()
    await nexus.settle()
    assert len(said(sandbox, card)) == before + 1


async def test_a_day_is_over_at_its_end_where_the_member_lives(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    ada = sandbox.member("ada")
    await ada.slash("me timezone", zone="Pacific/Auckland")
    card = await ask(sandbox, nexus, path="/users/:id", due="Friday")
    stamped = re.search(r"<t:(\d+):f>", field(card, "Needed by"))
    assert stamped is not None
    wall = to_wall(datetime.fromtimestamp(int(stamped[1]), UTC), "Pacific/Auckland")
    assert (wall.weekday(), wall.hour, wall.minute) == (4, 23, 59)


async def test_another_day_takes_the_place_of_the_first(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus, path="/users/:id", due=ahead(nexus, 2 * DAY))
    seen = await say(sandbox, nexus, "femi", "due", when=ahead(nexus, DAY))
    assert "Only its two sides" in seen.text
    await say(sandbox, nexus, "ada", "due", when=ahead(nexus, 10 * DAY))
    before = len(said(sandbox, card))
    await nexus.pass_time(4 * DAY)
    assert len(said(sandbox, card)) == before
    await nexus.pass_time(5 * DAY)
    await nexus.pass_time(DAY)
    assert len(said(sandbox, card)) == before + 2
    seen = await say(sandbox, nexus, "ada", "due")
    assert "any time" in seen.text
    assert "Needed by" not in [f["name"] for f in card.embeds[0]["fields"]]


async def test_a_day_that_is_taken_back_is_reminded_of_as_before(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    first, other = ahead(nexus, 5 * DAY), ahead(nexus, 9 * DAY)
    card = await ask(sandbox, nexus, path="/users/:id", due=first)
    await say(sandbox, nexus, "ada", "due", when=other)
    await say(sandbox, nexus, "ada", "due", when=first)
    await say(sandbox, nexus, "ada", "due")
    await say(sandbox, nexus, "ada", "due", when=first)
    before = len(said(sandbox, card))
    for _ in range(10):
        await nexus.pass_time(DAY)
    soon, late = said(sandbox, card)[before:]
    assert "is needed" in soon.content
    assert "should have been live" in late.content


async def test_another_shape_leaves_the_day_as_it_is(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus, path="/users/:id", due=ahead(nexus, 3 * DAY))
    await press(sandbox, nexus, card, "kofi", "Accept")
    ada = sandbox.member("ada")
    form = await ada.click("Change the shape", on=card)
    await ada.fill(form, {"response": '{"id": 2}'})
    await nexus.settle()
    seen = await ada.slash("endpoint show", request="1")
    assert "another day" not in seen.text
    before = len(said(sandbox, card))
    await nexus.pass_time(2 * DAY)
    await nexus.pass_time(DAY)
    assert [("is needed" in m.content) for m in said(sandbox, card)[before:]] == [True, False]


async def test_what_is_live_is_not_reminded_of(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus, path="/users/:id", due=ahead(nexus, 2 * DAY))
    await agree(sandbox, nexus, card)
    await say(sandbox, nexus, "kofi", "live")
    before = len(said(sandbox, card))
    await nexus.pass_time(3 * DAY)
    assert len(said(sandbox, card)) == before


async def test_a_restart_repeats_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus, path="/users/:id", due=ahead(nexus, 2 * DAY))
    await press(sandbox, nexus, card, "kofi", "Accept")
    before = len(said(sandbox, card))
    await nexus.restart()
    await nexus.settle()
    assert len(said(sandbox, card)) == before


async def test_the_digest_says_where_the_board_stands(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus, path="/users/:id", due=ahead(nexus, HOUR))
    await press(sandbox, nexus, card, "kofi", "Accept")
    await nexus.pass_time(2 * HOUR)
    words = str((await sandbox.member("ada").slash("digest")).message)
    assert "Endpoint requests: 1 has moved" in words
    assert "accepted: 1" in words
    assert "1 overdue" in words


async def test_the_digest_tells_nothing_of_a_channel_that_is_hidden(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await ask(sandbox, nexus)
    words = str((await sandbox.member("ada").slash("digest", channel="general")).message)
    assert "Endpoint requests" in words
    backend = next(role for role in sandbox.guild.roles.values() if role.name == "Backend")
    deny_role(sandbox, backend, sandbox.channel(HOME), Permission.VIEW_CHANNEL)
    await nexus.settle()
    words = str((await sandbox.member("ada").slash("digest", channel="general")).message)
    assert "Endpoint requests" not in words


async def test_who_is_forgotten_is_named_on_no_card(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    await agree(sandbox, nexus, card)
    ada = sandbox.member("ada")
    ((_, data),) = (await ada.slash("me export")).files
    rows = json.loads(data)["data"]["endpoints"]
    assert rows[0]["operation"] == "GET /users/{id}"
    seen = await ada.click("Yes, erase", on=await ada.slash("me erase"))
    await ada.click("Erase for good", on=seen)
    await nexus.settle()
    assert str(ada.id) not in str(card.embeds)
    assert "agreed" in field(card, "State")
