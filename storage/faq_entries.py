"""FAQ entries, their revisions, votes and files; who may change them is decided elsewhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from domain.faq.entries import (
    Change,
    Entry,
    EntryState,
    FileRef,
    NewEntry,
    Origin,
    Revision,
    Usage,
)
from domain.faq.rules import MAX_NAME, name_for, title_key
from storage import faq_search
from storage.connection import Connection
from storage.faq_texts import columns_of, text_of
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp

MOST_EXPORTED = 10_000
MOST_ALIKE_NAMES = 1_000
LAST_LETTER = "\U0010ffff"

_queries = load_queries("faq_entries")


async def create_entry(
    connection: Connection,
    guild_id: int,
    new: NewEntry,
    *,
    editor_id: int | None,
    now: datetime,
    change: Change = Change.CREATE,
    reason: str = "",
) -> Entry:
    """Store a new entry as its revision 1; the last of the list unless it says where."""
    name, position = new.name, new.position
    if name is None:
        name = name_for(new.text.title, await _names_like(connection, guild_id, new.text.title))
    if position is None:
        position = (await _queries.last_position(connection, guild_id=guild_id) or 0) + 1
    entry_id: int = await _queries.create_entry(
        connection,
        guild_id=guild_id,
        name=name,
        **columns_of(new.text),
        state=new.state,
        position=position,
        now=to_stamp(now),
        review_at=None if new.review_at is None else to_stamp(new.review_at),
        editor_id=editor_id,
        suggester_id=new.origin.suggester_id,
        author_id=new.origin.author_id,
        question_id=new.origin.question_id,
    )
    return await _record(connection, entry_id, change, editor_id, reason, now)


async def change_entry(
    connection: Connection,
    entry: Entry,
    *,
    change: Change,
    editor_id: int | None,
    reason: str,
    now: datetime,
) -> Entry | None:
    """Store what `entry` has become as a new revision; None where somebody was faster.

    `entry.revision` is the one that the change was made from. An objection of the author is
    settled with it.
    """
    changed: int = await _queries.change_entry(
        connection,
        id=entry.id,
        base_revision=entry.revision,
        **columns_of(entry.text),
        state=entry.state,
        position=entry.position,
        review_at=None if entry.review_at is None else to_stamp(entry.review_at),
        merged_into=entry.merged_into,
        editor_id=editor_id,
        now=to_stamp(now),
    )
    if not changed:
        return None
    return await _record(connection, entry.id, change, editor_id, reason, now)


async def move_entry(
    connection: Connection, entry: Entry, position: int, *, editor_id: int, now: datetime
) -> Entry | None:
    """Give an entry another place; those between move by one. None where somebody was faster."""
    last = await _queries.last_position(connection, guild_id=entry.guild_id) or 1
    position = max(1, min(position, last))
    if position < entry.position:
        step, first, end = 1, position, entry.position - 1
    else:
        step, first, end = -1, entry.position + 1, position
    await _queries.make_room(connection, guild_id=entry.guild_id, step=step, first=first, last=end)
    return await change_entry(
        connection,
        replace(entry, position=position),
        change=Change.ORDER,
        editor_id=editor_id,
        reason="",
        now=now,
    )


async def find_entry(connection: Connection, guild_id: int, entry_id: int) -> Entry | None:
    """Find a server's entry, or None: also where the entry is another server's."""
    row: Row | None = await _queries.find_entry(connection, id=entry_id)
    return None if row is None or row["guild_id"] != guild_id else _entry(row)


async def find_by_name(connection: Connection, guild_id: int, name: str) -> Entry | None:
    """Find the entry that is called so in files."""
    row = await _queries.find_by_name(connection, guild_id=guild_id, name=name)
    return None if row is None else _entry(row)


async def find_by_title(connection: Connection, guild_id: int, title: str) -> Entry | None:
    """Find the entry with this title, whatever its case and punctuation, unless it is retired."""
    row = await _queries.find_by_title(connection, guild_id=guild_id, title_key=title_key(title))
    return None if row is None else _entry(row)


async def find_of_question(connection: Connection, question_id: int) -> Entry | None:
    """Find an entry that was made of a question, unless it is retired."""
    row = await _queries.find_of_question(connection, question_id=question_id)
    return None if row is None else _entry(row)


async def list_entries(
    connection: Connection,
    guild_id: int,
    *,
    limit: int,
    skip: int = 0,
    state: EntryState | None = EntryState.PUBLISHED,
    topic: str | None = None,
) -> list[Entry]:
    """List a server's entries in their order; `state` None: in every state."""
    rows = await _queries.list_entries(
        connection, guild_id=guild_id, state=state, topic=topic, most=limit, skip=skip
    )
    return [_entry(row) for row in rows]


