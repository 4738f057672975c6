-- name: list_to_show
SELECT guild_id, id FROM questions
WHERE
    shown_revision < revision AND fault IS NULL
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY id
LIMIT :most;

-- name: list_pages
SELECT message_id FROM question_pages WHERE question_id = :question_id ORDER BY page LIMIT :most;

-- name: mark_posted!
UPDATE questions SET thread_id = :thread_id, fault = NULL WHERE id = :question_id;

-- name: mark_shown!
UPDATE questions SET shown_revision = :revision, fault = NULL
WHERE id = :question_id AND shown_revision < :revision;

-- name: mark_fault!
UPDATE questions SET fault = :fault WHERE id = :question_id;

-- name: mark_thanked!
UPDATE question_messages SET thanked_at = :at WHERE message_id = :message_id;

-- name: save_page!
INSERT INTO question_pages (question_id, page, message_id)
VALUES (:question_id, :page, :message_id)
ON CONFLICT (question_id, page) DO UPDATE SET message_id = excluded.message_id;

-- name: delete_pages_from!
DELETE FROM question_pages WHERE question_id = :question_id AND page >= :page;

-- name: lose_thread!
UPDATE questions
SET thread_id = NULL, fault = :fault, shown_revision = 0
WHERE thread_id = :thread_id;

-- name: lose_channel!
UPDATE questions
SET thread_id = NULL, fault = :fault, shown_revision = 0
WHERE guild_id = :guild_id AND channel_id = :channel_id;

-- name: retry_faults!
UPDATE questions SET fault = NULL
WHERE
    guild_id = :guild_id AND shown_revision < revision
    AND fault IN (SELECT value FROM json_each(:faults));

-- name: move!
UPDATE questions SET channel_id = :channel_id, is_forum = :is_forum, fault = NULL
WHERE id = :question_id AND thread_id IS NULL;
