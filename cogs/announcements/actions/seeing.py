"""Who has seen an announcement, and who has not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cogs.announcements.actions.finding import get_announcement
from cogs.core.access import admit, require_moderator
from cogs.core.actor import Actor
from cogs.core.unit import Unit
from domain.announcements.records import Announcement
from domain.errors import UserError
from storage import announcement_posts
from storage.announcement_posts import Seen

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
