"""Two servers for the hostile sweep, where everything has happened once, in private too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta

from cogs.ui.items import name_in
from sandbox.client import Actor, Sandbox
from sandbox.world.channels import channel_event, create_channel
from sandbox.world.models import ChannelKind, Guild, Json, Message, Overwrite
from sandbox.world.people import create_user, join_guild
from sandbox.world.permissions import Permission
from sandbox.world.seed import add_bot, create_guild
from tests.e2e import apis, endpoints, sessions
from tests.e2e.activity import answer
from tests.e2e.announcements import FORM
from tests.e2e.hostile_values import SPOKEN
from tests.nexus import Nexus

HOME, VAULT = "prodevprojectnexus", "vault"
HIDDEN, OPEN, ABROAD = "quetzal", "okapi", "narwhal"
"""Words of the private channel, of open channels, and of the other server."""
UNPUBLISHED = "numbat"
"""A word of texts that only moderators see until they publish them."""
HOUR = timedelta(hours=1)


@dataclass
class Town:
    """Two servers where everything has happened once, and the people who live there."""

    sandbox: Sandbox
    nexus: Nexus
    abroad: Guild
    said: list[Message]
    """Messages of members, with bad texts."""

    def forms(self) -> dict[str, Json]:
        """Forms as they opened for those who may submit them, by name."""
        opened = self.nexus.app.client.open_forms
        return {name_in(made): modal for made, modal in opened.items()}

    def person(self, role: str) -> Actor:
        name = {
            "moderator": "mara",
            "member": "lindiwe",
            "outsider": "nia",
            "barred": "kofi",
        }
        if role == "owner elsewhere":
            return self.sandbox.member("omar", self.abroad)
        return self.sandbox.member(name[role])


async def settle_in(sandbox: Sandbox, nexus: Nexus, abroad: Guild) -> list[Message]:
    """Let everything happen; returns messages of members, with bad texts."""
    await _happen(sandbox, nexus, HIDDEN)
    _close(sandbox)
    await _happen(sandbox, nexus, OPEN)
    await _happen_abroad(sandbox, nexus, abroad)
    mara = sandbox.member("mara")
    form = await mara.menu("Block from posting", sandbox.member("kofi"))
    await mara.fill(form, {"For how long?": ["1 day"], "Why?": "Spam"})
    said = [await sandbox.member("nia").send(text[:2000]) for text in ("x", *SPOKEN)]
    await nexus.settle()
    return said


def add_server(sandbox: Sandbox) -> Guild:
    world, omar = sandbox.world, create_user(sandbox.world, "omar")
    other = create_guild(world, "Elsewhere", omar.id)
    for name in ("general", HOME):
        create_channel(world, other, ChannelKind.TEXT, name)
    join_guild(world, other, omar, [])
    add_bot(world, other, sandbox.application)
    return other


async def _happen(sandbox: Sandbox, nexus: Nexus, word: str) -> None:
    """Let everything happen in the server's channel, under this word."""
    ada, kofi, lindiwe = map(sandbox.member, ("ada", "kofi", "lindiwe"))
    url = f"https://{word}.example.com"
    for title in (f"Why does my {word} run twice?", f"Who ate the {word} yesterday?"):
        form = await ada.slash("ask", title=title)
        seen = await ada.fill(form, {"What happens?": f"The {word} is slow."})
        if "look like" in seen.text:  # what happened under the other word
            await ada.click("Post my question", on=seen)
        await nexus.settle()
    thread = sandbox.threads(HOME)[0]
    said = await answer(sandbox, nexus, thread, f"Feed the {word}")
    await ada.menu("Accept answer", said)
    await ada.slash("api register", name=f"{word} API", url=url, about=f"Sells {word}s")
    await nexus.settle()
    for version, path in (("1", "/eggs/{id}"), ("2", "/birds/{id}")):
        await apis.upload(sandbox, nexus, _contract(word, version, path), api=f"{word} API")
    await lindiwe.slash("api consume", api=f"{word} API")
    example = json.dumps({word: 1})
    for path in (f"/{word}/:id", f"/{word}/:id/nests"):
        seen = await lindiwe.slash("endpoint request", path=path, api=f"{word} API")
        if seen.modal is None:
            seen = await lindiwe.click("Ask anyway", on=seen)
        await lindiwe.fill(seen, {"why": f"For the {word}", "request": "", "response": example})
        await nexus.settle()
    card = [m for m in sandbox.messages(HOME) if m.embeds][-2]
    for name, label in (("ada", "Accept"), ("ada", endpoints.AGREE), ("lindiwe", endpoints.AGREE)):
        await endpoints.press(sandbox, nexus, card, name, label)
    for hours in (1, 72):
        when = sessions.words(nexus, hours * HOUR)
        await sessions.plan(sandbox, nexus, when, title=f"The {word} session", link=url)
        await lindiwe.click("Going", on=[m for m in sandbox.messages(HOME) if m.embeds][-1])
    slots = "; ".join(sessions.words(nexus, days * 24 * HOUR) for days in (2, 3))
    await ada.slash("session poll", title=f"The {word} poll", slots=slots)
    await _moderate(sandbox, nexus, word)
    form = await kofi.slash("faq suggest")
    await kofi.fill(form, {"Question": f"Do {_of_faq(word)}s fly?", "Answer": "One does."})
    await nexus.settle()


