"""Records to plain JSON and back, by their type annotations."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


def plain(value: Any) -> Any:  # Any: a record, or whatever one holds
    """Return what a record holds, as JSON can write it; bytes are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(held)
            for field in fields(value)
            if not isinstance(held := getattr(value, field.name), bytes)
        }
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, datetime) else value


def restore(kind: Any, value: Any) -> Any:  # Any: a type annotation, and JSON for it
    """Read what `plain` wrote; `TypeError` or `ValueError` for anything else."""
    if value is None:
        return None
    kind = _without_none(kind)
    arguments = get_args(kind)
    if get_origin(kind) is list:
        return [restore(arguments[0], item) for item in value]
    if get_origin(kind) is dict:
        key, item_kind = arguments
        return {key(name): restore(item_kind, item) for name, item in value.items()}
    return _restore_one(kind, value) if isinstance(kind, type) else value


def _restore_one(kind: type, value: Any) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(value)
    if is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: restore(hints[name], item) for name, item in value.items()})
    return kind(value) if issubclass(kind, Enum) else value


def _without_none(kind: Any) -> Any:
    if get_origin(kind) not in (Union, UnionType):
        return kind
    rest = [one for one in get_args(kind) if one is not NoneType]
    return rest[0] if len(rest) == 1 else Any


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
