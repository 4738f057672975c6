"""Learners' APIs: what they say of them, who owns them, and where their threads are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from domain.apis import Api, ApiText, Style
from domain.channels import Sight
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import Row, from_stamp, to_stamp

MOST_OWNERS = 10
MOST_EXPORTED = 10_000
MOST_PLACES = 100

_queries = load_queries("apis")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which APIs a list shows."""

    sight: Sight
    retired: bool = False
    owner_id: int | None = None
    consumer_id: int | None = None
    style: Style | None = None


def name_key(name: str) -> str:
    """Name what makes a name unique on its server: case and spaces do not."""
    return " ".join(name.casefold().split())


def like_pattern(typed: str) -> str:
    """Return a pattern for LIKE that finds what was typed anywhere; a backslash is its escape."""
    escaped = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


async def create_api(
    connection: Connection,
    guild_id: int,
    text: ApiText,
    channel_id: int | None,
    now: datetime,
) -> int:
    """Register an API without owners and return its id; its name must be free."""
    api_id: int = await _queries.create_api(
        connection, guild_id=guild_id, channel_id=channel_id, now=to_stamp(now), **_columns(text)
    )
    return api_id


async def find_api(connection: Connection, guild_id: int, api_id: int) -> Api | None:
    """Find a server's API, or None: also where it is another server's."""
    row = await _queries.find_api(connection, guild_id=guild_id, api_id=api_id)
    return None if row is None else await _api(connection, row)


async def find_by_name(connection: Connection, guild_id: int, name: str) -> Api | None:
    """Find the API of a name, in whatever case."""
    row = await _queries.find_by_name(connection, guild_id=guild_id, name_key=name_key(name))
    return None if row is None else await _api(connection, row)


async def list_apis(
    connection: Connection, guild_id: int, wanted: Wanted, *, limit: int, skip: int = 0
) -> list[Api]:
    """List a server's APIs by name."""
    rows = await _queries.list_apis(
        connection, guild_id=guild_id, most=limit, skip=skip, **_filter(wanted)
    )
    return [await _api(connection, row) for row in rows]


async def count_apis(connection: Connection, guild_id: int, wanted: Wanted) -> int:
    """Tell how many there are."""
    count: int = await _queries.count_apis(connection, guild_id=guild_id, **_filter(wanted))
    return count


async def suggest_apis(
    connection: Connection,
    guild_id: int,
    typed: str,
    sight: Sight,
    *,
    limit: int,
    retired: bool = False,
) -> list[Api]:
    """APIs whose name holds what was typed, by name; the retired ones only where asked for."""
    rows = await _queries.suggest_apis(
        connection,
        guild_id=guild_id,
        pattern=like_pattern(name_key(typed)),
        is_retired=int(retired),
        most=limit,
        **seen_by(sight),
    )
    return [await _api(connection, row) for row in rows]


async def list_owned(
    connection: Connection, guild_id: int, member_id: int, *, limit: int
) -> list[Api]:
    """List what a member owns, by name; retired ones, too."""
    rows = await _queries.list_owned(connection, guild_id=guild_id, member_id=member_id, most=limit)
    return [await _api(connection, row) for row in rows]


async def add_owner(connection: Connection, api_id: int, member_id: int, now: datetime) -> bool:
    """Let a member own an API; False where they do already."""
    added: int = await _queries.add_owner(
        connection, api_id=api_id, member_id=member_id, now=to_stamp(now)
    )
    return added > 0


async def remove_owner(connection: Connection, api_id: int, member_id: int) -> bool:
    """Take an owner off; False where they are none."""
    removed: int = await _queries.remove_owner(connection, api_id=api_id, member_id=member_id)
    return removed > 0


async def change_api(
    connection: Connection, api_id: int, text: ApiText, revision: int, now: datetime
) -> bool:
    """Say something else of it; False where it is not at that revision any more."""
    changed: int = await _queries.change_api(
        connection, api_id=api_id, revision=revision, now=to_stamp(now), **_columns(text)
    )
    return changed > 0


async def retire(
    connection: Connection, api_id: int, now: datetime, *, retired: bool = True
) -> bool:
    """Take it out of lists, or put it back; False where it is so already."""
    changed: int = await _queries.retire(
        connection, api_id=api_id, is_retired=int(retired), now=to_stamp(now)
    )
    return changed > 0


async def touch(connection: Connection, api_id: int, now: datetime) -> None:
    """Something that its card shows has changed."""
    await _queries.touch(connection, api_id=api_id, now=to_stamp(now))


async def note_contract(connection: Connection, api_id: int, number: int, now: datetime) -> None:
    """Record that the contract of that number is in force."""
    await _queries.note_contract(connection, api_id=api_id, number=number, now=to_stamp(now))


async def set_styles(connection: Connection, api_id: int, styles: Collection[Style]) -> None:
    """Say how it is spoken to, as its contract shows."""
    await _queries.set_styles(connection, api_id=api_id, styles=" ".join(sorted(styles)))


async def mark_posted(
    connection: Connection, api_id: int, channel_id: int, thread_id: int | None
) -> None:
    """Note where an API's card and its thread stand."""
    await _queries.mark_posted(
        connection, api_id=api_id, channel_id=channel_id, thread_id=thread_id
    )


async def lose_thread(connection: Connection, api_id: int) -> None:
    """Note that an API has no thread now."""
    await _queries.lose_thread(connection, api_id=api_id)


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """Export what a member owns, JSON-able."""
    rows = await _queries.export_owned(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    names = ("api", "about", "base_url", "repository", "stack")
    return [
        dict(zip(names, row[:-1], strict=True)) | {"owned_since": from_stamp(row[-1]).isoformat()}
        for row in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Take a member off what they own; the APIs stay, for those who build on them."""
    await _queries.touch_owned(connection, guild_id=guild_id, member_id=member_id)
    erased: int = await _queries.erase_owner(connection, guild_id=guild_id, member_id=member_id)
    return erased


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's APIs, with all that belongs to them."""
    await _queries.erase_guild(connection, guild_id=guild_id)


def _filter(wanted: Wanted) -> dict[str, object]:
    return {
        "is_retired": int(wanted.retired),
        "owner_id": wanted.owner_id,
        "consumer_id": wanted.consumer_id,
        "style": wanted.style and wanted.style.value,
        **seen_by(wanted.sight),
    }


def _columns(text: ApiText) -> dict[str, object]:
    return {
        "name": text.name,
        "name_key": name_key(text.name),
        "about": text.about,
        "base_url": text.base_url,
        "repository": text.repository,
        "stack": text.stack,
        "styles": " ".join(sorted(text.styles)),
    }


async def _api(connection: Connection, row: Row) -> Api:
    owners = await _queries.list_owners(connection, api_id=row["id"], most=MOST_OWNERS)
    return Api(
        id=row["id"],
        guild_id=row["guild_id"],
        text=ApiText(
            name=row["name"],
            about=row["about"],
            base_url=row["base_url"],
            repository=row["repository"],
            stack=row["stack"],
            styles=frozenset(map(Style, row["styles"].split())),
        ),
        owner_ids=tuple(member_id for (member_id,) in owners),
        revision=row["revision"],
        created_at=from_stamp(row["created_at"]),
        changed_at=from_stamp(row["changed_at"]),
        channel_id=row["channel_id"],
        thread_id=row["thread_id"],
        contract_number=row["contract_number"],
        is_retired=bool(row["is_retired"]),
    )
