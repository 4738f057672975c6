"""Meanings of texts as vectors of a sentence model: an extra, without which words decide.

See docs/decisions/ on semantic search.
"""
