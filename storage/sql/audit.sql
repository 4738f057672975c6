-- part: entry
SELECT
    guild_id, actor_id, action, subject, acted_at, reason, details, id
FROM audit_entries

-- name: record!
INSERT INTO audit_entries (guild_id, actor_id, action, subject, reason, details, acted_at)
VALUES (:guild_id, :actor_id, :action, :subject, :reason, :details, :acted_at);

-- name: list_all
{entry}
WHERE guild_id = :guild_id
ORDER BY id DESC
LIMIT :most OFFSET :skip;

-- name: list_of_action
{entry}
WHERE guild_id = :guild_id AND action = :action
ORDER BY id DESC
LIMIT :most OFFSET :skip;

-- name: list_of_actor
{entry}
WHERE
    guild_id = :guild_id AND actor_id = :actor_id
    AND (CAST(:action AS TEXT) IS NULL OR action = :action)
    AND (CAST(:subject AS TEXT) IS NULL OR subject = :subject)
ORDER BY id DESC
LIMIT :most OFFSET :skip;

-- name: list_of_subject
{entry}
WHERE
    guild_id = :guild_id AND subject = :subject
    AND (CAST(:action AS TEXT) IS NULL OR action = :action)
ORDER BY id DESC
LIMIT :most OFFSET :skip;

-- name: list_actions
SELECT DISTINCT action FROM audit_entries WHERE guild_id = :guild_id ORDER BY action LIMIT :most;

-- name: erase_actor!
UPDATE audit_entries SET actor_id = NULL WHERE guild_id = :guild_id AND actor_id = :member_id;

-- name: erase_subject!
UPDATE audit_entries SET subject = 'member:0', reason = NULL, details = '{}'
WHERE guild_id = :guild_id AND subject = :subject;

-- name: erase_guild!
DELETE FROM audit_entries WHERE guild_id = :guild_id;
