"""Databases of earlier versions opened by today's bot: what Discord is told, and not twice."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import Settings
from domain.deliveries import DeliveryState
from sandbox.client import Sandbox
from sandbox.wire.components import BUTTON
from sandbox.world.channels import start_thread, start_thread_from
from sandbox.world.messages import Draft, create_message
from sandbox.world.models import ChannelKind, Json
from storage import deliveries
from storage.connection import Connection
from storage.migrate import MigrationPlan, load_migrations
from storage.sqlite import upgrade
from tests.meta.project import ROOT
from tests.nexus import Nexus

FILES = Path(__file__).with_name("outbox")
SCHEMA = 19
MESSAGE = re.compile(r"-- message (\w+) (\S+)(?: (\S+))?$", re.MULTILINE)
ROW = re.compile(r"^    \('([a-z-]+)', .* -- (\w+)$", re.MULTILINE)
"""A delivery of `kinds.sql`, and the state in which it ends."""
LATER_KINDS = {"faq-card-lost", "qa-card-lost", "sessions-event-lost", "sessions-poll-lost"}
"""Kinds that are younger than these files."""
LEFT_ALONE, EDITED, POSTED = (0, 0), (0, 1), (1, 0)
CARDS = {
    "shown": LEFT_ALONE,
    "stale": EDITED,
    "new": POSTED,
    "unrecorded": LEFT_ALONE,  # found by its button, and recorded
    "refused": EDITED,
    "homeless": POSTED,
}
TOLD: dict[str, dict[str, tuple[int, int]]] = {
    "questions": CARDS,
    "apis": CARDS | {"retired": LEFT_ALONE},
    "endpoints": {f"/{state}": told for state, told in CARDS.items()},
    "sessions": {state: CARDS[state] for state in CARDS if state != "homeless"}
    | {"poll shown": LEFT_ALONE, "poll stale": EDITED, "poll new": POSTED},
    "suggestions": {"shown": LEFT_ALONE, "stale": EDITED, "new": POSTED},
    "announcements": {
        "planned": LEFT_ALONE,
        "due": POSTED,
        "claimed": POSTED,
        "begun, not sent": POSTED,
        "begun, sent": LEFT_ALONE,
        "sent": LEFT_ALONE,
        "sent, changed": EDITED,
        "sent, unrecorded": LEFT_ALONE,
        "failed": LEFT_ALONE,
        "skipped": LEFT_ALONE,
        "unknown": LEFT_ALONE,
        "sent, deleted": LEFT_ALONE,
    },
}
"""Posts and edits by what a row is called, for each file."""
ENDS = {
    **dict.fromkeys(range(2, 9), DeliveryState.SENT),
    1: DeliveryState.PENDING,
    9: DeliveryState.FAILED,
    10: DeliveryState.SKIPPED,
    11: DeliveryState.UNKNOWN,
    12: DeliveryState.SENT,
}
"""States of the ledger's rows of `announcements.sql`, once today's bot has been at them."""


@pytest.fixture(scope="session")
def file_of_schema(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as the version of these files left it, without rows."""
    path = tmp_path_factory.mktemp("schema") / "nexus.db"
    shipped = load_migrations(upgrade.FOLDER)
    plan = MigrationPlan((), tuple(each for each in shipped if each.number <= SCHEMA))
    upgrade.apply(f"sqlite:///{path}", plan)
    return path


def fill(path: Path, sql: str, sandbox: Sandbox) -> dict[str, int]:
    """Put a file's messages into the world and its rows into a database; returns its names."""
    names = {
        "guild": sandbox.guild.id,
        "home": sandbox.channel("prodevprojectnexus").id,
        "moderators": sandbox.channel("moderators").id,
        "now": int(time.time()),
        "soon": (int(time.time()) + 900) // 60 * 60,
        **{name: sandbox.member(name).id for name in ("ada", "kofi", "mara")},
    }
    for name, mark, nonce in MESSAGE.findall(sql):
        names[name] = post(sandbox, mark, nonce or None)
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in upgrade.split_statements(sql):
            connection.execute(statement, names)
    return names


