"""What becomes of announcements that are scheduled or posted: changed, skipped, paused, ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.client import Sandbox
from sandbox.world.models import Message
from sandbox.world.people import role_changed
from tests.e2e.announcements import (
    DAY,
    TITLE,
    announce,
    begin_after_nine,
    button_of,
    posts,
    press,
    run,
    schedule,
    settled,
    until,
)
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")


@pytest.fixture(autouse=True)
def _day(nexus: Nexus) -> None:
    begin_after_nine(nexus)


DAILY = "every day at 9"


async def change(sandbox: Sandbox, by: str = "mara", **fields: str) -> None:
    """A moderator changes announcement 1."""
    member = sandbox.member(by)
    opened = await member.slash("announce edit", announcement="1")
    preview = await settled(sandbox, by, opened, "Preview of the change")
    form = await member.click("Edit", on=preview)
    preview = await member.fill(form, fields)
    await press(sandbox, "Save", preview, "is saved", by=by)


async def test_got_it_counts_everybody_once_and_is_shown(sandbox: Sandbox, nexus: Nexus) -> None:
    post = await announce(sandbox, nexus)
    for name in ("ada", "femi"):
        assert "Noted" in (await sandbox.member(name).click("Got it · 0", on=post)).text
    await run(nexus)
    assert button_of(post) == "Got it · 0", "counts wait, so that many presses are few edits"
    await nexus.restart()
    again = await sandbox.member("ada").click(custom_id=seen_id(post), on=post)
    assert again.ephemeral
    assert "already" in again.text
    await run(nexus, timedelta(seconds=6))
    assert button_of(post) == "Got it · 2"


async def test_many_presses_are_few_edits(sandbox: Sandbox, nexus: Nexus) -> None:
    post = await announce(sandbox, nexus)
    members = [sandbox.add_member(f"learner-{n}") for n in range(40)]
    pressed = [m.begin_click(None, on=post, custom_id=seen_id(post)) for m in members]
    await sandbox.until(lambda: all(interaction.message_ids for interaction in pressed))
    await nexus.settle()
    await run(nexus, timedelta(seconds=6))
    edits = [r for r in sandbox.requests if r.method == "PATCH" and r.path.endswith(str(post.id))]
    assert button_of(post) == "Got it · 40"
    assert len(edits) <= 2


def seen_id(post: Message) -> str:
    """The custom id of a post's button."""
    (row,) = post.components
    custom_id: str = row["components"][0]["custom_id"]
    return custom_id


async def test_an_edit_updates_what_is_posted_already(sandbox: Sandbox, nexus: Nexus) -> None:
    post = await announce(sandbox, nexus)
    await change(sandbox, Title="Exams are moved")
    await nexus.restart()
    await run(nexus)
    assert post.embeds[0]["title"] == "Exams are moved"
    assert len(posts(sandbox)) == 1
    shown = await sandbox.member("mara").slash("announce show", announcement="1")
    assert "revision 2" in shown.text
    history = await sandbox.member("mara").click("Changes", on=shown)
    assert f"- # {TITLE}" in history.text
    assert "+ # Exams are moved" in history.text


