"""Keeping the search index in step with what it stands for, in the transaction that changes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from domain.search.documents import SearchDocument
from domain.search.words import STOP_WORDS, terms_of
from storage.engine import Connection
from storage.queries import load_queries
from storage.stamps import to_stamp

DOCUMENTS_PER_GUILD = 1 << 32
TITLE_SIGN = "¶"
"""Stands before a title's terms, so that they have posting lists of their own; in no word."""

_queries = load_queries("search")


@dataclass(frozen=True, slots=True)
class IndexedTerms:
    """The terms of a document, in order."""

    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()

    @classmethod
    def of_row(cls, title: str, body: str) -> IndexedTerms:
        """What the index stores."""
        return cls(tuple(title.replace(TITLE_SIGN, "").split()), tuple(body.split()))

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """One for each different term of the document, and of its title."""
        titles = Counter(("titles", term) for term in set(self.title))
        return titles + Counter(("documents", term) for term in {*self.title, *self.body})


async def index_document(connection: Connection, document: SearchDocument) -> None:
    """Make a document findable, or bring what is indexed of it up to date."""
    new = analyse(document)
    row = await _queries.find_indexed(connection, kind=document.kind, source_id=document.source_id)
    if row is None:
        await _queries.add_guild(
            connection, guild_id=document.guild_id, documents_per_guild=DOCUMENTS_PER_GUILD
        )
        id_ = await _queries.add_document(connection, **_document_values(document))
        await _replace_terms(connection, id_, document.guild_id, None, new)
        return
    id_, guild_id, title, body = row
    await _queries.change_document(connection, **_text_values(document), id=id_)
    old = IndexedTerms.of_row(title, body)
    if old != new:
        await _replace_terms(connection, id_, guild_id, old, new)


async def add_documents(connection: Connection, documents: Sequence[SearchDocument]) -> None:
    """Index many documents of one server, none of which is indexed yet: for imports."""
    if not documents:
        return
    guild_id = documents[0].guild_id
    await _queries.add_guild(connection, guild_id=guild_id, documents_per_guild=DOCUMENTS_PER_GUILD)
    first_id: int = await _queries.next_id(connection, guild_id=guild_id)
    analysed = [(first_id + n, document, analyse(document)) for n, document in enumerate(documents)]
    await _queries.add_documents(
        connection, [_document_values(document) | {"id": id_} for id_, document, _ in analysed]
    )
    await _queries.add_many_terms(
        connection, [_term_values(id_, terms) for id_, _, terms in analysed]
    )
    counts: Counter[tuple[str, str]] = Counter()
    for _, _, terms in analysed:
        counts.update(terms.counts)
    await _queries.count_terms(connection, _count_rows(guild_id, counts))
    await _queries.count_document(
        connection,
        guild_id=guild_id,
        documents=len(analysed),
        words=sum(len(terms.body) for _, _, terms in analysed),
    )


async def remove_document(connection: Connection, kind: str, source_id: int) -> None:
    """Make a document unfindable; nothing happens where it is not indexed."""
    row = await _queries.find_indexed(connection, kind=kind, source_id=source_id)
    if row is None:
        return
    id_, guild_id, title, body = row
    old = IndexedTerms.of_row(title, body)
    await _replace_terms(connection, id_, guild_id, old, None)
    await _queries.delete_document(connection, id=id_)


async def change_solved(
    connection: Connection, kind: str, source_id: int, *, is_solved: bool
) -> None:
    """Say whether what a document stands for is solved: cheaper than indexing it anew."""
    await _queries.change_solved(connection, kind=kind, source_id=source_id, is_solved=is_solved)


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget all that a server's members can find."""
    for erase in (
        _queries.erase_index,
        _queries.erase_documents,
        _queries.erase_terms,
        _queries.erase_guild,
    ):
        await erase(connection, guild_id=guild_id)


def analyse(document: SearchDocument) -> IndexedTerms:
    """The terms to index: every one of the title, those of the text that say something."""
    return IndexedTerms(
        tuple(terms_of(document.title)),
        tuple(term for term in terms_of(document.body) if term not in STOP_WORDS),
    )


def _text_values(document: SearchDocument) -> dict[str, object]:
    return {
        "title": document.title,
        "body": document.body,
        "topics": "\n".join(document.topics),
        "is_solved": document.is_solved,
        "channel_id": document.channel_id,
        "message_id": document.message_id,
    }


def _document_values(document: SearchDocument) -> dict[str, object]:
    return _text_values(document) | {
        "guild_id": document.guild_id,
        "kind": document.kind,
        "source_id": document.source_id,
        "created_at": to_stamp(document.created_at),
    }


def _term_values(id_: int, terms: IndexedTerms) -> dict[str, object]:
    return {
        "id": id_,
        "title": " ".join(TITLE_SIGN + term for term in terms.title),
        "body": " ".join(terms.body),
    }


async def _replace_terms(
    connection: Connection,
    id_: int,
    guild_id: int,
    old: IndexedTerms | None,
    new: IndexedTerms | None,
) -> None:
    if old is not None:
        await _queries.delete_terms(connection, id=id_)
    if new is not None:
        await _queries.add_terms(connection, **_term_values(id_, new))
    await _queries.count_document(
        connection,
        guild_id=guild_id,
        documents=(new is not None) - (old is not None),
        words=_length(new) - _length(old),
    )
    await _count_terms(connection, guild_id, old or IndexedTerms(), new or IndexedTerms())


def _length(terms: IndexedTerms | None) -> int:
    return len(terms.body) if terms is not None else 0


async def _count_terms(
    connection: Connection, guild_id: int, old: IndexedTerms, new: IndexedTerms
) -> None:
    change = new.counts
    change.subtract(old.counts)
    rows = _count_rows(guild_id, change)
    if rows:
        await _queries.count_terms(connection, rows)
    gone = [row for row in rows if row["documents"] == -1]
    if gone:
        await _queries.delete_unused_terms(connection, gone)


def _count_rows(guild_id: int, change: Counter[tuple[str, str]]) -> list[dict[str, object]]:
    return [
        {
            "guild_id": guild_id,
            "term": term,
            "documents": change["documents", term],
            "titles": change["titles", term],
        }
        for term in sorted({term for (_, term), by in change.items() if by})
    ]
