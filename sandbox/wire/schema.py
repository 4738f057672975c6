"""Bodies are checked before anything is done with them: a small language of field checks.

A check takes a value and the path to it, adds what is wrong to `faults` and returns the value to go
on with. Unknown fields are refused: Discord ignores them, but here they are mistakes to be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.world.errors import Faults, invalid_form

Path = tuple[str, ...]
Check = Callable[[Any, Path, Faults], Any]  # Any: JSON, before it is known to be right
SNOWFLAKE = re.compile(r"\d{1,20}")
REQUIRED = ("BASE_TYPE_REQUIRED", "This field is required")


def check(fields: Mapping[str, Check], body: Any, *required: str) -> dict[str, Any]:
    """Check a whole body; raises `ApiError` 50035 that names every fault."""
    faults: Faults = {}
    value = obj(fields, *required)(body, (), faults)
    if faults:
        raise invalid_form(faults)
    return dict(value)


def obj(fields: Mapping[str, Check], *required: str) -> Check:
    """Return an object with these fields and no others."""

    def checked(value: Any, path: Path, faults: Faults) -> Any:
        if not isinstance(value, dict):
            faults[path] = ("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
            return {}
        for name in required:
            if name not in value:
                faults[*path, name] = REQUIRED
        for name in value.keys() - fields.keys():
            faults[*path, name] = (
                "SANDBOX_UNKNOWN_FIELD",
                f"The sandbox knows no field {name!r} here",
            )
        return {
            name: fields[name](item, (*path, name), faults)
            for name, item in value.items()
            if name in fields
        }

    return checked


def nullable(inner: Check) -> Check:
    """Null, or what `inner` allows."""

    def checked(value: Any, path: Path, faults: Faults) -> Any:
        return None if value is None else inner(value, path, faults)

    return checked


def string(most: int | None = None, least: int = 0, pattern: str | None = None) -> Check:
    """Return text of `least` to `most` characters."""

    def checked(value: Any, path: Path, faults: Faults) -> Any:
        if not isinstance(value, str):
            faults[path] = ("STRING_TYPE_CONVERT", "Could not interpret value as string.")
        elif least and not value:
            faults[path] = REQUIRED
        elif most is not None and not least <= len(value) <= most:
            faults[path] = _length(least, most)
        elif pattern is not None and not re.fullmatch(pattern, value):
            faults[path] = ("STRING_TYPE_REGEX", "String value did not match validation regex.")
        return value

    return checked


def _length(least: int, most: int) -> tuple[str, str]:
    if least:
        return ("BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
    return ("BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def integer(least: int | None = None, most: int | None = None) -> Check:
    """Return a whole number within bounds."""

    def checked(value: Any, path: Path, faults: Faults) -> Any:
        if not isinstance(value, int) or isinstance(value, bool):
            faults[path] = ("NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif least is not None and value < least:
            faults[path] = (
                "NUMBER_TYPE_MIN",
                f"int value should be greater than or equal to {least}.",
            )
        elif most is not None and value > most:
            faults[path] = ("NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}.")
        return value

    return checked


def number() -> Check:
    """Any number."""

    def checked(value: Any, path: Path, faults: Faults) -> Any:
        if not isinstance(value, int | float) or isinstance(value, bool):
            faults[path] = ("NUMBER_TYPE_COERCE", f'Value "{value}" is not float.')
        return value

    return checked


def boolean(value: Any, path: Path, faults: Faults) -> Any:
    """Read true or false."""
    if not isinstance(value, bool):
        faults[path] = ("BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
    return value


def snowflake(value: Any, path: Path, faults: Faults) -> int:
    """Return an id, as text or number; becomes an int."""
    if isinstance(value, bool) or not SNOWFLAKE.fullmatch(str(value)):
        faults[path] = ("NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        return 0
    return int(value)


def choice(*allowed: Any) -> Check:
    """Return one of these values."""

    def checked(value: Any, path: Path, faults: Faults) -> Any:
        if value not in allowed or isinstance(value, bool):
            shown = ", ".join(map(str, allowed))
            faults[path] = ("BASE_TYPE_CHOICES", f"Value must be one of ({shown}).")
        return value

    return checked


def array(inner: Check, most: int | None = None, least: int = 0) -> Check:
    """Return a list of `least` to `most` things that `inner` allows."""

    def checked(value: Any, path: Path, faults: Faults) -> Any:
        if not isinstance(value, list):
            faults[path] = ("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        if most is not None and not least <= len(value) <= most:
            faults[path] = _length(least, most)
        return [inner(item, (*path, str(n)), faults) for n, item in enumerate(value)]

    return checked


def timestamp(value: Any, path: Path, faults: Faults) -> datetime | None:
    """Return an ISO 8601 time with its zone; becomes a datetime."""
    try:
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        faults[path] = ("DATE_TIME_TYPE_PARSE", f"Could not parse {value}. Should be ISO8601.")
        return None
    if at.tzinfo is None:
        faults[path] = ("DATE_TIME_TYPE_PARSE", f"Could not parse {value}. Should be ISO8601.")
    return at


def bits(value: Any, path: Path, faults: Faults) -> int:
    """Return a permission set: a decimal number as text; becomes an int."""
    if isinstance(value, bool) or not re.fullmatch(r"\d+", str(value)):
        faults[path] = ("NUMBER_TYPE_COERCE", f'Value "{value}" is not a permission set.')
        return 0
    return int(value)


def mapping(inner: Check) -> Check:
    """Return an object with any keys, whose values `inner` allows."""

    def checked(value: Any, path: Path, faults: Faults) -> Any:
        if not isinstance(value, dict):
            faults[path] = ("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
            return {}
        return {key: inner(item, (*path, key), faults) for key, item in value.items()}

    return checked


def anything(value: Any, _path: Path, _faults: Faults) -> Any:
    """Not checked here: whoever reads the field does."""
    return value


@dataclass(frozen=True, slots=True)
class Body:
    """A request's JSON and its uploaded files, by the number `n` of their field `files[n]`."""

    json: Any
    files: Mapping[int, tuple[str, bytes, str | None]]
