-- name: find_value$
SELECT value FROM app_state WHERE key = :key;

-- name: save_value!
INSERT INTO app_state (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- name: forget_value!
DELETE FROM app_state WHERE key = :key;

-- name: handle_interaction!
INSERT INTO handled_interactions (interaction_id, handled_at) VALUES (:interaction_id, :now)
ON CONFLICT (interaction_id) DO NOTHING;

-- name: forget_interactions!
DELETE FROM handled_interactions WHERE interaction_id IN (
    SELECT interaction_id FROM handled_interactions
    WHERE handled_at < :before
    ORDER BY handled_at
    LIMIT :most
);
