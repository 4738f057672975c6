from datetime import UTC, datetime, timedelta

import pytest

from cogs.core.rates import Rate, Rates
from domain.errors import UserError

NOW = datetime(2026, 11, 23, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def rates() -> Rates:
    return Rates({"command": Rate(2, MINUTE), "post": Rate(1, MINUTE)})


def spend(rates: Rates, now: datetime, *, kind: str = "command", member: int = 3) -> None:
    rates.spend(kind, 1, member, now, is_moderator=False)


def test_uses_are_counted_within_the_period(rates: Rates) -> None:
    spend(rates, NOW)
    spend(rates, NOW + timedelta(seconds=30))
    with pytest.raises(UserError):
        spend(rates, NOW + timedelta(seconds=59))
    spend(rates, NOW + MINUTE)
    with pytest.raises(UserError):
        spend(rates, NOW + timedelta(seconds=61))


def test_a_refusal_says_when_the_next_use_is_possible(rates: Rates) -> None:
    spend(rates, NOW)
    spend(rates, NOW + timedelta(seconds=30))
    with pytest.raises(UserError) as refused:
        spend(rates, NOW + timedelta(seconds=40))
    assert refused.value.problem == "shared-rate-command"
    free_at = int((NOW + MINUTE).timestamp())
    assert refused.value.values == {"allowed": 2, "again": f"<t:{free_at + 1}:R>"}


def test_a_refused_use_is_not_counted(rates: Rates) -> None:
    for _ in range(2):
        spend(rates, NOW)
    for second in range(1, 60):
        with pytest.raises(UserError):
            spend(rates, NOW + timedelta(seconds=second))
    spend(rates, NOW + MINUTE)


def test_kinds_members_and_servers_are_counted_apart(rates: Rates) -> None:
    spend(rates, NOW, kind="post")
    spend(rates, NOW, kind="post", member=4)
    spend(rates, NOW)
    rates.spend("post", 2, 3, NOW, is_moderator=False)
    with pytest.raises(UserError):
        spend(rates, NOW, kind="post")


def test_moderators_may_twice_as_much(rates: Rates) -> None:
    for _ in range(4):
        rates.spend("command", 1, 3, NOW, is_moderator=True)
    with pytest.raises(UserError):
        rates.spend("command", 1, 3, NOW, is_moderator=True)
