-- name: find_settings^
SELECT
    guild_id, question_channel_id, endpoint_channel_id, announcement_channel_id,
    session_channel_id, moderator_channel_id, moderator_role_id, backend_role_id,
    frontend_role_id, time_zone, language, review_days, digest_day, digest_hour,
    digest_on, hint_channel_ids, link_policy, link_role_id, allows_invitations, refused_words
FROM guild_settings
WHERE guild_id = :guild_id;

-- name: save_settings!
INSERT INTO guild_settings (
    guild_id, question_channel_id, endpoint_channel_id, announcement_channel_id,
    session_channel_id, moderator_channel_id, moderator_role_id, backend_role_id,
    frontend_role_id, time_zone, language, review_days, digest_day, digest_hour,
    digest_on, hint_channel_ids, link_policy, link_role_id, allows_invitations, refused_words
)
VALUES (
    :guild_id, :question_channel_id, :endpoint_channel_id, :announcement_channel_id,
    :session_channel_id, :moderator_channel_id, :moderator_role_id, :backend_role_id,
    :frontend_role_id, :time_zone, :language, :review_days, :digest_day,
    :digest_hour, :digest_on, :hint_channel_ids, :link_policy, :link_role_id,
    :allows_invitations, :refused_words
)
ON CONFLICT (guild_id) DO UPDATE SET
    question_channel_id = excluded.question_channel_id,
    endpoint_channel_id = excluded.endpoint_channel_id,
    announcement_channel_id = excluded.announcement_channel_id,
    session_channel_id = excluded.session_channel_id,
    moderator_channel_id = excluded.moderator_channel_id,
    moderator_role_id = excluded.moderator_role_id,
    backend_role_id = excluded.backend_role_id,
    frontend_role_id = excluded.frontend_role_id,
    time_zone = excluded.time_zone,
    language = excluded.language,
    review_days = excluded.review_days,
    digest_day = excluded.digest_day,
    digest_hour = excluded.digest_hour,
    digest_on = excluded.digest_on,
    hint_channel_ids = excluded.hint_channel_ids,
    link_policy = excluded.link_policy,
    link_role_id = excluded.link_role_id,
    allows_invitations = excluded.allows_invitations,
    refused_words = excluded.refused_words;

-- name: erase_settings!
DELETE FROM guild_settings WHERE guild_id = :guild_id;

-- name: find_member_settings^
SELECT guild_id, member_id, language, time_zone
FROM member_settings
WHERE guild_id = :guild_id AND member_id = :member_id;

-- name: save_member_settings!
INSERT INTO member_settings (guild_id, member_id, language, time_zone)
VALUES (:guild_id, :member_id, :language, :time_zone)
ON CONFLICT (guild_id, member_id) DO UPDATE SET
    language = excluded.language,
    time_zone = excluded.time_zone;

-- name: erase_member_settings!
DELETE FROM member_settings WHERE guild_id = :guild_id AND member_id = :member_id;

-- name: erase_all_member_settings!
DELETE FROM member_settings WHERE guild_id = :guild_id;

-- name: note_present!
INSERT INTO known_guilds (guild_id, left_at) VALUES (:guild_id, NULL)
ON CONFLICT (guild_id) DO UPDATE SET left_at = NULL;

-- name: note_left!
INSERT INTO known_guilds (guild_id, left_at) VALUES (:guild_id, :left_at)
ON CONFLICT (guild_id) DO UPDATE SET left_at = excluded.left_at
WHERE known_guilds.left_at IS NULL;

-- name: find_left_at$
SELECT left_at FROM known_guilds WHERE guild_id = :guild_id;

-- name: list_present
SELECT guild_id FROM known_guilds
WHERE left_at IS NULL AND guild_id > :after
ORDER BY guild_id
LIMIT :most;

-- name: forget_guild!
DELETE FROM known_guilds WHERE guild_id = :guild_id;

-- name: list_places
-- Every channel that rows of a server stand in.
SELECT channel_id FROM (
    SELECT channel_id FROM questions WHERE guild_id = :guild_id
    UNION
    SELECT channel_id FROM apis WHERE guild_id = :guild_id AND channel_id IS NOT NULL
    UNION
    SELECT channel_id FROM endpoint_requests WHERE guild_id = :guild_id
    UNION
    SELECT channel_id FROM session_series WHERE guild_id = :guild_id
    UNION
    SELECT channel_id FROM session_polls WHERE guild_id = :guild_id
    UNION
    SELECT channel_id FROM announcement_posts WHERE guild_id = :guild_id
) AS places
LIMIT :most;
