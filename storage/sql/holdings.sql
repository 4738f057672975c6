-- name: count_polls$
SELECT count(*) FROM (
    SELECT 1 FROM session_polls
    WHERE host_id = :member_id AND guild_id = :guild_id AND state = 'open'
    LIMIT :most
) AS held;

-- name: count_sessions$
SELECT count(*) FROM (
    SELECT 1 FROM session_series
    WHERE host_id = :member_id AND guild_id = :guild_id AND state = 'active'
    LIMIT :most
) AS held;

-- name: count_requests$
SELECT count(*) FROM (
    SELECT 1 FROM endpoint_requests
    WHERE
        requester_id = :member_id AND guild_id = :guild_id
        AND state IN ('requested', 'accepted', 'agreed', 'building', 'blocked')
    LIMIT :most
) AS held;

-- name: count_watched$
SELECT count(*) FROM (
    SELECT 1 FROM endpoint_watchers
    WHERE member_id = :member_id AND guild_id = :guild_id
    LIMIT :most
) AS held;

-- name: count_suggestions$
SELECT count(*) FROM (
    SELECT 1 FROM faq_suggestions
    WHERE suggester_id = :member_id AND guild_id = :guild_id AND state = 'pending'
    LIMIT :most
) AS held;

-- name: count_reports$
SELECT count(*) FROM (
    SELECT 1 FROM reports
    WHERE guild_id = :guild_id AND reporter_id = :member_id AND resolved_at IS NULL
    LIMIT :most
) AS held;
