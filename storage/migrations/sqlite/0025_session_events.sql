-- Discord's events of sessions are kept by the engine of cards; `message_id` is the event's. A
-- session gets its row once its event is due. One that could not be made once has none: it is made.
INSERT INTO cards (guild_id, kind, subject_id, message_id, wanted, shown)
SELECT guild_id, 'session-event', id, event_id, revision, event_revision
FROM session_occurrences
WHERE event_id IS NOT NULL;

CREATE TRIGGER session_occurrences_event_changed AFTER UPDATE OF revision ON session_occurrences
BEGIN
    UPDATE cards
    SET wanted = new.revision, attempts = 0, next_try = 0, fault = NULL
    WHERE kind = 'session-event' AND subject_id = new.id;
END;
CREATE TRIGGER session_occurrences_event_gone AFTER DELETE ON session_occurrences BEGIN
    DELETE FROM cards WHERE kind = 'session-event' AND subject_id = old.id;
END;
DROP INDEX session_occurrences_events;
