"""Places in a document that a validator's word on a schema is about: it names paths within that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from domain.contracts.model import Json
from domain.contracts.reading.alternatives import Missed
from domain.contracts.reading.trees import Path

DEFAULT: Final = "default"


def place(tree: dict[str, Json], missed: list[Missed], lost: Mapping[int, Any]) -> None:
    """Give those that a schema's validator found, by their positions, paths from the root."""
    for at, start in _found(tree, lost).items():
        missed[at] = replace(missed[at], path=(*start, *missed[at].path))


def _found(tree: Json, lost: Mapping[int, Any]) -> dict[int, Path]:  # Any: as above
    """Find for each error within a schema the path of the first such schema."""
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
