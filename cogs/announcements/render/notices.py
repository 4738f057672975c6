"""What an announcement's editor is told directly."""

from __future__ import annotations

from cogs.core.markup import jump_link, plain
from cogs.core.text import Catalogue
from domain.announcements.records import Announcement, Post
from domain.announcements.rules import MAX_TITLE


def render_notice(announcement: Announcement, post: Post, text: Catalogue) -> str:
    """A post of the announcement cannot be kept up to date: why, and what helps."""
    return text(
        "announcements-notice",
        number=str(announcement.id),
        title=plain(announcement.wording.title, MAX_TITLE),
        channel=f"<#{post.channel_id}>",
        link=jump_link(post.guild_id, post.channel_id, post.message_id),
        fault=fault_words(post, text),
    )


def fault_words(post: Post, text: Catalogue) -> str:
    """Why a post is not kept up to date."""
    return "" if post.fault is None else text(f"announcements-fault-{post.fault.value}")
