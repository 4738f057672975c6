"""Reading the FAQ: showing, answering with it, voting, listing, and what is missed."""

from __future__ import annotations

import pytest

from sandbox.acting.member import Actor
from sandbox.client import CannotDoError, Sandbox, Seen, text_of
from sandbox.world.models import Json
from sandbox.world.permissions import Permission
from tests.e2e.activity import HOME, ask
from tests.e2e.faq import ANSWER, QUESTION, publish
from tests.e2e.permissions import deny_role
from tests.nexus import Nexus

UP, DOWN = "nexus:faq:vote:1:up", "nexus:faq:vote:1:down"

pytestmark = pytest.mark.usefixtures("nexus")


@pytest.mark.parametrize(
    "typed",
    [
        QUESTION.upper(),
        "1",
        "#1",
        "n plus one",
        "why-does-my-list-endpoint-run-hundreds-of-queries",
    ],
)
async def test_an_entry_is_shown_by_whatever_it_is_called(sandbox: Sandbox, typed: str) -> None:
    await publish(sandbox)
    await sandbox.member("mara").slash("faq alias", entry="1", add="N plus one")
    shown = await sandbox.member("femi").slash("faq show", entry=typed)
    assert shown.ephemeral
    assert "select_related" in shown.text
    assert "```python\nPost.objects.all()\n```" in shown.text


async def test_titles_aliases_and_texts_are_suggested_typing_errors_forgiven(
    sandbox: Sandbox,
) -> None:
    await publish(sandbox)
    await publish(sandbox, "How do I cache a view?", "With `cache_page`, in Redis.")
    mara, femi = sandbox.member("mara"), sandbox.member("femi")
    await mara.slash("faq alias", entry="1", add="N plus one")
    for typed in ("why does my li", "n plus", "hundreds of qeuries", "select_related"):
        offered = await femi.autocomplete("faq show", entry=typed)
        assert offered[0] == (QUESTION, "f:1"), typed
    assert [value for _, value in await femi.autocomplete("faq show", entry="")] == ["f:1", "f:2"]
    offered = await femi.autocomplete("faq show", entry="cache vie")
    assert offered[0][1] == "f:2"


async def test_an_entry_is_shown_to_everybody_by_choice(sandbox: Sandbox) -> None:
    await publish(sandbox)
    femi, kofi = sandbox.member("femi"), sandbox.member("kofi")
    shown = await femi.slash("faq show", entry=QUESTION, public=True)
    assert not shown.ephemeral
    thanks = await vote(sandbox, kofi, shown, UP)
    assert thanks.ephemeral
    assert "it helped" in thanks.text


async def test_votes_count_once_and_can_be_changed(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox)
    femi, kofi = sandbox.member("femi"), sandbox.member("kofi")
    shown = await femi.slash("faq show", entry="1", public=True)
    await vote(sandbox, femi, shown, UP)
    await vote(sandbox, kofi, shown, UP)
    await nexus.restart()
    again = await vote(sandbox, kofi, shown, UP)
    assert "counts once" in again.text
    seen = await sandbox.member("ada").slash("faq show", entry="1")
    assert _counts(seen.components) == ["2", "0"]
    told = await vote(sandbox, kofi, shown, DOWN)
    assert "moderators see it" in told.text
    assert "Suggest an entry" in str(told.components)
    assert shown.message is not None
    assert _counts(sandbox.world.messages[shown.message.id].components) == ["1", "1"]


async def vote(sandbox: Sandbox, member: Actor, shown: Seen, which: str) -> Seen:
    """Press a vote; returns what the member alone is told."""
    pressed = await member.click(custom_id=which, on=shown)
    await sandbox.until(lambda: len(pressed.interaction.message_ids) > 1)
    return member.seen(pressed.interaction)


def _counts(components: list[Json]) -> list[str]:
    rows = [row["components"] for row in components]
    return [b["label"] for row in rows for b in row if "faq:vote" in b.get("custom_id", "")]


async def test_a_message_is_answered_with_an_entry(sandbox: Sandbox) -> None:
    await publish(sandbox)
    femi, ada = sandbox.member("femi"), sandbox.member("ada")
    message = await ada.send("my list endpoint is so slow", channel="general")
    told = await femi.slash("faq show", entry="1", message=str(message.id), channel="general")
    assert told.ephemeral
    answered = sandbox.messages("general")[-1]
    assert f"<@{femi.id}> asked for this" in answered.content
    assert answered.reference is not None
    assert answered.mention_ids == [ada.id]
    link = f"https://discord.com/channels/{sandbox.guild.id}/{answered.channel_id}/{message.id}"
    await femi.slash("faq show", entry="1", message=link)
    assert len(sandbox.messages("general")) == 3


