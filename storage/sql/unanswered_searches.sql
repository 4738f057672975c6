-- name: note_miss$
INSERT INTO search_gaps (guild_id, key, words, last_at)
VALUES (:guild_id, :key, :words, :now)
ON CONFLICT (guild_id, key) DO UPDATE SET
    misses = search_gaps.misses + 1, words = excluded.words, last_at = excluded.last_at
RETURNING id;

-- name: count_unanswered$
SELECT count(*) FROM (
    SELECT 1 FROM search_gaps WHERE guild_id = :guild_id LIMIT :most
) AS counted;

-- name: delete_oldest!
DELETE FROM search_gaps
WHERE id IN (
    SELECT id FROM search_gaps WHERE guild_id = :guild_id ORDER BY last_at LIMIT :most
);

-- name: find_unanswered^
SELECT id, words, misses, last_at FROM search_gaps WHERE id = :id AND guild_id = :guild_id;

-- name: list_unanswered
SELECT id, words, misses, last_at FROM search_gaps
WHERE guild_id = :guild_id
ORDER BY misses DESC, last_at DESC
LIMIT :most OFFSET :skip;

-- name: delete_unanswered!
DELETE FROM search_gaps WHERE id = :id AND guild_id = :guild_id;

-- name: erase_guild!
DELETE FROM search_gaps WHERE guild_id = :guild_id;
