"""Looking at announcements: lists, one with its ledger, and what it said before."""

from __future__ import annotations

from dataclasses import dataclass

from cogs.announcements.actions.finding import get_announcement
from cogs.announcements.names import ANNOUNCEMENT
from cogs.core.access import require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.announcements.records import Announcement, Post, Revision, State
from domain.deliveries import Delivery
from domain.errors import UserError
from storage import announcement_posts, announcements, deliveries

PAGE_SIZE = 10
LEDGER_PAGE = 8
MOST_POSTS = 10


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
    posts = await announcement_posts.list_of(unit.connection, found.id, limit=MOST_POSTS)
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
