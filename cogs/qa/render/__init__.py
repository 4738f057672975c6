"""Records in, message content out."""
