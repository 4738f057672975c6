"""Lookups of announcements, their ledger, and who has seen them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from cogs.announcements.names import ANNOUNCEMENT
from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.unit import Unit
from domain.announcements.records import Announcement, Post, Revision, State, Template
from domain.announcements.rules import MOST_TEMPLATES
from domain.deliveries import Delivery
from domain.errors import UserError
from domain.ids import parse_number
from domain.times.recurrence import Moment, Schedule, list_moments
from storage import announcement_posts, announcement_templates, announcements, deliveries
from storage.announcement_posts import Seen

MOST_CHOICES = 25
MOST_SEARCHED = 200
MAX_CHOICE = 90
SIGNS = {
    State.SCHEDULED: "🗓️",
    State.PAUSED: "⏸️",
    State.DONE: "✅",
    State.CANCELLED: "🚫",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that autocomplete offers."""

    name: str
    value: str


async def get_announcement(unit: Unit, actor: Actor, announcement_id: int) -> Announcement:
    """Find a server's announcement; `UserError` where there is none of that number."""
    found = await announcements.find_announcement(unit.connection, actor.guild_id, announcement_id)
    if found is None:
        raise UserError("announcements-unknown", number=str(announcement_id))
    return found


async def look_up(unit: Unit, actor: Actor, announcement_id: int) -> Announcement:
    """Find an announcement for a moderator; `UserError` for others, and where there is none."""
    require_moderator(actor)
    return await get_announcement(unit, actor, announcement_id)


def number_in(typed: str) -> int:
    """Read the number that stands for an announcement; `UserError` for anything else."""
    number = parse_number(typed)
    if number is None:
        raise UserError("announcements-unknown", number=label(typed, MAX_CHOICE))
    return number


async def suggest_announcements(
    unit: Unit, actor: Actor, typed: str, *states: State
) -> list[Choice]:
    """List the announcements of these states whose title or number holds what is typed."""
    if not actor.is_moderator:
        return []
    found = await announcements.list_announcements(
        unit.connection, actor.guild_id, limit=MOST_SEARCHED
    )
    wanted = typed.casefold().strip().removeprefix("#")
    fitting = [
        Choice(label(f"{SIGNS[a.state]} #{a.id} {a.wording.title}", MAX_CHOICE), str(a.id))
        for a in found
        if a.state in states and (wanted in a.wording.title.casefold() or wanted == str(a.id))
    ]
    return fitting[:MOST_CHOICES]


async def list_upcoming(
    unit: Unit, actor: Actor, announcement_id: int
) -> tuple[Schedule, list[Moment]]:
    """Find a series, and list its next occurrences that can still be skipped, by time."""
    announcement = await look_up(unit, actor, announcement_id)
    if not announcement.is_open or announcement.next_at is None:
        return announcement.schedule, []
    taken_out = await announcements.list_skips(unit.connection, announcement.id)
    before = announcement.next_at - timedelta(seconds=1)
    ahead = list_moments(announcement.schedule, after=before, limit=MOST_CHOICES + len(taken_out))
    return announcement.schedule, [moment for moment in ahead if moment.slot not in taken_out]


async def get_template(unit: Unit, actor: Actor, name: str) -> Template:
    """Find a server's template; `UserError` where none has that name."""
    found = await announcement_templates.find_template(
        unit.connection, actor.guild_id, name.strip()
    )
    if found is None:
        raise UserError("announcements-template-unknown", name=label(name, MAX_CHOICE))
    return found


async def suggest_templates(unit: Unit, actor: Actor, typed: str) -> list[Choice]:
    """List the templates whose name holds what is typed."""
    if not actor.is_moderator:
        return []
    found = await announcement_templates.list_templates(
        unit.connection, actor.guild_id, limit=MOST_TEMPLATES
    )
    wanted = typed.casefold().strip()
    fitting = [Choice(t.name, t.name) for t in found if wanted in t.name.casefold()]
    return fitting[:MOST_CHOICES]


BATCH = 1_000
MOST_SEEN = 50_000
MOST_POSTS = 20


@dataclass(frozen=True, slots=True)
class Audience:
    """An announcement's latest occurrence in Discord, and who has seen it."""

    announcement: Announcement
    occurrence: str
    seen: tuple[Seen, ...]

    @property
    def member_ids(self) -> frozenset[int]:
        return frozenset(seen.member_id for seen in self.seen)

    def seen_with(self, role_id: int) -> int:
        """Count those who had this role when they pressed."""
        return sum(role_id in seen.role_ids for seen in self.seen)


