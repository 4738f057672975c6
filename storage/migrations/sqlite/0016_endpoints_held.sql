-- What a contract may say something of, looked through after a start: also what is live already.

DROP INDEX endpoint_requests_agreed;
CREATE INDEX endpoint_requests_held ON endpoint_requests (id)
WHERE state IN ('agreed', 'building', 'live', 'verified');
