"""Pace of requests, below Discord's limits, and waits after failures."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator

PER_SECOND = 44
AT_ONCE = 4
"""Together what may pass within one second: Discord allows 50 requests, of all kinds."""


class Pace:
    """Lets `rate` requests a second pass, `burst` of them at once, in order of arrival.

    Limits of single channels are not counted here: discord.py keeps those, channel by channel.
    """

    def __init__(self, rate: int = PER_SECOND, burst: int = AT_ONCE) -> None:
        self._interval = 1 / rate
        self._credit = burst / rate
        self._free_at = 0.0
        """On the loop's clock: when all that was let pass so far is paid for."""

    async def pass_one(self) -> None:
        """Wait until one more request may be made."""
        now = asyncio.get_running_loop().time()
        self._free_at = max(self._free_at, now - self._credit) + self._interval
        if self._free_at > now:
            await asyncio.sleep(self._free_at - now)


def pauses(first: float, most: float) -> Iterator[float]:
    """Yield the seconds before each new attempt: twice as many each time, up to `most`.

    Chance takes up to half of them, so that processes that failed together do not return together.
    """
    pause = first
    while True:
        yield pause * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
        pause = min(2 * pause, most)
