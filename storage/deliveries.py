"""The delivery ledger: everything that is posted on schedule, exactly once.

A worker claims what is due for the length of a lease; whatever it then records counts only while
the claim is still its own, so a slow worker cannot undo what another did in its place.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

from domain.deliveries import PLANNED_BACK, Delivery, DeliveryKey, DeliveryState, Planned
from domain.shards import Reach
from storage.connection import Connection
from storage.queries import load_queries
from storage.stamps import Row, from_stamp, from_stamp_or_none, to_stamp

MOST_EXPORTED = 10_000

_queries = load_queries("deliveries")
KEY_COLUMNS = tuple(column.name for column in fields(DeliveryKey))

LOOKED_AT = 2_000
"""Number of the earliest looked at, to choose from them by their lanes."""


async def schedule(
    connection: Connection,
    planned: Planned,
    due_at: datetime,
    now: datetime,
    *,
    scheduled_by: int | None = None,
) -> int | None:
    """Add a delivery and return its id; None where it is in the ledger, or `PLANNED_BACK` forbids.

    `scheduled_by` is told where it fails for good.
    """
    if due_at < now - PLANNED_BACK:
        return None
    id_: int | None = await _queries.schedule(
        connection,
        **_columns(planned),
        due_at=to_stamp(due_at),
        scheduled_by=scheduled_by,
        now=to_stamp(now),
    )
    return id_


async def plan(
    connection: Connection,
    planned: Planned,
    due_at: datetime,
    now: datetime,
    *,
    scheduled_by: int | None = None,
) -> bool:
    """Have it posted at `due_at`, be it new, planned for another time, or cancelled meanwhile.

    False, and nothing changes, for what was taken in hand already, or was due when it was
    cancelled, or more than `PLANNED_BACK` ago: nothing is sent twice.
    """
    if due_at < now - PLANNED_BACK:
        return False
    id_: int | None = await _queries.plan(
        connection,
        **_columns(planned),
        due_at=to_stamp(due_at),
        scheduled_by=scheduled_by,
        now=to_stamp(now),
    )
    return id_ is not None


async def reschedule(
    connection: Connection, planned: Planned, due_at: datetime, now: datetime
) -> bool:
    """Move a delivery that nobody has claimed yet; False where there is none."""
    key = planned.key()
    moved: int = await _queries.reschedule(
        connection,
        **asdict(key) | {"channel_id": key.channel_id or 0, "member_id": key.member_id or 0},
        due_at=to_stamp(due_at),
        now=to_stamp(now),
    )
    return moved > 0


async def cancel(
    connection: Connection,
    guild_id: int,
    kind: str,
    subject_id: int,
    reason: str,
    now: datetime,
    *,
    occurrence: str | None = None,
    keep: Collection[str] = (),
) -> int:
    """Skip what is still pending of one kind about a subject; returns how many that were.

    With `occurrence`, only that one of a series; `keep` are occurrences that are to stay.
    """
    skipped: int = await _queries.cancel(
        connection,
        guild_id=guild_id,
        kind=kind,
        subject_id=subject_id,
        occurrence=occurrence,
        keep=json.dumps(list(keep)),
        reason=reason,
        now=to_stamp(now),
    )
    return skipped


async def claim_due(
    connection: Connection,
    reach: Reach,
    now: datetime,
    worker: str,
    lease: timedelta,
    limit: int,
    *,
    full_lanes: Collection[int] = (),
    deep: int | None = None,
) -> list[Delivery]:
    """Claim what is due, or was left behind by a worker whose lease ended; earliest first.

    At most `deep` of one lane (`Delivery.lane`) are taken, and none of `full_lanes`, so that a
    slow channel does not keep the others waiting.
    """
    rows = await _queries.claim_due(
        connection,
        **reach.as_parameters(),
        now=to_stamp(now),
        worker=worker,
        lease_until=to_stamp(now + lease),
        far=to_stamp(now + 2 * lease),
        full_lanes=json.dumps(list(full_lanes)),
        deep=limit if deep is None else deep,
        looked_at=LOOKED_AT,
        most=limit,
    )
    claimed = [_delivery(row) for row in rows]
    return sorted(claimed, key=lambda delivery: (delivery.due_at, delivery.id))


async def renew(connection: Connection, worker: str, now: datetime, lease: timedelta) -> int:
    """Keep what a worker holds and has not finished; returns how many leases were short."""
    soon, lease_until = to_stamp(now + lease / 2), to_stamp(now + lease)
    return int(await _queries.renew(connection, worker=worker, soon=soon, lease_until=lease_until))


@dataclass(frozen=True, slots=True)
class Beginning:
    """Known facts of a post when it is handed to Discord.

    `after_id` is the newest message of the channel, as far as that is known.
    """

    place_id: int
    fingerprint: str
    after_id: int | None = None


async def begin(
    connection: Connection, delivery_id: int, worker: str, beginning: Beginning, now: datetime
) -> bool:
    """Note that it is being handed to Discord; False where the claim was lost meanwhile."""
    begun: int = await _queries.begin(
        connection,
        delivery_id=delivery_id,
        worker=worker,
        place_id=beginning.place_id,
        fingerprint=beginning.fingerprint,
        after_id=beginning.after_id,
        now=to_stamp(now),
    )
    return begun > 0


async def mark_sent(
    connection: Connection,
    delivery_id: int,
    worker: str,
    message_id: int,
    now: datetime,
    *,
    place_id: int | None = None,
) -> bool:
    """Record the message that was sent, and where; False where the claim was lost meanwhile."""
    changed: int = await _queries.mark_sent(
        connection,
        delivery_id=delivery_id,
        worker=worker,
        message_id=message_id,
        place_id=place_id,
        now=to_stamp(now),
    )
    return changed > 0


async def end(
    connection: Connection,
    delivery_id: int,
    worker: str,
    state: DeliveryState,
    reason: str,
    now: datetime,
) -> bool:
    """End it failed, skipped or unknown, with the reason; False where the claim was lost."""
    changed: int = await _queries.end(
        connection,
        delivery_id=delivery_id,
        worker=worker,
        state=state,
        reason=reason,
        now=to_stamp(now),
    )
    return changed > 0


async def retry(
    connection: Connection,
    delivery_id: int,
    worker: str,
    due_at: datetime,
    reason: str | None,
    now: datetime,
) -> bool:
    """Give a claimed delivery back until `due_at`; False where the claim was lost meanwhile.

    With a `reason` an attempt has failed; without one it was only too early and counts as none.
    """
    changed: int = await _queries.retry(
        connection,
        delivery_id=delivery_id,
        worker=worker,
        due_at=to_stamp(due_at),
        reason=reason,
        now=to_stamp(now),
    )
    return changed > 0


async def release(connection: Connection, worker: str, now: datetime) -> int:
    """Give back what a worker that stops has still claimed; returns how many that were.

    Whoever claims it next looks first whether it was sent, where it had been begun.
    """
    return int(await _queries.release(connection, worker=worker, now=to_stamp(now)))


async def release_all(connection: Connection, reach: Reach, now: datetime) -> int:
    """Give back what a process that has ended had claimed; returns how many that were.

    Whoever asks holds the lock of these shards, so nobody else can be at work on them.
    """
    return int(await _queries.release_all(connection, **reach.as_parameters(), now=to_stamp(now)))


async def give_back(connection: Connection, delivery_id: int, worker: str, now: datetime) -> None:
    """Give back a claimed delivery as it was, since its server is away; no attempt has failed."""
    await _queries.give_back(connection, delivery_id=delivery_id, worker=worker, now=to_stamp(now))


async def next_due_at(connection: Connection, reach: Reach, now: datetime) -> datetime | None:
    """Tell when, after `now`, there is something to claim next, or None."""
    return from_stamp_or_none(
        await _queries.next_due_at(connection, **reach.as_parameters(), now=to_stamp(now))
    )


async def has_due(connection: Connection, reach: Reach, now: datetime) -> bool:
    """Tell whether something that nobody has claimed is due."""
    return bool(await _queries.has_due(connection, **reach.as_parameters(), now=to_stamp(now)))


async def is_recorded(connection: Connection, message_id: int) -> bool:
    """Tell whether a message is known to be a delivery's."""
    return bool(await _queries.is_recorded(connection, message_id=message_id))


