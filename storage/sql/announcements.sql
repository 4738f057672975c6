-- part: announcement
SELECT
    id, guild_id, title, body, image_name, image_digest, has_button, role_ids, everyone,
    channel_ids, starts, zone, rule, state, revision, plan, next_slot, next_at, handled_at,
    author_id, editor_id, created_at, changed_at
FROM announcements

-- name: create$
INSERT INTO announcements (
    guild_id, title, body, image_name, image_digest, has_button, role_ids, everyone, channel_ids,
    starts, zone, rule, state, author_id, editor_id, created_at, changed_at
)
VALUES (
    :guild_id, :title, :body, :image_name, :image_digest, :has_button, :role_ids, :everyone,
    :channel_ids, :starts, :zone, :rule, 'scheduled', :author_id, :author_id, :now, :now
)
RETURNING id;

-- name: change!
UPDATE announcements
SET
    title = :title, body = :body, image_name = :image_name, image_digest = :image_digest,
    has_button = :has_button, role_ids = :role_ids, everyone = :everyone,
    channel_ids = :channel_ids, starts = :starts, zone = :zone, rule = :rule,
    revision = revision + 1, editor_id = :editor_id, changed_at = :now
WHERE id = :id AND revision = :base AND state <> 'cancelled';

-- name: set_state!
UPDATE announcements
SET
    state = :state,
    next_slot = CASE WHEN :is_open THEN next_slot END,
    next_at = CASE WHEN :is_open THEN next_at END,
    changed_at = :now
WHERE id = :id;

-- name: set_next!
UPDATE announcements
SET
    next_slot = :next_slot, next_at = :next_at, handled_at = :handled_at, plan = :plan,
    state = CASE
        WHEN :next_at IS NULL THEN 'done'
        WHEN state = 'paused' THEN 'paused'
        ELSE 'scheduled'
    END
WHERE id = :id;

-- name: find^
{announcement}
WHERE id = :id;

-- name: list_of_state
{announcement}
WHERE guild_id = :guild_id AND state = :state
ORDER BY id DESC
LIMIT :most OFFSET :skipped;

-- name: list_all
{announcement}
WHERE guild_id = :guild_id
ORDER BY id DESC
LIMIT :most;

-- name: count_open$
SELECT count(*) FROM announcements
WHERE guild_id = :guild_id AND state IN ('scheduled', 'paused');

-- name: list_come
SELECT id, guild_id FROM announcements
WHERE
    next_at IS NOT NULL AND next_at <= :now
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY next_at, id
LIMIT :most;

-- name: next_at$
SELECT min(next_at) FROM announcements
WHERE
    next_at IS NOT NULL
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent));

-- name: add_revision!
INSERT INTO announcement_revisions (
    announcement_id, number, title, body, image_name, image_digest, has_button, editor_id, made_at
)
SELECT id, revision, title, body, image_name, image_digest, has_button, editor_id, changed_at
FROM announcements
WHERE id = :id;

-- name: list_revisions
SELECT number, title, body, image_name, image_digest, has_button, editor_id, made_at
FROM announcement_revisions
WHERE announcement_id = :id
ORDER BY number DESC
LIMIT :most OFFSET :skipped;

-- name: add_skip!
INSERT INTO announcement_skips (announcement_id, slot) VALUES (:id, :slot)
ON CONFLICT DO NOTHING;

-- name: list_skips
SELECT slot FROM announcement_skips WHERE announcement_id = :id ORDER BY slot DESC LIMIT :most;

-- name: export_written
SELECT id, title, body, created_at FROM announcements
WHERE (author_id = :member_id OR editor_id = :member_id) AND guild_id = :guild_id
ORDER BY id
LIMIT :most;

-- name: export_edited
SELECT r.announcement_id, r.number, r.title, r.body, r.made_at
FROM announcement_revisions AS r
INNER JOIN announcements AS a ON r.announcement_id = a.id
WHERE r.editor_id = :member_id AND a.guild_id = :guild_id
ORDER BY r.id
LIMIT :most;

-- name: erase_author!
UPDATE announcements SET author_id = NULL WHERE author_id = :member_id AND guild_id = :guild_id;

-- name: erase_editor!
UPDATE announcements SET editor_id = NULL WHERE editor_id = :member_id AND guild_id = :guild_id;

-- name: erase_revisions!
UPDATE announcement_revisions SET editor_id = NULL
WHERE
    editor_id = :member_id
    AND announcement_id IN (SELECT id FROM announcements WHERE guild_id = :guild_id);

-- name: erase_guild!
DELETE FROM announcements WHERE guild_id = :guild_id;
