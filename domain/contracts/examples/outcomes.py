"""Examples of an operation: one request with its answer for every way in which it can end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Final

from domain.apis import StoredOperation
from domain.contracts.examples.addresses import (
    address_of,
    credentials_of,
    headers_of,
    server_of,
    usual_style_of,
)
from domain.contracts.examples.generate import Extent, UnsatisfiableError
from domain.contracts.examples.leaves import USUAL, Hints
from domain.contracts.examples.payloads import failed, succeeded
from domain.contracts.examples.records import Answer, Example, Note, Outcome, Request
from domain.contracts.examples.samples import FORMS, JSON_MEDIA, Sample, directed, sample_of
from domain.contracts.examples.selection import Asked, ask, data_of, is_nullable
from domain.contracts.examples.shapes import flatten
from domain.contracts.model import Json, Operation, Place, Response

__all__ = ["Answer", "Example", "Note", "Outcome", "Request", "build_example"]

USUAL_STATUS: Final = {
    Outcome.SUCCESS: 200,
    Outcome.EMPTY: 200,
    Outcome.VALIDATION_ERROR: 400,
    Outcome.UNAUTHORISED: 401,
    Outcome.FORBIDDEN: 403,
    Outcome.NOT_FOUND: 404,
}
ERRORS: Final = {
    Outcome.VALIDATION_ERROR: ("BAD_USER_INPUT", "This value is not valid."),
    Outcome.UNAUTHORISED: ("UNAUTHENTICATED", "Authentication credentials were not provided."),
    Outcome.FORBIDDEN: ("FORBIDDEN", "You do not have permission to perform this action."),
    Outcome.NOT_FOUND: ("NOT_FOUND", "Not found."),
}
"""GraphQL's usual codes, and what REST servers say: wire text, the same in any language."""
ERROR_WORDS: Final = ("detail", "details", "message", "msg", "error", "title", "reason")
"""Names of an error's text."""
STATUS_WORDS: Final = ("code", "status", "status_code")
GOOD: Final = ("200", "201", "202", "203", "204", "206")
FIRST_BAD: Final = 400
NO_CONTENT: Final = 204


def build_example(
    stored: StoredOperation, outcome: Outcome = Outcome.SUCCESS, base_url: str = ""
) -> Example:
    """Build an operation's example for an outcome.

    `base_url` is the API's own address, for contracts that name none. A part for which nothing is
    valid is left out, and a note says so.
    """
    if stored.kind.is_graphql:
        return _graphql_example(stored, outcome, base_url)
    operation = stored.operation
    body = (
        sample_of(operation.body.media, stored.types, Extent.FULL, is_request=True)
        if operation.body
        else Sample()
    )
    answer, sample, said = _answer(stored, outcome)
    is_own = bool(body.media or sample.media)
    request = _request(stored, outcome, body, answer, base_url)
    return Example(
        key=operation.key,
        outcome=outcome,
        request=request,
        answer=answer,
        is_generated=not (is_own and body.is_own and sample.is_own),
        notes=tuple(dict.fromkeys((*_notes(outcome, request, body, sample), *said))),
        base_url=base_url,
        unmade=tuple(dict.fromkeys((*body.unmade, *sample.unmade))),
    )


def _notes(outcome: Outcome, request: Request, body: Sample, answer: Sample) -> Iterator[Note]:
    if body.is_impossible:
        yield Note.IMPOSSIBLE_BODY
    if answer.is_impossible:
        yield Note.IMPOSSIBLE_ANSWER
    if body.unmade or answer.unmade:
        yield Note.UNMADE
    if body.is_loose or answer.is_loose:
        yield Note.OVERLAPPING
    if answer.is_untold:
        yield Note.UNTOLD
    if outcome is Outcome.VALIDATION_ERROR and (request.media or "?" in request.url):
        yield Note.SENT_IS_VALID


def _request(
    stored: StoredOperation, outcome: Outcome, body: Sample, answer: Answer, base_url: str
) -> Request:
    operation, types = stored.operation, stored.types
    credentials = (
        [] if outcome is Outcome.UNAUTHORISED else list(credentials_of(operation, stored.schemes))
    )
    headers = headers_of(operation, types, credentials)
    server = server_of(stored.servers, base_url)
    if answer.media:
        headers.insert(0, ("Accept", answer.media))
    if body.media and body.media != FORMS[1]:  # a multipart body's boundary is the client's own
        headers.insert(0, ("Content-Type", body.media))
    return Request(
        method=operation.method,
        url=address_of(operation, types, server, credentials, usual_style_of(stored.kind)),
        headers=tuple(headers),
        media=body.media,
        body=body.body,
        files=body.files,
    )


def _answer(stored: StoredOperation, outcome: Outcome) -> tuple[Answer, Sample, tuple[Note, ...]]:
    """Return what comes back, what was made for it, and what must be said of it."""
    response = _described(stored.operation, outcome)
    if response is None:
        return _usual(stored, outcome), Sample(is_own=False), (Note.NOT_DESCRIBED,)
    status = _status(response, outcome)
    if status == NO_CONTENT:
        return Answer(status), Sample(), ()
    extent = Extent.EMPTY if outcome is Outcome.EMPTY else Extent.FULL
    hints = _hints_of(outcome, status)
    media, types = response.media, stored.types
    sample = sample_of(media, types, extent, is_request=False, hints=hints)
    notes: tuple[Note, ...] = ()
    if outcome is Outcome.EMPTY and sample.media and not sample.is_untold:
        made = {name: replace(each, examples=()) for name, each in media.items()}
        full = sample_of(made, types, Extent.FULL, is_request=False, hints=hints)
        notes = (Note.NEVER_EMPTY,) if full.body == sample.body else ()
    return Answer(status, sample.media, sample.body), sample, notes


