-- part: text
SELECT
    id, guild_id, title, aliases, body, kind, topics, is_solved
FROM search_documents

-- name: find_indexed^
{text}
WHERE kind = :kind AND source_id = :source_id;

-- name: find_guild$
SELECT first_id FROM search_guilds WHERE guild_id = :guild_id;

-- name: next_range$
UPDATE search_ranges SET last_first_id = last_first_id + :documents_per_guild
WHERE only = 1
RETURNING last_first_id;

-- name: add_guild!
INSERT INTO search_guilds (guild_id, first_id) VALUES (:guild_id, :first_id);

-- name: add_document$
INSERT INTO search_documents (
    id, guild_id, kind, source_id, title, aliases, body, topics, is_solved, channel_id,
    message_id, created_at
)
SELECT
    coalesce(
        (SELECT max(d.id) + 1 FROM search_documents AS d WHERE d.guild_id = :guild_id), g.first_id
    ),
    :guild_id, :kind, :source_id, :title, :aliases, :body, :topics, :is_solved, :channel_id,
    :message_id, :created_at
FROM search_guilds AS g
WHERE g.guild_id = :guild_id
RETURNING id;

-- name: next_id$
SELECT
    coalesce(
        (SELECT max(d.id) + 1 FROM search_documents AS d WHERE d.guild_id = :guild_id), g.first_id
    )
FROM search_guilds AS g
WHERE g.guild_id = :guild_id;

-- name: add_documents*!
INSERT INTO search_documents (
    id, guild_id, kind, source_id, title, aliases, body, topics, is_solved, channel_id,
    message_id, created_at
)
VALUES (
    :id, :guild_id, :kind, :source_id, :title, :aliases, :body, :topics, :is_solved, :channel_id,
    :message_id, :created_at
);

-- name: change_document!
UPDATE search_documents
SET
    title = :title, aliases = :aliases, body = :body, topics = :topics, is_solved = :is_solved,
    channel_id = :channel_id, message_id = :message_id
WHERE id = :id;

-- name: delete_document!
DELETE FROM search_documents WHERE id = :id;

-- name: add_terms*!
INSERT INTO search_postings (rowid, title, body) VALUES (:id, :title, :body);

-- name: save_marks*!
INSERT INTO search_marks (id, title, body) VALUES (:id, :title, :body)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, body = excluded.body;

-- name: delete_terms*!
-- An index without content is told what it had.
INSERT INTO search_postings (search_postings, rowid, title, body)
VALUES ('delete', :id, :title, :body);

-- name: count_pieces$
-- Pieces of the posting lists: each write adds one. The tree is skipped through, not read.
WITH RECURSIVE pieces (id) AS (
    SELECT min(segid) FROM search_postings_idx
    UNION ALL
    SELECT (SELECT min(i.segid) FROM search_postings_idx AS i WHERE i.segid > pieces.id)
    FROM pieces WHERE pieces.id IS NOT NULL
)
SELECT count(id) FROM pieces;

-- name: merge_from!
INSERT INTO search_postings (search_postings, rank) VALUES ('usermerge', :pieces);

-- name: merge_pieces!
INSERT INTO search_postings (search_postings, rank) VALUES ('merge', :pages);

-- name: delete_all_terms!
INSERT INTO search_postings (search_postings) VALUES ('delete-all');

-- name: forget_terms!
DELETE FROM search_terms;

-- name: forget_counts!
UPDATE search_guilds SET documents = 0, words = 0;

-- name: list_texts
{text}
WHERE id > :after
ORDER BY id
LIMIT :most;

-- name: list_texts_of_guild
{text}
WHERE guild_id = :guild_id AND id > :after
ORDER BY id
LIMIT :most;

-- name: count_terms*!
INSERT INTO search_terms (guild_id, term, documents, titles)
VALUES (:guild_id, :term, :documents, :titles)
ON CONFLICT (guild_id, term) DO UPDATE SET
    documents = search_terms.documents + excluded.documents,
    titles = search_terms.titles + excluded.titles;

-- name: delete_unused_terms*!
DELETE FROM search_terms WHERE guild_id = :guild_id AND term = :term AND documents <= 0;

-- name: count_document!
UPDATE search_guilds SET documents = documents + :documents, words = words + :words
WHERE guild_id = :guild_id;

