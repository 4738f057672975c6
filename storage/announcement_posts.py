"""The messages that show announcements, what of them is handed on, and who has seen them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.announcements.records import Announcement, Fault, Post, Publishing
from domain.channels import Sight
from domain.deliveries import Delivery
from domain.shards import Reach
from storage.announcements import joined, parted
from storage.connection import Connection
from storage.queries import load_queries, seen_by
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp

MOST_EXPORTED = 10_000

_queries = load_queries("announcement_posts")


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody who pressed "Got it", with those of the notified roles that they had then."""

    member_id: int
    role_ids: tuple[int, ...]


async def begin(
    connection: Connection,
    announcement: Announcement,
    delivery: Delivery,
    channel_id: int,
    *,
    is_late: bool,
    pings: bool,
) -> None:
    """Note what is about to be handed to Discord: a later change knows that it has to be shown."""
    await _queries.begin(
        connection,
        guild_id=announcement.guild_id,
        announcement_id=announcement.id,
        occurrence=delivery.key.occurrence,
        channel_id=channel_id,
        delivery_id=delivery.id,
        revision=announcement.revision,
        is_late=int(is_late),
        pings=int(pings),
    )


async def mark_sent(
    connection: Connection,
    delivery: Delivery,
    message_id: int,
    now: datetime,
    *,
    publishing: Publishing,
) -> None:
    """Record the message; nothing changes where it was recorded before."""
    await _queries.mark_sent(
        connection,
        delivery_id=delivery.id,
        announcement_id=delivery.subject_id,
        message_id=message_id,
        publishing=publishing,
        now=to_stamp(now),
    )


async def list_unsent(
    connection: Connection, reach: Reach, *, after: int, limit: int
) -> list[tuple[int, int]]:
    """(post, delivery) of the posts whose message is not recorded."""
    rows = await _queries.list_unsent(connection, **reach.as_parameters(), after=after, most=limit)
    return [(post_id, delivery_id) for post_id, delivery_id in rows]


async def drop(connection: Connection, post_id: int) -> None:
    """Forget a post that never came to be."""
    await _queries.drop(connection, id=post_id)


async def find_post(connection: Connection, post_id: int) -> Post | None:
    """Find a post, or None."""
    row = await _queries.find(connection, id=post_id)
    return None if row is None else _post(row)


async def list_old(connection: Connection, reach: Reach, *, after: int, limit: int) -> list[Post]:
    """List the posts that do not show what they should."""
    rows = await _queries.list_old(connection, **reach.as_parameters(), after=after, most=limit)
    return [_post(row) for row in rows]


async def list_of(connection: Connection, announcement_id: int, *, limit: int) -> list[Post]:
    """List the posts of an announcement, the newest first."""
    rows = await _queries.list_of(connection, announcement_id=announcement_id, most=limit)
    return [_post(row) for row in rows]


async def is_seen_by(
    connection: Connection, announcement_id: int, occurrence: str, sight: Sight
) -> bool:
    """Tell whether an occurrence is posted in a channel that is seen."""
    found = await _queries.find_posted(
        connection, announcement_id=announcement_id, occurrence=occurrence, **seen_by(sight)
    )
    return found is not None


async def want_all(connection: Connection, announcement_id: int) -> None:
    """Have every post of the announcement shown anew, also where permissions were lost."""
    await _queries.want_all(connection, announcement_id=announcement_id)


async def withdraw(connection: Connection, announcement_id: int) -> None:
    """Have every post of the announcement deleted."""
    await _queries.withdraw(connection, announcement_id=announcement_id)


async def want_occurrence(connection: Connection, announcement_id: int, occurrence: str) -> None:
    """Have the posts of one occurrence shown anew."""
    await _queries.want_occurrence(
        connection, announcement_id=announcement_id, occurrence=occurrence
    )


async def mark_shown(connection: Connection, post: Post, revision: int, now: datetime) -> None:
    """Discord shows the post as it was to be when `post` was read."""
    await _queries.mark_shown(
        connection, id=post.id, shown=post.wanted, revision=revision, now=to_stamp(now)
    )


async def mark_fault(connection: Connection, post_id: int, fault: Fault) -> bool:
    """Record that the post cannot be changed; False where that was known."""
    changed: int = await _queries.mark_fault(connection, id=post_id, fault=fault)
    return changed > 0


async def count_faults(connection: Connection, guild_id: int) -> dict[Fault, int]:
    """Count a server's posts that cannot be changed for reasons that can be mended."""
    rows = await _queries.count_faults(connection, guild_id=guild_id, most=len(Fault))
    return {Fault(fault): count for fault, count in rows}


