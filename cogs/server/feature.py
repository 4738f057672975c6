"""Moderators' tools, and the guide to what is possible."""

from __future__ import annotations

from cogs.server.cog import Server
from cogs.server.departures import ERASE_DELIVERY
from cogs.server.moderation.delivery import REPORT_DELIVERY
from cogs.server.moderation.log import AuditPage
from cogs.server.moderation.views import MODERATION_FORMS, MODERATION_ITEMS
from cogs.server.personal import PERSONAL
from cogs.server.setup.views import SETUP_ITEMS, WordsForm, ZoneForm
from cogs.ui.client import Feature

FEATURE = Feature(
    name="server",
    cogs=(Server,),
    items=(*SETUP_ITEMS, *MODERATION_ITEMS, AuditPage),
    forms=(ZoneForm, WordsForm, *MODERATION_FORMS),
    commands={"server": "audit", "server:setup": "setup"},
    deliveries=(REPORT_DELIVERY, ERASE_DELIVERY),
    personal=(PERSONAL,),
)
