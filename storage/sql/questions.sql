-- part: question
SELECT
    id, guild_id, asker_id, title, details, tried, code, topics, asked_at, active_at, edited_at,
    answered_at, source_channel_id, source_message_id, claimer_id, claimed_at, resolution,
    closed_at, closer_id, duplicate_of, link, channel_id, is_forum, thread_id, revision,
    asker_left_at
FROM questions

-- part: message
SELECT
    message_id, question_id, author_id, content, created_at, edited_at, deleted_at
FROM question_messages

-- name: create_question$
INSERT INTO questions (
    guild_id, asker_id, title, details, tried, code, topics, asked_at, active_at,
    source_channel_id, source_message_id, channel_id, is_forum
)
VALUES (
    :guild_id, :asker_id, :title, :details, :tried, :code, :topics, :asked_at, :asked_at,
    :source_channel_id, :source_message_id, :channel_id, :is_forum
)
RETURNING id;

-- name: find_question^
{question}
WHERE id = :question_id;

-- name: list_view
-- The question and its accepted answers in one look-up: once per answer, or once without any.
SELECT
    q.*, a.question_id, a.message_id, a.author_id, m.content, a.accepted_at, a.accepter_id,
    m.thanked_at
FROM questions AS q
LEFT JOIN accepted_answers AS a ON a.question_id = q.id
LEFT JOIN question_messages AS m ON m.message_id = a.message_id
WHERE q.id = :question_id
ORDER BY a.message_id
LIMIT :most;

-- name: find_question_of_thread^
{question}
WHERE thread_id = :thread_id;

-- name: find_id_of_source$
SELECT id FROM questions WHERE source_message_id = :message_id;

-- name: list_accepted
SELECT a.question_id, a.message_id, a.author_id, m.content, a.accepted_at, a.accepter_id
FROM accepted_answers AS a
JOIN question_messages AS m ON m.message_id = a.message_id
WHERE a.question_id = :question_id
ORDER BY a.message_id
LIMIT :most;

-- name: change_text!
UPDATE questions
SET
    title = :title, details = :details, tried = :tried, code = :code, topics = :topics,
    edited_at = :at, revision = revision + 1, text_revision = revision + 1
WHERE id = :question_id;

-- name: delete_topics!
DELETE FROM question_topics WHERE question_id = :question_id;

-- name: add_topic!
INSERT INTO question_topics (question_id, guild_id, topic)
VALUES (:question_id, :guild_id, :topic);

-- name: change_claim!
UPDATE questions
SET claimer_id = :claimer_id, claimed_at = :claimed_at, revision = revision + 1
WHERE id = :question_id;

-- name: change_closing!
UPDATE questions
SET
    resolution = :resolution, closed_at = :closed_at, closer_id = :closer_id,
    duplicate_of = :duplicate_of, link = :link, revision = revision + 1
WHERE id = :question_id;

-- name: erase_text!
UPDATE questions
SET
    title = '', details = '', tried = '', code = '', topics = '', text_revision = revision,
    source_channel_id = NULL, source_message_id = NULL
WHERE id = :question_id;

-- name: reopen!
UPDATE questions
SET
    resolution = NULL, closed_at = NULL, closer_id = NULL, duplicate_of = NULL, link = NULL,
    active_at = :at, revision = revision + 1
WHERE id = :question_id;

-- name: revise!
UPDATE questions SET revision = revision + 1 WHERE id = :question_id;

-- name: note_activity!
UPDATE questions
SET active_at = CASE WHEN active_at < :at THEN :at ELSE active_at END
WHERE id = :question_id;

-- name: note_answered!
UPDATE questions SET answered_at = :at, revision = revision + 1
WHERE id = :question_id AND answered_at IS NULL;

-- name: accept_answer!
INSERT INTO accepted_answers (
    question_id, message_id, guild_id, author_id, accepter_id, accepted_at
)
VALUES (:question_id, :message_id, :guild_id, :author_id, :accepter_id, :at)
ON CONFLICT (question_id, message_id) DO NOTHING;

-- name: unaccept_answer!
DELETE FROM accepted_answers WHERE question_id = :question_id AND message_id = :message_id;

-- name: find_thread_message^
{message}
WHERE message_id = :message_id;

-- name: list_answer_candidates
{message}
WHERE question_id = :question_id AND deleted_at IS NULL AND author_id IS NOT NULL
ORDER BY message_id DESC
LIMIT :most;

-- name: list_recent_ids
SELECT id FROM questions
WHERE
    guild_id = :guild_id
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR asker_id = :viewer_id
    )
ORDER BY id DESC
LIMIT :most;

-- name: list_duplicates
SELECT id FROM questions WHERE duplicate_of = :question_id LIMIT :most;

-- name: list_answers
SELECT
    m.message_id,
    EXISTS (
        SELECT 1 FROM accepted_answers AS a
        WHERE a.question_id = m.question_id AND a.message_id = m.message_id
    )
FROM question_messages AS m
WHERE m.question_id = :question_id
ORDER BY m.message_id DESC
LIMIT :most;

-- name: pin!
UPDATE questions SET pinned_at = :now WHERE id = :question_id AND pinned_at IS NULL;

-- name: unpin!
UPDATE questions SET pinned_at = NULL WHERE id = :question_id;
