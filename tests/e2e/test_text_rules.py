"""A server's rules for members' texts hold wherever Nexus would post one."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.guilds import GuildSettings
from domain.text_rules import LinkPolicy
from sandbox.client import Sandbox, Seen
from storage import guilds
from tests.e2e.test_input import commands_of, is_text, listen, opened, value_for
from tests.meta.project import named, sources
from tests.nexus import Nexus

HOME = "prodevprojectnexus"
LINK, INVITATION, WORD = "https://evil.example/x", "discord.gg/abc", "forbidden"
CAUGHT = {LINK: "may not hold links", INVITATION: "doesn't want invitations", WORD: "that word"}
LOOKUPS = {
    *("action", "announcement", "api", "entry", "occurrence", "operation", "query", "question"),
    *("request", "session", "template", "topic", "zone", "into", "answer", "title"),
}
"""Options that suggest: their text finds something that is there, and is posted nowhere.

The title of `/ask` only opens the form, which is checked.
"""
UNCHECKED = {
    "cogs/announcements/views/fields.py": "pictures",
    "cogs/faq/group.py": "the import, which is for moderators",
    "cogs/faq/views/fields.py": "files that are no text",
    "cogs/faq/views/suggest.py": "files of a message that stands in the server already",
}
"""Where a file's bytes are read without a look at them."""


async def set_rules(sandbox: Sandbox, nexus: Nexus, **changed: Any) -> None:
    """Have links, invitations and one word refused, or what is `changed` of that."""
    rules: dict[str, Any] = {"link_policy": LinkPolicy.NOBODY, "refused_words": (WORD,)} | changed
    settings = replace(GuildSettings(sandbox.guild.id), **rules)
    async with nexus.services.database.transaction() as connection:
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)


async def ask(sandbox: Sandbox, details: str, by: str = "ada", **fields: str) -> Seen:
    member = sandbox.member(by)
    form = await member.slash("ask", title="Why does it fail?", channel=HOME)
    return await member.fill(form, {"What happens?": details} | fields)


