-- part: draft
SELECT
    id, guild_id, member_id, kind, subject, body, expires_at
FROM drafts

-- name: create_draft$
INSERT INTO drafts (guild_id, member_id, kind, subject, body, expires_at)
VALUES (:guild_id, :member_id, :kind, :subject, :body, :expires_at)
RETURNING id;

-- name: delete_like!
DELETE FROM drafts WHERE guild_id = :guild_id AND kind = :kind AND subject = :subject;

-- name: drop_oldest!
DELETE FROM drafts WHERE id IN (
    SELECT id FROM drafts
    WHERE member_id = :member_id AND guild_id = :guild_id AND kind = :kind
    ORDER BY id DESC
    LIMIT -1 OFFSET :most
);

-- name: find_draft^
{draft}
WHERE id = :draft_id AND expires_at > :now;

-- name: find_draft_about^
{draft}
WHERE guild_id = :guild_id AND kind = :kind AND subject = :subject AND expires_at > :now;

-- name: change_draft!
UPDATE drafts SET body = :body, expires_at = :expires_at WHERE id = :draft_id;

-- name: delete_draft!
DELETE FROM drafts WHERE id = :draft_id;

-- name: export_member
SELECT kind, body, expires_at FROM drafts
WHERE member_id = :member_id AND guild_id = :guild_id
LIMIT :most;

-- name: erase_member!
DELETE FROM drafts WHERE member_id = :member_id AND guild_id = :guild_id;

-- name: erase_guild!
DELETE FROM drafts WHERE guild_id = :guild_id;
