"""From a typed title, or somebody's message, to a thread with a card."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from sandbox.client import Member, Sandbox, Seen
from sandbox.world.models import Channel, Message

TITLE = "Why does my queryset run twice?"
DETAILS = "Each request hits the database twice."
HOME = "prodevprojectnexus"

pytestmark = pytest.mark.usefixtures("nexus")


async def ask(member: Member, title: str = TITLE, details: str = DETAILS, **fields: Any) -> Seen:
    form = await member.slash("ask", title=title, channel=HOME)
    return await member.fill(form, {"What happens?": details} | fields)


def card_of(sandbox: Sandbox, thread: Channel) -> Message:
    return sandbox.world.messages[thread.id]


async def test_a_question_gets_a_thread_with_a_card(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    form = await ada.slash("ask", title=TITLE, channel=HOME)
    assert form.modal is not None
    posted = await ada.fill(
        form,
        {
            "What happens?": DETAILS,
            "What have you tried?": "only()",
            "Code": "qs = Order.objects.all()",
            "Topics": ["Django", "REST"],
        },
    )
    (thread,) = sandbox.threads(HOME)
    assert thread.name == TITLE
    assert posted.ephemeral
    assert str(thread.id) in posted.content
    card = card_of(sandbox, thread)
    (embed,) = card.embeds
    assert embed["title"] == TITLE
    assert DETAILS in embed["description"]
    assert "```\nqs = Order.objects.all()\n```" in embed["description"]
    assert {f["name"]: f["value"] for f in embed["fields"]} == {
        "Status": "❔ Open",
        "Asked by": f"<@{ada.id}>",
        "Topics": "Django, REST",
    }


async def test_long_text_follows_in_the_thread_with_its_code_whole(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    code = "\n".join(f"print({n}, '`x`')" for n in range(100))
    await ask(ada, details="word " * 700, Code=f"```py\n{code}\n```")
    (thread,) = sandbox.threads(HOME)
    texts = [message.content for message in sandbox.messages(thread)]
    assert any(f"```py\n{code}\n```" in text for text in texts)
    assert all(text.count("```") % 2 == 0 for text in texts)
    assert "The full question follows in the thread." in str(card_of(sandbox, thread).embeds)


async def test_code_with_fences_of_its_own_comes_as_a_file(sandbox: Sandbox) -> None:
    code = "a\n```\nb\n```\nc\n```\nd"
    await ask(sandbox.member("ada"), Code=code)
    (thread,) = sandbox.threads(HOME)
    (attachment,) = [a for m in sandbox.messages(thread) for a in m.attachments]
    assert attachment.data.decode() == code


async def test_a_title_of_100_and_details_of_4000_characters_fit(sandbox: Sandbox) -> None:
    title, details = "T" * 100, "_*" * 2_000
    await ask(sandbox.member("ada"), title, details)
    (thread,) = sandbox.threads(HOME)
    assert thread.name == title
    shown = "".join(m.content for m in sandbox.messages(thread)).replace("\\", "")
    attached = b"".join(a.data for m in sandbox.messages(thread) for a in m.attachments).decode()
    assert (attached or shown).replace("\n", "").count("_*") == 2_000


async def test_4000_backslashes_cost_no_more_than_4000_letters(sandbox: Sandbox) -> None:
    costs = {}
    for title, mark in (("Warm up", "a"), ("What are letters", "x"), ("How do marks work", "\\")):
        start = process_time()
        await ask(sandbox.member("ada"), title, mark * 4_000)
        costs[mark] = process_time() - start
    assert len(sandbox.threads(HOME)) == 3
    assert costs["\\"] <= 4 * costs["x"]


async def test_mentions_and_invites_in_a_question_reach_nobody(sandbox: Sandbox) -> None:
    details = "@everyone <@&1> see discord.gg/abc and [docs](https://evil.example)"
    await ask(sandbox.member("mara"), details=details)  # moderators may write of invitations
    (thread,) = sandbox.threads(HOME)
    shown = card_of(sandbox, thread).embeds[0]["description"]
    assert "@everyone" not in shown
    assert "`discord.\u200bgg/abc`" in shown
    assert "<@&1>" in shown
    assert "\\[docs]\\(https" in shown
    bodies = [
        e.body for e in sandbox.requests if e.method == "POST" and e.path.endswith("messages")
    ]
    assert all(body["allowed_mentions"] == {"parse": []} for body in bodies)


@pytest.mark.parametrize("title", ["🔥🔥🔥", "??", "   "])
async def test_a_title_without_words_is_refused_with_an_example(
    sandbox: Sandbox, title: str
) -> None:
    seen = await sandbox.member("ada").slash("ask", title=title, channel=HOME)
    assert seen.modal is None
    assert seen.ephemeral
    assert "For example" in seen.content


async def test_what_was_typed_survives_a_mistake(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    refused = await ask(ada, details="A long story", Title="🔥🔥🔥")
    assert "at least three letters" in refused.content
    form = await ada.click("Change my question", on=refused)
    assert "A long story" in str(form.modal)
    await ada.fill(form, Title="What is a queryset?")
    assert [t.name for t in sandbox.threads(HOME)] == ["What is a queryset?"]


async def test_look_alikes_are_shown_before_posting(sandbox: Sandbox) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await ask(ada)
    shown = await ask(kofi, "My queryset runs twice")
    assert shown.ephemeral
    assert TITLE in shown.content
    assert len(sandbox.threads(HOME)) == 1
    posted = await kofi.click("Post my question", on=shown)
    assert len(sandbox.threads(HOME)) == 2
    assert "is posted" in posted.content


async def test_nothing_is_posted_when_a_look_alike_solved_it(sandbox: Sandbox) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await ask(ada)
    shown = await ask(kofi, "My queryset runs twice")
    done = await kofi.click("This solved it", on=shown)
    assert "Nothing was posted" in done.content
    assert len(sandbox.threads(HOME)) == 1


async def test_pressing_post_twice_posts_once(sandbox: Sandbox) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await ask(ada)
    shown = await ask(kofi, "My queryset runs twice")
    first = kofi.begin_click("Post my question", on=shown)
    second = kofi.begin_click("Post my question", on=shown)
    await sandbox.until(lambda: first.message_ids and second.message_ids)
    assert len(sandbox.threads(HOME)) == 2
    assert "posted already" in kofi.seen(second).content + kofi.seen(first).content


async def test_a_solved_question_is_suggested_while_typing(sandbox: Sandbox) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await ask(ada)
    assert await kofi.autocomplete("ask", title="querys", channel=HOME) == []
    (thread,) = sandbox.threads(HOME)
    answer = await kofi.send("Use select_related", channel=thread)
    await ada.menu("Accept answer", answer)
    ((name, value),) = await kofi.autocomplete("ask", title="querys", channel=HOME)
    assert name == f"✅ {TITLE}"
    shown = await kofi.slash("ask", title=value, channel=HOME)
    assert shown.ephemeral
    assert TITLE in shown.text
    assert str(thread.id) in shown.content
    done = await kofi.click("This solved it", on=shown)
    assert "Nothing was posted" in done.content


async def test_an_author_makes_a_question_of_her_message(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    message = await ada.send("How do I cache a view?\nIt is slow.", channel="general")
    form = await ada.menu("Ask as question", message)
    await ada.fill(form)
    (thread,) = sandbox.threads(HOME)
    assert thread.name == "How do I cache a view?"
    assert str(message.id) in str(card_of(sandbox, thread).embeds)
    again = await ada.menu("Ask as question", message)
    assert "already: #1" in again.content


async def test_a_moderator_asks_in_the_authors_name(sandbox: Sandbox) -> None:
    ada, mara = sandbox.member("ada"), sandbox.member("mara")
    message = await ada.send("How do I cache a view?", channel="general")
    await mara.fill(await mara.menu("Ask as question", message))
    (thread,) = sandbox.threads(HOME)
    assert f"<@{ada.id}>" in str(card_of(sandbox, thread).embeds)


async def test_others_propose_a_message_to_its_author(sandbox: Sandbox) -> None:
    ada, kofi, femi = (sandbox.member(name) for name in ("ada", "kofi", "femi"))
    message = await ada.send("How do I cache a view?", channel="general")
    proposal = await kofi.menu("Ask as question", message)
    assert not proposal.ephemeral
    assert f"<@{ada.id}>" in proposal.content
    assert "asked already" in (await femi.menu("Ask as question", message)).content
    refused = await kofi.click("Ask it", on=proposal)
    assert "somebody else's" in refused.content
    await ada.fill(await ada.click("Ask it", on=proposal))
    (thread,) = sandbox.threads(HOME)
    assert f"<@{ada.id}>" in str(card_of(sandbox, thread).embeds)


async def test_an_author_may_say_no(sandbox: Sandbox) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    message = await ada.send("How do I cache a view?", channel="general")
    proposal = await kofi.menu("Ask as question", message)
    said = await ada.click("No, thanks", on=proposal)
    assert said.content == "This message stays a message."
    assert said.components == []
    assert sandbox.threads(HOME) == []


@pytest.mark.parametrize("content", ["", "   "])
async def test_a_message_without_text_cannot_be_asked(sandbox: Sandbox, content: str) -> None:
    ada = sandbox.member("ada")
    message = await ada.send(content, channel="general", files=[("a.png", b"x")])
    assert "no text" in (await ada.menu("Ask as question", message)).content


async def test_a_bots_message_is_no_question(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    await ask(ada)
    (thread,) = sandbox.threads(HOME)
    seen = await ada.menu("Ask as question", card_of(sandbox, thread))
    assert "written by a bot" in seen.content


async def test_the_asker_edits_her_question(sandbox: Sandbox, nexus: Any) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await ask(ada)
    (thread,) = sandbox.threads(HOME)
    refused = await kofi.click("Edit", on=card_of(sandbox, thread))
    assert refused.content == "Only the one who asked can do that."
    form = await ada.click("Edit", on=card_of(sandbox, thread))
    assert DETAILS in str(form.modal)
    await ada.fill(form, {"What happens?": "long " * 500, "Topics": ["Caching"]})
    await nexus.settle()
    card = card_of(sandbox, thread)
    assert "Caching" in str(card.embeds)
    assert "edited" in str(card.embeds)
    assert thread.name == TITLE
    assert sum("long" in message.content for message in sandbox.messages(thread)) == 2
    form = await ada.click("Edit", on=card)
    await ada.fill(form, {"What happens?": "short"})
    await nexus.settle()
    assert not any("long" in message.content for message in sandbox.messages(thread))


async def test_a_withdrawn_question_without_answers_disappears(
    sandbox: Sandbox, nexus: Any
) -> None:
    ada = sandbox.member("ada")
    await ask(ada)
    (thread,) = sandbox.threads(HOME)
    choice = await ada.click("Close", on=card_of(sandbox, thread))
    sure = await ada.select("How did it end?", ["Withdrawn"], on=choice)
    done = await ada.click("Withdraw my question", on=sure)
    assert "withdrawn" in done.content
    await nexus.settle()
    assert sandbox.threads(HOME) == []
    assert TITLE not in (await ada.slash("question list", show="mine", channel=HOME)).text


async def test_a_withdrawn_question_with_answers_keeps_them(sandbox: Sandbox, nexus: Any) -> None:
    ada, kofi = sandbox.member("ada"), sandbox.member("kofi")
    await ask(ada, details="secret " * 400)
    (thread,) = sandbox.threads(HOME)
    answer = await kofi.send("Use select_related", channel=thread)
    await sandbox.member("femi").menu("Accept answer", answer)
    choice = await ada.click("Close", on=card_of(sandbox, thread))
    sure = await ada.select("How did it end?", ["Withdrawn"], on=choice)
    await ada.click("Withdraw my question", on=sure)
    await nexus.settle()
    assert answer in sandbox.messages(thread)
    assert not any("secret" in str((m.content, m.embeds)) for m in sandbox.messages(thread))
    card = card_of(sandbox, thread)
    assert "Withdrawn" in str(card.embeds)
    assert "secret" not in str(card.embeds)
    assert card.components == []
