"""Words of our own that stand in a document's posting lists, so that filters act inside them."""

from __future__ import annotations

from collections.abc import Iterable

from domain.topics import topic_key

SIGN = "§"
"""Stands before each; in no word that a person writes."""
SOLVED = f"{SIGN}solved"


def kind_label(kind: str) -> str:
    """What all documents of a kind have."""
    return f"{SIGN}k{kind}"


def topic_label(topic: str) -> str:
    """What all documents about a topic have."""
    return f"{SIGN}t{topic_key(topic)}"


def labels_of(kind: str, topics: Iterable[str], *, is_solved: bool) -> tuple[str, ...]:
    """All that a document has."""
    labels = (kind_label(kind), *map(topic_label, topics))
    return (*labels, SOLVED) if is_solved else labels
