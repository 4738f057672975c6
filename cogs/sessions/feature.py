"""Study sessions, as the bot knows them: commands, items, posts, cards and people's data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cogs.core.services import DigestPart, DigestSection, DigestView, PersonalData
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.sessions.actions.reminders import plan_all_reminders
from cogs.sessions.cards import CARD_KINDS, Keeper
from cogs.sessions.commands import Sessions
from cogs.sessions.events import Interests
from cogs.sessions.listeners import SessionEvents
from cogs.sessions.names import EVENTS, MIRROR
from cogs.sessions.posts import DELIVERIES
from cogs.sessions.render import line_words
from cogs.sessions.views.card import CARD_ITEMS, LIST_ITEMS, NOTES_FORMS, NOTES_ITEMS
from cogs.sessions.views.drafts import CANCEL_FORMS, CANCEL_ITEMS, DRAFT_FORMS, DRAFT_ITEMS
from cogs.sessions.views.polls import POLL_ITEMS
from cogs.ui.client import Feature, Mirror, NexusBot
from domain.channels import Sight
from domain.sessions.records import Occurrence, Rsvp
from storage import session_occurrences, session_people, session_polls, sessions
from storage.connection import Connection


async def _export(
    connection: Connection, guild_id: int, member_id: int, sight: Sight
) -> list[dict[str, object]]:
    hosted = await sessions.export_member(connection, guild_id, member_id)
    people = await session_people.export_member(connection, guild_id, member_id, sight)
    return (
        hosted + people + await session_polls.export_member(connection, guild_id, member_id, sight)
    )


async def _erase(connection: Connection, guild_id: int, member_id: int, _: datetime) -> int:
    """Sessions that they host go on without their name."""
    erased = await sessions.erase_member(connection, guild_id, member_id)
    erased += await session_people.erase_member(connection, guild_id, member_id)
    return erased + await session_polls.erase_member(connection, guild_id, member_id)


async def _erase_guild(connection: Connection, guild_id: int) -> None:
    await session_polls.erase_guild(connection, guild_id)
    await session_people.erase_guild(connection, guild_id)
    await sessions.erase_guild(connection, guild_id)


PERSONAL = PersonalData("sessions", _export, _erase, _erase_guild)


AHEAD = timedelta(days=7)
MOST_READ = 100
MOST_SHOWN = 7


Ahead = Sequence[tuple[Occurrence, Sequence[Rsvp]]]
"""Sessions of the week ahead with who comes, as far as that is shown."""


async def _read(unit: Unit, view: DigestView) -> Ahead:
    ahead = await session_occurrences.list_ahead(
        unit.connection, view.guild_id, (view.now, view.now + AHEAD), view.sight, limit=MOST_READ
    )
    rsvps = {
        each.id: await session_people.list_rsvps(unit.connection, each.id)
        for each in ahead[:MOST_SHOWN]
    }
    return [(each, rsvps.get(each.id, ())) for each in ahead]


def _render(ahead: Ahead, text: Catalogue) -> list[DigestPart]:
    lines = [line_words(each, rsvps, text) for each, rsvps in ahead[:MOST_SHOWN]]
    heading = text("sessions-digest", count=len(ahead))
    return [DigestPart(heading, lines, len(ahead))] if ahead else []


DIGEST = DigestSection(4, _read, _render)


ITEMS = (*CARD_ITEMS, *DRAFT_ITEMS, *CANCEL_ITEMS, *LIST_ITEMS, *NOTES_ITEMS, *POLL_ITEMS)
FORMS = (*DRAFT_FORMS, *CANCEL_FORMS, *NOTES_FORMS)


def _mirrors(bot: NexusBot) -> tuple[Mirror, ...]:
    sessions, interests = Keeper(bot), Interests(bot)
    return (
        Mirror(MIRROR, sessions.reconcile, sessions.arrived, ("session",)),
        Mirror(EVENTS, interests.catch_up, interests.arrived),
    )


FEATURE = Feature(
    name="sessions",
    cogs=(Sessions, SessionEvents),
    items=ITEMS,
    forms=FORMS,
    commands={"sessions": "session list"},
    deliveries=tuple(DELIVERIES),
    cards=CARD_KINDS,
    mirrors=_mirrors,
    personal=(PERSONAL,),
    digest=(DIGEST,),
    replan_reminders=plan_all_reminders,
)
