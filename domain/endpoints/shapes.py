"""Reading what is asked for: the operation and its examples; and telling where JSON is broken."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from math import isinf

from domain.contracts.model import ROOTS
from domain.contracts.reading.redaction import Redaction
from domain.endpoints.records import MAX_EXAMPLE, MAX_PATH, WITHOUT_BODY, Shape
from domain.errors import UserError
from domain.json_text import load_json

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
MOST_DEPTH = 30
_FIELD = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,99}")
_QUOTED_FIELD = re.compile(r"(query|mutation|subscription)[.\s]+(\S+)", re.IGNORECASE)
_SEGMENT_PARAMETER = re.compile(r"/(?::|<(?:\w+:)?)(\w+)>?(?=/|$)")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?')
_OTHERS = re.compile(r"[\s?#]")
_HOST = re.compile(r"https?://[^/]+", re.IGNORECASE)
_BRACED = re.compile(r"\{\{?\s*(\w+)(?::\w+)?\s*\}\}?")
_PARAMETER = re.compile(r"\{[^{}]+\}")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[{}\[\],:]|[^\s{}\[\],:"]+')
_SAID_AS = {
    "Expecting value": "value",
    "Expecting ':' delimiter": "colon",
    "Expecting ',' delimiter": "comma",
    "Expecting property name enclosed in double quotes": "name",
    "Extra data": "extra",
    "Unterminated string starting at": "unterminated",
    "Invalid control character at": "control",
    "Invalid \\escape": "escape",
    "Invalid \\uXXXX escape": "escape",
    "Unexpected UTF-8 BOM (decode using utf-8-sig)": "mark",
    "Illegal trailing comma before end of object": "trailing",
    "Illegal trailing comma before end of array": "trailing",
}
"""The rule behind each message of Python's parser, which it says in English alone."""
_READABLE = frozenset({"arguments", "argument", "query", "twice", "half", "huge"})
_HALF = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class JsonFault:
    """Place at which a text stops being JSON; `line` and `column` count from 1."""

    line: int
    column: int
    what: str
    """Part at fault, where the rule names it."""
    rule: str
    """Rule that people read as `endpoints-json-<rule>`."""

    @property
    def is_json(self) -> bool:
        """True where it can be read as JSON all the same, and is at fault as an example."""
        return self.rule in _READABLE


def check_json(text: str) -> JsonFault | None:
    """Return the first fault of a text as JSON (RFC 8259).

    None for JSON, and for nothing at all.
    """
    if not text.strip():
        return None
    try:
        value = load_json(text, most_depth=MOST_DEPTH, parse_constant=_refuse)
    except (RecursionError, ValueError) as error:
        return _parsers_word(text, error)
    if _depth(value) > MOST_DEPTH:
        return JsonFault(1, 1, str(MOST_DEPTH), "deep")
    return _oddity(text)


def check_request(shape: Shape) -> JsonFault | None:
    """Return the first fault of a request example; what names parameters has to be an object."""
    fault = check_json(shape.request)
    if fault is not None or not shape.request.strip():
        return fault
    value = json.loads(shape.request)
    if shape.is_graphql:
        if not isinstance(value, dict):
            return JsonFault(1, 1, "", "arguments")
        wrong = next((name for name in value if not _FIELD.fullmatch(name)), None)
        if wrong is None:
            return None
        return _fault_at(shape.request, _place_of(wrong, shape.request), wrong, "argument")
    is_query = shape.method in WITHOUT_BODY
    return JsonFault(1, 1, "", "query") if is_query and not isinstance(value, dict) else None


def _parsers_word(text: str, error: RecursionError | ValueError) -> JsonFault:
    """Name the rule that stopped the parser, and the place."""
    if isinstance(error, json.JSONDecodeError):
        rule = _SAID_AS.get(error.msg.rstrip(": "))
        what = "" if rule else error.msg
        return JsonFault(error.lineno, error.colno, what, rule or "other")
    if isinstance(error, _ConstantError):
        outside = _STRING.sub(lambda found: " " * len(found[0]), text)
        return _fault_at(text, outside.find(str(error)), str(error), "constant")
    if isinstance(error, RecursionError):
        return JsonFault(1, 1, str(MOST_DEPTH), "deep")
    return JsonFault(1, 1, "", "too-much")  # digits beyond what Python turns into a number


