"""The sandbox's state: what exists, and what happens when something changes."""
