-- A delivery of every kind and key at schema 19, all of them due, each about something that is there.
-- message card_1 nexus:qa:accept:1
-- message card_2 nexus:apis:use:1
-- message card_3 nexus:endpoints:watch:1
-- message card_4 nexus:sessions:going:1
-- message post_1 nexus:announcements:seen:1:20260101T0900
-- message suggestion_1 nexus:faq:approve:1
-- message chat_1 nexus:qa:accept:99
INSERT INTO guild_settings (guild_id, moderator_channel_id, time_zone, language, review_days, digest_day)
VALUES (:guild, :moderators, 'UTC', 'en', 180, 0);
INSERT INTO questions (
    id, guild_id, asker_id, title, details, tried, code, topics, asked_at, active_at, channel_id, is_forum,
    thread_id, shown_revision
) VALUES (1, :guild, :ada, 'Why?', 'x', '', '', '', :now - 864000, :now - 864000, :home, 0, :card_1, 1);
INSERT INTO apis (
    id, guild_id, name, name_key, styles, channel_id, thread_id, card_id, shown_revision, contract_number,
    created_at, changed_at
) VALUES (1, :guild, 'Shop', 'shop', 'rest', :home, :card_2, :card_2, 1, 1, :now, :now);
INSERT INTO api_owners (api_id, member_id, added_at) VALUES (1, :ada, :now);
INSERT INTO contracts (
    id, api_id, guild_id, number, kind, title, version, checksum, operations, breaking, model, uploader_id,
    uploaded_at
) VALUES (1, 1, :guild, 1, 'openapi-3.0', 'Shop', '1', 'x', 1, 1, x'', :ada, :now);
INSERT INTO contract_notices (contract_id, member_id, operations) VALUES (1, :kofi, '["GET /users"]');
INSERT INTO endpoint_requests (
    id, guild_id, api_id, key, match_key, why, requester_id, builder_id, state, due_at, channel_id,
    shown_channel_id, message_id, thread_id, shown_revision, created_at, changed_at
) VALUES (
    1, :guild, 1, 'GET /users', 'GET /users', 'x', :ada, :kofi, 'accepted', :now + 86400, :home, :home, :card_3,
    :card_3, 1, :now, :now
);
INSERT INTO endpoint_shapes (request_id, number, method, path, request, response, author_id, written_at)
VALUES (1, 1, 'GET', '/users', '', '{"id": 1}', :ada, :now);
INSERT INTO endpoint_history (id, request_id, at, member_id, what, state)
VALUES (1, 1, :now, :ada, 'request', 'requested'), (2, 1, :now, :kofi, 'accept', 'accepted');
INSERT INTO session_series (
    id, guild_id, host_id, title, minutes, place_kind, start_wall, zone, channel_id, uid, created_at, updated_at
) VALUES (
    1, :guild, :ada, 'Signals', 60, 'none', strftime('%Y%m%dT%H%M', :soon, 'unixepoch'), 'UTC', :home,
    '1@nexus', :now, :now
);
INSERT INTO session_occurrences (
    id, series_id, guild_id, slot, starts_at, ends_at, channel_id, message_id, thread_id, shown_revision,
    event_revision
)
SELECT id, id, guild_id, start_wall, :soon, :soon + 3600, :home, :card_4, :card_4, 1, 9 FROM session_series;
INSERT INTO session_rsvps (occurrence_id, guild_id, member_id, answer, source, answered_at, turn)
VALUES (1, :guild, :kofi, 'going', 'button', :now, 1);
INSERT INTO announcements (
    id, guild_id, title, body, has_button, role_ids, everyone, channel_ids, starts, zone, state, handled_at,
    author_id, editor_id, created_at, changed_at
) VALUES (
    1, :guild, 'Exams', 'x', 1, '', '', CAST(:home AS TEXT), strftime('%Y-%m-%dT%H:%M', :now - 60, 'unixepoch'),
    'UTC', 'done', :now - 60, :mara, :mara, :now, :now
);
INSERT INTO announcement_posts (
    id, guild_id, announcement_id, occurrence, channel_id, delivery_id, message_id, revision, is_late, pings,
    shown_at, fault, wanted
)
VALUES (
    1, :guild, 1, strftime('%Y%m%dT%H%M', :now - 60, 'unixepoch'), :home, 1, :post_1, 1, 0, 0, :now, 'deleted', 1
);
INSERT INTO faq_entries (
    id, guild_id, name, title, title_key, answer, topics, aliases, state, position, created_at, changed_at,
    review_at, editor_id
) VALUES (
    1, :guild, 'why', 'Why not?', 'why not?', 'x', '', '', 'published', 1, :now, :now, :now - 60, :mara
);
INSERT INTO faq_suggestions (
    id, guild_id, title, answer, topics, aliases, files, suggester_id, suggested_at, state, decider_id,
    decided_at, card_channel_id, card_id
) VALUES (
    1, :guild, 'Why so?', 'x', '', '', '[]', :ada, :now, 'declined', :mara, :now, :home, :suggestion_1
);
INSERT INTO faq_suggestions (
    id, guild_id, title, answer, topics, aliases, files, suggester_id, author_id, source_channel_id,
    source_message_id, suggested_at
) VALUES (2, :guild, 'Why now?', 'x', '', '', '[]', :ada, :kofi, :home, :chat_1, :now);
INSERT INTO reports (id, guild_id, channel_id, message_id, author_id, reporter_id, reason, quote, reported_at)
VALUES (1, :guild, :home, :chat_1, :kofi, :ada, 'rude', 'x', :now);
INSERT INTO deliveries (
    id, guild_id, kind, subject_id, occurrence, channel_id, member_id, due_at, planned_at, created_at, updated_at,
    state, message_id, place_id, reason, scheduled_by
)
VALUES (
    1, :guild, 'announcement', 1, strftime('%Y%m%dT%H%M', :now - 60, 'unixepoch'), :home, NULL, :now - 60,
    :now - 60, :now, :now, 'failed', NULL, :home, 'shared-delivery-refused', :mara
);
INSERT INTO deliveries (
    guild_id, kind, subject_id, occurrence, member_id, channel_id, due_at, planned_at, created_at, updated_at
)
SELECT
    :guild, column1, column2, column3, column4, iif(column1 LIKE 'faq-hint%', :home, NULL), :now - 1, :now - 1,
    :now - 9, :now - 9