async def list_due(
    connection: Connection,
    guild_id: int,
    now: datetime,
    *,
    limit: int,
    editor_id: int | None = None,
) -> list[Entry]:
    """List published entries that are due for review, the longest due first."""
    rows = await _queries.list_due(
        connection, guild_id=guild_id, now=to_stamp(now), editor_id=editor_id, most=limit
    )
    return [_entry(row) for row in rows]


async def list_by_ids(connection: Connection, ids: Sequence[int]) -> list[Entry]:
    """List these entries, in this order, without those that are gone."""
    rows = await _queries.list_by_ids(connection, ids=json.dumps(list(ids)), most=len(ids))
    found = {row["id"]: _entry(row) for row in rows}
    return [found[id_] for id_ in ids if id_ in found]


async def object_to(connection: Connection, entry_id: int, now: datetime) -> None:
    """Take the author's name off an entry that they object to; moderators decide."""
    await _queries.object(connection, id=entry_id, now=to_stamp(now))


async def note_shown(connection: Connection, entry_id: int, now: datetime) -> None:
    """Count that an entry was shown to somebody."""
    await _queries.note_shown(connection, id=entry_id, now=to_stamp(now))


async def usage_of(connection: Connection, ids: Sequence[int]) -> dict[int, Usage]:
    """Tell how entries are used."""
    rows = await _queries.list_usage(connection, ids=json.dumps(list(ids)), most=len(ids))
    return {
        id_: Usage(shown, from_stamp_or_none(shown_at), helpful, unhelpful)
        for id_, shown, shown_at, helpful, unhelpful in rows
    }


async def vote(
    connection: Connection, entry_id: int, member_id: int, now: datetime, *, is_helpful: bool
) -> bool:
    """Record a member's vote; False where they have voted the same before."""
    changed: int = await _queries.vote(
        connection,
        entry_id=entry_id,
        member_id=member_id,
        is_helpful=is_helpful,
        now=to_stamp(now),
    )
    return changed > 0


async def list_revisions(
    connection: Connection, entry_id: int, *, limit: int, skip: int = 0
) -> list[Revision]:
    """List what an entry has been, the newest first."""
    rows = await _queries.list_revisions(connection, entry_id=entry_id, most=limit, skip=skip)
    return [_revision(row) for row in rows]


async def find_revision(connection: Connection, entry_id: int, number: int) -> Revision | None:
    """Find what an entry was after one change."""
    row = await _queries.find_revision(connection, entry_id=entry_id, number=number)
    return None if row is None else _revision(row)


async def keep_file(
    connection: Connection, guild_id: int, name: str, data: bytes, now: datetime
) -> FileRef:
    """Store a file's bytes, once however many entries have it.

    What nothing holds two days later goes (`storage/retention.py`).
    """
    digest = sha256(data).hexdigest()
    await _queries.keep_file(
        connection, guild_id=guild_id, digest=digest, data=data, now=to_stamp(now)
    )
    return FileRef(name, digest)


