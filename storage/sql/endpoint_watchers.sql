-- name: watch!
INSERT INTO endpoint_watchers (request_id, guild_id, member_id)
VALUES (:request_id, :guild_id, :member_id)
ON CONFLICT DO NOTHING;

-- name: unwatch!
DELETE FROM endpoint_watchers WHERE request_id = :request_id AND member_id = :member_id;

-- name: list_watchers
SELECT member_id FROM endpoint_watchers
WHERE request_id = :request_id
ORDER BY member_id
LIMIT :most;

-- name: export_watched
SELECT
    w.request_id,
    CASE
        WHEN
            coalesce(r.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
            OR r.requester_id = :viewer_id OR r.builder_id = :viewer_id
        THEN r.key
    END
FROM endpoint_watchers AS w
INNER JOIN endpoint_requests AS r ON r.id = w.request_id
WHERE w.member_id = :member_id AND w.guild_id = :guild_id
ORDER BY w.request_id
LIMIT :most;

-- name: forget_watcher!
DELETE FROM endpoint_watchers WHERE member_id = :member_id AND guild_id = :guild_id;
