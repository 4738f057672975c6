-- name: load_uses
SELECT kind, guild_id, member_id, used_at, until FROM rate_uses
WHERE
    until > :now
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY until DESC
LIMIT :most;

-- name: save_uses*!
INSERT INTO rate_uses (guild_id, member_id, kind, used_at, until)
VALUES (:guild_id, :member_id, :kind, :used_at, :until)
ON CONFLICT (guild_id, member_id, kind) DO UPDATE SET
    used_at = excluded.used_at, until = excluded.until;

-- name: export_member
SELECT kind, used_at FROM rate_uses
WHERE guild_id = :guild_id AND member_id = :member_id
ORDER BY kind
LIMIT :most;

-- name: erase_member!
DELETE FROM rate_uses WHERE guild_id = :guild_id AND member_id = :member_id;

-- name: erase_guild!
DELETE FROM rate_uses WHERE guild_id = :guild_id;
