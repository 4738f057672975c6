-- part: occurrence
SELECT
    o.id, o.series_id, o.guild_id, s.host_id, o.slot, o.starts_at, o.ends_at,
    coalesce(o.title, s.title) AS title, coalesce(o.topic, s.topic) AS topic,
    coalesce(o.description, s.description) AS description,
    coalesce(o.place_kind, s.place_kind) AS place_kind,
    CASE WHEN o.place_kind IS NULL THEN s.place_id ELSE o.place_id END AS place_id,
    CASE WHEN o.place_kind IS NULL THEN s.place_url ELSE o.place_url END AS place_url,
    nullif(coalesce(o.capacity, s.capacity), 0) AS capacity, o.state, o.revision, o.sequence,
    s.zone, s.rule, s.lead_minutes, s.channel_id AS home_id, o.channel_id, o.message_id,
    o.thread_id, o.event_id, o.event_revision, o.reason, o.notes
FROM session_occurrences AS o
INNER JOIN session_series AS s ON s.id = o.series_id

-- name: add!
INSERT INTO session_occurrences (series_id, guild_id, slot, starts_at, ends_at)
VALUES (:series_id, :guild_id, :slot, :starts_at, :ends_at)
ON CONFLICT DO NOTHING;

-- name: list_slots
SELECT slot FROM session_occurrences
WHERE series_id = :series_id
ORDER BY slot DESC
LIMIT :most;

-- name: find_occurrence^
{occurrence}
WHERE o.guild_id = :guild_id AND o.id = :occurrence_id;

-- name: find_by_message^
SELECT guild_id, id FROM session_occurrences WHERE message_id = :message_id;

-- name: find_by_thread^
SELECT guild_id, id FROM session_occurrences
WHERE thread_id = :thread_id
ORDER BY id DESC
LIMIT 1;

-- name: find_by_event^
SELECT guild_id, id FROM session_occurrences WHERE event_id = :event_id;

