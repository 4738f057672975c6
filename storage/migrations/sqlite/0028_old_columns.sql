-- Columns that the table of cards has taken over (0022 to 0026), with the indexes on them: nobody
-- has read them since.
DROP INDEX questions_kept_back;
DROP INDEX questions_to_show;
DROP INDEX apis_faulty;
DROP INDEX apis_to_show;
DROP INDEX endpoint_requests_faulty;
DROP INDEX endpoint_requests_to_show;
DROP INDEX faq_suggestions_cards;
ALTER TABLE questions DROP COLUMN shown_revision;
ALTER TABLE questions DROP COLUMN fault;
ALTER TABLE apis DROP COLUMN shown_revision;
ALTER TABLE apis DROP COLUMN fault;
ALTER TABLE apis DROP COLUMN card_id;
ALTER TABLE endpoint_requests DROP COLUMN shown_revision;
ALTER TABLE endpoint_requests DROP COLUMN fault;
ALTER TABLE session_occurrences DROP COLUMN shown_revision;
ALTER TABLE session_occurrences DROP COLUMN fault;
ALTER TABLE session_polls DROP COLUMN shown_revision;
ALTER TABLE faq_suggestions DROP COLUMN card_channel_id;
ALTER TABLE faq_suggestions DROP COLUMN card_id;
ALTER TABLE faq_suggestions DROP COLUMN is_card_old;
