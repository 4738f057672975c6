"""What the tests of announcements share."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from cogs.announcements.names import PLANS, POSTS, PUBLISHING
from sandbox.client import Sandbox, Seen
from sandbox.world.models import Message
from tests.nexus import Nexus

TITLE = "Exams begin on Monday"
TEXT = "Bring your **laptop**.\n\n- room 4\n- 9 o'clock, @everyone"
FORM: dict[str, Any] = {"Title": TITLE, "Text": TEXT}
DAY = timedelta(days=1)
PNG = ("plan.png", b"\x89PNG\r\n\x1a\n" + b"pixels")


async def write(
    sandbox: Sandbox, by: str = "mara", form: dict[str, Any] | None = None, **options: Any
) -> Seen:
    """A moderator writes an announcement; returns the preview."""
    member = sandbox.member(by)
    opened = await member.slash("announce create", **options)
    assert opened.modal is not None, opened.text
    shown = await member.fill(
        opened, FORM | {"Choices": ['A button "Got it" with a count']} | (form or {})
    )
    return await settled(sandbox, by, shown, "Pings")


async def settled(sandbox: Sandbox, by: str, seen: Seen, words: str) -> Seen:
    """What she sees of an answer once it holds these words: the deferred ones take a moment."""
    member = sandbox.member(by)
    await sandbox.until(lambda: words in member.seen(seen.interaction).text)
    return member.seen(seen.interaction)


async def press(sandbox: Sandbox, label: str, on: Seen, words: str, by: str = "mara") -> Seen:
    """Somebody presses a button and waits for an answer with these words."""
    return await settled(sandbox, by, await sandbox.member(by).click(label, on=on), words)


async def announce(sandbox: Sandbox, nexus: Nexus, **options: Any) -> Message:
    """Mara announces something at once; returns the post."""
    before = len(posts(sandbox))
    preview = await write(sandbox, **options)
    await press(sandbox, "Post now", preview, "is being posted")
    await run(nexus)
    assert len(posts(sandbox)) == before + 1
    return posts(sandbox)[-1]


async def schedule(sandbox: Sandbox, when: str = "tomorrow 18:00", **options: Any) -> Seen:
    """Mara schedules an announcement."""
    preview = await write(sandbox, when=when, **options)
    return await press(sandbox, "Confirm and schedule", preview, "is scheduled")


def posts(sandbox: Sandbox, channel: str = "prodevprojectnexus") -> list[Message]:
    """What the bot has announced there."""
    bot_id = sandbox.application.bot.id
    return [m for m in sandbox.messages(channel) if m.author_id == bot_id and m.embeds]


async def run(nexus: Nexus, period: timedelta = timedelta()) -> None:
    """Let time pass and all of the background look at what there is to do, as the sweep does."""
    nexus.clock.advance(period)
    for _ in range(2):
        for mirror in (PLANS, POSTS, PUBLISHING):
            nexus.services.schedule.reconcile(mirror)
        nexus.services.schedule.wake()
        await nexus.settle()


def begin_after_nine(nexus: Nexus) -> None:
    """Let the day be so far on that what is due "every day at 9" comes tomorrow first."""
    now: datetime = nexus.clock()
    nexus.clock.advance(max(timedelta(), now.replace(hour=10) - now))


def until(nexus: Nexus, hour: int, days: int = 1) -> timedelta:
    """How long it is until an hour (UTC) of a day to come, and a few seconds more."""
    now: datetime = nexus.clock()
    then = (now + days * DAY).replace(hour=hour, minute=0, second=5, microsecond=0)
    return then - now


def button_of(message: Message) -> str:
    """The label of a post's button."""
    (row,) = message.components
    label: str = row["components"][0]["label"]
    return label
