-- part: suggestion
SELECT
    id, guild_id, title, answer, topics, aliases, files, suggester_id, author_id, question_id,
    source_channel_id, source_message_id, suggested_at, state, decider_id, decided_at, reason,
    entry_id
FROM faq_suggestions

-- name: create_suggestion$
INSERT INTO faq_suggestions (
    guild_id, title, answer, topics, aliases, files, suggester_id, author_id, question_id,
    source_channel_id, source_message_id, suggested_at
)
VALUES (
    :guild_id, :title, :answer, :topics, :aliases, :files, :suggester_id, :author_id, :question_id,
    :source_channel_id, :source_message_id, :now
)
RETURNING id;

-- name: find_suggestion^
{suggestion}
WHERE id = :id;

-- name: find_pending_of_source^
{suggestion}
WHERE source_message_id = :message_id AND state = 'pending';

-- name: list_pending
{suggestion}
WHERE guild_id = :guild_id AND state = 'pending'
ORDER BY id
LIMIT :most OFFSET :skip;

-- name: decide!
UPDATE faq_suggestions
SET
    state = :state, decider_id = :decider_id, decided_at = :now, reason = :reason,
    entry_id = :entry_id
WHERE id = :id AND state = 'pending';

-- name: forget_words!
UPDATE faq_suggestions SET answer = '', files = '[]' WHERE id = :id;

-- name: export_member
-- Words of others that a moderator decided on are theirs.
SELECT
    id,
    iif(:member_id IN (suggester_id, author_id), title, NULL) AS title,
    iif(:member_id IN (suggester_id, author_id), answer, NULL) AS answer,
    suggested_at, state, decider_id = :member_id AS decided
FROM faq_suggestions
WHERE
    (suggester_id = :member_id OR author_id = :member_id OR decider_id = :member_id)
    AND guild_id = :guild_id
LIMIT :most;

-- name: erase_words_of!
-- Their own words, as far as no entry was made of them; the card says that they are withdrawn.
UPDATE faq_suggestions
SET
    title = '', answer = '', aliases = '', files = '[]', reason = '',
    state = CASE state WHEN 'pending' THEN 'withdrawn' ELSE state END,
    decided_at = coalesce(decided_at, :now)
WHERE
    suggester_id = :member_id AND coalesce(author_id, :member_id) = :member_id
    AND guild_id = :guild_id AND state IN ('pending', 'declined', 'withdrawn');

-- name: erase_words_by!
UPDATE faq_suggestions
SET
    title = '', answer = '', aliases = '', files = '[]', reason = '',
    state = CASE state WHEN 'pending' THEN 'withdrawn' ELSE state END,
    decided_at = coalesce(decided_at, :now)
WHERE
    author_id = :member_id AND guild_id = :guild_id
    AND state IN ('pending', 'declined', 'withdrawn');

-- name: erase_suggester!
UPDATE faq_suggestions SET suggester_id = NULL
WHERE suggester_id = :member_id AND guild_id = :guild_id;

-- name: erase_author!
UPDATE faq_suggestions SET author_id = NULL
WHERE author_id = :member_id AND guild_id = :guild_id;

-- name: erase_decider!
UPDATE faq_suggestions SET decider_id = NULL
WHERE decider_id = :member_id AND guild_id = :guild_id;

-- name: erase_guild!
DELETE FROM faq_suggestions WHERE guild_id = :guild_id;