FROM (
    VALUES
    ('announcements-notice', 1, 'deleted', :mara), -- sent
    ('announcements-notice-here', 1, 'deleted', NULL), -- sent
    ('apis-report', 1, '', NULL), -- sent
    ('apis-notice', 1, '', :kofi), -- sent
    ('apis-notice-here', 1, CAST(:kofi AS TEXT), NULL), -- sent
    ('apis-agreed-told', 1, CAST(:now AS TEXT), NULL), -- skipped
    ('apis-card-lost-told', 1, 'forbidden/0', :ada), -- sent
    ('digest-weekly', :guild, 'now-1', NULL), -- sent
    ('digest-weekly', :guild, '20260105T0900-' || :now, NULL), -- sent
    ('endpoints-news', 1, '2', NULL), -- sent
    ('endpoints-news', 1, '2-' || :mara, NULL), -- sent
    ('endpoints-due', 1, (:now + 86400) || '-1', NULL), -- sent
    ('endpoints-found', 1, '1-1-1', NULL), -- skipped
    ('endpoints-card-lost', 1, 'forbidden/0', :ada), -- sent
    ('faq-card', 2, '', NULL), -- skipped
    ('faq-consent', 2, '', :kofi), -- sent
    ('faq-consent-here', 2, '', NULL), -- skipped
    ('faq-outcome', 1, '', :ada), -- sent
    ('faq-due', 0, '2026-01-05', NULL), -- sent
    ('faq-due-editor', 0, '2026-01-05', :mara), -- sent
    ('faq-hint', :chat_1, 'faq:1', NULL), -- sent
    ('faq-hint-end', :chat_1, '', NULL), -- skipped
    ('qa-escalation', 1, '', NULL), -- sent
    ('qa-quiet', 1, CAST(:now - 864000 AS TEXT), NULL), -- pending
    ('qa-stale', 1, CAST(:now - 864000 AS TEXT), NULL), -- pending
    ('qa-answer-gone', :chat_1, '', :kofi), -- skipped
    ('qa-answer-gone-here', :chat_1, '', NULL), -- skipped
    ('qa-answer-forget', :chat_1, '', NULL), -- skipped
    ('qa-answer-kept', :chat_1, '', NULL), -- skipped
    ('report-failure', 1, 'announcement/' || strftime('%Y%m%dT%H%M', :now - 60, 'unixepoch'), :mara), -- sent
    ('report-failure-here', 1, 'announcement/' || strftime('%Y%m%dT%H%M', :now - 60, 'unixepoch'), NULL), -- sent
    ('server-report', 1, '', NULL), -- sent
    ('server-erase', :guild, '2026-01-05T09:00:00+00:00', NULL), -- skipped
    ('sessions-reminder', 1, :soon || '-15', NULL), -- skipped
    ('sessions-reminder', 1, :soon || '-15-now', NULL), -- sent
    ('sessions-reminder-more', 1, :soon || '-15>' || :ada, NULL), -- sent
    ('sessions-reminder-dm', 1, :soon || '-15', :kofi), -- sent
    ('sessions-promoted', 1, CAST(:now AS TEXT), :kofi), -- sent
    ('sessions-promoted-here', 1, :now || '-' || :kofi, NULL), -- sent
    ('sessions-changed', 1, '1-' || :now, NULL), -- sent
    ('sessions-summary', 1, '', :ada), -- sent
    ('sessions-summary-here', 1, '-' || :ada, NULL), -- skipped
    ('sessions-card-lost', 1, 'forbidden/0', :ada) -- sent
);
