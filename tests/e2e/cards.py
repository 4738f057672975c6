"""A card of every kind: how one comes to be, how its row changes, and what shows that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from domain.guilds import GuildSettings
from sandbox.client import Sandbox, Seen, text_of
from sandbox.world.models import Message
from storage import guilds
from tests.e2e import announcements, apis, endpoints, faq, sessions
from tests.e2e.activity import ask
from tests.nexus import Nexus

HOME, FORUM, MODERATORS = "prodevprojectnexus", "questions", "moderators"
PLACES = (HOME, FORUM, MODERATORS)
DAY = timedelta(days=1)


@dataclass
class Trial:
    """A world with a card of every kind."""

    sandbox: Sandbox
    nexus: Nexus
    cards: dict[str, Message] = field(default_factory=dict)
    opened: dict[str, Seen] = field(default_factory=dict)
    """Answers that were opened while the card was there, and are used when it may be gone."""

    async def as_member(self, name: str, command: str, **options: Any) -> Seen:
        """Use a command where no disturbance reaches."""
        return await self.sandbox.member(name).slash(command, channel="general", **options)


Step = Callable[[Trial], Awaitable[None]]


@dataclass(frozen=True)
class Kind:
    """A kind of card: how one comes to be, how its row changes, what shows that."""

    make: Callable[[Trial], Awaitable[Message]]
    change: Step
    word: str
    """Word that the card says after the change and not before."""
    title: str
    """Name in a message that tells of it; no other card has it."""
    opens: Callable[[Trial], Awaitable[Seen]] | None = None
    has_thread: bool = True
    show: tuple[str, str, str] | None = None
    """Command that shows the row, with its option and the option's value."""


def newest_post(trial: Trial) -> Message:
    """The first message of the newest post in the forum."""
    return trial.sandbox.messages(trial.sandbox.threads(FORUM)[-1])[0]


async def make_question(trial: Trial) -> Message:
    thread = await ask(trial.sandbox, trial.nexus, "Why do zebras query twice?")
    return next(m for m in trial.sandbox.messages(HOME) if m.id == thread.id)


async def make_forum_question(trial: Trial) -> Message:
    await _use_forum(trial)
    ada = trial.sandbox.member("ada")
    form = await trial.as_member("ada", "ask", title="How do koalas paginate?")
    await ada.fill(form, {"What happens?": "Pages repeat."})
    await trial.nexus.settle()
    return newest_post(trial)


def change_question(number: str) -> Step:
    async def change(trial: Trial) -> None:
        await trial.as_member("ada", "question close", resolution="stale", question=number)

    return change


async def make_api(trial: Trial) -> Message:
    await apis.register(trial.sandbox, trial.nexus, "Shopkeeper", by="ada")
    return trial.sandbox.messages(HOME)[-1]


async def make_forum_api(trial: Trial) -> Message:
    await apis.register(trial.sandbox, trial.nexus, "Bookseller", by="ada")
    return newest_post(trial)


def change_api(name: str) -> Step:
    async def change(trial: Trial) -> None:
        await trial.as_member("ada", "api edit", api=name, stack="Flask")

    return change


async def make_request(trial: Trial) -> Message:
    return await endpoints.ask(trial.sandbox, trial.nexus, path="/giraffes/:id")


async def make_forum_request(trial: Trial) -> Message:
    await endpoints.ask(trial.sandbox, trial.nexus, path="/parrots/:id")
    return newest_post(trial)


def change_request(number: str) -> Step:
    async def change(trial: Trial) -> None:
        await trial.as_member("kofi", "endpoint accept", request=number)

    return change


async def make_session(trial: Trial) -> Message:
    await sessions.plan(trial.sandbox, trial.nexus, title="Panda signals")
    return trial.sandbox.messages(HOME)[-1]


async def change_session(trial: Trial) -> None:
    ada = trial.sandbox.member("ada")
    seen = await trial.as_member("ada", "session edit", session="1", title="Panda receivers")
    await ada.click("Save", on=seen)


async def make_poll(trial: Trial) -> Message:
    slots = "; ".join(sessions.words(trial.nexus, n * DAY) for n in (2, 3))
    await trial.sandbox.member("ada").slash("session poll", title="Lion study", slots=slots)
    await trial.nexus.settle()
    return trial.sandbox.messages(HOME)[-1]


async def open_poll(trial: Trial) -> Seen:
    return await trial.sandbox.member("kofi").click("Mark what fits me", on=trial.cards["poll"])


