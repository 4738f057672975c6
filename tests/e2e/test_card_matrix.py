"""A card of every kind and everything that befalls it: it heals, or gives up and says so.

All kinds are tried in one world for each disturbance. A cell that fails today is expected to fail,
strictly and with its reason: whoever mends it takes it off `FAILS`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Secret, Settings
from sandbox.client import Sandbox
from sandbox.world.channels import channel_event, delete_channel
from sandbox.world.messages import delete_message
from sandbox.world.models import Channel, Message, Role
from sandbox.world.people import create_role, member_changed, role_changed
from sandbox.world.permissions import Permission
from tests.e2e.cards import (
    HOME,
    KINDS,
    MODERATORS,
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
"""What a member is told of a suggestion, be its card right or not."""
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
    return [trial.sandbox.channel(name) for name in (HOME, MODERATORS)]


def own_role(sandbox: Sandbox) -> Role:
    bot_id = sandbox.application.bot.id
    return next(role for role in sandbox.guild.roles.values() if role.bot_id == bot_id)


def close(trial: Trial) -> None:
    for place in places(trial):
        deny(trial.sandbox, place, Permission.VIEW_CHANNEL)


def reopen(trial: Trial) -> None:
    for place in places(trial):
        place.overwrites.clear()
        trial.sandbox.world.emit(channel_event(trial.sandbox.world, "CHANNEL_UPDATE", place))


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

NOT_HEARD = "nobody hears that a role or the bot's own roles changed"
GIVEN_UP = "a refusal is recorded as shown: it is never tried again, and nobody is told"
FOR_EVER = "what Discord refuses for good is tried at each sweep for ever, and nobody is told"
LOST = "a fault is recorded, and its owner is not told"
FAILS: dict[str, dict[str, str]] = {
    "403 mended by role": {
        **dict.fromkeys(("question", "session", "announcement"), NOT_HEARD),
        **dict.fromkeys(("poll", "suggestion"), GIVEN_UP),
    },
    "403 mended by channel": {
        "announcement": "nobody hears that a channel changed: the next save tries again",
        **dict.fromkeys(("poll", "suggestion"), GIVEN_UP),
    },
    "403 mended by member": {
        **dict.fromkeys(("question", "session", "announcement"), NOT_HEARD),
        **dict.fromkeys(("poll", "suggestion"), GIVEN_UP),
    },
    "403 mended while away": dict.fromkeys(("poll", "suggestion"), GIVEN_UP),
    "message deleted": {"question": LOST} | dict.fromkeys(("poll", "suggestion"), GIVEN_UP),
    "thread deleted": {"question": LOST},
    "channel deleted": {"question": LOST} | dict.fromkeys(("poll", "suggestion"), GIVEN_UP),
    "400 for good": {"suggestion": GIVEN_UP}
    | dict.fromkeys(set(KINDS) - {"suggestion", "api", "request"}, FOR_EVER),
}
"""Kinds that fail a disturbance today, and why."""


def cells() -> list[Any]:
    """List the cells, those of one disturbance in one process, which tries it once."""
    found = []
    for disturbance in DISTURBANCES:
        for name, kind in KINDS.items():
            if disturbance == "thread deleted" and not kind.has_thread:
                continue
            marks = [pytest.mark.xdist_group(f"cards, {disturbance}")]
            if reason := FAILS.get(disturbance, {}).get(name):
                marks.append(pytest.mark.xfail(reason=reason, strict=True))
            found.append(pytest.param(name, disturbance, marks=marks))
    return found


@dataclass(frozen=True)
class Outcome:
    """What became of a card: which messages show it as it is, and who was told of it."""

    shown: int
    told: tuple[str, ...]
    offered: bool = False
    """Its owner is offered to have it posted again, where they ask for it."""


_tried: dict[str, dict[str, Outcome]] = {}
"""Outcomes by disturbance and kind: one world serves all kinds."""


async def outcomes(disturbance: str, folder: Path, migrated_file: Path) -> dict[str, Outcome]:
    """Try a disturbance on a card of every kind, once in this process."""
    if disturbance not in _tried:
        path = folder / "nexus.db"
        shutil.copyfile(migrated_file, path)
        async with Sandbox.start(limit_pace=20.0) as sandbox:
            settings = replace(
                Settings(),
                token=Secret(sandbox.token),
                api_base=sandbox.api_base,
                database_url=f"sqlite:///{path}",
                commands_per_minute=1_000,
                posts_per_ten_minutes=1_000,
            )
            async with Nexus(settings, sandbox) as nexus:
                _tried[disturbance] = await _try(Trial(sandbox, nexus), disturbance)
    return _tried[disturbance]


async def _try(trial: Trial, disturbance: str) -> dict[str, Outcome]:
    await furnish(trial)
    before = {message.id for message in all_messages(trial)}
    await DISTURBANCES[disturbance].happen(trial)
    told = [m for m in all_messages(trial) if m.id not in before and m.content]
    return {
        name: replace(_outcome(trial, kind, told), offered=await _is_offered(trial, kind))
        for name, kind in KINDS.items()
    }


async def _is_offered(trial: Trial, kind: Kind) -> bool:
    if kind.show is None:
        return False
    command, option, value = kind.show
    seen = await trial.as_member("ada", command, **{option: value})
    return "Post again" in str(seen.components)


def _outcome(trial: Trial, kind: Kind, told: list[Message]) -> Outcome:
    shown = [
        message
        for message in all_messages(trial)
        if kind.title in words_of(message) and kind.word in words_of(message) and is_card(message)
    ]
    words = [m.content for m in told if kind.title in m.content and DECIDED not in m.content]
    return Outcome(len(shown), tuple(words))


@pytest.mark.parametrize(("name", "disturbance"), cells())
async def test_a_card_heals_or_gives_up_and_says_so(
    name: str, disturbance: str, tmp_path: Path, migrated_file: Path
) -> None:
    outcome = (await outcomes(disturbance, tmp_path, migrated_file))[name]
    if DISTURBANCES[disturbance].may_give_up and outcome.shown == 0:
        said = outcome.told or outcome.offered
        assert said, f"the card of the {name} is as it was, and nobody was told"
    else:
        assert outcome.shown == 1, f"{outcome.shown} cards show the {name} as it is"


def test_expected_failures_are_cells() -> None:
    assert FAILS.keys() <= DISTURBANCES.keys()
    assert set().union(*FAILS.values()) <= KINDS.keys()
