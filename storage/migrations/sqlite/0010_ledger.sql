-- What a takeover after a crash, and whoever scheduled a post, need to know of it.

ALTER TABLE deliveries ADD COLUMN planned_at INTEGER NOT NULL DEFAULT 0; -- due_at is tried next
ALTER TABLE deliveries ADD COLUMN begun_at INTEGER; -- handed to Discord: it may have been sent
ALTER TABLE deliveries ADD COLUMN fingerprint TEXT; -- of what was handed over, a word each
ALTER TABLE deliveries ADD COLUMN after_id INTEGER; -- the newest message there at that time
ALTER TABLE deliveries ADD COLUMN place_id INTEGER; -- the channel that the message stands in
ALTER TABLE deliveries ADD COLUMN scheduled_by INTEGER; -- whom to tell of a failure

UPDATE deliveries SET planned_at = due_at;
UPDATE deliveries SET begun_at = updated_at WHERE attempts > 0 AND state IN ('pending', 'claimed');

-- One target's posts are taken in turn, so that no channel keeps the others waiting.
DROP INDEX deliveries_due;
CREATE INDEX deliveries_due ON deliveries (due_at, id, channel_id, member_id)
WHERE state = 'pending';

-- The ledger of one announcement or session, newest first.
DROP INDEX deliveries_subject;
CREATE INDEX deliveries_subject ON deliveries (guild_id, subject_id, kind, planned_at);

-- Is a message that was found the one of another row?
CREATE INDEX deliveries_message ON deliveries (message_id) WHERE message_id IS NOT NULL;

CREATE INDEX deliveries_scheduled_by ON deliveries (scheduled_by, guild_id)
WHERE scheduled_by IS NOT NULL;
