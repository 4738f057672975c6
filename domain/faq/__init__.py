"""What moderators curate: entries, revisions, suggestions, and entries as files."""
