"""`$ref`s within a document. Nothing is ever fetched: not from the network, not from the disk."""

from __future__ import annotations

import re
from urllib.parse import unquote

from domain.contracts.model import Json
from domain.contracts.reading.faults import Faults
from domain.contracts.reading.trees import Path, at_path

MOST_STEPS = 50
"""How long a chain of references may be."""


class References:
    """Finds what references of one document point at."""

    def __init__(self, tree: Json, faults: Faults) -> None:
        self._tree = tree
        self._faults = faults
        self._found: dict[str, tuple[Path, Json] | None] = {}

    def find(self, reference: str) -> tuple[Path, Json] | None:
        """Where a reference leads, past those that only lead on; None where it leads nowhere."""
        if reference not in self._found:
            self._found[reference] = self._follow(reference)
        return self._found[reference]

    def look_up(self, reference: Json, path: Path) -> tuple[Path, Json] | None:
        """The same, noting what is wrong with it."""
        if not isinstance(reference, str):
            self._faults.note("reference-not-text", path)
            return None
        found = self.find(reference)
        if found is None:
            rule = "reference-lost" if reference.startswith("#") else "reference-remote"
            self._faults.note(rule, path, reference=reference)
        return found

    def resolve(self, value: Json, path: Path) -> tuple[Path, dict[str, Json]]:
        """A mapping, or what it refers to; an empty one where there is none."""
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
            if not reference.startswith("#"):
                return None
            path = _parts(reference)
            try:
                value = at_path(self._tree, path)
            except KeyError:
                return None
            if not isinstance(value, dict) or list(value) != ["$ref"]:
                return path, value
            reference = str(value["$ref"])
        return None


def _parts(reference: str) -> Path:
    """A JSON pointer in a fragment (RFC 6901, section 6)."""
    pointer = unquote(reference[1:])
    parts = re.split("/", pointer)[1:] if pointer.startswith("/") else []
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)
