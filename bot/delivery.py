"""The dispatcher: claims what is due, asks its feature what to say, says it once, records it."""

from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord

from bot.client import NexusClient
from cogs.shared.features import Post, Postpone, Skip
from cogs.shared.reply import sending
from domain.deliveries import Delivery
from storage import deliveries

log = logging.getLogger(__name__)

BATCH = 20
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=30)

INVALID_FORM = 50035
UNKNOWN_REFERENCE = -1
"""No code of Discord's: it answers 50035 (invalid form body) and names the field."""

# Errors that trying again cannot mend (Discord's reference, "Opcodes and Status Codes").
FINAL = {
    10003: "the channel was deleted",
    10007: "the member has left the server",
    10013: "the member's account does not exist any more",
    50001: "the bot cannot see the channel",
    50007: "the member accepts no direct messages",
    50013: "the bot lacks a permission in the channel",
    50083: "the thread is archived",
    160005: "the thread is locked",
    UNKNOWN_REFERENCE: "the message that it answers is gone",
}


def _reference(post: Post) -> dict[str, Any]:  # Any: discord.py's keyword arguments
    """What makes a post an answer to a message; whom it pings is said by its mentions."""
    if post.reply_to is None or post.channel_id is None:
        return {}
    reference = discord.MessageReference(
        message_id=post.reply_to, channel_id=post.channel_id, fail_if_not_exists=True
    )
    return {"reference": reference}


class Dispatcher:
    """Works off the delivery ledger for one client."""

    def __init__(self, client: NexusClient) -> None:
        self._client = client
        self._worker = secrets.token_hex(8)

    async def run(self) -> datetime | None:
        """Send all that is due; returns when the next one is."""
        services = self._client.services
        while True:
            async with services.database.transaction() as connection:
                claimed = await deliveries.claim_due(
                    connection, services.clock(), self._worker, LEASE, BATCH
                )
            if not claimed:
                break
            await asyncio.gather(*(self._handle(delivery) for delivery in claimed))
        async with services.database.read() as connection:
            return await deliveries.next_due_at(connection)

    async def release(self) -> None:
        """Give back what was claimed and not finished, so that the next start need not wait."""
        services = self._client.services
        async with services.database.transaction() as connection:
            await deliveries.release(connection, self._worker, services.clock())

    async def _handle(self, delivery: Delivery) -> None:
        """Deal with one claimed delivery; its failure must not stop the others."""
        try:
            await self._deliver(delivery)
        except (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError) as error:
            await self._failed(delivery, error)
        except Exception as error:
            log.exception("The delivery %s (%s) could not be made", delivery.id, delivery.kind)
            await self._retry(delivery, f"a fault of ours: {type(error).__name__}")

    async def _deliver(self, delivery: Delivery) -> None:
        kind = self._client.services.features.deliveries.get(delivery.kind)
        if kind is None:
            await self._skip(delivery, "no feature knows this kind any more")
            return
        decided = await kind.compose(self._client, delivery)
        if isinstance(decided, Skip):
            await self._skip(delivery, decided.reason)
        elif isinstance(decided, Postpone):
            await self._postpone(delivery, decided.until)
        else:
            message_id = await self._send(delivery, decided)
            if await self._sent(delivery, message_id) and kind.sent is not None:
                await kind.sent(self._client, delivery, message_id)

    async def _send(self, delivery: Delivery, post: Post) -> int:
        place = await self._place(post)
        nonce = f"nexus-{delivery.id}"
        if delivery.may_have_been_sent:
            earlier = await self._find_sent(place, nonce, delivery)
            if earlier is not None:
                return earlier
        # discord.py enforces the nonce whenever it is given one.
        message = await place.send(**sending(post.content), **_reference(post), nonce=nonce)
        return message.id

    async def _place(self, post: Post) -> discord.abc.Messageable:
        if post.member_id is not None:
            return await self._client.create_dm(discord.Object(post.member_id))
        if post.channel_id is None:
            raise ValueError("a post needs a channel or a member")
        return self._client.get_partial_messageable(post.channel_id)

    async def _find_sent(
        self, place: discord.abc.Messageable, nonce: str, delivery: Delivery
    ) -> int | None:
        """The message of an attempt that ended before it could be recorded."""
        since = delivery.due_at - timedelta(minutes=1)
        async for message in place.history(limit=100, after=since, oldest_first=False):
            mine = self._client.user is not None and message.author.id == self._client.user.id
            if mine and str(message.nonce) == nonce:
                return message.id
        return None

    async def _failed(self, delivery: Delivery, error: Exception) -> None:
        code = error.code if isinstance(error, discord.HTTPException) else None
        if code == INVALID_FORM and "message_reference" in str(error):
            code = UNKNOWN_REFERENCE
        if code in FINAL:
            await self._give_up(delivery, FINAL[code])
        else:
            await self._retry(delivery, str(error) or type(error).__name__)

    async def _retry(self, delivery: Delivery, reason: str) -> None:
        if delivery.attempts >= MOST_ATTEMPTS:
            await self._give_up(delivery, f"{reason} (tried {delivery.attempts} times)")
            return
        services = self._client.services
        now = services.clock()
        wait = min(FIRST_WAIT * 2 ** max(0, delivery.attempts - 1), LONGEST_WAIT)
        async with services.database.transaction() as connection:
            await deliveries.retry(connection, delivery.id, self._worker, now + wait, reason, now)
        log.info("The delivery %s is tried again in %s: %s", delivery.id, wait, reason)

    async def _give_up(self, delivery: Delivery, reason: str) -> None:
        services = self._client.services
        async with services.database.transaction() as connection:
            await deliveries.mark_failed(
                connection, delivery.id, self._worker, reason, services.clock()
            )
        log.warning("The delivery %s (%s) failed: %s", delivery.id, delivery.kind, reason)

    async def _skip(self, delivery: Delivery, reason: str) -> None:
        services = self._client.services
        async with services.database.transaction() as connection:
            await deliveries.mark_skipped(
                connection, delivery.id, self._worker, reason, services.clock()
            )

    async def _postpone(self, delivery: Delivery, until: datetime) -> None:
        services = self._client.services
        async with services.database.transaction() as connection:
            await deliveries.retry(
                connection, delivery.id, self._worker, until, None, services.clock()
            )

    async def _sent(self, delivery: Delivery, message_id: int) -> bool:
        services = self._client.services
        async with services.database.transaction() as connection:
            return await deliveries.mark_sent(
                connection, delivery.id, self._worker, message_id, services.clock()
            )