-- name: list_ahead
{occurrence}
WHERE
    o.guild_id = :guild_id AND o.starts_at >= :since AND o.starts_at < :before
    AND (:member_id IS NULL OR o.id IN (
        SELECT r.occurrence_id FROM session_rsvps AS r
        WHERE
            r.member_id = :member_id AND r.guild_id = :guild_id
            AND r.answer IN ('going', 'maybe', 'waitlisted')
    ))
    AND (:is_open = 0 OR o.state IN ('planned', 'running'))
    AND (
        coalesce(s.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR s.host_id = :viewer_id
    )
ORDER BY o.starts_at, o.id
LIMIT :most OFFSET :skipped;

-- name: list_of_series
{occurrence}
WHERE o.series_id = :series_id AND o.slot >= :since_slot
ORDER BY o.slot
LIMIT :most;

-- name: find_open$
SELECT id FROM session_occurrences
WHERE series_id = :series_id AND state IN ('planned', 'running')
LIMIT 1;

-- name: list_to_move_on
-- Open ones whose state is no longer what the clock says.
SELECT guild_id, id FROM (
    SELECT guild_id, id FROM session_occurrences WHERE state = 'planned' AND starts_at <= :now
    UNION ALL
    SELECT guild_id, id FROM session_occurrences WHERE state = 'running' AND ends_at <= :now
) AS due
WHERE
    (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
LIMIT :most;

-- name: next_change_at$
SELECT min(at) FROM (
    SELECT min(starts_at) AS at FROM session_occurrences
    WHERE
        state = 'planned' AND starts_at > :now
        AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
        AND guild_id NOT IN (SELECT value FROM json_each(:absent))
    UNION ALL
    SELECT min(ends_at) AS at FROM session_occurrences
    WHERE
        state = 'running'
        AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
        AND guild_id NOT IN (SELECT value FROM json_each(:absent))
) AS next;

-- name: list_without_card
-- Open ones whose card is due: of each series the next one, and what is near.
SELECT o.guild_id, o.id, o.revision FROM session_occurrences AS o
WHERE
    o.state IN ('planned', 'running')
    AND (o.guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND o.guild_id NOT IN (SELECT value FROM json_each(:absent))
    AND NOT EXISTS (SELECT 1 FROM cards AS c WHERE c.kind = 'session' AND c.subject_id = o.id)
    AND (
        SELECT count(*) FROM session_occurrences AS e
        WHERE e.series_id = o.series_id AND e.slot < o.slot AND e.state IN ('planned', 'running')
    ) < CASE WHEN o.starts_at < :before THEN :most_cards ELSE 1 END
ORDER BY o.starts_at, o.id
LIMIT :most;

-- name: list_to_fill
-- Open ones with members who wait while a seat is free.
SELECT o.guild_id, o.id
FROM session_occurrences AS o
INNER JOIN session_series AS s ON s.id = o.series_id
WHERE
    o.state IN ('planned', 'running')
    AND (o.guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND o.guild_id NOT IN (SELECT value FROM json_each(:absent))
    AND EXISTS (
        SELECT 1 FROM session_rsvps AS w WHERE w.occurrence_id = o.id AND w.answer = 'waitlisted'
    )
    AND (coalesce(o.capacity, s.capacity, 0) = 0 OR (
        SELECT count(*) FROM session_rsvps AS g WHERE g.occurrence_id = o.id AND g.answer = 'going'
    ) < coalesce(o.capacity, s.capacity))
ORDER BY o.id
LIMIT :most;

-- name: move!
UPDATE session_occurrences
SET
    starts_at = :starts_at, ends_at = :ends_at, revision = revision + 1, sequence = sequence + 1
WHERE id = :occurrence_id;

-- name: override!
UPDATE session_occurrences
SET
    title = :title, topic = :topic, description = :description, place_kind = :place_kind,
    place_id = :place_id, place_url = :place_url, capacity = :capacity,
    revision = revision + 1, sequence = sequence + 1
WHERE id = :occurrence_id;

-- name: follow_series!
-- What was changed for one only is as the series again.
UPDATE session_occurrences
SET
    title = NULL, topic = NULL, description = NULL, place_kind = NULL, place_id = NULL,
    place_url = NULL, capacity = NULL, revision = revision + 1, sequence = sequence + 1
WHERE id = :occurrence_id;

-- name: adopt!
UPDATE session_occurrences SET series_id = :series_id, slot = :slot WHERE id = :occurrence_id;

-- name: change_state!
UPDATE session_occurrences
SET
    state = :state, reason = :reason, revision = revision + 1,
    sequence = sequence + CASE WHEN :state = 'cancelled' THEN 1 ELSE 0 END
WHERE id = :occurrence_id AND state IN ('planned', 'running');

-- name: touch!
UPDATE session_occurrences SET revision = revision + 1 WHERE id = :occurrence_id;

-- name: mark_posted!
UPDATE session_occurrences
SET channel_id = :channel_id, message_id = :message_id, thread_id = :thread_id
WHERE id = :occurrence_id;

-- name: keep_notes!
UPDATE session_occurrences
SET notes = :notes, noted_by = :member_id, revision = revision + 1
WHERE id = :occurrence_id;

-- name: list_without_event
-- Those to come whose event is due: near enough, and with a card, to which it leads.
SELECT o.guild_id, o.id, o.revision FROM session_occurrences AS o
WHERE
    o.state = 'planned' AND o.starts_at > :now AND o.message_id IS NOT NULL
    AND (o.guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND o.guild_id NOT IN (SELECT value FROM json_each(:absent))
    AND NOT EXISTS (
        SELECT 1 FROM cards AS c WHERE c.kind = 'session-event' AND c.subject_id = o.id
    )
    AND (
        SELECT count(*) FROM session_occurrences AS e
        WHERE e.series_id = o.series_id AND e.slot < o.slot AND e.state IN ('planned', 'running')
    ) < :most_events
ORDER BY o.starts_at, o.id
LIMIT :most;

-- name: mark_event!
UPDATE session_occurrences
SET event_id = :event_id, event_revision = max(event_revision, :revision)
WHERE id = :occurrence_id;

-- name: list_running_in
SELECT o.id
FROM session_occurrences AS o
INNER JOIN session_series AS s ON s.id = o.series_id
WHERE
    o.state = 'running' AND o.guild_id = :guild_id
    AND CASE WHEN o.place_kind IS NULL THEN s.place_id ELSE o.place_id END = :channel_id
ORDER BY o.id
LIMIT :most;

-- name: list_running
SELECT guild_id, id FROM session_occurrences
WHERE
    state = 'running'
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY starts_at, id
LIMIT :most;
