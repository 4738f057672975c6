"""The hostile sweep: nothing that anybody sends is left unanswered, gets through or leaks.

Every option, suggestion, menu, button, select and form is tried with bad values, by members of
several rights. Part of it runs with `make test`, all of it with `make test-long`.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.settings import Settings
from cogs.core.rates import Rate
from cogs.ui.items import DynamicChannelSelect, DynamicRoleSelect, custom_id, name_in
from sandbox.acting.commands import Filling
from sandbox.client import Sandbox
from sandbox.world.models import Role, User
from sandbox.world.people import join_guild, open_dm
from tests.e2e import sessions
from tests.e2e.furniture import button, furnish, say, select
from tests.e2e.hostile import Sweep
from tests.e2e.hostile_judge import Judge, own_drafts, rows_of
from tests.e2e.hostile_town import (
    ABROAD,
    HIDDEN,
    OPEN,
    UNPUBLISHED,
    VAULT,
    Town,
    add_server,
    settle_in,
)
from tests.e2e.hostile_values import QUIET, SPOKEN, STRANGER, items_of, words_of
from tests.nexus import Nexus

UNLIMITED = Rate(1, timedelta())
"""A rate whose uses are over at once."""
COUNTED = "hostile: "
"""Begins the properties whose counts `tests/conftest.py` sums up at the end."""


@pytest.fixture
def limit_pace() -> float:
    return 100_000.0


@pytest.fixture
async def town(sandbox: Sandbox, settings: Settings) -> AsyncIterator[Town]:
    abroad = add_server(sandbox)
    world, guild = sandbox.world, sandbox.guild
    world.users[STRANGER] = User(STRANGER, "zoe", "Zoe")
    join_guild(world, guild, world.users[STRANGER], [])
    guild.roles[QUIET] = Role(QUIET, "Quiet", 0, mentionable=True)
    sandbox.add_member("nia")
    async with Nexus(settings, sandbox) as nexus:
        rates: Any = nexus.services.rates  # Any: no setting lets go of all of them
        rates._rates.update(dict.fromkeys(rates._rates, UNLIMITED))
        said = await settle_in(sandbox, nexus, abroad)
        yield Town(sandbox, nexus, abroad, said)


SECRETS = {
    "outsider": (HIDDEN, UNPUBLISHED, ABROAD),
    "owner elsewhere": (HIDDEN, OPEN),
    "barred": (ABROAD,),
    "member": (ABROAD,),
    "moderator": (ABROAD,),
}
"""Words that nobody of a role may be shown; the last ones change most."""
ROLES = tuple(SECRETS)
OWN = (
    "drafts",
    "member_settings",
    "member_reminders",
    "refused_texts",
    "deliveries",
    "reports",
    "known_guilds",
    "audit_entries",
)
"""Tables of a barred member's own."""
ERASING = frozenset({"me:erase-now", "qa:erase"})
"""Items by which people erase their own words, which is never refused."""
CLOCKED = "'digest-weekly'"
"""In rows that the background plans, whoever does what."""


class Kept:
    """Rows that somebody of a role cannot change, as they are now."""

    def __init__(self, town: Town, role: str) -> None:
        self._nexus, home = town.nexus, town.sandbox.guild.id
        vault = ("channel_id", town.sandbox.channel(VAULT).id, ("deliveries",))
        abroad = ("guild_id", town.abroad.id, ())
        self._parts = {
            "owner elsewhere": [("guild_id", home, ()), vault],
            "outsider": [abroad, vault],
            "barred": [abroad, ("guild_id", home, OWN)],
        }.get(role, [abroad])
        self._before = self._rows()

    def _rows(self) -> list[dict[str, list[str]]]:
        return [
            {table: [row for row in rows if CLOCKED not in row] for table, rows in part.items()}
            for part in (rows_of(self._nexus, *part) for part in self._parts)
        ]

    def changed(self) -> dict[str, list[str]]:
        """Rows that came, went or are others by now, by table."""
        return {
            table: sorted({*was[table]} ^ {*rows})
            for was, now in zip(self._before, self._rows(), strict=True)
            for table, rows in now.items()
            if was[table] != rows
        }


SAMPLE = 331
"""One in so many inputs is tried in `make test`."""
PARTS = ("commands", "items", "suggestions, forms and journeys")


async def go_through(part: str, sweep: Sweep, town: Town) -> None:
    """Try one kind of entrance, or several."""
    if part == "commands":
        await sweep.use_commands()
    elif part == "items":
        if sweep.step == 1:
            await sweep.use_all_as_meant()
        await sweep.use_items()
        bot_id = town.sandbox.application.bot.id
        await sweep.use_items(open_dm(town.sandbox.world, bot_id, sweep.member.id))
    else:
        await sweep.use_suggestions()
        await sweep.use_menus(town.said)
        await sweep.use_forms(town.forms())
        await sweep.make_journeys(SPOKEN)


@contextmanager
def judged(
    town: Town,
    role: str,
    caplog: pytest.LogCaptureFixture,
    record: Callable[[str, object], None],
    published: Collection[str] = (),
) -> Iterator[Judge]:
    """Judge everything that a person of this role does; fails with all that was found."""
    secrets = [word for word in SECRETS[role] if word not in published]
    with caplog.at_level(logging.WARNING):
        judge = Judge(
            town.sandbox,
            town.nexus,
            town.person(role),
            tuple(secrets),
            caplog.records,
            frozenset({STRANGER, QUIET}),
            may_ping_everyone=role == "moderator",
        )
        caplog.records.clear()
        end = judge.watch()
        yield judge
        end()
    record(f"{COUNTED}{role}", dict(judge.counts))
    if judge.faults:
        pytest.fail("\n".join(f"{what}\n  {how}" for what, how in judge.faults.items()))


