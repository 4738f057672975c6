"""From the form through the preview to the post, at once and on time."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from sandbox.client import CannotDoError, Sandbox
from sandbox.world.channels import create_channel
from sandbox.world.messages import crosspost_message
from sandbox.world.models import ChannelKind
from sandbox.world.people import delete_role, role_changed
from storage import announcements
from tests.e2e.announcements import (
    DAY,
    PNG,
    TEXT,
    TITLE,
    announce,
    button_of,
    posts,
    press,
    run,
    schedule,
    until,
    write,
)
from tests.nexus import Nexus
from tests.statements import reading

pytestmark = pytest.mark.usefixtures("nexus")


def mentionable(sandbox: Sandbox, name: str) -> int:
    """Let everybody mention a role; returns its id."""
    role = next(role for role in sandbox.guild.roles.values() if role.name == name)
    role.mentionable = True
    role_changed(sandbox.world, sandbox.guild, role)
    return role.id


async def test_the_preview_is_what_is_posted(sandbox: Sandbox, nexus: Nexus) -> None:
    role_id = mentionable(sandbox, "Backend")
    await nexus.settle()
    backend = next(r for r in sandbox.guild.roles.values() if r.id == role_id)
    preview = await write(sandbox, ping=backend, form={"Picture": [PNG]})
    assert preview.ephemeral
    assert "2 members" in preview.text
    assert "not set yet" in preview.text
    assert posts(sandbox) == []
    assert preview.files == [("announcement.png", PNG[1])]
    before, words = preview.embeds[0], preview.content
    await nexus.restart()
    await press(sandbox, "Post now", preview, "is being posted")
    await run(nexus)
    (post,) = posts(sandbox)
    shown = post.embeds[0]
    assert post.content == f"<@&{role_id}>"
    assert (shown["title"], shown["description"]) == (TITLE, TEXT)
    assert (shown, post.content) == (before, words)
    assert post.attachments[0].data == PNG[1]
    assert button_of(post) == "Got it · 0"
    assert post.mention_role_ids == [role_id]
    assert not post.mention_everyone


async def test_scheduled_for_tomorrow_and_posted_then(sandbox: Sandbox, nexus: Nexus) -> None:
    preview = await write(sandbox)
    form = await sandbox.member("mara").click("Schedule…", on=preview)
    echoed = await sandbox.member("mara").fill(form, {"When": "tomorrow 18:00"})
    assert "<t:" in echoed.text
    await nexus.restart()
    done = await press(sandbox, "Confirm and schedule", echoed, "is scheduled")
    assert "<t:" in done.text
    await nexus.restart()
    await run(nexus, until(nexus, 17))
    assert posts(sandbox) == []
    await run(nexus, timedelta(hours=1))
    (post,) = posts(sandbox)
    assert post.content == ""
    await nexus.restart()
    await run(nexus, DAY)
    assert len(posts(sandbox)) == 1


async def test_nonsense_for_a_time_loses_nothing(sandbox: Sandbox, nexus: Nexus) -> None:
    preview = await write(sandbox, form={"When": "blurb o'clock"})
    assert "blurb" in preview.text
    with pytest.raises(CannotDoError):
        await sandbox.member("mara").click("Confirm and schedule", on=preview)
    await nexus.restart()
    form = await sandbox.member("mara").click("Edit", on=preview)
    assert form.modal is not None
    values = str(form.modal)
    assert TITLE in values
    assert "blurb o'clock" in values
    better = await sandbox.member("mara").fill(form, {"When": "tomorrow 18:00"})
    await press(sandbox, "Confirm and schedule", better, "is scheduled")


async def test_pressed_twice_it_is_posted_once(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    preview = await write(sandbox)
    assert preview.message is not None
    label = "nexus:announcements:post:1:1"
    for _ in range(2):
        mara.begin_click(None, on=preview.message, custom_id=label)
    await run(nexus)
    await sandbox.until(lambda: posts(sandbox))
    await run(nexus)
    assert len(posts(sandbox)) == 1


async def test_several_channels_each_get_it(sandbox: Sandbox, nexus: Nexus) -> None:
    general, news = sandbox.channel("general"), sandbox.channel("announcements")
    preview = await write(sandbox, where=general, where2=news)
    await press(sandbox, "Post now", preview, "is being posted")
    await run(nexus)
    assert [len(posts(sandbox, name)) for name in ("general", "announcements")] == [1, 1]
    assert posts(sandbox, "announcements")[0].flags & 1, "handed on to following channels"


async def test_channels_are_chosen_in_the_preview(sandbox: Sandbox, nexus: Nexus) -> None:
    preview = await write(sandbox)
    chosen = await sandbox.member("mara").select(
        "Which channels?", [sandbox.channel("general")], on=preview
    )
    await sandbox.until(
        lambda: (
            f"<#{sandbox.channel('general').id}>"
            in sandbox.member("mara").seen(chosen.interaction).text
        )
    )
    with_channel = sandbox.member("mara").seen(chosen.interaction)
    await press(sandbox, "Post now", with_channel, "is being posted")
    await run(nexus)
    assert len(posts(sandbox, "general")) == 1
    assert posts(sandbox) == []


async def test_the_eleventh_publication_of_an_hour_waits(sandbox: Sandbox, nexus: Nexus) -> None:
    news, general = sandbox.channel("announcements"), sandbox.channel("general")
    for _ in range(11):
        preview = await write(sandbox, where=news, where2=general)
        await press(sandbox, "Post now", preview, "is being posted")
    sandbox.clock.advance(10)
    await run(nexus)
    assert len(posts(sandbox, "general")) == 11
    published = [bool(post.flags & 1) for post in posts(sandbox, "announcements")]
    assert published.count(True) == 10
    shown = await sandbox.member("mara").slash("announce show", announcement="11")
    assert "ten an hour" in shown.text
    sandbox.clock.advance(3700)
    await nexus.restart()
    await run(nexus, timedelta(hours=1, minutes=1))
    assert all(post.flags & 1 for post in posts(sandbox, "announcements"))
    crossposts = [r for r in sandbox.requests if r.path.endswith("/crosspost")]
    assert {r.status for r in crossposts} == {200}


async def test_a_channel_at_its_limit_keeps_no_other_waiting(
    sandbox: Sandbox, nexus: Nexus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cogs.announcements.mirrors.PATIENCE_SECONDS", 0.3)
    news = sandbox.channel("announcements")
    other = create_channel(sandbox.world, sandbox.guild, ChannelKind.ANNOUNCEMENT, "news")
    for _ in range(10):  # others have used up what Discord allows
        crosspost_message(sandbox.world, await sandbox.member("mara").send("News.", channel=news))
    await nexus.restart()
    preview = await write(sandbox, where=news, where2=other)
    await press(sandbox, "Post now", preview, "is being posted")
    await run(nexus)
    assert posts(sandbox, "news")[0].flags & 1
    assert not posts(sandbox, "announcements")[0].flags & 1
    sandbox.clock.advance(3700)
    await run(nexus, timedelta(hours=1, minutes=1))
    assert posts(sandbox, "announcements")[0].flags & 1


async def test_a_series_keeps_its_hour_when_clocks_are_set(sandbox: Sandbox, nexus: Nexus) -> None:
    await sandbox.member("mara").slash("me timezone", zone="Europe/London")
    await schedule(sandbox, when="every day at 9")
    hours = set()
    for _ in range(12):
        await run(nexus, 31 * DAY)
        async with reading(nexus.services.database) as connection:
            found = await announcements.find_announcement(connection, sandbox.guild.id, 1)
        assert found is not None
        assert found.next_at is not None
        assert found.next_at.astimezone(ZoneInfo("Europe/London")).hour == 9
        hours.add(found.next_at.hour)
    assert hours == {8, 9}


async def test_a_picture_that_is_none_is_refused_and_the_text_kept(sandbox: Sandbox) -> None:
    preview = await write(sandbox, form={"Picture": [("virus.exe", b"MZ...")]})
    assert "PNG, JPEG, GIF and WebP" in preview.text
    assert TITLE in preview.text


async def test_an_old_preview_does_not_confirm_what_was_changed(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara = sandbox.member("mara")
    preview = await write(sandbox)
    form = await mara.click("Edit", on=preview)
    changed = await mara.fill(form, {"Title": "Something else"})
    assert changed.message is not None
    for button in changed.message.components[1]["components"]:
        button["custom_id"] = button["custom_id"].replace("post:1:2", "post:1:1")
    refused = await press(sandbox, "Post now", changed, "older preview")
    await run(nexus)
    assert posts(sandbox) == []
    await press(sandbox, "Post now", refused, "is being posted")
    await run(nexus)
    assert posts(sandbox)[0].embeds[0]["title"] == "Something else"


async def test_announcing_in_french(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    mara.locale = "fr"
    form = await mara.slash("announce create")
    shown = await mara.fill(
        form, {"Titre": "Examens", "Texte": "Lundi.", "Choix": ["Un bouton « Vu » avec un compte"]}
    )
    await sandbox.until(lambda: "Aperçu" in mara.seen(shown.interaction).text)
    posted = await mara.click("Publier maintenant", on=mara.seen(shown.interaction))
    assert "en cours de publication" in posted.text
    await run(nexus)
    assert button_of(posts(sandbox)[0]) == "Got it · 0", "public posts are in the server's language"


async def test_a_template_is_kept_used_and_deleted(sandbox: Sandbox, nexus: Nexus) -> None:
    mara = sandbox.member("mara")
    mentionable(sandbox, "Backend")
    await nexus.settle()
    backend = next(r for r in sandbox.guild.roles.values() if r.name == "Backend")
    await announce(sandbox, nexus, ping=backend)
    delete_role(sandbox.world, sandbox.guild, backend)
    await nexus.settle()
    saved = await mara.slash("announce template save", announcement="1", name="Exams")
    assert "Exams" in saved.text
    form = await mara.slash("announce create", template="exams")
    assert TITLE in str(form.modal)
    assert "Exams" in (await mara.slash("announce template list")).text
    offered = await mara.autocomplete("announce template delete", name="ex")
    assert offered == [("Exams", "Exams")]
    await mara.slash("announce template delete", name="Exams")
    assert "no template" in (await mara.slash("announce create", template="Exams")).text


async def test_scheduling_twice_makes_one(sandbox: Sandbox, nexus: Nexus) -> None:
    await schedule(sandbox)
    listed = await sandbox.member("mara").slash("announce list")
    assert listed.text.count(TITLE) == 1
    await run(nexus, until(nexus, 18))
    assert "None." in (await sandbox.member("mara").slash("announce list")).text
    assert TITLE in (await sandbox.member("mara").slash("announce list", state="posted")).text
