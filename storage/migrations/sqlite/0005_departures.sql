-- Askers who left the server: their questions stay, and say so.

ALTER TABLE questions ADD COLUMN asker_left_at INTEGER;
