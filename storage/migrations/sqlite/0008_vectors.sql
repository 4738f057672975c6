-- What documents mean, as vectors: made in the background, where the extra `semantic` is installed.
-- Without it nothing is written here.

-- A row for each document, empty until its vector is made. It goes with its document, and so with
-- its server.
CREATE TABLE search_vectors (
    kind TEXT NOT NULL,
    source_id INTEGER NOT NULL,
    guild_id INTEGER NOT NULL,
    model TEXT NOT NULL DEFAULT '', -- which made it; vectors of different models say nothing together
    vector BLOB, -- one signed byte a dimension
    PRIMARY KEY (kind, source_id),
    FOREIGN KEY (kind, source_id) REFERENCES search_documents (kind, source_id) ON DELETE CASCADE,
    CHECK ((vector IS NULL) = (model = ''))
) STRICT;

-- What is to be made, the newest first: the empty ones come before every model's.
CREATE INDEX search_vectors_by_model ON search_vectors (kind, model, source_id DESC);

CREATE TRIGGER search_vector_wanted AFTER INSERT ON search_documents
WHEN EXISTS (SELECT 1 FROM app_state WHERE key = 'search-vectors')
BEGIN
    INSERT INTO search_vectors (kind, source_id, guild_id)
    VALUES (new.kind, new.source_id, new.guild_id);
END;

-- At once and not with the next vector: what is erased must not be told by what it meant.
CREATE TRIGGER search_vector_outdated AFTER UPDATE OF title, body ON search_documents
WHEN new.title <> old.title OR new.body <> old.body
BEGIN
    UPDATE search_vectors SET model = '', vector = NULL
    WHERE kind = new.kind AND source_id = new.source_id;
END;
