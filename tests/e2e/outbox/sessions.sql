-- Cards of sessions and polls in every state, as `/session create` and `/session poll` left them at
-- schema 19; a title says the state. Discord's own events are not made: `event_revision` is ahead.
-- message card_1 nexus:sessions:going:1
-- message card_2 nexus:sessions:going:2
-- message card_4 nexus:sessions:going:4
-- message card_5 nexus:sessions:going:5
-- message poll_1 nexus:sessions:poll-mark:1
-- message poll_2 nexus:sessions:poll-mark:2
INSERT INTO session_series (
    id, guild_id, host_id, title, minutes, place_kind, start_wall, zone, channel_id, uid, created_at,
    updated_at
)
SELECT
    value, :guild, :ada, json_extract('["shown", "stale", "new", "unrecorded", "refused"]', '$[' || (value - 1) || ']'),
    60, 'none', strftime('%Y%m%dT%H%M', :now + 259200, 'unixepoch'), 'UTC', :home, value || '@nexus', :now, :now
FROM json_each('[1, 2, 3, 4, 5]');
INSERT INTO session_occurrences (
    id, series_id, guild_id, slot, starts_at, ends_at, channel_id, message_id, thread_id, revision,
    shown_revision, fault, event_revision
)
SELECT
    s.id, s.id, :guild, s.start_wall, (:now + 259200) / 60 * 60, (:now + 262800) / 60 * 60, c.channel_id,
    c.message_id, c.message_id, c.revision, c.shown, c.fault, 9
FROM session_series AS s
INNER JOIN (
    SELECT 1 AS id, :home AS channel_id, :card_1 AS message_id, 1 AS revision, 1 AS shown, NULL AS fault
    UNION ALL SELECT 2, :home, :card_2, 2, 1, NULL
    UNION ALL SELECT 3, NULL, NULL, 1, 0, NULL
    UNION ALL SELECT 4, NULL, NULL, 1, 0, NULL
    UNION ALL SELECT 5, :home, :card_5, 2, 1, 'forbidden'
) AS c ON c.id = s.id;
INSERT INTO session_polls (
    id, guild_id, host_id, title, minutes, zone, channel_id, message_id, revision, shown_revision, created_at
) VALUES
(1, :guild, :ada, 'poll shown', 60, 'UTC', :home, :poll_1, 1, 1, :now),
(2, :guild, :ada, 'poll stale', 60, 'UTC', :home, :poll_2, 2, 1, :now),
(3, :guild, :ada, 'poll new', 60, 'UTC', :home, NULL, 1, 0, :now);
INSERT INTO session_poll_slots (poll_id, slot, starts_at)
SELECT id, strftime('%Y%m%dT%H%M', :now + 259200, 'unixepoch'), (:now + 259200) / 60 * 60 FROM session_polls;
