"""Whole documents of every kind: what mutations start from, and what they are compared with."""

from __future__ import annotations

import copy
import json
from typing import Any, Final

import yaml

from tests.domain.contracts import documents
from tests.domain.contracts.comparison.test_rest_changes import shop

POSTMAN_20: Final = "https://schema.getpostman.com/json/collection/v2.0.0/collection.json"


def _older_collection() -> dict[str, Any]:
    tree = copy.deepcopy(documents.COLLECTION)
    tree["info"]["schema"] = POSTMAN_20
    tree["auth"] = {"type": "bearer", "bearer": {"token": "{{token}}"}}
    tree["item"][1]["request"]["url"] = "{{base}}/users/:id/posts?page=2"
    return tree


TREES: Final[dict[str, dict[str, Any]]] = {
    "openapi-3.0": documents.OPENAPI_30,
    "openapi-3.1": documents.OPENAPI_31,
    "shop": shop(),
    "swagger-2.0": documents.SWAGGER,
    "introspection": documents.INTROSPECTION,
    "postman-2.0": _older_collection(),
    "postman-2.1": documents.COLLECTION,
}


def as_json(tree: object) -> bytes:
    """A tree as learners' tools export it; a lone surrogate stays an escape."""
    return json.dumps(tree).encode()


def as_yaml(tree: object) -> bytes:
    """A tree as learners write it."""
    text: str = yaml.safe_dump(tree, sort_keys=False, width=1_000)
    return text.encode()


TEXTS: Final[dict[str, bytes]] = {
    **{name: as_json(tree) for name, tree in TREES.items()},
    **{f"{name} in YAML": as_yaml(tree) for name, tree in TREES.items()},
    "sdl": documents.SDL.encode(),
}