async def test_pings_are_taken_out_of_what_is_still_to_come(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    backend = next(r for r in sandbox.guild.roles.values() if r.name == "Backend")
    backend.mentionable = True
    role_changed(sandbox.world, sandbox.guild, backend)
    await nexus.settle()
    await schedule(sandbox, ping=backend)
    opened = await mara.slash("announce edit", announcement="1", everyone="nobody")
    preview = await settled(sandbox, "mara", opened, "Preview of the change")
    assert "nobody" in preview.text
    await press(sandbox, "Save", preview, "is saved")
    await run(nexus, until(nexus, 18))
    assert posts(sandbox)[0].content == ""


async def test_of_two_moderators_the_second_is_told(sandbox: Sandbox, nexus: Nexus) -> None:
    await schedule(sandbox)
    mara, mod = sandbox.member("mara"), sandbox.add_member("mod", roles=["Moderator"])
    opened = await mara.slash("announce edit", announcement="1")
    preview = await settled(sandbox, "mara", opened, "Preview of the change")
    form = await mara.click("Edit", on=preview)
    mine = await mara.fill(form, {"Title": "Mine"})
    await change(sandbox, by=mod.name, Title="Theirs")
    told = await press(sandbox, "Save", mine, "changed it while you were writing")
    assert "- # Theirs" in told.text
    assert "+ # Mine" in told.text
    await nexus.restart()
    await press(sandbox, "Save mine over it", told, "revision 3")
    await run(nexus, until(nexus, 18))
    assert posts(sandbox)[0].embeds[0]["title"] == "Mine"


async def test_a_new_time_takes_the_place_of_the_old(sandbox: Sandbox, nexus: Nexus) -> None:
    await schedule(sandbox, when=DAILY)
    await change(sandbox, When="tomorrow 18:00")
    await run(nexus, until(nexus, 10))
    assert posts(sandbox) == []
    await change(sandbox, When="tomorrow 18:00")  # a day later by now
    await change(sandbox, Title="And a new title")
    await run(nexus, DAY)
    assert posts(sandbox) == []
    await run(nexus, timedelta(hours=8))
    assert [p.embeds[0]["title"] for p in posts(sandbox)] == ["And a new title"]
    shown = await sandbox.member("mara").slash("announce show", announcement="1")
    assert "its time or its channels were changed" in shown.text


async def test_cancelled_before_its_time_it_is_not_posted(sandbox: Sandbox, nexus: Nexus) -> None:
    await schedule(sandbox)
    asked = await sandbox.member("mara").slash("announce cancel", announcement="1")
    await nexus.restart()
    await press(sandbox, "Cancel it", asked, "is cancelled")
    await run(nexus, until(nexus, 19))
    assert posts(sandbox) == []
    shown = await sandbox.member("mara").slash("announce show", announcement="1")
    assert "it was cancelled" in shown.text
    twice = await sandbox.member("mara").slash("announce cancel", announcement="1")
    assert "It is cancelled" in twice.text


async def test_cancelled_with_what_was_posted(sandbox: Sandbox, nexus: Nexus) -> None:
    await announce(sandbox, nexus)
    asked = await sandbox.member("mara").slash("announce cancel", announcement="1")
    await press(sandbox, "Cancel it and delete what was posted", asked, "being deleted")
    await run(nexus)
    assert posts(sandbox) == []


async def test_skip_pause_and_resume_a_series(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    await schedule(sandbox, when=DAILY)
    await run(nexus, until(nexus, 9))
    assert len(posts(sandbox)) == 1
    offered = await mara.autocomplete("announce skip", announcement="1", occurrence="")
    assert len(offered) > 2
    skipped = await mara.slash("announce skip", announcement="1")
    assert "is left out" in skipped.text
    await mara.slash("announce skip", announcement="1", occurrence=offered[1][1])
    twice = await mara.slash("announce skip", announcement="1", occurrence=offered[1][1])
    assert "left out before" in twice.text
    await nexus.restart()
    await run(nexus, 2 * DAY)
    assert len(posts(sandbox)) == 1
    await run(nexus, DAY)
    assert len(posts(sandbox)) == 2
    await mara.slash("announce pause", announcement="1")
    await nexus.pass_time(DAY)
    await run(nexus)
    assert len(posts(sandbox)) == 2
    resumed = await mara.slash("announce resume", announcement="1")
    assert "goes on" in resumed.text
    await run(nexus, DAY)
    assert len(posts(sandbox)) == 3
    shown = await mara.slash("announce show", announcement="1")
    assert "a moderator left it out" in shown.text
    assert "it was paused" in shown.text


async def test_posted_now_in_place_of_its_time_and_once(sandbox: Sandbox, nexus: Nexus) -> None:
    mod = sandbox.add_member("mod", roles=["Moderator"])
    await schedule(sandbox)
    asked = await sandbox.member("mara").slash("announce now", announcement="1")
    other = await mod.slash("announce now", announcement="1")
    await press(sandbox, "Post it now", asked, "is being posted")
    late = await mod.click("Post it now", on=other)
    assert "nothing more of it is to come" in late.text
    await run(nexus)
    assert len(posts(sandbox)) == 1
    await nexus.restart()
    await run(nexus, until(nexus, 19))
    assert len(posts(sandbox)) == 1


async def test_one_of_a_series_posted_now_is_not_posted_again(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara, mod = sandbox.member("mara"), sandbox.add_member("mod", roles=["Moderator"])
    await schedule(sandbox, when=DAILY)
    asked = await mara.slash("announce now", announcement="1")
    other = await mod.slash("announce now", announcement="1")
    await press(sandbox, "Post it now", asked, "is being posted")
    late = await mod.click("Post it now", on=other)
    assert "posted, skipped or changed meanwhile" in late.text
    kept = await mara.click(
        "Leave it as it is", on=await mara.slash("announce now", announcement="1")
    )
    assert "stays as it is" in kept.text
    await run(nexus)
    await run(nexus, until(nexus, 10))
    assert len(posts(sandbox)) == 1
    await run(nexus, DAY)
    assert len(posts(sandbox)) == 2


async def test_a_series_ends_after_its_number_of_times(sandbox: Sandbox, nexus: Nexus) -> None:
    await schedule(sandbox, when=DAILY, ends="2")
    for _ in range(4):
        await run(nexus, until(nexus, 9))
    assert len(posts(sandbox)) == 2
    listed = await sandbox.member("mara").slash("announce list", state="posted")
    assert TITLE in listed.text
