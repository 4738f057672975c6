-- Announcements: what is posted where and when, what Discord shows of it, and who has seen it.

CREATE TABLE announcements (
    -- AUTOINCREMENT: buttons in Discord outlive rows, so an id is never given twice.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    image_name TEXT,
    image_digest TEXT,
    has_button INTEGER NOT NULL CHECK (has_button IN (0, 1)),
    role_ids TEXT NOT NULL, -- apart by spaces
    everyone TEXT NOT NULL CHECK (everyone IN ('', 'everyone', 'here')),
    channel_ids TEXT NOT NULL CHECK (channel_ids <> ''),
    starts TEXT NOT NULL, -- wall-clock time in `zone`
    zone TEXT NOT NULL,
    rule TEXT, -- RRULE; NULL: once
    state TEXT NOT NULL CHECK (state IN ('scheduled', 'paused', 'done', 'cancelled')),
    revision INTEGER NOT NULL DEFAULT 1,
    plan INTEGER NOT NULL DEFAULT 0, -- counts changes of time and channels
    next_slot TEXT,
    next_at INTEGER,
    handled_at INTEGER, -- the time of the latest occurrence that was dealt with
    author_id INTEGER, -- NULL: erased
    editor_id INTEGER,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CHECK ((next_slot IS NULL) = (next_at IS NULL)),
    CHECK (next_at IS NULL OR state IN ('scheduled', 'paused')),
    CHECK ((image_name IS NULL) = (image_digest IS NULL))
) STRICT;

CREATE INDEX announcements_list ON announcements (guild_id, state, id);
CREATE INDEX announcements_next ON announcements (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX announcements_image ON announcements (guild_id, image_digest)
WHERE image_digest IS NOT NULL;
CREATE INDEX announcements_author ON announcements (author_id) WHERE author_id IS NOT NULL;
CREATE INDEX announcements_editor ON announcements (editor_id) WHERE editor_id IS NOT NULL;

CREATE TABLE announcement_revisions (
    id INTEGER PRIMARY KEY,
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    image_name TEXT,
    image_digest TEXT,
    has_button INTEGER NOT NULL,
    editor_id INTEGER,
    made_at INTEGER NOT NULL,
    UNIQUE (announcement_id, number)
) STRICT;

CREATE INDEX announcement_revisions_editor ON announcement_revisions (editor_id)
WHERE editor_id IS NOT NULL;
CREATE INDEX announcement_revisions_image ON announcement_revisions (image_digest)
WHERE image_digest IS NOT NULL;

-- Occurrences that somebody took out of a series.
CREATE TABLE announcement_skips (
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    slot TEXT NOT NULL,
    PRIMARY KEY (announcement_id, slot)
) STRICT, WITHOUT ROWID;

-- The messages that show an occurrence, one a channel: begun before it is handed to Discord.
CREATE TABLE announcement_posts (
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
    fault TEXT CHECK (fault IN ('deleted', 'no-channel', 'forbidden')),
    publishing TEXT NOT NULL DEFAULT 'no'
        CHECK (publishing IN ('no', 'wanted', 'done', 'failed')),
    is_withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (is_withdrawn IN (0, 1)), -- to be deleted
    publish_at INTEGER NOT NULL DEFAULT 0, -- not before
    published_at INTEGER,
    UNIQUE (announcement_id, occurrence, channel_id)
) STRICT;

CREATE INDEX announcement_posts_guild ON announcement_posts (guild_id);
CREATE INDEX announcement_posts_unsent ON announcement_posts (id) WHERE message_id IS NULL;
CREATE INDEX announcement_posts_old ON announcement_posts (id)
WHERE shown < wanted AND fault IS NULL AND message_id IS NOT NULL;
CREATE INDEX announcement_posts_to_publish ON announcement_posts (publish_at, id)
WHERE publishing = 'wanted';
CREATE INDEX announcement_posts_waiting ON announcement_posts (channel_id)
WHERE publishing = 'wanted';
CREATE INDEX announcement_posts_published ON announcement_posts (channel_id, published_at)
WHERE published_at IS NOT NULL;

-- Who pressed "Got it", with those of the notified roles that she had then.
CREATE TABLE announcement_seen (
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    occurrence TEXT NOT NULL,
    member_id INTEGER NOT NULL,
    role_ids TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (announcement_id, occurrence, member_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX announcement_seen_member ON announcement_seen (member_id);

CREATE TABLE announcement_templates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL, -- without case
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    image_name TEXT,
    image_digest TEXT,
    has_button INTEGER NOT NULL CHECK (has_button IN (0, 1)),
    role_ids TEXT NOT NULL,
    everyone TEXT NOT NULL,
    channel_ids TEXT NOT NULL,
    author_id INTEGER,
    UNIQUE (guild_id, name_key)
) STRICT;

CREATE INDEX announcement_templates_author ON announcement_templates (author_id)
WHERE author_id IS NOT NULL;
CREATE INDEX announcement_templates_image ON announcement_templates (guild_id, image_digest)
WHERE image_digest IS NOT NULL;

CREATE TABLE announcement_images (
    guild_id INTEGER NOT NULL,
    digest TEXT NOT NULL,
    data BLOB NOT NULL,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, digest)
) STRICT;

CREATE INDEX announcement_images_kept ON announcement_images (kept_at);
