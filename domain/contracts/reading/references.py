"""`$ref`s within a document. Nothing is ever fetched: not from the network, not from the disk."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from urllib.parse import unquote

from domain.contracts.model import Json
from domain.contracts.reading.faults import Faults
from domain.contracts.reading.trees import Path, at_path

MOST_STEPS = 50
"""Number of links that a chain of references may have."""


class References:
    """Finds what references of one document point at."""

    def __init__(self, tree: Json, faults: Faults) -> None:
        self._tree = tree
        self._faults = faults
        self._found: dict[str, tuple[Path, Json] | None] = {}

    def find(self, reference: str) -> tuple[Path, Json] | None:
        """Tell where a reference leads, past those that only lead on.

        None where it leads nowhere.
        """
        if reference not in self._found:
            self._found[reference] = self._follow(reference)
        return self._found[reference]

    def look_up(self, reference: Json, path: Path) -> tuple[Path, Json] | None:
        """Look up the same, noting what is wrong with it."""
        if not isinstance(reference, str):
            self._faults.note("reference-not-text", path)
            return None
        found = self.find(reference)
        if found is None:
            rule = "reference-lost" if reference.startswith("#") else "reference-remote"
            self._faults.note(rule, path, reference=reference)
        elif not reference.startswith("#"):
            self._faults.note("reference-bare", path, reference=reference)
        return found

    def resolve(self, value: Json, path: Path) -> tuple[Path, dict[str, Json]]:
        """Return a mapping, or what it refers to; an empty one where there is none."""
        if isinstance(value, dict) and "$ref" in value:
            found = self.look_up(value["$ref"], (*path, "$ref"))
            if found is None:
                return path, {}
            path, value = found
        if isinstance(value, dict):
            return path, value
        if value is not None:
            self._faults.note("not-mapping", path, value=str(value)[:60])
        return path, {}

    def _follow(self, reference: str) -> tuple[Path, Json] | None:
        for _ in range(MOST_STEPS):
            path = self._path_of(reference)
            if path is None:
                return None
            try:
                value = at_path(self._tree, path)
            except KeyError:
                return None
            if not isinstance(value, dict) or list(value) != ["$ref"]:
                return path, value
            reference = str(value["$ref"])
        return None

    def _path_of(self, reference: str) -> Path | None:
        """Tell where a fragment points: a JSON pointer (RFC 6901, 6), or an anchor's name.

        The bare name of a schema, as in Swagger 1, is read as it is meant.
        """
        if not reference.startswith("#"):
            return self._bare.get(reference)
        pointer = unquote(reference[1:])
        if pointer and not pointer.startswith("/"):
            return self._anchors.get(pointer)
        parts = pointer.split("/")[1:]
        return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)

    @cached_property
    def _bare(self) -> dict[str, Path]:
        places: tuple[Path, ...] = (("components", "schemas"), ("definitions",))
        found: dict[str, Path] = {}
        for place in places:
            with suppress(KeyError):
                schemas = at_path(self._tree, place)
                for name in schemas if isinstance(schemas, dict) else ():
                    found.setdefault(name, (*place, name))
        return found

    @cached_property
    def _anchors(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        waiting: list[tuple[Path, Json]] = [((), self._tree)]
        while waiting:
            path, value = waiting.pop()
            if isinstance(value, dict):
                for keyword in ("$anchor", "$dynamicAnchor"):
                    name = value.get(keyword)
                    if isinstance(name, str):
                        found.setdefault(name, path)
                waiting += [((*path, key), each) for key, each in value.items()]
            elif isinstance(value, list):
                waiting += [((*path, at), each) for at, each in enumerate(value)]
        return found
