"""Names that the parts of this feature know each other by."""

MIRROR = "endpoints"
"""Mirror that hears of uploads that nobody listened to."""
DRAFTING = "endpoints-draft"
"""The kind of a draft that holds a request, or another shape, which is being written."""
ASKED = "request"
"""The event with which a request begins."""
CARD_MARK = "endpoints:watch"
"""The button by which a card is recognised."""

# Kinds of timed posts; their subject is a request.
NEWS = "endpoints-news"
"""Tells the other side and whoever watches, in the thread, what happened; each event once."""
DUE = "endpoints-due"
"""Reminds both sides, in the thread, of the day by which it is needed."""
FOUND = "endpoints-found"
"""Offers, in the thread, to call it live: a contract holds it now."""
CARD_LOST = "endpoints-card-lost"
"""Tells the requester that the card cannot be shown, and why."""
LEDGER = (NEWS, DUE, FOUND)
"""Kinds of the delivery ledger that `/endpoint show` shows."""
