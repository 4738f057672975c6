"""The FAQ in words: records in, message content out."""
