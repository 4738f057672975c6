"""What moderators do with the digest."""
