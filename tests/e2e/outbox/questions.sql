-- Cards of questions in every state, as `/ask` left them at schema 19; a title says the state.
-- message card_1 nexus:qa:accept:1
-- message card_2 nexus:qa:accept:2
-- message card_4 nexus:qa:accept:4
-- message card_5 nexus:qa:accept:5
INSERT INTO questions (
    id, guild_id, asker_id, title, details, tried, code, topics, asked_at, active_at,
    channel_id, is_forum, thread_id, revision, shown_revision, fault
) VALUES
(1, :guild, :ada, 'shown', 'x', '', '', '', :now, :now, :home, 0, :card_1, 1, 1, NULL),
(2, :guild, :ada, 'stale', 'x', '', '', '', :now, :now, :home, 0, :card_2, 2, 1, NULL),
(3, :guild, :ada, 'new', 'x', '', '', '', :now, :now, :home, 0, NULL, 1, 0, NULL),
(4, :guild, :ada, 'unrecorded', 'x', '', '', '', :now, :now, :home, 0, NULL, 1, 0, NULL),
(5, :guild, :ada, 'refused', 'x', '', '', '', :now, :now, :home, 0, :card_5, 2, 1, 'forbidden'),
(6, :guild, :ada, 'homeless', 'x', '', '', '', :now, :now, :home, 0, NULL, 1, 0, 'no-channel');
