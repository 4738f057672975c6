"""A contract's content in one model, for REST, GraphQL and collections.

Schemas are JSON Schema (draft 2020-12) as plain mappings, whatever dialect they were read from:
`nullable` has become a type `"null"`, exclusive bounds are numbers, `example` is `examples`. A
reference to a named type reads `{"$ref": "#/types/<name>"}`; `Contract.types` holds the types.
`$ref` stands alone or beside other keywords, which then hold as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Schema: TypeAlias = dict[str, Json]
"""A JSON Schema; `True` is `{}`, and `False` is `{"not": {}}`."""

TYPES = "#/types/"
"""Beginning of a reference to a named type."""
NOTHING: Mapping[str, Json] = MappingProxyType({})
SDL_TYPE = "x-graphql"
"""Keyword: the type of a value as GraphQL writes it, such as `[Product!]!`."""

SDL_KIND = "x-graphql-kind"
"""Keyword: what GraphQL calls a type, such as `ENUM` or `UNION`."""
SDL_ARGUMENTS = "x-arguments"
"""Keyword: the arguments of a GraphQL field, by name."""
REASON = "x-deprecation-reason"
"""Keyword: why a GraphQL field or argument is deprecated, which mostly says what to use instead."""


class Kind(StrEnum):
    """Kinds of documents."""

    OPENAPI_30 = "openapi-3.0"
    OPENAPI_31 = "openapi-3.1"
    SWAGGER_20 = "swagger-2.0"
    GRAPHQL_SDL = "graphql-sdl"
    GRAPHQL_INTROSPECTION = "graphql-introspection"
    POSTMAN_20 = "postman-2.0"
    POSTMAN_21 = "postman-2.1"

    @property
    def is_graphql(self) -> bool:
        return self in {Kind.GRAPHQL_SDL, Kind.GRAPHQL_INTROSPECTION}

    @property
    def is_collection(self) -> bool:
        """Collections list requests as they were sent: they promise less than a description."""
        return self in {Kind.POSTMAN_20, Kind.POSTMAN_21}


class Place(StrEnum):
    """Places of a parameter."""

    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    COOKIE = "cookie"
    ARGUMENT = "argument"
    """An argument of a GraphQL field."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation, or a header of a response."""

    name: str
    place: Place
    schema: Schema = field(default_factory=dict)
    required: bool = False
    deprecated: bool = False
    sunset: date | None = None
    description: str = ""
    examples: tuple[Json, ...] = ()
    style: str = ""
    """Style of lists and objects (OpenAPI's `style`, with `+explode`), else ""."""


@dataclass(frozen=True, slots=True)
class Media:
    """A body in one media type."""

    schema: Schema | None = None
    """None: the document says nothing about its shape."""
    examples: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """Body of a request by media type (`application/json`, lower case, no parameters)."""

    media: Mapping[str, Media]
    required: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """A response. `status` is `200`, a class such as `2XX`, or `default`."""

    status: str
    description: str = ""
    media: Mapping[str, Media] = field(default_factory=dict)
    headers: tuple[Parameter, ...] = ()


Requirement: TypeAlias = Mapping[str, tuple[str, ...]]
"""Security schemes that are needed together, each with its scopes."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked of an API.

    `method` is upper case (`GET`), or for GraphQL `QUERY`, `MUTATION` or `SUBSCRIPTION`; `path` is
    `/users/{id}`, or a GraphQL field's name.
    """

    method: str
    path: str
    name: str = ""
    """Its operationId, or the name that a collection gives it."""
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    responses: tuple[Response, ...] = ()
    security: tuple[Requirement, ...] = ()
    """Any one of these does; an empty requirement among them, or none at all: open to everybody."""
    deprecated: bool = False
    sunset: date | None = None
    """Day on which it goes away, from `x-sunset`."""
    reason: str = ""
    """Reason why a GraphQL field is deprecated, often with what to use instead; else ""."""

    @property
    def key(self) -> str:
        """Name as people write it (`GET /users/{id}`, `Query.user`); unique within a contract."""
        root = ROOTS.get(self.method)
        return f"{root}.{self.path}" if root else f"{self.method} {self.path}"


ROOTS = {"QUERY": "Query", "MUTATION": "Mutation", "SUBSCRIPTION": "Subscription"}
"""GraphQL's root types by method; HTTP's own method QUERY is unknown to the kinds read here."""


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """A way to prove who one is: `type` as in OpenAPI, `detail` what a client must match."""

    type: str
    detail: str = ""
    """`bearer`, `header X-Token`, the flows' addresses: a change of it breaks clients."""
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """All that a document says. Operations are in its order, each key once."""

    kind: Kind
    title: str = ""
    version: str = ""
    servers: tuple[str, ...] = ()
    operations: tuple[Operation, ...] = ()
    types: Mapping[str, Schema] = field(default_factory=dict)
    schemes: Mapping[str, SecurityScheme] = field(default_factory=dict)
    sdl: str = ""
    """GraphQL's whole schema in its own language; "" for other kinds."""

    def find(self, key: str) -> Operation | None:
        """Find the operation of a key, exactly."""
        return next((each for each in self.operations if each.key == key), None)
