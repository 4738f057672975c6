-- Which servers the bot is on, or was, and messages that members reported to moderators.

CREATE TABLE known_guilds (
    guild_id INTEGER PRIMARY KEY,
    left_at INTEGER -- when the bot was removed; the server's data is erased some time after
) STRICT;

CREATE TABLE reports (
    -- AUTOINCREMENT: buttons in Discord outlive rows, so an id is never given twice.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    author_id INTEGER, -- NULL: erased
    reporter_id INTEGER, -- NULL: erased
    reason TEXT NOT NULL,
    quote TEXT NOT NULL, -- empty once the moderators have it: deleted words do not live on here
    reported_at INTEGER NOT NULL,
    resolver_id INTEGER,
    resolved_at INTEGER,
    UNIQUE (guild_id, message_id, reporter_id)
) STRICT;

CREATE INDEX reports_open ON reports (guild_id, id) WHERE resolved_at IS NULL;
CREATE INDEX reports_reporter ON reports (guild_id, reporter_id);
CREATE INDEX reports_author ON reports (guild_id, author_id);
