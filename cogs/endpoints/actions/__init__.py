"""Use cases and commands of endpoint requests."""
