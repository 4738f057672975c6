-- part: card
SELECT
    id, guild_id, kind, subject_id, place_id, message_id, wanted, shown, fault, attempts,
    replaced_at
FROM cards

-- name: list_stale
{card}
WHERE
    shown < wanted AND fault IS NULL AND next_try <= :now AND id > :after
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY id
LIMIT :most;

-- name: next_try$
SELECT next_try FROM cards
WHERE
    shown < wanted AND fault IS NULL AND next_try > :now
    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY next_try
LIMIT 1;

-- name: want!
INSERT INTO cards (guild_id, kind, subject_id, wanted)
VALUES (:guild_id, :kind, :subject_id, :revision)
ON CONFLICT DO NOTHING;

-- name: find_card^
{card}
WHERE kind = :kind AND subject_id = :subject_id AND part = :part AND guild_id = :guild_id;

-- name: find_by_message^
{card}
WHERE message_id = :message_id AND guild_id = :guild_id;

-- name: mark_shown!
UPDATE cards
SET
    shown = :revision, place_id = :place_id, message_id = :message_id, attempts = 0, next_try = 0
WHERE id = :card_id;

-- name: mark_place!
UPDATE cards SET place_id = :place_id, message_id = :message_id, attempts = 0, next_try = 0
WHERE id = :card_id;

-- name: mark_passing!
UPDATE cards SET shown = :revision
WHERE
    kind = :kind AND subject_id = :subject_id AND part = 'card' AND shown < :revision
    AND message_id IS NOT NULL;

-- name: put_off!
UPDATE cards SET attempts = attempts + 1, next_try = :next_try WHERE id = :card_id;

-- name: try_now!
UPDATE cards SET next_try = 0
WHERE guild_id = :guild_id AND shown < wanted AND fault IS NULL AND next_try > 0;

-- name: mark_fault!
UPDATE cards SET fault = :fault WHERE id = :card_id AND fault IS NULL;

-- name: mark_removed!
UPDATE cards SET fault = 'removed', place_id = NULL, message_id = NULL
WHERE id = :card_id AND message_id = :message_id;

-- name: lose_message!
UPDATE cards SET message_id = NULL, replaced_at = :now
WHERE id = :card_id AND message_id = :message_id;

-- name: look_again!
UPDATE cards SET shown = -1 WHERE id = :card_id;

-- name: show_again!
UPDATE cards SET shown = -1
WHERE kind = :kind AND subject_id = :subject_id AND guild_id = :guild_id;

-- name: lose_place!
UPDATE cards
SET
    place_id = NULL, message_id = NULL, shown = -1,
    fault = CASE
        WHEN kind IN (SELECT value FROM json_each(:leaving)) THEN 'removed' ELSE fault
    END
WHERE guild_id = :guild_id AND place_id = :place_id;

-- name: list_places
SELECT DISTINCT place_id FROM cards WHERE guild_id = :guild_id AND place_id IS NOT NULL
LIMIT :most;

-- name: retry_faults!
UPDATE cards
SET fault = NULL, attempts = 0, next_try = 0
WHERE guild_id = :guild_id AND fault IS NOT NULL AND fault NOT IN ('removed', 'card-deleted');

-- name: post_again!
UPDATE cards
SET
    fault = NULL, attempts = 0, next_try = 0, replaced_at = NULL, message_id = NULL, shown = -1
WHERE
    kind = :kind AND subject_id = :subject_id AND guild_id = :guild_id
    AND fault IN ('removed', 'card-deleted');

-- name: count_faults
SELECT fault, COUNT(*) FROM cards
WHERE guild_id = :guild_id AND fault IS NOT NULL
GROUP BY fault
LIMIT :most;