async def test_every_option_that_is_posted_is_checked(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_rules(sandbox, nexus)
    ada, count = sandbox.member("ada"), 0
    hidden = {
        command.name
        for application in sandbox.world.applications.values()
        for command in application.commands.values()
        if command.fields.get("default_member_permissions")
    }
    for name, options in commands_of(sandbox):
        required = {o["name"]: value_for(o, "fine", ada) for o in options if o.get("required")}
        for option in filter(is_text, options):
            if name.split()[0] in hidden:
                continue
            if option.get("autocomplete"):
                assert option["name"] in LOOKUPS, f"/{name}: say what becomes of {option['name']}"
                continue
            for text, reason in CAUGHT.items():
                given = {**required, option["name"]: text}
                seen = await ada.slash(name, channel=HOME, **given)
                assert reason in seen.text, (name, option["name"], text, seen.text)
                assert f"`{text}`" in seen.text
                assert text in seen.files[0][1].decode()
                count += 1
    assert count > 100


async def test_every_form_is_checked_but_those_for_moderators_eyes(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await set_rules(sandbox, nexus)
    ada, heard = sandbox.member("ada"), listen(nexus)
    opener = await ada.slash("help", channel=HOME)
    private = set()
    for name, form in nexus.services.features.forms.items():
        for text, reason in CAUGHT.items():
            seen = await ada.fill(opened(opener, name), {"one": "fine", "text": f"see {text}"})
            if heard.pop(name, None):
                private.add(name)
                continue
            assert reason in seen.text, (name, text, seen.text)
            again = await ada.click("Fix and try again", on=seen)
            assert again.modal is not None
            assert again.modal["components"][1]["component"]["value"] == f"see {text}"
        for field in form.code:
            fields = ("one", field)
            await ada.fill(opened(opener, name, fields), {"one": "fine", field: LINK})
            assert heard.pop(name)[field] == LINK
            seen = await ada.fill(opened(opener, name, fields), {"one": "x", field: INVITATION})
            assert CAUGHT[INVITATION] in seen.text
    assert private == {"server:report", "server:bar", "server:lift"}


async def test_files_with_text_are_checked(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_rules(sandbox, nexus)
    ada = sandbox.member("ada")
    form = await ada.slash("faq suggest", channel=HOME)
    file = ("answer.md", f"See {LINK}".encode())
    seen = await ada.fill(form, {"title": "How to deploy?", "files": file})
    assert CAUGHT[LINK] in seen.text
    await ada.slash("api register", name="Shop", channel=HOME)
    document = f'{{"openapi": "3.1.0", "info": {{"title": "{INVITATION}"}}}}'.encode()
    seen = await ada.slash("api upload", api="Shop", file=("a.json", document), channel=HOME)
    assert CAUGHT[INVITATION] in seen.text


def test_files_are_read_through_the_check() -> None:
    readers = {
        named(file)
        for file in sources("cogs")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "read_upload"
    }
    unknown = readers - UNCHECKED.keys() - {"cogs/shared/uploads.py"}
    assert not unknown, f"read_text_upload and read_code_upload check what they read: {unknown}"


async def test_moderators_set_the_rules_and_see_what_they_refuse(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    mara = sandbox.member("mara")
    page = await mara.slash("setup", channel=HOME)
    for _ in range(4):
        page = await mara.click("Next", on=page)
    page = await mara.select("Who may post links?", ["Only moderators may post links"], on=page)
    form = await mara.click("Edit the words", on=page)
    faulty = await mara.fill(form, {"words": "spam\nc++"})
    assert '"c++" can\'t be in the list' in faulty.text
    again = await mara.click("Fix and try again", on=faulty)
    page = await mara.fill(again, {"words": "Spàm\nforbid*, buy now"})
    assert "3 words" in page.text
    await mara.click("Save", on=await mara.click("Next", on=page))

    assert CAUGHT[LINK] in (await ask(sandbox, f"See <{LINK}>")).text
    assert "`forbidding`" in (await ask(sandbox, "For**bid**ding it")).text
    assert "`spam`" in (await ask(sandbox, "It is \uff33\uff30\u00adam", Code="x")).text
    assert CAUGHT[INVITATION] in (await ask(sandbox, "Join disc\u200bord.gg/abc")).text
    assert sandbox.threads("questions") == []
    shown = await mara.slash("doctor", channel=HOME)
    assert "Refused in 30 days: 1 for links, 1 for invitations, 2 for words" in shown.text
    assert "forbidding" not in shown.text
    await ask(sandbox, f"See {LINK}, spam", by="mara")
    await nexus.settle()
    assert len(sandbox.threads("questions")) == 1
    await nexus.pass_time(timedelta(days=32))
    shown = await mara.slash("doctor", channel=HOME)
    assert "No text was refused" in shown.text


@pytest.mark.parametrize(("by", "may"), [("ada", True), ("femi", False)])
async def test_a_role_may_post_links(sandbox: Sandbox, nexus: Nexus, by: str, may: bool) -> None:
    backend = next(r.id for r in sandbox.guild.roles.values() if r.name == "Backend")
    await set_rules(sandbox, nexus, link_policy=LinkPolicy.ROLE, link_role_id=backend)
    seen = await ask(sandbox, f"See {LINK}", by=by)
    assert (CAUGHT[LINK] in seen.text) is not may


async def test_links_to_messages_and_links_in_code_pass(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_rules(sandbox, nexus)
    own = f"https://discord.com/channels/{sandbox.guild.id}/1/2"
    await ask(sandbox, f"As in {own} with `{LINK}`", Code=f"get('{LINK}')")
    assert len(sandbox.threads(HOME)) == 1


async def test_only_invitations_are_refused_where_nothing_was_chosen(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await nexus.settle()
    assert CAUGHT[INVITATION] in (await ask(sandbox, INVITATION)).text
    await ask(sandbox, f"{LINK} {WORD}")
    assert len(sandbox.threads(HOME)) == 1
