"""A card of every kind and everything that befalls it: it heals, or gives up and says so.

All kinds are tried in one world for each disturbance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from sandbox.client import Sandbox
from sandbox.world.channels import channel_event, delete_channel
from sandbox.world.messages import delete_message
from sandbox.world.models import Channel, Message, Role
from sandbox.world.people import create_role, member_changed, role_changed
from sandbox.world.permissions import Permission
from tests.e2e.cards import (
    KINDS,
    PLACES,
    Kind,
    Step,
    Trial,
    all_messages,
    furnish,
    is_card,
    words_of,
)
from tests.e2e.permissions import deny
from tests.nexus import Nexus

EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
DECIDED = "is in the FAQ"
"""Words that a member is told of a suggestion, be its card right or not."""
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


async def change_all(trial: Trial) -> None:
    for kind in KINDS.values():
        await kind.change(trial)
    await trial.nexus.settle()


async def look_again(trial: Trial) -> None:
    """Let the sweep come by a few times."""
    for period in (MINUTE, MINUTE, 11 * MINUTE):
        await trial.nexus.pass_time(period)


def places(trial: Trial) -> list[Channel]:
    return [trial.sandbox.channel(name) for name in PLACES]


def own_role(sandbox: Sandbox) -> Role:
    bot_id = sandbox.application.bot.id
    return next(role for role in sandbox.guild.roles.values() if role.bot_id == bot_id)


def close(trial: Trial) -> None:
    for place in places(trial):
        deny(trial.sandbox, place, Permission.VIEW_CHANNEL)


def reopen(trial: Trial) -> None:
    for place in places(trial):
        place.overwrites.clear()
        trial.sandbox.world.emit(channel_event("CHANNEL_UPDATE", place))


async def forbidden_until(trial: Trial, mend: Callable[[Trial], None]) -> None:
    close(trial)
    await change_all(trial)
    mend(trial)
    await trial.nexus.settle()
    await look_again(trial)


async def mended_by_role(trial: Trial) -> None:
    def mend(trial: Trial) -> None:
        role = own_role(trial.sandbox)
        role.permissions |= Permission.ADMINISTRATOR
        role_changed(trial.sandbox.world, trial.sandbox.guild, role)

    await forbidden_until(trial, mend)


async def mended_by_channel(trial: Trial) -> None:
    await forbidden_until(trial, reopen)


async def mended_by_member(trial: Trial) -> None:
    world, guild = trial.sandbox.world, trial.sandbox.guild
    helper = create_role(world, guild, "helper", Permission.ADMINISTRATOR)
    await trial.nexus.settle()

    def mend(_: Trial) -> None:
        member = guild.members[trial.sandbox.application.bot.id]
        member.role_ids.append(helper.id)
        member_changed(world, guild, member)

    await forbidden_until(trial, mend)


async def mended_while_away(trial: Trial) -> None:
    close(trial)
    await change_all(trial)
    await trial.nexus.stop()
    reopen(trial)
    await trial.nexus.start()
    await look_again(trial)


async def message_deleted(trial: Trial) -> None:
    for card in trial.cards.values():
        delete_message(trial.sandbox.world, card)
    await trial.nexus.settle()
    await change_all(trial)
    await look_again(trial)


async def thread_deleted(trial: Trial) -> None:
    for name, kind in KINDS.items():
        if kind.has_thread:
            thread = trial.sandbox.world.channels[trial.cards[name].id]
            delete_channel(trial.sandbox.world, thread)
    await trial.nexus.settle()
    await change_all(trial)
    await look_again(trial)


async def channel_deleted(trial: Trial) -> None:
    trial.sandbox.faults.fail(EDIT, 503, times=10_000)
    await change_all(trial)  # before: what belongs to a channel that is gone is nobody's to change
    for place in places(trial):
        delete_channel(trial.sandbox.world, place)
    trial.sandbox.faults.clear()
    await trial.nexus.settle()
    await look_again(trial)


async def refused_for_good(trial: Trial) -> None:
    trial.sandbox.faults.fail(EDIT, 400, times=10_000, code=50035)
    await change_all(trial)
    for _ in range(12):
        await trial.nexus.pass_time(30 * MINUTE)
    trial.sandbox.forgive()  # nothing invalid was sent: it was refused all the same


async def unwell_for_a_while(trial: Trial) -> None:
    trial.sandbox.faults.fail(EDIT, 503, times=10_000)
    await change_all(trial)
    await trial.nexus.pass_time(MINUTE)
    trial.sandbox.faults.clear()
    await look_again(trial)


@dataclass(frozen=True)
class Disturbance:
    """Something that befalls cards; `may_give_up` where it is for good."""

    happen: Step
    may_give_up: bool = False


DISTURBANCES = {
    "403 mended by role": Disturbance(mended_by_role),
    "403 mended by channel": Disturbance(mended_by_channel),
    "403 mended by member": Disturbance(mended_by_member),
    "403 mended while away": Disturbance(mended_while_away),
    "message deleted": Disturbance(message_deleted, may_give_up=True),
    "thread deleted": Disturbance(thread_deleted, may_give_up=True),
    "channel deleted": Disturbance(channel_deleted, may_give_up=True),
    "400 for good": Disturbance(refused_for_good, may_give_up=True),
    "5xx": Disturbance(unwell_for_a_while),
}


@dataclass(frozen=True)
class Outcome:
    """Outcome of a card: which messages show it as it is, and who was told of it."""

    shown: int
    told: tuple[str, ...]
    offered: bool
    """Its owner is offered to have it posted again, where they ask for it."""

    def is_right(self, disturbance: Disturbance) -> bool:
        """Tell a card that is as its row, or was given up with a word to somebody."""
        gave_up = disturbance.may_give_up and self.shown == 0
        return bool(self.told) or self.offered if gave_up else self.shown == 1


async def _outcome(trial: Trial, kind: Kind, told: list[Message]) -> Outcome:
    shown = [
        message
        for message in all_messages(trial)
        if kind.title in words_of(message) and kind.word in words_of(message) and is_card(message)
    ]
    words = [m.content for m in told if kind.title in m.content and DECIDED not in m.content]
    return Outcome(len(shown), tuple(words), await _is_offered(trial, kind))


async def _is_offered(trial: Trial, kind: Kind) -> bool:
    if kind.show is None:
        return False
    command, option, value = kind.show
    seen = await trial.as_member("ada", command, **{option: value})
    return "Post again" in str(seen.components)


@pytest.mark.parametrize("name", DISTURBANCES)
async def test_cards_heal_or_are_given_up_and_that_is_said(
    name: str, sandbox: Sandbox, nexus: Nexus
) -> None:
    trial, disturbance = Trial(sandbox, nexus), DISTURBANCES[name]
    await furnish(trial)
    before = {message.id for message in all_messages(trial)}
    await disturbance.happen(trial)
    told = [m for m in all_messages(trial) if m.id not in before and m.content]
    found = {kind: await _outcome(trial, each, told) for kind, each in KINDS.items()}
    if name == "thread deleted":
        found = {kind: each for kind, each in found.items() if KINDS[kind].has_thread}
    if name == "channel deleted":
        del found["suggestion"]  # decided about: nobody waits for it, and the log has it
    wrong = {kind: each for kind, each in found.items() if not each.is_right(disturbance)}
    assert not wrong, "these neither show their row once nor were given up with a word to somebody"
