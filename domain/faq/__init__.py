"""Curated entries, revisions, suggestions, and entries as files."""
