-- name: list_due
-- Servers whose old rows were not dropped since :since, or since :soon where more was to go. A run
-- of later than :now is of a clock that has been set back.
SELECT g.guild_id FROM known_guilds AS g
LEFT JOIN retention_runs AS r ON r.guild_id = g.guild_id
WHERE
    g.guild_id > :after AND g.left_at IS NULL
    AND (
        r.ran_at IS NULL OR r.ran_at <= :since OR r.ran_at > :now
        OR (r.above <> '[]' AND r.ran_at <= :soon)
    )
    AND (g.guild_id >> 22) % :shard_count IN (SELECT value FROM json_each(:shard_ids))
    AND g.guild_id NOT IN (SELECT value FROM json_each(:absent))
ORDER BY g.guild_id
LIMIT :most;

-- name: find_run^
SELECT ran_at, dropped, above FROM retention_runs WHERE guild_id = :guild_id;

-- name: save_run!
INSERT INTO retention_runs (guild_id, ran_at, dropped, above)
VALUES (:guild_id, :now, :dropped, :above)
ON CONFLICT (guild_id) DO UPDATE SET
    ran_at = excluded.ran_at, dropped = excluded.dropped, above = excluded.above;

-- name: erase_runs!
DELETE FROM retention_runs WHERE guild_id = :guild_id;

-- name: drop_deliveries!
-- What has ended and lies behind everything that planners look at (`deliveries.schedule` refuses
-- older times). Of kinds that are asked for again at any time, the newest of a subject stay. A post
-- that can still be edited needs its row, and so does what is overdue of the same feature and subject.
DELETE FROM deliveries WHERE id IN (
    SELECT d.id FROM deliveries AS d
    WHERE
        d.guild_id = :guild_id AND d.updated_at < :half_a_year AND d.due_at < :half_a_year
        AND d.planned_at < :half_a_year AND d.state IN ('sent', 'failed', 'skipped', 'unknown')
        AND (
            d.kind NOT IN (SELECT value FROM json_each(:asked_again))
            OR (
                SELECT count(*) FROM deliveries AS n
                WHERE
                    n.guild_id = d.guild_id AND n.subject_id = d.subject_id AND n.kind = d.kind
                    AND n.id > d.id
            ) >= :newest_deliveries
        )
        AND NOT EXISTS (
            SELECT 1 FROM announcement_posts AS p
            WHERE p.announcement_id = d.subject_id AND p.delivery_id = d.id
        )
        AND NOT EXISTS (
            SELECT 1 FROM deliveries AS o
            WHERE
                o.guild_id = d.guild_id AND o.subject_id = d.subject_id AND o.due_at <= :now
                AND o.state IN ('pending', 'claimed')
                AND substr(o.kind, 1, instr(o.kind, '-')) = substr(d.kind, 1, instr(d.kind, '-'))
        )
    LIMIT :most
);

-- name: drop_audit_entries!
DELETE FROM audit_entries WHERE id IN (
    SELECT id FROM audit_entries WHERE guild_id = :guild_id AND acted_at < :over_a_year LIMIT :most
);

-- name: drop_reports!
DELETE FROM reports WHERE id IN (
    SELECT id FROM reports WHERE guild_id = :guild_id AND resolved_at < :over_a_year LIMIT :most
);

-- name: drop_bans!
DELETE FROM bars WHERE guild_id = :guild_id AND ends_at <= :now;

-- name: drop_drafts!
DELETE FROM drafts WHERE id IN (
    SELECT id FROM drafts WHERE guild_id = :guild_id AND expires_at <= :now LIMIT :most
);

-- name: drop_hint_rests!
DELETE FROM hint_rests WHERE guild_id = :guild_id AND until <= :now;

-- name: drop_refused_texts!
DELETE FROM refused_texts WHERE guild_id = :guild_id AND day < :today - :refused_days;

-- name: drop_rate_uses!
DELETE FROM rate_uses WHERE guild_id = :guild_id AND until <= :now;

-- name: drop_unanswered_searches!
DELETE FROM search_gaps WHERE id IN (
    SELECT id FROM search_gaps WHERE guild_id = :guild_id AND last_at < :over_a_year LIMIT :most
);

-- name: drop_faq_revisions!
DELETE FROM faq_revisions WHERE id IN (
    SELECT r.id FROM faq_entries AS e
    INNER JOIN faq_revisions AS r ON r.entry_id = e.id
    WHERE
        e.guild_id = :guild_id AND r.number <= e.revision - :newest_revisions
        AND r.made_at < :month
    LIMIT :most
);

-- name: drop_faq_suggestions!
DELETE FROM faq_suggestions WHERE id IN (
    SELECT id FROM faq_suggestions
    WHERE
        guild_id = :guild_id AND state IN ('declined', 'withdrawn') AND decided_at < :quarter
    LIMIT :most
);

-- name: drop_faq_files!
-- What neither an entry, a revision of one, a suggestion nor a draft holds any more.
DELETE FROM faq_files
WHERE guild_id = :guild_id AND digest IN (
    SELECT f.digest FROM faq_files AS f
    WHERE
        f.guild_id = :guild_id AND f.kept_at < :two_days
        AND f.digest NOT IN (
            SELECT coalesce(json_extract(j.value, '$[1]'), '')
            FROM faq_entries AS e, json_each(e.files) AS j
            WHERE e.guild_id = :guild_id
            UNION
            SELECT coalesce(json_extract(j.value, '$[1]'), '')
            FROM faq_entries AS e
            INNER JOIN faq_revisions AS r ON r.entry_id = e.id, json_each(r.files) AS j
            WHERE e.guild_id = :guild_id
            UNION
            SELECT coalesce(json_extract(j.value, '$[1]'), '')
            FROM faq_suggestions AS s, json_each(s.files) AS j
            WHERE s.guild_id = :guild_id
        )
        AND NOT EXISTS (
            SELECT 1 FROM drafts AS d
            WHERE d.guild_id = :guild_id AND instr(d.body, f.digest) > 0
        )
    LIMIT :few
);

