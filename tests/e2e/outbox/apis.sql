-- Cards of APIs in every state, as `/api register` left them at schema 19; a name says the state.
-- message card_1 nexus:apis:use:1
-- message card_2 nexus:apis:use:2
-- message card_4 nexus:apis:use:4
-- message card_5 nexus:apis:use:5
INSERT INTO apis (
    id, guild_id, name, name_key, styles, is_retired, channel_id, thread_id, card_id, revision,
    shown_revision, fault, created_at, changed_at
) VALUES
(1, :guild, 'shown', 'shown', 'rest', 0, :home, :card_1, :card_1, 1, 1, NULL, :now, :now),
(2, :guild, 'stale', 'stale', 'rest', 0, :home, :card_2, :card_2, 2, 1, NULL, :now, :now),
(3, :guild, 'new', 'new', 'rest', 0, :home, NULL, NULL, 1, 0, NULL, :now, :now),
(4, :guild, 'unrecorded', 'unrecorded', 'rest', 0, :home, NULL, NULL, 1, 0, NULL, :now, :now),
(5, :guild, 'refused', 'refused', 'rest', 0, :home, :card_5, :card_5, 2, 1, 'forbidden', :now, :now),
(6, :guild, 'homeless', 'homeless', 'rest', 0, :home, NULL, NULL, 1, 0, 'no-channel', :now, :now),
(7, :guild, 'retired', 'retired', 'rest', 1, :home, NULL, NULL, 2, 1, NULL, :now, :now);
INSERT INTO api_owners (api_id, member_id, added_at) SELECT id, :ada, :now FROM apis;
