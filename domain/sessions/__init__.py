"""Study sessions: what they are, who comes, and when people are reminded."""
