"""Every button and form of this feature."""

from __future__ import annotations

from cogs.endpoints.views.card import CARD_FORMS, CARD_ITEMS
from cogs.endpoints.views.lists import LIST_ITEMS
from cogs.endpoints.views.passing import PASSING_FORMS, PASSING_ITEMS
from cogs.endpoints.views.writing import WRITING_FORMS, WRITING_ITEMS

ITEMS = (*CARD_ITEMS, *PASSING_ITEMS, *WRITING_ITEMS, *LIST_ITEMS)
FORMS = (*CARD_FORMS, *PASSING_FORMS, *WRITING_FORMS)
