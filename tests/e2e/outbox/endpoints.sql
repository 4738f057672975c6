-- Cards of endpoint requests in every state, as `/endpoint request` left them at schema 19; a path
-- says the state.
-- message card_1 nexus:endpoints:watch:1
-- message card_2 nexus:endpoints:watch:2
-- message card_4 nexus:endpoints:watch:4
-- message card_5 nexus:endpoints:watch:5
INSERT INTO endpoint_requests (
    id, guild_id, key, match_key, why, requester_id, channel_id, shown_channel_id, message_id,
    thread_id, revision, shown_revision, fault, created_at, changed_at
) VALUES
(1, :guild, 'GET /shown', 'GET /shown', 'x', :ada, :home, :home, :card_1, :card_1, 1, 1, NULL, :now, :now),
(2, :guild, 'GET /stale', 'GET /stale', 'x', :ada, :home, :home, :card_2, :card_2, 2, 1, NULL, :now, :now),
(3, :guild, 'GET /new', 'GET /new', 'x', :ada, :home, NULL, NULL, NULL, 1, 0, NULL, :now, :now),
(4, :guild, 'GET /unrecorded', 'GET /unrecorded', 'x', :ada, :home, NULL, NULL, NULL, 1, 0, NULL, :now, :now),
(5, :guild, 'GET /refused', 'GET /refused', 'x', :ada, :home, :home, :card_5, :card_5, 2, 1, 'forbidden', :now, :now),
(6, :guild, 'GET /homeless', 'GET /homeless', 'x', :ada, :home, NULL, NULL, NULL, 1, 0, 'no-channel', :now, :now);
INSERT INTO endpoint_shapes (request_id, number, method, path, request, response, author_id, written_at)
SELECT id, 1, 'GET', substr(key, 5), '', '{"id": 1}', :ada, :now FROM endpoint_requests;
INSERT INTO endpoint_history (request_id, at, member_id, what, state)
SELECT id, :now, :ada, 'request', 'requested' FROM endpoint_requests;
