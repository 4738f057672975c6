-- Cards of suggestions in every state, as `/faq suggest` and the queue left them at schema 19; a title
-- says the state.
-- message card_1 nexus:faq:approve:1
-- message card_2 nexus:faq:approve:2
INSERT INTO guild_settings (guild_id, moderator_channel_id, time_zone, language, review_days, digest_day)
VALUES (:guild, :moderators, 'UTC', 'en', 180, 0);
INSERT INTO faq_suggestions (
    id, guild_id, title, answer, topics, aliases, files, suggester_id, suggested_at, state, decider_id,
    decided_at, card_channel_id, card_id, is_card_old
) VALUES
(1, :guild, 'shown', 'x', '', '', '[]', :ada, :now, 'pending', NULL, NULL, :home, :card_1, 0),
(2, :guild, 'stale', 'x', '', '', '[]', :ada, :now, 'declined', :mara, :now, :home, :card_2, 1),
(3, :guild, 'new', 'x', '', '', '[]', :ada, :now, 'pending', NULL, NULL, NULL, NULL, 0);
INSERT INTO deliveries (guild_id, kind, subject_id, due_at, planned_at, created_at, updated_at)
VALUES (:guild, 'faq-card', 3, :now, :now, :now, :now);
