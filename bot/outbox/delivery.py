"""The dispatcher: claims what is due, asks its feature what to say, says it once, records it.

What is due waits in lanes, one for each target: posts of one lane are made one after the other,
lanes work side by side, and none holds more than a few rows, so that a channel which Discord slows
down keeps nobody else waiting.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

import aiohttp
import discord

from bot.client import NexusClient
from bot.outbox.sender import (
    GAVE_UP,
    TOO_LATE,
    UNKNOWN,
    ClaimLostError,
    Sender,
    Sent,
    UnreadableError,
    final_reason,
)
from cogs.core.guilds import LaterError
from cogs.core.trace import begin_trace
from cogs.core.unit import Unit
from cogs.ui.client import DeliveryKind, Post, Postpone, Skip
from cogs.ui.failures import schedule_report
from cogs.ui.members import why_unseen
from domain.deliveries import Delivery, DeliveryState
from domain.shards import Reach
from storage import deliveries
from storage.connection import Connection

log = logging.getLogger(__name__)

MOST_HELD = 200
"""Rows that one process holds at a time."""
DEEP = 5
"""Rows of one lane: as many as Discord lets into a channel at once."""
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=30)
Otherwise = Callable[[Unit, Delivery], Awaitable[None]]
"""Plans another way for a delivery that failed for good."""
Turn = int | tuple[int, int]
"""Posts that wait for one another: those of a target, or of a server's subject without one."""
STOP_SECONDS = 2.0
"""Time that a stop waits for posts that Discord is about to confirm."""


