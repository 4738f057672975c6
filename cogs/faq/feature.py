"""The FAQ: what was solved once, kept right by moderators."""

from __future__ import annotations

from cogs.faq.cards import SUGGESTION_CARD
from cogs.faq.cog import Faq
from cogs.faq.digest import DIGEST
from cogs.faq.hints import HINT_DELIVERIES, Hints
from cogs.faq.personal import PERSONAL
from cogs.faq.timed import DELIVERIES
from cogs.faq.views.entry import open_select, show_privately
from cogs.faq.views.exchange import starter_button
from cogs.faq.views.registry import FORMS, ITEMS
from cogs.faq.views.suggest import suggest_question_button
from cogs.ui.client import FAQ_OFFER, STARTER_OFFER, SUGGEST_OFFER, Feature
from domain.search.documents import FAQ

FEATURE = Feature(
    name="faq",
    cogs=(Faq, Hints),
    items=ITEMS,
    forms=FORMS,
    commands={
        "faq": "faq list",
        "faq:import": "faq import",
        "faq:drop-import": "faq import",
        "faq:review": "faq review",
        "faq:suggest": "faq suggest",
    },
    deliveries=(*DELIVERIES, *HINT_DELIVERIES),
    cards=(SUGGESTION_CARD,),
    personal=(PERSONAL,),
    digest=(DIGEST,),
    shows={FAQ: show_privately},
    offers={
        FAQ_OFFER: open_select,
        STARTER_OFFER: starter_button,
        SUGGEST_OFFER: suggest_question_button,
    },
)