def _place_of(name: str, text: str) -> int:
    """Tell where an object names one of its own fields."""
    depth, before = 0, ""
    for token in _TOKEN.finditer(text):
        word = token[0]
        is_name = depth == 1 and before in {"{", ","}
        if is_name and word[0] == '"' and json.loads(word) == name:
            return token.start()
        depth += (word in {"{", "["}) - (word in {"}", "]"})
        before = word
    return 0


def _oddity(text: str) -> JsonFault | None:
    """Find what JSON allows and readers disagree about (RFC 8259, 4, 6 and 8.2)."""
    names: list[set[str] | None] = []  # of the objects that are open; of a list, None
    is_name = False
    for token in _TOKEN.finditer(text):
        word = token[0]
        if word[0] == '"':
            value = json.loads(word)
            if _HALF.search(value):
                return _fault_at(text, token.start(), "", "half")
            known = names[-1] if names else None
            if is_name and known is not None:
                if value in known:
                    return _fault_at(text, token.start(), value, "twice")
                known.add(value)
        elif word in "]}":
            names.pop()
        elif word in "[{":
            names.append(set() if word == "{" else None)
        elif word[0] in "-0123456789" and isinf(float(word)):
            return _fault_at(text, token.start(), word, "huge")
        is_name = word == "{" or (word == "," and bool(names) and names[-1] is not None)
    return None


def without_secrets(text: str) -> tuple[str, int]:
    """Return a text, JSON or not, with its secrets replaced, and how many those were.

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


class _ConstantError(ValueError):
    """`NaN` or `Infinity`, which Python reads and JSON does not know."""


def _refuse(constant: str) -> object:
    raise _ConstantError(constant)


def _fault_at(text: str, position: int, what: str, rule: str) -> JsonFault:
    before = text[: max(position, 0)]
    column = len(before) - (before.rfind("\n") + 1) + 1
    return JsonFault(before.count("\n") + 1, column, what, rule)


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
    """Parse what the options name: a method and a path, or a GraphQL field.

    `UserError` otherwise.
    """
    if field and (path or (method and method not in ROOTS)):
        raise UserError("endpoints-both")
    if field:
        return parse_field(field, method)
    if not path or method in ROOTS:
        raise UserError("endpoints-neither")
    named, _, rest = path.strip().partition(" ")
    if named.upper() in METHODS and method in (None, named.upper()):
        method, path = named.upper(), rest
    return Shape(method or "GET", parse_path(path))


def parse_path(typed: str) -> str:
    """Parse a path with `{names}` for parameters, as OpenAPI writes it.

    `UserError` for what is none.

    Express's `:id`, Django's `<int:id>`, Starlette's `{id:int}` and Postman's `{{id}}` are
    understood; an address loses its host.
    """
    path = _BRACED.sub(r"{\1}", _HOST.sub("", typed.strip(), count=1))
    if not path.startswith("/") or _OTHERS.search(path):
        raise UserError("endpoints-path", path=typed[:MAX_PATH])
    path = _SEGMENT_PARAMETER.sub(r"/{\1}", path)
    if set("{}") & set(_PARAMETER.sub("", path)) or len(path) > MAX_PATH:
        raise UserError("endpoints-path", path=typed[:MAX_PATH])
    return path


def parse_field(typed: str, method: str | None = None) -> Shape:
    """Parse a GraphQL field such as `Mutation.login` or `users`, which is a query's."""
    root, name = method or "QUERY", typed.strip()
    if named := _QUOTED_FIELD.fullmatch(name):
        root, name = named[1].upper(), named[2]
    if not _FIELD.fullmatch(name):
        raise UserError("endpoints-field", field=typed[:MAX_PATH])
    return Shape(root, name)


def parse_key(typed: str) -> Shape:
    """Parse an operation as people write it on one line: `POST /orders`, `Mutation.login`."""
    first, _, rest = typed.strip().partition(" ")
    if first.upper() in METHODS and rest.strip():
        return Shape(first.upper(), parse_path(rest))
    if typed.strip().startswith("/"):
        return Shape("GET", parse_path(typed))
    return parse_field(typed)
