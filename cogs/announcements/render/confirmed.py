"""What a moderator is told after something was done."""

from __future__ import annotations

from datetime import datetime

from cogs.announcements.render.panel import channel_list
from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.core.when import describe_schedule, stamp
from domain.announcements.records import Announcement
from domain.announcements.rules import MAX_TITLE


def named(announcement: Announcement) -> str:
    """An announcement's title inside a sentence."""
    return plain(announcement.wording.title, MAX_TITLE)


def render_scheduled(made: Announcement, text: Catalogue, now: datetime) -> str:
    """It is scheduled: when and where."""
    return text(
        "announcements-scheduled",
        number=str(made.id),
        title=named(made),
        when=describe_schedule(text, made.schedule, now),
        channels=channel_list(made.contents),
    )


def render_posted(made: Announcement, text: Catalogue) -> str:
    """It is being posted: where."""
    return text(
        "announcements-posting",
        number=str(made.id),
        title=named(made),
        channels=channel_list(made.contents),
    )


def render_saved(saved: Announcement, text: Catalogue) -> str:
    """It is changed, and when it comes next."""
    words = text(
        "announcements-saved",
        number=str(saved.id),
        title=named(saved),
        revision=str(saved.revision),
    )
    return f"{words}\n{next_words(saved, text)}"


def next_words(announcement: Announcement, text: Catalogue) -> str:
    """When the next occurrence is posted, or that none is."""
    if announcement.next_at is None:
        return text("announcements-next-none")
    at = announcement.next_at
    return text("announcements-next", at=f"{stamp(at)} ({stamp(at, 'R')})")
