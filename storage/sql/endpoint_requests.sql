-- part: request
SELECT
    r.id, r.guild_id, r.api_id, coalesce(a.name, '') AS api_name, s.method, s.path, s.request,
    s.response, r.shape_number, r.why, r.requester_id, r.builder_id, r.state, r.due_at, r.revision,
    r.created_at, r.changed_at, r.channel_id, r.resume_state, r.blocked_on, r.reason,
    r.shown_channel_id, r.message_id, r.thread_id
FROM endpoint_requests AS r
INNER JOIN endpoint_shapes AS s ON s.request_id = r.id AND s.number = r.shape_number
LEFT JOIN apis AS a ON a.id = r.api_id

-- name: create_request$
INSERT INTO endpoint_requests (
    guild_id, api_id, key, match_key, why, requester_id, due_at, channel_id, created_at, changed_at
)
VALUES (
    :guild_id, :api_id, :key, :match_key, :why, :requester_id, :due_at, :channel_id, :now, :now
)
RETURNING id;

-- name: find_request^
{request}
WHERE r.guild_id = :guild_id AND r.id = :request_id;

-- name: find_by_thread^
{request}
WHERE r.thread_id = :thread_id AND r.guild_id = :guild_id;

-- name: list_requests
{request}
WHERE
    r.guild_id = :guild_id AND (:api_id IS NULL OR r.api_id = :api_id)
    AND (:states = '' OR :states LIKE '% ' || r.state || ' %')
    AND (
        coalesce(r.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR r.requester_id = :viewer_id OR r.builder_id = :viewer_id OR r.blocked_on = :viewer_id
    )
    AND (
        :waiting = '' OR r.state <> 'accepted' OR NOT EXISTS (
            SELECT 1 FROM endpoint_confirmations AS c
            WHERE
                c.request_id = r.id AND c.side = :waiting AND c.shape_number = r.shape_number
        )
    )
ORDER BY r.id DESC
LIMIT :most OFFSET :skip;

-- name: list_of_requester
{request}
WHERE
    r.requester_id = :member_id AND r.guild_id = :guild_id
    AND (:api_id IS NULL OR r.api_id = :api_id)
    AND (:states = '' OR :states LIKE '% ' || r.state || ' %')
ORDER BY r.id DESC
LIMIT :most OFFSET :skip;

-- name: list_of_builder
{request}
WHERE
    r.builder_id = :member_id AND r.guild_id = :guild_id
    AND (:api_id IS NULL OR r.api_id = :api_id)
    AND (:states = '' OR :states LIKE '% ' || r.state || ' %')
ORDER BY r.id DESC
LIMIT :most OFFSET :skip;

-- name: list_of_member
{request}
WHERE
    (r.requester_id = :member_id OR r.builder_id = :member_id) AND r.guild_id = :guild_id
    AND (:api_id IS NULL OR r.api_id = :api_id)
    AND (:states = '' OR :states LIKE '% ' || r.state || ' %')
ORDER BY r.id DESC
LIMIT :most OFFSET :skip;

-- name: list_overdue
-- The longest overdue first.
{request}
WHERE
    r.guild_id = :guild_id AND r.due_at < :now
    AND (:api_id IS NULL OR r.api_id = :api_id)
    AND (:member_id IS NULL OR r.requester_id = :member_id OR r.builder_id = :member_id)
    AND (:states LIKE '% ' || r.state || ' %')
    AND (
        coalesce(r.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR r.requester_id = :viewer_id OR r.builder_id = :viewer_id OR r.blocked_on = :viewer_id
    )
ORDER BY r.due_at, r.id
LIMIT :most OFFSET :skip;

-- name: list_matches
{request}
WHERE
    r.guild_id = :guild_id AND r.match_key = :match_key
    AND (
        coalesce(r.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR r.requester_id = :viewer_id OR r.builder_id = :viewer_id OR r.blocked_on = :viewer_id
    )
ORDER BY r.id DESC
LIMIT :most;

-- name: list_of_api
-- Those of an API, and those asked of none that a member has taken.
{request}
WHERE r.id IN (
    SELECT id FROM endpoint_requests WHERE api_id = :api_id AND state IN ('agreed', 'building')
    UNION ALL
    SELECT id FROM endpoint_requests
    WHERE
        builder_id = :builder_id AND guild_id = :guild_id AND api_id IS NULL
        AND state IN ('agreed', 'building')
) AND r.guild_id = :guild_id
ORDER BY r.id
LIMIT :most;

-- name: list_to_export
-- What is agreed and not live of an API, also while it waits for something.
{request}
WHERE
    r.api_id = :api_id AND r.guild_id = :guild_id
    AND r.state IN ('agreed', 'building', 'blocked')
    AND (
        coalesce(r.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR r.requester_id = :viewer_id OR r.builder_id = :viewer_id OR r.blocked_on = :viewer_id
    )
    AND (r.state <> 'blocked' OR r.resume_state IN ('agreed', 'building'))
ORDER BY r.id
LIMIT :most;

-- name: list_built
{request}
WHERE r.api_id = :api_id AND r.state IN ('live', 'verified')
ORDER BY r.id DESC
LIMIT :most;

-- name: list_held
SELECT guild_id, id FROM endpoint_requests
WHERE
    state IN ('agreed', 'building', 'live', 'verified') AND id > :after
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY id
LIMIT :most;

-- name: list_board
SELECT channel_id, state, count(*), sum(CASE WHEN due_at < :now THEN 1 ELSE 0 END)
FROM endpoint_requests
WHERE
    guild_id = :guild_id
    AND coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
GROUP BY channel_id, state
ORDER BY channel_id, state
LIMIT :most;

-- name: list_changed
{request}
WHERE
    r.guild_id = :guild_id AND r.changed_at >= :since AND r.changed_at < :until
    AND (
        coalesce(r.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR r.requester_id = :viewer_id OR r.builder_id = :viewer_id OR r.blocked_on = :viewer_id
    )
ORDER BY r.changed_at DESC, r.id DESC
LIMIT :most;

-- name: change_request!
UPDATE endpoint_requests
SET
    state = :state, resume_state = :resume_state, blocked_on = :blocked_on, reason = :reason,
    api_id = :api_id, requester_id = :requester_id, builder_id = :builder_id,
    revision = revision + 1, changed_at = :now
WHERE id = :request_id AND revision = :revision;

-- name: change_due!
UPDATE endpoint_requests
SET due_at = :due_at, revision = revision + 1, changed_at = :now
WHERE id = :request_id;

-- name: note_shape!
UPDATE endpoint_requests
SET key = :key, match_key = :match_key, shape_number = :number
WHERE id = :request_id;

-- name: touch!
UPDATE endpoint_requests SET revision = revision + 1 WHERE id = :request_id;

-- name: mark_posted!
UPDATE endpoint_requests
SET
    shown_channel_id = :channel_id, message_id = :message_id, thread_id = :thread_id
WHERE id = :request_id;

-- name: forget_thread!
UPDATE endpoint_requests SET thread_id = NULL
WHERE thread_id = :thread_id AND shown_channel_id <> :thread_id;

-- name: export_requests
SELECT id, key, why, state, requester_id = :member_id, builder_id = :member_id, created_at
FROM endpoint_requests
WHERE (requester_id = :member_id OR builder_id = :member_id) AND guild_id = :guild_id
ORDER BY id
LIMIT :most;

-- name: forget_requester!
UPDATE endpoint_requests
SET requester_id = NULL, revision = revision + 1
WHERE requester_id = :member_id AND guild_id = :guild_id;

-- name: drop_builders_word!
DELETE FROM endpoint_confirmations
WHERE side = 'builder' AND request_id IN (
    SELECT id FROM endpoint_requests
    WHERE
        builder_id = :member_id AND guild_id = :guild_id
        AND state IN ('accepted', 'agreed', 'building', 'blocked')
);

-- name: forget_builder!
-- What they have not built is there for somebody else to take.
UPDATE endpoint_requests
SET
    builder_id = NULL,
    state = CASE
        WHEN state IN ('accepted', 'agreed', 'building', 'blocked') THEN 'requested' ELSE state
    END,
    resume_state = NULL, blocked_on = NULL,
    reason = CASE WHEN state = 'blocked' THEN NULL ELSE reason END,
    revision = revision + 1
WHERE builder_id = :member_id AND guild_id = :guild_id;

-- name: forget_reason!
UPDATE endpoint_requests
SET reason = NULL, revision = revision + 1
WHERE id IN (
    SELECT h.request_id FROM endpoint_history AS h
    INNER JOIN endpoint_requests AS r ON r.id = h.request_id
    WHERE h.member_id = :member_id AND h.note = r.reason AND r.guild_id = :guild_id
);

-- name: forget_blocker!
UPDATE endpoint_requests
SET blocked_on = NULL, revision = revision + 1
WHERE blocked_on = :member_id AND guild_id = :guild_id;

-- name: erase_guild!
DELETE FROM endpoint_requests WHERE guild_id = :guild_id;
