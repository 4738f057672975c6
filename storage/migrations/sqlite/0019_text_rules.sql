-- Rules of a server for members' texts that Nexus posts, and how often they refused one.

ALTER TABLE guild_settings ADD COLUMN link_policy TEXT NOT NULL DEFAULT 'everyone'
    CHECK (link_policy IN ('everyone', 'role', 'nobody'));
ALTER TABLE guild_settings ADD COLUMN link_role_id INTEGER;
ALTER TABLE guild_settings ADD COLUMN allows_invitations INTEGER NOT NULL DEFAULT 0
    CHECK (allows_invitations IN (0, 1));
ALTER TABLE guild_settings ADD COLUMN refused_words TEXT NOT NULL DEFAULT ''; -- one a line

-- Counts alone: neither the text nor its writer is kept.
CREATE TABLE refused_texts (
    guild_id INTEGER NOT NULL,
    day INTEGER NOT NULL, -- since 1970, UTC
    kind TEXT NOT NULL CHECK (kind IN ('link', 'invitation', 'word')),
    times INTEGER NOT NULL,
    PRIMARY KEY (guild_id, day, kind)
) STRICT, WITHOUT ROWID;
