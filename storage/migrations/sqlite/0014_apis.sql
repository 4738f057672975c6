-- Learners' APIs, the contracts uploaded for them, what changed between them, and who builds on what.

CREATE TABLE apis (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    name_key TEXT NOT NULL, -- the name in lower case, without spaces around it
    about TEXT NOT NULL DEFAULT '',
    base_url TEXT NOT NULL DEFAULT '',
    repository TEXT NOT NULL DEFAULT '',
    stack TEXT NOT NULL DEFAULT '',
    styles TEXT NOT NULL CHECK (styles IN ('rest', 'graphql', 'graphql rest')),
    is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1)),
    contract_number INTEGER, -- of the contract in force; NULL: none yet
    revision INTEGER NOT NULL DEFAULT 1,
    shown_revision INTEGER NOT NULL DEFAULT 0, -- of the card
    fault TEXT, -- why the card cannot be shown, until something changes
    channel_id INTEGER, -- of the thread; with a forum, the forum's
    thread_id INTEGER,
    card_id INTEGER,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    UNIQUE (guild_id, name_key)
) STRICT;

CREATE INDEX apis_list ON apis (guild_id, is_retired, name_key);
CREATE INDEX apis_to_show ON apis (id) WHERE shown_revision < revision AND fault IS NULL;
CREATE INDEX apis_faulty ON apis (fault) WHERE fault IS NOT NULL;
CREATE INDEX apis_thread ON apis (thread_id) WHERE thread_id IS NOT NULL;

CREATE TABLE api_owners (
    api_id INTEGER NOT NULL REFERENCES apis (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (api_id, member_id)
) STRICT;

CREATE INDEX api_owners_member ON api_owners (member_id);

CREATE TABLE contracts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    api_id INTEGER NOT NULL REFERENCES apis (id) ON DELETE CASCADE,
    guild_id INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    version TEXT NOT NULL,
    checksum TEXT NOT NULL, -- SHA-256 of the document, after secrets were taken out of it
    operations INTEGER NOT NULL,
    breaking INTEGER NOT NULL DEFAULT 0,
    risky INTEGER NOT NULL DEFAULT 0,
    safe INTEGER NOT NULL DEFAULT 0,
    warnings TEXT NOT NULL DEFAULT '[]', -- JSON
    schemes TEXT NOT NULL DEFAULT '{}', -- JSON
    servers TEXT NOT NULL DEFAULT '[]', -- JSON
    model BLOB NOT NULL, -- the whole model, packed
    uploader_id INTEGER, -- NULL: erased
    uploaded_at INTEGER NOT NULL,
    UNIQUE (api_id, number)
) STRICT;

CREATE INDEX contracts_uploader ON contracts (uploader_id) WHERE uploader_id IS NOT NULL;
CREATE INDEX contracts_guild ON contracts (guild_id, uploaded_at);

-- Of the contract in force only: what autocomplete and look-ups read. Older ones live in `model`.
CREATE TABLE contract_operations (
    api_id INTEGER NOT NULL REFERENCES apis (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    contract_id INTEGER NOT NULL REFERENCES contracts (id) ON DELETE CASCADE,
    guild_id INTEGER NOT NULL,
    key TEXT NOT NULL, -- GET /users/{id}
    match_key TEXT NOT NULL, -- GET /users/{}: names of parameters do not matter
    summary TEXT NOT NULL,
    deprecated INTEGER NOT NULL,
    words TEXT NOT NULL, -- what it is found by, in lower case
    detail TEXT NOT NULL, -- JSON
    PRIMARY KEY (api_id, position),
    UNIQUE (api_id, key)
) STRICT;

CREATE INDEX contract_operations_guild ON contract_operations (guild_id, api_id, position);
CREATE INDEX contract_operations_match ON contract_operations (guild_id, match_key);
CREATE INDEX contract_operations_contract ON contract_operations (contract_id);

CREATE TABLE contract_types (
    api_id INTEGER NOT NULL REFERENCES apis (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    definition TEXT NOT NULL, -- JSON
    PRIMARY KEY (api_id, name)
) STRICT;

-- What an upload changed against the contract before it.
CREATE TABLE contract_changes (
    contract_id INTEGER NOT NULL REFERENCES contracts (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    rule TEXT NOT NULL,
    grade TEXT NOT NULL CHECK (grade IN ('breaking', 'risky', 'safe')),
    operation TEXT NOT NULL,
    place TEXT NOT NULL,
    was TEXT NOT NULL,
    is_now TEXT NOT NULL,
    details TEXT NOT NULL, -- JSON: what else the sentence names
    touches TEXT NOT NULL, -- JSON: keys of operations
    agreed_by INTEGER,
    agreed_at INTEGER, -- NULL: nobody agreed to it
    agreed_reason TEXT,
    PRIMARY KEY (contract_id, position)
) STRICT;

CREATE INDEX contract_changes_agreed ON contract_changes (agreed_by) WHERE agreed_by IS NOT NULL;

-- Who builds on what; an empty operation: on the API as a whole.
CREATE TABLE api_consumers (
    api_id INTEGER NOT NULL REFERENCES apis (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL,
    operation TEXT NOT NULL,
    declared_at INTEGER NOT NULL,
    PRIMARY KEY (api_id, member_id, operation)
) STRICT;

CREATE INDEX api_consumers_member ON api_consumers (member_id, api_id);

-- Who was to be told of an upload, and who has seen it.
CREATE TABLE contract_notices (
    contract_id INTEGER NOT NULL REFERENCES contracts (id) ON DELETE CASCADE,
    member_id INTEGER NOT NULL,
    operations TEXT NOT NULL, -- JSON: what she had declared then and was touched
    seen_at INTEGER,
    PRIMARY KEY (contract_id, member_id)
) STRICT;

CREATE INDEX contract_notices_member ON contract_notices (member_id);