-- name: change_solved$
UPDATE search_documents SET is_solved = :is_solved
WHERE kind = :kind AND source_id = :source_id AND is_solved <> :is_solved
RETURNING guild_id;

-- name: erase_documents!
DELETE FROM search_documents WHERE guild_id = :guild_id;

-- name: erase_terms!
DELETE FROM search_terms WHERE guild_id = :guild_id;

-- name: erase_guild!
DELETE FROM search_guilds WHERE guild_id = :guild_id;

-- name: list_spreads
SELECT '' AS term, documents, words, first_id FROM search_guilds WHERE guild_id = :guild_id
UNION ALL
SELECT t.term, t.documents, t.titles, 0
FROM json_each(:terms) AS wanted
CROSS JOIN search_terms AS t ON t.guild_id = :guild_id AND t.term = wanted.value
LIMIT :most;

-- name: list_completions
SELECT term, documents, titles FROM (
    SELECT term, documents, titles FROM (
        SELECT term, documents, titles
        FROM search_terms
        WHERE guild_id = :guild_id AND term >= :first AND term < :beyond AND titles > 0
        LIMIT :scanned
    ) AS longer
    UNION
    SELECT t.term, t.documents, t.titles
    FROM json_each(:stems) AS stem
    CROSS JOIN search_terms AS t ON t.guild_id = :guild_id AND t.term = stem.value
    WHERE t.titles > 0
) AS completions
ORDER BY titles DESC, term
LIMIT :most;

-- name: list_words_meant
SELECT t.term, t.documents, t.titles
FROM json_each(:terms) AS variant
CROSS JOIN search_terms AS t ON t.guild_id = :guild_id AND t.term = variant.value
ORDER BY t.documents DESC, t.term
LIMIT :most;

-- name: list_beginnings_meant
SELECT f.term, f.documents, f.titles FROM (
    SELECT
        (
            SELECT min(t.term) FROM search_terms AS t
            WHERE
                t.guild_id = :guild_id AND t.titles > 0
                AND t.term >= variant.value AND t.term < variant.value || :last_letter
        ) AS term
    FROM json_each(:terms) AS variant
) AS found
CROSS JOIN search_terms AS f ON f.term = found.term
WHERE f.guild_id = :guild_id
ORDER BY f.titles DESC, f.term
LIMIT :most;

-- name: list_candidates
-- Follows each probe's posting list and adds up what they weigh; besides, the newest documents
-- that a stricter expression finds, for words too common to be followed to their end.
WITH probes (expression, weight) AS MATERIALIZED (
    SELECT value ->> 0, value ->> 1 FROM json_each(:probes)
),
followed (id, weight) AS MATERIALIZED (
    SELECT i.rowid, sum(probes.weight) AS weight
    FROM probes
    CROSS JOIN search_postings AS i ON i.search_postings MATCH probes.expression
    WHERE i.rowid BETWEEN :first_id AND :last_id
    GROUP BY i.rowid
    ORDER BY weight DESC, i.rowid DESC
    LIMIT :most
),
newest (id, weight) AS MATERIALIZED (
    SELECT n.rowid, :newest_weight
    FROM search_postings AS n
    WHERE n.search_postings MATCH :newest AND n.rowid BETWEEN :first_id AND :last_id
    ORDER BY n.rowid DESC
    LIMIT :most / 2
)
SELECT id
FROM (SELECT * FROM followed UNION ALL SELECT * FROM newest) AS candidates
GROUP BY id
ORDER BY max(weight) DESC, id DESC
LIMIT :most;

