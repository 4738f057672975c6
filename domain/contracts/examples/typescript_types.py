"""Schemas as types of TypeScript: interfaces, unions, literals; named types once each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final

from domain.contracts.examples.checks import type_name
from domain.contracts.model import Json, Schema

IDENTIFIER: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
WORDS: Final = re.compile(r"[A-Za-z0-9]+")
SIMPLE: Final = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}
TAKEN: Final = frozenset(
    {
        *("any", "unknown", "never", "void", "object", "string", "number", "boolean", "symbol"),
        *("bigint", "undefined", "null", "Array", "Record", "Promise", "Error", "Response"),
        *("Request", "Date", "Map", "Set", "Object", "String", "Number", "Boolean", "FormData"),
        *(
            "Body",
            "Headers",
            "URL",
            "URLSearchParams",
            "JSON",
            "Function",
            "Symbol",
            "File",
            "Blob",
        ),
    }
)
"""Names that mean something already, wherever the types are pasted."""
MOST_DEPTH: Final = 12
MOST_TYPES: Final = 60
"""Named types that are written; what else is referred to is `unknown`."""


class TypeWriter:
    """Writes types; `declarations` gives the named ones that were met on the way."""

    def __init__(
        self,
        types: Mapping[str, Schema],
        taken: frozenset[str] = frozenset(),
        suffix: str = "",
        other: TypeWriter | None = None,
        own: frozenset[str] = frozenset(),
    ) -> None:
        """`other` writes all types but `own`; both keep their names apart."""
        self._types = types
        self._suffix = suffix
        self._names: dict[str, str] = {}
        self._other = other
        self._own_types = own
        self.taken: set[str] = other.taken if other else {*TAKEN, *taken}

    def declare(self, name: str, schema: Schema) -> str:
        """Return a declaration of a type under a name that is not a contract's own."""
        written = self.write(schema)
        if written.startswith("{") and _is_one_object(written):
            return f"export interface {name} {written}"
        return f"export type {name} = {written};"

    def declarations(self) -> list[str]:
        """Return all named types that were referred to, and those that they refer to."""
        found: dict[str, str] = {}
        while missing := [name for name in self._names if name not in found]:
            for name in missing:
                found[name] = self.declare(self._names[name], self._types.get(name, {}))
        return list(found.values())

    def name_of(self, name: str) -> str:
        """Name the identifier of a named type; `unknown` for one too many."""
        if self._other is not None and name not in self._own_types:
            return self._other.name_of(name)
        if name not in self._names:
            if len(self._names) >= MOST_TYPES or name not in self._types:
                return "unknown"
            self._names[name] = self.free(pascal(name) + self._suffix)
        return self._names[name]

    def free(self, stem: str) -> str:
        """Return the identifier, or with a number behind it where it is taken."""
        wanted, number = stem, 2
        while wanted in self.taken:
            wanted, number = f"{stem}{number}", number + 1
        self.taken.add(wanted)
        return wanted

    def write(self, schema: Schema, depth: int = 0) -> str:
        """Write the type of a schema, as an expression."""
        if depth > MOST_DEPTH:
            return "unknown"
        if schema.get("not") == {}:
            return "never"
        if (literals := _literals(schema)) is not None:
            return literals
        joined = [part for part in self._joined(schema, depth) if part != "unknown"]
        own = self._own(schema, depth)
        if own is not None:
            joined.append(own)
        if len(joined) > 1:
            return " & ".join(map(_grouped, dict.fromkeys(joined)))
        return joined[0] if joined else "unknown"

    def _joined(self, schema: Schema, depth: int) -> Iterator[str]:
        """Return what holds beside a schema's own keywords."""
        if (name := type_name(schema)) is not None:
            yield self.name_of(name)
        for part in _schemas(schema.get("allOf")):
            yield self.write(part, depth + 1)
        for key in ("oneOf", "anyOf"):
            if alternatives := _schemas(schema.get(key)):
                yield _union([self.write(part, depth + 1) for part in alternatives])

    def _own(self, schema: Schema, depth: int) -> str | None:
        given = schema.get("type")
        names = given if isinstance(given, list) else [given or _about(schema)]
        written = [
            self._of_type(name, schema, depth)
            for name in names
            if isinstance(name, str) and not (name == "object" and self._says_nothing(schema))
        ]
        return _union(written) if written else None

    def _says_nothing(self, schema: Schema) -> bool:
        """Tell whether `type: object` only repeats what a part beside it says."""
        beside = any(key in schema for key in ("$ref", "allOf", "oneOf", "anyOf"))
        keys = ("properties", "additionalProperties", "required")
        return beside and not any(key in schema for key in keys)

    def _of_type(self, name: str, schema: Schema, depth: int) -> str:
        if name == "array":
            prefix = _schemas(schema.get("prefixItems"))
            items = schema.get("items")
            rest = self.write(items, depth + 1) if isinstance(items, dict) else "unknown"
            if prefix:
                parts = [self.write(part, depth + 1) for part in prefix]
                return f"[{', '.join([*parts, f'...{_grouped(rest)}[]'])}]"
            return f"{_grouped(rest)}[]"
        if name == "object":
            return self._object(schema, depth)
        return SIMPLE.get(name, "unknown")

    def _object(self, schema: Schema, depth: int) -> str:
        properties, required = schema.get("properties"), schema.get("required")
        needed = required if isinstance(required, list) else []
        fields = properties if isinstance(properties, dict) else {}
        known: dict[str, Json] = dict(fields)
        known |= {str(name): {} for name in needed if name not in known}
        other = schema.get("additionalProperties")
        if not known:
            if not isinstance(other, dict):
                return "Record<string, unknown>"
            return f"{{\n  [key: string]: {self._field(other, depth)};\n}}"  # may hold itself
        lines = [
            f"  {key_of(name)}{'' if name in needed else '?'}: {self._field(each, depth)};"
            for name, each in known.items()
        ]
        return "\n".join(["{", *lines, "}"])

    def _field(self, schema: Json, depth: int) -> str:
        written = self.write(schema, depth + 1) if isinstance(schema, dict) else "unknown"
        return written.replace("\n", "\n  ")


