"""What moderators do with entries: change, retire, restore, merge, compare, review."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.faq.rules import MAX_ANSWER, MAX_FIELD
from sandbox.acting.member import Actor
from sandbox.client import Sandbox, text_of
from tests.e2e.activity import ask
from tests.e2e.faq import ANSWER, QUESTION, edit, publish, set_up
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")


def moderator(sandbox: Sandbox, name: str) -> Actor:
    """One more moderator."""
    return sandbox.add_member(name, roles=["Moderator"])


async def test_an_entry_is_edited_and_every_change_is_kept(sandbox: Sandbox) -> None:
    await publish(sandbox)
    mara = sandbox.member("mara")
    saved = await edit(sandbox, "1", Answer="Use `select_related`.", Why="Shorter")
    assert "revision 3" in saved.text
    await mara.slash("faq alias", entry="1", add="N+1 queries")
    await mara.slash("faq retire", entry="1", reason="Out of date")
    history = await mara.slash("faq history", entry="1")
    for change in ("written", "published", "edited", "other words changed", "retired"):
        assert change in history.text
    assert "Shorter" in history.text
    assert "Out of date" in history.text
    compared = await mara.select("See what a change did", ["#3 edited"], on=history)
    assert "+ Use `select_related`." in compared.text.replace("\u200b", "")
    assert "- Because of **N+1 queries**" in compared.text
    earlier = await mara.click("◀ Previous", on=compared)
    assert "published" in earlier.text
    assert "No word changed" in earlier.text
    first = await mara.click("◀ Previous", on=earlier)
    restored = await mara.click("Restore revision 1", on=first)
    assert "N+1 queries" in restored.text
    assert "revision 6" in restored.text
    shown = await sandbox.member("femi").slash("faq show", entry="1")
    assert "Because of" in shown.text, "a retired entry is published again"


async def test_two_editors_never_overwrite_each_other_unseen(sandbox: Sandbox) -> None:
    await publish(sandbox)
    mara, zoe = sandbox.member("mara"), moderator(sandbox, "zoe")
    first = await mara.slash("faq edit", entry="1")
    second = await zoe.slash("faq edit", entry="1")
    await mara.fill(first, {"Answer": "Mara's answer.\nThe same line."})
    conflict = await zoe.fill(second, {"Answer": "Zoe's answer.\nThe same line."})
    assert f"<@{mara.id}> changed this entry" in conflict.text
    assert "- Mara's answer." in conflict.text
    assert "+ Zoe's answer." in conflict.text
    assert "Mara's answer" in (await mara.slash("faq show", entry="1")).text
    third = await mara.slash("faq edit", entry="1")
    await mara.fill(third, {"Answer": "Mara again."})
    conflict = await zoe.click("Save mine over it", on=conflict)
    assert "- Mara again." in conflict.text, "what she has not seen is not overwritten either"
    again = await zoe.click("Edit again", on=conflict)
    assert "Zoe's answer." in str(again.modal)
    saved = await zoe.fill(again, {"Answer": "Both answers."})
    assert "revision 5" in saved.text
    assert "Both answers." in (await mara.slash("faq show", entry="1")).text


async def test_a_text_can_be_dropped_after_a_conflict(sandbox: Sandbox) -> None:
    await publish(sandbox)
    mara, zoe = sandbox.member("mara"), moderator(sandbox, "zoe")
    form = await zoe.slash("faq edit", entry="1")
    await edit(sandbox, "1", Answer="Mara's.")
    conflict = await zoe.fill(form, {"Answer": "Zoe's."})
    dropped = await zoe.click("Drop mine", on=conflict)
    assert "as it was" in dropped.text
    assert "Mara's." in (await mara.slash("faq show", entry="1")).text


async def test_a_long_answer_is_edited_by_a_file(sandbox: Sandbox) -> None:
    await publish(sandbox)
    mara = sandbox.member("mara")
    long = "A line of text, and one more.\n" * 200
    saved = await edit(sandbox, "1", Files=[("answer.md", long.encode())])
    assert "revision 3" in saved.text
    handed = await mara.slash("faq edit", entry="1")
    assert f"longer than {MAX_FIELD:,}" in handed.text
    ((name, data),) = handed.files
    assert name == "faq-1.md"
    assert data.decode() == long
    form = await mara.click("Edit", on=handed)
    kept = await mara.fill(form, {"Question": "Another question altogether?"})
    assert "revision 4" in kept.text
    handed = await mara.slash("faq edit", entry="1")
    assert handed.files[0][1] == data, "an empty field keeps the answer"
    form = await mara.click("Edit", on=handed)
    changed = data.replace(b"one more", b"two more")
    await mara.fill(form, {"Files": [("faq-1.md", changed)]})
    assert "two more" in (await mara.slash("faq show", entry="1")).text


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"Question": "?!"}, "says nothing in words"),
        ({"Question": "How do I cache a view?"}, "has this question already"),
        ({"Files": [("a.md", b"\xff\xfe")]}, "a UTF-8 text file"),
        ({"Files": [("a.md", b"x" * (MAX_ANSWER + 1))]}, f"{MAX_ANSWER:,} are possible"),
        ({"Files": [("a.png", b"x" * ((1 << 20) + 1))]}, "too large"),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    sandbox: Sandbox, fields: dict[str, Any], complaint: str
) -> None:
    await publish(sandbox)
    await publish(sandbox, "How do I cache a view?", "With `cache_page`.")
    mara = sandbox.member("mara")
    refused = await edit(sandbox, "1", **{"Answer": "Typed with care.", **fields})
    assert complaint in refused.text
    form = await mara.click("Edit again", on=refused)
    if "UTF-8" in complaint or "too large" in complaint:
        assert "Typed with care." in str(form.modal)
    assert ANSWER[:10] in (await mara.slash("faq show", entry="1")).text


@pytest.mark.parametrize("length", [1, 3_999, 4_000, 4_001, MAX_ANSWER])
async def test_answers_of_every_length_are_saved_shown_and_compared(
    sandbox: Sandbox, length: int
) -> None:
    mara = sandbox.member("mara")
    words = ("word " * length)[: length - 1] + "x"
    form = await mara.slash("faq publish")
    title = "Q" * 100
    shown = await mara.fill(form, {"Question": title, "Files": [("a.md", words.encode())]})
    await mara.click("Publish", on=shown)
    shown = await sandbox.member("femi").slash("faq show", entry="1")
    assert title in shown.text
    history = await mara.slash("faq history", entry="1")
    compared = await mara.select("See what a change did", ["#1 written"], on=history)
    assert "+ " in compared.text
    exported = await mara.slash("faq export")
    assert exported.files


async def test_one_entry_takes_the_place_of_another(sandbox: Sandbox) -> None:
    await publish(sandbox)
    await publish(sandbox, "Is select_related faster?", "Yes.")
    mara, femi = sandbox.member("mara"), sandbox.member("femi")
    merged = await mara.slash("faq retire", entry="f:2", into="f:1")
    assert "whoever looks for it finds" in merged.text
    for typed in ("Is select_related faster?", "f:2"):
        assert "N+1" in (await femi.slash("faq show", entry=typed)).text
    refused = await mara.slash("faq retire", entry="f:1", into="f:1")
    assert "its own place" in refused.text
    await mara.slash("faq restore", entry="f:2")
    assert "Yes." in (await femi.slash("faq show", entry="f:2")).text


async def test_only_moderators_change_anything(sandbox: Sandbox) -> None:
    await publish(sandbox)
    femi, mara = sandbox.member("femi"), sandbox.member("mara")
    commands: dict[str, dict[str, object]] = {
        "faq edit": {"entry": "1"},
        "faq publish": {},
        "faq retire": {"entry": "1"},
        "faq restore": {"entry": "1"},
        "faq alias": {"entry": "1", "add": "mine"},
        "faq history": {"entry": "1"},
        "faq export": {},
        "faq import": {"file": ("a.md", b"x")},
        "faq review": {"show": "gaps"},
    }
    for command, values in commands.items():
        refused = await femi.slash(command, **values)
        assert "Only this server's moderators" in refused.text, command
    history = await mara.slash("faq history", entry="1")
    assert "published" in history.text


async def test_what_is_due_comes_to_the_moderators_and_the_last_editor(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await set_up(sandbox)
    await publish(sandbox)
    mara, zoe = sandbox.member("mara"), moderator(sandbox, "zoe")
    await edit(sandbox, "1", by="zoe", Answer="Still so.")
    await nexus.pass_time(timedelta(days=179))
    assert zoe.direct_messages() == []
    await nexus.pass_time(timedelta(days=2))
    assert "is to be reviewed" in text_of(sandbox.messages("moderators")[-1])
    (told,) = zoe.direct_messages()
    assert QUESTION in told.content
    assert mara.direct_messages() == [], "somebody else changed it since"
    listed = await mara.click("Have a look", on=sandbox.messages("moderators")[-1])
    assert "To be reviewed since" in listed.text
    opened = await mara.select("Read an entry", [QUESTION], on=listed)
    confirmed = await mara.click("Still right", on=opened)
    assert "comes back on" in confirmed.text
    await nexus.pass_time(timedelta(days=1))
    assert len(sandbox.messages("moderators")) == 1


async def test_what_needs_attention_is_listed_with_the_reason(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await publish(sandbox)
    await publish(sandbox, "Why does a list endpoint run hundreds of queries?", "The same.")
    await publish(sandbox, "How do I cache a view?", "With `cache_page`.")
    mara = sandbox.member("mara")
    for name in ("femi", "kofi", "ada"):
        member = sandbox.member(name)
        shown = await member.slash("faq show", entry="3")
        await member.click(custom_id="nexus:faq:vote:3:down", on=shown)
    listed = await mara.slash("faq review", show="attention")
    assert "3 found it unhelpful, 0 helpful" in listed.text
    assert "May say the same as `#1`" in listed.text
    await nexus.pass_time(timedelta(days=100))
    listed = await mara.slash("faq review", show="attention")
    assert "Never shown in three months" in listed.text
    opened = await mara.select("Read an entry", [QUESTION], on=listed)
    form = await mara.click("Retire", on=opened)
    done = await mara.fill(form, {"Why": "Nobody needs it"})
    assert "is retired" in done.text


async def test_repeated_questions_without_an_entry_are_gaps(sandbox: Sandbox, nexus: Nexus) -> None:
    await ask(sandbox, nexus, "Why does my queryset run twice?")
    await ask(sandbox, nexus, "My queryset runs twice, why?")
    await ask(sandbox, nexus, "How do I deploy a container?", Code="docker run")
    unanswered = await sandbox.member("mara").slash("faq review", show="gaps")
    assert "asked 2 times" in unanswered.text
    assert "queryset" in unanswered.text
    assert "deploy" not in unanswered.text


async def test_a_person_is_exported_and_erased(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox)
    femi = sandbox.member("femi")
    form = await femi.slash("faq suggest")
    await femi.fill(form, {"Question": "A secret of mine?", "Answer": "Words of mine."})
    shown = await femi.slash("faq show", entry="1")
    await femi.click(custom_id="nexus:faq:vote:1:up", on=shown)
    exported = await femi.slash("me export")
    data = exported.files[0][1].decode()
    assert "Words of mine." in data
    assert "faq vote" in data
    asked = await femi.slash("me erase")
    asked = await femi.click("Yes, erase", on=asked)
    assert "Really?" in asked.text
    buttons = [c["label"] for row in asked.components for c in row["components"]]
    await femi.click(buttons[0], on=asked)
    await nexus.settle()
    queue = await sandbox.member("mara").slash("faq review")
    assert "Nothing waits" in queue.text
    shown = await femi.slash("faq show", entry="1")
    assert "'label': '0'" in str(shown.components)
