-- Deliveries in every state, and posts in those that they have of their own, as `/announce` left
-- them at schema 19; a title says the state. The nonce of a message is its delivery's.
-- message sent_5 nexus:announcements:seen:5:20260101T0900 nexus-5
-- message post_6 nexus:announcements:seen:6:20260101T0900
-- message post_7 nexus:announcements:seen:7:20260101T0900
-- message post_8 nexus:announcements:seen:8:20260101T0900
-- message post_12 nexus:announcements:seen:12:20260101T0900
INSERT INTO announcements (
    id, guild_id, title, body, has_button, role_ids, everyone, channel_ids, starts, zone, state, revision,
    handled_at, author_id, editor_id, created_at, changed_at
)
SELECT
    key + 1, :guild, value, 'x', 1, '', '', CAST(:home AS TEXT),
    strftime('%Y-%m-%dT%H:%M', :now - 60, 'unixepoch'), 'UTC', 'done', 1 + (value = 'sent, changed'),
    :now - 60, :mara, :mara, :now, :now
FROM json_each(
    '["planned", "due", "claimed", "begun, not sent", "begun, sent", "sent", "sent, changed",
    "sent, unrecorded", "failed", "skipped", "unknown", "sent, deleted"]'
);
INSERT INTO announcement_revisions (announcement_id, number, title, body, has_button, editor_id, made_at)
SELECT id, revision, title, body, 1, :mara, :now FROM announcements;
INSERT INTO deliveries (
    id, guild_id, kind, subject_id, occurrence, channel_id, due_at, planned_at, state, claimed_by,
    lease_until, begun_at, fingerprint, after_id, place_id, message_id, reason, scheduled_by, created_at,
    updated_at
)
SELECT
    a.id, :guild, 'announcement', a.id, strftime('%Y%m%dT%H%M', :now - 60, 'unixepoch'), :home,
    iif(a.title = 'planned', :now + 86400, :now - 60), iif(a.title = 'planned', :now + 86400, :now - 60),
    CASE
        WHEN a.title IN ('planned', 'due') THEN 'pending'
        WHEN a.title = 'claimed' OR a.title LIKE 'begun%' THEN 'claimed'
        WHEN a.title LIKE 'sent%' THEN 'sent'
        ELSE a.title
    END,
    iif(a.title = 'claimed' OR a.title LIKE 'begun%', 'a process that was killed', NULL),
    iif(a.title = 'claimed' OR a.title LIKE 'begun%', :now + 120, NULL),
    iif(a.title LIKE 'begun%' OR a.title LIKE 'sent%', :now - 30, NULL),
    iif(a.title LIKE 'begun%' OR a.title LIKE 'sent%', '0123456789abcdef', NULL),
    iif(a.title LIKE 'begun%' OR a.title LIKE 'sent%', :home, NULL),
    iif(a.title LIKE 'begun%' OR a.title LIKE 'sent%', :home, NULL),
    CASE a.id WHEN 6 THEN :post_6 WHEN 7 THEN :post_7 WHEN 8 THEN :post_8 WHEN 12 THEN :post_12 END,
    iif(a.title IN ('failed', 'skipped', 'unknown'), 'shared-delivery-refused', NULL), :mara, :now, :now
FROM announcements AS a;
INSERT INTO announcement_posts (
    guild_id, announcement_id, occurrence, channel_id, delivery_id, message_id, revision, is_late, pings,
    shown_at, fault, wanted
)
SELECT
    :guild, d.subject_id, d.occurrence, :home, d.id, iif(d.id = 8, NULL, d.message_id), 1, 0, 0, :now - 30,
    iif(d.id = 12, 'deleted', NULL), iif(d.id IN (7, 12), 1, 0)
FROM deliveries AS d WHERE d.begun_at IS NOT NULL;
