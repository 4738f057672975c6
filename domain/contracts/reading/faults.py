"""Faults as they are found: by where they are in the document, until lines are looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.contracts.reading.bounds import MOST_FAULTS
from domain.contracts.reading.trees import Path
from domain.contracts.uploads import Fault

MOST_VALUE = 200
MOST_ALIKE = 3
EXPECTED = frozenset({"no-saved-responses", "request-again", "value-in-path"})
"""Rules that most collections break all over: once is enough to know it."""
MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A fault, at the path of a value."""

    rule: str
    path: Path
    values: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Faults:
    """Faults noted while a document is read; each once, and of one rule only so many."""

    located: list[Fault] = field(default_factory=list)
    """Those whose line is known."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Number of further faults of a rule."""
    _found: dict[Found, None] = field(default_factory=dict)
    _counts: Counter[str] = field(default_factory=Counter)

    def note(self, rule: str, path: Path, **values: object) -> None:
        """Note a fault; people read `contracts-fault-<rule>`, with values cut to what fits."""
        cut = tuple((name, str(value)[:MOST_VALUE]) for name, value in values.items())
        found = Found(rule, path, cut)
        if found in self._found:
            return
        if self._counts[rule] >= MOST_FAULTS:
            self.left_out[rule] += 1
        else:
            self._counts[rule] += 1
            self._found[found] = None

    @property
    def found(self) -> Iterator[Found]:
        """Those whose line is not known yet."""
        return iter(self._found)


def gather_alike(faults: Iterable[Fault], left_out: Mapping[str, int]) -> list[Fault]:
    """Gather faults alike: the first few, the last of which counts and places the rest.

    They are alike by their rule. What a validator says is a rule of its own in each sentence.
    """
    alike: dict[tuple[str, str], list[Fault]] = {}
    for each in faults:
        alike.setdefault((each.rule, each.values.get("fault", "")), []).append(each)
    kept: list[Fault] = []
    for (rule, _), several in alike.items():
        most = MOST_ALIKE if rule not in EXPECTED else 1
        more = len(several) - most + left_out.get(rule, 0)
        kept += several[:most]
        if more > 0:
            where = _lines(several, most, is_all=rule not in left_out)
            kept[-1] = replace(kept[-1], more=more, where=where)
    kept.sort(key=lambda fault: fault.line or 0)
    if len(kept) <= MOST_FAULTS:
        return kept
    rest = str(len(kept) - MOST_FAULTS + 1)
    return [*kept[: MOST_FAULTS - 1], Fault("more-faults", values={"count": rest})]


def _lines(several: Sequence[Fault], most: int, *, is_all: bool) -> str:
    """Return the first lines of those that are not listed, each once.

    "" where all are in one line.
    """
    if len({each.line for each in several}) == 1:
        return ""
    others = list(dict.fromkeys(str(each.line) for each in several[most:] if each.line))
    is_cut = len(others) > MOST_LINES or not is_all
    return ", ".join(others[:MOST_LINES]) + ("…" if others and is_cut else "")
