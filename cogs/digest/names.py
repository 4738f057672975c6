"""Names that the parts of this feature know each other by."""

MIRROR = "digest"
"""What plans each server's next digest."""
WEEKLY = "digest-weekly"
"""The kind of a timed post: a server's digest of a week."""
