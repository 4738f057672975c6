-- part: contract
SELECT
    id, api_id, number, kind, title, version, checksum, operations, breaking, risky, safe,
    warnings, uploader_id, uploaded_at
FROM contracts

-- name: create_contract$
INSERT INTO contracts (
    api_id, guild_id, number, kind, title, version, checksum, operations, breaking, risky, safe,
    warnings, schemes, servers, model, uploader_id, uploaded_at
)
VALUES (
    :api_id, :guild_id, :number, :kind, :title, :version, :checksum, :operations, :breaking,
    :risky, :safe, :warnings, :schemes, :servers, :model, :uploader_id, :now
)
RETURNING id;

-- name: find_contract^
{contract}
WHERE api_id = :api_id AND number = :number;

-- name: find_by_id^
{contract}
WHERE id = :contract_id AND guild_id = :guild_id;

-- name: list_contracts
{contract}
WHERE api_id = :api_id
ORDER BY number DESC
LIMIT :most OFFSET :skip;

-- name: list_since
SELECT
    c.id, c.api_id, c.number, c.kind, c.title, c.version, c.checksum, c.operations, c.breaking,
    c.risky, c.safe, c.warnings, c.uploader_id, c.uploaded_at
FROM contracts AS c
INNER JOIN apis AS a ON a.id = c.api_id
WHERE
    c.guild_id = :guild_id AND c.uploaded_at >= :since AND c.uploaded_at < :until
    AND coalesce(a.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
ORDER BY c.uploaded_at DESC
LIMIT :most;

-- name: find_guild$
SELECT guild_id FROM contracts WHERE id = :contract_id;

-- name: get_model$
SELECT model FROM contracts WHERE id = :contract_id;

-- name: export_uploads
SELECT
    CASE
        WHEN
            coalesce(apis.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
            OR apis.id IN (SELECT api_id FROM api_owners WHERE member_id = :viewer_id)
        THEN apis.name
    END,
    number, kind, checksum, uploaded_at
FROM contracts
INNER JOIN apis ON apis.id = contracts.api_id
WHERE uploader_id = :member_id AND contracts.guild_id = :guild_id
ORDER BY contracts.id
LIMIT :most;

-- name: touch_uploaded!
UPDATE apis SET revision = revision + 1
WHERE guild_id = :guild_id AND id IN (
    SELECT api_id FROM contracts WHERE uploader_id = :member_id
);

-- name: forget_uploader!
UPDATE contracts SET uploader_id = NULL WHERE uploader_id = :member_id AND guild_id = :guild_id;

-- name: clear_operations!
DELETE FROM contract_operations WHERE api_id = :api_id;

-- name: clear_types!
DELETE FROM contract_types WHERE api_id = :api_id;

-- name: add_operations*!
INSERT INTO contract_operations (
    api_id, position, contract_id, guild_id, key, match_key, summary, deprecated, words, detail
)
VALUES (
    :api_id, :position, :contract_id, :guild_id, :key, :match_key, :summary, :deprecated, :words,
    :detail
);

-- name: add_types*!
INSERT INTO contract_types (api_id, name, definition) VALUES (:api_id, :name, :definition);
