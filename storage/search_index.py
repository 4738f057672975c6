"""Keeping the search index in step with what it stands for, in the transaction that changes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.search.documents import SearchDocument
from domain.search.fingerprints import pack
from domain.search.labels import SOLVED, labels_of
from domain.search.words import STOP_WORDS, terms_of
from storage import app_state
from storage.connection import Connection, Database
from storage.queries import load_queries
from storage.stamps import to_stamp

DOCUMENTS_PER_GUILD = 1 << 32
TITLE_SIGN = "¶"
"""Stands before a title's terms, so that they have posting lists of their own; in no word."""
BATCH = 500
MOST_PIECES = 4
MERGED_PAGES = 200
"""Pages of 4 KiB that one merge writes: it keeps the writer for some milliseconds."""
ANALYSIS = 3
"""Grows with every change of what terms a text has: the index is then built anew at start."""
ANALYSIS_KEY = "search-analysis"

_queries = load_queries("search")


@dataclass(frozen=True, slots=True)
class IndexedTerms:
    """The terms of a document, in order."""

    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    """Labels that filters look for."""
    is_solved: bool = field(default=False, compare=False)
    """State that is counted, and in no posting list."""

    @classmethod
    def of(
        cls,
        title: str,
        aliases: str,
        body: str,
        labels: Sequence[str] = (),
        *,
        is_solved: bool = False,
    ) -> IndexedTerms:
        """Make them of the title and its other words, and of what in the text says something."""
        return cls(
            tuple(terms_of(f"{title}\n{aliases}")),
            tuple(term for term in terms_of(body) if term not in STOP_WORDS),
            tuple(labels),
            is_solved,
        )

    @classmethod
    def of_row(cls, title: str, aliases: str, body: str, *about: Any) -> IndexedTerms:
        """Make them of a stored document; `about` is its kind, topics and whether it is solved."""
        kind, topics, is_solved = about
        labels = labels_of(kind, topics.split("\n") if topics else ())
        return cls.of(title, aliases, body, labels, is_solved=bool(is_solved))

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """Count one for each different term of the document, and of its title."""
        titles = Counter(("titles", term) for term in set(self.title))
        every = {*self.title, *self.body, *self.labels, *((SOLVED,) if self.is_solved else ())}
        return titles + Counter(("documents", term) for term in every)

    def values(self, id_: int) -> dict[str, object]:
        """Return the values that the index stores."""
        return {
            "id": id_,
            "title": " ".join(TITLE_SIGN + term for term in self.title),
            "body": " ".join((*self.body, *self.labels)),
        }

    def marks(self, id_: int) -> dict[str, object]:
        """Return the marks by which documents are scored."""
        return {"id": id_, "title": pack(self.title), "body": pack(self.body)}


NOTHING = IndexedTerms()


async def index_document(connection: Connection, document: SearchDocument) -> None:
    """Make a document findable, or bring what is indexed of it up to date."""
    new = analyse(document)
    row = await _queries.find_indexed(connection, kind=document.kind, source_id=document.source_id)
    if row is None:
        await _add_guild(connection, document.guild_id)
        id_ = await _queries.add_document(connection, **_document_values(document))
        await _replace_terms(connection, id_, document.guild_id, None, new)
        return
    id_, guild_id, *text = row
    await _queries.change_document(connection, **_text_values(document), id=id_)
    old = IndexedTerms.of_row(*text)
    if old != new:
        await _replace_terms(connection, id_, guild_id, old, new)
    elif old.is_solved != new.is_solved:
        await _count_solved(connection, guild_id, is_solved=new.is_solved)


async def add_documents(connection: Connection, documents: Sequence[SearchDocument]) -> None:
    """Index many documents of one server, none of which is indexed yet: for imports."""
    if not documents:
        return
    guild_id = documents[0].guild_id
    await _add_guild(connection, guild_id)
    first_id: int = await _queries.next_id(connection, guild_id=guild_id)
    await _queries.add_documents(
        connection,
        [_document_values(d) | {"id": id_} for id_, d in enumerate(documents, first_id)],
    )
    analysed = [(id_, analyse(document)) for id_, document in enumerate(documents, first_id)]
    await _add_terms(connection, guild_id, analysed)


async def remove_document(connection: Connection, kind: str, source_id: int) -> None:
    """Make a document unfindable; nothing happens where it is not indexed."""
    row = await _queries.find_indexed(connection, kind=kind, source_id=source_id)
    if row is None:
        return
    id_, guild_id, *text = row
    await _replace_terms(connection, id_, guild_id, IndexedTerms.of_row(*text), None)
    await _queries.delete_document(connection, id=id_)