def pascal(text: str, usual: str = "Value") -> str:
    """Return words of any text as an identifier in PascalCase."""
    joined = "".join(word[:1].upper() + word[1:] for word in WORDS.findall(text))[:80]
    return (joined if not joined[:1].isdigit() else f"{usual}{joined}") or usual


def literal(value: Json) -> str:
    """Return a value as an expression of TypeScript that nothing in it can end early."""
    text = json.dumps(value, ensure_ascii=False, indent=None)
    return escaped(text)


def escaped(text: str) -> str:
    """JSON's text with what JavaScript or a page around it could read otherwise written out."""
    for mark in ("\u2028", "\u2029", "\u0085", "\u007f"):
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text.replace("</", "<\\/")


def key_of(name: str) -> str:
    """Return a property's name as a key: quoted where it is no identifier."""
    return name if IDENTIFIER.fullmatch(name) and name != "__proto__" else literal(name)


def _literals(schema: Schema) -> str | None:
    """Return the values that a schema lists, as a union of literals."""
    if "const" in schema:
        return _literal_type(schema["const"])
    values = schema.get("enum")
    if isinstance(values, list) and values:
        return _union([_literal_type(each) for each in values])
    return None


def _literal_type(value: Json) -> str:
    """Return the type of one value: objects and lists have no literal type."""
    if isinstance(value, dict):
        return "Record<string, unknown>"
    if isinstance(value, list):
        return "unknown[]"
    return literal(value)


def _about(schema: Schema) -> str | None:
    """Return the type that a schema without one is about."""
    if any(key in schema for key in ("properties", "additionalProperties", "required")):
        return "object"
    return "array" if any(key in schema for key in ("items", "prefixItems")) else None


def _schemas(value: Json) -> list[Schema]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _union(parts: list[str]) -> str:
    unique = list(dict.fromkeys(parts))
    if "unknown" in unique:
        return "unknown"
    if len(unique) == 1:
        return unique[0]
    return " | ".join(f"({each})" if "&" in _outside(each) else each for each in unique) or "never"


def _grouped(text: str) -> str:
    """Return the type in brackets where something behind it would bind closer."""
    return f"({text})" if _outside(text) else text


def _outside(text: str) -> str:
    """Tell which of `|` and `&` stand outside of brackets and texts."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*+"?', '""', text)
    depth, found = 0, ""
    for mark in bare:
        depth += (mark in "{[(<") - (mark in "}])>")
        if mark in "|&" and depth == 0:
            found += mark
    return found


def _is_one_object(text: str) -> bool:
    return not _outside(text) and text.endswith("}")
