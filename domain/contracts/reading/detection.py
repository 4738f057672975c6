"""Kind of a document, told from its content: names and endings of files lie."""

from __future__ import annotations

import re

from domain.contracts.model import Json, Kind
from domain.contracts.reading.bounds import RefusedError
from domain.contracts.reading.faults import Faults

SDL_START = re.compile(
    r"(?:extend\s+)?(?:type|input|enum|interface|union|scalar|schema|directive)\b\s*[@\w{\"]"
)
SDL_SKIPPED = re.compile(
    r'(?:\s++|#[^\n]*+|//[^\n]*+|"""(?:[^"\\]|\\"""|\\|"(?!""))*+"""|"[^"\n]*+"(?=\s*\n))*+'
)
"""Possessive: a way back over megabytes of comments would take hundreds of megabytes."""
QUERY_START = re.compile(r"(?:query|mutation|subscription|fragment)\b\s*(?:\w+\s*)?[({@\w]")
POSTMAN_SCHEMA = re.compile(r"/collection/v(\d)\.(\d)")
COLLECTION_KINDS = {("2", "0"): Kind.POSTMAN_20, ("2", "1"): Kind.POSTMAN_21}


def looks_like_sdl(text: str) -> bool:
    """Tell whether the first definition after comments is a GraphQL type's."""
    skipped = SDL_SKIPPED.match(text)
    return SDL_START.match(text, skipped.end() if skipped else 0) is not None


def looks_like_query(text: str) -> bool:
    """Tell whether it is what is asked of an API in GraphQL, and no schema."""
    skipped = SDL_SKIPPED.match(text)
    return QUERY_START.match(text, skipped.end() if skipped else 0) is not None


def detect_kind(tree: Json, faults: Faults) -> Kind:
    """Return the kind of a JSON or YAML document; `RefusedError` naming what was expected."""
    if not isinstance(tree, dict):
        raise RefusedError("contracts-refused-no-mapping")
    if tree.get("_postman_variable_scope") and "values" in tree:
        raise RefusedError("contracts-refused-environment")
    for look in (_swagger, _openapi, _collection, _introspection, _unversioned):
        kind = look(tree, faults)
        if kind is not None:
            return kind
    keys = ", ".join(list(map(str, tree))[:5])
    raise RefusedError("contracts-refused-kind", keys=keys[:100])


def _openapi(tree: dict[str, Json], faults: Faults) -> Kind | None:
    version = tree.get("openapi")
    if version is None:
        return None
    text = str(version).strip().lstrip("vV")
    if text.startswith("3.0") or text == "3":
        return Kind.OPENAPI_30
    if not text.startswith("3."):
        raise RefusedError("contracts-refused-version", version=text[:20])
    if not text.startswith("3.1"):
        faults.note("newer-version", ("openapi",), version=text)
    return Kind.OPENAPI_31


def _swagger(tree: dict[str, Json], faults: Faults) -> Kind | None:
    version = tree.get("swagger")
    if version is None:
        return None
    if str(version).startswith("3"):
        faults.note("version-misplaced", ("swagger",), version=version)
        return _openapi({"openapi": version}, faults)
    if not str(version).startswith("2"):
        raise RefusedError("contracts-refused-version", version=str(version)[:20])
    if version != "2.0":
        faults.note("version-not-text", ("swagger",), version=version)
    return Kind.SWAGGER_20


def _collection(tree: dict[str, Json], faults: Faults) -> Kind | None:
    wrapped = tree.get("collection")
    if isinstance(wrapped, dict) and "info" in wrapped:
        tree = wrapped
    info = tree.get("info")
    if "requests" in tree and ("folders" in tree or "order" in tree):
        raise RefusedError("contracts-refused-collection-v1")
    if not isinstance(info, dict) or not ("item" in tree or "_postman_id" in info):
        return None
    match = POSTMAN_SCHEMA.search(str(info.get("schema", "")))
    if match is None:
        faults.note("collection-without-schema", ("info",))
        return Kind.POSTMAN_21
    kind = COLLECTION_KINDS.get((match[1], match[2]))
    if kind is None:
        raise RefusedError("contracts-refused-collection-v1")
    return kind


def _introspection(tree: dict[str, Json], _: Faults) -> Kind | None:
    data = tree.get("data", tree)
    return Kind.GRAPHQL_INTROSPECTION if isinstance(data, dict) and "__schema" in data else None


def _unversioned(tree: dict[str, Json], faults: Faults) -> Kind | None:
    if not isinstance(tree.get("paths"), dict):
        return None
    is_old = "definitions" in tree or "host" in tree or "basePath" in tree
    faults.note("version-missing", (), field="swagger" if is_old else "openapi")
    return Kind.SWAGGER_20 if is_old else Kind.OPENAPI_30
