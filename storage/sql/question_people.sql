-- name: list_asked
SELECT id, title, details, tried, code, asked_at, thread_id
FROM questions
WHERE asker_id = :member_id AND guild_id = :guild_id
ORDER BY id
LIMIT :most;

-- name: list_answers
SELECT question_id, message_id, accepted_at
FROM accepted_answers
WHERE guild_id = :guild_id AND author_id = :member_id
ORDER BY question_id
LIMIT :most;

-- name: list_acts
-- What a person did to questions of others.
SELECT 'question you claimed' AS kind, id AS question_id, NULL AS message_id, claimed_at AS at
FROM questions
WHERE claimer_id = :member_id AND guild_id = :guild_id
UNION ALL
SELECT 'question you closed', id, NULL, closed_at
FROM questions
WHERE closer_id = :member_id AND guild_id = :guild_id
UNION ALL
SELECT 'answer you accepted', question_id, message_id, accepted_at
FROM accepted_answers
WHERE accepter_id = :member_id AND guild_id = :guild_id
UNION ALL
SELECT 'answer you proposed', p.question_id, p.message_id, p.proposed_at
FROM answer_proposals AS p
INNER JOIN questions AS q ON q.id = p.question_id
WHERE p.proposer_id = :member_id AND q.guild_id = :guild_id
LIMIT :most;

-- name: list_unanswered_ids
SELECT id FROM questions
WHERE asker_id = :member_id AND guild_id = :guild_id AND answered_at IS NULL
ORDER BY id
LIMIT :most;

-- name: note_left!
UPDATE questions
SET
    asker_left_at = :at,
    revision = CASE WHEN closed_at IS NULL THEN revision + 1 ELSE revision END
WHERE asker_id = :member_id AND guild_id = :guild_id AND asker_left_at IS NULL;

-- name: note_back!
UPDATE questions
SET
    asker_left_at = NULL,
    revision = CASE WHEN closed_at IS NULL THEN revision + 1 ELSE revision END
WHERE asker_id = :member_id AND guild_id = :guild_id AND asker_left_at IS NOT NULL;

-- name: forget_asker!
UPDATE questions SET asker_id = NULL, revision = revision + 1
WHERE asker_id = :member_id AND guild_id = :guild_id;

-- name: forget_claimer!
UPDATE questions SET claimer_id = NULL, claimed_at = NULL, revision = revision + 1
WHERE claimer_id = :member_id AND guild_id = :guild_id;

-- name: forget_closer!
UPDATE questions SET closer_id = NULL WHERE closer_id = :member_id AND guild_id = :guild_id;

-- name: revise_answered!
UPDATE questions SET revision = revision + 1
WHERE id IN (
    SELECT question_id FROM accepted_answers
    WHERE guild_id = :guild_id AND author_id = :member_id
);

-- name: forget_answerer!
UPDATE accepted_answers SET author_id = NULL
WHERE guild_id = :guild_id AND author_id = :member_id;

-- name: forget_accepter!
UPDATE accepted_answers SET accepter_id = NULL
WHERE accepter_id = :member_id AND guild_id = :guild_id;

-- name: forget_proposer!
UPDATE answer_proposals SET proposer_id = NULL
WHERE proposer_id = :member_id
AND question_id IN (SELECT id FROM questions WHERE guild_id = :guild_id);

-- name: unlink_duplicates!
UPDATE questions SET duplicate_of = NULL
WHERE guild_id = :guild_id AND duplicate_of IS NOT NULL;

-- name: erase_guild!
DELETE FROM questions WHERE guild_id = :guild_id;
