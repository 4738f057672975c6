-- The weekly digest: the hour, and whether there is one at all.

ALTER TABLE guild_settings ADD COLUMN digest_hour INTEGER NOT NULL DEFAULT 9
    CHECK (digest_hour BETWEEN 0 AND 23);
ALTER TABLE guild_settings ADD COLUMN digest_on INTEGER NOT NULL DEFAULT 1
    CHECK (digest_on IN (0, 1));

-- What happened since last week.
CREATE INDEX questions_solved ON questions (guild_id, closed_at) WHERE resolution = 'solved';
CREATE INDEX faq_revisions_published ON faq_revisions (made_at) WHERE change = 'publish';
