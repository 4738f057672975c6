"""Suggestions: made, decided about once, credited, withdrawn, told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sandbox.client import Sandbox, Seen, text_of
from sandbox.world.models import Message
from tests.e2e.activity import SAID, TITLE, answer, ask
from tests.e2e.faq import ANSWER, QUESTION, publish, set_up, suggest
from tests.nexus import Nexus

pytestmark = pytest.mark.usefixtures("nexus")


def card(sandbox: Sandbox) -> Message:
    """The newest message in the moderators' channel."""
    return sandbox.messages("moderators")[-1]


async def solve(sandbox: Sandbox, nexus: Nexus) -> tuple[Any, Any]:
    """Ada's question with Kofi's accepted answer: the thread, and the answer."""
    thread = await ask(sandbox, nexus)
    message = await answer(sandbox, nexus, thread)
    await sandbox.member("ada").menu("Accept answer", message)
    await nexus.settle()
    return thread, message


async def test_a_suggestion_is_approved_and_told(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    await suggest(sandbox, nexus)
    assert "Suggestion #1" in text_of(card(sandbox))
    await nexus.restart()
    mara, femi = sandbox.member("mara"), sandbox.member("femi")
    await mara.click("Approve", on=card(sandbox))
    await nexus.settle()
    assert f"Approved by <@{mara.id}>" in text_of(card(sandbox))
    assert card(sandbox).components == []
    (told,) = femi.direct_messages()
    assert "is in the FAQ" in told.content
    shown = await sandbox.member("kofi").slash("faq show", entry=QUESTION)
    assert f"<@{femi.id}> for suggesting it" in shown.text
    log = await mara.slash("audit")
    assert "approved a suggestion" in log.text


async def test_it_is_edited_and_approved(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    await suggest(sandbox, nexus)
    mara = sandbox.member("mara")
    form = await mara.click("Edit and approve", on=card(sandbox))
    saved = await mara.fill(form, {"Question": "Why so many queries?", "Topics": ["Django"]})
    assert "Why so many queries?" in saved.text
    await nexus.settle()
    assert f"Approved by <@{mara.id}>" in text_of(card(sandbox))
    shown = await sandbox.member("kofi").slash("faq show", entry="Why so many queries?")
    assert "N+1" in shown.text
    assert "Django" in shown.text


async def test_it_is_declined_with_a_reason(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    await suggest(sandbox, nexus)
    mara, femi = sandbox.member("mara"), sandbox.member("femi")
    form = await mara.click("Decline", on=card(sandbox))
    await mara.fill(form, {"Reason": "The documentation says it better."})
    await nexus.settle()
    assert "The documentation says it better" in text_of(card(sandbox))
    (told,) = femi.direct_messages()
    assert "declined" in told.content
    assert "documentation says it better" in told.content
    assert "Nothing waits" in (await mara.slash("faq review")).text


async def test_it_is_merged_into_an_entry(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    await publish(sandbox)
    await suggest(sandbox, nexus, "Too many queries in my list endpoint", "Use `prefetch_related`.")
    mara, femi = sandbox.member("mara"), sandbox.member("femi")
    offered = await mara.click("Merge into…", on=card(sandbox))
    form = await mara.select("Which entry?", [QUESTION], on=offered)
    saved = await mara.fill(form, {})
    assert "prefetch_related" in saved.text
    assert "N+1" in saved.text
    await nexus.settle()
    assert "Merged into an entry" in text_of(card(sandbox))
    assert "became part of an entry" in femi.direct_messages()[-1].content
    shown = await femi.slash("faq show", entry="Too many queries in my list endpoint")
    assert "prefetch_related" in shown.text, "its title is another word for the entry"


async def test_a_solved_question_is_suggested_with_one_click(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    thread, message = await solve(sandbox, nexus)
    await set_up(sandbox)
    femi, kofi, mara = (sandbox.member(name) for name in ("femi", "kofi", "mara"))
    shown = next(m for m in sandbox.messages("prodevprojectnexus") if m.id == thread.id)
    form = await femi.click("📘", on=shown, custom_id="nexus:faq:suggest-question:1")
    assert SAID in str(form.modal)
    assert "hits the database twice" in str(form.modal)
    await femi.fill(form, {})
    await nexus.settle()
    assert f"/{message.id}" in text_of(card(sandbox))
    assert "suggested your answer" in kofi.direct_messages()[-1].content
    await mara.click("Approve", on=card(sandbox))
    await nexus.settle()
    found = await femi.slash("faq show", entry=TITLE)
    assert f"<@{kofi.id}> for the answer" in found.text
    assert "Your answer is in the FAQ" in kofi.direct_messages()[-1].content
    again = await femi.click(custom_id="nexus:faq:suggest-question:1", on=shown)
    assert "answers this question already" in again.text


async def test_a_message_is_saved_with_its_pictures(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    femi, kofi, mara = (sandbox.member(name) for name in ("femi", "kofi", "mara"))
    message = await kofi.send(
        "Use a health check\nand `depends_on`.", channel="general", files=[("graph.png", b"PNG")]
    )
    form = await femi.menu("Save as FAQ", message)
    await femi.fill(form, {"Question": "How does my API wait for Postgres?"})
    again = await femi.menu("Save as FAQ", message)
    await nexus.settle()
    assert "waits in the queue already" in again.text
    await mara.click("Approve", on=card(sandbox))
    shown = await femi.slash("faq show", entry="How does my API wait for Postgres?")
    assert "depends_on" in shown.text
    assert shown.files == [("graph.png", b"PNG")]


async def test_the_author_keeps_her_answer_out(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    femi, kofi = sandbox.member("femi"), sandbox.member("kofi")
    message = await kofi.send("Use a health check.", channel="general")
    form = await femi.menu("Save as FAQ", message)
    await femi.fill(form, {"Question": "How does my API wait for Postgres?"})
    await nexus.settle()
    (asked,) = kofi.direct_messages()
    stopped = await kofi.click("Keep my answer out of the FAQ", on=asked)
    assert "stays out" in stopped.text
    await nexus.settle()
    assert "Withdrawn" in text_of(card(sandbox))
    assert "withdrawn" in femi.direct_messages()[-1].content
    refused = await sandbox.member("mara").slash("faq show", entry="1")
    assert "health check" not in refused.text


async def test_the_author_objects_after_it_was_published(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    femi, kofi, mara = (sandbox.member(name) for name in ("femi", "kofi", "mara"))
    message = await kofi.send("Use a health check.", channel="general")
    form = await femi.menu("Save as FAQ", message)
    await femi.fill(form, {"Question": "How does my API wait for Postgres?"})
    await nexus.settle()
    await mara.click("Approve", on=card(sandbox))
    await nexus.settle()
    asked = kofi.direct_messages()[0]
    late = await kofi.click("Keep my answer out of the FAQ", on=asked)
    assert "Your name was taken off" in late.text
    shown = await femi.slash("faq show", entry="1")
    assert f"<@{kofi.id}>" not in shown.text
    listed = await mara.slash("faq review", show="attention")
    assert "asked not to be in the FAQ" in listed.text


async def test_an_author_with_closed_messages_is_asked_in_the_channel(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await set_up(sandbox)
    femi, kofi = sandbox.member("femi"), sandbox.member("kofi")
    kofi.closed_dms = True
    message = await kofi.send("Use a health check.", channel="general")
    form = await femi.menu("Save as FAQ", message)
    await femi.fill(form, {"Question": "How does my API wait for Postgres?"})
    await nexus.settle()
    await nexus.pass_time(timedelta(minutes=6))
    asked = sandbox.messages("general")[-1]
    assert asked.mention_ids == [kofi.id]
    stopped = await kofi.click("Keep my answer out of the FAQ", on=asked)
    assert "stays out" in stopped.text
    refused = (
        await femi.click("Keep my answer out of the FAQ", on=asked) if asked.components else None
    )
    assert refused is None


async def test_nobody_else_speaks_for_the_author(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    femi, kofi = sandbox.member("femi"), sandbox.member("kofi")
    kofi.closed_dms = True
    message = await kofi.send("Use a health check.", channel="general")
    form = await femi.menu("Save as FAQ", message)
    await femi.fill(form, {"Question": "How does my API wait for Postgres?"})
    await nexus.settle()
    await nexus.pass_time(timedelta(minutes=6))
    refused = await femi.click("Keep my answer out of the FAQ", on=sandbox.messages("general")[-1])
    assert "Only the author" in refused.text


async def test_a_deleted_message_is_withdrawn(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    femi, kofi = sandbox.member("femi"), sandbox.member("kofi")
    message = await kofi.send("Use a health check.", channel="general")
    form = await femi.menu("Save as FAQ", message)
    await femi.fill(form, {"Question": "How does my API wait for Postgres?"})
    await nexus.settle()
    await kofi.delete(message)
    await nexus.settle()
    assert "Withdrawn" in text_of(card(sandbox))
    assert "health check" not in text_of(card(sandbox)), "deleted words do not live on"


async def test_erased_words_are_gone_from_the_card(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    femi, kofi = sandbox.member("femi"), sandbox.member("kofi")
    await suggest(sandbox, nexus, "A question of femi's?", "Words of femi's.")
    message = await kofi.send("Words of kofi's.", channel="general")
    form = await femi.menu("Save as FAQ", message)
    await femi.fill(form, {"Question": "Kofi's answer?"})
    await nexus.settle()
    asked = await femi.slash("me erase")
    asked = await femi.click("Yes, erase", on=asked)
    buttons = [c["label"] for row in asked.components for c in row["components"]]
    await femi.click(buttons[0], on=asked)
    nexus.services.schedule.reconcile("faq")
    await nexus.settle()
    first, second = (text_of(shown) for shown in sandbox.messages("moderators"))
    assert "Withdrawn" in first
    assert "femi's" not in first
    assert "Words of kofi's." in second
    assert f"<@{femi.id}>" not in second
    queue = await sandbox.member("mara").slash("faq review")
    assert "Kofi's answer?" in queue.text
    assert "by somebody" in queue.text


async def test_a_suggestion_outlives_its_thread(sandbox: Sandbox, nexus: Nexus) -> None:
    thread, _ = await solve(sandbox, nexus)
    await set_up(sandbox)
    femi, mara = sandbox.member("femi"), sandbox.member("mara")
    shown = next(m for m in sandbox.messages("prodevprojectnexus") if m.id == thread.id)
    form = await femi.click(custom_id="nexus:faq:suggest-question:1", on=shown)
    await femi.fill(form, {})
    await nexus.settle()
    await mara.delete_channel(thread)
    await nexus.settle()
    await mara.click("Approve", on=card(sandbox))
    found = await femi.slash("faq show", entry=TITLE)
    assert SAID in found.text


async def test_two_moderators_decide_once(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    role = next(r for r in sandbox.guild.roles.values() if r.name == "Moderator")
    zoe = sandbox.add_member("zoe", roles=[role.name])
    mara = sandbox.member("mara")
    await suggest(sandbox, nexus)
    pressed = [m.begin_click("Approve", on=card(sandbox)) for m in (mara, zoe)]
    await sandbox.until(lambda: all(p.message_ids for p in pressed))
    await nexus.settle()
    told = [m.seen(p) for m, p in zip((mara, zoe), pressed, strict=True)]
    assert sum("has decided already: approved" in seen.text for seen in told) == 1
    listed = await mara.slash("faq list")
    assert listed.text.count(QUESTION) == 1
    assert len(sandbox.member("femi").direct_messages()) == 1


async def test_who_edits_what_another_approved_sees_the_difference(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await set_up(sandbox)
    role = next(r for r in sandbox.guild.roles.values() if r.name == "Moderator")
    zoe, mara = sandbox.add_member("zoe", roles=[role.name]), sandbox.member("mara")
    await suggest(sandbox, nexus)
    form = await mara.click("Edit and approve", on=card(sandbox))
    await zoe.click("Approve", on=card(sandbox))
    conflict = await mara.fill(form, {"Answer": "Use `select_related`, always."})
    assert "+ Use `select_related`, always." in conflict.text
    assert f"<@{zoe.id}> changed this entry" in conflict.text
    saved = await mara.click("Save mine over it", on=conflict)
    assert "revision 2" in saved.text


async def test_a_decision_from_the_queue_shows_on_the_card(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    await suggest(sandbox, nexus)
    mara = sandbox.member("mara")
    queue = await mara.slash("faq review")
    opened = await mara.select("Look at a suggestion", [QUESTION], on=queue)
    assert opened.ephemeral
    await mara.click("Approve", on=opened)
    await nexus.settle()
    assert "Approved" in text_of(card(sandbox))


async def test_what_was_typed_is_not_lost(sandbox: Sandbox) -> None:
    femi = sandbox.member("femi")
    form = await femi.slash("faq suggest", title="???")
    refused = await femi.fill(form, {"Answer": "A long and careful answer."})
    assert "says nothing in words" in refused.text
    form = await femi.click("Edit again", on=refused)
    assert "A long and careful answer." in str(form.modal)
    shown = await femi.fill(form, {"Question": QUESTION})
    assert "waits for the moderators" in shown.text


async def test_without_a_moderators_channel_the_queue_still_has_it(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await suggest(sandbox, nexus)
    mara = sandbox.member("mara")
    queue = await mara.slash("faq review")
    assert QUESTION in queue.text
    assert (
        "Only this server's moderators" in (await sandbox.member("femi").slash("faq review")).text
    )


async def test_a_barred_member_suggests_nothing(sandbox: Sandbox) -> None:
    mara, femi = sandbox.member("mara"), sandbox.member("femi")
    form = await mara.menu("Block from posting", femi)
    await mara.fill(form, {"For how long?": ["1 day"], "Why?": "Spam"})
    assert "blocked" in (await femi.slash("faq suggest")).text


async def test_both_press_at_once_and_a_merge_meets_a_decline(
    sandbox: Sandbox, nexus: Nexus
) -> None:
    await set_up(sandbox)
    await publish(sandbox)
    await suggest(sandbox, nexus, "Too many queries in my list endpoint", "Use it.")
    mara = sandbox.member("mara")
    offered = await mara.click("Merge into…", on=card(sandbox))
    form = await mara.select("Which entry?", [QUESTION], on=offered)
    declining: Seen = await mara.click("Decline", on=card(sandbox))
    await mara.fill(declining, {"Reason": "No."})
    refused = await mara.fill(form, {})
    assert "decided already: declined" in refused.text
    shown = await mara.slash("faq show", entry="1")
    assert "Use it." not in shown.text
    assert ANSWER[:20] in shown.text


async def test_long_texts_are_merged_by_a_file(sandbox: Sandbox, nexus: Nexus) -> None:
    await set_up(sandbox)
    await publish(sandbox, answer="First. " * 400)
    await suggest(sandbox, nexus, "Too many queries in my list endpoint", "Second. " * 400)
    mara = sandbox.member("mara")
    offered = await mara.click("Merge into…", on=card(sandbox))
    handed = await mara.select("Which entry?", [QUESTION], on=offered)
    ((_, data),) = handed.files
    assert data.count(b"First.") == data.count(b"Second.") == 400
    form = await mara.click("Edit", on=handed)
    saved = await mara.fill(form, {"Files": [("merged.md", b"Both, but short.")]})
    assert "Both, but short." in saved.text
    await nexus.settle()
    assert "Merged into an entry" in text_of(card(sandbox))
