-- name: list_rsvps
SELECT member_id, answer, source, turn FROM session_rsvps
WHERE occurrence_id = :occurrence_id
ORDER BY turn
LIMIT :most;

-- name: save_rsvp!
INSERT INTO session_rsvps (occurrence_id, guild_id, member_id, answer, source, answered_at, turn)
VALUES (:occurrence_id, :guild_id, :member_id, :answer, :source, :now, :turn)
ON CONFLICT (occurrence_id, member_id) DO UPDATE
SET answer = excluded.answer, source = excluded.source, answered_at = excluded.answered_at,
    turn = excluded.turn;

-- name: promote!
UPDATE session_rsvps SET answer = 'going'
WHERE occurrence_id = :occurrence_id AND member_id = :member_id AND answer = 'waitlisted';

-- name: drop_rsvp!
DELETE FROM session_rsvps WHERE occurrence_id = :occurrence_id AND member_id = :member_id;

-- name: check_in!
INSERT INTO session_attendance (occurrence_id, guild_id, member_id, source, came_at)
VALUES (:occurrence_id, :guild_id, :member_id, 'check-in', :now)
ON CONFLICT DO NOTHING;

-- name: enter!
INSERT INTO session_attendance (occurrence_id, guild_id, member_id, source, came_at, here_since)
VALUES (:occurrence_id, :guild_id, :member_id, 'voice', :now, :now)
ON CONFLICT (occurrence_id, member_id) DO UPDATE
SET here_since = coalesce(session_attendance.here_since, excluded.here_since);

-- name: list_present
SELECT member_id FROM session_attendance
WHERE occurrence_id = :occurrence_id AND here_since IS NOT NULL
ORDER BY member_id
LIMIT :most;

-- name: leave!
UPDATE session_attendance
SET seconds = seconds + max(0, :now - here_since), here_since = NULL
WHERE occurrence_id = :occurrence_id AND member_id = :member_id AND here_since IS NOT NULL;

-- name: leave_all!
UPDATE session_attendance
SET seconds = seconds + max(0, :now - here_since), here_since = NULL
WHERE occurrence_id = :occurrence_id AND here_since IS NOT NULL;

-- name: list_attendance
SELECT member_id, source, came_at, seconds FROM session_attendance
WHERE occurrence_id = :occurrence_id
ORDER BY came_at, member_id
LIMIT :most;

-- name: find_reminders^
SELECT route, lead_minutes FROM member_reminders
WHERE guild_id = :guild_id AND member_id = :member_id;

-- name: save_reminders!
INSERT INTO member_reminders (guild_id, member_id, route, lead_minutes)
VALUES (:guild_id, :member_id, :route, :lead_minutes)
ON CONFLICT (guild_id, member_id) DO UPDATE
SET route = excluded.route, lead_minutes = excluded.lead_minutes;

-- name: list_coming
-- Who comes, or may come, and how each wants to be reminded.
SELECT r.member_id, coalesce(m.route, 'thread') AS route, m.lead_minutes
FROM session_rsvps AS r
LEFT JOIN member_reminders AS m ON m.guild_id = r.guild_id AND m.member_id = r.member_id
WHERE r.occurrence_id = :occurrence_id AND r.answer IN ('going', 'maybe')
ORDER BY r.turn
LIMIT :most;

-- name: export_rsvps
SELECT
    o.slot,
    CASE
        WHEN
            coalesce(s.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
            OR s.host_id = :viewer_id
        THEN s.title
    END,
    r.answer, r.answered_at
FROM session_rsvps AS r
INNER JOIN session_occurrences AS o ON o.id = r.occurrence_id
INNER JOIN session_series AS s ON s.id = o.series_id
WHERE r.member_id = :member_id AND r.guild_id = :guild_id
ORDER BY o.id
LIMIT :most;

-- name: export_attendance
SELECT
    o.slot,
    CASE
        WHEN
            coalesce(s.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
            OR s.host_id = :viewer_id
        THEN s.title
    END,
    a.source, a.came_at, a.seconds
FROM session_attendance AS a
INNER JOIN session_occurrences AS o ON o.id = a.occurrence_id
INNER JOIN session_series AS s ON s.id = o.series_id
WHERE a.member_id = :member_id AND a.guild_id = :guild_id
ORDER BY o.id
LIMIT :most;

-- name: touch_answered!
UPDATE session_occurrences SET revision = revision + 1
WHERE id IN (
    SELECT occurrence_id FROM session_rsvps
    WHERE member_id = :member_id AND guild_id = :guild_id AND answer <> 'declined'
) AND (state IN ('planned', 'running') OR message_id IS NOT NULL);

-- name: drop_ahead!
DELETE FROM session_rsvps
WHERE
    member_id = :member_id AND guild_id = :guild_id AND occurrence_id IN (
        SELECT o.id FROM session_occurrences AS o
        WHERE o.id = session_rsvps.occurrence_id AND o.state IN ('planned', 'running')
    );

-- name: erase_rsvps!
DELETE FROM session_rsvps WHERE member_id = :member_id AND guild_id = :guild_id;

-- name: erase_attendance!
DELETE FROM session_attendance WHERE member_id = :member_id AND guild_id = :guild_id;

-- name: erase_reminders!
DELETE FROM member_reminders WHERE member_id = :member_id AND guild_id = :guild_id;

-- name: erase_all_reminders!
DELETE FROM member_reminders WHERE guild_id = :guild_id;
