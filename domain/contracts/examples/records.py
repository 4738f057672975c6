"""An example: a request, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.contracts.model import Json

TOKEN = "<token>"  # noqa: S105 - a placeholder
"""Stands where a secret goes; a real one is never shown."""

USER = "<username>:<password>"
"""Stands for the two of HTTP's basic scheme."""
BASIC = f"Basic <base64 of {USER}>"


class Outcome(StrEnum):
    """Outcomes of a request."""

    SUCCESS = "success"
    EMPTY = "empty"
    VALIDATION_ERROR = "validation-error"
    UNAUTHORISED = "unauthorised"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"


class Note(StrEnum):
    """Notes on an example; people read `contracts-example-note-<note>`."""

    NOT_DESCRIBED = "not-described"
    """The contract says nothing of this outcome: the answer has the usual shape, no more."""
    NEVER_EMPTY = "never-empty"
    """The contract allows nothing emptier than what a success gives."""
    UNTOLD = "untold"
    """The contract says that something comes back, and not what."""
    OVERLAPPING = "overlapping"
    """Only one alternative may fit, and several do: nothing fits only one."""
    SENT_IS_VALID = "sent-is-valid"
    """The request is one that is accepted, shown beside how one is refused."""
    UNMADE = "unmade"
    """No text was found that matches a pattern; `Example.unmade` names the fields."""
    GRAPHQL_ERROR = "graphql-error"
    """A schema cannot describe how errors look: the answer has the usual shape, no more."""
    IMPOSSIBLE_BODY = "impossible-body"
    """No value fits the request's schema, so there is none."""
    IMPOSSIBLE_ANSWER = "impossible-answer"
    """No value fits the response's schema, so there is none."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request. `query` is GraphQL's document, "" for REST; `body` then holds it as well."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    media: str = ""
    """The media type of the body; "" where there is none."""
    body: Json = None
    files: frozenset[str] = frozenset()
    """The fields of a form that are files; "" for a body that is one."""
    query: str = ""
    variables: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A response."""

    status: int
    media: str = ""
    """The media type of the body; "" where there is none."""
    body: Json = None


@dataclass(frozen=True, slots=True)
class Example:
    """One request with its answer."""

    key: str
    """The operation's, such as `GET /users/{id}`."""
    outcome: Outcome
    request: Request
    answer: Answer
    is_generated: bool = True
    """False: what it carries, there and back, are the document's own examples."""
    notes: tuple[Note, ...] = ()
    base_url: str = ""
    """The API's own address, for contracts that name none."""
    unmade: tuple[str, ...] = ()
    """The fields that stand with a text that does not match their pattern; "" for a whole body."""
