"""Questions and answers: from a typed title to an accepted answer."""

from __future__ import annotations

from cogs.qa.catch_up import CatchUp
from cogs.qa.cog import Questions
from cogs.qa.deletions import DELETION_DELIVERIES
from cogs.qa.digest import DIGEST
from cogs.qa.messages import QuestionMessages
from cogs.qa.personal import MESSAGES, PERSONAL
from cogs.qa.publishing import QUESTION_CARD
from cogs.qa.timed import TIMED_DELIVERIES
from cogs.qa.views.asking import ask_missed_button
from cogs.qa.views.lists import show_privately
from cogs.qa.views.registry import FORMS, ITEMS
from cogs.ui.client import ASK_OFFER, Feature
from domain.search.documents import QUESTION

FEATURE = Feature(
    name="qa",
    cogs=(Questions, lambda bot: QuestionMessages(bot, CatchUp(bot))),
    items=ITEMS,
    forms=FORMS,
    commands={
        "qa": "question list",
        "qa:ask": "ask",
        "qa:post": "ask",
        "qa:revise": "ask",
        "qa:solved": "ask",
        "qa:topics": "question subscribe",
    },
    deliveries=(*DELETION_DELIVERIES, *TIMED_DELIVERIES),
    cards=(QUESTION_CARD,),
    personal=(PERSONAL, MESSAGES),
    digest=(DIGEST,),
    shows={QUESTION: show_privately},
    offers={ASK_OFFER: ask_missed_button},
)