async def test_the_menu_offers_what_answers_a_message(sandbox: Sandbox) -> None:
    await publish(sandbox, "How do I cache a view?", "With `cache_page`, in Redis.")
    await publish(sandbox)
    femi, ada = sandbox.member("femi"), sandbox.member("ada")
    message = await ada.send("hundreds of queries in my list endpoint?!", channel="general")
    offered = await femi.menu("Answer with FAQ", message)
    assert offered.ephemeral
    done = await femi.select("Which entry answers it?", [QUESTION], on=offered)
    assert "Done" in done.text
    answered = sandbox.messages("general")[-1]
    assert "select_related" in text_of(answered)
    assert answered.mention_ids == [ada.id]


async def test_nobody_answers_where_she_may_not_write(sandbox: Sandbox) -> None:
    await publish(sandbox)
    femi, ada = sandbox.member("femi"), sandbox.member("ada")
    message = await ada.send("so slow", channel="general")
    everyone = sandbox.guild.roles[sandbox.guild.id]
    deny_role(sandbox, everyone, sandbox.channel("general"), Permission.SEND_MESSAGES)
    refused = await femi.slash("faq show", entry="1", message=str(message.id), channel="general")
    assert "may not write" in refused.text
    refused = await femi.slash("faq show", entry="1", message="nonsense", channel=HOME)
    assert "no such message" in refused.text
    assert len(sandbox.messages("general")) == 1


async def test_a_miss_shows_what_is_near_and_is_counted(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox)
    femi, mara = sandbox.member("femi"), sandbox.member("mara")
    missed = await femi.slash("faq show", entry="endpoint slow")
    assert missed.ephemeral
    assert "Is it one of these?" in missed.text
    opened = await femi.select("Read an entry", [QUESTION], on=missed)
    assert "select_related" in opened.text
    missed = await femi.slash("faq show", entry="kubernetes ingress")
    await femi.slash("search", query="Kubernetes ingress")
    unanswered = await mara.slash("faq review", show="gaps")
    assert "2 times looked for in vain: **Kubernetes ingress**" in unanswered.text
    form = await femi.click("Ask this as a question", on=missed)
    await femi.fill(form, {"What happens?": "No idea where to begin."})
    await nexus.settle()
    assert "Kubernetes ingress" in [thread.name for thread in sandbox.threads(HOME)]
    form = await femi.click("Suggest an entry", on=missed)
    assert form.modal is not None
    assert "Kubernetes ingress" in str(form.modal)
    left = await mara.select("Take one off the list", ["Kubernetes ingress"], on=unanswered)
    assert "Kubernetes" not in left.text
    assert "endpoint slow" in left.text


async def test_a_long_answer_has_pages_and_keeps_its_code_whole(sandbox: Sandbox) -> None:
    code = "\n".join(f"line_{n} = {n}" for n in range(200))
    answer = f"First.\n\n```python\n{code}\n```\n\n" + "Words and words. " * 200
    await _import(sandbox, answer)
    femi = sandbox.member("femi")
    first = await femi.slash("faq show", entry="1", public=True)
    assert "page 1 of" in first.text
    second = await femi.click("Next ▶", on=first)
    assert second.ephemeral, "others go on reading their own page"
    pages = [first.text, second.text]
    (whole,) = [page for page in pages if "line_0 = 0" in page]
    assert "line_199 = 199" in whole
    back = await femi.click("◀ Previous", on=second)
    assert "First." in back.text


async def _import(sandbox: Sandbox, answer: str) -> None:
    mara = sandbox.member("mara")
    form = await mara.slash("faq publish")
    file = ("answer.md", answer.encode())
    shown = await mara.fill(form, {"Question": QUESTION, "Files": [file]})
    await mara.click("Publish", on=shown)


async def test_pictures_are_shown(sandbox: Sandbox) -> None:
    picture = ("join diagram.png", b"\x89PNG not really")
    await publish(sandbox, Files=[picture])
    shown = await sandbox.member("femi").slash("faq show", entry="1")
    assert shown.files == [("join-diagram.png", picture[1])]


