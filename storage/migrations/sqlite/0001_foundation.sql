-- What every feature stands on: timed posts, the audit log, settings, bars, the bot's own state.
-- Times are whole seconds since 1970 UTC (storage/stamps.py), *_id of Discord's are snowflakes.

-- A row for each timed post and the place that it goes to.
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    subject_id INTEGER NOT NULL, -- the question, session ... that it is about
    occurrence TEXT NOT NULL DEFAULT '', -- which one of a series
    channel_id INTEGER, -- both NULL: the place is decided when it is due
    member_id INTEGER, -- a direct message
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'claimed', 'sent', 'failed', 'skipped', 'unknown')),
    claimed_by TEXT,
    lease_until INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    message_id INTEGER,
    reason TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK (channel_id IS NULL OR member_id IS NULL),
    CHECK ((state = 'claimed') = (lease_until IS NOT NULL)),
    CHECK ((claimed_by IS NULL) = (lease_until IS NULL)),
    CHECK (state NOT IN ('failed', 'skipped', 'unknown') OR reason IS NOT NULL)
) STRICT;

-- Scheduling twice is harmless: one row for each occurrence and target.
CREATE UNIQUE INDEX deliveries_once ON deliveries (
    guild_id, kind, subject_id, occurrence, coalesce(channel_id, 0), coalesce(member_id, 0)
);
CREATE INDEX deliveries_due ON deliveries (due_at, id) WHERE state = 'pending';
CREATE INDEX deliveries_leases ON deliveries (lease_until, id) WHERE state = 'claimed';
CREATE INDEX deliveries_subject ON deliveries (guild_id, subject_id, due_at);
CREATE INDEX deliveries_member ON deliveries (member_id, guild_id) WHERE member_id IS NOT NULL;

-- What moderators did.
CREATE TABLE audit_entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    actor_id INTEGER, -- NULL: erased
    action TEXT NOT NULL,
    subject TEXT NOT NULL, -- kind:id
    reason TEXT,
    details TEXT NOT NULL DEFAULT '{}', -- JSON
    acted_at INTEGER NOT NULL
) STRICT;

CREATE INDEX audit_entries_newest ON audit_entries (guild_id, id);
CREATE INDEX audit_entries_action ON audit_entries (guild_id, action, id);
CREATE INDEX audit_entries_actor ON audit_entries (guild_id, actor_id, id);
CREATE INDEX audit_entries_subject ON audit_entries (guild_id, subject, id);

-- A server's choices; NULL: not chosen, the default applies.
CREATE TABLE guild_settings (
    guild_id INTEGER PRIMARY KEY,
    question_channel_id INTEGER,
    endpoint_channel_id INTEGER,
    announcement_channel_id INTEGER,
    session_channel_id INTEGER,
    moderator_channel_id INTEGER,
    moderator_role_id INTEGER,
    backend_role_id INTEGER,
    frontend_role_id INTEGER,
    time_zone TEXT NOT NULL,
    language TEXT NOT NULL,
    review_days INTEGER NOT NULL CHECK (review_days > 0),
    digest_day INTEGER NOT NULL CHECK (digest_day BETWEEN 0 AND 6) -- Monday is 0
) STRICT;

CREATE TABLE member_settings (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    language TEXT,
    time_zone TEXT,
    PRIMARY KEY (guild_id, member_id)
) STRICT, WITHOUT ROWID;

-- Members who may not post through Nexus until a time.
CREATE TABLE bars (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    moderator_id INTEGER, -- NULL: erased
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, member_id),
    CHECK (ends_at > created_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX bars_end ON bars (guild_id, ends_at, member_id);

-- What the bot remembers of itself between runs, such as which commands it has synced.
CREATE TABLE app_state (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
