-- Questions, their threads' messages, and who wants to hear of which topic.

-- A server's own list of topics; a server without rows uses the default list.
CREATE TABLE topics (
    guild_id INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    position INTEGER NOT NULL,
    PRIMARY KEY (guild_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE questions (
    -- AUTOINCREMENT: buttons in Discord outlive rows, so an id is never given twice.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    asker_id INTEGER, -- NULL: erased
    title TEXT NOT NULL,
    details TEXT NOT NULL,
    tried TEXT NOT NULL,
    code TEXT NOT NULL,
    topics TEXT NOT NULL, -- one a line, as question_topics has them: a card needs one read less
    asked_at INTEGER NOT NULL,
    active_at INTEGER NOT NULL,
    edited_at INTEGER,
    answered_at INTEGER, -- when somebody else first wrote in the thread
    source_channel_id INTEGER,
    source_message_id INTEGER UNIQUE, -- a chat message becomes one question
    claimer_id INTEGER,
    claimed_at INTEGER,
    resolution TEXT CHECK (
        resolution IN ('solved', 'duplicate', 'stale', 'moved', 'invalid', 'withdrawn')
    ),
    closed_at INTEGER,
    closer_id INTEGER,
    duplicate_of INTEGER REFERENCES questions (id) ON DELETE SET NULL,
    link TEXT,
    channel_id INTEGER NOT NULL,
    is_forum INTEGER NOT NULL CHECK (is_forum IN (0, 1)),
    thread_id INTEGER UNIQUE, -- NULL: not posted yet, or deleted in Discord
    revision INTEGER NOT NULL DEFAULT 1,
    text_revision INTEGER NOT NULL DEFAULT 1, -- the revision that last changed the text
    shown_revision INTEGER NOT NULL DEFAULT 0, -- what Discord shows; text pages included
    fault TEXT, -- why Discord cannot show it; NULL: it can
    CHECK ((closed_at IS NULL) = (resolution IS NULL)),
    CHECK ((claimed_at IS NULL) = (claimer_id IS NULL)),
    CHECK ((source_channel_id IS NULL) = (source_message_id IS NULL))
) STRICT;

CREATE INDEX questions_newest ON questions (guild_id, id);
CREATE INDEX questions_open ON questions (guild_id, id) WHERE closed_at IS NULL;
CREATE INDEX questions_unanswered ON questions (guild_id, id)
WHERE closed_at IS NULL AND answered_at IS NULL;
CREATE INDEX questions_quiet ON questions (active_at) WHERE closed_at IS NULL;
CREATE INDEX questions_asker ON questions (asker_id, guild_id, id);
CREATE INDEX questions_claimer ON questions (claimer_id) WHERE claimer_id IS NOT NULL;
CREATE INDEX questions_closer ON questions (closer_id) WHERE closer_id IS NOT NULL;
CREATE INDEX questions_duplicates ON questions (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX questions_to_show ON questions (id) WHERE shown_revision < revision AND fault IS NULL;
CREATE INDEX questions_kept_back ON questions (fault) WHERE fault IS NOT NULL;

CREATE TABLE question_topics (
    question_id INTEGER NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    guild_id INTEGER NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (guild_id, topic, question_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX question_topics_question ON question_topics (question_id);

-- The messages of the bot's own that carry a question's full text.
CREATE TABLE question_pages (
    question_id INTEGER NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    page INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (question_id, page)
) STRICT, WITHOUT ROWID;

-- What members write in questions' threads.
CREATE TABLE question_messages (
    message_id INTEGER PRIMARY KEY,
    question_id INTEGER NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    author_id INTEGER, -- NULL: erased
    content TEXT, -- NULL: unknown (no message content intent) or erased
    created_at INTEGER NOT NULL,
    edited_at INTEGER,
    deleted_at INTEGER,
    thanked_at INTEGER, -- the author was thanked for it; never twice
    CHECK (deleted_at IS NULL OR content IS NULL)
) STRICT;

CREATE INDEX question_messages_thread ON question_messages (question_id, message_id);
CREATE INDEX question_messages_author ON question_messages (author_id)
WHERE author_id IS NOT NULL;

-- What a message said before it was edited.
CREATE TABLE question_message_edits (
    message_id INTEGER NOT NULL REFERENCES question_messages (message_id) ON DELETE CASCADE,
    replaced_at INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (message_id, replaced_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE accepted_answers (
    question_id INTEGER NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    message_id INTEGER NOT NULL REFERENCES question_messages (message_id) ON DELETE CASCADE,
    guild_id INTEGER NOT NULL,
    author_id INTEGER, -- NULL: erased
    accepter_id INTEGER,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (question_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX accepted_answers_message ON accepted_answers (message_id);
CREATE INDEX accepted_answers_helper ON accepted_answers (guild_id, author_id, question_id);
CREATE INDEX accepted_answers_author ON accepted_answers (author_id);
CREATE INDEX accepted_answers_accepter ON accepted_answers (accepter_id);

-- Answers that somebody other than the asker thinks are the solution.
CREATE TABLE answer_proposals (
    question_id INTEGER NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    message_id INTEGER NOT NULL REFERENCES question_messages (message_id) ON DELETE CASCADE,
    proposer_id INTEGER,
    proposed_at INTEGER NOT NULL,
    declined_at INTEGER, -- accepted ones are in accepted_answers
    PRIMARY KEY (question_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX answer_proposals_message ON answer_proposals (message_id);
CREATE INDEX answer_proposals_proposer ON answer_proposals (proposer_id);

CREATE TABLE topic_subscriptions (
    guild_id INTEGER NOT NULL,
    topic TEXT NOT NULL,
    member_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, topic, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX topic_subscriptions_member ON topic_subscriptions (member_id, guild_id);

-- Input that takes more than one step; buttons carry the id.
CREATE TABLE drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject INTEGER, -- what it is about (a message, a question); one draft per kind and subject
    body TEXT NOT NULL, -- JSON
    expires_at INTEGER NOT NULL,
    UNIQUE (guild_id, kind, subject)
) STRICT;

CREATE INDEX drafts_expiry ON drafts (expires_at);
CREATE INDEX drafts_member ON drafts (member_id, guild_id);
