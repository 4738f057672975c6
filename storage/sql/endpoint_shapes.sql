-- name: add_shape!
INSERT INTO endpoint_shapes (
    request_id, number, method, path, request, response, author_id, written_at
)
VALUES (:request_id, :number, :method, :path, :request, :response, :author_id, :now);

-- name: confirm!
INSERT INTO endpoint_confirmations (request_id, side, shape_number, member_id, confirmed_at)
VALUES (:request_id, :side, :shape_number, :member_id, :now)
ON CONFLICT (request_id, side) DO UPDATE
SET
    shape_number = excluded.shape_number, member_id = excluded.member_id,
    confirmed_at = excluded.confirmed_at;

-- name: list_confirmations
SELECT side, shape_number, member_id, confirmed_at FROM endpoint_confirmations
WHERE request_id = :request_id
LIMIT :most;

-- name: drop_confirmation!
DELETE FROM endpoint_confirmations WHERE request_id = :request_id AND side = :side;

-- name: drop_confirmations!
DELETE FROM endpoint_confirmations WHERE request_id = :request_id;

-- name: export_shapes
SELECT s.request_id, s.number, s.method, s.path, s.request, s.response
FROM endpoint_shapes AS s
INNER JOIN endpoint_requests AS r ON r.id = s.request_id
WHERE s.author_id = :member_id AND r.guild_id = :guild_id
ORDER BY s.request_id, s.number
LIMIT :most;

-- name: export_confirmations
SELECT c.request_id, c.shape_number, c.side, c.confirmed_at
FROM endpoint_confirmations AS c
INNER JOIN endpoint_requests AS r ON r.id = c.request_id
WHERE c.member_id = :member_id AND r.guild_id = :guild_id
ORDER BY c.request_id
LIMIT :most;

-- name: forget_author!
UPDATE endpoint_shapes SET author_id = NULL
WHERE author_id = :member_id AND request_id IN (
    SELECT id FROM endpoint_requests WHERE guild_id = :guild_id
);

-- name: forget_confirmer!
UPDATE endpoint_confirmations SET member_id = NULL
WHERE member_id = :member_id AND request_id IN (
    SELECT id FROM endpoint_requests WHERE guild_id = :guild_id
);