-- name: list_seen_candidates
-- The same for somebody from whom channels are hidden, or who asks for few that are solved, or aren't:
-- what they don't see or ask for is passed over before the limits count. The joins go through what
-- was found in its order and stop at their limits.
WITH probes (expression, weight) AS MATERIALIZED (
    SELECT value ->> 0, value ->> 1 FROM json_each(:probes)
),
seen (id) AS NOT MATERIALIZED (
    SELECT d.id
    FROM search_documents AS d
    WHERE
        (:is_solved IS NULL OR d.is_solved = :is_solved)
        AND CASE d.kind
            WHEN 'question' THEN EXISTS (
                SELECT 1 FROM questions AS q
                WHERE
                    q.id = d.source_id
                    AND (
                        coalesce(q.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
                        OR q.asker_id = :viewer_id
                    )
            )
            WHEN 'answer' THEN EXISTS (
                SELECT 1
                FROM question_messages AS m
                JOIN questions AS q ON q.id = m.question_id
                WHERE
                    m.message_id = d.source_id
                    AND (
                        coalesce(q.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
                        OR q.asker_id = :viewer_id
                    )
            )
            ELSE 1
        END
),
followed (id, weight) AS MATERIALIZED (
    SELECT f.id, f.weight
    FROM (
        SELECT i.rowid AS id, sum(probes.weight) AS weight
        FROM probes
        CROSS JOIN search_postings AS i ON i.search_postings MATCH probes.expression
        WHERE i.rowid BETWEEN :first_id AND :last_id
        GROUP BY i.rowid
        ORDER BY weight DESC, i.rowid DESC
        LIMIT :scanned
    ) AS f
    CROSS JOIN seen ON seen.id = f.id
    LIMIT :most
),
newest (id, weight) AS MATERIALIZED (
    SELECT n.id, :newest_weight
    FROM (
        SELECT p.rowid AS id
        FROM search_postings AS p
        WHERE p.search_postings MATCH :newest AND p.rowid BETWEEN :first_id AND :last_id
        ORDER BY p.rowid DESC
        LIMIT :scanned
    ) AS n
    CROSS JOIN seen ON seen.id = n.id
    LIMIT :most / 2
)
SELECT id
FROM (SELECT * FROM followed UNION ALL SELECT * FROM newest) AS candidates
GROUP BY id
ORDER BY max(weight) DESC, id DESC
LIMIT :most;

-- name: list_few
-- Marks of all documents with any of some words that few have, as far as they are seen and asked for.
SELECT m.id, m.title, m.body
FROM search_postings AS i
CROSS JOIN search_documents AS d ON d.id = i.rowid
CROSS JOIN search_marks AS m ON m.id = d.id
WHERE
    i.search_postings MATCH :expression AND i.rowid BETWEEN :first_id AND :last_id
    AND (:is_solved IS NULL OR d.is_solved = :is_solved)
    AND (:sees_all OR CASE d.kind
        WHEN 'question' THEN EXISTS (
            SELECT 1 FROM questions AS q
            WHERE
                q.id = d.source_id
                AND (
                    coalesce(q.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
                    OR q.asker_id = :viewer_id
                )
        )
        WHEN 'answer' THEN EXISTS (
            SELECT 1
            FROM question_messages AS a
            JOIN questions AS q ON q.id = a.question_id
            WHERE
                a.message_id = d.source_id
                AND (
                    coalesce(q.channel_id, 0) NOT IN (SELECT value FROM json_each(:hidden))
                    OR q.asker_id = :viewer_id
                )
        )
        ELSE 1
    END)
LIMIT :most;

-- name: list_filtered
-- The first documents among `ids` that the filter lets through. The join goes through `ids` in their
-- order and stops at the limit: sorting its result would mean to look up all of them.
SELECT d.id, d.kind, d.source_id, d.title, d.aliases, d.is_solved
FROM json_each(:ids) AS wanted
CROSS JOIN search_documents AS d ON d.id = wanted.value
WHERE
    (:kinds IS NULL OR d.kind IN (SELECT value FROM json_each(:kinds)))
    AND (:topic IS NULL OR instr(char(10) || d.topics || char(10), :topic) > 0)
    AND (:is_solved IS NULL OR d.is_solved = :is_solved)
LIMIT :most;

-- name: list_marks
SELECT m.id, m.title, m.body
FROM json_each(:ids) AS wanted
CROSS JOIN search_marks AS m ON m.id = wanted.value
LIMIT :most;

-- name: list_marks_of_sources
SELECT d.source_id, m.title, m.body
FROM json_each(:source_ids) AS wanted
CROSS JOIN search_documents AS d ON d.kind = :kind AND d.source_id = wanted.value
CROSS JOIN search_marks AS m ON m.id = d.id
LIMIT :most;

-- name: list_documents
SELECT
    d.id, d.guild_id, d.kind, d.source_id, d.title, d.body, d.created_at, d.topics, d.is_solved,
    d.channel_id, d.message_id, d.aliases
FROM json_each(:ids) AS wanted
CROSS JOIN search_documents AS d ON d.id = wanted.value
LIMIT :most;
