-- Questions that moderators keep at hand in a list of their own.
ALTER TABLE questions ADD COLUMN pinned_at INTEGER;
CREATE INDEX questions_pinned ON questions (guild_id, pinned_at) WHERE pinned_at IS NOT NULL;
