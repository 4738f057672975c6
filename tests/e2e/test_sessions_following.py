"""This and all after it: what was decided for single times outlives a change of the rest."""

from __future__ import annotations

import pytest

from domain.channels import UNLIMITED
from domain.sessions.records import Occurrence, OccurrenceState
from sandbox.client import Sandbox
from storage import session_occurrences
from tests.e2e.sessions import DAY, HOUR, cards, field, plan, press, said, starts_at, words
from tests.nexus import Nexus
from tests.statements import reading

pytestmark = pytest.mark.usefixtures("nexus")

PLANNED, CANCELLED = OccurrenceState.PLANNED, OccurrenceState.CANCELLED


async def everything(sandbox: Sandbox, nexus: Nexus) -> list[Occurrence]:
    """All occurrences of the server, the earliest first."""
    async with reading(nexus.services.database) as connection:
        return await session_occurrences.list_ahead(
            connection,
            sandbox.guild.id,
            (nexus.clock() - DAY, None),
            UNLIMITED,
            is_open=False,
            limit=100,
        )


async def change(sandbox: Sandbox, nexus: Nexus, number: int, **options: str) -> None:
    """The host changes a session."""
    ada = sandbox.member("ada")
    seen = await ada.slash("session edit", session=str(number), **options)
    await ada.click("Save", on=seen)
    await nexus.settle()


async def cancel(sandbox: Sandbox, nexus: Nexus, number: int) -> None:
    """The host cancels one session."""
    ada = sandbox.member("ada")
    seen = await ada.slash("session cancel", session=str(number))
    await ada.fill(await ada.click("Cancel it", on=seen), {"Why": "Holiday."})
    await nexus.settle()


async def test_what_was_cancelled_stays_so_and_nobody_is_moved_into_its_place(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus, "every day at 18:00 UTC, 4 times")
    posted = cards(sandbox)
    times = [await starts_at(sandbox, nexus, number + n) for n in range(4)]
    await press(sandbox, nexus, posted[2], "kofi", "Going")
    await cancel(sandbox, nexus, number + 1)
    await change(sandbox, nexus, number, scope="following", title="Receivers")
    after = await everything(sandbox, nexus)
    assert [(o.id, o.starts_at) for o in after] == list(zip(range(1, 5), times, strict=True))
    assert [o.state for o in after] == [PLANNED, CANCELLED, PLANNED, PLANNED]
    assert [card.embeds[0]["title"] for card in posted[2:]] == ["Receivers"] * 2
    assert field(posted[2], "Going") == f"<@{sandbox.member('kofi').id}>"
    assert said(sandbox, posted[2]) == []
    await nexus.pass_time(7 * HOUR)
    assert len(await everything(sandbox, nexus)) == len(cards(sandbox)) == 4


async def test_what_was_moved_by_itself_stays_there_while_times_do_not_change(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus, "every day at 18:00 UTC, 3 times")
    posted = cards(sandbox)
    await press(sandbox, nexus, posted[1], "kofi", "Going")
    await change(sandbox, nexus, number + 1, when=words(nexus, 20 * DAY))
    moved_to = await starts_at(sandbox, nexus, number + 1)
    told = len(said(sandbox, posted[1]))
    await change(sandbox, nexus, number, scope="following", title="Receivers", length="2h")
    assert await starts_at(sandbox, nexus, number + 1) == moved_to
    assert len(said(sandbox, posted[1])) == told
    assert {(o.plan.title, o.plan.minutes) for o in await everything(sandbox, nexus)} == {
        ("Receivers", 120)
    }


async def test_times_that_the_new_repetition_has_too_keep_their_answers(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    number = await plan(sandbox, nexus, "every day at 18:00 UTC, 5 times")
    posted = cards(sandbox)
    times = [await starts_at(sandbox, nexus, number + n) for n in range(5)]
    await press(sandbox, nexus, posted[2], "kofi", "Going")
    every_other = f"every 2 days at 18:00 UTC starting {times[0]:%Y-%m-%d}, 3 times"
    await change(sandbox, nexus, number, scope="following", when=every_other)
    after = await everything(sandbox, nexus)
    assert [o.starts_at for o in after] == times
    assert [o.state for o in after] == [PLANNED, CANCELLED, PLANNED, CANCELLED, PLANNED]
    assert field(posted[2], "Going") == f"<@{sandbox.member('kofi').id}>"
    assert said(sandbox, posted[2]) == []
