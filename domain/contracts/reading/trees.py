"""JSON and YAML to values, within the bounds; where each value stood is found again by its path."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from domain.contracts.model import Json
from domain.contracts.reading.bounds import (
    MOST_DEPTH,
    MOST_NODES,
    RefusedError,
    shown_line,
    too_deep,
    too_many_values,
)
from domain.contracts.reading.lines import find_repeated
from domain.contracts.reading.yaml_trees import read_yaml
from domain.contracts.uploads import Fault
from domain.ids import parse_id
from domain.json_text import load_json

MOST_TWICE = 10
ESCAPE = re.compile(
    r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\u0000)"
    r"|\\.",
    re.DOTALL,
)
REPLACEMENT = r"\ufffd"
Path = tuple[str | int, ...]
"""Place of a value: keys and indexes from the top."""


def read_json(text: str, faults: list[Fault]) -> Json:
    """Read the value of a JSON text; `RefusedError` with line, column and the fault.

    Keys that come twice keep their last value, and are warned of.
    """
    twice: list[str] = []

    def gather(pairs: list[tuple[str, Any]]) -> dict[str, Any]:  # Any: JSON
        found = dict(pairs)
        if len(found) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            twice.extend(key for key, count in counts.items() if count > 1)
        return found

    try:
        value = parse_json(text, gather)
    except json.JSONDecodeError as error:
        raise json_fault(text, error) from None
    except RecursionError:
        raise too_deep() from None
    except ValueError:  # a number with more digits than Python converts
        raise RefusedError("contracts-refused-number") from None
    if twice:
        keys = dict.fromkeys(twice[:MOST_TWICE])
        lines = find_repeated(text, keys)
        faults += [Fault("duplicate-key", lines.get(key), {"key": key[:100]}) for key in keys]
    return value


def parse_json(
    text: str,
    gather: Callable[[list[tuple[str, Any]]], dict[str, Any]] = dict,  # Any: JSON
) -> Json:
    """Parse the value of a JSON text, of which all can be stored and shown: `ValueError` for none.

    `gather` makes a mapping of its pairs. What JSON has no number for is None.
    """
    value: Json = load_json(
        _whole_pairs(text),
        most_depth=MOST_DEPTH,
        object_pairs_hook=gather,
        parse_constant=_no_number,
        parse_float=_finite,
    )
    return value


def _whole_pairs(text: str) -> str:
    """Return a JSON text with U+FFFD for escapes of half a surrogate pair, and of NUL.

    JSON allows them (RFC 8259, section 8.2), but nothing that people read or a database keeps does.
    """
    if not any(each in text for each in ("\\ud", "\\uD", "\\u0000")):
        return text
    return ESCAPE.sub(lambda found: REPLACEMENT if found[2] else found[0], text)


def json_fault(text: str, error: json.JSONDecodeError) -> RefusedError:
    """Return what is wrong with a JSON text, and where."""
    return RefusedError(
        "contracts-refused-json",
        line=error.lineno,
        column=error.colno,
        fault=error.msg,
        text=shown_line(text, error.lineno),
    )


def _finite(text: str) -> float | None:
    """Refuse numbers too large for a float: they are infinite, and JSON has none such."""
    value = float(text)
    return value if math.isfinite(value) else None


def _no_number(name: str) -> None:
    """NaN and the infinities are Python's, not JSON's."""


def check_bounds(value: Json) -> None:
    """`RefusedError` where a value is too deep or holds too much."""
    count = 0
    level: Sequence[Json] = [value]
    for _ in range(MOST_DEPTH):
        below: list[Json] = []
        for each in level:
            if isinstance(each, dict):
                below += each.values()
            elif isinstance(each, list):
                below += each
        count += len(below)
        if count > MOST_NODES:
            raise too_many_values()
        if not below:
            return
        level = below
    raise too_deep()


def at_path(value: Json, path: Iterable[str | int]) -> Json:
    """Return the value at a path; `KeyError` where there is none."""
    for part in path:
        if isinstance(value, dict) and str(part) in value:
            value = value[str(part)]
        elif isinstance(value, list) and (index := parse_id(str(part), len(value) - 1)) is not None:
            value = value[index]
        else:
            raise KeyError(part)
    return value


__all__ = ["Path", "at_path", "check_bounds", "json_fault", "parse_json", "read_json", "read_yaml"]
