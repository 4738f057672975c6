"""How fast the dispatcher may speak, on a loop whose time passes at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.outbox.scheduler import AT_ONCE, PER_SECOND, Pace

DISCORDS_LIMIT = 50


class QuickLoop(asyncio.SelectorEventLoop):
    """A loop that does not wait: its clock jumps to the next thing that is due."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead = 0.0

    def time(self) -> float:
        return super().time() + self._ahead

    def call_at(
        self, when: float, callback: Callable[..., object], *args: object, context: object = None
    ) -> asyncio.TimerHandle:
        self._ahead += max(0.0, when - self.time())
        return super().call_at(when, callback, *args)


def test_no_second_sees_more_than_discord_allows() -> None:
    async def passes() -> list[float]:
        pace, times = Pace(), []
        for _ in range(200):
            await pace.pass_one()
            times.append(asyncio.get_running_loop().time())
        return times

    with asyncio.Runner(loop_factory=QuickLoop) as runner:
        times = runner.run(passes())
    most = max(sum(at <= t < at + 1 for t in times) for at in times)
    assert PER_SECOND <= most <= PER_SECOND + AT_ONCE < DISCORDS_LIMIT


def test_what_was_not_used_is_not_saved_up() -> None:
    async def passes() -> float:
        pace, loop = Pace(), asyncio.get_running_loop()
        await asyncio.sleep(60)
        began = loop.time()
        for _ in range(2 * PER_SECOND):
            await pace.pass_one()
        return loop.time() - began

    with asyncio.Runner(loop_factory=QuickLoop) as runner:
        assert runner.run(passes()) > 1.5
