-- What moderators curate: entries with all their revisions, what members suggest and vote, and
-- what was looked for in vain.

CREATE TABLE faq_entries (
    -- AUTOINCREMENT: buttons in Discord outlive rows, so an id is never given twice.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''), -- names the entry in files
    title TEXT NOT NULL,
    title_key TEXT NOT NULL, -- without case, accents and what is between words
    answer TEXT NOT NULL,
    topics TEXT NOT NULL, -- one a line
    aliases TEXT NOT NULL, -- one a line
    files TEXT NOT NULL DEFAULT '[]', -- JSON: pairs of name and digest
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
    position INTEGER NOT NULL CHECK (position > 0),
    revision INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    review_at INTEGER,
    editor_id INTEGER, -- NULL: erased, or imported
    suggester_id INTEGER,
    author_id INTEGER,
    question_id INTEGER REFERENCES questions (id) ON DELETE SET NULL,
    objected_at INTEGER, -- the author of the answer asked not to be in the FAQ
    merged_into INTEGER REFERENCES faq_entries (id) ON DELETE SET NULL,
    shown INTEGER NOT NULL DEFAULT 0,
    shown_at INTEGER,
    UNIQUE (guild_id, name)
) STRICT;

CREATE UNIQUE INDEX faq_entries_title ON faq_entries (guild_id, title_key)
WHERE state <> 'retired';
CREATE INDEX faq_entries_list ON faq_entries (guild_id, position, id);
CREATE INDEX faq_entries_due ON faq_entries (guild_id, review_at) WHERE state = 'published';
CREATE INDEX faq_entries_question ON faq_entries (question_id) WHERE question_id IS NOT NULL;
CREATE INDEX faq_entries_merged ON faq_entries (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX faq_entries_editor ON faq_entries (editor_id) WHERE editor_id IS NOT NULL;
CREATE INDEX faq_entries_suggester ON faq_entries (suggester_id) WHERE suggester_id IS NOT NULL;
CREATE INDEX faq_entries_author ON faq_entries (author_id) WHERE author_id IS NOT NULL;

CREATE TABLE faq_revisions (
    id INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES faq_entries (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    answer TEXT NOT NULL,
    topics TEXT NOT NULL,
    aliases TEXT NOT NULL,
    files TEXT NOT NULL,
    state TEXT NOT NULL,
    position INTEGER NOT NULL,
    change TEXT NOT NULL,
    author_id INTEGER,
    reason TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    UNIQUE (entry_id, number)
) STRICT;

CREATE INDEX faq_revisions_author ON faq_revisions (author_id) WHERE author_id IS NOT NULL;

-- Pictures and other files of entries, by what is in them.
CREATE TABLE faq_files (
    guild_id INTEGER NOT NULL,
    digest TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (guild_id, digest)
) STRICT;

CREATE TABLE faq_votes (
    entry_id INTEGER NOT NULL REFERENCES faq_entries (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL,
    is_helpful INTEGER NOT NULL CHECK (is_helpful IN (0, 1)),
    voted_at INTEGER NOT NULL,
    PRIMARY KEY (entry_id, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX faq_votes_member ON faq_votes (member_id);

CREATE TABLE faq_suggestions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    answer TEXT NOT NULL,
    topics TEXT NOT NULL,
    aliases TEXT NOT NULL,
    files TEXT NOT NULL,
    suggester_id INTEGER,
    author_id INTEGER,
    question_id INTEGER REFERENCES questions (id) ON DELETE SET NULL,
    source_channel_id INTEGER,
    source_message_id INTEGER,
    suggested_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'approved', 'merged', 'declined', 'withdrawn')),
    decider_id INTEGER,
    decided_at INTEGER,
    reason TEXT NOT NULL DEFAULT '',
    entry_id INTEGER REFERENCES faq_entries (id) ON DELETE SET NULL,
    card_channel_id INTEGER,
    card_id INTEGER,
    is_card_old INTEGER NOT NULL DEFAULT 0 CHECK (is_card_old IN (0, 1)),
    CHECK ((state = 'pending') = (decided_at IS NULL))
) STRICT;

CREATE INDEX faq_suggestions_guild ON faq_suggestions (guild_id);
CREATE INDEX faq_suggestions_queue ON faq_suggestions (guild_id, id) WHERE state = 'pending';
-- A message waits in the queue once.
CREATE UNIQUE INDEX faq_suggestions_source ON faq_suggestions (source_message_id)
WHERE state = 'pending' AND source_message_id IS NOT NULL;
CREATE INDEX faq_suggestions_question ON faq_suggestions (question_id)
WHERE question_id IS NOT NULL;
CREATE INDEX faq_suggestions_entry ON faq_suggestions (entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX faq_suggestions_cards ON faq_suggestions (id) WHERE is_card_old = 1;
CREATE INDEX faq_suggestions_suggester ON faq_suggestions (suggester_id)
WHERE suggester_id IS NOT NULL;
CREATE INDEX faq_suggestions_author ON faq_suggestions (author_id) WHERE author_id IS NOT NULL;
CREATE INDEX faq_suggestions_decider ON faq_suggestions (decider_id)
WHERE decider_id IS NOT NULL;

-- What was looked for in vain; who looked is not kept.
CREATE TABLE search_gaps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    key TEXT NOT NULL, -- the terms that were looked for, sorted
    words TEXT NOT NULL, -- as they were last typed
    misses INTEGER NOT NULL DEFAULT 1,
    last_at INTEGER NOT NULL,
    UNIQUE (guild_id, key)
) STRICT;

CREATE INDEX search_gaps_most ON search_gaps (guild_id, misses DESC, last_at DESC);
CREATE INDEX search_gaps_oldest ON search_gaps (guild_id, last_at);
