"""What is wrong with a REST description by the published schemas, in the validator's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, Final

from openapi_spec_validator import (
    OpenAPIV2SpecValidator,
    OpenAPIV30SpecValidator,
    OpenAPIV31SpecValidator,
)

from domain.contracts.model import Json, Kind
from domain.contracts.reading.faults import Faults

VALIDATORS: Final = {
    Kind.SWAGGER_20: OpenAPIV2SpecValidator,
    Kind.OPENAPI_30: OpenAPIV30SpecValidator,
    Kind.OPENAPI_31: OpenAPIV31SpecValidator,
}
MOST_LISTED: Final = 50
MOST_MESSAGE: Final = 180
SAID_ALREADY: Final = "was not resolved"
"""How its word on path parameters ends that are not declared: the reader notes them with a line."""
NAMELESS: Final = re.compile(r" is not (?:of type|one of|a '|valid )| does not match | is too ")
"""What the validator says of a value, and not of which."""
EMPTIED: Final[dict[str, Json]] = {}


class OutOfTimeError(Exception):
    """The validation took as long as it may; what was found is noted."""


def validate(
    tree: dict[str, Json], kind: Kind, faults: Faults, limit: AbstractContextManager[object]
) -> None:
    """Note what the validator of a kind finds, within `limit`, which raises `OutOfTimeError`.

    References that lead out of the document are taken out first: nothing is ever fetched.
    """
    local = _without_remote(tree)
    try:
        with limit:
            for error in islice(_errors(local, kind), MOST_LISTED):
                if str(error.message).endswith(SAID_ALREADY):
                    continue
                faults.note("invalid", tuple(error.absolute_path), fault=_message(error))
    except OutOfTimeError:
        faults.note("validation-cut", ())
    except Exception:  # noqa: BLE001 - a fault of the validator's must not refuse a document
        faults.note("validation-failed", ())


def _errors(tree: dict[str, Json], kind: Kind) -> Iterator[Any]:  # Any: jsonschema's errors
    yield from VALIDATORS[kind](tree).iter_errors()


def _message(error: Any) -> str:  # Any: see `_errors`
    """One line that says it; of alternatives that all fail, the nearest one's."""
    while getattr(error, "context", None):
        error = min(error.context, key=lambda each: len(each.message))
    message = " ".join(str(error.message).partition("\n\nFailed validating")[0].split())
    key = next((part for part in reversed(error.absolute_path) if isinstance(part, str)), "")
    if key and NAMELESS.search(message):
        message = f"{key}: {message}"
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
