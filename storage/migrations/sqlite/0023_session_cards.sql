-- Study sessions and polls for their time are kept by the engine of cards. The columns that held
-- this, but for where a card and its thread stand, are left unread.
--
-- A session gets its row once its card is due (the next one of a series, and what is near): no
-- trigger can tell that. A card that somebody deleted was given up for good: it is looked at again.
INSERT INTO cards (guild_id, kind, subject_id, place_id, message_id, wanted, shown, fault)
SELECT
    guild_id, 'session', id, CASE WHEN message_id IS NOT NULL THEN channel_id END, message_id,
    revision, shown_revision, CASE WHEN fault <> 'card-deleted' THEN fault END
FROM session_occurrences
WHERE message_id IS NOT NULL OR fault IS NOT NULL;

INSERT INTO cards (guild_id, kind, subject_id, place_id, message_id, wanted, shown)
SELECT
    guild_id, 'poll', id, CASE WHEN message_id IS NOT NULL THEN channel_id END, message_id,
    revision, shown_revision
FROM session_polls;

CREATE TRIGGER session_occurrences_card_changed AFTER UPDATE OF revision ON session_occurrences
BEGIN
    UPDATE cards
    SET
        wanted = new.revision, attempts = 0, next_try = 0,
        fault = CASE WHEN fault IN ('removed', 'card-deleted') THEN fault END
    WHERE kind = 'session' AND subject_id = new.id;
END;
CREATE TRIGGER session_occurrences_card_gone AFTER DELETE ON session_occurrences BEGIN
    DELETE FROM cards WHERE kind = 'session' AND subject_id = old.id;
END;

CREATE TRIGGER session_polls_card_wanted AFTER INSERT ON session_polls BEGIN
    INSERT INTO cards (guild_id, kind, subject_id, wanted)
    VALUES (new.guild_id, 'poll', new.id, new.revision);
END;
CREATE TRIGGER session_polls_card_changed AFTER UPDATE OF revision ON session_polls BEGIN
    UPDATE cards
    SET
        wanted = new.revision, attempts = 0, next_try = 0,
        fault = CASE WHEN fault IN ('removed', 'card-deleted') THEN fault END
    WHERE kind = 'poll' AND subject_id = new.id;
END;
CREATE TRIGGER session_polls_card_gone AFTER DELETE ON session_polls BEGIN
    DELETE FROM cards WHERE kind = 'poll' AND subject_id = old.id;
END;
DROP INDEX session_occurrences_to_show;
DROP INDEX session_polls_to_show;
