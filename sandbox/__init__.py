"""A local Discord-compatible server: try and test bots without Discord."""
