-- part: ban
SELECT
    guild_id, member_id, moderator_id, reason, created_at, ends_at
FROM bars

-- name: find_ban^
{ban}
WHERE guild_id = :guild_id AND member_id = :member_id AND ends_at > :now;

-- name: list_bans
{ban}
WHERE guild_id = :guild_id AND ends_at > :now
ORDER BY ends_at, member_id
LIMIT :most OFFSET :skip;

-- name: save_ban!
INSERT INTO bars (guild_id, member_id, moderator_id, reason, created_at, ends_at)
VALUES (:guild_id, :member_id, :moderator_id, :reason, :created_at, :ends_at)
ON CONFLICT (guild_id, member_id) DO UPDATE SET
    moderator_id = excluded.moderator_id,
    reason = excluded.reason,
    created_at = excluded.created_at,
    ends_at = excluded.ends_at;

-- name: lift_ban!
DELETE FROM bars WHERE guild_id = :guild_id AND member_id = :member_id AND ends_at > :now;

-- name: forget_ended!
DELETE FROM bars WHERE guild_id = :guild_id AND ends_at <= :now;

-- name: erase_moderator!
UPDATE bars SET moderator_id = NULL WHERE guild_id = :guild_id AND moderator_id = :member_id;

-- name: erase_guild!
DELETE FROM bars WHERE guild_id = :guild_id;
