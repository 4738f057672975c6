-- part: api
    apis.id, guild_id, name, about, base_url, repository, stack, styles, revision, created_at,
    changed_at, channel_id, thread_id, contract_number, is_retired

-- name: create_api$
INSERT INTO apis (
    guild_id, name, name_key, about, base_url, repository, stack, styles, channel_id, created_at,
    changed_at
)
VALUES (
    :guild_id, :name, :name_key, :about, :base_url, :repository, :stack, :styles, :channel_id,
    :now, :now
)
RETURNING id;

-- name: find_api^
SELECT
    {api}
FROM apis
WHERE id = :api_id AND guild_id = :guild_id;

-- name: find_by_name^
SELECT
    {api}
FROM apis
WHERE guild_id = :guild_id AND name_key = :name_key;

-- name: list_apis
SELECT
    {api}
FROM apis
WHERE
    guild_id = :guild_id
    AND is_retired = :is_retired
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR id IN (SELECT api_id FROM api_owners WHERE member_id = :viewer_id)
    )
    AND (:style IS NULL OR ' ' || styles || ' ' LIKE '% ' || :style || ' %')
    AND (
        :owner_id IS NULL
        OR id IN (SELECT api_id FROM api_owners WHERE member_id = :owner_id)
    )
    AND (
        :consumer_id IS NULL
        OR id IN (SELECT api_id FROM api_consumers WHERE member_id = :consumer_id)
    )
ORDER BY name_key
LIMIT :most OFFSET :skip;

-- name: count_apis$
SELECT COUNT(*) FROM apis
WHERE
    guild_id = :guild_id
    AND is_retired = :is_retired
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR id IN (SELECT api_id FROM api_owners WHERE member_id = :viewer_id)
    )
    AND (:style IS NULL OR ' ' || styles || ' ' LIKE '% ' || :style || ' %')
    AND (
        :owner_id IS NULL
        OR id IN (SELECT api_id FROM api_owners WHERE member_id = :owner_id)
    )
    AND (
        :consumer_id IS NULL
        OR id IN (SELECT api_id FROM api_consumers WHERE member_id = :consumer_id)
    );

-- name: suggest_apis
SELECT
    {api}
FROM apis
WHERE
    guild_id = :guild_id
    AND is_retired = :is_retired
    AND name_key LIKE :pattern ESCAPE '\'
    AND (
        coalesce(channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
        OR id IN (SELECT api_id FROM api_owners WHERE member_id = :viewer_id)
    )
ORDER BY name_key
LIMIT :most;

-- name: list_owned
SELECT
    {api}
FROM api_owners
INNER JOIN apis ON apis.id = api_owners.api_id
WHERE api_owners.member_id = :member_id AND guild_id = :guild_id
ORDER BY name_key
LIMIT :most;

-- name: list_owners
SELECT member_id FROM api_owners WHERE api_id = :api_id
ORDER BY added_at, member_id
LIMIT :most;

-- name: add_owner!
INSERT INTO api_owners (api_id, member_id, added_at) VALUES (:api_id, :member_id, :now)
ON CONFLICT DO NOTHING;

-- name: remove_owner!
DELETE FROM api_owners WHERE api_id = :api_id AND member_id = :member_id;

-- name: change_api!
UPDATE apis
SET
    name = :name, name_key = :name_key, about = :about, base_url = :base_url,
    repository = :repository, stack = :stack, styles = :styles, revision = revision + 1,
    changed_at = :now
WHERE id = :api_id AND revision = :revision;

-- name: retire!
UPDATE apis
SET is_retired = :is_retired, revision = revision + 1, changed_at = :now
WHERE id = :api_id AND is_retired <> :is_retired;

-- name: touch!
UPDATE apis SET revision = revision + 1, changed_at = :now WHERE id = :api_id;

-- name: note_contract!
UPDATE apis
SET contract_number = :number, revision = revision + 1, changed_at = :now
WHERE id = :api_id;

-- name: set_styles!
UPDATE apis SET styles = :styles WHERE id = :api_id;

-- name: mark_posted!
UPDATE apis SET channel_id = :channel_id, thread_id = :thread_id WHERE id = :api_id;

-- name: lose_thread!
UPDATE apis SET thread_id = NULL WHERE id = :api_id;

-- name: export_owned
SELECT name, about, base_url, repository, stack, added_at
FROM api_owners
INNER JOIN apis ON apis.id = api_owners.api_id
WHERE api_owners.member_id = :member_id AND guild_id = :guild_id
ORDER BY apis.id
LIMIT :most;

-- name: touch_owned!
UPDATE apis SET revision = revision + 1
WHERE guild_id = :guild_id AND id IN (
    SELECT api_id FROM api_owners WHERE member_id = :member_id
);

-- name: erase_owner!
DELETE FROM api_owners
WHERE member_id = :member_id AND api_id IN (SELECT id FROM apis WHERE guild_id = :guild_id);

-- name: erase_guild!
DELETE FROM apis WHERE guild_id = :guild_id;
