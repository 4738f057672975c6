"""Operations of small documents, as the database gives them."""

from __future__ import annotations

import json
from typing import Any

from domain.apis import StoredOperation
from domain.contracts.model import Contract
from domain.contracts.reading.documents import read_document


def contract_of(document: dict[str, Any] | str) -> Contract:
    """What a document says."""
    text = document if isinstance(document, str) else json.dumps(document)
    return read_document(text.encode()).contract


def stored_of(document: dict[str, Any] | str | Contract, key: str) -> StoredOperation:
    """An operation of a document."""
    contract = document if isinstance(document, Contract) else contract_of(document)
    operation = contract.find(key)
    assert operation is not None, [each.key for each in contract.operations]
    return StoredOperation(
        api_id=1,
        contract_id=1,
        contract_number=1,
        operation=operation,
        types=contract.types,
        schemes=contract.schemes,
        servers=contract.servers,
        kind=contract.kind,
    )


def one_operation(operation: dict[str, Any], **more: Any) -> StoredOperation:
    """An OpenAPI document's only operation, `POST /things/{id}`."""
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://things.example.com"}],
        "paths": {"/things/{id}": {"post": {"responses": {}, **operation}}},
        **more,
    }
    return stored_of(document, "POST /things/{id}")
