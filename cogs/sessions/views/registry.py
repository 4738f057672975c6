"""All buttons and forms of this feature."""

from cogs.sessions.views.cancelling import CANCEL_FORMS, CANCEL_ITEMS
from cogs.sessions.views.card import CARD_ITEMS
from cogs.sessions.views.drafts import DRAFT_FORMS, DRAFT_ITEMS
from cogs.sessions.views.lists import LIST_ITEMS
from cogs.sessions.views.notes import NOTES_FORMS, NOTES_ITEMS
from cogs.sessions.views.polls import POLL_ITEMS

ITEMS = (*CARD_ITEMS, *DRAFT_ITEMS, *CANCEL_ITEMS, *LIST_ITEMS, *NOTES_ITEMS, *POLL_ITEMS)
FORMS = (*DRAFT_FORMS, *CANCEL_FORMS, *NOTES_FORMS)
