"""Ways in which a document goes wrong: in its values, and in its bytes."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

Path = tuple[str | int, ...]

HOSTILE: Final[tuple[Any, ...]] = (
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    10**400,
    -(10**400),
    1e308,
    5e-324,
    "",
    " ",
    "\x00",
    "\ud800",
    "a\udfffb",
    "\u202e`|*_~@everyone",
    "\r\n\u2028\x85",
    "x" * 5_000,
    "{}",
    "{{x}}",
    "{",
    '{"a": NaN, "b": -Infinity, "c": 1e999, "d": "\\ud800", "a": {{x}}}',
    "[" * 3_000,
    "9" * 5_000,
    "(a+)+$",
    "[",
    "http://[",
    "https://a:b@c:99999999/{x}?{y}#z",
    "2024-99-99",
    "200",
    "object",
    "null",
    [],
    [[]],
    [None],
    [{}],
    ["a", 1, None, {}],
    {},
    {"": {}},
    {"$ref": "#"},
    {"$ref": "#/"},
    {"$ref": ""},
    {"$ref": 7},
    {"$ref": {"$ref": "#"}},
    {"$ref": "#/~2/%zz/%ff/~"},
    {"$ref": "#/paths/~1products~1/get/parameters/-1"},
    {"$ref": "#/components/schemas/Product/properties/owner/allOf/99999999999999999999"},
    {"$ref": "#/components/schemas/\ud800"},
    {"$ref": "file:///etc/passwd"},
    {"$ref": "https://example.com/x.json#/a"},
    {"$ref": "#/components/schemas/Product", "properties": {"name": {"$ref": "#/paths"}}},
    {"\ud800": "\udc00", "\x00": 1, "x" * 3_000: {}},
    {"type": ["null"], "enum": [], "const": {}, "pattern": "(", "minimum": "1"},
    {"type": "array", "items": [], "minItems": 10**12, "uniqueItems": True},
    {"type": "string", "pattern": "^(a|a)*$", "minLength": 10**9, "maxLength": -4},
    {"type": "integer", "multipleOf": 0, "minimum": 1e300, "maximum": -1e300},
    {"type": "object", "required": ["a", 1, None], "additionalProperties": {"$ref": "#"}},
    {"allOf": {}, "oneOf": [], "anyOf": [None, 1], "not": []},
    {"discriminator": {"propertyName": 1, "mapping": []}, "oneOf": [{"$ref": "#/nope"}]},
    {"type": "object", "minProperties": 10**9, "patternProperties": {"(": {}}},
)
"""Values that no document should have in most of its places, and in some it should."""


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a tree below its top, in its order."""
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, each in items:
        yield (*path, key)
        yield from places(each, (*path, key))


def changed_at(tree: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """A copy of a tree with another value at a place."""
    changed = copy.deepcopy(tree)
    _parent(changed, path)[path[-1]] = value
    return changed


def _parent(tree: Any, path: Path) -> Any:
    for part in path[:-1]:
        tree = tree[part]
    return tree


def _replace(draw: DrawFn, tree: Any, path: Path) -> None:
    _parent(tree, path)[path[-1]] = copy.deepcopy(draw(st.sampled_from(HOSTILE)))


def _delete(_draw: DrawFn, tree: Any, path: Path) -> None:
    del _parent(tree, path)[path[-1]]


def _duplicate(draw: DrawFn, tree: Any, path: Path) -> None:
    """The value stands in another place as well, which may be within itself."""
    other = draw(st.sampled_from(list(places(tree))))
    value = copy.deepcopy(_parent(tree, path)[path[-1]])
    _parent(tree, other)[other[-1]] = value


def _retype(_draw: DrawFn, tree: Any, path: Path) -> None:
    """A list becomes a mapping, a mapping a list, and anything else a text or a number."""
    parent = _parent(tree, path)
    value = parent[path[-1]]
    if isinstance(value, dict):
        parent[path[-1]] = list(value.values())
    elif isinstance(value, list):
        parent[path[-1]] = {str(number): each for number, each in enumerate(value)}
    else:
        parent[path[-1]] = len(value) if isinstance(value, str) else str(value)


def _rename(draw: DrawFn, tree: Any, path: Path) -> None:
    parent = _parent(tree, path)
    if isinstance(parent, dict):
        name = draw(st.sampled_from([each for each in HOSTILE if isinstance(each, str)]))
        parent[name] = parent.pop(path[-1])


def _wrap(draw: DrawFn, tree: Any, path: Path) -> None:
    """The value is put deeper, by some levels of what nests in contracts."""
    parent = _parent(tree, path)
    key = draw(st.sampled_from(["items", "allOf", "properties", "item", "ofType", "schema"]))
    for _ in range(draw(st.integers(1, 60))):
        inner = parent[path[-1]]
        parent[path[-1]] = {key: [inner] if key in {"allOf", "item"} else inner}


CHANGES: Final = (_replace, _delete, _duplicate, _retype, _rename, _wrap)


@st.composite
def mutated(draw: DrawFn, tree: dict[str, Any], most: int = 4) -> dict[str, Any]:
    """The tree after one to `most` changes."""
    changed = copy.deepcopy(tree)
    for _ in range(draw(st.integers(1, most))):
        found = list(places(changed))
        if not found:
            break
        draw(st.sampled_from(CHANGES))(draw, changed, draw(st.sampled_from(found)))
    return changed


NOISE: Final = (
    b"\x00",
    b"\xff",
    b"\xc3(",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\r",
    b"\r\n",
    b"\t",
    b'"',
    b'"""',
    b"{",
    b"]",
    b"&a ",
    b"*a",
    b"<<: ",
    b"!!python/object/apply:os.system [x]",
    b"---\n",
    b"...\n",
    b"%YAML 9.9\n",
    b"? ",
    b"\xe2\x80\xa8",
    b"1e999",
    b"-.inf",
    b"9" * 5_000,
    b"\\ud800",
)


@st.composite
def damaged(draw: DrawFn, text: bytes, most: int = 3) -> bytes:
    """The text with bytes flipped, cut out, put in, doubled or cut off."""
    data = bytearray(text)
    for _ in range(draw(st.integers(1, most))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(1, 40))
        match draw(st.sampled_from(["flip", "cut", "noise", "double", "end"])):
            case "flip":
                data[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "cut":
                del data[at : at + length]
            case "noise":
                data[at:at] = draw(st.sampled_from(NOISE))
            case "double":
                data[at:at] = data[at : at + length]
            case _:
                del data[at:]
    return bytes(data)


def encoded(text: bytes) -> SearchStrategy[bytes]:
    """The text as editors and systems save it, rightly and wrongly."""
    words = text.decode("utf-8", "replace")
    return st.sampled_from(
        [
            b"\xef\xbb\xbf" + text,
            text.replace(b"\n", b"\r\n"),
            text.replace(b"\n", b"\r"),
            words.encode("utf-16"),
            b"\xfe\xff" + words.encode("utf-16-be"),
            words.encode("utf-16-le"),
            words.encode("utf-32"),
            (b"\xff\xfe" + words.encode("utf-16-le"))[:-1],
            text + b"\x00",
            text + b"\xff",
            b"\n" * 1_000 + text,
        ]
    )
