"""What texts mean, as vectors of a sentence model: an extra, without which words decide alone.

See docs/decisions/ on semantic search.
"""