async def change_poll(trial: Trial) -> None:
    seen = trial.opened["poll"]
    assert seen.message is not None
    labels = [o["label"] for o in seen.message.components[0]["components"][0]["options"][:1]]
    await trial.sandbox.member("kofi").select("The times that fit you", labels, on=seen)


async def make_announcement(trial: Trial) -> Message:
    preview = await announcements.write(trial.sandbox)
    await announcements.press(trial.sandbox, "Post now", preview, "is being posted")
    await trial.nexus.settle()
    return trial.sandbox.messages(HOME)[-1]


async def open_announcement(trial: Trial) -> Seen:
    mara = trial.sandbox.member("mara")
    opened = await mara.slash("announce edit", announcement="1")
    preview = await announcements.settled(trial.sandbox, "mara", opened, "Preview of the change")
    form = await mara.click("Edit", on=preview)
    return await mara.fill(form, {"Text": "Bring a koala."})


async def change_announcement(trial: Trial) -> None:
    seen = trial.opened["announcement"]
    await announcements.press(trial.sandbox, "Save", seen, "is saved")


async def make_suggestion(trial: Trial) -> Message:
    await faq.suggest(trial.sandbox, trial.nexus, "Why do otters cache?")
    return trial.sandbox.messages(MODERATORS)[-1]


async def open_suggestion(trial: Trial) -> Seen:
    mara = trial.sandbox.member("mara")
    queue = await mara.slash("faq review")
    return await mara.select("Look at a suggestion", ["Why do otters cache?"], on=queue)


async def change_suggestion(trial: Trial) -> None:
    await trial.sandbox.member("mara").click("Approve", on=trial.opened["suggestion"])


KINDS = {
    "question": Kind(
        make_question,
        change_question("1"),
        "Stale",
        "zebras",
        show=("question show", "question", "1"),
    ),
    "api": Kind(
        make_api,
        change_api("Shopkeeper"),
        "Flask",
        "Shopkeeper",
        show=("api show", "api", "Shopkeeper"),
    ),
    "request": Kind(
        make_request,
        change_request("1"),
        "accepted",
        "giraffes",
        show=("endpoint show", "request", "1"),
    ),
    "session": Kind(
        make_session,
        change_session,
        "Panda receivers",
        "Panda",
        show=("session show", "session", "1"),
    ),
    "poll": Kind(make_poll, change_poll, "1 member has", "Lion", open_poll, has_thread=False),
    "announcement": Kind(
        make_announcement, change_announcement, "koala", "Exams", open_announcement, False
    ),
    "suggestion": Kind(
        make_suggestion, change_suggestion, "Approved", "otters", open_suggestion, False
    ),
    # From here on the forum is in use; sessions can't live there.
    "forum question": Kind(
        make_forum_question,
        change_question("2"),
        "Stale",
        "koalas",
        show=("question show", "question", "2"),
    ),
    "forum api": Kind(
        make_forum_api,
        change_api("Bookseller"),
        "Flask",
        "Bookseller",
        show=("api show", "api", "Bookseller"),
    ),
    "forum request": Kind(
        make_forum_request,
        change_request("2"),
        "accepted",
        "parrots",
        show=("endpoint show", "request", "2"),
    ),
}


async def furnish(trial: Trial) -> None:
    """Post a card of every kind, and open what changes those whose buttons may be gone later."""
    await _set_up(trial)
    for name, kind in KINDS.items():
        trial.cards[name] = await kind.make(trial)
        assert kind.title in words_of(trial.cards[name]), f"this is no card of {name}"
        assert kind.word not in words_of(trial.cards[name])
    for name, kind in KINDS.items():
        if kind.opens is not None:
            trial.opened[name] = await kind.opens(trial)


async def _use_forum(trial: Trial) -> None:
    forum = trial.sandbox.channel(FORUM).id
    await _set_up(trial, forum)


async def _set_up(trial: Trial, forum: int | None = None) -> None:
    guild_id, moderators = trial.sandbox.guild.id, trial.sandbox.channel(MODERATORS).id
    settings = GuildSettings(
        guild_id,
        moderator_channel_id=moderators,
        question_channel_id=forum,
        endpoint_channel_id=forum,
    )
    await trial.nexus.services.database.write(guilds.save_settings, settings)
    trial.nexus.services.guilds.forget(guild_id)


def is_card(message: Message) -> bool:
    return bool(message.embeds) or "🗓️" in message.content


def words_of(message: Message) -> str:
    return f"{message.content} {text_of(message)} {message.embeds}"


def all_messages(trial: Trial) -> list[Message]:
    return [
        message
        for channel in list(trial.sandbox.world.channels.values())
        for message in trial.sandbox.messages(channel)
    ]
