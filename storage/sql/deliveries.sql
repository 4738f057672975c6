-- part: delivery
SELECT
    id, guild_id, kind, subject_id, occurrence, channel_id, member_id, due_at, state, attempts,
    message_id, reason, planned_at, begun_at, fingerprint, after_id, place_id, scheduled_by, data
FROM deliveries

-- name: schedule$
INSERT INTO deliveries (
    guild_id, kind, subject_id, occurrence, channel_id, member_id, due_at, planned_at,
    scheduled_by, created_at, updated_at, data
)
VALUES (
    :guild_id, :kind, :subject_id, :occurrence, :channel_id, :member_id, :due_at, :due_at,
    :scheduled_by, :now, :now, :data
)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: plan$
-- What was cancelled before its time was never taken in hand: it may be wanted after all.
INSERT INTO deliveries (
    guild_id, kind, subject_id, occurrence, channel_id, member_id, due_at, planned_at,
    scheduled_by, created_at, updated_at, data
)
VALUES (
    :guild_id, :kind, :subject_id, :occurrence, :channel_id, :member_id, :due_at, :due_at,
    :scheduled_by, :now, :now, :data
)
ON CONFLICT (
    guild_id, kind, subject_id, occurrence, coalesce(channel_id, 0), coalesce(member_id, 0)
) DO UPDATE SET
    state = 'pending', reason = NULL, due_at = excluded.due_at, planned_at = excluded.due_at,
    updated_at = excluded.updated_at
WHERE
    deliveries.state = 'pending'
    OR (
        deliveries.state = 'skipped' AND deliveries.due_at > deliveries.updated_at
        AND deliveries.attempts = 0 AND deliveries.begun_at IS NULL
        AND deliveries.message_id IS NULL
    )
RETURNING id;

-- name: reschedule!
UPDATE deliveries SET due_at = :due_at, planned_at = :due_at, updated_at = :now
WHERE
    guild_id = :guild_id AND kind = :kind AND subject_id = :subject_id
    AND occurrence = :occurrence AND coalesce(channel_id, 0) = :channel_id
    AND coalesce(member_id, 0) = :member_id AND state = 'pending';

-- name: cancel!
UPDATE deliveries SET state = 'skipped', reason = :reason, updated_at = :now
WHERE
    guild_id = :guild_id AND kind = :kind AND subject_id = :subject_id AND state = 'pending'
    AND (:occurrence IS NULL OR occurrence = :occurrence)
    AND occurrence NOT IN (SELECT value FROM json_each(:keep));

-- name: claim_due
-- A lane is what one target's posts wait in: no more than :deep of one lane are taken at a time.
-- A lease that ends after :far was given by a clock that has been set back since.
UPDATE deliveries
SET
    state = 'claimed', claimed_by = :worker, lease_until = :lease_until, updated_at = :now
WHERE id IN (
    SELECT id FROM (
        SELECT id FROM deliveries
        WHERE
            state = 'claimed' AND lease_until <= :now
            AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
            AND guild_id NOT IN (SELECT value FROM json_each(:absent))
        ORDER BY lease_until, id
        LIMIT :most
    ) AS left_behind
    UNION ALL
    SELECT id FROM (
        SELECT id FROM deliveries
        WHERE
            state = 'claimed' AND lease_until > :far
            AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
            AND guild_id NOT IN (SELECT value FROM json_each(:absent))
        ORDER BY lease_until, id
        LIMIT :most
    ) AS from_the_future
    UNION ALL
    SELECT id FROM (
        SELECT due.id, due.due_at
        FROM (
            SELECT
                id, due_at, lane,
                row_number() OVER (PARTITION BY lane ORDER BY due_at, id) AS turn
            FROM (
                SELECT id, due_at, coalesce(channel_id, member_id, -guild_id) AS lane
                FROM deliveries
                WHERE
                    state = 'pending' AND due_at <= :now
                    AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
                    AND guild_id NOT IN (SELECT value FROM json_each(:absent))
                    AND coalesce(channel_id, member_id, -guild_id) NOT IN (
                        SELECT value FROM json_each(:full_lanes)
                    )
                ORDER BY due_at, id
                LIMIT :looked_at
            ) AS earliest
        ) AS due
        WHERE due.turn <= :deep
        ORDER BY due.due_at, due.id
        LIMIT :most
    ) AS in_turn
    LIMIT :most
)
RETURNING
    id, guild_id, kind, subject_id, occurrence, channel_id, member_id, due_at, state, attempts,
    message_id, reason, planned_at, begun_at, fingerprint, after_id, place_id, scheduled_by,
    data;

-- name: renew!
UPDATE deliveries SET lease_until = :lease_until
WHERE
    state = 'claimed' AND claimed_by = :worker AND lease_until < :soon;

