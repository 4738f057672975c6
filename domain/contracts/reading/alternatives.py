"""Values that a validator misses; of alternatives that fail, those of the nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from domain.contracts.reading.trees import Path

ENUM: Final = "enum"
REQUIRED: Final = "required"
REFERENCE: Final = "$ref"
MOST_OPTIONS: Final = 8


@dataclass(frozen=True, slots=True)
class Missed:
    """A rule that a value breaks."""

    path: Path
    rule: str
    """The schema's keyword: `type`, `required`, `enum`, `oneOf`."""
    message: str
    options: tuple[str, ...] = ()
    """Values that could stand there, of an `enum`."""
    alternatives: tuple[tuple[Missed, ...], ...] = ()
    """Values that each of several schemas misses, of which one had to fit."""


def of_rust(error: Any) -> Missed:  # Any: jsonschema-rs has no types of its errors
    """Return an error of jsonschema-rs."""
    rule = str(error.kind.name)
    context = getattr(error.kind, "context", None) or []
    return Missed(
        tuple(error.instance_path),
        rule,
        "" if context else str(error.message),  # that of a large value is as large
        _options(error.kind.options) if rule == ENUM else (),
        tuple(tuple(map(of_rust, one)) for one in context if one),
    )


def of_python(error: Any) -> Missed:  # Any: jsonschema has no types
    """Return an error of jsonschema, of which the context is one list for all alternatives."""
    by_schema: dict[object, list[Missed]] = {}
    for each in error.context or []:
        by_schema.setdefault(each.relative_schema_path[0], []).append(of_python(each))
    rule = str(next(reversed(error.absolute_schema_path), ""))
    return Missed(
        tuple(error.absolute_path),
        rule,
        str(error.message),
        _options(error.validator_value) if rule == ENUM == error.validator else (),
        tuple(map(tuple, by_schema.values())),
    )


def nearest(missed: Missed) -> Missed:
    """Return what had to be mended for the alternative to fit that was most likely meant."""
    while missed.alternatives:
        chosen = _choices(missed)
        if chosen is not None:
            return chosen
        depth = len(missed.path)
        missed = min(missed.alternatives, key=lambda each: _distance(each, depth))[0]
    return missed


def _choices(missed: Missed) -> Missed | None:
    """Tell where each alternative wants another word in one place: all of those words."""
    wanted = [[each for each in one if each.rule == ENUM] for one in missed.alternatives]
    firsts = [each[0] for each in wanted if each]
    paths = {each.path for each in firsts}
    if len(firsts) < len(missed.alternatives) or len(paths) != 1 or len(firsts) == 1:
        return None
    options = dict.fromkeys(option for each in firsts for option in each.options)
    said = firsts[0].message.partition(" is not one of ")[0]
    return replace(firsts[0], message=f"{said} is not one of {', '.join(options)}")


def _distance(missed: Sequence[Missed], depth: int) -> tuple[bool, int, int]:
    """Tell how far an alternative is from what stands there.

    Far is a reference where none stands, and one that another word in the value tells from this.
    """
    is_another = any(
        (each.rule == REQUIRED and REFERENCE in each.message)
        or (each.rule == ENUM and len(each.path) > depth)
        for each in missed
    )
    return is_another, -min((len(each.path) for each in missed), default=0), len(missed)


def _options(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(f'"{each}"' for each in values)[:MOST_OPTIONS]