def post(sandbox: Sandbox, mark: str, nonce: str | None) -> int:
    """Have the bot post what is recognised by a button, with a thread of its own."""
    world, home = sandbox.world, sandbox.channel("prodevprojectnexus")
    bot_id = sandbox.application.bot.id
    button: Json = {"type": BUTTON, "style": 2, "label": "-", "custom_id": mark, "id": 2}
    draft = Draft("-", components=[{"type": 1, "id": 1, "components": [button]}], nonce=nonce)
    message = create_message(world, bot_id, home, draft)
    thread = start_thread(
        world, home, bot_id, mark, kind=ChannelKind.PUBLIC_THREAD, thread_id=message.id
    )
    start_thread_from(world, message, thread)
    return message.id


def told(sandbox: Sandbox, since: int = 0) -> Iterator[tuple[str, str]]:
    """List the posts and edits of cards, as ("POST", title)."""
    for exchange in list(sandbox.requests)[since:]:
        body = exchange.body
        if exchange.method in {"POST", "PATCH"} and "/messages" in exchange.path and body:
            words = body if isinstance(body, str) else str(body)
            if "'embeds': [{" in words or "🗓️" in words:
                yield exchange.method, words


def counts(sandbox: Sandbox, title: str, titles: list[str], since: int = 0) -> tuple[int, int]:
    """Count the posts and edits of one card; a longer title that holds this one is another's."""
    longer = [other for other in titles if title in other and other != title]
    mine = Counter(
        method
        for method, words in told(sandbox, since)
        if re.search(rf"\b{re.escape(title.strip('/'))}\b", words)
        and not any(other in words for other in longer)
    )
    return mine["POST"], mine["PATCH"]


@pytest.mark.parametrize("name", TOLD)
async def test_todays_bot_tells_discord_what_an_earlier_one_left_open(
    name: str, settings: Settings, sandbox: Sandbox, file_of_schema: Path
) -> None:
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    shutil.copyfile(file_of_schema, path)
    fill(path, (FILES / f"{name}.sql").read_text("utf-8"), sandbox)
    async with Nexus(settings, sandbox) as nexus:
        await nexus.settle()
        titles = list(TOLD[name])
        found = {title: counts(sandbox, title, titles) for title in titles}
        assert found == TOLD[name]
        if name == "announcements":
            assert await nexus.services.database.read(states, ENDS) == ENDS
        before = len(sandbox.requests)
        await nexus.restart()
        await nexus.settle()
        again = {title: counts(sandbox, title, titles, before) for title in titles}
        assert again == dict.fromkeys(titles, LEFT_ALONE), "what was told is told once"


async def states(connection: Connection, ids: Iterable[int]) -> dict[int, DeliveryState]:
    found = [await deliveries.find_delivery(connection, number) for number in ids]
    return {each.id: each.state for each in found if each is not None}


async def test_a_delivery_of_every_kind_goes_out_once(
    settings: Settings, sandbox: Sandbox, file_of_schema: Path
) -> None:
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    shutil.copyfile(file_of_schema, path)
    sql = (FILES / "kinds.sql").read_text("utf-8")
    fill(path, sql, sandbox)
    kinds = [(2 + n, kind, DeliveryState(end)) for n, (kind, end) in enumerate(ROW.findall(sql))]
    async with Nexus(settings, sandbox) as nexus:
        await nexus.settle()
        for _ in range(3):  # some wait for others
            await nexus.pass_time(timedelta(minutes=2))
        found = await nexus.services.database.read(states, [number for number, *_ in kinds])
        assert [(n, kind, found[n]) for n, kind, _ in kinds] == kinds
        once = {f"nexus-{n}": 1 for n, _, end in kinds if end is DeliveryState.SENT}
        assert sent(sandbox).items() >= once.items()
        before = sent(sandbox)
        await nexus.restart()
        await nexus.settle()
        assert sent(sandbox) == before, "what was sent is sent once"


def sent(sandbox: Sandbox) -> Counter[str]:
    """Count the messages with each nonce, wherever they are."""
    found: Counter[str] = Counter()
    for (_, nonce), count in sandbox.posts.items():
        found[nonce] += count
    return found


def test_the_file_of_kinds_has_all_of_them() -> None:
    golden = json.loads((ROOT / "tests/meta/golden_names.json").read_text("utf-8"))
    at_that_time = set(golden["delivery kinds"]) - LATER_KINDS
    kinds = {kind for kind, _ in ROW.findall((FILES / "kinds.sql").read_text("utf-8"))}
    assert at_that_time - kinds == {"announcement"}, "that one has a file of its own"


def test_every_file_is_opened() -> None:
    assert {path.stem for path in FILES.glob("*.sql")} == {*TOLD, "kinds"}
