"""Posts that are sent once: found again after a crash, else sent with a nonce."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord
from cachetools import LRUCache

from bot.client import NexusClient
from bot.outbox.fingerprints import fingerprint_of_content, fingerprint_of_message
from bot.outbox.scheduler import Pace
from cogs.ui.client import Post
from cogs.ui.reply import sending
from domain.deliveries import Delivery
from storage import deliveries

INVALID_FORM = 50035
REFUSED = "shared-delivery-refused"
REFERENCE_GONE = "shared-delivery-reference-gone"
UNKNOWN = "shared-delivery-unknown"
TOO_LATE = "shared-delivery-too-late"
GAVE_UP = "shared-delivery-gave-up"

# Errors that trying again cannot mend (Discord's reference, "Opcodes and Status Codes").
_FINAL = {
    10003: "shared-delivery-no-channel",
    10007: "shared-delivery-member-left",
    10013: "shared-delivery-account-gone",
    50001: "shared-delivery-no-access",
    50007: "shared-delivery-dm-closed",
    50013: "shared-delivery-forbidden",
    50083: "shared-delivery-thread-archived",
    160005: "shared-delivery-thread-locked",
}
_PASSING = {408, 429}
"""Refusals of today that tomorrow's attempt need not meet."""
_CLIENT_ERRORS = range(400, 500)


def final_reason(error: Exception) -> str | None:
    """Return the catalogue's key that says why it will never be posted; None where it may pass."""
    if not isinstance(error, discord.HTTPException):
        return None
    if error.code in _FINAL:
        return _FINAL[error.code]
    if error.code == INVALID_FORM and "message_reference" in str(error):
        return REFERENCE_GONE
    if error.status in _CLIENT_ERRORS and error.status not in _PASSING | {401}:
        return REFUSED
    return None


NONCE_SECONDS = 90.0
"""Time that we rely on Discord's memory of nonces, which it calls "a few minutes"."""
MOST_READ = 1_000
"""Messages that are looked through for an earlier attempt."""
MOST_READ_BACK = 100
"""Messages that are looked through where nothing says which one came before it."""
MOST_REMEMBERED = 10_000
SLACK = timedelta(minutes=15)
"""Time that a clock may be off when compared with Discord's."""


class ClaimLostError(Exception):
    """Another process has taken the delivery over: it is no longer ours to make."""


class UnreadableError(Exception):
    """A post that may have been sent, in a channel whose history cannot be read to its end."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message, and the channel that it stands in."""

    place_id: int
    message_id: int


