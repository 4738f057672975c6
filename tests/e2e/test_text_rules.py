"""A server's rules for members' texts hold wherever Nexus would post one."""

from __future__ import annotations

import ast
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cogs.core.text_rules import PIECE, RefusedTextError, check_file
from domain.guilds import GuildSettings
from domain.text_rules import Caught, Finding, LinkPolicy, TextRules, find_refused
from sandbox.client import Sandbox, Seen
from storage import guilds
from tests.e2e import activity, endpoints
from tests.e2e.sessions import DAY, plan, words as session_words
from tests.e2e.test_input import commands_of, is_text, listen, opened, value_for
from tests.meta.project import named, sources
from tests.nexus import Nexus
from tests.statements import writing

HOME = "prodevprojectnexus"
TITLE = "Why does it fail?"
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
    "cogs/faq/commands.py": "the import, which is for moderators",
    "cogs/faq/views/forms.py": "files that are no text",
    "cogs/faq/views/suggest.py": "files of a message that stands in the server already",
}
"""Where a file's bytes are read without a look at them."""

FORGETTERS = {
    "cogs/core/text_rules.py:use_draft": "checks it",
    "cogs/ui/retries.py:_take_saved": "goes through the entrance again, which checks it",
    "cogs/server/moderation/reports.py:report_message": "for moderators' eyes",
    "cogs/server/setup/actions.py:save_setup": "settings, of moderators",
    "cogs/server/setup/actions.py:cancel_setup": "posts nothing",
    "cogs/announcements/actions/changes.py:post_writing": "of moderators",
    "cogs/announcements/actions/changes.py:save_writing": "of moderators",
    "cogs/announcements/actions/changes.py:schedule_writing": "of moderators",
    "cogs/faq/actions/queue.py:_approve_edited": "of moderators",
    "cogs/faq/actions/exchange.py:finish_import": "of moderators",
    "cogs/faq/actions/entries.py:create_draft": "of moderators",
    "cogs/faq/actions/entries.py:save_entry": "of moderators",
    "cogs/faq/actions/suggestions.py:suggest": "its texts come from the form just now",
    "cogs/qa/actions/messages.py:_settle": "`keep_answer` checks what it posts",
}
"""Functions that forget a draft, but for those that drop it: why they need not check it."""


async def set_rules(sandbox: Sandbox, nexus: Nexus, **changed: Any) -> None:
    """Have links, invitations and one word refused, or what is `changed` of that."""
    rules: dict[str, Any] = {"link_policy": LinkPolicy.NOBODY, "refused_words": (WORD,)} | changed
    settings = replace(GuildSettings(sandbox.guild.id), **rules)
    async with writing(nexus.services.database) as connection:
        await guilds.save_settings(connection, settings)
    nexus.services.guilds.forget(sandbox.guild.id)


async def ask(
    sandbox: Sandbox, details: str, by: str = "ada", title: str = TITLE, **fields: str
) -> Seen:
    member = sandbox.member(by)
    form = await member.slash("ask", title=title, channel=HOME)
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
    for name, form in nexus.registry.forms.items():
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


async def test_a_draft_is_checked_again_when_it_is_posted(sandbox: Sandbox, nexus: Nexus) -> None:
    title = "Why does my queryset fail?"
    await ask(sandbox, "It fails.", by="kofi", title=title)
    ada = sandbox.member("ada")
    words = f"see {LINK}, {INVITATION.replace('discord', 'disc')}, {WORD}"
    posted = {"ask": await ask(sandbox, words, title=title)}
    when = session_words(nexus, 3 * DAY)
    await plan(sandbox, nexus)
    posted["session create"] = await ada.slash(
        "session create", title=WORD, when=when, channel=HOME
    )
    posted["session edit"] = await ada.slash("session edit", session="1", title=WORD, channel=HOME)
    form = await ada.slash("endpoint request", path=f"/{WORD}", channel=HOME)
    own = await endpoints.ask(sandbox, nexus)
    await set_rules(sandbox, nexus)
    buttons = {"ask": "Post my question", "session create": "Create", "session edit": "Save"}
    for name, button in buttons.items():
        seen = await ada.click(button, on=posted[name])
        assert any(reason in seen.text for reason in CAUGHT.values()), (name, seen.text)
    seen = await ada.fill(form, {"why": "fine", "request": "", "response": "{}"})
    assert CAUGHT[WORD] in seen.text
    seen = await ada.click("Change the shape", on=own)
    await ada.fill(seen, {"operation": "GET /fine", "request": "", "response": '{"fine": 1}'})
    await nexus.settle()
    assert any("GET /fine" in text for text in said_by_bot(sandbox)), "fair ones are posted"
    assert not [text for text in said_by_bot(sandbox) if WORD in text or LINK in text]


def said_by_bot(sandbox: Sandbox) -> list[str]:
    """All that the bot shows in public, as text."""
    bot = sandbox.application.bot.id
    return [
        f"{message.content} {message.embeds}"
        for message in sandbox.world.messages.values()
        if message.author_id == bot and message.visible_to is None
    ]


