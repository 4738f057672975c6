"""What can be done with announcements, whoever asks."""
