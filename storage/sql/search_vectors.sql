-- name: list_pending
-- Those without a vector come first, the newest before all; then those of other models.
SELECT d.kind, d.source_id, d.title, d.body
FROM (
    SELECT * FROM (
        SELECT kind, source_id, model FROM search_vectors
        WHERE kind = :kind AND model < :model
        ORDER BY model, source_id DESC
        LIMIT :most
    ) AS before
    UNION ALL
    SELECT * FROM (
        SELECT kind, source_id, model FROM search_vectors
        WHERE kind = :kind AND model > :model
        ORDER BY model, source_id DESC
        LIMIT :most
    ) AS beyond
) AS pending
CROSS JOIN search_documents AS d ON d.kind = pending.kind AND d.source_id = pending.source_id
LIMIT :most;

-- name: save_vectors*!
-- Only where the text is still what the vector was made of.
UPDATE search_vectors SET model = :model, vector = :vector
WHERE
    kind = :kind AND source_id = :source_id
    AND EXISTS (
        SELECT 1 FROM search_documents AS d
        WHERE
            d.kind = :kind AND d.source_id = :source_id AND d.title = :title AND d.body = :body
    );

-- name: list_vectors
SELECT d.id, v.vector
FROM json_each(:ids) AS wanted
CROSS JOIN search_documents AS d ON d.id = wanted.value
CROSS JOIN search_vectors AS v ON v.kind = d.kind AND v.source_id = d.source_id
WHERE v.model = :model
LIMIT :most;

-- name: list_vectors_of_sources
SELECT v.source_id, v.vector
FROM json_each(:source_ids) AS wanted
CROSS JOIN search_vectors AS v ON v.kind = :kind AND v.source_id = wanted.value
WHERE v.model = :model
LIMIT :most;

-- name: want_all!
-- A row for each document that was indexed while nobody made vectors.
INSERT INTO search_vectors (kind, source_id, guild_id)
SELECT d.kind, d.source_id, d.guild_id
FROM search_documents AS d
WHERE NOT EXISTS (
    SELECT 1 FROM search_vectors AS v WHERE v.kind = d.kind AND v.source_id = d.source_id
);
