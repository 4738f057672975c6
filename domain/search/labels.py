"""Words of our own that stand in a document's posting lists, so that filters act inside them."""

from __future__ import annotations

from collections.abc import Iterable

from domain.topics import topic_key

SIGN = "§"
"""Stands before each; in no word that a person writes."""
SOLVED = f"{SIGN}solved"
"""Stands in no posting list, and is only counted: what becomes solved isn't indexed anew for it."""


def kind_label(kind: str) -> str:
    """Return what all documents of a kind have."""
    return f"{SIGN}k{kind}"


def topic_label(topic: str) -> str:
    """Return what all documents about a topic have."""
    return f"{SIGN}t{topic_key(topic)}"


def labels_of(kind: str, topics: Iterable[str]) -> tuple[str, ...]:
    """List the labels in a document's posting lists; they seldom change, if ever."""
    return (kind_label(kind), *map(topic_label, topics))
