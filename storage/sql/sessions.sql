-- part: series
SELECT
    id, guild_id, host_id, title, topic, description, minutes, place_kind, place_id, place_url,
    capacity, start_wall, zone, rule, lead_minutes, channel_id, state, uid, revision, follows_id
FROM session_series

-- name: create_series$
INSERT INTO session_series (
    guild_id, host_id, title, topic, description, minutes, place_kind, place_id, place_url,
    capacity, start_wall, zone, rule, lead_minutes, channel_id, follows_id, uid, created_at,
    updated_at
)
VALUES (
    :guild_id, :host_id, :title, :topic, :description, :minutes, :place_kind, :place_id,
    :place_url, :capacity, :start_wall, :zone, :rule, :lead_minutes, :channel_id, :follows_id,
    :uid, :now, :now
)
RETURNING id;

-- name: find_series^
{series}
WHERE guild_id = :guild_id AND id = :series_id;

-- name: list_active
{series}
WHERE
    state = 'active' AND id > :after
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY id
LIMIT :most;

-- name: list_of_guild
{series}
WHERE
    guild_id = :guild_id
    AND (state = 'active' OR (state = 'cancelled' AND updated_at >= :since))
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR host_id = :viewer_id
    )
ORDER BY id
LIMIT :most;

-- name: change_series!
UPDATE session_series
SET
    title = :title, topic = :topic, description = :description, minutes = :minutes,
    place_kind = :place_kind, place_id = :place_id, place_url = :place_url, capacity = :capacity,
    start_wall = :start_wall, zone = :zone, rule = :rule, lead_minutes = :lead_minutes,
    revision = revision + 1, updated_at = :now
WHERE id = :series_id;

-- name: end_series!
UPDATE session_series SET state = :state, revision = revision + 1, updated_at = :now
WHERE id = :series_id AND state = 'active';

-- name: export_hosted
SELECT id, title, topic, description, start_wall, zone, rule
FROM session_series
WHERE host_id = :member_id AND guild_id = :guild_id
ORDER BY id
LIMIT :most;

-- name: touch_hosted!
UPDATE session_occurrences SET revision = revision + 1
WHERE message_id IS NOT NULL AND series_id IN (
    SELECT id FROM session_series WHERE host_id = :member_id AND guild_id = :guild_id
);

-- name: export_notes
SELECT slot, notes FROM session_occurrences
WHERE noted_by = :member_id AND guild_id = :guild_id
ORDER BY id
LIMIT :most;

-- name: forget_host!
UPDATE session_series SET host_id = NULL WHERE host_id = :member_id AND guild_id = :guild_id;

-- name: forget_note_taker!
UPDATE session_occurrences SET noted_by = NULL
WHERE noted_by = :member_id AND guild_id = :guild_id;

-- name: erase_guild!
DELETE FROM session_series WHERE guild_id = :guild_id;
