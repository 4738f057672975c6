"""An uploaded document, read and made ready to be stored: what leaves the reading process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.contracts.changes import Change, Grade
from domain.contracts.model import Kind, Operation, SecurityScheme

PARAMETER = re.compile(r"\{[^{}]*\}")
MOST_WORDS = 500
NAMELESS = "-"
"""Stands where an operationId would, so that no tag is taken for one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a document that can be read all the same.

    People read `contracts-fault-<rule>` with `values`; `line` counts from 1, None where it is not
    about one line.
    """

    rule: str
    line: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    more: int = 0
    """Number of faults alike not listed."""
    where: str = ""
    """The first lines of those."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that gives access and was taken out; the secret itself is nowhere kept."""

    kind: str
    """`token`, `password`, `key`, `email` and so on: people read `contracts-secret-<kind>`."""
    place: str
    """Place in the document, such as `item > "Login" > request > header`; "" with lines alone."""
    hint: str
    """Its first characters, to tell it by: never more than four, and fewer of short ones."""
    line: int | None = None
    count: int = 1
    """In how many places it was; `place` is the first."""


@dataclass(frozen=True, slots=True)
class OperationEntry:
    """An operation as the database keeps it."""

    key: str
    match_key: str
    summary: str
    deprecated: bool
    words: str
    detail: str
    """JSON, as `domain.contracts.codec.pack_operation` makes it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Changes from one contract to another."""

    changes: tuple[Change, ...] = ()
    """The gravest first; not all where `counts` says that there are more."""
    counts: Mapping[Grade, int] = field(default_factory=dict)


NO_CHANGES = Comparison()


@dataclass(frozen=True, slots=True)
class Upload:
    """All that is stored and said of a document."""

    kind: Kind
    title: str
    version: str
    checksum: str
    servers: tuple[str, ...]
    schemes: Mapping[str, SecurityScheme]
    operations: tuple[OperationEntry, ...]
    types: tuple[tuple[str, str], ...]
    """Names and JSON."""
    model: bytes
    """The whole model, packed, as the reading process takes it back for a comparison."""
    faults: tuple[Fault, ...] = ()
    secrets: tuple[Secret, ...] = ()
    comparison: Comparison = NO_CHANGES
    """With the contract before it."""


def match_key(key: str) -> str:
    """Match an operation's key without the names of path parameters: `GET /users/{}`.

    Two operations of one match key are the same to a client (OpenAPI 3.1, Paths Object: templated
    paths of one hierarchy with different names are identical).
    """
    return PARAMETER.sub("{}", key)


def words_of(operation: Operation) -> str:
    """Return what an operation is found by: its key and operationId in lower case."""
    words = (operation.key, operation.name or NAMELESS, *operation.tags, operation.summary)
    return " ".join(filter(None, words)).casefold()[:MOST_WORDS]
