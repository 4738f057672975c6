"""What sessions hold on a person is given out whole, and forgotten where others see it too."""

from __future__ import annotations

import json

from sandbox.client import Sandbox
from tests.e2e.sessions import DAY, HOME, HOUR, cards, field, names, plan, press, words
from tests.nexus import Nexus


async def erase(sandbox: Sandbox, nexus: Nexus, name: str) -> None:
    """A member has herself forgotten."""
    member = sandbox.member(name)
    seen = await member.click("Yes, erase", on=await member.slash("me erase"))
    await member.click("Erase for good", on=seen)
    await nexus.settle()


async def test_a_host_who_is_forgotten_is_named_on_no_card_any_more(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus)
    (card,) = cards(sandbox)
    assert field(card, "Host") == f"<@{sandbox.member('ada').id}>"
    await erase(sandbox, nexus, "ada")
    assert "Host" not in names(card)


async def test_who_is_forgotten_is_on_no_card_of_what_is_over(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await plan(sandbox, nexus, words(nexus, HOUR))
    (card,) = cards(sandbox)
    await press(sandbox, nexus, card, "kofi", "Going")
    await nexus.pass_time(DAY)
    assert field(card, "Going") == f"<@{sandbox.member('kofi').id}>"
    await erase(sandbox, nexus, "kofi")
    assert str(sandbox.member("kofi").id) not in field(card, "Going")


async def test_a_poll_forgets_who_asked_and_what_fits_whom(sandbox: Sandbox, nexus: Nexus) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    slots = "; ".join(words(nexus, n * DAY) for n in (2, 3))
    await ada.slash("session poll", title="Docker", slots=slots)
    await nexus.settle()
    (poll,) = [m for m in sandbox.messages(HOME) if "Docker" in m.content]
    seen = await kofi.click("Mark what fits me", on=poll)
    assert seen.message is not None
    first = seen.message.components[0]["components"][0]["options"][0]["label"]
    await kofi.select("The times that fit you", [first], on=seen)
    await nexus.settle()
    assert "1 member has answered" in poll.content
    for name in ("kofi", "ada"):
        await erase(sandbox, nexus, name)
    assert "1 member has answered" not in poll.content
    assert str(ada.id) not in poll.content


async def test_the_export_holds_polls_and_what_fits(sandbox: Sandbox, nexus: Nexus) -> None:
    ada = sandbox.member("ada")
    slots = "; ".join(words(nexus, n * DAY) for n in (2, 3))
    await ada.slash("session poll", title="Docker", slots=slots)
    await nexus.settle()
    (poll,) = [m for m in sandbox.messages(HOME) if "Docker" in m.content]
    seen = await ada.click("Mark what fits me", on=poll)
    assert seen.message is not None
    first = seen.message.components[0]["components"][0]["options"][0]["label"]
    await ada.select("The times that fit you", [first], on=seen)
    ((_, data),) = (await ada.slash("me export")).files
    rows = json.loads(data)["data"]["sessions"]
    assert [row["title"] for row in rows if "poll" in row] == ["Docker"]
    assert [row["title"] for row in rows if "fits" in row] == ["Docker"]
