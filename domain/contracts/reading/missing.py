"""Where in a document a validator's word belongs, which it does not always say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import jsonschema_rs

from domain.contracts.model import Json
from domain.contracts.reading.alternatives import Missed, of_python, of_rust
from domain.contracts.reading.trees import Path

DEFAULT: Final = "default"


def located(tree: dict[str, Json], errors: Sequence[Any]) -> list[Missed]:  # Any: jsonschema's
    """The errors with their paths in the document, and with what each alternative misses.

    The validator of whole documents keeps back what the alternatives miss: those are asked for
    again. That of single schemas names paths within them: the place is looked for.
    """
    alternatives = _alternatives(tree, errors)
    missed: list[Missed] = []
    lost: dict[int, Any] = {}
    for error in errors:
        if isinstance(error.validator, str):  # the validator of a schema, and not of the whole
            lost[len(missed)] = error
        key = (tuple(error.absolute_path), tuple(error.absolute_schema_path))
        missed.append(alternatives.get(key) or of_python(error))
    for at, start in _found(tree, lost).items():
        missed[at] = _below(missed[at], start)
    return missed


def _alternatives(
    tree: dict[str, Json],
    errors: Sequence[Any],  # Any: as above
) -> dict[tuple[Path, Path], Missed]:
    keys = {
        (tuple(error.absolute_path), tuple(error.absolute_schema_path)): error.schema
        for error in errors
        if not error.context and tuple(error.absolute_schema_path)[-1:] in {("oneOf",), ("anyOf",)}
    }
    if not keys:
        return {}
    schema = next(iter(keys.values()))
    found: dict[tuple[Path, Path], Missed] = {}
    for error in jsonschema_rs.validator_cls_for(schema)(schema).iter_errors(tree):
        key = (tuple(error.instance_path), tuple(error.schema_path))
        if key in keys:
            found[key] = of_rust(error)
            if len(found) == len(keys):
                break
    return found


def _found(tree: Json, lost: dict[int, Any]) -> dict[int, Path]:  # Any: as above
    """Of each error within a schema, the path of the first such schema in the document."""
    waiting: dict[str, list[int]] = {}
    for at, error in lost.items():
        path = tuple(error.absolute_path) or (DEFAULT,)
        waiting.setdefault(str(path[0]), []).append(at)
    found: dict[int, Path] = {}
    for path, mapping in _mappings(tree, ()):
        for key in waiting.keys() & mapping.keys():
            for at in waiting[key]:
                if at not in found and _fits(mapping, lost[at]):
                    found[at] = path if lost[at].absolute_path else (*path, DEFAULT)
    return found


def _fits(mapping: dict[str, Json], error: Any) -> bool:  # Any: as above
    value: Any = mapping  # Any: of whichever kind the path leads to
    try:
        for step in tuple(error.absolute_path) or (DEFAULT,):
            value = value[step]
    except (KeyError, IndexError, TypeError):
        return False
    return type(value) is type(error.instance) and bool(value == error.instance)


def _mappings(value: Json, path: Path) -> Iterator[tuple[Path, dict[str, Json]]]:
    waiting: list[tuple[Path, Json]] = [(path, value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            yield path, value
            waiting += [((*path, key), each) for key, each in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [((*path, at), value[at]) for at in reversed(range(len(value)))]


def _below(missed: Missed, start: Path) -> Missed:
    """The same, with paths from the document's root."""
    return replace(
        missed,
        path=(*start, *missed.path),
        alternatives=tuple(
            tuple(_below(each, start) for each in one) for one in missed.alternatives
        ),
    )
