"""Topics of questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2s

from domain.errors import UserError

DEFAULT_TOPICS = (
    "Python",
    "Django",
    "REST",
    "GraphQL",
    "Docker",
    "CI/CD",
    "Database design",
    "Async",
    "Caching",
    "Testing",
    "Frontend",
    "Other",
)
MOST_PER_QUESTION = 4
"""A forum post has five tags: one for the status, the others for topics."""
MOST_PER_GUILD = 25
"""Number of options that one select can offer."""
MAX_NAME = 20
"""Discord's limit on the name of a forum tag."""
KEY_BYTES = 6


def topic_key(name: str) -> str:
    """Return a topic's stand-in where only letters and digits fit (custom ids)."""
    return blake2s(name.casefold().encode(), digest_size=KEY_BYTES).hexdigest()


def find_topic(topics: Iterable[str], name_or_key: str) -> str | None:
    """Find the topic of that name, in whatever case, or of that key."""
    wanted = name_or_key.strip().casefold()
    return next((t for t in topics if wanted in (t.casefold(), topic_key(t))), None)


def choose_topics(known: Sequence[str], chosen: Iterable[str]) -> tuple[str, ...]:
    """Choose the chosen topics that the server knows, without repetition and in its order."""
    wanted = {name.casefold() for name in chosen}
    topics = tuple(name for name in known if name.casefold() in wanted)
    if len(topics) > MOST_PER_QUESTION:
        raise UserError("qa-too-many-topics", most=MOST_PER_QUESTION)
    return topics


def parse_topics(text: str) -> tuple[str, ...]:
    """Parse a server's new list of topics, one a line."""
    names = tuple(dict.fromkeys(" ".join(line.split()) for line in text.splitlines()))
    names = tuple(name for name in names if name)
    if not names:
        raise UserError("qa-topics-empty")
    if len(names) > MOST_PER_GUILD:
        raise UserError("qa-topics-too-many", count=len(names), most=MOST_PER_GUILD)
    _check_names(names)
    return names


def _check_names(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if len(name) > MAX_NAME:
            raise UserError("qa-topic-too-long", name=name, most=MAX_NAME)
        if name.casefold() in seen:
            raise UserError("qa-topic-twice", name=name)
        seen.add(name.casefold())
