-- name: propose!
INSERT INTO answer_proposals (question_id, message_id, proposer_id, proposed_at)
VALUES (:question_id, :message_id, :proposer_id, :at)
ON CONFLICT (question_id, message_id) DO NOTHING;

-- name: decline!
UPDATE answer_proposals SET declined_at = :at
WHERE question_id = :question_id AND message_id = :message_id;

-- name: withdraw!
DELETE FROM answer_proposals WHERE question_id = :question_id AND message_id = :message_id;
