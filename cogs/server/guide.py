"""A guide by task, for `/help`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import discord

from cogs.core.text import Catalogue
from cogs.ui.content import Content
from domain.bans import PostingBan
from domain.guilds import DEFAULT_CHANNEL_NAME

TASKS = ("ask", "find", "answer", "settle", "follow", "agree", "learn", "you")
MODERATOR_TASKS = ("order", "announce", "reports", "bars", "set-up")

Mention = Callable[[str], str]
"""Turns the name of a command (`question list`) into what a member can press."""

COMMANDS = (
    "ask",
    "search",
    "question list",
    "question accept",
    "question claim",
    "question close",
    "question reopen",
    "question subscribe",
    "endpoint request",
    "endpoint list",
    "session list",
    "session create",
    "session poll",
    "digest",
    "announce create",
    "announce list",
    "me language",
    "me timezone",
    "me reminders",
    "me export",
    "me erase",
    "audit",
    "doctor",
    "setup",
)
"""The commands that the guide names; the catalogue knows `question list` as `question_list`."""

_KEYS = {name.replace(" ", "_"): name for name in COMMANDS}


@dataclass(frozen=True, slots=True)
class Situation:
    """Situation that decides which tasks a member is shown, and where they happen."""

    is_moderator: bool
    question_channel_id: int | None
    ban: PostingBan | None


def render_guide(text: Catalogue, situation: Situation, mention: Mention) -> Content:
    """Render what this member can do, task by task."""
    tasks = TASKS + MODERATOR_TASKS if situation.is_moderator else TASKS
    values = {key: mention(name) for key, name in _KEYS.items()}
    values["channel"] = _channel(situation)
    intro, fields = _words(text, tasks, tuple(values.items()))
    embed = discord.Embed(
        title=text("server-help-title"), description=intro, colour=discord.Colour.blurple()
    )
    if situation.ban is not None:
        until = f"<t:{int(situation.ban.ends_at.timestamp())}:f>"
        banned = text("server-help-barred", until=until, reason=situation.ban.reason)
        embed.add_field(name="⚠️", value=banned[:1024], inline=False)
    for name, words in fields:
        embed.add_field(name=name, value=words, inline=False)
    return Content(embeds=(embed,))


@lru_cache(maxsize=256)
def _words(
    text: Catalogue, tasks: tuple[str, ...], named: tuple[tuple[str, str], ...]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Format the introduction and the tasks; kept, since a dozen texts of many values cost 2 ms."""
    values = dict(named)
    keys = [f"server-help-{task}" for task in tasks]
    fields = tuple((text(key), text.attribute(key, "how", **values) or "") for key in keys)
    return text("server-help-intro", **values), fields


def _channel(situation: Situation) -> str:
    if situation.question_channel_id is None:
        return f"#{DEFAULT_CHANNEL_NAME}"
    return f"<#{situation.question_channel_id}>"
