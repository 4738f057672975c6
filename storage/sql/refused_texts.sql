-- name: count_one!
INSERT INTO refused_texts (guild_id, day, kind, times) VALUES (:guild_id, :day, :kind, 1)
ON CONFLICT (guild_id, day, kind) DO UPDATE SET times = refused_texts.times + 1;

-- name: sum_since
SELECT kind, SUM(times) FROM refused_texts
WHERE guild_id = :guild_id AND day >= :day
GROUP BY kind
LIMIT :most;

-- name: erase_guild!
DELETE FROM refused_texts WHERE guild_id = :guild_id;
