"""Faults as they are found: by where they are in the document, until lines are looked up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.contracts.reading.bounds import MOST_FAULTS
from domain.contracts.reading.trees import Path
from domain.contracts.uploads import Fault

MOST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A fault, at the path of a value."""

    rule: str
    path: Path
    values: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Faults:
    """What is noted while a document is read; each fault once, and no more than are listed."""

    located: list[Fault] = field(default_factory=list)
    """Those whose line is known."""
    _found: dict[Found, None] = field(default_factory=dict)
    left_out: int = 0

    def note(self, rule: str, path: Path, **values: object) -> None:
        """Note a fault; people read `contracts-fault-<rule>`, with values cut to what fits."""
        cut = tuple((name, str(value)[:MOST_VALUE]) for name, value in values.items())
        found = Found(rule, path, cut)
        if found in self._found:
            return
        if len(self._found) >= MOST_FAULTS:
            self.left_out += 1
        else:
            self._found[found] = None

    @property
    def found(self) -> Iterator[Found]:
        """Those whose line is not known yet."""
        return iter(self._found)
