-- Chat channels in which Nexus points out answers that exist already: ids, separated by spaces.

ALTER TABLE guild_settings ADD COLUMN hint_channel_ids TEXT NOT NULL DEFAULT '';