def test_what_is_posted_of_a_draft_is_checked() -> None:
    forgetters = {
        f"{named(file)}:{function.name}"
        for file in sources("cogs")
        for function in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(function, ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("delete_draft")
        if not function.name.startswith("drop_")
    }
    unknown = forgetters ^ FORGETTERS.keys()
    assert not unknown, f"what posts a draft forgets it by use_draft, or stands here: {unknown}"


@pytest.mark.parametrize("by", ["menu", "command", "select", "proposal"])
async def test_a_refused_answer_is_accepted_and_not_repeated(
    sandbox: Sandbox, nexus: Nexus, by: str
) -> None:
    await set_rules(sandbox, nexus)
    thread = await activity.ask(sandbox, nexus)
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    message = await activity.answer(sandbox, nexus, thread, f"See {LINK} and {WORD}")
    if by == "menu":
        await ada.menu("Accept answer", message)
    elif by == "command":
        await ada.slash("question accept", answer=str(message.id), channel=thread)
    elif by == "select":
        seen = await ada.click("Accept", on=sandbox.world.messages[thread.id])
        await ada.select("Which answer?", [str(message.id)], on=seen)
    else:
        await kofi.menu("Accept answer", message)
        await sandbox.until(lambda: "Did it?" in sandbox.messages(thread)[-1].content)
        await ada.click("Yes, accept it", on=sandbox.messages(thread)[-1])
    await nexus.settle()
    card = str(sandbox.world.messages[thread.id].embeds)
    assert "✅ Solved" in card
    assert "doesn't want me to repeat" in card
    assert str(message.id) in card
    shown = await ada.slash("question show", channel=thread)
    assert "doesn't want me to repeat" in shown.text
    await kofi.edit(message, "Evaluate it once")
    await sandbox.until(lambda: "Evaluate it once" in said_by_bot(sandbox)[0])
    await kofi.edit(message, f"See {LINK}")
    await sandbox.until(lambda: "doesn't want me to repeat" in said_by_bot(sandbox)[0])
    assert not [text for text in said_by_bot(sandbox) if WORD in text or LINK in text]
    form = await ada.click("Save as FAQ", on=sandbox.world.messages[thread.id])
    await kofi.edit(message, f"See {LINK} and {WORD}")
    seen = await ada.fill(form)
    assert CAUGHT[LINK] in seen.text


async def test_a_refused_answer_is_not_kept_for_its_author(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_rules(sandbox, nexus)
    thread = await activity.ask(sandbox, nexus)
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    message = await activity.answer(sandbox, nexus, thread, f"See {LINK}")
    await ada.menu("Accept answer", message)
    await nexus.settle()
    await kofi.delete(message)
    await sandbox.until(kofi.direct_messages)
    seen = await kofi.click("Let the text stay", on=kofi.direct_messages()[-1])
    assert CAUGHT[LINK] in seen.text
    await nexus.settle()
    assert not [text for text in said_by_bot(sandbox) if LINK in text]


async def test_files_with_text_are_checked(
    sandbox: Sandbox, nexus: Nexus, monkeypatch: pytest.MonkeyPatch
) -> None:
    await set_rules(sandbox, nexus)
    loop, checked = threading.get_ident(), []

    def note(text: str, rules: TextRules, **options: bool) -> Finding | None:
        checked.append((len(text), threading.get_ident() == loop))
        return find_refused(text, rules, **options)

    monkeypatch.setattr("cogs.core.text_rules.find_refused", note)
    ada = sandbox.member("ada")
    form = await ada.slash("faq suggest", channel=HOME)
    file = ("answer.md", f"See {LINK}".encode())
    seen = await ada.fill(form, {"title": "How to deploy?", "files": file})
    assert CAUGHT[LINK] in seen.text
    await ada.slash("api register", name="Shop", channel=HOME)
    document = f'{{"openapi": "3.1.0", "info": {{"title": "{INVITATION}"}}}}'.encode()
    seen = await ada.slash("api upload", api="Shop", file=("a.json", document), channel=HOME)
    assert CAUGHT[INVITATION] in seen.text
    large = (" " * 120_000 + document.decode()).encode()
    seen = await ada.slash("api upload", api="Shop", file=("a.json", large), channel=HOME)
    assert CAUGHT[INVITATION] in seen.text
    assert all(length < 60_000 for length, _ in checked)
    assert not [length for length, is_on_loop in checked if is_on_loop and length > 4_000]


@pytest.mark.parametrize("text", [f"{WORD} ", f"buy{WORD} ", "discord.gg/abc ", "buy now "])
async def test_a_file_is_checked_across_its_pieces(text: str) -> None:
    rules = TextRules(may_link=True, may_invite=False, words=(WORD, "buy now"))
    for before in range(PIECE - 20, PIECE + 5):
        whole = f"{'x ' * (before // 2)}{'y' * (before % 2)} {text}{'z ' * 900}"
        if find_refused(whole, rules) is None:
            await check_file(rules, whole, is_code=True)
        else:
            with pytest.raises(RefusedTextError):
                await check_file(rules, whole, is_code=True)


def test_files_are_read_through_the_check() -> None:
    readers = {
        named(file)
        for file in sources("cogs")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "read_upload"
    }
    unknown = readers - UNCHECKED.keys() - {"cogs/ui/uploads.py"}
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


@pytest.mark.parametrize(
    "text",
    [
        "`discord.gg/abc`",
        "```\nhttps://discord.com/invite/abc\n```",
        "discord\\.gg/abc",
        "**discord**.gg/abc",
        "||disc||__ord__.g*g*/abc",
        "d\u0336iscord.gg/abc",
    ],
)
def test_invitations_that_are_no_links_are_refused_as_well(text: str) -> None:
    rules = TextRules(may_link=True, may_invite=False)
    for is_code, is_name in ((False, False), (True, False), (False, True)):
        found = find_refused(f"Join {text} now", rules, is_code=is_code, is_name=is_name)
        assert found is not None
        assert found.kind is Caught.INVITATION
    assert find_refused(text, replace(rules, may_invite=True)) is None


async def test_only_invitations_are_refused_where_nothing_was_chosen(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await nexus.settle()
    assert CAUGHT[INVITATION] in (await ask(sandbox, INVITATION)).text
    await ask(sandbox, f"{LINK} {WORD}")
    assert len(sandbox.threads(HOME)) == 1
