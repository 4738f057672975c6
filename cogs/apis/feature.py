"""Learners' APIs: registered, their contracts uploaded and compared, their consumers told."""

from __future__ import annotations

from cogs.apis.cog import Apis
from cogs.apis.digest import DIGEST
from cogs.apis.personal import PERSONAL
from cogs.apis.publishing import API_CARD
from cogs.apis.timed import DELIVERIES
from cogs.apis.views.registry import FORMS, ITEMS
from cogs.ui.client import Feature

FEATURE = Feature(
    name="apis",
    cogs=(Apis,),
    items=ITEMS,
    forms=FORMS,
    commands={"apis": "api list"},
    deliveries=tuple(DELIVERIES),
    cards=(API_CARD,),
    personal=(PERSONAL,),
    digest=(DIGEST,),
)
