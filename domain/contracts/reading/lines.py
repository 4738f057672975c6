"""At which line a value stands: looked up afterwards, and only for what has to be named."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from typing import Any

import yaml

from domain.contracts.reading.yaml_trees import LOADER

Path = tuple[str | int, ...]
TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*+"?|[\[\]{},:]|[^\s\[\]{},:"]+')


def find_lines(text: str, paths: Iterable[Path], *, is_json: bool) -> dict[Path, int]:
    """Find the line of each path, from 1; a path that is not there has that of its nearest parent.

    A path without even a parent there, such as a validator's within what a reference leads to, has
    no line.
    """
    wanted = {tuple(map(str, path)) for path in paths}
    needed = {path[:length] for path in wanted for length in range(len(path) + 1)}
    walk = _walk_json(text) if is_json else _walk_yaml(text)
    found: dict[tuple[str, ...], int] = {}
    for path, line in walk:
        if path in needed and path not in found:
            found[path] = line
            if len(found) == len(needed):
                break
    nearest = {path: _nearest(tuple(map(str, path)), found) for path in paths}
    return {path: line for path, line in nearest.items() if line is not None}


def _nearest(path: tuple[str, ...], found: dict[tuple[str, ...], int]) -> int | None:
    for length in range(len(path), 0, -1):
        if path[:length] in found:
            return found[path[:length]]
    return None


class _Steps:
    """Position of a walk over a document: in lists by index, in mappings by key."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self._indexes: list[int | None] = []

    def enter(self, *, is_list: bool) -> None:
        self._indexes.append(0 if is_list else None)
        self.path.append("0" if is_list else "")

    def leave(self) -> None:
        if self.path:
            self.path.pop()
            self._indexes.pop()

    def next_item(self) -> None:
        if self._indexes and self._indexes[-1] is not None:
            self._indexes[-1] += 1
            self.path[-1] = str(self._indexes[-1])

    def name(self, key: str) -> None:
        if self.path:
            self.path[-1] = key

    @property
    def is_in_mapping(self) -> bool:
        return bool(self._indexes) and self._indexes[-1] is None


def _walk_json(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    steps, line, at, expects_key = _Steps(), 1, 0, False
    for match in TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        sign = match[0]
        if sign in "}]":
            steps.leave()
        elif sign == ",":
            steps.next_item()
            expects_key = steps.is_in_mapping
        elif sign == ":":
            continue
        elif expects_key and sign[0] == '"':
            steps.name(_key(sign))
            expects_key = False
            yield tuple(steps.path), line
        else:
            if not steps.is_in_mapping:
                yield tuple(steps.path), line
            if sign in "{[":
                steps.enter(is_list=sign == "[")
                expects_key = sign == "{"


def _key(sign: str) -> str:
    r"""Return a key as JSON has it; PHP writes `"\/users"`."""
    if "\\" in sign:
        with suppress(ValueError):
            return str(json.loads(sign))
    return sign[1:-1]


def find_repeated(text: str, keys: Collection[str]) -> dict[str, int]:
    """Find the line at which each of some keys comes for the second time in one object of JSON."""
    seen: set[tuple[str, ...]] = set()
    found: dict[str, int] = {}
    for path, line in _walk_json(text):
        if path and path[-1] in keys:
            if path in seen:
                found.setdefault(path[-1], line)
                if len(found) == len(keys):
                    break
            seen.add(path)
    return found


def _walk_yaml(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    steps = _Steps()
    keys: list[bool] = []  # whether a mapping's next scalar is a key
    event: Any  # the C loader's events are of the same classes
    for event in yaml.parse(text, Loader=LOADER):
        kind = type(event)
        if kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            steps.leave()
            keys.pop()
            _after(steps, keys)
        elif kind in (yaml.MappingStartEvent, yaml.SequenceStartEvent):
            if not steps.is_in_mapping:
                yield tuple(steps.path), event.start_mark.line + 1
            steps.enter(is_list=kind is yaml.SequenceStartEvent)
            keys.append(kind is yaml.MappingStartEvent)
        elif kind in (yaml.ScalarEvent, yaml.AliasEvent):
            yield from _yaml_scalar(event, steps, keys)


def _yaml_scalar(
    event: Any,  # Any: the C loader's events are of the same classes
    steps: _Steps,
    keys: list[bool],
) -> Iterator[tuple[tuple[str, ...], int]]:
    if keys and keys[-1]:
        steps.name(getattr(event, "value", ""))
        keys[-1] = False
        yield tuple(steps.path), event.start_mark.line + 1
        return
    if not steps.is_in_mapping:
        yield tuple(steps.path), event.start_mark.line + 1
    _after(steps, keys)


def _after(steps: _Steps, keys: list[bool]) -> None:
    """Move on after a complete value: to the next of a list, or the next key."""
    if steps.is_in_mapping:
        keys[-1] = True
    else:
        steps.next_item()
