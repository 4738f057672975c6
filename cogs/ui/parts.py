"""Parts of custom ids and chosen values, read as the types that their handlers ask for.

A handler's parameters are its schema: `pressed(self, interaction, actor, id_: int, move: Move, *,
chosen: int)` takes two parts and one chosen value. What a custom id of another
version holds instead raises `UnreadableError`, before the handler runs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from domain.ids import parse_id

MOST_PAGES = 100_000
Page: TypeAlias = Annotated[int, MOST_PAGES]
"""A page's number: small enough that the rows before it can be counted."""
CHOSEN = "chosen"
"""The keyword that takes what was chosen in a select: one value, or a tuple of them."""
_GIVEN = frozenset({"self", "cls", "interaction", "actor", "values", CHOSEN})
"""Parameters that no custom id fills."""


class UnreadableError(ValueError):
    """A custom id, a choice or a form that this version of Nexus does not understand."""


@dataclass(frozen=True, slots=True)
class Schema:
    """Types of a handler's parts, and of what is chosen (None where nothing is)."""

    parts: tuple[Any, ...]  # Any: types, aliases and unions alike
    chosen: Any

    def read(self, parts: Sequence[str]) -> tuple[Any, ...]:  # Any: each of its own type
        """Read every part; `UnreadableError` where their number or one of them is wrong."""
        if len(parts) != len(self.parts):
            raise UnreadableError(f"{len(self.parts)} parts are needed, there are {len(parts)}")
        return tuple(map(read_value, self.parts, parts))

    def read_chosen(self, values: Sequence[str]) -> dict[str, Any]:  # Any: of the asked type
        """Read what was chosen as a handler's keyword arguments; `UnreadableError` likewise."""
        if self.chosen is None:
            return {}
        if get_origin(self.chosen) is tuple:
            kind = get_args(self.chosen)[0]
            return {CHOSEN: tuple(read_value(kind, value) for value in values)}
        if len(values) != 1:
            raise UnreadableError(f"one choice is needed, there are {len(values)}")
        return {CHOSEN: read_value(self.chosen, values[0])}


def schema_of(handler: Callable[..., object]) -> Schema:
    """Derive the schema of a handler from its annotations."""
    hints = get_type_hints(handler, include_extras=True)
    names = [name for name in inspect.signature(handler).parameters if name not in _GIVEN]
    return Schema(tuple(hints[name] for name in names), hints.get(CHOSEN))


def read_value(kind: Any, text: str) -> Any:  # Any: a type or alias, and a value of it
    """Read one value as `kind`: a number, a limited number, a word, an enum, or a union of them.

    Nothing, and for numbers 0, is read as None where `kind` allows it.
    """
    if kind is str:
        return text
    origin = None if isinstance(kind, type) else get_origin(kind)
    if origin in {Union, UnionType}:
        return _read_one_of(get_args(kind), text)
    if origin is Literal and text in get_args(kind):
        return next(word for word in get_args(kind) if word == text)  # a member of an enum, too
    if origin is Annotated or kind is int:
        number = parse_id(text, *get_args(kind)[1:])
        if number is not None:
            return number
    if isinstance(kind, type) and issubclass(kind, Enum):
        found = _members_of(kind).get(text)
        if found is not None:
            return found
    raise UnreadableError(f"{text[:50]!r} is not {kind}")


@cache
def _members_of(kind: type[Enum]) -> dict[str, Enum]:
    """Members of an enum by the texts of their values."""
    return {str(each.value): each for each in kind}


def _read_one_of(kinds: Sequence[Any], text: str) -> Any:  # Any: as `read_value`
    if NoneType in kinds and (not text or (text == "0" and int in kinds)):
        return None
    for kind in kinds:
        try:
            return read_value(kind, text)
        except UnreadableError:
            continue
    raise UnreadableError(f"{text[:50]!r} is none of {kinds}")
