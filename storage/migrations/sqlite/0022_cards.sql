-- Messages that show a row, kept right by one engine. A trigger on each subject says what is wanted,
-- so that no change can be forgotten. Columns of subjects that held this are left unread.
CREATE TABLE cards (
    id INTEGER PRIMARY KEY,
    guild_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    part TEXT NOT NULL DEFAULT 'card',
    place_id INTEGER, -- the channel or forum of the message
    message_id INTEGER, -- in a forum, also the post's
    wanted INTEGER NOT NULL, -- the subject's revision
    shown INTEGER NOT NULL DEFAULT 0,
    fault TEXT, -- why it is left alone
    attempts INTEGER NOT NULL DEFAULT 0, -- that Discord failed, in a row
    next_try INTEGER NOT NULL DEFAULT 0,
    replaced_at INTEGER, -- when a deleted message was last posted again
    UNIQUE (kind, subject_id, part)
) STRICT;
CREATE INDEX cards_stale ON cards (id) WHERE shown < wanted AND fault IS NULL;
CREATE INDEX cards_waiting ON cards (next_try) WHERE shown < wanted AND fault IS NULL;
CREATE INDEX cards_faulty ON cards (guild_id, fault) WHERE fault IS NOT NULL;
CREATE INDEX cards_message ON cards (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX cards_place ON cards (guild_id, place_id) WHERE place_id IS NOT NULL;

INSERT INTO cards (
    guild_id, kind, subject_id, place_id, message_id, wanted, shown, fault, replaced_at
)
SELECT guild_id, 'api', id, channel_id, card_id, revision, shown_revision, fault, NULL FROM apis;

INSERT INTO cards (
    guild_id, kind, subject_id, place_id, message_id, wanted, shown, fault, replaced_at
)
SELECT
    guild_id, 'endpoint', id,
    CASE WHEN shown_channel_id = thread_id THEN channel_id ELSE shown_channel_id END,
    message_id, revision, shown_revision, fault, NULL
FROM endpoint_requests;

CREATE TRIGGER apis_card_wanted AFTER INSERT ON apis BEGIN
    INSERT INTO cards (guild_id, kind, subject_id, wanted)
    VALUES (new.guild_id, 'api', new.id, new.revision);
END;
CREATE TRIGGER apis_card_changed AFTER UPDATE OF revision ON apis BEGIN
    UPDATE cards
    SET
        wanted = new.revision, attempts = 0, next_try = 0,
        fault = CASE WHEN fault IN ('removed', 'card-deleted') THEN fault END
    WHERE kind = 'api' AND subject_id = new.id;
END;
CREATE TRIGGER apis_card_gone AFTER DELETE ON apis BEGIN
    DELETE FROM cards WHERE kind = 'api' AND subject_id = old.id;
END;

CREATE TRIGGER endpoint_requests_card_wanted AFTER INSERT ON endpoint_requests BEGIN
    INSERT INTO cards (guild_id, kind, subject_id, wanted)
    VALUES (new.guild_id, 'endpoint', new.id, new.revision);
END;
CREATE TRIGGER endpoint_requests_card_changed AFTER UPDATE OF revision ON endpoint_requests BEGIN
    UPDATE cards
    SET
        wanted = new.revision, attempts = 0, next_try = 0,
        fault = CASE WHEN fault IN ('removed', 'card-deleted') THEN fault END
    WHERE kind = 'endpoint' AND subject_id = new.id;
END;
CREATE TRIGGER endpoint_requests_card_gone AFTER DELETE ON endpoint_requests BEGIN
    DELETE FROM cards WHERE kind = 'endpoint' AND subject_id = old.id;
END;
