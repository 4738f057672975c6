"""Faults of a REST description by the published schemas, in the validator's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final

import jsonschema_rs
from openapi_spec_validator import (
    OpenAPIV2SpecValidator,
    OpenAPIV30SpecValidator,
    OpenAPIV31SpecValidator,
)

from domain.contracts.model import Json, Kind
from domain.contracts.reading.alternatives import (
    REQUIRED,
    Missed,
    nearest,
    of_python,
    of_rust,
)
from domain.contracts.reading.bounds import OutOfTimeError
from domain.contracts.reading.faults import Faults
from domain.contracts.reading.places import place
from domain.contracts.reading.watch import watched

VALIDATORS: Final = {
    Kind.SWAGGER_20: OpenAPIV2SpecValidator,
    Kind.OPENAPI_30: OpenAPIV30SpecValidator,
    Kind.OPENAPI_31: OpenAPIV31SpecValidator,
}
MOST_LISTED: Final = 50
MOST_MESSAGE: Final = 120
SAID_ALREADY: Final = "was not resolved"
"""End of its word on path parameters that are not declared: the reader notes them by line."""
MOST_STEPS: Final = 3
"""Number of steps of a path said: the line tells the rest."""
LONG_VALUE: Final = re.compile(r"^[\[{].*[\]}] (?=(?:is|does|has|should) )")
EMPTIED: Final[dict[str, Json]] = {}


def validate(tree: dict[str, Json], kind: Kind, faults: Faults, look: Callable[[], None]) -> None:
    """Note what the validator of a kind finds until `look` raises `OutOfTimeError`.

    References that lead out of the document are taken out first: nothing is ever fetched.
    """
    local = _without_remote(tree)
    found: list[Missed] = []
    try:
        look()
        _gather(local, kind, found, faults, look)
    except OutOfTimeError:
        faults.note("validation-cut", ())
    for each in found:
        _note(each, local, faults)


def _gather(
    tree: dict[str, Json],
    kind: Kind,
    found: list[Missed],
    faults: Faults,
    look: Callable[[], None],
) -> None:
    """Gather warnings, until the validator stumbles over the document."""
    lost: dict[int, Any] = {}  # Any: jsonschema's errors
    try:
        for missed, error in islice(_errors(tree, kind, look), MOST_LISTED):
            if missed.message.endswith(SAID_ALREADY):
                continue
            if error is not None and isinstance(error.validator, str):
                lost[len(found)] = error
            found.append(missed)
    except OutOfTimeError:
        raise
    except Exception:  # noqa: BLE001 - a fault of the validator's must not refuse a document
        faults.note("validation-failed", ())
    place(tree, found, lost)


def _errors(
    tree: dict[str, Json], kind: Kind, look: Callable[[], None]
) -> Iterator[tuple[Missed, Any]]:  # Any: as above
    """Return what the whole misses; then, with the errors themselves, what its parts do."""
    for error in _rules_of(kind).iter_errors(tree):
        look()
        yield nearest(of_rust(error)), None
    validator = watched(VALIDATORS[kind], tree, look)
    for error in validator.root_validator(validator.schema_path):
        yield nearest(of_python(error)), error


@lru_cache
def _rules_of(kind: Kind) -> Any:  # Any: one of jsonschema-rs's validators
    """Ask the published schema directly: the library keeps back what alternatives miss."""
    schema = dict(VALIDATORS[kind].schema_validator.schema)
    return jsonschema_rs.validator_cls_for(schema)(schema)


def _note(missed: Missed, tree: dict[str, Json], faults: Faults) -> None:
    """Say it in one line, with where it is; alike is what says the same in other places."""
    said = _shortened(" ".join(missed.message.partition("\n\nFailed validating")[0].split()))
    if missed.path:
        place = "/".join(map(str, missed.path[-MOST_STEPS:]))
        faults.note("invalid-at", missed.path, place=place, fault=said)
    else:  # what the whole lacks is said where it begins
        first = tuple(tree)[:1] if missed.rule == REQUIRED else ()
        faults.note("invalid", first, fault=said)


def _shortened(message: str) -> str:
    """Without the value that it is about, where that is long."""
    if len(message) <= MOST_MESSAGE:
        return message
    message = LONG_VALUE.sub("this ", message)
    return message if len(message) <= MOST_MESSAGE else f"{message[: MOST_MESSAGE - 1]}…"


def _without_remote(value: Json) -> Any:  # Any: as given
    if isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str) and not reference.startswith("#"):
            return EMPTIED
        return {key: _without_remote(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_without_remote(each) for each in value]
    return value
