"""The tags of a forum channel: which ones Nexus wants there, and which a question gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.questions import Question, Status
from domain.topics import MOST_PER_QUESTION

MOST_TAGS = 20
"""Discord's limit for a forum."""

STATUS_NAMES: Mapping[str, Mapping[Status, str]] = {
    "en": {
        Status.OPEN: "Open",
        Status.ANSWERED: "Answered",
        Status.SOLVED: "Solved",
        Status.CLOSED: "Closed",
    },
    "fr": {
        Status.OPEN: "Ouverte",
        Status.ANSWERED: "Répondue",
        Status.SOLVED: "Résolue",
        Status.CLOSED: "Fermée",
    },
}
"""Status tags by language. Those of any language are recognised, whatever the server speaks."""

STATUS_EMOJI: Mapping[Status, str] = {
    Status.OPEN: "❔",
    Status.ANSWERED: "💬",
    Status.SOLVED: "✅",
    Status.CLOSED: "🔒",
}


@dataclass(frozen=True, slots=True)
class WantedTag:
    """A tag that a question forum should have. Members cannot set `moderated` ones themselves."""

    name: str
    emoji: str | None = None
    moderated: bool = False


def wanted_tags(language: str, topics: Iterable[str]) -> tuple[WantedTag, ...]:
    """Return all tags of a question forum.

    `topics` the most used first, as many as there is room for.
    """
    names = STATUS_NAMES.get(language, STATUS_NAMES["en"])
    status = [WantedTag(names[s], STATUS_EMOJI[s], moderated=True) for s in Status]
    taken = {name.casefold() for names in STATUS_NAMES.values() for name in names.values()}
    rest = [WantedTag(topic) for topic in topics if topic.casefold() not in taken]
    return tuple(status + rest)[:MOST_TAGS]


def missing_tags(
    available: Iterable[str], language: str, topics: Iterable[str]
) -> tuple[WantedTag, ...]:
    """Return the wanted tags that a forum has not got, as far as it has room for more."""
    names = {name.casefold() for name in available}
    status = [s for s in Status if not _status_names(s) & names]
    wanted = wanted_tags(language, topics)
    missing = [wanted[list(Status).index(s)] for s in status]
    missing += [tag for tag in wanted[len(Status) :] if tag.name.casefold() not in names]
    return tuple(missing)[: max(0, MOST_TAGS - len(names))]


def tags_of(
    question: Question, available: Mapping[str, int], current: Iterable[int] = ()
) -> tuple[int, ...]:
    """Return the tags that a question's post gets, out of a forum's (id by name).

    Of the `current` ones those stay that say no status, as far as there is room: somebody gave
    them for a reason of their own.
    """
    ids = {name.casefold(): tag_id for name, tag_id in available.items()}
    status = [ids[name] for name in sorted(_status_names(question.status)) if name in ids][:1]
    topics = [ids[topic.casefold()] for topic in question.text.topics if topic.casefold() in ids]
    wanted = status + topics[:MOST_PER_QUESTION]
    statuses = {ids.get(name) for status in Status for name in _status_names(status)}
    others = [tag_id for tag_id in current if tag_id not in statuses and tag_id not in wanted]
    return tuple(wanted + others)[: MOST_PER_QUESTION + 1]


def _status_names(status: Status) -> set[str]:
    return {names[status].casefold() for names in STATUS_NAMES.values()}