async def find_delivery(connection: Connection, delivery_id: int) -> Delivery | None:
    """Find a row of the ledger."""
    row = await _queries.find_delivery(connection, delivery_id=delivery_id)
    return None if row is None else _delivery(row)


async def list_of_subject(
    connection: Connection, guild_id: int, subject_id: int, *, limit: int
) -> list[Delivery]:
    """List what is and was scheduled about a subject, of every kind, the latest first."""
    rows = await _queries.list_of_subject(
        connection, guild_id=guild_id, subject_id=subject_id, most=limit
    )
    return [_delivery(row) for row in rows]


async def list_ledger(
    connection: Connection,
    guild_id: int,
    kinds: Sequence[str],
    subject_id: int,
    *,
    occurrence: str | None = None,
    limit: int,
    skipped: int = 0,
) -> list[Delivery]:
    """List what is and was scheduled of some kinds about a subject, the latest first."""
    rows = await _queries.list_ledger(
        connection,
        guild_id=guild_id,
        kinds=json.dumps(list(kinds)),
        subject_id=subject_id,
        occurrence=occurrence,
        most=limit,
        skipped=skipped,
    )
    return [_delivery(row) for row in rows]


async def export_member(
    connection: Connection, guild_id: int, member_id: int
) -> list[dict[str, object]]:
    """List the newest of what was sent to a member, or scheduled by them, JSON-able."""
    rows = await _queries.export_member(
        connection, guild_id=guild_id, member_id=member_id, most=MOST_EXPORTED
    )
    return [
        {
            "kind": "post scheduled by you" if scheduled else "message to you",
            "of": kind,
            "about": subject_id,
            "for": from_stamp(planned_at).isoformat(),
            "state": state,
        }
        for kind, subject_id, planned_at, state, scheduled in rows
    ]


