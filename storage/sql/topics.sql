-- name: list_topics
SELECT name FROM topics WHERE guild_id = :guild_id ORDER BY position LIMIT :most;

-- name: delete_topics!
DELETE FROM topics WHERE guild_id = :guild_id;

-- name: save_topics*!
INSERT INTO topics (guild_id, name, position) VALUES (:guild_id, :name, :position);

-- name: list_uses
SELECT topic, count(*) AS uses FROM question_topics
WHERE guild_id = :guild_id
GROUP BY topic
ORDER BY uses DESC, topic
LIMIT :most;
