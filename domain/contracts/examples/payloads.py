"""GraphQL's mutations that tell what was wrong in a list of their own, beside what they give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.contracts.examples.generate import Extent
from domain.contracts.examples.leaves import WORD_ENDS, Hints
from domain.contracts.examples.selection import (
    Selection,
    allows_null,
    data_of,
    is_list,
    named_type_of,
)
from domain.contracts.model import Json, Operation, Schema

ERRORS: Final = frozenset({"error", "errors"})
"""Names of such a list, or their ends: `errors`, `userErrors`."""
FLAGS: Final = frozenset({"ok", "success", "successful"})
"""Names of fields that say whether all was well."""


def succeeded(root: Selection, data: Json) -> Json:
    """Make the data of a mutation that went well: no errors, where the schema has them."""
    if not isinstance(data, dict):
        return data
    return data | {
        each.name: [] if is_list(each.schema) else None
        for each in _errors(root)
        if is_list(each.schema) or allows_null(each.schema)
    }


def failed(
    operation: Operation, root: Selection, types: Mapping[str, Schema], hints: Hints
) -> Json:
    """Return the data of a mutation that was given what is not valid.

    None: its errors are elsewhere.

    `UnsatisfiableError` where a field can hold nothing.
    """
    errors = _errors(root)
    if not errors or is_list(root.schema):
        return None
    field = _first_field(operation, types)
    about = dict.fromkeys(("field", "fields", "path"), field) if field else {}
    message = hints.texts["message"]
    told = Hints(hints.texts | about | {"messages": message}, hints.numbers)
    data = data_of(root, types, Extent.FULL, told)
    return data | _nothing(root) if isinstance(data, dict) else None


def _nothing(root: Selection) -> dict[str, Json]:
    """Return what a payload has beside its errors where nothing was done."""
    found: dict[str, Json] = {}
    for each in root.inner or ():
        if each in _errors(root) or each.member or each.name == "__typename":
            continue
        if _last_word(each.name) in FLAGS and "boolean" in str(each.schema.get("type")):
            found[each.name] = False
        elif allows_null(each.schema):
            found[each.name] = None
        elif is_list(each.schema):
            found[each.name] = []
    return found


def _errors(root: Selection) -> list[Selection]:
    inner = root.inner or ()
    return [each for each in inner if not each.member and _last_word(each.name) in ERRORS]


def _last_word(name: str) -> str:
    return next((word.lower() for word in reversed(WORD_ENDS.split(name)) if word), "")


def _first_field(operation: Operation, types: Mapping[str, Schema]) -> str:
    """Return the first field that a mutation takes, a required one where there is one."""
    for each in operation.parameters:
        named = types.get(named_type_of(each.schema), {})
        for key in ("required", "properties"):
            names = named.get(key)
            if isinstance(names, list | dict) and names:
                return str(next(iter(names)))
    return next((each.name for each in operation.parameters), "")
