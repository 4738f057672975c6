"""The vectors that are kept of documents, and what is still to be made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from storage import app_state
from storage.connection import Connection
from storage.queries import load_queries
from storage.semantic.encoder import Meaning, cosines
from storage.stamps import Row

WANTED = "search-vectors"
"""Under this key is remembered that somebody makes vectors; the triggers know it too."""

_queries = load_queries("search_vectors")


@dataclass(frozen=True, slots=True)
class Pending:
    """A document whose vector is to be made, and its text now."""

    kind: str
    source_id: int
    title: str
    body: str


async def want(connection: Connection) -> None:
    """From now on documents wait for vectors; those that are there already do too."""
    if await app_state.find_value(connection, WANTED) is None:
        await _queries.want_all(connection)
        await app_state.save_value(connection, WANTED, "1")


async def want_none(connection: Connection) -> None:
    """From now on nothing is kept for vectors that nobody makes; those that are there stay."""
    await app_state.forget_value(connection, WANTED)


async def list_pending(
    connection: Connection, model: str, kind: str, *, limit: int
) -> list[Pending]:
    """Documents without a vector of this model, the newest first."""
    rows: list[Row] = await _queries.list_pending(connection, kind=kind, model=model, most=limit)
    return [Pending(*row) for row in rows]


async def save_vectors(
    connection: Connection, model: str, made: Sequence[tuple[Pending, bytes]]
) -> int:
    """Keep vectors, but none of a text that has changed meanwhile; returns how many."""
    rows = [
        {
            "kind": document.kind,
            "source_id": document.source_id,
            "title": document.title,
            "body": document.body,
            "model": model,
            "vector": vector,
        }
        for document, vector in made
    ]
    saved: int = await _queries.save_vectors(connection, rows) if rows else 0
    return saved


async def compare(connection: Connection, meaning: Meaning, ids: Sequence[int]) -> dict[int, float]:
    """Tell how alike in meaning documents, by their ids in the index, are.

    Only those with a vector.
    """
    rows = await _queries.list_vectors(
        connection, ids=json.dumps(list(ids)), model=meaning.model, most=len(ids)
    )
    return _compared(meaning, rows)


async def compare_sources(
    connection: Connection, meaning: Meaning, kind: str, source_ids: Sequence[int]
) -> dict[int, float]:
    """Compare the same by what the documents stand for."""
    rows = await _queries.list_vectors_of_sources(
        connection,
        kind=kind,
        source_ids=json.dumps(list(source_ids)),
        model=meaning.model,
        most=len(source_ids),
    )
    return _compared(meaning, rows)


def _compared(meaning: Meaning, rows: Sequence[Row]) -> dict[int, float]:
    found = cosines(meaning.vector, (vector for _, vector in rows))
    return {id_: cosine for (id_, _), cosine in zip(rows, found, strict=True)}
