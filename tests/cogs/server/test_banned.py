"""A member who is blocked from posting changes nothing that others see."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from cogs.apis.actions.consumers import declare
from cogs.core.actor import Actor
from cogs.core.services import Services
from cogs.endpoints.actions.watchers import toggle_watch
from cogs.faq.actions.lookups import note_miss, vote
from cogs.qa.actions.lifecycle import close_question, release_question
from cogs.qa.actions.offers import offer_answer
from cogs.sessions.actions.answers import check_in, keep_notes
from domain.bans import PostingBan
from domain.errors import UserError
from domain.questions import Resolution
from storage import bans
from tests.cogs.conftest import GUILD, TestClock
from tests.statements import writing

ADA, MARA = 1, 9
ACTS: list[Callable[[Services, Actor], Awaitable[object]]] = [
    lambda services, ada: services.write(declare, ada, "Shop", None),
    lambda services, ada: services.write(toggle_watch, ada, 1),
    lambda services, ada: services.write(vote, ada, 1, is_helpful=True),
    lambda services, ada: services.write(release_question, ada, 1),
    lambda services, ada: services.write(close_question, ada, 1, Resolution.STALE),
    lambda services, ada: services.write(offer_answer, ada, 1, 50),
    lambda services, ada: services.write(check_in, ada, 1),
    lambda services, ada: services.write(keep_notes, ada, 1, "We met."),
]
"""Acts that were let through once; `tests/meta/test_gate.py` walks all others."""


async def test_every_act_is_refused_with_the_reason_until_the_bar_ends(
    services: Services, clock: TestClock, make_actor: Callable[..., Actor]
) -> None:
    ada = make_actor(ADA)
    ban = PostingBan(GUILD, ADA, MARA, "spam", clock(), clock() + timedelta(days=1))
    async with writing(services.database) as connection:
        await bans.save_ban(connection, ban)
    for act in ACTS:
        with pytest.raises(UserError) as refused:
            await act(services, ada)
        assert refused.value.problem == "shared-barred"
        assert refused.value.values["reason"] == "spam"
    assert await services.write(note_miss, ada, "caching views") is None
    clock.advance(timedelta(days=2))
    for act in ACTS:  # what they name does not exist, which is said by now
        with pytest.raises(UserError) as unknown:
            await act(services, ada)
        assert unknown.value.problem != "shared-barred"
    assert await services.write(note_miss, ada, "caching views") is not None
