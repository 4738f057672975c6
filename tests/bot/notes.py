"""A feature that says what it is told to say, and its rows in the ledger."""

from __future__ import annotations

from datetime import timedelta

from cogs.core.text import Catalogue
from cogs.ui.client import DeliveryKind, NexusBot, Post, Postpone, Skip
from cogs.ui.content import Content
from domain.deliveries import Delivery, DeliveryKey
from sandbox.client import Sandbox
from storage import deliveries
from tests.nexus import Nexus
from tests.statements import reading, writing

HOME = "prodevprojectnexus"
SENDING = "POST /channels/{channel_id}/messages"
KIND = "test.note"
MINUTE = timedelta(minutes=1)
Decision = Post | Skip | Postpone


class Notes:
    """A feature that says what it is told to say, and remembers what was sent."""

    def __init__(self, *decisions: Decision) -> None:
        self.decisions = list(decisions)
        self.sent: list[int] = []
        self.grace: timedelta | None = None

    async def compose(self, bot: NexusBot, delivery: Delivery) -> Decision:
        assert bot.registry.deliveries[delivery.kind].compose == self.compose
        return self.decisions.pop(0) if len(self.decisions) > 1 else self.decisions[0]

    async def note(self, _: NexusBot, __: Delivery, message_id: int) -> None:
        self.sent.append(message_id)

    async def describe(self, _: NexusBot, delivery: Delivery, text: Catalogue) -> str:
        return f"the note {delivery.subject_id} ({text.language})"

    def join(self, nexus: Nexus) -> None:
        """Tell the bot of this kind: again after every start, as features do in their set-up."""
        kind = DeliveryKind(
            KIND,
            self.compose,
            self.note,
            grace=self.grace,
            describe=self.describe,
            asked_again=False,
        )
        nexus.registry.deliveries[kind.name] = kind


def greeting(sandbox: Sandbox, channel: str = HOME) -> Post:
    return Post(Content("Good morning."), channel_id=sandbox.channel(channel).id)


def said(sandbox: Sandbox) -> list[str]:
    return [message.content for message in sandbox.messages(HOME)]


async def plan(
    nexus: Nexus,
    *,
    wait: timedelta = timedelta(),
    subject_id: int = 7,
    channel_id: int | None = None,
    scheduled_by: int | None = None,
    guild_id: int = 1,
) -> int:
    now = nexus.clock()
    async with writing(nexus.services.database) as connection:
        key = DeliveryKey(guild_id, KIND, subject_id, channel_id=channel_id)
        id_ = await deliveries.schedule(connection, key, now + wait, now, scheduled_by=scheduled_by)
    assert id_ is not None
    return id_


async def run(nexus: Nexus) -> None:
    nexus.services.schedule.wake()
    await nexus.settle()


async def find(nexus: Nexus, delivery_id: int) -> Delivery:
    async with reading(nexus.services.database) as connection:
        found = await deliveries.find_delivery(connection, delivery_id)
    assert found is not None
    return found