async def load_files(
    connection: Connection, guild_id: int, files: Sequence[FileRef]
) -> list[tuple[str, bytes]]:
    """Load names and bytes of these files."""
    if not files:
        return []
    digests = json.dumps([file.digest for file in files])
    rows = await _queries.list_files(
        connection, guild_id=guild_id, digests=digests, most=len(files)
    )
    found: dict[str, bytes] = dict(rows)
    return [(file.name, found[file.digest]) for file in files if file.digest in found]


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """List a member's votes, what they changed, and the entries that credit them."""
    person = {"guild_id": guild_id, "member_id": member_id, "most": MOST_EXPORTED}
    votes = await _queries.export_votes(connection, **person)
    revisions = await _queries.export_revisions(connection, **person)
    credited = await _queries.export_credits(connection, **person)
    return [
        *(
            {
                "kind": "faq vote",
                "entry": entry_id,
                "helpful": bool(is_helpful),
                "at": from_stamp(at).isoformat(),
            }
            for entry_id, is_helpful, at in votes
        ),
        *(
            {
                "kind": "faq revision",
                "entry": entry_id,
                "number": number,
                "title": title,
                "change": change,
                "reason": reason,
                "at": from_stamp(at).isoformat(),
            }
            for entry_id, number, title, change, reason, at in revisions
        ),
        *(
            {
                "kind": "faq entry",
                "entry": entry_id,
                "title": title,
                "last edited by you": bool(edited),
                "suggested by you": bool(suggested),
                "written by you": bool(written),
            }
            for entry_id, title, edited, suggested, written in credited
        ),
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Delete a member's votes, take their name out of entries and revisions."""
    erased = 0
    for erase in (
        _queries.erase_votes,
        _queries.erase_revisions,
        _queries.erase_editor,
        _queries.erase_suggester,
        _queries.erase_author,
    ):
        erased += await erase(connection, guild_id=guild_id, member_id=member_id)
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's FAQ."""
    await _queries.erase_guild(connection, guild_id=guild_id)
    await _queries.erase_files(connection, guild_id=guild_id)


async def _record(
    connection: Connection,
    entry_id: int,
    change: Change,
    author_id: int | None,
    reason: str,
    now: datetime,
) -> Entry:
    """Add the entry as it is now to its revisions, and bring the search in line."""
    await _queries.add_revision(
        connection,
        entry_id=entry_id,
        change=change,
        author_id=author_id,
        reason=reason,
        now=to_stamp(now),
    )
    entry = _entry(await _queries.find_entry(connection, id=entry_id))
    await faq_search.index_entry(connection, entry)
    return entry


async def _names_like(connection: Connection, guild_id: int, title: str) -> set[str]:
    first = name_for(title, ())[: MAX_NAME - 6]
    rows = await _queries.list_names(
        connection,
        guild_id=guild_id,
        first=first,
        beyond=first + LAST_LETTER,
        most=MOST_ALIKE_NAMES,
    )
    return {name for (name,) in rows}


def _entry(row: Row) -> Entry:
    return Entry(
        id=row["id"],
        guild_id=row["guild_id"],
        name=row["name"],
        text=text_of(row),
        state=EntryState(row["state"]),
        position=row["position"],
        revision=row["revision"],
        created_at=from_stamp(row["created_at"]),
        changed_at=from_stamp(row["changed_at"]),
        review_at=from_stamp_or_none(row["review_at"]),
        editor_id=row["editor_id"],
        origin=Origin(row["suggester_id"], row["author_id"], row["question_id"]),
        objected_at=from_stamp_or_none(row["objected_at"]),
        merged_into=row["merged_into"],
    )


def _revision(row: Row) -> Revision:
    return Revision(
        row["entry_id"],
        row["number"],
        text_of(row),
        EntryState(row["state"]),
        row["position"],
        Change(row["change"]),
        row["author_id"],
        row["reason"],
        from_stamp(row["made_at"]),
    )


async def list_new(
    connection: Connection, guild_id: int, since: datetime, *, limit: int
) -> list[tuple[int, str]]:
    """List the (id, title) of entries that were published since then, the newest first."""
    rows = await _queries.list_new(connection, guild_id=guild_id, since=to_stamp(since), most=limit)
    return list(map(tuple, rows))
