-- Endpoint requests: what is asked for, its shapes, both sides' word for them, what happened.

CREATE TABLE endpoint_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    api_id INTEGER REFERENCES apis (id) ON DELETE SET NULL, -- NULL: not there yet
    key TEXT NOT NULL, -- of the shape as it is now: GET /users/{id}
    match_key TEXT NOT NULL, -- GET /users/{}: names of parameters do not matter
    shape_number INTEGER NOT NULL DEFAULT 1 CHECK (shape_number > 0),
    why TEXT NOT NULL,
    requester_id INTEGER, -- NULL: erased
    builder_id INTEGER, -- NULL: nobody has taken it, or erased
    state TEXT NOT NULL DEFAULT 'requested' CHECK (state IN (
        'requested', 'accepted', 'agreed', 'building', 'live', 'verified', 'declined', 'blocked',
        'deprecated'
    )),
    resume_state TEXT CHECK (resume_state IN ('accepted', 'agreed', 'building')),
    blocked_on INTEGER, -- a member; NULL: on nobody in particular
    reason TEXT, -- why it is declined, blocked or deprecated
    due_at INTEGER,
    channel_id INTEGER NOT NULL, -- where it was asked
    revision INTEGER NOT NULL DEFAULT 1,
    shown_revision INTEGER NOT NULL DEFAULT 0, -- of the card
    shown_channel_id INTEGER,
    message_id INTEGER,
    thread_id INTEGER,
    fault TEXT, -- why the card cannot be shown
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CHECK ((state = 'blocked') = (resume_state IS NOT NULL))
) STRICT;

CREATE INDEX endpoint_requests_guild ON endpoint_requests (guild_id, id);
CREATE INDEX endpoint_requests_state ON endpoint_requests (guild_id, state, id);
CREATE INDEX endpoint_requests_api ON endpoint_requests (api_id, state, id);
CREATE INDEX endpoint_requests_match ON endpoint_requests (guild_id, match_key);
CREATE INDEX endpoint_requests_requester ON endpoint_requests (requester_id, guild_id, id);
CREATE INDEX endpoint_requests_builder ON endpoint_requests (builder_id, guild_id, id);
CREATE INDEX endpoint_requests_blocked ON endpoint_requests (blocked_on, guild_id)
WHERE blocked_on IS NOT NULL;
CREATE INDEX endpoint_requests_due ON endpoint_requests (guild_id, due_at, id)
WHERE due_at IS NOT NULL;
CREATE INDEX endpoint_requests_changed ON endpoint_requests (guild_id, changed_at);
CREATE INDEX endpoint_requests_to_show ON endpoint_requests (id)
WHERE shown_revision < revision AND fault IS NULL;
CREATE INDEX endpoint_requests_agreed ON endpoint_requests (id)
WHERE state IN ('agreed', 'building');
CREATE INDEX endpoint_requests_faulty ON endpoint_requests (guild_id) WHERE fault IS NOT NULL;
CREATE INDEX endpoint_requests_thread ON endpoint_requests (thread_id)
WHERE thread_id IS NOT NULL;

CREATE TABLE endpoint_shapes (
    request_id INTEGER NOT NULL REFERENCES endpoint_requests (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number > 0),
    method TEXT NOT NULL,
    path TEXT NOT NULL, -- or a GraphQL field's name
    request TEXT NOT NULL, -- an example as JSON; empty: nothing is sent
    response TEXT NOT NULL,
    author_id INTEGER, -- NULL: erased
    written_at INTEGER NOT NULL,
    PRIMARY KEY (request_id, number)
) STRICT;

CREATE INDEX endpoint_shapes_author ON endpoint_shapes (author_id) WHERE author_id IS NOT NULL;

-- Each side's word, for the shape of that number and no other.
CREATE TABLE endpoint_confirmations (
    request_id INTEGER NOT NULL REFERENCES endpoint_requests (id) ON DELETE CASCADE,
    side TEXT NOT NULL CHECK (side IN ('requester', 'builder')),
    shape_number INTEGER NOT NULL,
    member_id INTEGER, -- NULL: erased
    confirmed_at INTEGER NOT NULL,
    PRIMARY KEY (request_id, side)
) STRICT;

CREATE INDEX endpoint_confirmations_member ON endpoint_confirmations (member_id)
WHERE member_id IS NOT NULL;

CREATE TABLE endpoint_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id INTEGER NOT NULL REFERENCES endpoint_requests (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    member_id INTEGER, -- NULL: erased, or nobody
    what TEXT NOT NULL,
    state TEXT NOT NULL, -- what it came to
    note TEXT
) STRICT;

CREATE INDEX endpoint_history_request ON endpoint_history (request_id, id);
CREATE INDEX endpoint_history_member ON endpoint_history (member_id) WHERE member_id IS NOT NULL;

CREATE TABLE endpoint_watchers (
    request_id INTEGER NOT NULL REFERENCES endpoint_requests (id) ON DELETE CASCADE,
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    PRIMARY KEY (request_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX endpoint_watchers_member ON endpoint_watchers (member_id, guild_id, request_id);