-- name: drop_announcement_images!
DELETE FROM announcement_images
WHERE guild_id = :guild_id AND digest IN (
    SELECT i.digest FROM announcement_images AS i
    WHERE
        i.guild_id = :guild_id AND i.kept_at < :two_days
        AND NOT EXISTS (
            SELECT 1 FROM announcements AS a
            WHERE a.guild_id = i.guild_id AND a.image_digest = i.digest
        )
        AND NOT EXISTS (
            SELECT 1 FROM announcement_revisions AS r
            INNER JOIN announcements AS a ON a.id = r.announcement_id
            WHERE r.image_digest = i.digest AND a.guild_id = i.guild_id
        )
        AND NOT EXISTS (
            SELECT 1 FROM announcement_templates AS t
            WHERE t.guild_id = i.guild_id AND t.image_digest = i.digest
        )
    LIMIT :few
);

-- name: drop_announcement_revisions!
DELETE FROM announcement_revisions WHERE id IN (
    SELECT r.id FROM announcements AS a
    INNER JOIN announcement_revisions AS r ON r.announcement_id = a.id
    WHERE a.guild_id = :guild_id AND r.number <= a.revision - :newest_revisions
    LIMIT :most
);

-- name: drop_announcement_skips!
DELETE FROM announcement_skips WHERE (announcement_id, slot) IN (
    SELECT s.announcement_id, s.slot FROM announcements AS a
    INNER JOIN announcement_skips AS s ON s.announcement_id = a.id
    WHERE a.guild_id = :guild_id AND s.slot < :oldest_slot
    LIMIT :most
);

-- name: drop_announcement_posts!
DELETE FROM announcement_posts WHERE id IN (
    SELECT p.id FROM announcements AS a
    INNER JOIN announcement_posts AS p ON p.announcement_id = a.id
    WHERE a.guild_id = :guild_id AND p.occurrence < :oldest_slot
    LIMIT :most
);

-- name: drop_announcement_seen!
DELETE FROM announcement_seen WHERE (announcement_id, occurrence, member_id) IN (
    SELECT s.announcement_id, s.occurrence, s.member_id FROM announcements AS a
    INNER JOIN announcement_seen AS s ON s.announcement_id = a.id
    WHERE a.guild_id = :guild_id AND s.occurrence < :oldest_slot
    LIMIT :most
);

-- name: drop_contracts!
-- The newest stay, the one in force among them, and what somebody agreed to in this time.
DELETE FROM contracts WHERE id IN (
    SELECT c.id FROM apis AS a
    INNER JOIN contracts AS c ON c.api_id = a.id
    WHERE
        a.guild_id = :guild_id AND c.number <= a.contract_number - :newest_contracts
        AND NOT EXISTS (
            SELECT 1 FROM contract_changes AS h
            WHERE h.contract_id = c.id AND h.agreed_at >= :over_a_year
        )
    LIMIT :few
);

-- name: drop_endpoint_history!
-- The first says who asked: it stays.
DELETE FROM endpoint_history WHERE id IN (
    SELECT h.id FROM endpoint_requests AS r
    INNER JOIN endpoint_history AS h ON h.request_id = r.id
    WHERE
        r.guild_id = :guild_id
        AND h.id < (
            SELECT n.id FROM endpoint_history AS n
            WHERE n.request_id = r.id
            ORDER BY n.id DESC
            LIMIT 1 OFFSET :newest_events - 1
        )
        AND h.id > (SELECT min(f.id) FROM endpoint_history AS f WHERE f.request_id = r.id)
    LIMIT :most
);

-- name: drop_endpoint_shapes!
DELETE FROM endpoint_shapes WHERE (request_id, number) IN (
    SELECT s.request_id, s.number FROM endpoint_requests AS r
    INNER JOIN endpoint_shapes AS s ON s.request_id = r.id
    WHERE
        r.guild_id = :guild_id AND s.number <= r.shape_number - :newest_revisions
        AND NOT EXISTS (
            SELECT 1 FROM endpoint_confirmations AS c
            WHERE c.request_id = r.id AND c.shape_number = s.number
        )
    LIMIT :most
);

-- name: drop_session_occurrences!
DELETE FROM session_occurrences WHERE id IN (
    SELECT id FROM session_occurrences
    WHERE
        guild_id = :guild_id AND starts_at < :over_a_year AND ends_at < :over_a_year
        AND state IN ('ended', 'cancelled')
    LIMIT :few
);

-- name: drop_session_series!
DELETE FROM session_series WHERE id IN (
    SELECT s.id FROM session_series AS s
    WHERE
        s.guild_id = :guild_id AND s.state IN ('ended', 'cancelled') AND s.updated_at < :over_a_year
        AND NOT EXISTS (SELECT 1 FROM session_occurrences AS o WHERE o.series_id = s.id)
    LIMIT :most
);

-- name: drop_session_polls!
DELETE FROM session_polls WHERE id IN (
    SELECT p.id FROM session_polls AS p
    WHERE
        p.guild_id = :guild_id AND p.created_at < :quarter
        AND NOT EXISTS (
            SELECT 1 FROM session_poll_slots AS s
            WHERE s.poll_id = p.id AND s.starts_at >= :quarter
        )
    LIMIT :few
);
