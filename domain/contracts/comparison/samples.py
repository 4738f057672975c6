"""Changes of samples: a collection shows what was once sent, and promises nothing.

So nothing breaks where one side is a collection. What is worth a look is told, and what only says
that other samples were saved is not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from domain.contracts.comparison.rules import Found
from domain.contracts.comparison.values import types_in

GONE: Final = frozenset(
    {
        *("parameter-removed", "parameter-removed-deprecated", "parameter-removed-before-sunset"),
        *("body-removed", "request-media-removed", "response-media-removed"),
        *("header-removed", "header-required-removed", "request-property-removed"),
        *("request-property-removed-closed", "response-property-removed"),
        "response-property-optional-removed",
    }
)
NEEDED: Final = {
    "parameter-required-added": "parameter-added",
    "body-required-added": "body-added",
    "request-property-required-added": "request-property-added",
    "request-property-required-default-added": "request-property-added",
    "parameter-became-required": "",
    "body-became-required": "",
    "request-property-became-required": "",
    "request-property-became-required-default": "",
}
"""Rules on what must be sent: only a description can say so, samples just have more."""
TYPES: Final = frozenset({"request-type-changed", "response-type-changed"})
ACCESS: Final = frozenset({"security-added", "security-set", "security-scope-added"})
TOLD: Final = frozenset(
    {
        *("collection-response-removed", "response-error-removed", "response-added"),
        *("operation-renamed", "operation-deprecated", "operation-deprecated-with-day"),
        *("security-widened", "security-dropped", "security-offered"),
        *("parameter-added", "parameter-removed-after-sunset"),
        *("parameter-deprecated", "parameter-deprecated-with-day"),
        *("body-added", "request-media-added", "response-media-added", "header-added"),
        *("request-property-added", "response-property-added", "property-deprecated"),
    }
)
"""Rules that mean the same of samples."""


def as_of_samples(found: Found, *, is_described: bool) -> Found | None:
    """Return what a difference means between samples, or None.

    `is_described`: the new side promises.
    """
    rule = found.rule
    if rule in TOLD:
        return found
    if rule in GONE:
        return replace(found, rule="collection-part-gone")
    if rule in NEEDED:
        needed = "collection-part-needed" if is_described else NEEDED[rule]
        return replace(found, rule=needed) if needed else None
    if rule in TYPES:
        return replace(found, rule="collection-type-changed") if _is_other(found) else None
    return replace(found, rule="collection-access-changed") if rule in ACCESS else None


def _is_other(found: Found) -> bool:
    """Tell whether samples have types that they did not have.

    Null and an empty list say nothing.
    """
    was, is_ = types_in(found.was), types_in(found.is_)
    return _is_json(found.place) and bool(was) and bool(is_) and not is_ <= was


def _is_json(place: tuple[str, ...]) -> bool:
    """Tell whether it is in a body of JSON: all else is text in a collection, whatever it means."""
    media = place[1:2] if place[:1] == ("request",) else place[2:3]
    return place[:1] in {("request",), ("response",)} and media[0].endswith("json")
