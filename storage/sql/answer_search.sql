-- name: find_answer^
SELECT q.guild_id, q.asker_id, q.topics, q.thread_id, m.author_id, m.content, m.created_at
FROM question_messages AS m
JOIN questions AS q ON q.id = m.question_id
WHERE m.message_id = :message_id;

-- name: list_places
SELECT 'question' AS kind, q.id AS source_id, q.id, q.title, q.channel_id, q.thread_id
FROM json_each(:question_ids) AS wanted
JOIN questions AS q ON q.id = wanted.value
WHERE
    coalesce(q.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
    OR q.asker_id = :viewer_id
UNION ALL
SELECT 'answer' AS kind, m.message_id AS source_id, q.id, q.title, q.channel_id, q.thread_id
FROM json_each(:message_ids) AS wanted
JOIN question_messages AS m ON m.message_id = wanted.value
JOIN questions AS q ON q.id = m.question_id
WHERE
    coalesce(q.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
    OR q.asker_id = :viewer_id
UNION ALL
SELECT 'faq' AS kind, e.id AS source_id, e.id, e.title, NULL, NULL
FROM json_each(:entry_ids) AS wanted
JOIN faq_entries AS e ON e.id = wanted.value
WHERE e.state = 'published'
LIMIT :most;
