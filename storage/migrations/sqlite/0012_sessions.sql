-- Study sessions: a series, its occurrences, who comes, who came, polls for a time.

CREATE TABLE session_series (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    host_id INTEGER, -- NULL: erased
    title TEXT NOT NULL CHECK (title <> ''),
    topic TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    minutes INTEGER NOT NULL CHECK (minutes > 0),
    place_kind TEXT NOT NULL CHECK (place_kind IN ('none', 'channel', 'link')),
    place_id INTEGER, -- a voice channel, a text channel, a thread
    place_url TEXT,
    capacity INTEGER CHECK (capacity > 0), -- NULL: no limit
    start_wall TEXT NOT NULL, -- 20261130T1800, in zone
    zone TEXT NOT NULL,
    rule TEXT, -- an RRULE's value; NULL: once
    lead_minutes TEXT, -- ids separated by spaces; NULL: the defaults
    channel_id INTEGER NOT NULL, -- where it is announced
    state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'cancelled', 'ended')),
    follows_id INTEGER REFERENCES session_series (id) ON DELETE SET NULL, -- split off that one
    uid TEXT NOT NULL UNIQUE, -- in calendars, for good
    revision INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK ((place_kind = 'channel') = (place_id IS NOT NULL)),
    CHECK ((place_kind = 'link') = (place_url IS NOT NULL))
) STRICT;

CREATE INDEX session_series_active ON session_series (state, id);
CREATE INDEX session_series_guild ON session_series (guild_id, state, id);
CREATE INDEX session_series_host ON session_series (host_id, guild_id) WHERE host_id IS NOT NULL;
CREATE INDEX session_series_follows ON session_series (follows_id) WHERE follows_id IS NOT NULL;

CREATE TABLE session_occurrences (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series_id INTEGER NOT NULL REFERENCES session_series (id) ON DELETE CASCADE,
    guild_id INTEGER NOT NULL,
    slot TEXT NOT NULL, -- where the series put it, wherever it was moved to: its RECURRENCE-ID
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL CHECK (ends_at > starts_at),
    -- What is different from the series; NULL: as there. A capacity of 0 is no limit.
    title TEXT,
    topic TEXT,
    description TEXT,
    place_kind TEXT CHECK (place_kind IN ('none', 'channel', 'link')),
    place_id INTEGER,
    place_url TEXT,
    capacity INTEGER CHECK (capacity >= 0),
    state TEXT NOT NULL DEFAULT 'planned'
        CHECK (state IN ('planned', 'running', 'ended', 'cancelled')),
    reason TEXT, -- why it was cancelled
    notes TEXT,
    noted_by INTEGER,
    sequence INTEGER NOT NULL DEFAULT 0, -- in calendars
    revision INTEGER NOT NULL DEFAULT 1,
    shown_revision INTEGER NOT NULL DEFAULT 0, -- of the card
    channel_id INTEGER, -- of the card
    message_id INTEGER,
    thread_id INTEGER,
    fault TEXT, -- why the card cannot be shown
    event_id INTEGER, -- Discord's scheduled event
    event_revision INTEGER NOT NULL DEFAULT 0,
    UNIQUE (series_id, slot)
) STRICT;

CREATE INDEX session_occurrences_ahead ON session_occurrences (guild_id, starts_at, id);
CREATE INDEX session_occurrences_to_show ON session_occurrences (starts_at, id)
WHERE shown_revision < revision AND fault IS NULL;
CREATE INDEX session_occurrences_state ON session_occurrences (state, starts_at, id);
CREATE INDEX session_occurrences_events ON session_occurrences (starts_at, id)
WHERE event_revision < revision;
CREATE UNIQUE INDEX session_occurrences_message ON session_occurrences (message_id)
WHERE message_id IS NOT NULL;
CREATE INDEX session_occurrences_thread ON session_occurrences (thread_id)
WHERE thread_id IS NOT NULL;
CREATE UNIQUE INDEX session_occurrences_event ON session_occurrences (event_id)
WHERE event_id IS NOT NULL;
CREATE INDEX session_occurrences_noted ON session_occurrences (noted_by, guild_id)
WHERE noted_by IS NOT NULL;

CREATE TABLE session_rsvps (
    occurrence_id INTEGER NOT NULL REFERENCES session_occurrences (id) ON DELETE CASCADE,
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('going', 'maybe', 'declined', 'waitlisted')),
    source TEXT NOT NULL CHECK (source IN ('button', 'event', 'poll')),
    answered_at INTEGER NOT NULL,
    turn INTEGER NOT NULL, -- the order of answers, to the one
    PRIMARY KEY (occurrence_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_rsvps_member ON session_rsvps (member_id, guild_id, occurrence_id);
CREATE INDEX session_rsvps_guild ON session_rsvps (guild_id);

CREATE TABLE session_attendance (
    occurrence_id INTEGER NOT NULL REFERENCES session_occurrences (id) ON DELETE CASCADE,
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('check-in', 'voice')),
    came_at INTEGER NOT NULL,
    here_since INTEGER, -- in its voice channel now
    seconds INTEGER NOT NULL DEFAULT 0 CHECK (seconds >= 0), -- in its voice channel before
    PRIMARY KEY (occurrence_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_attendance_member ON session_attendance (member_id, guild_id, occurrence_id);
CREATE INDEX session_attendance_guild ON session_attendance (guild_id);

CREATE TABLE session_polls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    host_id INTEGER,
    title TEXT NOT NULL CHECK (title <> ''),
    topic TEXT NOT NULL DEFAULT '',
    minutes INTEGER NOT NULL CHECK (minutes > 0),
    zone TEXT NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'chosen', 'closed')),
    series_id INTEGER REFERENCES session_series (id) ON DELETE SET NULL, -- what came of it
    revision INTEGER NOT NULL DEFAULT 1,
    shown_revision INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX session_polls_guild ON session_polls (guild_id, id);
CREATE INDEX session_polls_host ON session_polls (host_id, guild_id) WHERE host_id IS NOT NULL;
CREATE INDEX session_polls_series ON session_polls (series_id) WHERE series_id IS NOT NULL;
CREATE INDEX session_polls_to_show ON session_polls (id) WHERE shown_revision < revision;

CREATE TABLE session_poll_slots (
    poll_id INTEGER NOT NULL REFERENCES session_polls (id) ON DELETE CASCADE,
    slot TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    PRIMARY KEY (poll_id, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE session_poll_votes (
    poll_id INTEGER NOT NULL,
    slot TEXT NOT NULL,
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    PRIMARY KEY (poll_id, slot, member_id),
    FOREIGN KEY (poll_id, slot) REFERENCES session_poll_slots (poll_id, slot) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX session_poll_votes_member ON session_poll_votes (member_id, guild_id);
CREATE INDEX session_poll_votes_guild ON session_poll_votes (guild_id);

-- How a member wants to be reminded, on one server.
CREATE TABLE member_reminders (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    route TEXT NOT NULL DEFAULT 'thread' CHECK (route IN ('thread', 'dm', 'off')),
    lead_minutes TEXT, -- numbers separated by spaces; NULL: as each series has it
    PRIMARY KEY (guild_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX member_reminders_member ON member_reminders (member_id, guild_id);
