-- part: post
SELECT
    id, guild_id, announcement_id, occurrence, channel_id, delivery_id, message_id, revision,
    is_late, pings, wanted, shown, shown_at, fault, publishing, is_withdrawn
FROM announcement_posts

-- name: begin$
INSERT INTO announcement_posts (
    guild_id, announcement_id, occurrence, channel_id, delivery_id, revision, is_late, pings
)
VALUES (
    :guild_id, :announcement_id, :occurrence, :channel_id, :delivery_id, :revision, :is_late,
    :pings
)
ON CONFLICT (announcement_id, occurrence, channel_id) DO UPDATE
SET revision = excluded.revision, is_late = excluded.is_late, pings = excluded.pings
RETURNING id;

-- name: mark_sent!
UPDATE announcement_posts
SET message_id = :message_id, publishing = :publishing, shown_at = :now
WHERE delivery_id = :delivery_id AND announcement_id = :announcement_id AND message_id IS NULL;

-- name: list_unsent
SELECT id, delivery_id FROM announcement_posts
WHERE
    message_id IS NULL AND id > :after
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY id
LIMIT :most;

-- name: drop!
DELETE FROM announcement_posts WHERE id = :id AND message_id IS NULL;

-- name: find^
{post}
WHERE id = :id;

-- name: list_old
{post}
WHERE
    shown < wanted AND fault IS NULL AND message_id IS NOT NULL AND id > :after
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY id
LIMIT :most;

-- name: list_of
{post}
WHERE announcement_id = :announcement_id
ORDER BY id DESC
LIMIT :most;

-- name: find_posted$
SELECT id FROM announcement_posts
WHERE
    announcement_id = :announcement_id AND occurrence = :occurrence AND message_id IS NOT NULL
    AND coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
LIMIT 1;

-- name: want_all!
UPDATE announcement_posts
SET wanted = wanted + 1, fault = CASE WHEN fault = 'deleted' THEN fault END
WHERE announcement_id = :announcement_id;

-- name: withdraw!
UPDATE announcement_posts SET wanted = wanted + 1, is_withdrawn = 1, fault = NULL
WHERE announcement_id = :announcement_id AND coalesce(fault, '') <> 'deleted';

-- name: want_occurrence!
UPDATE announcement_posts SET wanted = wanted + 1
WHERE announcement_id = :announcement_id AND occurrence = :occurrence;

-- name: mark_shown!
UPDATE announcement_posts SET shown = :shown, revision = :revision, shown_at = :now
WHERE id = :id AND shown < :shown;

-- name: mark_fault!
UPDATE announcement_posts SET fault = :fault WHERE id = :id AND fault IS NULL;

-- name: count_faults
-- What somebody can mend: posts that were deleted, or lost their channel, stay as they are.
SELECT fault, count(*) AS posts FROM announcement_posts
WHERE guild_id = :guild_id AND fault IN ('forbidden', 'refused') AND is_withdrawn = 0
GROUP BY fault
LIMIT :most;

-- name: find_forbidden$
SELECT id FROM announcement_posts
WHERE guild_id = :guild_id AND fault = 'forbidden'
LIMIT 1;

-- name: retry_faults!
UPDATE announcement_posts SET fault = NULL
WHERE guild_id = :guild_id AND fault IN ('forbidden', 'no-channel', 'refused');

-- name: list_to_publish
{post}
WHERE
    publishing = 'wanted' AND publish_at <= :now
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY publish_at, id
LIMIT :most;

-- name: next_to_publish$
SELECT min(publish_at) FROM announcement_posts
WHERE
    publishing = 'wanted'
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent));

-- name: list_published
SELECT published_at FROM announcement_posts
WHERE channel_id = :channel_id AND published_at > :since
ORDER BY published_at
LIMIT :most;

-- name: mark_published!
UPDATE announcement_posts SET publishing = 'done', published_at = :now
WHERE id = :id AND publishing = 'wanted';

-- name: mark_unpublishable!
UPDATE announcement_posts SET publishing = 'failed' WHERE id = :id;

-- name: put_off!
UPDATE announcement_posts SET publish_at = :until
WHERE channel_id = :channel_id AND publishing = 'wanted';

-- name: see!
INSERT INTO announcement_seen (announcement_id, occurrence, member_id, role_ids, seen_at)
VALUES (:announcement_id, :occurrence, :member_id, :role_ids, :now)
ON CONFLICT DO NOTHING;

-- name: count_seen$
SELECT count(*) FROM announcement_seen
WHERE announcement_id = :announcement_id AND occurrence = :occurrence;

-- name: list_seen
SELECT member_id, role_ids FROM announcement_seen
WHERE
    announcement_id = :announcement_id AND occurrence = :occurrence AND member_id > :after
ORDER BY member_id
LIMIT :most;

-- name: export_seen
SELECT s.announcement_id, s.occurrence, s.seen_at
FROM announcement_seen AS s
INNER JOIN announcements AS a ON s.announcement_id = a.id
WHERE s.member_id = :member_id AND a.guild_id = :guild_id
ORDER BY s.seen_at
LIMIT :most;

-- name: want_seen_by!
UPDATE announcement_posts SET wanted = wanted + 1
WHERE
    guild_id = :guild_id
    AND (announcement_id, occurrence) IN (
        SELECT announcement_id, occurrence FROM announcement_seen WHERE member_id = :member_id
    );

-- name: erase_seen!
DELETE FROM announcement_seen
WHERE
    member_id = :member_id
    AND announcement_id IN (SELECT id FROM announcements WHERE guild_id = :guild_id);
