-- name: find_value$
SELECT value FROM app_state WHERE key = :key;

-- name: save_value!
INSERT INTO app_state (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- name: forget_value!
DELETE FROM app_state WHERE key = :key;
