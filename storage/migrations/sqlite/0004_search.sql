-- Full-text search over everything that has words, one server's documents apart from another's.

-- A server's documents have ids from first_id on, so that its part of every posting list is one
-- range: a small server's search costs nothing for the big ones beside it.
CREATE TABLE search_guilds (
    guild_id INTEGER PRIMARY KEY,
    first_id INTEGER NOT NULL UNIQUE,
    documents INTEGER NOT NULL DEFAULT 0,
    words INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE search_documents (
    id INTEGER PRIMARY KEY,
    guild_id INTEGER NOT NULL REFERENCES search_guilds (guild_id),
    kind TEXT NOT NULL,
    source_id INTEGER NOT NULL, -- the question, message ... that it stands for
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    topics TEXT NOT NULL, -- one a line
    is_solved INTEGER NOT NULL CHECK (is_solved IN (0, 1)),
    channel_id INTEGER,
    message_id INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (kind, source_id)
) STRICT;

CREATE INDEX search_documents_guild ON search_documents (guild_id, id);

-- In how many documents, and in how many titles, a server uses a term: what to follow first, how
-- to complete a word and how to mend a mistyped one. FTS5 only counts by reading a whole list.
CREATE TABLE search_terms (
    guild_id INTEGER NOT NULL,
    term TEXT NOT NULL,
    documents INTEGER NOT NULL,
    titles INTEGER NOT NULL,
    PRIMARY KEY (guild_id, term)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_terms_of_titles ON search_terms (guild_id, term, titles, documents)
WHERE titles > 0;

-- Terms as domain/search/words.py makes them, separated by spaces; those of the title behind a
-- sign, so that titles have posting lists of their own.
CREATE VIRTUAL TABLE search_index USING fts5 (
    title, body, tokenize = 'ascii', detail = none, columnsize = 0
);
