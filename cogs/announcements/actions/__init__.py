"""Use cases of announcements, whoever asks."""
