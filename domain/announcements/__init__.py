"""Announcements: what is posted where, when, and for whom."""