class Dispatcher:
    """Works off the delivery ledger for one client."""

    def __init__(self, client: NexusClient) -> None:
        self._client = client
        self._worker = secrets.token_hex(8)
        self._sender = Sender(client, self._worker)
        self._tasks: set[asyncio.Task[None]] = set()
        self._lanes: Counter[int] = Counter()
        self._turns: WeakValueDictionary[Turn, asyncio.Lock] = WeakValueDictionary()
        self._is_more_due = False

    async def run(self) -> datetime | None:
        """Begin what is due and has room; returns when the next is due.

        What has no room yet is looked at again when something comes to its end.
        """
        services = self._client.services
        while room := MOST_HELD - len(self._tasks):
            claimed = await self._claim(room)
            for delivery in claimed:
                self._begin(delivery)
            if not claimed:
                break
        now, reach = services.clock(), services.servers.reach()
        self._is_more_due, next_due_at = await services.database.read(_look_ahead, reach, now)
        return next_due_at

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Let what is under way finish for a moment at the end, and give the rest back."""
        try:
            yield
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(STOP_SECONDS):
                    await self.idle()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            services = self._client.services
            now = services.clock()
            await services.database.write(deliveries.release, self._worker, now)

    async def _claim(self, room: int) -> list[Delivery]:
        services = self._client.services
        full = [lane for lane, held in self._lanes.items() if held >= DEEP]
        return await services.database.write(
            _claim,
            services.servers.reach(),
            services.clock(),
            self._worker,
            room,
            full,
            renews=bool(self._tasks),
        )

    def _begin(self, delivery: Delivery) -> None:
        self._lanes[delivery.lane] += 1
        task = asyncio.create_task(self._handle(delivery), name=f"delivery {delivery.id}")
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._end(done, delivery.lane))

    def _end(self, task: asyncio.Task[None], lane: int) -> None:
        self._tasks.discard(task)
        self._lanes[lane] -= 1
        if not self._lanes[lane]:
            del self._lanes[lane]
        if self._is_more_due:
            self._client.services.schedule.wake()

    async def _handle(self, delivery: Delivery) -> None:
        """Deal with one claimed delivery; its failure must not stop the others."""
        begin_trace()
        try:
            await self._deliver(delivery)
        except ClaimLostError:
            log.info("The delivery %s was taken over by another process", delivery.id)
        except UnreadableError:
            await self._give_up(delivery, UNKNOWN)
        except LaterError:
            await self._give_back(delivery)
        except (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError) as error:
            await self._failed(delivery, error)
        except Exception as error:
            log.exception("The delivery %s (%s) could not be made", delivery.id, delivery.kind)
            await self._retry(delivery, f"a fault of ours: {type(error).__name__}")

    async def _deliver(self, delivery: Delivery) -> None:
        kind = self._client.registry.deliveries.get(delivery.kind)
        if kind is None:
            await self._skip(delivery, "no feature knows this kind any more")
            return
        target = delivery.key.channel_id or delivery.key.member_id
        # Without a target yet, what is said of one subject keeps the order that it was planned in.
        async with self._turn(target or (delivery.guild_id, delivery.subject_id)):
            await self._perform(kind, delivery)

    async def _perform(self, kind: DeliveryKind, delivery: Delivery) -> None:
        earlier = await self._sender.find_earlier(delivery)
        if earlier is not None:
            await self._sent(kind, delivery, earlier)
            return
        late = self._client.services.clock() - delivery.planned_at
        if kind.grace is not None and late > kind.grace:
            await self._skip(delivery, TOO_LATE)
            return
        decided = await self._decide(kind, delivery)
        if isinstance(decided, Skip):
            await self._skip(delivery, decided.reason)
        elif isinstance(decided, Postpone):
            await self._put_off(delivery, decided.until, None)
        else:
            await self._sent(kind, delivery, await self._send(delivery, decided))

    async def _decide(self, kind: DeliveryKind, delivery: Delivery) -> Post | Skip | Postpone:
        """Ask the feature what to send, and the gate whether its member may read that."""
        decided = await kind.compose(self._client, delivery)
        if (
            isinstance(decided, Post)
            and decided.member_id is not None
            and decided.about is not None
        ):
            reason = await why_unseen(
                self._client, delivery.guild_id, decided.member_id, decided.about
            )
            return decided if reason is None else Skip(reason)
        return decided

    async def _send(self, delivery: Delivery, post: Post) -> Sent:
        """Send it when it is its turn in the channel that was decided on."""
        known = delivery.key.channel_id or delivery.key.member_id
        target = post.channel_id or post.member_id or 0
        if known == target:  # its turn it is already
            return await self._sender.send(delivery, post)
        async with self._turn(target):
            return await self._sender.send(delivery, post)

    def _turn(self, target: Turn) -> asyncio.Lock:
        return self._turns.setdefault(target, asyncio.Lock())

    async def _failed(self, delivery: Delivery, error: Exception) -> None:
        reason = final_reason(error)
        if reason is not None and self._client.services.servers.is_later(delivery.guild_id):
            await self._give_back(delivery)  # what Discord says of it now is no fact
        elif reason is None:
            await self._retry(delivery, str(error) or type(error).__name__)
        else:
            log.warning("Discord refuses the delivery %s: %s", delivery.id, error)
            await self._give_up(delivery, reason)

    async def _retry(self, delivery: Delivery, reason: str) -> None:
        failures = delivery.attempts + 1
        if failures >= MOST_ATTEMPTS:
            log.warning("The delivery %s was tried for the last time: %s", delivery.id, reason)
            await self._conclude(delivery)
            return
        wait = min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT)
        await self._put_off(delivery, self._client.services.clock() + wait, reason)
        log.info("The delivery %s is tried again in %s: %s", delivery.id, wait, reason)

    async def _conclude(self, delivery: Delivery) -> None:
        """Look once more, after the last attempt failed, whether it is there all the same."""
        kind = self._client.registry.deliveries.get(delivery.kind)
        try:
            earlier = await self._sender.find_earlier(delivery)
        except (UnreadableError, discord.HTTPException, aiohttp.ClientError, OSError):
            await self._give_up(delivery, UNKNOWN)
            return
        if earlier is None or kind is None:
            await self._give_up(delivery, GAVE_UP)
        else:
            await self._sent(kind, delivery, earlier)

    async def _put_off(self, delivery: Delivery, until: datetime, reason: str | None) -> None:
        services = self._client.services
        now = services.clock()
        await services.database.write(
            deliveries.retry, delivery.id, self._worker, until, reason, now
        )
        services.schedule.wake(until)

    async def _give_back(self, delivery: Delivery) -> None:
        """Leave it as it was: its server is away, and its arrival wakes the dispatcher."""
        services = self._client.services
        log.info("The delivery %s waits for its server", delivery.id)
        now = services.clock()
        await services.database.write(deliveries.give_back, delivery.id, self._worker, now)

    async def _give_up(self, delivery: Delivery, reason: str) -> None:
        """Record that it failed for good, and see to it that whoever scheduled it is told."""
        services = self._client.services
        kind = self._client.registry.deliveries.get(delivery.kind)
        otherwise = None if kind is None else kind.otherwise
        await services.write(_fail, delivery, self._worker, reason, otherwise)
        self._sender.forget(delivery.id)
        log.warning("The delivery %s (%s) failed: %s", delivery.id, delivery.kind, reason)

    async def _skip(self, delivery: Delivery, reason: str) -> None:
        services = self._client.services
        now = services.clock()
        await services.database.write(
            deliveries.end, delivery.id, self._worker, DeliveryState.SKIPPED, reason, now
        )

    async def _sent(self, kind: DeliveryKind, delivery: Delivery, sent: Sent) -> None:
        services = self._client.services
        self._sender.forget(delivery.id)
        is_ours = await services.database.write(
            deliveries.mark_sent,
            delivery.id,
            self._worker,
            sent.message_id,
            services.clock(),
            place_id=sent.place_id,
        )
        if is_ours and kind.sent is not None:
            await kind.sent(self._client, delivery, sent.message_id)


async def _look_ahead(
    connection: Connection, reach: Reach, now: datetime
) -> tuple[bool, datetime | None]:
    """Tell whether more is due than there was room for, and when the next is."""
    is_more_due = await deliveries.has_due(connection, reach, now)
    return is_more_due, await deliveries.next_due_at(connection, reach, now)


async def _fail(
    unit: Unit, delivery: Delivery, worker: str, reason: str, otherwise: Otherwise | None
) -> None:
    """Record that a delivery failed for good, and plan the other way that its kind has.

    Nothing is planned where another process has taken it over.
    """
    state = DeliveryState.UNKNOWN if reason == UNKNOWN else DeliveryState.FAILED
    if await deliveries.end(unit.connection, delivery.id, worker, state, reason, unit.now):
        await schedule_report(unit.connection, delivery, unit.now)
        unit.expect(unit.now)
        if otherwise is not None:
            await otherwise(unit, delivery)


async def _claim(
    connection: Connection,
    reach: Reach,
    now: datetime,
    worker: str,
    room: int,
    full: Sequence[int],
    *,
    renews: bool,
) -> list[Delivery]:
    """Claim what is due and has room; `renews` prolongs what the worker holds already."""
    if renews:
        await deliveries.renew(connection, worker, now, LEASE)
    return await deliveries.claim_due(
        connection, reach, now, worker, LEASE, room, full_lanes=full, deep=DEEP
    )