def _hints_of(outcome: Outcome, status: int) -> Hints:
    """Return what the values of an answer mostly are; an error says what went wrong."""
    if outcome not in ERRORS:
        return USUAL
    code, words = ERRORS[outcome]
    said = dict.fromkeys(ERROR_WORDS, words)
    named = {"code": code.lower(), "type": "value_error", "loc": "body"}
    numbers = dict.fromkeys(STATUS_WORDS, Fraction(status))
    return Hints(USUAL.texts | said | named, USUAL.numbers | numbers)


def _described(operation: Operation, outcome: Outcome) -> Response | None:
    """Return the response that the contract describes for an outcome."""
    by_status = {each.status: each for each in operation.responses}
    wanted = _statuses(by_status, outcome)
    return next((by_status[each] for each in wanted if each in by_status), None)


def _statuses(described: dict[str, Response], outcome: Outcome) -> Iterator[str]:
    """Return the statuses that an outcome may have, the likeliest first."""
    if outcome in {Outcome.SUCCESS, Outcome.EMPTY}:
        if outcome is Outcome.EMPTY:
            yield str(NO_CONTENT)
        yield from GOOD
        yield from sorted(each for each in described if each[0] in "123")
    else:
        yield str(USUAL_STATUS[outcome])
        if outcome is Outcome.VALIDATION_ERROR:
            yield "422"
        yield "4XX"
    yield "default"


def _status(response: Response, outcome: Outcome) -> int:
    if response.status.isdecimal():
        return int(response.status)
    usual = USUAL_STATUS[outcome]
    first = response.status[0]
    return int(first) * 100 if first in "123" and usual < FIRST_BAD else usual


def _usual(stored: StoredOperation, outcome: Outcome) -> Answer:
    """Return an answer in the shape that most REST servers give."""
    status = USUAL_STATUS[outcome]
    if outcome is Outcome.EMPTY:
        is_read = stored.operation.method == "GET"
        return Answer(status, JSON_MEDIA, []) if is_read else Answer(NO_CONTENT)
    if outcome is Outcome.SUCCESS:
        return Answer(status)
    field = _first_field(stored) if outcome is Outcome.VALIDATION_ERROR else None
    body: Json = {"detail": ERRORS[outcome][1]}
    if field is not None:
        body = {field: ["This field is required."]}
    return Answer(status, JSON_MEDIA, body)


def _first_field(stored: StoredOperation) -> str | None:
    """Return a field that the request must have, of its body or its query."""
    operation = stored.operation
    for media in operation.body.media.values() if operation.body else ():
        schema, types = directed(media.schema or {}, stored.types, is_request=True)
        flat = flatten(schema, types)[0]
        for key in ("required", "properties"):
            names = flat.get(key)
            if isinstance(names, list | dict) and names:
                return str(next(iter(names)))
    queried = (each for each in operation.parameters if each.place is Place.QUERY and each.required)
    return next((each.name for each in queried), None)


def _graphql_example(stored: StoredOperation, outcome: Outcome, base_url: str) -> Example:
    asked = ask(stored.operation, stored.types)
    body: dict[str, Json] = {"query": asked.document}
    if asked.variables:
        body["variables"] = asked.variables
    answered, notes = _graphql_answer(stored, outcome, asked)
    headers = [("Content-Type", JSON_MEDIA), ("Accept", JSON_MEDIA)]
    server = server_of(stored.servers, base_url)
    return Example(
        key=stored.operation.key,
        outcome=outcome,
        request=Request(
            method="POST",
            url=server if server.rstrip("/").count("/") > 2 else f"{server}/graphql",  # noqa: PLR2004 - it has a path
            headers=tuple(headers),
            media=JSON_MEDIA,
            body=body,
            query=asked.document,
            variables=asked.variables,
        ),
        answer=Answer(200, JSON_MEDIA, answered),
        notes=notes,
    )


def _graphql_answer(
    stored: StoredOperation, outcome: Outcome, asked: Asked
) -> tuple[Json, tuple[Note, ...]]:
    if outcome in ERRORS:
        return _graphql_error(stored, outcome, asked)
    name = asked.root.name
    try:
        full = data_of(asked.root, stored.types, Extent.FULL)
        if stored.operation.method == "MUTATION":
            full = succeeded(asked.root, full)
        if outcome is Outcome.SUCCESS:
            return {"data": {name: full}}, ()
        empty = data_of(asked.root, stored.types, Extent.EMPTY)
    except UnsatisfiableError:
        return {"data": None}, (Note.IMPOSSIBLE_ANSWER,)
    return {"data": {name: empty}}, (Note.NEVER_EMPTY,) if empty == full else ()


def _graphql_error(
    stored: StoredOperation, outcome: Outcome, asked: Asked
) -> tuple[Json, tuple[Note, ...]]:
    """Return what tells of an error: a mutation's own list of what is not valid, else `errors`."""
    operation, name = stored.operation, asked.root.name
    if outcome is Outcome.VALIDATION_ERROR and operation.method == "MUTATION":
        hints = _hints_of(outcome, USUAL_STATUS[outcome])
        with suppress(UnsatisfiableError):
            told = failed(operation, asked.root, stored.types, hints)
            if told is not None:
                return {"data": {name: told}}, (Note.SENT_IS_VALID,)
    code, message = ERRORS[outcome]
    errors: Json = [{"message": message, "path": [name], "extensions": {"code": code}}]
    data: Json = {name: None} if is_nullable(asked.root.schema) else None
    return {"errors": errors, "data": data}, (Note.GRAPHQL_ERROR,)
