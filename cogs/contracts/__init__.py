"""What several features say about contracts: words and renderings, no commands."""