async def is_kept_back(connection: Connection, guild_id: int) -> bool:
    """Tell whether missing permissions keep any of a server's posts from being changed."""
    return await _queries.find_forbidden(connection, guild_id=guild_id) is not None


async def retry_faults(connection: Connection, guild_id: int) -> int:
    """Have a server's posts changed that permissions or a channel kept back; how many that is."""
    retried: int = await _queries.retry_faults(connection, guild_id=guild_id)
    return retried


async def list_to_publish(
    connection: Connection, reach: Reach, now: datetime, *, limit: int
) -> list[Post]:
    """List the posts that may be handed on to following channels now, the oldest first."""
    rows = await _queries.list_to_publish(
        connection, **reach.as_parameters(), now=to_stamp(now), most=limit
    )
    return [_post(row) for row in rows]


async def next_to_publish(connection: Connection, reach: Reach) -> datetime | None:
    """Tell when the next post may be handed on."""
    return from_stamp_or_none(await _queries.next_to_publish(connection, **reach.as_parameters()))


async def list_published(
    connection: Connection, channel_id: int, since: datetime, *, limit: int
) -> list[datetime]:
    """List when posts of a channel were handed on, the oldest first."""
    rows = await _queries.list_published(
        connection, channel_id=channel_id, since=to_stamp(since), most=limit
    )
    return [from_stamp(at) for (at,) in rows]


async def mark_published(connection: Connection, post_id: int, now: datetime) -> None:
    """Record that the post was handed on."""
    await _queries.mark_published(connection, id=post_id, now=to_stamp(now))


async def mark_unpublishable(connection: Connection, post_id: int) -> None:
    """Record that the post cannot be handed on."""
    await _queries.mark_unpublishable(connection, id=post_id)


async def put_off(connection: Connection, channel_id: int, until: datetime) -> None:
    """Hand on nothing of a channel before `until`."""
    await _queries.put_off(connection, channel_id=channel_id, until=to_stamp(until))


async def see(
    connection: Connection,
    announcement_id: int,
    occurrence: str,
    seen: Seen,
    now: datetime,
) -> bool:
    """Note that a member has seen an occurrence; False where it was noted before."""
    added: int = await _queries.see(
        connection,
        announcement_id=announcement_id,
        occurrence=occurrence,
        member_id=seen.member_id,
        role_ids=joined(seen.role_ids),
        now=to_stamp(now),
    )
    return added > 0


async def count_seen(connection: Connection, announcement_id: int, occurrence: str) -> int:
    """Tell how many members have seen an occurrence."""
    count: int = await _queries.count_seen(
        connection, announcement_id=announcement_id, occurrence=occurrence
    )
    return count


async def list_seen(
    connection: Connection, announcement_id: int, occurrence: str, *, after: int, limit: int
) -> list[Seen]:
    """List who has seen an occurrence, by id."""
    rows = await _queries.list_seen(
        connection,
        announcement_id=announcement_id,
        occurrence=occurrence,
        after=after,
        most=limit,
    )
    return [Seen(member_id, parted(role_ids)) for member_id, role_ids in rows]


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """Export what a member said to have seen."""
    rows = await _queries.export_seen(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    return [
        {
            "kind": "announcement seen",
            "announcement": announcement_id,
            "occurrence": occurrence,
            "at": from_stamp(at).isoformat(),
        }
        for announcement_id, occurrence, at in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Forget what a member said to have seen; the counts in Discord follow."""
    person = {"guild_id": guild_id, "member_id": member_id}
    await _queries.want_seen_by(connection, **person)
    erased: int = await _queries.erase_seen(connection, **person)
    return erased


def _post(row: Row) -> Post:
    return Post(
        id=row["id"],
        guild_id=row["guild_id"],
        announcement_id=row["announcement_id"],
        occurrence=row["occurrence"],
        channel_id=row["channel_id"],
        delivery_id=row["delivery_id"],
        message_id=row["message_id"],
        revision=row["revision"],
        is_late=bool(row["is_late"]),
        pings=bool(row["pings"]),
        wanted=row["wanted"],
        shown=row["shown"],
        shown_at=from_stamp_or_none(row["shown_at"]),
        fault=None if row["fault"] is None else Fault(row["fault"]),
        publishing=Publishing(row["publishing"]),
        is_withdrawn=bool(row["is_withdrawn"]),
    )
