-- The channels that a server's questions stand in are told from the index alone.
CREATE INDEX questions_places ON questions (guild_id, channel_id);
