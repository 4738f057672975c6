"""Rules of changes by name, with their grade.

The grades agree with those of oasdiff's checks ("Breaking Changes" and its list of checks: error
is breaking, warning is risky, info is safe), and for GraphQL with graphql-core's breaking,
dangerous and safe changes. Where they do not, docs/contract-changes.md says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from domain.contracts.changes import Grade


class Direction(StrEnum):
    """Directions: who sends it decides whether narrowing or widening breaks."""

    REQUEST = "request"
    RESPONSE = "response"

    def choose(self, request: str, response: str) -> str:
        """Choose the name of a rule: each is written out, so that a search finds it."""
        return request if self is Direction.REQUEST else response

    @property
    def opposite(self) -> Direction:
        return Direction.RESPONSE if self is Direction.REQUEST else Direction.REQUEST


@dataclass(frozen=True, slots=True)
class Found:
    """A difference, before it is known under which operation it stands."""

    rule: str
    place: tuple[str, ...] = ()
    was: str = ""
    is_: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    origin: tuple[object, ...] = ()
    """The pair of schemas that it is a difference of, and its place there."""

    @property
    def grade(self) -> Grade:
        return GRADES[self.rule]

    def under(self, *place: str) -> Found:
        """Return the same, seen from further out."""
        place = (*place, *self.place)
        return Found(self.rule, place, self.was, self.is_, self.values, self.origin)

    def within(self, pair: tuple[object, ...]) -> Found:
        """Return the same, as a difference of a pair of schemas, if it is of none within it."""
        return self if self.origin else replace(self, origin=(pair, self.place))


_BREAKING: Final = (
    "kind-changed",
    "operation-removed",
    "operation-removed-before-sunset",
    "sunset-removed",
    "sunset-sooner",
    "sunset-too-soon",
    "parameter-removed-before-sunset",
    "parameter-required-added",
    "parameter-became-required",
    "parameter-style-changed",
    "optional-parameter-default-changed",
    "body-required-added",
    "body-became-required",
    "body-removed",
    "request-media-removed",
    "request-body-described",
    "response-success-removed",
    "response-media-removed",
    "response-body-undescribed",
    "header-required-removed",
    "header-became-optional",
    "security-added",
    "security-set",
    "security-scope-added",
    "request-type-changed",
    "request-format-changed",
    "response-type-changed",
    "response-format-changed",
    "request-property-removed-closed",
    "request-entries-closed",
    "request-property-required-added",
    "request-property-required-default-added",
    "request-property-became-required",
    "request-property-became-required-default",
    "response-property-removed",
    "response-property-became-optional",
    "request-became-not-nullable",
    "response-became-nullable",
    "request-enum-value-removed",
    "request-became-enum",
    "response-enum-opened",
    "response-const-changed",
    "request-bound-set",
    "request-bound-tightened",
    "response-bound-loosened",
    "request-pattern-added",
    "response-pattern-removed",
    "request-alternative-removed",
    "response-alternative-added",
    "request-condition-tightened",
    "response-condition-loosened",
    "condition-changed",
    "graphql-type-removed",
    "graphql-type-changed-kind",
    "graphql-type-removed-from-union",
    "graphql-value-removed-from-enum",
    "graphql-required-input-field-added",
    "graphql-implemented-interface-removed",
    "graphql-field-removed",
    "graphql-field-changed-kind",
    "graphql-field-became-nullable",
    "graphql-input-field-removed",
    "graphql-input-field-changed-kind",
    "graphql-required-arg-added",
    "graphql-arg-removed",
    "graphql-arg-changed-kind",
    "graphql-directive-removed",
    "graphql-directive-arg-removed",
    "graphql-required-directive-arg-added",
    "graphql-directive-repeatable-removed",
    "graphql-directive-location-removed",
    "graphql-input-became-choice",
)
_RISKY: Final = (
    "operation-removed-deprecated",
    "collection-request-removed",
    "collection-response-removed",
    "collection-part-gone",
    "collection-part-needed",
    "collection-type-changed",
    "collection-access-changed",
    "parameter-removed",
    "parameter-default-changed",
    "header-removed",
    "request-property-removed",
    "request-property-became-read-only",
    "request-property-became-not-read-only",
    "response-property-optional-removed",
    "response-property-became-write-only",
    "response-property-became-not-write-only",
    "response-enum-value-added",
    "request-pattern-changed",
    "response-pattern-changed",
    "request-closed",
    "response-opened",
    "discriminator-changed",
    "condition-unclear",
    "graphql-value-added-to-enum",
    "graphql-type-added-to-union",
    "graphql-optional-input-field-added",
    "graphql-optional-arg-added",
    "graphql-implemented-interface-added",
    "graphql-arg-default-value-change",
    "graphql-input-field-default-value-change",
)
_SAFE: Final = (
    "operation-removed-after-sunset",
    "operation-added",
    "operation-moved",
    "operation-deprecated",
    "operation-deprecated-with-day",
    "operation-reactivated",
    "operation-renamed",
    "sunset-added",
    "sunset-later",
    "parameter-added",
    "parameter-removed-deprecated",
    "parameter-removed-after-sunset",
    "parameter-became-optional",
    "parameter-deprecated",
    "parameter-deprecated-with-day",
    "parameter-reactivated",
    "body-added",
    "body-became-optional",
    "request-media-added",
    "request-body-undescribed",
    "response-error-removed",
    "response-added",
    "response-media-added",
    "response-media-narrowed",
    "response-body-described",
    "header-added",
    "header-became-required",
    "security-widened",
    "security-dropped",
    "security-offered",
    "request-type-widened",
    "response-type-narrowed",
    "request-property-added",
    "request-property-became-optional",
    "response-property-added",
    "response-property-became-required",
    "request-became-nullable",
    "response-became-not-nullable",
    "request-enum-value-added",
    "request-enum-opened",
    "response-enum-value-removed",
    "response-known-value-added",
    "response-became-enum",
    "request-bound-loosened",
    "response-bound-tightened",
    "request-pattern-removed",
    "response-pattern-added",
    "default-changed",
    "request-opened",
    "response-closed",
    "request-alternative-added",
    "response-alternative-removed",
    "request-condition-loosened",
    "response-condition-tightened",
    "property-deprecated",
    "property-reactivated",
    "graphql-type-added",
    "graphql-directive-added",
    "graphql-field-added",
    "graphql-directive-repeatable-added",
    "graphql-directive-location-added",
    "graphql-optional-directive-arg-added",
    "graphql-field-changed-kind-safe",
    "graphql-input-field-changed-kind-safe",
    "graphql-arg-changed-kind-safe",
    "graphql-arg-default-value-added",
    "graphql-input-field-default-value-added",
    "graphql-input-became-no-choice",
    "graphql-deprecated",
    "graphql-deprecation-explained",
    "graphql-reactivated",
)
GRADES: Final[Mapping[str, Grade]] = {
    rule: grade
    for grade, rules in (
        (Grade.BREAKING, _BREAKING),
        (Grade.RISKY, _RISKY),
        (Grade.SAFE, _SAFE),
    )
    for rule in rules
}
