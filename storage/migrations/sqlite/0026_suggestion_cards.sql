-- Suggestions' cards join the table of cards, which posts them as well. What stood with the
-- suggestions is left unread. Nobody decided about is shown once more where it is behind.
INSERT INTO cards (
    guild_id, kind, subject_id, place_id, message_id, wanted, shown, fault, replaced_at
)
SELECT
    guild_id, 'suggestion', id, card_channel_id, card_id, 1,
    CASE WHEN card_id IS NULL OR is_card_old = 1 THEN 0 ELSE 1 END, NULL, NULL
FROM faq_suggestions
WHERE state = 'pending' OR card_id IS NOT NULL;

CREATE TRIGGER faq_suggestions_card_wanted AFTER INSERT ON faq_suggestions BEGIN
    INSERT INTO cards (guild_id, kind, subject_id, wanted)
    VALUES (new.guild_id, 'suggestion', new.id, 1);
END;
CREATE TRIGGER faq_suggestions_card_changed
AFTER UPDATE OF state, answer, suggester_id, author_id, decider_id ON faq_suggestions BEGIN
    UPDATE cards
    SET
        wanted = wanted + 1, attempts = 0, next_try = 0,
        fault = CASE WHEN fault IN ('removed', 'card-deleted') THEN fault END
    WHERE kind = 'suggestion' AND subject_id = new.id;
END;
CREATE TRIGGER faq_suggestions_card_gone AFTER DELETE ON faq_suggestions BEGIN
    DELETE FROM cards WHERE kind = 'suggestion' AND subject_id = old.id;
END;

-- A post that Discord refuses for good is left alone, and whoever saved it is told.
CREATE TABLE announcement_posts_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    occurrence TEXT NOT NULL,
    channel_id INTEGER NOT NULL,
    delivery_id INTEGER NOT NULL,
    message_id INTEGER,
    revision INTEGER NOT NULL,
    is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),
    pings INTEGER NOT NULL CHECK (pings IN (0, 1)),
    wanted INTEGER NOT NULL DEFAULT 0,
    shown INTEGER NOT NULL DEFAULT 0,
    shown_at INTEGER,
    fault TEXT CHECK (fault IN ('deleted', 'no-channel', 'forbidden', 'refused')),
    publishing TEXT NOT NULL DEFAULT 'no'
        CHECK (publishing IN ('no', 'wanted', 'done', 'failed')),
    is_withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (is_withdrawn IN (0, 1)), -- to be deleted
    publish_at INTEGER NOT NULL DEFAULT 0, -- not before
    published_at INTEGER,
    UNIQUE (announcement_id, occurrence, channel_id)
) STRICT;
INSERT INTO announcement_posts_new (
    id, guild_id, announcement_id, occurrence, channel_id, delivery_id, message_id, revision,
    is_late, pings, wanted, shown, shown_at, fault, publishing, is_withdrawn, publish_at,
    published_at
)
SELECT
    id, guild_id, announcement_id, occurrence, channel_id, delivery_id, message_id, revision,
    is_late, pings, wanted, shown, shown_at, fault, publishing, is_withdrawn, publish_at,
    published_at
FROM announcement_posts;
-- Ids that were given away stay so: keys of deliveries hold them.
DELETE FROM sqlite_sequence WHERE name = 'announcement_posts_new';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'announcement_posts_new', seq FROM sqlite_sequence WHERE name = 'announcement_posts';
DROP TABLE announcement_posts;
ALTER TABLE announcement_posts_new RENAME TO announcement_posts;
CREATE INDEX announcement_posts_guild ON announcement_posts (guild_id);
CREATE INDEX announcement_posts_unsent ON announcement_posts (id, guild_id)
WHERE message_id IS NULL;
CREATE INDEX announcement_posts_old ON announcement_posts (id, guild_id)
WHERE shown < wanted AND fault IS NULL AND message_id IS NOT NULL;
CREATE INDEX announcement_posts_to_publish ON announcement_posts (publish_at, id, guild_id)
WHERE publishing = 'wanted';
CREATE INDEX announcement_posts_waiting ON announcement_posts (channel_id)
WHERE publishing = 'wanted';
CREATE INDEX announcement_posts_published ON announcement_posts (channel_id, published_at)
WHERE published_at IS NOT NULL;
