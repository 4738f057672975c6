-- name: list_pages
SELECT message_id FROM question_pages WHERE question_id = :question_id ORDER BY page LIMIT :most;

-- name: mark_posted!
UPDATE questions
SET thread_id = :thread_id, channel_id = :channel_id, is_forum = :is_forum
WHERE id = :question_id;

-- name: mark_thanked!
UPDATE question_messages SET thanked_at = :at WHERE message_id = :message_id;

-- name: save_page!
INSERT INTO question_pages (question_id, page, message_id)
VALUES (:question_id, :page, :message_id)
ON CONFLICT (question_id, page) DO UPDATE SET message_id = excluded.message_id;

-- name: delete_pages_from!
DELETE FROM question_pages WHERE question_id = :question_id AND page >= :page;

-- name: lose_thread!
UPDATE questions SET thread_id = NULL WHERE thread_id = :thread_id;

-- name: lose_channel!
UPDATE questions SET thread_id = NULL WHERE guild_id = :guild_id AND channel_id = :channel_id;
