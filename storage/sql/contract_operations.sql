-- part: line
SELECT
    contract_operations.api_id, apis.name AS api_name, key, summary, deprecated, words,
    contract_id, position
FROM contract_operations
INNER JOIN apis ON apis.id = contract_operations.api_id

-- name: find_operation^
SELECT
    contract_operations.api_id, contract_id, contracts.number, detail, schemes, servers,
    contracts.kind
FROM contract_operations
INNER JOIN contracts ON contracts.id = contract_operations.contract_id
WHERE contract_operations.api_id = :api_id AND key = :key;

-- name: find_match^
SELECT key FROM contract_operations
WHERE guild_id = :guild_id AND match_key = :match_key AND api_id = :api_id
ORDER BY position;

-- name: list_matches
{line}
WHERE
    contract_operations.guild_id = :guild_id AND match_key = :match_key AND is_retired = 0
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR apis.id IN (SELECT api_id FROM api_owners WHERE member_id = :viewer_id)
    )
ORDER BY contract_operations.api_id
LIMIT :most;

-- name: list_of_api
{line}
WHERE contract_operations.api_id = :api_id
ORDER BY position
LIMIT :most OFFSET :skip;

-- name: list_keys
SELECT key FROM contract_operations WHERE api_id = :api_id ORDER BY position LIMIT :most;

-- name: suggest_in_api
{line}
WHERE
    contract_operations.api_id = :api_id
    AND words LIKE :first ESCAPE '\'
    AND words LIKE :second ESCAPE '\'
    AND words LIKE :third ESCAPE '\'
ORDER BY position
LIMIT :most;

-- name: suggest_in_guild
{line}
WHERE
    contract_operations.guild_id = :guild_id
    AND is_retired = 0
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR apis.id IN (SELECT api_id FROM api_owners WHERE member_id = :viewer_id)
    )
    AND words LIKE :first ESCAPE '\'
    AND words LIKE :second ESCAPE '\'
    AND words LIKE :third ESCAPE '\'
ORDER BY contract_operations.api_id, position
LIMIT :most;

-- name: list_named
{line}
WHERE
    contract_operations.guild_id = :guild_id
    AND match_key IN (SELECT value FROM json_each(:match_keys))
    AND (is_retired = 0 OR :api_id IS NOT NULL)
    AND (:api_id IS NULL OR contract_operations.api_id = :api_id)
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR apis.id IN (SELECT api_id FROM api_owners WHERE member_id = :viewer_id)
    )
ORDER BY contract_operations.api_id, position
LIMIT :most;

-- name: find_key_at$
SELECT key FROM contract_operations
WHERE api_id = :api_id AND contract_id = :contract_id AND position = :position;

-- name: find_type$
SELECT definition FROM contract_types WHERE api_id = :api_id AND name = :name;