async def test_a_sample_is_answered(
    town: Town, caplog: pytest.LogCaptureFixture, record_property: Callable[[str, object], None]
) -> None:
    """Some of each part, by each role: other inputs for each of them."""
    for turn, role in enumerate(ROLES):
        with judged(town, role, caplog, record_property) as judge:
            for part in PARTS:
                await go_through(part, Sweep(judge, step=SAMPLE, turn=turn * 13), town)


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("role", ROLES)
async def test_everything_bad_is_answered(
    town: Town,
    role: str,
    part: str,
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> None:
    published: tuple[str, ...] = ()
    if part == PARTS[-1]:  # forms open, which are submitted as others then, and texts are published
        published = (UNPUBLISHED,)
        with judged(town, "moderator", caplog, record_property) as judge:
            await Sweep(judge).use_all_as_meant()
    kept = Kept(town, role)
    with judged(town, role, caplog, record_property, published) as judge:
        spared = ERASING if role == "barred" else frozenset()
        await go_through(part, Sweep(judge, spared=spared), town)
        await town.nexus.settle()
    assert kept.changed() == {}, "rows were changed that nobody of this role may change"
    assert "Nexus" in (await town.person(role).slash("help")).text


# What the sweep has found


OUTDATED = "is from an older version of Nexus"


async def test_a_forged_button_makes_no_move_that_asks_for_more(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await furnish(sandbox, nexus)
    for move in ("reassign", "shape", "decline"):
        made = custom_id("endpoints:move", 1, move, 1)
        seen = await sandbox.member("kofi").click(on=say(sandbox, button(made, 1)), custom_id=made)
        assert OUTDATED in seen.content, move
    assert "accepted" in (await sandbox.member("kofi").slash("endpoint show", request="1")).text


async def test_selects_take_what_this_server_has(sandbox: Sandbox, nexus: Nexus) -> None:
    elsewhere = add_server(sandbox)
    mara, count = sandbox.member("mara"), 0
    await mara.slash("setup")
    await mara.slash("announce create")
    place = next(c for c in sandbox.world.guild_channels(elsewhere.id))
    for item in items_of(nexus):
        parts = ["1" if kind is int else words_of(kind)[0] for kind in item.known_schema().parts]
        if issubclass(item, DynamicChannelSelect | DynamicRoleSelect):
            is_role = issubclass(item, DynamicRoleSelect)
            record = elsewhere.roles[elsewhere.id] if is_role else place
            filling = Filling(sandbox.world, elsewhere.id)
            number = 1 if name_in(custom_id(item.name)).startswith("server") else 2
            made = custom_id(item.name, number, *parts[1:])
            about = {"component_type": 6 if is_role else 8, "custom_id": made, "id": 1}
            chosen = about | {"values": [filling.resolve(record)]}
            for resolved in ({"resolved": filling.resolved}, {}):
                message = say(sandbox, select(made, 1, ("x",)) | {"type": about["component_type"]})
                interaction = mara.forge(3, chosen | resolved, mara.here, message)
                await sandbox.until(lambda: mara.seen(interaction).followups)  # noqa: B023 - awaited here
                assert OUTDATED in mara.seen(interaction).content, made
                count += 1
    assert count > 6


async def test_an_announcement_that_was_never_written_is_previewed(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara = sandbox.member("mara")
    await mara.slash("announce create")
    (draft,) = own_drafts(nexus, mara.id)
    made = custom_id("announcements:preview", draft)
    seen = await mara.click(on=say(sandbox, button(made, 1)), custom_id=made)
    await sandbox.until(lambda: "needs a" in mara.seen(seen.interaction).text)


async def test_a_form_without_its_message_is_answered(sandbox: Sandbox, nexus: Nexus) -> None:
    await sessions.plan(sandbox, nexus, by="mara")
    mara = sandbox.member("mara")
    field = {"type": 4, "id": 1, "custom_id": "reason", "value": "Rain"}
    made = custom_id("sessions:cancel-reason", 1, "one", "l.x")
    data = {"custom_id": made, "components": [{"type": 18, "id": 2, "component": field}]}
    interaction = mara.forge(5, data, mara.here)
    await sandbox.until(lambda: mara.seen(interaction).followups)
    assert "our side" not in mara.seen(interaction).text


async def test_a_form_with_more_than_a_field_takes_is_answered(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara = sandbox.member("mara")
    await mara.slash("setup")
    (draft,) = own_drafts(nexus, mara.id)
    for name, key in (("server:setup-zone", "zone"), ("server:setup-words", "words")):
        field = {"type": 4, "id": 1, "custom_id": key, "value": "9" * 4_000}
        made = f"{custom_id(name, draft)}:n.x"
        data = {"custom_id": made, "components": [{"type": 18, "id": 2, "component": field}]}
        interaction = mara.forge(5, data, mara.here)
        await sandbox.until(lambda: mara.seen(interaction).followups)  # noqa: B023 - awaited here
        assert "our side" not in mara.seen(interaction).text, name
