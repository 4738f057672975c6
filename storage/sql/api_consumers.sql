-- name: declare!
INSERT INTO api_consumers (api_id, member_id, operation, declared_at)
VALUES (:api_id, :member_id, :operation, :now)
ON CONFLICT DO NOTHING;

-- name: drop!
DELETE FROM api_consumers
WHERE api_id = :api_id AND member_id = :member_id AND operation = :operation;

-- name: drop_api!
DELETE FROM api_consumers WHERE api_id = :api_id AND member_id = :member_id;

-- name: list_of_member
SELECT apis.id, apis.name, api_consumers.operation, declared_at
FROM api_consumers
INNER JOIN apis ON apis.id = api_consumers.api_id
WHERE
    api_consumers.member_id = :member_id AND apis.guild_id = :guild_id
    AND (
        coalesce(apis.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR apis.id IN (SELECT api_id FROM api_owners WHERE member_id = :viewer_id)
    )
ORDER BY apis.name_key, api_consumers.operation
LIMIT :most OFFSET :skip;

-- name: export_declared
SELECT
    CASE
        WHEN
            coalesce(apis.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
            OR apis.id IN (SELECT api_id FROM api_owners WHERE member_id = :viewer_id)
        THEN apis.name
    END,
    api_consumers.operation, declared_at
FROM api_consumers
INNER JOIN apis ON apis.id = api_consumers.api_id
WHERE api_consumers.member_id = :member_id AND apis.guild_id = :guild_id
ORDER BY apis.id, api_consumers.operation
LIMIT :most;

-- name: list_concerned
SELECT member_id, operation FROM api_consumers
WHERE
    api_id = :api_id
    AND (operation = '' OR operation IN (SELECT value FROM json_each(:operations)))
    AND (member_id, operation) > (:after_member, :after_operation)
ORDER BY member_id, operation
LIMIT :most;

-- name: list_operations
SELECT DISTINCT operation FROM api_consumers WHERE api_id = :api_id LIMIT :most;

-- name: copy_declared!
INSERT INTO api_consumers (api_id, member_id, operation, declared_at)
SELECT api_id, member_id, :now_named, declared_at FROM api_consumers
WHERE api_id = :api_id AND operation = :operation
ON CONFLICT DO NOTHING;

-- name: drop_operation!
DELETE FROM api_consumers WHERE api_id = :api_id AND operation = :operation;

-- name: count_members$
SELECT COUNT(DISTINCT member_id) FROM api_consumers WHERE api_id = :api_id;

-- name: count_of_member$
SELECT COUNT(*) FROM api_consumers WHERE api_id = :api_id AND member_id = :member_id;

-- name: erase_member!
DELETE FROM api_consumers
WHERE member_id = :member_id AND api_id IN (SELECT id FROM apis WHERE guild_id = :guild_id);

-- name: add_notices*!
INSERT INTO contract_notices (contract_id, member_id, operations)
VALUES (:contract_id, :member_id, :operations)
ON CONFLICT DO NOTHING;

-- name: find_notice^
SELECT member_id, operations, seen_at FROM contract_notices
WHERE contract_id = :contract_id AND member_id = :member_id;

-- name: list_notices
SELECT member_id, operations, seen_at FROM contract_notices
WHERE contract_id = :contract_id
ORDER BY member_id
LIMIT :most;

-- name: mark_seen!
UPDATE contract_notices SET seen_at = :now
WHERE contract_id = :contract_id AND member_id = :member_id AND seen_at IS NULL;

-- name: forget_notice!
DELETE FROM contract_notices WHERE contract_id = :contract_id AND member_id = :member_id;

-- name: export_notices
SELECT
    CASE
        WHEN
            coalesce(apis.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
            OR apis.id IN (SELECT api_id FROM api_owners WHERE member_id = :viewer_id)
        THEN apis.name
    END,
    contracts.number, contract_notices.operations, seen_at
FROM contract_notices
INNER JOIN contracts ON contracts.id = contract_notices.contract_id
INNER JOIN apis ON apis.id = contracts.api_id
WHERE contract_notices.member_id = :member_id AND contracts.guild_id = :guild_id
ORDER BY contract_notices.contract_id
LIMIT :most;

-- name: touch_consumed!
UPDATE apis SET revision = revision + 1
WHERE guild_id = :guild_id AND id IN (
    SELECT api_id FROM api_consumers WHERE member_id = :member_id
);

-- name: erase_notices!
DELETE FROM contract_notices
WHERE member_id = :member_id AND contract_id IN (
    SELECT id FROM contracts WHERE guild_id = :guild_id
);
