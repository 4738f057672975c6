-- What goes after a while is found by its age, one server at a time; quotas outlive a restart.

CREATE INDEX deliveries_ended ON deliveries (guild_id, updated_at)
WHERE state IN ('sent', 'failed', 'skipped', 'unknown');
CREATE INDEX audit_entries_age ON audit_entries (guild_id, acted_at);

-- When a server's old rows were dropped last: how many of each table, and what was left over.
CREATE TABLE retention_runs (
    guild_id INTEGER PRIMARY KEY,
    ran_at INTEGER NOT NULL,
    dropped TEXT NOT NULL, -- JSON: rows by table
    above TEXT NOT NULL -- JSON: tables of which more is to go
) STRICT;

-- What members did of late that is limited by the minute, as long as it counts.
CREATE TABLE rate_uses (
    guild_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    used_at TEXT NOT NULL, -- JSON: seconds since 1970
    until INTEGER NOT NULL,
    PRIMARY KEY (guild_id, member_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX rate_uses_until ON rate_uses (until, guild_id);

-- A file that was kept just now may belong to something that is saved in a moment.
ALTER TABLE faq_files ADD COLUMN kept_at INTEGER NOT NULL DEFAULT 0;