async def see(
    unit: Unit, actor: Actor, announcement_id: int, occurrence: str, role_ids: Collection[int]
) -> bool:
    """Note that the actor has seen an occurrence; False where that was noted before.

    Of `role_ids`, the member's roles, only those are kept that the announcement notifies.
    """
    await admit(unit, actor)
    found = await get_announcement(unit, actor, announcement_id)
    is_posted = await announcement_posts.is_seen_by(
        unit.connection, found.id, occurrence, actor.sight
    )
    if not is_posted:  # a made-up occurrence, or posted where the actor does not look in
        raise UserError("announcements-unknown", number=str(announcement_id))
    if not found.wording.has_button:
        raise UserError("announcements-no-button")
    theirs = tuple(r for r in found.contents.pings.role_ids if r in role_ids)
    seen = Seen(actor.member_id, theirs)
    is_new = await announcement_posts.see(unit.connection, found.id, occurrence, seen, unit.now)
    if is_new:
        await announcement_posts.want_occurrence(unit.connection, found.id, occurrence)
        unit.show("announcement", found.id)
    return is_new


async def find_audience(unit: Unit, actor: Actor, announcement_id: int) -> Audience:
    """Find who has seen the latest occurrence; `UserError` where nothing is posted yet."""
    require_moderator(actor)
    found = await get_announcement(unit, actor, announcement_id)
    posts = await announcement_posts.list_of(unit.connection, found.id, limit=MOST_POSTS)
    occurrence = next((p.occurrence for p in posts if p.message_id is not None), None)
    if occurrence is None:
        raise UserError("announcements-not-posted")
    seen: list[Seen] = []
    while len(seen) < MOST_SEEN:
        after = seen[-1].member_id if seen else 0
        batch = await announcement_posts.list_seen(
            unit.connection, found.id, occurrence, after=after, limit=BATCH
        )
        seen += batch
        if len(batch) < BATCH:
            break
    return Audience(found, occurrence, tuple(seen))


PAGE_SIZE = 10
LEDGER_PAGE = 8
MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a server's announcements."""

    state: State
    announcements: tuple[Announcement, ...]
    page: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """An announcement, a page of its ledger, and how its latest posts stand."""

    announcement: Announcement
    ledger: tuple[Delivery, ...]
    page: int
    has_more: bool
    posts: tuple[Post, ...]
    """Those of the latest occurrence that is in Discord."""
    seen: int


@dataclass(frozen=True, slots=True)
class Change:
    """A revision of an announcement, and the one before it."""

    announcement: Announcement
    revision: Revision
    before: Revision | None
    page: int


async def list_page(unit: Unit, actor: Actor, state: State, page: int) -> Listing:
    """List a page of the announcements of one state, the newest first."""
    require_moderator(actor)
    found = await announcements.list_of_state(
        unit.connection, actor.guild_id, state, limit=PAGE_SIZE + 1, skip=page * PAGE_SIZE
    )
    return Listing(state, tuple(found[:PAGE_SIZE]), page, len(found) > PAGE_SIZE)


async def show(unit: Unit, actor: Actor, announcement_id: int, page: int) -> Overview:
    """Find an announcement with a page of its ledger, the latest first."""
    require_moderator(actor)
    found = await get_announcement(unit, actor, announcement_id)
    rows = await deliveries.list_ledger(
        unit.connection,
        actor.guild_id,
        (ANNOUNCEMENT,),
        found.id,
        limit=LEDGER_PAGE + 1,
        skipped=page * LEDGER_PAGE,
    )
    posts = await announcement_posts.list_of(unit.connection, found.id, limit=MOST_LISTED)
    posts = [post for post in posts if post.message_id is not None]
    latest = posts[0].occurrence if posts else ""
    seen = await announcement_posts.count_seen(unit.connection, found.id, latest)
    shown = tuple(post for post in posts if post.occurrence == latest)
    return Overview(found, tuple(rows[:LEDGER_PAGE]), page, len(rows) > LEDGER_PAGE, shown, seen)


async def show_change(unit: Unit, actor: Actor, announcement_id: int, page: int) -> Change:
    """Find what one change did; page 0 is the latest."""
    require_moderator(actor)
    found = await get_announcement(unit, actor, announcement_id)
    revisions = await announcements.list_revisions(unit.connection, found.id, limit=2, skip=page)
    if not revisions:
        raise UserError("announcements-no-revision")
    before = revisions[1] if len(revisions) > 1 else None
    return Change(found, revisions[0], before, page)