async def _moderate(sandbox: Sandbox, nexus: Nexus, word: str) -> None:
    mara, ada = sandbox.member("mara"), sandbox.member("ada")
    opened = await mara.slash("announce create", when="tomorrow 18:00")
    shown = await mara.fill(opened, FORM | {"Title": f"The {word} comes", "Text": f"A {word}."})
    await sandbox.until(lambda: "Pings" in mara.seen(shown.interaction).text)
    await mara.click("Confirm and schedule", on=mara.seen(shown.interaction))
    await nexus.settle()
    form = await mara.slash("faq publish")
    asked, answered = f"Is it a {_of_faq(word)}?", f"A {_of_faq(word)} it is."
    shown = await mara.fill(form, {"Question": asked, "Answer": answered})
    if word == OPEN:
        await mara.click("Publish", on=shown)
    spam = await sandbox.member("femi").send(
        f"buy my {word} coin", channel="general" if word == OPEN else HOME
    )
    form = await ada.menu("Report to moderators", spam)
    await ada.fill(form, {"reason": f"No {word} spam"})
    await nexus.settle()


def _of_faq(word: str) -> str:
    """The word of the FAQ, which has no channel."""
    return UNPUBLISHED if word == HIDDEN else word


def _contract(word: str, version: str, path: str) -> Json:
    shape = {"type": "object", "properties": {word: {"type": "string"}}}
    fine = {"description": word, "content": {"application/json": {"schema": shape}}}
    return {
        "openapi": "3.0.3",
        "info": {"title": word, "version": version},
        "paths": {f"/{word}{path}": {"get": {"summary": word, "responses": {"200": fine}}}},
    }


def _close(sandbox: Sandbox) -> None:
    """Make the channel a private one, and open another of its name."""
    world, guild, place = sandbox.world, sandbox.guild, sandbox.channel(HOME)
    place.name = VAULT
    inside = [r.id for r in guild.roles.values() if r.name in {"Backend", "Moderator", "Frontend"}]
    view = Permission.VIEW_CHANNEL
    place.overwrites[guild.id] = Overwrite(guild.id, is_member=False, deny=view)
    for role_id in (*inside, sandbox.application.bot.id):
        place.overwrites[role_id] = Overwrite(role_id, is_member=False, allow=view)
    bot = next(r for r in guild.roles.values() if r.bot_id == sandbox.application.bot.id)
    place.overwrites[bot.id] = Overwrite(bot.id, is_member=False, allow=view)
    world.emit(channel_event("CHANNEL_UPDATE", place))
    home = create_channel(world, guild, ChannelKind.TEXT, HOME)
    for name in ("mara", "ada", "kofi", "femi", "lindiwe", "nia"):
        sandbox.member(name).here = home


async def _happen_abroad(sandbox: Sandbox, nexus: Nexus, abroad: Guild) -> None:
    await nexus.settle()
    omar = sandbox.member("omar", abroad)
    form = await omar.slash("ask", title=f"Why does the {ABROAD} sing?")
    await omar.fill(form, {"What happens?": f"A {ABROAD} sings."})
    await omar.slash("api register", name=f"{ABROAD} API", url="https://sea.example.com")
    seen = await omar.slash("session create", title=f"{ABROAD}s", when=sessions.words(nexus, HOUR))
    await omar.click("Create", on=seen)
    form = await omar.slash("faq publish")
    shown = await omar.fill(form, {"Question": f"Is a {ABROAD} a fish?", "Answer": "No."})
    await omar.click("Publish", on=shown)
    await nexus.settle()
