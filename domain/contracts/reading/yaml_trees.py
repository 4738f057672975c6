"""YAML to values, event by event, so that aliases stay bounded and values stay what they look like.

PyYAML's own constructors follow YAML 1.1: `no` would be false, `2024-01-01` a date and `010` eight.
OpenAPI asks for the JSON schema of YAML 1.2, so scalars are read by that here.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

import yaml

from domain.contracts.model import Json
from domain.contracts.reading.bounds import (
    MOST_DEPTH,
    MOST_FAULTS,
    MOST_NODES,
    RefusedError,
    shown_line,
    too_deep,
    too_many_values,
)
from domain.contracts.uploads import Fault

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # Any: of two types, one may be missing
WORDS: dict[str, Json] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,39})")
FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]{1,40}|(?:0|[1-9][0-9]{0,39})(?:\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,2})?"
)
MERGE = "<<"
TAB = re.compile(r" *\t")
HINTS = {
    "mapping values are not allowed": "colon",
    "expected alphabetic or numeric character": "sign",
    "unexpected end of stream": "quote",
    "expected key": "indentation",
    "expected '-' indicator": "indentation",
    "expected <block end>": "indentation",
    "find expected ':'": "key",
}
"""Words for a fault, by what the parser says."""

Container: TypeAlias = "list[Json] | dict[str, Json]"


def read_yaml(text: str, faults: list[Fault]) -> Json:
    """Read the value of a YAML text's first document.

    `RefusedError` with line, column and the fault.
    """
    builder = _Builder(faults)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if not builder.take(event):
                break
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "end of stream" in (error.problem or ""):  # where it was opened says more
            mark = error.context_mark or mark
        line = mark.line if mark else 0
        raise RefusedError(
            "contracts-refused-yaml",
            line=line + 1,
            column=(mark.column if mark else 0) + 1,
            fault=error.problem or error.context or "",
            hint=_hint(error.problem or "", text, line),
            text=shown_line(text, line + 1),
        ) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        raise RefusedError(
            "contracts-refused-yaml",
            line=line + 1,
            column=error.position - text.rfind("\n", 0, error.position),
            fault=error.reason,
            hint="",
            text=shown_line(text, line + 1).encode("unicode_escape").decode(),
        ) from None
    return builder.value


def _hint(problem: str, text: str, line: int) -> str:
    """Return a word for what is wrong: the parser speaks of its own affairs."""
    if "cannot start any token" in problem:
        lines = text.split("\n", line + 1)
        is_tab = line < len(lines) and TAB.match(lines[line]) is not None
        return "tab" if is_tab else "sign"
    return next((hint for said, hint in HINTS.items() if said in problem), "")


def scalar(text: str) -> Json:
    """Read a plain scalar (YAML 1.2.2, section 10.3, without octal and hexadecimal)."""
    if text in WORDS:
        return WORDS[text]
    first = text[0]
    if first in "-+.0123456789":
        if INTEGER.fullmatch(text):
            return int(text)
        if FLOAT.fullmatch(text):
            return float(text)
    return text


class _Builder:
    """Builds a value of events. Aliases share what their anchors hold, and count as often."""

    def __init__(self, faults: list[Fault]) -> None:
        self.value: Json = None
        self._faults = faults
        self._open: list[tuple[Container, str | None, int]] = []
        """Collections that are being filled, their anchors, and the number of values before."""
        self._keys: list[str | None] = []
        """The key that waits for its value, for each mapping that is being filled."""
        self._anchors: dict[str, tuple[Json, int]] = {}
        self._merged: list[set[str]] = []
        """For each value that is being filled, its keys that came by `<<`: they may be replaced."""
        self._count = 0
        self._is_over = False

    def take(self, event: Any) -> bool:  # Any: the C loader's events are of the same classes
        """Take an event; False after what follows the first document."""
        kind = type(event)
        if self._is_over:
            if kind is yaml.DocumentStartEvent and len(self._faults) < MOST_FAULTS:
                self._faults.append(Fault("more-documents", event.start_mark.line + 1))
            return False
        if kind is yaml.ScalarEvent:
            given = event.value.replace("\0", "\ufffd")  # no text that is kept may have it
            value = scalar(given) if event.implicit[0] else given
            if event.anchor:
                self._anchors[event.anchor] = (value, 1)
            self._put(value, 1, event)
        elif kind is yaml.MappingStartEvent:
            self._enter({}, event)
        elif kind is yaml.SequenceStartEvent:
            self._enter([], event)
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self._leave(event)
        elif kind is yaml.AliasEvent:
            self._alias(event)
        self._is_over = kind is yaml.DocumentEndEvent
        return True

    def _enter(self, container: Container, event: Any) -> None:  # Any: see `take`
        if len(self._open) >= MOST_DEPTH:
            raise too_deep()
        self._open.append((container, event.anchor, self._count))
        self._keys.append(None)
        self._merged.append(set())

    def _leave(self, event: Any) -> None:  # Any: see `take`
        container, anchor, before = self._open.pop()
        self._keys.pop()
        self._merged.pop()
        size = self._count - before + 1
        if anchor:
            self._anchors[anchor] = (container, size)
        self._put(container, 1, event)

    def _alias(self, event: Any) -> None:  # Any: see `take`
        if event.anchor not in self._anchors:  # of a value that is being filled, or of none
            raise RefusedError(
                "contracts-refused-alias", line=event.start_mark.line + 1, name=event.anchor
            )
        value, size = self._anchors[event.anchor]
        self._put(value, size, event)

    def _put(self, value: Json, size: int, event: Any) -> None:  # Any: see `take`
        self._count += size
        if self._count > MOST_NODES:
            raise too_many_values()
        if not self._open:
            self.value = value
            return
        container = self._open[-1][0]
        if isinstance(container, list):
            container.append(value)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = _key(value, event)
            return
        self._keys[-1] = None
        self._set(container, key, value, event)

    def _set(
        self,
        mapping: dict[str, Json],
        key: str,
        value: Json,
        event: Any,  # Any: see `take`
    ) -> None:
        if key == MERGE:
            for other in value if isinstance(value, list) else [value]:
                if isinstance(other, dict):
                    new = {name: each for name, each in other.items() if name not in mapping}
                    mapping.update(new)
                    self._merged[-1].update(new)
            return
        if key in self._merged[-1]:
            self._merged[-1].discard(key)
        elif key in mapping and len(self._faults) < MOST_FAULTS:
            self._faults.append(
                Fault("duplicate-key", event.start_mark.line + 1, {"key": key[:100]})
            )
        mapping[key] = value


def _key(value: Json, event: Any) -> str:  # Any: see `_Builder.take`
    """Return a key as JSON has it: `200` and `true` are written as they stand."""
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if isinstance(value, str | int | float):
        return str(value)
    raise RefusedError("contracts-refused-key", line=event.start_mark.line + 1)
