-- Questions' cards join the table of cards. What stood with the questions is left unread.
UPDATE questions SET thread_id = NULL WHERE fault = 'deleted';

INSERT INTO cards (
    guild_id, kind, subject_id, place_id, message_id, wanted, shown, fault, replaced_at
)
SELECT
    guild_id, 'question', id,
    CASE WHEN thread_id IS NOT NULL THEN channel_id END, thread_id, revision, shown_revision,
    CASE fault WHEN 'deleted' THEN 'removed' WHEN 'unknown' THEN 'no-access' ELSE fault END, NULL
FROM questions;

CREATE TRIGGER questions_card_wanted AFTER INSERT ON questions BEGIN
    INSERT INTO cards (guild_id, kind, subject_id, wanted)
    VALUES (new.guild_id, 'question', new.id, new.revision);
END;
CREATE TRIGGER questions_card_changed AFTER UPDATE OF revision ON questions BEGIN
    UPDATE cards
    SET
        wanted = new.revision, attempts = 0, next_try = 0,
        fault = CASE WHEN fault IN ('removed', 'card-deleted') THEN fault END
    WHERE kind = 'question' AND subject_id = new.id;
END;
CREATE TRIGGER questions_card_gone AFTER DELETE ON questions BEGIN
    DELETE FROM cards WHERE kind = 'question' AND subject_id = old.id;
END;