-- name: begin!
UPDATE deliveries
SET
    begun_at = coalesce(begun_at, :now), place_id = :place_id,
    after_id = CASE WHEN begun_at IS NULL THEN :after_id ELSE after_id END,
    fingerprint = CASE
        WHEN fingerprint IS NULL THEN :fingerprint
        WHEN instr(fingerprint, :fingerprint) > 0 THEN fingerprint
        ELSE fingerprint || ' ' || :fingerprint
    END,
    updated_at = :now
WHERE id = :delivery_id AND state = 'claimed' AND claimed_by = :worker;

-- name: mark_sent!
UPDATE deliveries
SET
    state = 'sent', message_id = :message_id, place_id = coalesce(:place_id, place_id), reason = NULL, claimed_by = NULL,
    lease_until = NULL, updated_at = :now
WHERE id = :delivery_id AND state = 'claimed' AND claimed_by = :worker;

-- name: end!
UPDATE deliveries
SET
    state = :state, reason = :reason, claimed_by = NULL, lease_until = NULL, updated_at = :now
WHERE id = :delivery_id AND state = 'claimed' AND claimed_by = :worker;

-- name: retry!
UPDATE deliveries
SET
    state = 'pending', due_at = :due_at, reason = :reason, claimed_by = NULL, lease_until = NULL,
    attempts = CASE WHEN :reason IS NULL THEN attempts ELSE attempts + 1 END,
    planned_at = CASE WHEN :reason IS NULL THEN :due_at ELSE planned_at END, updated_at = :now
WHERE id = :delivery_id AND state = 'claimed' AND claimed_by = :worker;

-- name: release!
UPDATE deliveries
SET state = 'pending', claimed_by = NULL, lease_until = NULL, updated_at = :now
WHERE id IN (
    SELECT id FROM deliveries
    WHERE state = 'claimed' AND lease_until > 0 AND claimed_by = :worker
);

-- name: release_all!
-- What is left of a process that has ended: whoever asks holds the lock of these shards.
UPDATE deliveries
SET state = 'pending', claimed_by = NULL, lease_until = NULL, updated_at = :now
WHERE id IN (
    SELECT id FROM deliveries
    WHERE
        state = 'claimed' AND lease_until > 0
        AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
        AND guild_id NOT IN (SELECT value FROM json_each(:absent))
);

-- name: give_back!
-- Neither early nor failed: its server was away.
UPDATE deliveries
SET state = 'pending', claimed_by = NULL, lease_until = NULL, updated_at = :now
WHERE id = :delivery_id AND state = 'claimed' AND claimed_by = :worker;

-- name: next_due_at$
SELECT min(at) FROM (
    SELECT min(due_at) AS at FROM deliveries
    WHERE
        state = 'pending' AND due_at > :now
        AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
        AND guild_id NOT IN (SELECT value FROM json_each(:absent))
    UNION ALL
    SELECT min(lease_until) AS at FROM deliveries
    WHERE
        state = 'claimed' AND lease_until > :now
        AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
        AND guild_id NOT IN (SELECT value FROM json_each(:absent))
) AS next;

-- name: has_due$
SELECT count(*) FROM (
    SELECT 1 FROM deliveries
    WHERE
        state = 'pending' AND due_at <= :now
        AND (guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
        AND guild_id NOT IN (SELECT value FROM json_each(:absent))
    LIMIT 1
) AS due;

-- name: is_recorded$
SELECT count(*) FROM (
    SELECT 1 FROM deliveries WHERE message_id = :message_id LIMIT 1
) AS recorded;

-- name: find_delivery^
{delivery}
WHERE id = :delivery_id;

-- name: list_of_subject
{delivery}
WHERE guild_id = :guild_id AND subject_id = :subject_id
ORDER BY due_at DESC, id DESC
LIMIT :most;

-- name: list_ledger
{delivery}
WHERE
    guild_id = :guild_id AND subject_id = :subject_id
    AND kind IN (SELECT value FROM json_each(:kinds))
    AND (:occurrence IS NULL OR occurrence = :occurrence)
ORDER BY planned_at DESC, id DESC
LIMIT :most OFFSET :skipped;

-- name: export_member
SELECT kind, subject_id, planned_at, state, member_id IS NULL
FROM deliveries
WHERE
    guild_id = :guild_id
    AND (
        member_id = :member_id OR scheduled_by = :member_id OR data ->> 'member_id' = :member_id
    )
ORDER BY id DESC
LIMIT :most;

-- name: erase_member!
DELETE FROM deliveries
WHERE
    guild_id = :guild_id
    AND (member_id = :member_id OR data ->> 'member_id' = :member_id);

-- name: forget_former!
UPDATE deliveries SET data = json_remove(data, '$.former_id')
WHERE guild_id = :guild_id AND data ->> 'former_id' = :member_id;

-- name: forget_scheduler!
UPDATE deliveries SET scheduled_by = NULL WHERE guild_id = :guild_id AND scheduled_by = :member_id;

-- name: erase_guild!
DELETE FROM deliveries WHERE guild_id = :guild_id;
