-- part: entry
SELECT
    id, guild_id, name, title, answer, topics, aliases, files, state, position, revision,
    created_at, changed_at, review_at, editor_id, suggester_id, author_id, question_id,
    objected_at, merged_into
FROM faq_entries

-- part: revision
SELECT
    entry_id, number, title, answer, topics, aliases, files, state, position, change, author_id,
    reason, made_at
FROM faq_revisions

-- name: create_entry$
INSERT INTO faq_entries (
    guild_id, name, title, title_key, answer, topics, aliases, files, state, position, created_at,
    changed_at, review_at, editor_id, suggester_id, author_id, question_id
)
VALUES (
    :guild_id, :name, :title, :title_key, :answer, :topics, :aliases, :files, :state, :position,
    :now, :now, :review_at, :editor_id, :suggester_id, :author_id, :question_id
)
RETURNING id;

-- name: change_entry!
-- Only where nobody else changed it since `base_revision`.
UPDATE faq_entries
SET
    title = :title, title_key = :title_key, answer = :answer, topics = :topics,
    aliases = :aliases, files = :files, state = :state, position = :position,
    review_at = :review_at, merged_into = :merged_into, editor_id = :editor_id,
    changed_at = :now, revision = revision + 1, objected_at = NULL
WHERE id = :id AND revision = :base_revision;

-- name: find_entry^
{entry}
WHERE id = :id;

-- name: find_by_name^
{entry}
WHERE guild_id = :guild_id AND name = :name;

-- name: find_by_title^
{entry}
WHERE guild_id = :guild_id AND title_key = :title_key AND state <> 'retired';

-- name: find_of_question^
{entry}
WHERE question_id = :question_id AND state <> 'retired'
LIMIT 1;

-- name: list_entries
{entry}
WHERE
    guild_id = :guild_id
    AND (CAST(:state AS TEXT) IS NULL OR state = :state)
    AND (
        CAST(:topic AS TEXT) IS NULL
        OR instr(char(10) || topics || char(10), char(10) || :topic || char(10)) > 0
    )
ORDER BY position, id
LIMIT :most OFFSET :skip;

-- name: list_due
{entry}
WHERE
    guild_id = :guild_id AND state = 'published' AND review_at <= :now
    AND (CAST(:editor_id AS INTEGER) IS NULL OR editor_id = :editor_id)
ORDER BY review_at
LIMIT :most;

-- name: list_by_ids
{entry}
WHERE id IN (SELECT value FROM json_each(:ids))
LIMIT :most;

-- name: list_names
SELECT name FROM faq_entries
WHERE guild_id = :guild_id AND name >= :first AND name < :beyond
LIMIT :most;

-- name: last_position$
SELECT position FROM faq_entries
WHERE guild_id = :guild_id
ORDER BY position DESC
LIMIT 1;

-- name: make_room!
-- Entries between two places move by one, towards the place that becomes free.
UPDATE faq_entries SET position = position + :step
WHERE guild_id = :guild_id AND position BETWEEN :first AND :last;

-- name: object!
UPDATE faq_entries SET author_id = NULL, objected_at = :now WHERE id = :id;

-- name: note_shown!
UPDATE faq_entries SET shown = shown + 1, shown_at = :now WHERE id = :id;

-- name: list_usage
SELECT
    e.id, e.shown, e.shown_at,
    (SELECT count(*) FROM faq_votes AS v WHERE v.entry_id = e.id AND v.is_helpful = 1),
    (SELECT count(*) FROM faq_votes AS v WHERE v.entry_id = e.id AND v.is_helpful = 0)
FROM faq_entries AS e
WHERE e.id IN (SELECT value FROM json_each(:ids))
LIMIT :most;

-- name: vote!
INSERT INTO faq_votes (entry_id, member_id, is_helpful, voted_at)
VALUES (:entry_id, :member_id, :is_helpful, :now)
ON CONFLICT (entry_id, member_id) DO UPDATE SET
    is_helpful = excluded.is_helpful, voted_at = excluded.voted_at
WHERE faq_votes.is_helpful <> excluded.is_helpful;

-- name: add_revision!
INSERT INTO faq_revisions (
    entry_id, number, title, answer, topics, aliases, files, state, position, change, author_id,
    reason, made_at
)
SELECT
    id, revision, title, answer, topics, aliases, files, state, position, :change, :author_id,
    :reason, :now
FROM faq_entries
WHERE id = :entry_id;

-- name: list_revisions
{revision}
WHERE entry_id = :entry_id
ORDER BY number DESC
LIMIT :most OFFSET :skip;

-- name: find_revision^
{revision}
WHERE entry_id = :entry_id AND number = :number;

-- name: keep_file!
INSERT INTO faq_files (guild_id, digest, data, kept_at) VALUES (:guild_id, :digest, :data, :now)
ON CONFLICT (guild_id, digest) DO UPDATE SET kept_at = excluded.kept_at;

-- name: list_files
SELECT digest, data FROM faq_files
WHERE guild_id = :guild_id AND digest IN (SELECT value FROM json_each(:digests))
LIMIT :most;

-- name: export_votes
SELECT v.entry_id, v.is_helpful, v.voted_at
FROM faq_votes AS v
JOIN faq_entries AS e ON e.id = v.entry_id
WHERE v.member_id = :member_id AND e.guild_id = :guild_id
LIMIT :most;

-- name: export_revisions
SELECT r.entry_id, r.number, r.title, r.change, r.reason, r.made_at
FROM faq_revisions AS r
JOIN faq_entries AS e ON e.id = r.entry_id
WHERE r.author_id = :member_id AND e.guild_id = :guild_id
LIMIT :most;

-- name: export_credits
SELECT id, title, editor_id = :member_id, suggester_id = :member_id, author_id = :member_id
FROM faq_entries
WHERE
    (editor_id = :member_id OR suggester_id = :member_id OR author_id = :member_id)
    AND guild_id = :guild_id
LIMIT :most;

-- name: erase_votes!
DELETE FROM faq_votes
WHERE
    member_id = :member_id
    AND entry_id IN (SELECT id FROM faq_entries WHERE guild_id = :guild_id);

-- name: erase_revisions!
UPDATE faq_revisions SET author_id = NULL
WHERE
    author_id = :member_id
    AND entry_id IN (SELECT id FROM faq_entries WHERE guild_id = :guild_id);

-- name: erase_editor!
UPDATE faq_entries SET editor_id = NULL WHERE editor_id = :member_id AND guild_id = :guild_id;

-- name: erase_suggester!
UPDATE faq_entries SET suggester_id = NULL
WHERE suggester_id = :member_id AND guild_id = :guild_id;

-- name: erase_author!
UPDATE faq_entries SET author_id = NULL WHERE author_id = :member_id AND guild_id = :guild_id;

-- name: erase_guild!
DELETE FROM faq_entries WHERE guild_id = :guild_id;

-- name: erase_files!
DELETE FROM faq_files WHERE guild_id = :guild_id;

-- name: list_new
SELECT DISTINCT e.id, e.title
FROM faq_revisions AS r
INNER JOIN faq_entries AS e ON e.id = r.entry_id
WHERE
    r.change = 'publish' AND r.made_at >= :since AND e.guild_id = :guild_id
    AND e.state = 'published'
ORDER BY e.id DESC
LIMIT :most;
