"""From asked to verified: every move by the right side, and any change of shape asks both anew."""

from __future__ import annotations

import asyncio

from cogs.endpoints.commands import EndpointGroup
from cogs.endpoints.views.card import BUTTONS
from domain.endpoints.moves import TABLE, Move
from domain.guilds import GuildSettings
from sandbox.client import Sandbox
from storage import guilds
from tests.e2e.endpoints import AGREE, agree, ask, buttons, cards, field, press, said, say
from tests.nexus import Nexus
from tests.statements import writing


async def test_a_request_goes_from_asked_to_verified(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    assert card.embeds[0]["title"] == "GET /users/{id}"
    assert "requested" in field(card, "State")
    assert '"name": "Ada"' in field(card, "Response")
    await agree(sandbox, nexus, card)
    seen = await press(sandbox, nexus, card, "ada", "Change the shape")
    seen = await sandbox.member("ada").fill(seen, {"response": '{"id": 1, "email": "a@b.c"}'})
    assert "Both sides have to confirm" in seen.text
    await nexus.settle()
    assert "accepted" in field(card, "State")
    assert "email" in field(card, "Response")
    for name in ("Asked by", "Built by"):
        assert "has not agreed" in field(card, name)
    steps = (
        ("ada", AGREE, "accepted"),
        ("kofi", AGREE, "agreed"),
        ("kofi", "Start building", "being built"),
        ("kofi", "It is live", "live"),
        ("ada", "It works: verify", "verified"),
    )
    for name, button, state in steps:
        await press(sandbox, nexus, card, name, button)
        assert f"**{state}**" in field(card, "State")
    assert "verified it" in field(card, "What happened")


async def test_every_move_is_a_command_too(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    steps = (
        ("kofi", "accept", "is accepted now"),
        ("ada", "agree", "once the other side agrees"),
        ("kofi", "agree", "is agreed now"),
        ("kofi", "build", "is being built now"),
        ("kofi", "live", "is live now"),
        ("ada", "verify", "is verified now"),
    )
    for name, move, words in steps:
        seen = await say(sandbox, nexus, name, move)
        assert words in seen.text, seen.text
    await say(sandbox, nexus, "kofi", "deprecate", reason="v2 is there")
    assert "v2 is there" in field(card, "State")


def test_every_move_that_can_be_made_is_a_button_and_a_command() -> None:
    offered = {(state, move) for state, moves in BUTTONS.items() for move in moves}
    possible = {(state, move) for state, _, move in TABLE}
    assert {each for each in possible if each[1] is not Move.REASSIGN} == offered
    assert {each.name for each in EndpointGroup().commands} >= {move.value for move in Move}


async def test_in_its_thread_a_request_needs_no_number(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    thread = sandbox.world.channels[card.id]
    seen = await sandbox.member("kofi").slash("endpoint accept", channel=thread)
    assert "is accepted now" in seen.text


async def test_the_wrong_side_is_told_whose_move_it_is(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    seen = await press(sandbox, nexus, card, "ada", "Accept")
    assert "not who asked for it" in seen.text
    await press(sandbox, nexus, card, "kofi", "Accept")
    seen = await say(sandbox, nexus, "femi", "agree")
    assert "Only its two sides" in seen.text
    seen = await say(sandbox, nexus, "kofi", "live")
    assert "have not agreed" in seen.text
    seen = await say(sandbox, nexus, "ada", "verify", request="77")
    assert "no request 77" in seen.text


async def test_nobody_agrees_to_a_shape_that_she_has_not_seen(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    card = await ask(sandbox, nexus)
    await press(sandbox, nexus, card, "kofi", "Accept")
    stale = card.components[0]["components"][0]["custom_id"]
    seen = await say(sandbox, nexus, "ada", "shape")
    await sandbox.member("ada").fill(seen, {"operation": "GET /people/{id}"})
    await nexus.settle()
    assert card.embeds[0]["title"] == "GET /people/{id}"
    now = card.components[0]["components"][0]["custom_id"]
    assert stale.rpartition(":")[2] != now.rpartition(":")[2]
    card.components[0]["components"][0]["custom_id"] = stale
    seen = await press(sandbox, nexus, card, "kofi", AGREE)
    assert "has changed meanwhile" in seen.text


async def test_what_is_blocked_says_on_whom_and_goes_on_where_it_stood(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    card = await ask(sandbox, nexus)
    await agree(sandbox, nexus, card)
    femi = sandbox.member("femi")
    await say(sandbox, nexus, "kofi", "block", reason="no test data", member=femi)
    state = field(card, "State")
    assert "blocked" in state
    assert f"<@{femi.id}>" in state
    assert "no test data" in state
    assert "It goes on" in buttons(card)
    await press(sandbox, nexus, card, "ada", "It goes on")
    assert "agreed" in field(card, "State")
    assert "no test data" not in field(card, "State")


async def test_the_form_of_a_block_asks_on_whom(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    await agree(sandbox, nexus, card)
    kofi, femi = sandbox.member("kofi"), sandbox.member("femi")
    form = await press(sandbox, nexus, card, "kofi", "Blocked")
    await kofi.fill(form, {"reason": "no test data", "on": [femi]})
    await nexus.settle()
    assert f"<@{femi.id}>" in field(card, "State")
    assert f"<@{femi.id}>" in said(sandbox, card)[-1].content


async def test_what_is_live_and_not_as_agreed_goes_back(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    await agree(sandbox, nexus, card)
    await say(sandbox, nexus, "kofi", "live")
    seen = await press(sandbox, nexus, card, "ada", "Not as agreed")
    await sandbox.member("ada").fill(seen, {"reason": "name is missing"})
    await nexus.settle()
    assert "being built" in field(card, "State")
    assert "name is missing" in said(sandbox, card)[-1].content


async def test_a_requester_takes_back_what_nobody_took(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    seen = await press(sandbox, nexus, card, "kofi", "Decline")
    assert "takes it back" in seen.text  # before she has written why
    assert seen.modal is None
    seen = await press(sandbox, nexus, card, "ada", "Decline")
    await sandbox.member("ada").fill(seen, {"reason": "found another way"})
    await nexus.settle()
    assert "found another way" in field(card, "State")
    assert buttons(card) == ["Watch"]


async def test_moderators_reassign_and_unblock_and_it_is_noted(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    card = await ask(sandbox, nexus)
    await agree(sandbox, nexus, card)
    femi = sandbox.member("femi")
    seen = await say(sandbox, nexus, "femi", "reassign", member=femi)
    assert "passes that on" in seen.text
    await say(sandbox, nexus, "mara", "reassign", member=femi)
    told = said(sandbox, card)[-1].content.splitlines()[0]
    assert all(f"<@{sandbox.member(name).id}>" in told for name in ("ada", "kofi", "femi"))
    assert f"<@{femi.id}>" in field(card, "Built by")
    assert "has not agreed" in field(card, "Built by")
    assert "agrees" in field(card, "Asked by")
    await say(sandbox, nexus, "femi", "block", reason="ill")
    await say(sandbox, nexus, "mara", "unblock")
    assert "accepted" in field(card, "State")
    seen = await say(sandbox, nexus, "mara", "reassign", member=sandbox.member("ada"))
    assert "both sides" in seen.text
    await say(sandbox, nexus, "femi", "reassign")
    assert "nobody yet" in field(card, "Built by")
    noted = (await sandbox.member("mara").slash("audit")).text
    assert "reassigned an endpoint request" in noted
    assert "unblocked an endpoint request" in noted


async def test_where_who_asked_has_left_another_verifies(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    await agree(sandbox, nexus, card)
    await press(sandbox, nexus, card, "kofi", "It is live")
    femi = sandbox.member("femi")
    seen = await say(sandbox, nexus, "kofi", "reassign", member=femi)
    assert "moderator" in seen.text
    assert "live" in (await say(sandbox, nexus, "mara", "reassign")).text
    await say(sandbox, nexus, "mara", "reassign", member=femi, side="requester")
    assert "live" in field(card, "State")
    await press(sandbox, nexus, card, "femi", "It works: verify")
    assert "verified" in field(card, "State")


async def test_sides_are_given_away_by_button(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    await agree(sandbox, nexus, card)
    femi, kofi, mara = (sandbox.member(name) for name in ("femi", "kofi", "mara"))
    seen = await press(sandbox, nexus, card, "ada", "Reassign")
    assert "passes that on" in seen.text
    form = await press(sandbox, nexus, card, "kofi", "Reassign")
    assert "Which side" not in str(form.modal)
    seen = await kofi.fill(form, {"to": [kofi]})
    assert "has this side already" in seen.text
    await kofi.fill(await press(sandbox, nexus, card, "kofi", "Reassign"), {"to": [femi]})
    await nexus.settle()
    assert f"<@{femi.id}>" in field(card, "Built by")
    form = await press(sandbox, nexus, card, "mara", "Reassign")
    await mara.fill(form, {"to": [kofi], "side": ["requester"]})
    await nexus.settle()
    assert f"<@{kofi.id}>" in field(card, "Asked by")
    assert "accepted" in field(card, "State")
    await femi.fill(await press(sandbox, nexus, card, "femi", "Reassign"), {})
    await nexus.settle()
    assert "nobody yet" in field(card, "Built by")
    assert "requested" in field(card, "State")


async def test_who_comes_second_is_told_who_was_first(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    await press(sandbox, nexus, card, "kofi", "Accept")
    seen = await say(sandbox, nexus, "femi", "accept")
    assert f"<@{sandbox.member('kofi').id}> builds it already" in seen.text
    seen = await press(sandbox, nexus, card, "kofi", AGREE)
    assert "You agree to this shape" in seen.text
    seen = await say(sandbox, nexus, "kofi", "agree")
    assert "already" in seen.text


async def test_both_sides_agree_at_the_same_moment(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    await press(sandbox, nexus, card, "kofi", "Accept")
    pressed = [sandbox.member(name).click(AGREE, on=card) for name in ("ada", "kofi", "ada")]
    seen = await asyncio.gather(*pressed)
    await nexus.settle()
    assert "agreed" in field(card, "State")
    assert sum("is agreed now" in each.text for each in seen) == 1


async def test_what_is_written_and_refused_can_be_corrected(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    ada = sandbox.member("ada")
    form = await press(sandbox, nexus, card, "ada", "Change the shape")
    seen = await ada.fill(form, {"operation": "no operation", "response": '{"id": "x"}'})
    assert "no GraphQL field" in seen.text
    form = await ada.click("Correct it", on=seen)
    seen = await ada.fill(form, {"operation": "POST /users"})
    assert "shape 2" in seen.text
    await nexus.settle()
    assert card.embeds[0]["title"] == "POST /users"
    assert '"x"' in field(card, "Response")


async def test_a_backend_role_says_who_builds(sandbox: Sandbox, nexus: Nexus) -> None:
    backend = next(r for r in sandbox.guild.roles.values() if r.name == "Backend")
    async with writing(nexus.services.database) as connection:
        settings = GuildSettings(sandbox.guild.id, backend_role_id=backend.id)
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    card = await ask(sandbox, nexus)
    seen = await press(sandbox, nexus, card, "femi", "Accept")
    assert "backend role" in seen.text
    seen = await press(sandbox, nexus, card, "kofi", "Accept")
    assert "is accepted now" in seen.text


async def test_buttons_work_after_a_restart(sandbox: Sandbox, nexus: Nexus) -> None:
    card = await ask(sandbox, nexus)
    await nexus.restart()
    await press(sandbox, nexus, card, "kofi", "Accept")
    assert "accepted" in field(card, "State")
    assert len(cards(sandbox)) == 1


async def test_a_long_history_keeps_its_beginning_and_is_whole_when_asked_for(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    card = await ask(sandbox, nexus)
    await press(sandbox, nexus, card, "kofi", "Accept")
    assert (await say(sandbox, nexus, "ada", "show")).files == []
    for number in range(7):
        await say(sandbox, nexus, "kofi", "block", reason=f"reason {number}")
        await say(sandbox, nexus, "kofi", "unblock")
    first, left, *latest = field(card, "What happened").splitlines()
    assert "asked for it" in first
    assert f"{16 - 1 - len(latest)} more" in left
    assert "goes on" in latest[-1]
    ((name, data),) = (await say(sandbox, nexus, "ada", "show")).files
    assert name == "history.txt"
    lines = data.decode().splitlines()
    assert len(lines) == 16
    assert lines[0].endswith("asked for it")
    assert lines[-2].endswith("kofi says that it is blocked: reason 6")


async def test_a_builder_passes_on_only_to_who_could_accept(sandbox: Sandbox, nexus: Nexus) -> None:
    backend = next(role for role in sandbox.guild.roles.values() if role.name == "Backend")
    async with writing(nexus.services.database) as connection:
        settings = GuildSettings(sandbox.guild.id, backend_role_id=backend.id)
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)
    card = await ask(sandbox, nexus)
    await press(sandbox, nexus, card, "kofi", "Accept")
    femi = sandbox.member("femi")
    seen = await say(sandbox, nexus, "kofi", "reassign", member=femi.user)
    assert "has no backend role" in seen.text
    assert f"<@{femi.id}>" not in field(card, "Built by")
    await say(sandbox, nexus, "mara", "reassign", member=femi.user)
    assert f"<@{femi.id}>" in field(card, "Built by")
