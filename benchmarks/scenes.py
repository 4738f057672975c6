"""Scenes for the bot to be measured on: questions asked and answered the way members do it."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from benchmarks.load import Operation
from benchmarks.questions import make_language, make_questions
from sandbox.client import Member, Sandbox, Seen
from sandbox.world.models import Channel, Json, Message

HOME = "prodevprojectnexus"
MOST_TITLE = 100


@dataclass(slots=True)
class Asked:
    """A question with two answers, of which the asker accepts the first."""

    id: int
    title: str
    asker: Member
    thread: Channel
    card: Message
    answers: tuple[Message, Message]
    choice: Seen | None = None
    """The open choice of answers, once `choose` was called."""
    controls: list[Json] = field(default_factory=list)

    async def choose(self) -> None:
        """Open the choice of answers; it stays open for every `accept`."""
        self.choice = await self.asker.click("Accept", on=self.card)
        self.controls = deepcopy(self.choice.components)

    def accept(self) -> Operation:
        """Accept the first answer; an answer that took the choice's place is taken back."""
        assert self.choice is not None  # noqa: S101 - opened before
        assert self.choice.message is not None  # noqa: S101 - see above
        self.choice.message.components = deepcopy(self.controls)
        select = self.controls[0]["components"][0]["custom_id"]
        return partial(self.asker.select, select, [str(self.answers[0].id)], on=self.choice)


async def ask_questions(sandbox: Sandbox, count: int) -> list[Asked]:
    """Let `count` members join and ask a question each, which two others answer."""
    asked = []
    for number, made in enumerate(islice(make_questions(make_language(), count), count), 1):
        asker = sandbox.add_member(f"learner{number}", roles=["Frontend"])
        title = made.title[:MOST_TITLE]
        form = await asker.slash("ask", title=title, channel=HOME)
        seen = await asker.fill(form, {"What happens?": made.body})
        labels = [c.get("label") for row in seen.components for c in row.get("components", ())]
        if "Post my question" in labels:
            await asker.click("Post my question", on=seen)
        thread = sandbox.threads(HOME)[-1]
        answers = [
            await sandbox.member(name).send(f"Have a look at {title}", channel=thread)
            for name in ("kofi", "femi")
        ]
        card = sandbox.world.messages[thread.id]
        asked.append(Asked(number, title, asker, thread, card, (answers[0], answers[1])))
    return asked


def search_words(asked: list[Asked], seed: int = 3) -> list[str]:
    """Make what members look for: three words of some title."""
    chance = random.Random(seed)
    return [" ".join(chance.sample(each.title.split(), 3)) for each in asked]
