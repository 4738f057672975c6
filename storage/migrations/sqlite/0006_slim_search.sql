-- The index holds posting lists, and of each document two bytes a term, by which it is scored.
-- Before, all terms were stored as text. What is not here (the marks of documents that are indexed
-- already) is made at the next start: see storage/search_index.py.

ALTER TABLE search_documents ADD COLUMN aliases TEXT NOT NULL DEFAULT ''; -- one a line

CREATE VIRTUAL TABLE search_postings USING fts5 (
    title, body, content = '', tokenize = 'ascii', detail = none, columnsize = 0
);
INSERT INTO search_postings (rowid, title, body) SELECT rowid, title, body FROM search_index;
DROP TABLE search_index;

-- The marks of a document's terms, in order; domain/search/fingerprints.py makes them.
CREATE TABLE search_marks (
    id INTEGER PRIMARY KEY REFERENCES search_documents (id) ON DELETE CASCADE,
    title BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

-- Ids of documents are not given twice, so that a server's range cannot be another's later.
CREATE TABLE search_ranges (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    last_first_id INTEGER NOT NULL
) STRICT;
INSERT INTO search_ranges (only, last_first_id)
SELECT 1, coalesce(max(first_id), 0) FROM search_guilds;
