"""Questions in a forum channel: posts with tags, silent changes in archived posts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.guilds import GuildSettings
from domain.tags import STATUS_NAMES
from sandbox.client import Sandbox
from sandbox.world.models import Channel, ForumTag
from storage import guilds
from tests.nexus import Nexus
from tests.statements import writing

TITLE = "Why does my queryset run twice?"
FORUM = "questions"


@pytest.fixture
async def forum(sandbox: Sandbox, nexus: Nexus) -> Channel:
    """The seeded forum, with tags, chosen for questions."""
    channel = sandbox.channel(FORUM)
    names = [*STATUS_NAMES["en"].values(), "Django", "Docker", "Week 4"]
    channel.tags = [ForumTag(sandbox.world.ids.next(), name) for name in names]
    async with writing(nexus.services.database) as connection:
        settings = GuildSettings(sandbox.guild.id, question_channel_id=channel.id)
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    await nexus.restart()
    return channel


async def ask(sandbox: Sandbox) -> Channel:
    ada = sandbox.member("ada")
    form = await ada.slash("ask", title=TITLE, channel="general")
    await ada.fill(form, {"What happens?": "It is slow.", "Topics": ["Docker", "REST"]})
    (post,) = sandbox.threads(FORUM)
    return post


def tags(forum: Channel, post: Channel) -> list[str]:
    names = {tag.id: tag.name for tag in forum.tags}
    assert post.thread is not None
    return [names[tag_id] for tag_id in post.thread.applied_tags]


async def test_a_question_becomes_a_post_with_its_tags(sandbox: Sandbox, forum: Channel) -> None:
    post = await ask(sandbox)
    assert post.name == TITLE
    assert tags(forum, post) == ["Open", "Docker"]
    assert sandbox.world.messages[post.id].embeds[0]["title"] == TITLE


async def test_tags_follow_what_happens_and_the_name_stays(
    sandbox: Sandbox, nexus: Nexus, forum: Channel
) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    post = await ask(sandbox)
    answer = await kofi.send("Prune the cache", channel=post)
    await nexus.settle()
    assert tags(forum, post) == ["Answered", "Docker"]
    await ada.menu("Accept answer", answer)
    await nexus.settle()
    assert tags(forum, post) == ["Solved", "Docker"]
    await ada.click("Reopen", on=sandbox.world.messages[post.id])
    await nexus.settle()
    assert tags(forum, post) == ["Answered", "Docker"]
    await ada.slash("question close", resolution="invalid", channel=post)
    await nexus.settle()
    assert tags(forum, post) == ["Closed", "Docker"]
    assert post.name == TITLE


async def test_a_tag_that_a_moderator_gave_stays(
    sandbox: Sandbox, nexus: Nexus, forum: Channel
) -> None:
    post = await ask(sandbox)
    week = next(tag.id for tag in forum.tags if tag.name == "Week 4")
    assert post.thread is not None
    post.thread.applied_tags.append(week)
    await nexus.restart()
    await sandbox.member("ada").slash("question close", resolution="stale", channel=post)
    await nexus.settle()
    assert tags(forum, post) == ["Closed", "Docker", "Week 4"]


@pytest.mark.parametrize("locked", [False, True])
async def test_an_archived_post_is_changed_silently_and_left_as_it_was(
    sandbox: Sandbox, nexus: Nexus, forum: Channel, *, locked: bool
) -> None:
    post = await ask(sandbox)
    assert post.thread is not None
    post.thread.archived, post.thread.locked = True, locked
    before = len(sandbox.messages(post))
    await nexus.restart()
    await sandbox.member("ada").slash(
        "question close", resolution="stale", question="1", channel="general"
    )
    await nexus.settle()
    assert (post.thread.archived, post.thread.locked) == (True, locked)
    assert tags(forum, post) == ["Closed", "Docker"]
    assert "🔒 Stale" in str(sandbox.world.messages[post.id].embeds)
    assert len(sandbox.messages(post)) == before


@pytest.mark.usefixtures("forum")
async def test_a_post_whose_answer_was_lost_is_found_again(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    sandbox.faults.drop_after("POST /channels/{channel_id}/threads")
    form = await ada.slash("ask", title=TITLE, channel="general")
    told = await ada.fill(form, {"What happens?": "It is slow."})
    assert "#1" in told.content
    await nexus.restart()
    await nexus.settle()
    (post,) = sandbox.threads(FORUM)
    shown = await ada.slash("question show", question="1", channel="general")
    assert str(post.id) in shown.content


async def test_a_forum_that_requires_tags_gets_one(
    sandbox: Sandbox, nexus: Nexus, forum: Channel
) -> None:
    forum.tags = [replace(tag) for tag in forum.tags if tag.name == "Week 4"]
    forum.flags |= 1 << 4
    await nexus.restart()
    post = await ask(sandbox)
    assert tags(forum, post) == ["Week 4"]


async def test_a_click_in_an_archived_post_is_answered_privately(
    sandbox: Sandbox, nexus: Nexus, forum: Channel
) -> None:
    post = await ask(sandbox)
    assert post.thread is not None
    post.thread.archived = True
    await nexus.restart()
    kofi = sandbox.member("kofi")
    told = await kofi.click("Claim", on=sandbox.world.messages[post.id])
    assert "You are working on question #1" in told.content
    await nexus.settle()
    assert f"<@{kofi.id}>" in str(sandbox.world.messages[post.id].embeds)
    assert post.thread.archived
    assert tags(forum, post) == ["Open", "Docker"]
