"""Documents at the bounds and far beyond them, made to take time, memory or depth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from domain.contracts.reading.bounds import MOST_BYTES
from tests.domain.contracts.fuzzing.corpus import TREES, as_json, as_yaml

REQUESTS: Final = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


def described(**more: Any) -> dict[str, Any]:
    """A small OpenAPI 3.1 document with more, or something else, at its top."""
    return {"openapi": "3.1.0", "info": {"title": "Big", "version": "1"}, "paths": {}, **more}


def of_schema(schema: Any, **schemas: Any) -> dict[str, Any]:
    """A document whose only operation takes and gives what a schema says."""
    media = {"application/json": {"schema": schema}}
    operation = {
        "requestBody": {"content": media},
        "responses": {"200": {"description": "ok", "content": media}},
    }
    return described(paths={"/a": {"post": operation}}, components={"schemas": schemas})


def reference(name: object) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def sized(size: int, fill: bytes = b"x") -> bytes:
    """A valid document of exactly so many bytes, most of them in one text."""
    start, end = as_json(described())[:-1] + b', "x-more": "', b'"}'
    return start + fill * (size - len(start) - len(end)) + end


def laughs(levels: int, width: int = 10) -> bytes:
    """The billion laughs: each level is `width` times the one before."""
    lines = ["openapi: 3.1.0", "a0: &a0 [x]"]
    lines += [
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]"
        for level in range(1, levels)
    ]
    return "\n".join(lines).encode()


def merges(levels: int, width: int = 10) -> bytes:
    """Each level merges the one before `width` times."""
    lines = ["openapi: 3.1.0", "paths: {}", "a0: &a0 {k0: 1}"]
    for level in range(1, levels):
        merged = ", ".join([f"*a{level - 1}"] * width)
        lines.append(f"a{level}: &a{level} {{<<: [{merged}], k{level}: 1}}")
    return "\n".join(lines).encode()


def nested(depth: int, opening: bytes, closing: bytes) -> bytes:
    return (
        b'{"openapi": "3.1.0", "paths": {}, "x": ' + opening * depth + b"1" + closing * depth + b"}"
    )


def many_operations(count: int) -> dict[str, Any]:
    return described(paths={f"/{number}": {"get": {}} for number in range(count)})


def many_requests(count: int) -> dict[str, Any]:
    items = [{"request": f"http://a/x{number}"} for number in range(count)]
    return {"info": {"name": "Big", "schema": REQUESTS}, "item": items}


def folders(depth: int) -> dict[str, Any]:
    """A collection whose only request lies so deep."""
    item: dict[str, Any] = {"request": "http://a/b"}
    for _ in range(depth):
        item = {"item": [item]}
    return {"info": {"name": "Deep", "schema": REQUESTS}, "item": [item]}


def doubling(levels: int, keyword: str) -> dict[str, Any]:
    """Each type holds the next twice: written out, there are two to the power of `levels`."""
    schemas: dict[str, Any] = {}
    for level in range(levels):
        below = reference(level + 1)
        twice: Any = {"a": below, "b": below} if keyword == "properties" else [below, below]
        schemas[str(level)] = {keyword: twice}
    schemas[str(levels)] = {"type": "string", "enum": ["a", "b"]}
    return of_schema(reference(0), **schemas)


def chain(length: int) -> dict[str, Any]:
    """Each type is no more than a reference to the next."""
    schemas: dict[str, Any] = {str(at): reference(at + 1) for at in range(length)}
    return of_schema(reference(0), **schemas, **{str(length): {"type": "integer"}})


def ring(length: int) -> dict[str, Any]:
    """References that lead round in a ring, and each of them through a pointer into the next."""
    schemas: dict[str, Any] = {
        str(at): {"allOf": [reference(f"{(at + 1) % length}/allOf/0")]} for at in range(length)
    }
    return of_schema(reference(0), **schemas)


def everyone_knows_everyone(count: int) -> dict[str, Any]:
    schemas = {
        str(at): {"properties": {f"p{other}": reference(other) for other in range(count)}}
        for at in range(count)
    }
    return of_schema(reference(0), **schemas)


def fields(count: int) -> bytes:
    return b"type Query {" + b"".join(b"f%d:Int " % number for number in range(count)) + b"}"


def rows(count: int) -> dict[str, Any]:
    """An enumeration of so many values."""
    return of_schema({"enum": list(range(count))})


QUICK: Final[dict[str, Callable[[], bytes]]] = {
    "one byte more than the most": lambda: sized(MOST_BYTES + 1),
    "laughs": lambda: laughs(12),
    "merges": lambda: merges(40),
    "an alias of itself": lambda: b"openapi: 3.1.0\npaths: &a {b: *a}",
    "a mapping for a key": lambda: b"openapi: 3.1.0\n? {a: 1}\n: 2",
    "a list merged": lambda: b"openapi: 3.1.0\npaths: {<<: [[1], 2, {a: {}}], <<: x}",
    "tags": lambda: b"openapi: 3.1.0\npaths: !!python/object/apply:os.system ['true']",
    "lists in lists": lambda: nested(90, b"[", b"]"),
    "too many lists in lists": lambda: nested(100_000, b"[", b"]"),
    "mappings in mappings": lambda: nested(1_000, b'{"a":', b"}"),
    "folders": lambda: as_json(folders(45)),
    "too many folders": lambda: as_json(folders(200)),
    "a ring of references": lambda: as_json(ring(50)),
    "a reference to itself": lambda: as_json(of_schema(reference("a"), a=reference("a"))),
    "all of itself": lambda: as_json(of_schema(reference("a"), a={"allOf": [reference("a")]})),
    "not itself": lambda: as_json(of_schema(reference("a"), a={"not": reference("a")})),
    "doubled properties": lambda: as_json(doubling(40, "properties")),
    "doubled alternatives": lambda: as_json(doubling(40, "anyOf")),
    "doubled parts": lambda: as_json(doubling(40, "allOf")),
    "digits": lambda: b'{"openapi": "3.1.0", "paths": {}, "x": ' + b"9" * 4_000 + b"}",
    "too many digits": lambda: b'{"openapi": "3.1.0", "paths": {}, "x": ' + b"9" * 9_000 + b"}",
    "a slow pattern": lambda: as_json(
        of_schema({"type": "string", "pattern": "^(a+)+$", "example": "a" * 60 + "!"})
    ),
    "a long text": lambda: as_json(of_schema({"type": "string", "minLength": 10**9})),
    "a long list": lambda: as_json(of_schema({"items": {"type": "null"}, "minItems": 10**9})),
    "a huge key": lambda: as_json(of_schema({"properties": {"k" * 100_000: {"type": "null"}}})),
    "fragments of GraphQL": lambda: (
        b"type Query { a: " + b"[" * 5_000 + b"Int" + b"]" * 5_000 + b"}"
    ),
}
SLOW: Final[dict[str, Callable[[], bytes]]] = {
    "exactly the most": lambda: sized(MOST_BYTES),
    "spaces": lambda: b" " * MOST_BYTES,
    "a comment": lambda: b"#" * (MOST_BYTES - 22) + b"\ntype Query { a: Int }",
    "comments of YAML": lambda: (b"# a\n" * (MOST_BYTES // 4))[: MOST_BYTES - 40] + b"\na: 1",
    "slashes": lambda: b"type Query { a: Int }\n" + b"//\n" * 2_500_000,
    "quotes": lambda: b'"' * MOST_BYTES,
    "short texts": lambda: b'"a"\n' * (MOST_BYTES // 4),
    "opening braces": lambda: b"{" * MOST_BYTES,
    "opening YAML": lambda: b"- " * (MOST_BYTES // 2),
    "an anchor a line": lambda: b"".join(b"- &a%d x\n" % number for number in range(500_000)),
    "questions": lambda: b"? " * (MOST_BYTES // 2),
    "one scalar": lambda: b"openapi: " + b"x" * (MOST_BYTES - 9),
    "digits and dots": lambda: b"openapi: 3.1.0\npaths: " + b"1." * 4_000_000,
    "escapes": lambda: b'{"a": "' + rb"\ud800" * 1_300_000 + b'"}',
    "operations": lambda: as_json(many_operations(100_000)),
    "operations in YAML": lambda: as_yaml(many_operations(100_000)),
    "as many operations as may be": lambda: as_json(many_operations(5_000)),
    "requests": lambda: as_json(many_requests(100_000)),
    "as many requests as may be": lambda: as_json(many_requests(5_000)),
    "fields": lambda: fields(100_000),
    "as many fields as may be": lambda: fields(5_000),
    "arguments": lambda: (
        b"type Query { a(" + b"".join(b"a%d:A " % n for n in range(60_000)) + b"): A }"
    ),
    "types": lambda: b"".join(b"type A%d{a:A%d}" % (n, n + 1) for n in range(9_000)),
    "a chain of references": lambda: as_json(chain(9_000)),
    "a long ring of references": lambda: as_json(ring(5_000)),
    "everyone knows everyone": lambda: as_json(everyone_knows_everyone(400)),
    "a long enumeration": lambda: as_json(rows(390_000)),
    "an example of many values": lambda: as_json(
        of_schema({"type": "array", "example": [{} for _ in range(390_000)]})
    ),
    "keys twice": lambda: (
        b'{"openapi": "3.1.0", "paths": {' + b'"/a": {}, ' * 390_000 + b'"b": {}}}'
    ),
    "shared values": lambda: (
        b"openapi: 3.1.0\npaths: {}\na: &a [" + b"1," * 600 + b"]\nb: [" + b"*a," * 600 + b"]"
    ),
    "a body of many values": lambda: as_json(
        {
            **TREES["postman-2.1"],
            "item": [
                {
                    "request": {
                        "method": "POST",
                        "url": "http://a/b",
                        "body": {"mode": "raw", "raw": f"[{'{},' * 2_500_000}1]"},
                    }
                }
            ],
        }
    ),
}
