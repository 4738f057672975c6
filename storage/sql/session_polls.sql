-- name: create_poll$
INSERT INTO session_polls (
    guild_id, host_id, title, topic, minutes, zone, channel_id, created_at
)
VALUES (:guild_id, :host_id, :title, :topic, :minutes, :zone, :channel_id, :now)
RETURNING id;

-- name: add_slot!
INSERT INTO session_poll_slots (poll_id, slot, starts_at) VALUES (:poll_id, :slot, :starts_at)
ON CONFLICT DO NOTHING;

-- name: find_poll^
SELECT
    id, guild_id, host_id, title, topic, minutes, zone, channel_id, message_id, state, series_id,
    revision, created_at
FROM session_polls
WHERE guild_id = :guild_id AND id = :poll_id;

-- name: list_slots
SELECT slot, starts_at FROM session_poll_slots
WHERE poll_id = :poll_id
ORDER BY starts_at, slot
LIMIT :most;

-- name: list_votes
SELECT slot, member_id FROM session_poll_votes
WHERE poll_id = :poll_id
ORDER BY slot, member_id
LIMIT :most;

-- name: forget_votes!
DELETE FROM session_poll_votes WHERE poll_id = :poll_id AND member_id = :member_id;

-- name: vote!
INSERT INTO session_poll_votes (poll_id, slot, guild_id, member_id)
VALUES (:poll_id, :slot, :guild_id, :member_id)
ON CONFLICT DO NOTHING;

-- name: touch!
UPDATE session_polls SET revision = revision + 1 WHERE id = :poll_id;

-- name: end_poll!
UPDATE session_polls SET state = :state, series_id = :series_id, revision = revision + 1
WHERE id = :poll_id AND state = 'open';

-- name: mark_posted!
UPDATE session_polls SET message_id = :message_id WHERE id = :poll_id;

-- name: touch_hosted!
UPDATE session_polls SET revision = revision + 1
WHERE host_id = :member_id AND guild_id = :guild_id;

-- name: touch_voted!
UPDATE session_polls SET revision = revision + 1
WHERE id IN (
    SELECT poll_id FROM session_poll_votes
    WHERE member_id = :member_id AND guild_id = :guild_id
);

-- name: export_hosted
SELECT id, title FROM session_polls
WHERE host_id = :member_id AND guild_id = :guild_id
ORDER BY id
LIMIT :most;

-- name: export_votes
SELECT
    CASE
        WHEN
            coalesce(p.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
            OR p.host_id = :viewer_id
        THEN p.title
    END,
    v.slot
FROM session_poll_votes AS v
INNER JOIN session_polls AS p ON p.id = v.poll_id
WHERE v.member_id = :member_id AND v.guild_id = :guild_id
ORDER BY v.poll_id, v.slot
LIMIT :most;

-- name: forget_host!
UPDATE session_polls SET host_id = NULL WHERE host_id = :member_id AND guild_id = :guild_id;

-- name: erase_votes!
DELETE FROM session_poll_votes WHERE member_id = :member_id AND guild_id = :guild_id;

-- name: erase_guild!
DELETE FROM session_polls WHERE guild_id = :guild_id;
