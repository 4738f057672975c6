"""Use cases and commands of study sessions."""