async def test_the_list_is_in_order_and_drafts_are_for_moderators(sandbox: Sandbox) -> None:
    for n in range(12):
        await publish(sandbox, f"Question number {n}?", "An answer.", Topics=["Django"])
    mara, femi = sandbox.member("mara"), sandbox.member("femi")
    listed = await femi.slash("faq list", topic="django")
    assert listed.text.index("number 0") < listed.text.index("number 1")
    more = await femi.click("Next ▶", on=listed)
    assert "number 11" in more.text
    await mara.slash("faq edit", entry="12", position=1)
    listed = await femi.slash("faq list")
    assert listed.text.index("number 11") < listed.text.index("number 0")
    form = await mara.slash("faq publish")
    await mara.fill(form, {"Question": "A secret draft?", "Answer": "Not yet."})
    assert "secret" not in (await femi.slash("faq list")).text
    assert "Only this server's moderators" in (await femi.slash("faq list", state="draft")).text
    assert "secret" in (await mara.slash("faq list", state="draft")).text
    assert await femi.autocomplete("faq show", entry="secret") == []
    hidden = await femi.slash("faq show", entry="A secret draft?")
    assert "Not yet." not in hidden.text
    assert "Not yet." not in (await femi.slash("search", query="secret draft")).text


async def test_search_and_asking_find_entries(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox)
    femi = sandbox.member("femi")
    found = await femi.slash("search", query="hundreds of queries", kind="faq")
    assert "**hundreds**" in found.text
    opened = await femi.select("Read an entry", [QUESTION], on=found)
    assert ANSWER[:20] in opened.text
    offered = await femi.autocomplete("ask", title="why does my list")
    assert offered == [(f"📘 {QUESTION}", "f:1")]
    shown = await femi.slash("ask", title="f:1", channel=HOME)
    assert ANSWER[:20] in shown.text
    form = await femi.slash("ask", title="My list endpoint runs hundreds of queries", channel=HOME)
    alike = await femi.fill(form, {"What happens?": "Slow."})
    assert QUESTION in alike.text
    opened = await femi.select("Read an entry", [QUESTION], on=alike)
    assert ANSWER[:20] in opened.text
    with pytest.raises(CannotDoError):
        await ask(sandbox, nexus, "x")


async def test_what_was_deleted_meanwhile_cannot_be_answered(sandbox: Sandbox) -> None:
    await publish(sandbox)
    femi, ada = sandbox.member("femi"), sandbox.member("ada")
    message = await ada.send("my list endpoint is so slow", channel="general")
    offered = await femi.menu("Answer with FAQ", message)
    await ada.delete(message)
    refused = await femi.select("Which entry answers it?", [QUESTION], on=offered)
    assert "no such message" in refused.text
    refused = await femi.slash("faq show", entry="1", message="123", channel="general")
    assert "no such message" in refused.text


async def test_uploads_have_a_rate(sandbox: Sandbox) -> None:
    femi = sandbox.member("femi")
    for _ in range(3):
        form = await femi.slash("faq suggest", title="A question?")
        await femi.fill(form, {"Answer": "x", "Files": [("a.png", b"PNG")]})
    form = await femi.slash("faq suggest", title="A question?")
    refused = await femi.fill(form, {"Answer": "Kept words.", "Files": [("a.png", b"PNG")]})
    assert "uploaded 3 files" in refused.text
    again = await femi.click("Edit again", on=refused)
    assert "Kept words." in str(again.modal)


async def test_an_error_in_an_answer_is_a_look_alike(sandbox: Sandbox, nexus: Nexus) -> None:
    await publish(sandbox, "What do constraints protect?", "Else: `IntegrityError` while saving.")
    await publish(sandbox, "How do I cache a view?", "With `cache_page`, while it is slow.")
    femi = sandbox.member("femi")
    form = await femi.slash("ask", title="IntegrityError when saving my model", channel=HOME)
    alike = await femi.fill(form, {"What happens?": "It is slow."})
    assert "What do constraints protect?" in alike.text
    assert "cache a view" not in alike.text
    form = await femi.slash("ask", title="Which port has Kubernetes?", channel=HOME)
    posted = await femi.fill(form, {"What happens?": "It is slow."})
    await nexus.settle()
    assert "is posted" in femi.seen(posted.interaction).text
