"""Questions, their answers and how they end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MAX_TITLE = 100
"""Discord's limit on the name of a thread."""
MAX_TEXT = 4_000
"""Discord's limit on one text field of a form."""


class Resolution(StrEnum):
    """Resolutions of a question."""

    SOLVED = "solved"
    DUPLICATE = "duplicate"
    STALE = "stale"
    MOVED = "moved"
    INVALID = "invalid"
    WITHDRAWN = "withdrawn"
    """Taken back by its asker: its text is erased."""


class Status(StrEnum):
    """Status of a question, as its tag and card say it."""

    OPEN = "open"
    ANSWERED = "answered"
    SOLVED = "solved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class QuestionText:
    """The words of a question, as its asker wrote them."""

    title: str
    details: str
    tried: str = ""
    code: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Place of a question: the channel that was configured when it was posted."""

    channel_id: int
    is_forum: bool
    thread_id: int | None = None
    """The question's thread; its card is the message with the same id. None: not posted (yet)."""


@dataclass(frozen=True, slots=True)
class Source:
    """The chat message that became a question."""

    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Closing:
    """Closing of a question: how, when and by whom."""

    resolution: Resolution
    closed_at: datetime
    closer_id: int | None
    duplicate_of: int | None = None
    """The number of the question that it repeats; with `link`, where that one is discussed."""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Claim of a member who works on an answer, and since when."""

    member_id: int
    claimed_at: datetime


def status_of(answered_at: datetime | None, resolution: Resolution | None) -> Status:
    """Return the status that follows from an answer and from how a question ended."""
    if resolution is None:
        return Status.OPEN if answered_at is None else Status.ANSWERED
    return Status.SOLVED if resolution is Resolution.SOLVED else Status.CLOSED


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the database holds it.

    `asker_id` is None once the asker had their data erased. `answered_at` is when somebody else
    first wrote in the thread, `active_at` when anybody last did.
    """

    id: int
    guild_id: int
    asker_id: int | None
    text: QuestionText
    place: Place
    asked_at: datetime
    active_at: datetime
    edited_at: datetime | None = None
    answered_at: datetime | None = None
    source: Source | None = None
    claim: Claim | None = None
    closing: Closing | None = None
    revision: int = 1
    """Grows with every change that the card or the tags show."""
    asker_left_at: datetime | None = None
    """Time at which the asker left the server, as far as the bot has noticed."""

    @property
    def is_open(self) -> bool:
        return self.closing is None

    @property
    def is_withdrawn(self) -> bool:
        return self.closing is not None and self.closing.resolution is Resolution.WITHDRAWN

    @property
    def status(self) -> Status:
        return status_of(self.answered_at, self.closing.resolution if self.closing else None)


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """A member's message in a question's thread.

    `content` is None where it is not known (no message content intent) or was erased;
    `author_id` is None once the author had their data erased.
    """

    message_id: int
    question_id: int
    author_id: int | None
    content: str | None
    created_at: datetime
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AcceptedAnswer:
    """A message that the asker or a moderator accepted as (part of) the solution."""

    question_id: int
    message_id: int
    author_id: int | None
    content: str | None
    accepted_at: datetime
    accepter_id: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with what its card names."""

    question: Question
    answers: tuple[AcceptedAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question as one line of a list."""

    id: int
    guild_id: int
    title: str
    asker_id: int | None
    asked_at: datetime
    status: Status
    channel_id: int
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class Publication:
    """A question with what has to be shown of it beside its card."""

    view: QuestionView
    text_revision: int
    """The revision that last changed the text: what pages show that are older is out of date."""
    to_thank: tuple[AcceptedAnswer, ...]
    """Accepted answers of others that were not thanked for."""
