"""Outages, lost permissions, deleted channels: nothing is doubled, and people are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.client import Sandbox
from sandbox.world.channels import channel_event, delete_channel
from sandbox.world.messages import delete_message
from sandbox.world.models import Role
from sandbox.world.people import role_changed
from sandbox.world.permissions import Permission
from tests.e2e.announcements import (
    DAY,
    announce,
    begin_after_nine,
    button_of,
    posts,
    press,
    run,
    schedule,
    settled,
    until,
    write,
)
from tests.e2e.faq import set_up
from tests.e2e.permissions import deny
from tests.nexus import Nexus
from tests.statements import writing

pytestmark = pytest.mark.usefixtures("nexus")


@pytest.fixture(autouse=True)
def _day(nexus: Nexus) -> None:
    begin_after_nine(nexus)


DAILY = "every day at 9"


def role(sandbox: Sandbox, name: str) -> Role:
    return next(role for role in sandbox.guild.roles.values() if role.name == name)


async def set_role(sandbox: Sandbox, nexus: Nexus, name: str, **changes: object) -> Role:
    """Change a role, and let the bot hear of it."""
    changed = role(sandbox, name)
    for field, value in changes.items():
        setattr(changed, field, value)
    role_changed(sandbox.world, sandbox.guild, changed)
    await nexus.settle()
    return changed


async def outage(nexus: Nexus, period: timedelta) -> None:
    """The bot is away for a while."""
    await nexus.stop()
    nexus.clock.advance(period)
    await nexus.start()
    await run(nexus)


async def test_after_an_outage_it_says_that_it_is_late(sandbox: Sandbox, nexus: Nexus) -> None:
    await schedule(sandbox)
    await outage(nexus, until(nexus, 18) + timedelta(hours=2))
    (post,) = posts(sandbox)
    assert "Late" in post.content
    pressed = await sandbox.member("ada").click("Got it · 0", on=post)
    assert "Noted" in pressed.text
    await run(nexus, timedelta(seconds=6))
    assert button_of(post) == "Got it · 1"
    assert "Late" in post.content


async def test_too_late_it_is_skipped_and_said(sandbox: Sandbox, nexus: Nexus) -> None:
    await schedule(sandbox)
    await outage(nexus, until(nexus, 18) + timedelta(hours=7))
    assert posts(sandbox) == []
    shown = await sandbox.member("mara").slash("announce show", announcement="1")
    assert "⏭️" in shown.text


async def test_after_days_only_the_latest_of_a_series_is_posted(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await schedule(sandbox, when=DAILY)
    await outage(nexus, until(nexus, 9) + 4 * DAY + timedelta(hours=1))
    (post,) = posts(sandbox)
    assert "Late" in post.content
    shown = await sandbox.member("mara").slash("announce show", announcement="1")
    assert shown.text.count("a newer one had come") + shown.text.count("too late") == 4
    await run(nexus, DAY)
    assert len(posts(sandbox)) == 2


async def test_what_waited_makes_way_for_what_has_come(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    await schedule(sandbox, when=DAILY)
    sandbox.faults.fail("POST /channels/{channel_id}/messages", status=503)
    await run(nexus, until(nexus, 9))
    assert posts(sandbox) == []
    opened = await mara.slash("announce edit", announcement="1")
    preview = await settled(sandbox, "mara", opened, "Preview of the change")
    form = await mara.click("Change the time…", on=preview)
    preview = await mara.fill(form, {"When": "every day at 10"})
    await press(sandbox, "Save", preview, "is saved")
    await run(nexus, timedelta(hours=1))
    assert len(posts(sandbox)) == 1
    shown = await mara.slash("announce show", announcement="1")
    assert "a newer one had come meanwhile" in shown.text


async def test_a_deleted_channel_is_told_with_the_fix(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    await schedule(sandbox, where=sandbox.channel("general"), where2=mara.here)
    delete_channel(sandbox.world, sandbox.channel("general"))
    await run(nexus, until(nexus, 18))
    assert len(posts(sandbox)) == 1
    shown = await mara.slash("announce show", announcement="1")
    assert "❌" in shown.text
    await run(nexus, timedelta(seconds=20))
    (told,) = mara.direct_messages()
    assert "the announcement **Exams begin on Monday** (#1)" in told.content


async def test_a_deleted_post_is_told_once_and_left_alone(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    post = await announce(sandbox, nexus)
    await sandbox.member("ada").click("Got it · 0", on=post)
    delete_message(sandbox.world, post)
    await run(nexus, timedelta(seconds=6))
    await run(nexus)
    (told,) = mara.direct_messages()
    assert "was deleted" in told.content
    before = len(sandbox.requests)
    await run(nexus, timedelta(minutes=5))
    edits = [r for r in list(sandbox.requests)[before:] if r.method == "PATCH"]
    assert edits == []


async def test_a_lost_permission_is_told_and_saving_again_tries_again(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara, general = sandbox.member("mara"), sandbox.channel("general")
    mara.closed_dms = True
    await set_up(sandbox)
    preview = await write(sandbox, where=general)
    await press(sandbox, "Post now", preview, "is being posted")
    await run(nexus)
    (post,) = posts(sandbox, "general")
    await sandbox.member("ada").click("Got it · 0", on=post)
    deny(sandbox, general, Permission.VIEW_CHANNEL)
    await run(nexus, timedelta(seconds=6))
    assert mara.direct_messages() == []
    told = sandbox.messages("moderators")[-1]
    assert "I lack the permission" in told.content
    shown = await mara.slash("announce show", announcement="1")
    assert "I lack the permission" in shown.text
    general.overwrites.clear()
    sandbox.world.emit(channel_event("CHANNEL_UPDATE", general))
    await nexus.settle()
    change = await mara.click("Edit", on=shown)
    again = await settled(sandbox, "mara", change, "Preview of the change")
    await press(sandbox, "Save", again, "is saved")
    await run(nexus)
    assert button_of(post) == "Got it · 1"


async def test_a_lost_answer_of_discords_doubles_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    sandbox.faults.drop_after("POST /channels/{channel_id}/messages")
    preview = await write(sandbox)
    await press(sandbox, "Post now", preview, "is being posted")
    for _ in range(3):
        await run(nexus, timedelta(minutes=1))
    (post,) = posts(sandbox)
    await sandbox.member("ada").click("Got it · 0", on=post)
    await run(nexus, timedelta(seconds=6))
    assert button_of(post) == "Got it · 1"


async def test_what_was_sent_before_a_crash_is_still_kept_up_to_date(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    post = await announce(sandbox, nexus)
    async with writing(nexus.services.database) as connection:  # died before noting it
        await connection.execute("UPDATE announcement_posts SET message_id = NULL")
    await nexus.restart()
    await run(nexus)
    await sandbox.member("ada").click("Got it · 0", on=post)
    await run(nexus, timedelta(seconds=6))
    assert button_of(post) == "Got it · 1"
    assert len(posts(sandbox)) == 1


async def test_what_came_due_while_paused_and_away_is_not_made_up_for(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara = sandbox.member("mara")
    await schedule(sandbox, when=DAILY)
    await mara.slash("announce pause", announcement="1")
    await outage(nexus, until(nexus, 9) + DAY)
    await mara.slash("announce resume", announcement="1")
    await run(nexus)
    assert posts(sandbox) == []
    shown = await mara.slash("announce show", announcement="1")
    assert "it was paused" in shown.text
    assert shown.text.count("⏭️") == 2


async def test_learners_may_not_announce(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_role(
        sandbox,
        nexus,
        "Frontend",
        permissions=role(sandbox, "Frontend").permissions | Permission.MANAGE_MESSAGES,
    )
    femi = sandbox.member("femi")
    post = await announce(sandbox, nexus)
    for command in ("show", "edit", "cancel", "now", "skip", "pause", "resume"):
        refused = await femi.slash(f"announce {command}", announcement="1")
        assert "Only this server's moderators" in refused.text, command
    for command in ("create", "list", "template list"):
        assert "Only this server's moderators" in (await femi.slash(f"announce {command}")).text
    assert await femi.autocomplete("announce show", announcement="") == []
    assert "Noted" in (await femi.click("Got it · 0", on=post)).text


async def test_a_role_that_nobody_may_mention_is_not_pinged(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    backend = role(sandbox, "Backend")
    refused = await mara.slash("announce create", ping=backend)
    assert "I may not notify the role Backend" in refused.text
    everyone = sandbox.guild.roles[sandbox.guild.id]
    refused = await mara.slash("announce create", ping=everyone)
    assert "I may not notify everyone" in refused.text
    sub = sandbox.add_member("sub", roles=["Moderator"])
    moderator = role(sandbox, "Moderator")
    await set_role(
        sandbox,
        nexus,
        "Moderator",
        permissions=moderator.permissions & ~Permission.MENTION_EVERYONE,
    )
    refused = await sub.slash("announce create", everyone="@everyone")
    assert "you may not notify everyone" in refused.text
    refused = await sub.slash("announce create", ping=backend)
    assert "You may not notify the role Backend" in refused.text


async def test_who_lost_the_right_to_ping_does_not_ping(sandbox: Sandbox, nexus: Nexus) -> None:
    sub = sandbox.add_member("sub", roles=["Moderator"])
    backend = await set_role(sandbox, nexus, "Backend", mentionable=True)
    preview = await write(sandbox, by="sub", ping=backend, when="tomorrow 18:00")
    await press(sandbox, "Confirm and schedule", preview, "is scheduled", by="sub")
    await sub.leave()
    await run(nexus, until(nexus, 18))
    (post,) = posts(sandbox)
    assert post.content == ""
    shown = await sandbox.member("mara").slash("announce show", announcement="1")
    assert "posted without its pings" in shown.text


async def test_a_channel_where_the_bot_may_not_write_is_refused(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    deny(sandbox, sandbox.channel("general"), Permission.SEND_MESSAGES)
    await nexus.settle()
    refused = await sandbox.member("mara").slash(
        "announce create", where=sandbox.channel("general")
    )
    assert "send_messages" in refused.text


async def test_who_has_not_seen_it_by_role(sandbox: Sandbox, nexus: Nexus) -> None:
    sandbox.application.has_members = False
    await nexus.restart()
    mara = sandbox.member("mara")
    backend = await set_role(sandbox, nexus, "Backend", mentionable=True)
    post = await announce(sandbox, nexus, ping=backend)
    await sandbox.member("ada").click("Got it · 0", on=post)
    shown = await mara.slash("announce show", announcement="1")
    asked = await mara.click("Who has not seen it", on=shown)
    told = await settled(sandbox, "mara", asked, "Who has not pressed")
    assert f"<@&{backend.id}>**: 1 members" in told.text
    assert "Names need the privileged intent" in told.text


async def test_names_of_those_who_have_not_seen_it(sandbox: Sandbox, nexus: Nexus) -> None:
    sandbox.application.has_members = True
    await nexus.restart()
    mara, kofi, ada = map(sandbox.member, ("mara", "kofi", "ada"))
    backend = await set_role(sandbox, nexus, "Backend", mentionable=True)
    post = await announce(sandbox, nexus, ping=backend)
    await ada.click("Got it · 0", on=post)
    shown = await mara.slash("announce show", announcement="1")
    asked = await mara.click("Who has not seen it", on=shown)
    told = await settled(sandbox, "mara", asked, "Who has not pressed")
    assert f"<@{kofi.id}>" in told.text
    assert f"<@{ada.id}>" not in told.text


async def test_erased_people_are_neither_named_nor_counted(sandbox: Sandbox, nexus: Nexus) -> None:
    post = await announce(sandbox, nexus)
    ada = sandbox.member("ada")
    await ada.click("Got it · 0", on=post)
    await run(nexus, timedelta(seconds=6))
    assert button_of(post) == "Got it · 1"
    for name in ("ada", "mara"):
        member = sandbox.member(name)
        second = await member.click("Yes, erase", on=await member.slash("me erase"))
        await member.click("Erase for good", on=second)
    await run(nexus, timedelta(seconds=6))
    assert button_of(post) == "Got it · 0"
    sub = sandbox.add_member("sub", roles=["Moderator"])
    shown = await sub.slash("announce show", announcement="1")
    assert "whose data was erased" in shown.text


async def test_each_change_that_discord_refuses_is_told_and_the_post_can_be_withdrawn(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara = sandbox.member("mara")
    await announce(sandbox, nexus)
    sandbox.faults.fail(
        "PATCH /channels/{channel_id}/messages/{message_id}", 400, times=100, code=50035
    )
    for count, text in enumerate(("Bring a koala.", "Bring a panda."), start=1):
        opened = await mara.slash("announce edit", announcement="1")
        preview = await settled(sandbox, "mara", opened, "Preview of the change")
        form = await mara.click("Edit", on=preview)
        preview = await mara.fill(form, {"Text": text})
        await press(sandbox, "Save", preview, "is saved")
        await run(nexus)
        told = [m for m in mara.direct_messages() if "Discord refuses" in m.content]
        assert len(told) == count
        assert "1 card that can't be shown" in (await mara.slash("doctor")).text
    sandbox.forgive()  # nothing invalid was sent: it was refused all the same
    sandbox.faults.clear()
    asked = await mara.slash("announce cancel", announcement="1")
    await press(sandbox, "Cancel it and delete what was posted", asked, "being deleted")
    await run(nexus)
    assert posts(sandbox) == []
    assert "can't be shown" not in (await mara.slash("doctor")).text