async def change_solved(
    connection: Connection, kind: str, source_id: int, *, is_solved: bool
) -> bool:
    """Store whether what a document stands for is solved; its words aren't indexed anew.

    Returns False where nothing changed: it isn't indexed, or was that already.
    """
    guild_id: int | None = await _queries.change_solved(
        connection, kind=kind, source_id=source_id, is_solved=is_solved
    )
    if guild_id is None:
        return False
    await _count_solved(connection, guild_id, is_solved=is_solved)
    return True


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget all that a server's members can find."""
    after = 0
    while rows := await _queries.list_texts_of_guild(
        connection,
        guild_id=guild_id,
        after=after,
        most=BATCH,
    ):
        analysed = [IndexedTerms.of_row(*text).values(id_) for id_, _, *text in rows]
        await _queries.delete_terms(connection, analysed)
        after = rows[-1]["id"]
    for erase in (_queries.erase_documents, _queries.erase_terms, _queries.erase_guild):
        await erase(connection, guild_id=guild_id)


async def merge(database: Database) -> None:
    """Merge pieces of the posting lists where writes have left many: a search reads each of them.

    FTS5 does so by itself for every 64 pages that are written, which on a small server are days.
    """
    if await database.read(_count_pieces) > MOST_PIECES:
        await database.write(_merge)


async def _count_pieces(connection: Connection) -> int:
    count: int = await _queries.count_pieces(connection)
    return count


async def _merge(connection: Connection) -> None:
    await _queries.merge_from(connection, pieces=2)
    await _queries.merge_pieces(connection, pages=MERGED_PAGES)


async def bring_up_to_date(database: Database) -> bool:
    """Build the index anew where another version of the analysis made it; False where none did."""
    return await database.write(_bring_up_to_date)


async def _bring_up_to_date(connection: Connection) -> bool:
    if await app_state.find_value(connection, ANALYSIS_KEY) == str(ANALYSIS):
        return False
    await rebuild(connection)
    await app_state.save_value(connection, ANALYSIS_KEY, str(ANALYSIS))
    return True


async def rebuild(connection: Connection) -> None:
    """Build all posting lists and counts anew from the texts."""
    for forget in (
        _queries.delete_all_terms,
        _queries.forget_terms,
        _queries.forget_counts,
    ):
        await forget(connection)
    after = 0
    while rows := await _queries.list_texts(connection, after=after, most=BATCH):
        by_guild: dict[int, list[tuple[int, IndexedTerms]]] = {}
        for id_, guild_id, *text in rows:
            by_guild.setdefault(guild_id, []).append((id_, IndexedTerms.of_row(*text)))
        for guild_id, analysed in by_guild.items():
            await _add_terms(connection, guild_id, analysed)
        after = rows[-1][0]


def analyse(document: SearchDocument) -> IndexedTerms:
    """Return the terms to index: every one of the title, those of the text that say something."""
    return IndexedTerms.of(
        document.title,
        "\n".join(document.aliases),
        document.body,
        labels_of(document.kind, document.topics),
        is_solved=document.is_solved,
    )


async def _add_guild(connection: Connection, guild_id: int) -> None:
    if await _queries.find_guild(connection, guild_id=guild_id) is None:
        first_id = await _queries.next_range(connection, documents_per_guild=DOCUMENTS_PER_GUILD)
        await _queries.add_guild(connection, guild_id=guild_id, first_id=first_id)


async def _add_terms(
    connection: Connection, guild_id: int, analysed: Sequence[tuple[int, IndexedTerms]]
) -> None:
    await _queries.add_terms(connection, [terms.values(id_) for id_, terms in analysed])
    await _queries.save_marks(connection, [terms.marks(id_) for id_, terms in analysed])
    counts: Counter[tuple[str, str]] = Counter()
    for _, terms in analysed:
        counts.update(terms.counts)
    await _queries.count_terms(connection, _count_rows(guild_id, counts))
    await _queries.count_document(
        connection,
        guild_id=guild_id,
        documents=len(analysed),
        words=sum(len(terms.body) for _, terms in analysed),
    )


def _text_values(document: SearchDocument) -> dict[str, object]:
    return {
        "title": document.title,
        "aliases": "\n".join(document.aliases),
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


async def _replace_terms(
    connection: Connection,
    id_: int,
    guild_id: int,
    old: IndexedTerms | None,
    new: IndexedTerms | None,
) -> None:
    if old is not None:
        await _queries.delete_terms(connection, [old.values(id_)])
    if new is not None:
        await _queries.add_terms(connection, [new.values(id_)])
        await _queries.save_marks(connection, [new.marks(id_)])
    await _queries.count_document(
        connection,
        guild_id=guild_id,
        documents=(new is not None) - (old is not None),
        words=len((new or NOTHING).body) - len((old or NOTHING).body),
    )
    await _count_terms(connection, guild_id, old or NOTHING, new or NOTHING)


async def _count_solved(connection: Connection, guild_id: int, *, is_solved: bool) -> None:
    change = {"guild_id": guild_id, "term": SOLVED, "documents": 1 if is_solved else -1}
    await _queries.count_terms(connection, [change | {"titles": 0}])


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
