-- Interactions that were handled, so that one that arrives twice creates nothing twice.

CREATE TABLE handled_interactions (
    interaction_id INTEGER PRIMARY KEY, -- Discord's
    handled_at INTEGER NOT NULL -- kept for a day
) STRICT;
CREATE INDEX handled_interactions_by_age ON handled_interactions (handled_at);
