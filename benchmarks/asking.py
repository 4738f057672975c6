"""Questions asked and answered the way members do it, for the bot to be measured on."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import partial
from itertools import islice

from benchmarks.load import Operation
from benchmarks.questions import make_language, make_questions
from sandbox.client import Member, Sandbox
from sandbox.world.models import Channel, Message

HOME = "prodevprojectnexus"
MOST_TITLE = 100


@dataclass(slots=True)
class Asked:
    """A question with two answers, of which the asker accepts one and then the other."""

    id: int
    title: str
    asker: Member
    thread: Channel
    card: Message
    answers: tuple[Message, Message]
    is_second: bool = False

    async def choose(self) -> Operation:
        """Open the choice of answers; the operation picks the one that is not accepted."""
        choice = await self.asker.click("Accept", on=self.card)
        select = choice.components[0]["components"][0]
        answer = self.answers[self.is_second]
        self.is_second = not self.is_second
        return partial(self.asker.select, select["custom_id"], [str(answer.id)], on=choice)


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
    """What members look for: three words of some title."""
    chance = random.Random(seed)
    return [" ".join(chance.sample(each.title.split(), 3)) for each in asked]


async def prepare_choices(asked: list[Asked]) -> list[Operation]:
    """Every asker opens the choice of answers."""
    return [await each.choose() for each in asked]
