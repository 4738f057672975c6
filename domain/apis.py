"""APIs: learners' projects, the contracts uploaded for them, and who builds on what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.contracts.changes import Grade
from domain.contracts.model import Kind, Operation, Schema, SecurityScheme
from domain.contracts.uploads import Fault

CARD = "api"
"""The kind of an API's card."""


class Style(StrEnum):
    """Styles of APIs; one may speak both."""

    REST = "rest"
    GRAPHQL = "graphql"


@dataclass(frozen=True, slots=True)
class ApiText:
    """An owner's words about an API."""

    name: str
    about: str = ""
    base_url: str = ""
    repository: str = ""
    stack: str = ""
    styles: frozenset[Style] = frozenset({Style.REST})


@dataclass(frozen=True, slots=True)
class Api:
    """An API as the database holds it."""

    id: int
    guild_id: int
    text: ApiText
    owner_ids: tuple[int, ...]
    """Members who may change it, in the order in which they came; empty when all left."""
    revision: int
    created_at: datetime
    changed_at: datetime
    channel_id: int | None = None
    thread_id: int | None = None
    contract_number: int | None = None
    """The number of the contract in force, or None before the first upload."""
    is_retired: bool = False

    def is_owned_by(self, member_id: int) -> bool:
        return member_id in self.owner_ids


@dataclass(frozen=True, slots=True)
class StoredContract:
    """An uploaded revision, without the model itself."""

    id: int
    api_id: int
    number: int
    """Counts an API's uploads from 1."""
    kind: Kind
    title: str
    version: str
    checksum: str
    """SHA-256 of the document after redaction, hexadecimal."""
    operations: int
    uploader_id: int | None
    uploaded_at: datetime
    counts: Mapping[Grade, int] = field(default_factory=dict)
    """Changes against the contract before, by grade."""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredOperation:
    """An operation of a contract in force, with the types that it reaches."""

    api_id: int
    contract_id: int
    contract_number: int
    operation: Operation
    types: Mapping[str, Schema]
    schemes: Mapping[str, SecurityScheme] = field(default_factory=dict)
    servers: tuple[str, ...] = ()
    kind: Kind = Kind.OPENAPI_31


@dataclass(frozen=True, slots=True)
class OperationLine:
    """An operation in a list."""

    api_id: int
    api_name: str
    key: str
    summary: str
    deprecated: bool
    words: str = ""
    """Words by which it is found, in lower case: first its key, then its operationId."""
    contract_id: int = 0
    position: int = 0
    """Place in its contract."""
