-- name: find_cooling_down$
SELECT 1 FROM hint_rests
WHERE channel_id = :channel_id
    AND about IN (SELECT value FROM json_each(:abouts))
    AND until > :now
LIMIT 1;

-- name: rest*!
INSERT INTO hint_rests (channel_id, about, guild_id, until)
VALUES (:channel_id, :about, :guild_id, :until)
ON CONFLICT (channel_id, about) DO UPDATE SET until = max(hint_rests.until, excluded.until);

-- name: erase_guild!
DELETE FROM hint_rests WHERE guild_id = :guild_id;