class Sender:
    """Makes posts for one worker."""

    def __init__(self, client: NexusClient, worker: str) -> None:
        self._client = client
        self._worker = worker
        self._pace = Pace()
        self._begun: LRUCache[int, float] = LRUCache(MOST_REMEMBERED)
        """Times at which this process first began a delivery, on a clock that nobody sets."""

    async def send(self, delivery: Delivery, post: Post) -> Sent:
        """Post it; where an earlier attempt did within Discord's memory, that post is found.

        Raises what discord.py raises, and `ClaimLostError`.
        """
        await self._pace.pass_one()
        place = await self._place(post)
        await self._begin(delivery, place.id, fingerprint_of_content(post.content))
        # discord.py enforces the nonce whenever it is given one.
        message = await place.send(
            **sending(post.content), **_reference(post), nonce=f"nexus-{delivery.id}"
        )
        return Sent(message.channel.id, message.id)

    async def find_earlier(self, delivery: Delivery) -> Sent | None:
        """Find the message of an attempt whose outcome nobody knows, where there was one.

        Where the history may not be read, Discord's memory of the nonce has to do, while it lasts:
        sending again is harmless then. Raises what discord.py raises, and `UnreadableError`.
        """
        if delivery.begun_at is None or delivery.place_id is None:
            return None
        place = self._client.get_partial_messageable(delivery.place_id)
        await self._pace.pass_one()
        try:
            found = await self._search(place, delivery)
        except discord.NotFound:
            return None  # the channel is gone, and what was said in it
        except discord.Forbidden as error:
            if self._is_remembered(delivery.id, delivery.begun_at):
                return None
            raise UnreadableError from error
        return None if found is None else Sent(place.id, found)

    def _is_remembered(self, delivery_id: int, begun_at: datetime) -> bool:
        """Tell whether Discord still knows the nonce of the first attempt."""
        begun = self._begun.get(delivery_id)
        if begun is not None:
            return _now() - begun < NONCE_SECONDS
        since = self._client.services.clock() - begun_at
        return timedelta() <= since < timedelta(seconds=NONCE_SECONDS)

    def forget(self, delivery_id: int) -> None:
        """Note that the attempt came to its end."""
        self._begun.pop(delivery_id, None)

    async def _place(self, post: Post) -> discord.PartialMessageable:
        if post.member_id is not None:
            await self._pace.pass_one()
            dm = await self._client.create_dm(discord.Object(post.member_id))
            return self._client.get_partial_messageable(dm.id)
        if post.channel_id is None:
            raise ValueError("a post needs a channel or a member")
        return self._client.get_partial_messageable(post.channel_id)

    async def _begin(self, delivery: Delivery, place_id: int, fingerprint: str) -> None:
        """Note, before anything is said, what is going to be said and after which message."""
        services = self._client.services
        beginning = deliveries.Beginning(place_id, fingerprint, newest_in(self._client, place_id))
        now = services.clock()
        begun = await services.database.write(
            deliveries.begin, delivery.id, self._worker, beginning, now
        )
        if not begun:
            raise ClaimLostError
        self._begun.setdefault(delivery.id, _now())

    async def _search(self, place: discord.PartialMessageable, delivery: Delivery) -> int | None:
        prints = (delivery.fingerprint or "").split()
        read, oldest = 0, None
        async for message in self._history(place, delivery):
            read, oldest = read + 1, message.created_at
            if not self._is_ours(message):
                continue
            if str(message.nonce) == f"nexus-{delivery.id}":
                return message.id
            if fingerprint_of_message(message) in prints and not await self._is_known(message.id):
                return message.id
        if _is_cut_off(delivery, read, oldest):
            raise UnreadableError
        return None

    def _history(
        self, place: discord.PartialMessageable, delivery: Delivery
    ) -> AsyncIterator[discord.Message]:
        if delivery.after_id is None:
            return place.history(limit=MOST_READ_BACK)
        after = discord.Object(delivery.after_id)
        return place.history(limit=MOST_READ, after=after, oldest_first=True)

    def _is_ours(self, message: discord.Message) -> bool:
        return self._client.user is not None and message.author.id == self._client.user.id

    async def _is_known(self, message_id: int) -> bool:
        """Tell whether it is the message of another delivery that says the same."""
        database = self._client.services.database
        return await database.read(deliveries.is_recorded, message_id)


def newest_in(client: NexusClient, channel_id: int) -> int | None:
    """Return the newest message of a channel, or the empty channel itself.

    None where that is unknown.
    """
    channel = client.get_channel(channel_id)
    newest: int | None = getattr(channel, "last_message_id", None)
    return newest or (None if channel is None else channel.id)


def _is_cut_off(delivery: Delivery, read: int, oldest: datetime | None) -> bool:
    """Tell whether there may be more messages to look through than were read."""
    if delivery.after_id is not None:
        return read >= MOST_READ
    if read < MOST_READ_BACK or oldest is None or delivery.begun_at is None:
        return False
    return oldest > delivery.begun_at - SLACK


def _now() -> float:
    return asyncio.get_running_loop().time()


def _reference(post: Post) -> dict[str, Any]:  # Any: discord.py's keyword arguments
    """Make a post an answer to a message; whom it pings is said by its mentions."""
    if post.reply_to is None or post.channel_id is None:
        return {}
    reference = discord.MessageReference(
        message_id=post.reply_to, channel_id=post.channel_id, fail_if_not_exists=True
    )
    return {"reference": reference}
