-- What is looked for across servers is narrowed to those that a process owns and sees: each of
-- these indexes carries the server, so that others' rows are passed by without being read.
DROP INDEX deliveries_due;
CREATE INDEX deliveries_due ON deliveries (due_at, id, channel_id, member_id, guild_id)
WHERE state = 'pending';
DROP INDEX deliveries_leases;
CREATE INDEX deliveries_leases ON deliveries (lease_until, id, guild_id) WHERE state = 'claimed';
DROP INDEX questions_to_show;
CREATE INDEX questions_to_show ON questions (id, guild_id)
WHERE shown_revision < revision AND fault IS NULL;
DROP INDEX faq_suggestions_cards;
CREATE INDEX faq_suggestions_cards ON faq_suggestions (id, guild_id) WHERE is_card_old = 1;
DROP INDEX announcements_next;
CREATE INDEX announcements_next ON announcements (next_at, id, guild_id)
WHERE next_at IS NOT NULL;
DROP INDEX announcement_posts_unsent;
CREATE INDEX announcement_posts_unsent ON announcement_posts (id, guild_id)
WHERE message_id IS NULL;
DROP INDEX announcement_posts_old;
CREATE INDEX announcement_posts_old ON announcement_posts (id, guild_id)
WHERE shown < wanted AND fault IS NULL AND message_id IS NOT NULL;
DROP INDEX announcement_posts_to_publish;
CREATE INDEX announcement_posts_to_publish ON announcement_posts (publish_at, id, guild_id)
WHERE publishing = 'wanted';
DROP INDEX session_series_active;
CREATE INDEX session_series_active ON session_series (state, id, guild_id);
DROP INDEX session_occurrences_to_show;
CREATE INDEX session_occurrences_to_show ON session_occurrences (starts_at, id, guild_id)
WHERE shown_revision < revision AND fault IS NULL;
DROP INDEX session_occurrences_state;
CREATE INDEX session_occurrences_state ON session_occurrences (state, starts_at, id, guild_id);
DROP INDEX session_occurrences_events;
CREATE INDEX session_occurrences_events ON session_occurrences (starts_at, id, guild_id)
WHERE event_revision < revision;
DROP INDEX session_polls_to_show;
CREATE INDEX session_polls_to_show ON session_polls (id, guild_id)
WHERE shown_revision < revision;
DROP INDEX apis_to_show;
CREATE INDEX apis_to_show ON apis (id, guild_id) WHERE shown_revision < revision AND fault IS NULL;
DROP INDEX endpoint_requests_to_show;
CREATE INDEX endpoint_requests_to_show ON endpoint_requests (id, guild_id)
WHERE shown_revision < revision AND fault IS NULL;
DROP INDEX endpoint_requests_held;
CREATE INDEX endpoint_requests_held ON endpoint_requests (id, guild_id)
WHERE state IN ('agreed', 'building', 'live', 'verified');
