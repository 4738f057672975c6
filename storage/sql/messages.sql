-- name: find_thread^
SELECT id, guild_id, asker_id FROM questions WHERE thread_id = :thread_id;

-- name: keep_revision!
INSERT INTO question_message_edits (message_id, replaced_at, content)
SELECT
    m.message_id,
    CASE WHEN e.latest >= :at THEN e.latest + 1 ELSE :at END,
    m.content
FROM question_messages AS m
LEFT JOIN (
    SELECT max(replaced_at) AS latest FROM question_message_edits WHERE message_id = :message_id
) AS e ON e.latest IS NOT NULL
WHERE
    m.message_id = :message_id AND m.deleted_at IS NULL AND m.author_id IS NOT NULL
    AND m.content <> :content
    AND coalesce(m.edited_at, 0) <= coalesce(:edited_at, 0);

-- name: drop_oldest_edits!
DELETE FROM question_message_edits
WHERE message_id = :message_id AND replaced_at <= (
    SELECT replaced_at FROM question_message_edits
    WHERE message_id = :message_id
    ORDER BY replaced_at DESC
    LIMIT 1 OFFSET :most
);

-- name: save_message!
INSERT INTO question_messages (message_id, question_id, author_id, content, created_at, edited_at)
VALUES (:message_id, :question_id, :author_id, :content, :created_at, :edited_at)
ON CONFLICT (message_id) DO UPDATE SET
    content = coalesce(excluded.content, question_messages.content),
    edited_at = excluded.edited_at
WHERE
    question_messages.deleted_at IS NULL AND question_messages.author_id IS NOT NULL
    AND coalesce(question_messages.edited_at, 0) <= coalesce(excluded.edited_at, 0)
    AND (
        coalesce(question_messages.edited_at, 0) <> coalesce(excluded.edited_at, 0)
        OR coalesce(question_messages.content, '')
        <> coalesce(excluded.content, question_messages.content, '')
    );

-- name: is_accepted$
SELECT 1 FROM accepted_answers WHERE message_id = :message_id;

-- name: erase_message!
UPDATE question_messages SET content = NULL, deleted_at = :at
WHERE message_id = :message_id AND deleted_at IS NULL;

-- name: erase_edits!
DELETE FROM question_message_edits WHERE message_id = :message_id;

-- name: restore_message!
UPDATE question_messages SET content = :content, deleted_at = NULL
WHERE message_id = :message_id AND deleted_at IS NOT NULL AND author_id IS NOT NULL;

-- name: list_edits
SELECT replaced_at, content FROM question_message_edits
WHERE message_id = :message_id
ORDER BY replaced_at
LIMIT :most;

-- name: list_ids_between
SELECT message_id FROM question_messages
WHERE
    question_id = :question_id AND message_id BETWEEN :oldest_id AND :newest_id
    AND deleted_at IS NULL AND author_id IS NOT NULL
ORDER BY message_id
LIMIT :most;

-- name: list_stored
SELECT m.message_id
FROM json_each(:message_ids) AS wanted
JOIN question_messages AS m ON m.message_id = wanted.value
WHERE m.deleted_at IS NULL
LIMIT :most;

-- name: find_newest_id$
SELECT max(message_id) FROM question_messages WHERE question_id = :question_id;

-- name: list_followed
SELECT id, thread_id, channel_id FROM questions
WHERE
    guild_id = :guild_id AND closed_at IS NULL AND thread_id IS NOT NULL AND active_at >= :since
ORDER BY active_at DESC
LIMIT :most;

-- name: list_of_threads
SELECT q.id, q.thread_id, q.channel_id
FROM json_each(:thread_ids) AS wanted
JOIN questions AS q ON q.thread_id = wanted.value
WHERE q.guild_id = :guild_id
LIMIT :most;

-- name: list_unaccepted_of_thread
SELECT m.message_id
FROM questions AS q
JOIN question_messages AS m ON m.question_id = q.id
WHERE
    q.thread_id = :thread_id AND m.deleted_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM accepted_answers AS a WHERE a.message_id = m.message_id)
ORDER BY m.message_id
LIMIT :most;

-- name: list_threads_of_channel
SELECT id, thread_id FROM questions
WHERE
    guild_id = :guild_id AND id > :after AND channel_id = :channel_id AND thread_id IS NOT NULL
ORDER BY id
LIMIT :most;

-- name: list_of_author
SELECT m.message_id, m.question_id, m.content, m.created_at, m.edited_at, m.deleted_at
FROM question_messages AS m
JOIN questions AS q ON q.id = m.question_id
WHERE m.author_id = :member_id AND q.guild_id = :guild_id
ORDER BY m.message_id
LIMIT :most;

-- name: list_edits_of_author
SELECT e.message_id, e.replaced_at, e.content
FROM question_messages AS m
JOIN questions AS q ON q.id = m.question_id
JOIN question_message_edits AS e ON e.message_id = m.message_id
WHERE m.author_id = :member_id AND q.guild_id = :guild_id
ORDER BY e.message_id, e.replaced_at
LIMIT :most;

-- name: anonymise_message!
UPDATE question_messages
SET
    author_id = NULL,
    content = CASE
        WHEN EXISTS (SELECT 1 FROM accepted_answers AS a WHERE a.message_id = :message_id)
            THEN content
    END
WHERE message_id = :message_id;