async def erase_member(connection: Connection, guild_id: int, member_id: int) -> int:
    """Forget what was or would be sent to a member directly, and what they had scheduled.

    Returns how many records that were; what they scheduled is posted all the same.
    """
    erased: int = await _queries.erase_member(connection, guild_id=guild_id, member_id=member_id)
    forgotten: int = await _queries.forget_scheduler(
        connection, guild_id=guild_id, member_id=member_id
    )
    former: int = await _queries.forget_former(connection, guild_id=guild_id, member_id=member_id)
    return erased + forgotten + former


async def erase_guild(connection: Connection, guild_id: int) -> None:
    """Forget a server's deliveries."""
    await _queries.erase_guild(connection, guild_id=guild_id)


def _columns(planned: Planned) -> dict[str, object]:
    data = None if isinstance(planned, DeliveryKey) else json.dumps(asdict(planned))
    return asdict(planned.key()) | {"data": data}


def _delivery(row: Row) -> Delivery:
    return Delivery(
        id=row["id"],
        key=DeliveryKey(**{name: row[name] for name in KEY_COLUMNS}),
        due_at=from_stamp(row["due_at"]),
        planned_at=from_stamp(row["planned_at"]),
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        message_id=row["message_id"],
        reason=row["reason"],
        begun_at=from_stamp_or_none(row["begun_at"]),
        fingerprint=row["fingerprint"],
        after_id=row["after_id"],
        place_id=row["place_id"],
        scheduled_by=row["scheduled_by"],
        data=None if row["data"] is None else json.loads(row["data"]),
    )
