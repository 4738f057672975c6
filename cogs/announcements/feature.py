"""Announcements: written once, posted on time, kept right, and seen by whom they are for."""

from __future__ import annotations

from cogs.announcements.cog import Announcements
from cogs.announcements.mirrors import reconcile_posts, reconcile_publishing, retry_faults
from cogs.announcements.names import PLANS, POSTS, PUBLISHING
from cogs.announcements.personal import PERSONAL
from cogs.announcements.planning import reconcile
from cogs.announcements.posting import DELIVERIES
from cogs.announcements.views.registry import FORMS, ITEMS
from cogs.ui.client import Feature, Mirror

FEATURE = Feature(
    name="announcements",
    cogs=(Announcements,),
    items=ITEMS,
    forms=FORMS,
    commands={"announcements": "announce list"},
    deliveries=tuple(DELIVERIES),
    mirrors=lambda _bot: (
        Mirror(PLANS, lambda bot: reconcile(bot.services), shows=("announcement",)),
        Mirror(POSTS, reconcile_posts, retry_faults, ("announcement", "post")),
        Mirror(PUBLISHING, reconcile_publishing, shows=("post",)),
    ),
    personal=(PERSONAL,),
)
