-- part: step
SELECT
    id, request_id, at, member_id, what, state, note
FROM endpoint_history

-- name: add_event$
INSERT INTO endpoint_history (request_id, at, member_id, what, state, note)
VALUES (:request_id, :at, :member_id, :what, :state, :note)
RETURNING id;

-- name: find_event^
{step}
WHERE id = :event_id;

-- name: list_events
{step}
WHERE request_id = :request_id
ORDER BY id DESC
LIMIT :most;

-- name: find_first^
{step}
WHERE request_id = :request_id
ORDER BY id
LIMIT 1;

-- name: count_events$
SELECT count(*) FROM endpoint_history WHERE request_id = :request_id;

-- name: export_events
SELECT h.request_id, h.at, h.what, h.state, h.note FROM endpoint_history AS h
INNER JOIN endpoint_requests AS r ON r.id = h.request_id
WHERE h.member_id = :member_id AND r.guild_id = :guild_id
ORDER BY h.id
LIMIT :most;

-- name: forget_member!
UPDATE endpoint_history SET member_id = NULL, note = NULL
WHERE member_id = :member_id AND request_id IN (
    SELECT id FROM endpoint_requests WHERE guild_id = :guild_id
);
