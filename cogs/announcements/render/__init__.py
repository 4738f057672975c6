"""Announcements in Discord's shape."""
