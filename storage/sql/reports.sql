-- part: report
SELECT
    id, guild_id, channel_id, message_id, author_id, reporter_id, reason, quote, reported_at,
    resolver_id, resolved_at
FROM reports

-- name: create_report$
INSERT INTO reports (
    guild_id, channel_id, message_id, author_id, reporter_id, reason, quote, reported_at
)
VALUES (
    :guild_id, :channel_id, :message_id, :author_id, :reporter_id, :reason, :quote, :reported_at
)
ON CONFLICT (guild_id, message_id, reporter_id) DO NOTHING
RETURNING id;

-- name: find_report^
{report}
WHERE id = :report_id;

-- name: list_open
{report}
WHERE guild_id = :guild_id AND resolved_at IS NULL
ORDER BY id
LIMIT :most OFFSET :skip;

-- name: list_of_reporter
{report}
WHERE guild_id = :guild_id AND reporter_id = :member_id
ORDER BY id
LIMIT :most;

-- name: forget_quote!
UPDATE reports SET quote = '' WHERE id = :report_id;

-- name: resolve!
UPDATE reports SET resolver_id = :member_id, resolved_at = :resolved_at, quote = ''
WHERE id = :report_id AND guild_id = :guild_id AND resolved_at IS NULL;

-- name: erase_reporter!
UPDATE reports SET reporter_id = NULL, reason = ''
WHERE guild_id = :guild_id AND reporter_id = :member_id;

-- name: erase_author!
UPDATE reports SET author_id = NULL, quote = ''
WHERE guild_id = :guild_id AND author_id = :member_id;

-- name: erase_resolver!
UPDATE reports SET resolver_id = NULL WHERE guild_id = :guild_id AND resolver_id = :member_id;

-- name: erase_guild!
DELETE FROM reports WHERE guild_id = :guild_id;
