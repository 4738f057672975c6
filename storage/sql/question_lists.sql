-- part: line
SELECT
    id, guild_id, title, asker_id, asked_at, answered_at, resolution, channel_id, thread_id
FROM questions

-- name: list_open
{line}
WHERE
    guild_id = :guild_id AND closed_at IS NULL
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR asker_id = :viewer_id
    )
ORDER BY id DESC
LIMIT :most OFFSET :skip;

-- name: list_unanswered
{line}
WHERE
    guild_id = :guild_id AND closed_at IS NULL AND answered_at IS NULL
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR asker_id = :viewer_id
    )
ORDER BY id
LIMIT :most OFFSET :skip;

-- name: list_pinned
{line}
WHERE
    guild_id = :guild_id AND pinned_at IS NOT NULL
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR asker_id = :viewer_id
    )
ORDER BY pinned_at DESC
LIMIT :most OFFSET :skip;

-- name: list_of_asker
{line}
WHERE asker_id = :member_id AND guild_id = :guild_id
ORDER BY id DESC
LIMIT :most OFFSET :skip;

-- name: list_of_topic
SELECT q.id, q.guild_id, q.title, q.asker_id, q.asked_at, q.answered_at, q.resolution, q.channel_id,
    q.thread_id
FROM question_topics AS t
CROSS JOIN questions AS q ON q.id = t.question_id
WHERE
    t.guild_id = :guild_id AND t.topic = :topic
    AND (
        coalesce(q.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR q.asker_id = :viewer_id
    )
ORDER BY t.question_id DESC
LIMIT :most OFFSET :skip;

-- name: list_of_helper
SELECT q.id, q.guild_id, q.title, q.asker_id, q.asked_at, q.answered_at, q.resolution, q.channel_id,
    q.thread_id
FROM (
    SELECT DISTINCT question_id FROM accepted_answers
    WHERE guild_id = :guild_id AND author_id = :member_id
) AS found
CROSS JOIN questions AS q ON q.id = found.question_id
WHERE
    coalesce(q.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
    OR q.asker_id = :viewer_id
ORDER BY found.question_id DESC
LIMIT :most OFFSET :skip;

-- name: list_solved
{line}
WHERE
    guild_id = :guild_id AND resolution = 'solved' AND closed_at >= :since
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR asker_id = :viewer_id
    )
ORDER BY closed_at DESC
LIMIT :most;
