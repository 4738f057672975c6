"""Application commands and interactions: what bots register, and what members do with it."""
