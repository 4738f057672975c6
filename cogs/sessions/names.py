"""Names that the parts of this feature know each other by."""

MIRROR = "sessions"
"""Mirror that moves sessions on by the clock, plans what comes next, and fills seats."""
EVENTS = "session-events"
"""Mirror that reads who is interested in Discord's own events."""
DRAFTING = "sessions-draft"
"""The kind of a draft that holds a session which is being planned or changed."""
SESSION_CARD, POLL_CARD, EVENT = "session", "poll", "session-event"
"""Kinds of cards; their subjects are an occurrence, a poll, and an occurrence again."""
CARD_MARK, POLL_MARK = "sessions:going", "sessions:poll-mark"
"""Buttons by which cards are recognised."""

# Kinds of timed posts; their subject is an occurrence.
REMINDER = "sessions-reminder"
"""Reminds who comes, in the thread, once for each lead time; has direct messages sent first."""
REMINDER_MORE = "sessions-reminder-more"
"""Mentions those for whom the reminder in the thread had no room."""
REMINDER_DM = "sessions-reminder-dm"
"""Reminds one member directly."""
PROMOTED = "sessions-promoted"
"""Tells a member directly that a seat became free for them."""
PROMOTED_HERE = "sessions-promoted-here"
"""Message in the thread, where the direct message could not be sent."""
CHANGED = "sessions-changed"
"""Tells who comes, in the thread, that the time has changed or that it is cancelled."""
SUMMARY = "sessions-summary"
"""Tells the host afterwards who came, and asks for notes."""
SUMMARY_HERE = "sessions-summary-here"
"""Message in the thread, where the direct message could not be sent."""
CARD_LOST = "sessions-card-lost"
"""Tells the host that the card cannot be shown, and why."""
EVENT_LOST = "sessions-event-lost"
"""Tells the host that Discord's event cannot be made, and why."""
POLL_LOST = "sessions-poll-lost"
"""Tells who started a poll that it cannot be shown, and why; its subject is the poll."""
LEDGER = (
    REMINDER,
    REMINDER_MORE,
    REMINDER_DM,
    PROMOTED,
    PROMOTED_HERE,
    CHANGED,
    SUMMARY,
    SUMMARY_HERE,
)
"""Kinds of the ledger that `/session show` shows to the host and to moderators."""
PUBLIC_LEDGER = (REMINDER, REMINDER_MORE, PROMOTED_HERE, CHANGED, SUMMARY_HERE)
"""Kinds of the ledger that everybody sees: who accepts direct messages is private."""
