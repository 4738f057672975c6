-- What a post is made of stands in a column of its own, as its kind's typed data. Rows that were
-- planned before have none: what they hold is read from their key.
ALTER TABLE deliveries ADD COLUMN data TEXT CHECK (data IS NULL OR json_valid(data));
