"""Reading what is asked for: the operation and its examples; and telling where JSON is broken."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from domain.contracts.model import ROOTS
from domain.contracts.reading.redaction import Redaction
from domain.endpoints.records import MAX_EXAMPLE, MAX_PATH, Shape
from domain.errors import UserError

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
MOST_DEPTH = 30
_FIELD = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,99}")
_QUOTED_FIELD = re.compile(r"(query|mutation|subscription)[.\s]+(\S+)", re.IGNORECASE)
_SEGMENT_PARAMETER = re.compile(r"/(?::|<(?:\w+:)?)(\w+)>?(?=/|$)")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_OTHERS = re.compile(r"[\s?#]")


@dataclass(frozen=True, slots=True)
class JsonFault:
    """Where a text stops being JSON; `line` and `column` count from 1."""

    line: int
    column: int
    what: str
    """What the parser says, in English; ends up quoted."""


def check_json(text: str) -> JsonFault | None:
    """The first fault of a text as JSON (RFC 8259); None for JSON, and for nothing at all."""
    if not text.strip():
        return None
    try:
        value = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        return JsonFault(error.lineno, error.colno, error.msg)
    except _ConstantError as error:
        outside = _STRING.sub(lambda found: " " * len(found[0]), text)
        return _fault_at(text, outside.find(str(error)), f"{error} is no JSON")
    except (RecursionError, ValueError):  # digits beyond what Python turns into a number
        return JsonFault(1, 1, "nested too deeply, or a number is too long")
    if _depth(value) > MOST_DEPTH:
        return JsonFault(1, 1, f"nested deeper than {MOST_DEPTH} levels")
    return None


def without_secrets(text: str) -> tuple[str, int]:
    """A text, JSON or not, with its secrets replaced, and how many those were.

    JSON without any stays as it was written; what has some is written anew.
    """
    redaction = Redaction()
    if not text.strip() or check_json(text) is not None:
        return redaction.text(text), len(redaction.taken)
    value = redaction.tree(json.loads(text))
    if not redaction.taken:
        return text, 0
    written = json.dumps(value, indent=2, ensure_ascii=False)
    if len(written) > MAX_EXAMPLE:
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return written, len(redaction.taken)


class _ConstantError(Exception):
    """`NaN` or `Infinity`, which Python reads and JSON does not know."""


def _refuse(constant: str) -> object:
    raise _ConstantError(constant)


def _fault_at(text: str, position: int, what: str) -> JsonFault:
    before = text[: max(position, 0)]
    return JsonFault(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1, what)


def _depth(value: object) -> int:
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        each, depth = waiting.pop()
        deepest = max(deepest, depth)
        if depth > MOST_DEPTH:
            break
        inner = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        waiting += [(child, depth + 1) for child in inner]
    return deepest


def parse_operation(method: str | None, path: str | None, field: str | None) -> Shape:
    """What the options name: a method and a path, or a GraphQL field; `UserError` otherwise."""
    if field and (path or (method and method not in ROOTS)):
        raise UserError("endpoints-both")
    if field:
        return parse_field(field, method)
    if not path or method in ROOTS:
        raise UserError("endpoints-neither")
    return Shape(method or "GET", parse_path(path))


def parse_path(typed: str) -> str:
    """A path with `{names}` for parameters, as OpenAPI writes it; `UserError` for what is none.

    Express's `:id` and Django's `<int:id>` are understood; an address loses its host.
    """
    path = re.sub(r"^https?://[^/]+", "", typed.strip())
    if not path.startswith("/") or _OTHERS.search(path):
        raise UserError("endpoints-path", path=typed[:MAX_PATH])
    path = _SEGMENT_PARAMETER.sub(r"/{\1}", path)
    if path.count("{") != path.count("}") or len(path) > MAX_PATH:
        raise UserError("endpoints-path", path=typed[:MAX_PATH])
    return path


def parse_field(typed: str, method: str | None = None) -> Shape:
    """A GraphQL field such as `Mutation.login` or `users`, which is a query's."""
    root, name = method or "QUERY", typed.strip()
    if named := _QUOTED_FIELD.fullmatch(name):
        root, name = named[1].upper(), named[2]
    if not _FIELD.fullmatch(name):
        raise UserError("endpoints-field", field=typed[:MAX_PATH])
    return Shape(root, name)


def parse_key(typed: str) -> Shape:
    """An operation as people write it on one line: `POST /orders`, `Mutation.login`."""
    first, _, rest = typed.strip().partition(" ")
    if first.upper() in METHODS and rest.strip():
        return Shape(first.upper(), parse_path(rest))
    if typed.strip().startswith("/"):
        return Shape("GET", parse_path(typed))
    return parse_field(typed)
