-- name: add_changes*!
INSERT INTO contract_changes (
    contract_id, position, rule, grade, operation, place, was, is_now, details, touches
)
VALUES (
    :contract_id, :position, :rule, :grade, :operation, :place, :was, :is_now, :details, :touches
);

-- name: list_changes
SELECT
    position, rule, grade, operation, place, was, is_now, details, touches, agreed_by, agreed_at,
    agreed_reason
FROM contract_changes
WHERE contract_id = :contract_id
ORDER BY position
LIMIT :most;

-- name: agree!
UPDATE contract_changes
SET agreed_by = :member_id, agreed_at = :now, agreed_reason = :reason
WHERE
    contract_id = :contract_id
    AND grade = 'breaking'
    AND operation = :operation
    AND agreed_at IS NULL;

-- name: agree_all!
UPDATE contract_changes
SET agreed_by = :member_id, agreed_at = :now, agreed_reason = :reason
WHERE contract_id = :contract_id AND grade = 'breaking' AND agreed_at IS NULL;

-- name: export_agreed
SELECT contract_id, operation, agreed_reason, agreed_at
FROM contract_changes
INNER JOIN contracts ON contracts.id = contract_changes.contract_id
WHERE agreed_by = :member_id AND contracts.guild_id = :guild_id
ORDER BY contract_id, position
LIMIT :most;

-- name: forget_agreed!
UPDATE contract_changes SET agreed_by = NULL
WHERE agreed_by = :member_id AND contract_id IN (
    SELECT id FROM contracts WHERE guild_id = :guild_id
);
