"""What the tests of study sessions share."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.sessions.records import Answer, AnswerSource, Rsvp
from domain.times.wall import to_wall
from sandbox.client import Sandbox, Seen
from sandbox.world.models import Channel, Message
from storage import session_occurrences, session_people
from tests.nexus import Nexus
from tests.statements import reading, writing

HOME = "prodevprojectnexus"
ZONE = "Africa/Nairobi"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def words(nexus: Nexus, ahead: timedelta) -> str:
    """A time so far ahead, as one would type it: by the clock in UTC."""
    return f"{to_wall(nexus.clock() + ahead, 'UTC'):%Y-%m-%d %H:%M} UTC"


async def plan(
    sandbox: Sandbox, nexus: Nexus, when: str | None = None, by: str = "ada", **options: Any
) -> int:
    """A member plans a session, in three days unless `when` says otherwise; returns its number."""
    member = sandbox.member(by)
    options = {"title": "Django signals", "when": when or words(nexus, 3 * DAY)} | options
    seen = await member.slash("session create", **options)
    assert "Nothing is saved yet" in seen.text, seen.text
    seen = await member.click("Create", on=seen)
    assert "Planned" in seen.text, seen.text
    await nexus.settle()
    return int(seen.text.split("number ")[1].split(",")[0])


def cards(sandbox: Sandbox) -> list[Message]:
    """The cards of sessions, oldest first."""
    return [message for message in sandbox.messages(HOME) if message.embeds]


def field(card: Message, name: str) -> str:
    """What a field of a card says, found by a part of its name."""
    found: str = next(f["value"] for f in card.embeds[0]["fields"] if name in f["name"])
    return found


def names(card: Message) -> list[str]:
    return [f["name"] for f in card.embeds[0]["fields"]]


def thread(sandbox: Sandbox, card: Message) -> Channel:
    """The thread of a card."""
    return sandbox.world.channels[card.id]


def said(sandbox: Sandbox, card: Message) -> list[Message]:
    """What the bot wrote in a card's thread."""
    return [m for m in sandbox.messages(thread(sandbox, card)) if m.content]


async def press(sandbox: Sandbox, nexus: Nexus, card: Message, name: str, button: str) -> Seen:
    seen = await sandbox.member(name).click(button, on=card)
    await nexus.settle()
    return seen


async def starts_at(sandbox: Sandbox, nexus: Nexus, number: int) -> datetime:
    async with reading(nexus.services.database) as connection:
        found = await session_occurrences.find_occurrence(connection, sandbox.guild.id, number)
    assert found is not None
    return found.starts_at


async def fill_session(sandbox: Sandbox, nexus: Nexus, number: int, names: list[str]) -> list[int]:
    """Have new members come to a session; returns their ids."""
    ids = [sandbox.add_member(name).id for name in names]
    async with writing(nexus.services.database) as connection:
        for turn, member_id in enumerate(ids):
            rsvp = Rsvp(member_id, Answer.GOING, AnswerSource.BUTTON, turn)
            await session_people.save_rsvp(
                connection, sandbox.guild.id, number, rsvp, nexus.clock()
            )
    return ids
