-- part: template
SELECT
    id, guild_id, name, title, body, image_name, image_digest, has_button, role_ids, everyone,
    channel_ids, author_id
FROM announcement_templates

-- name: export_member
SELECT name, title, body FROM announcement_templates
WHERE author_id = :member_id AND guild_id = :guild_id
LIMIT :most;

-- name: save$
INSERT INTO announcement_templates (
    guild_id, name, name_key, title, body, image_name, image_digest, has_button, role_ids,
    everyone, channel_ids, author_id
)
VALUES (
    :guild_id, :name, :name_key, :title, :body, :image_name, :image_digest, :has_button,
    :role_ids, :everyone, :channel_ids, :author_id
)
ON CONFLICT (guild_id, name_key) DO UPDATE
SET
    name = excluded.name, title = excluded.title, body = excluded.body,
    image_name = excluded.image_name, image_digest = excluded.image_digest,
    has_button = excluded.has_button, role_ids = excluded.role_ids,
    everyone = excluded.everyone, channel_ids = excluded.channel_ids,
    author_id = excluded.author_id
RETURNING id;

-- name: find^
{template}
WHERE guild_id = :guild_id AND name_key = :name_key;

-- name: list_templates
{template}
WHERE guild_id = :guild_id
ORDER BY name_key
LIMIT :most;

-- name: delete!
DELETE FROM announcement_templates WHERE guild_id = :guild_id AND name_key = :name_key;

-- name: keep_image!
INSERT INTO announcement_images (guild_id, digest, data, kept_at)
VALUES (:guild_id, :digest, :data, :now)
ON CONFLICT (guild_id, digest) DO UPDATE SET kept_at = excluded.kept_at;

-- name: find_image$
SELECT data FROM announcement_images WHERE guild_id = :guild_id AND digest = :digest;

-- name: erase_author!
UPDATE announcement_templates SET author_id = NULL
WHERE author_id = :member_id AND guild_id = :guild_id;

-- name: erase_guild!
DELETE FROM announcement_templates WHERE guild_id = :guild_id;

-- name: erase_images!
DELETE FROM announcement_images WHERE guild_id = :guild_id;
