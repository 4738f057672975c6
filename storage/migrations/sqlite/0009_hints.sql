-- Chat channels in which Nexus points out answers that exist already: ids, separated by spaces.

ALTER TABLE guild_settings ADD COLUMN hint_channel_ids TEXT NOT NULL DEFAULT '';

-- Until when nothing is pointed out in a channel: at all (about = ''), on a topic, or of an answer.
CREATE TABLE hint_rests (
    channel_id INTEGER NOT NULL,
    about TEXT NOT NULL,
    guild_id INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (channel_id, about)
) STRICT, WITHOUT ROWID;

CREATE INDEX hint_rests_guild ON hint_rests (guild_id, until);
