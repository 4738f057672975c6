"""`nexus doctor`: everything that can be checked without connecting, each fault with its fix."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import discord

from bot.client import allowed_intents, logged_in
from bot.settings import Settings
from cogs.core.text import Catalogues
from cogs.server.checks import Check, State, check_all, in_words
from cogs.server.snapshot import ChannelFacts, ChannelKind, GuildFacts, Snapshot, TokenState
from domain.guilds import GuildSettings
from domain.text_rules import Caught
from domain.topics import DEFAULT_TOPICS
from storage import guilds, refused_texts, topics
from storage.connection import Connection, Database
from storage.engine import open_database, plan_migrations

MARKS = {
    State.OK: "ok     ",
    State.NOTE: "note   ",
    State.WARNING: "warning",
    State.FAILED: "FAILED ",
}
KINDS = {0: ChannelKind.TEXT, 5: ChannelKind.ANNOUNCEMENT, 15: ChannelKind.FORUM}
Json = Any  # Discord's JSON


@dataclass(frozen=True, slots=True)
class Report:
    """Findings of the doctor, in words."""

    text: str
    is_fine: bool


async def examine(settings: Settings) -> Report:
    """Check token, intents, servers, channels and permissions over REST."""
    snapshot = await _look(settings)
    text = Catalogues.load().of("en")
    checks = [in_words(text, finding) for finding in check_all(snapshot)]
    lines = [line for check in checks for line in _lines(check)]
    return Report("\n".join(lines) + "\n", all(c.state is not State.FAILED for c in checks))


def _lines(check: Check) -> list[str]:
    lines = [f"{MARKS[check.state]} {check.label}: {check.detail}"]
    if check.fix:
        lines.append(f"        fix: {check.fix}")
    return lines


async def _look(settings: Settings) -> Snapshot:
    if not settings.token:
        return Snapshot(TokenState.MISSING)
    try:
        async with logged_in(settings) as http:
            return await _snapshot(settings, http)
    except discord.LoginFailure:
        return Snapshot(TokenState.REFUSED)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        return Snapshot(TokenState.UNREACHABLE, detail=str(error))


async def _snapshot(settings: Settings, http: discord.http.HTTPClient) -> Snapshot:
    application = await http.application_info()
    intents = allowed_intents(int(application.get("flags", 0)))
    mine = await http.get_guilds(limit=200)
    # A database that is not there yet, or not up to date, is not the doctor's to make.
    if plan_migrations(settings.database_url).pending:
        found = [await _guild(http, None, guild["id"]) for guild in mine]
    else:
        async with open_database(settings.database_url, migrate=False) as database:
            found = [await _guild(http, database, guild["id"]) for guild in mine]
    return Snapshot(
        TokenState.FINE,
        name=application["name"],
        message_content=intents.message_content,
        members=intents.members,
        guilds=tuple(found),
    )


async def _guild(
    http: discord.http.HTTPClient, database: Database | None, guild_id: Json
) -> GuildFacts:
    guild: Json = await http.get_guild(guild_id, with_counts=False)
    me: Json = await http.get_member(guild_id, (await http.get_user("@me"))["id"])
    channels: Json = await http.get_all_guild_channels(guild_id)
    granted = _guild_permissions(guild, me)
    mine = me["user"]["id"]
    own = next((r for r in guild["roles"] if (r.get("tags") or {}).get("bot_id") == mine), None)
    settings: GuildSettings | None = None
    wanted: tuple[str, ...] = DEFAULT_TOPICS
    refused: dict[Caught, int] = {}
    if database is not None:
        settings, wanted, refused = await database.read(_stored, int(guild_id), datetime.now(UTC))
    return GuildFacts(
        id=int(guild_id),
        name=guild["name"],
        settings=settings,
        granted=granted,
        bot_role=own["name"] if own else me["user"]["username"],
        channels=tuple(_channel(guild, me, granted, channel) for channel in channels),
        role_ids=frozenset(int(role["id"]) for role in guild["roles"]),
        topics=wanted,
        refused=refused,
    )


async def _stored(
    connection: Connection, guild_id: int, now: datetime
) -> tuple[GuildSettings | None, tuple[str, ...], dict[Caught, int]]:
    """Read what the database holds on a server: its settings, topics and refused texts."""
    return (
        await guilds.find_settings(connection, guild_id),
        await topics.list_by_use(connection, guild_id),
        await refused_texts.sum_refused(connection, guild_id, now),
    )


def _guild_permissions(guild: Json, me: Json) -> int:
    """Return the bot's permissions in the whole server: those of its roles together."""
    held = {guild["id"], *me["roles"]}
    granted = 0
    for role in guild["roles"]:
        if role["id"] in held:
            granted |= int(role["permissions"])
    return granted


def _channel(guild: Json, me: Json, granted: int, channel: Json) -> ChannelFacts:
    """Return a channel's facts.

    Overwrites apply as Discord's reference says ("Permission Overwrites").
    """
    overwrites = {o["id"]: o for o in channel.get("permission_overwrites", ())}
    granted = _overwritten(granted, [overwrites.get(guild["id"])])
    granted = _overwritten(granted, [overwrites.get(role_id) for role_id in me["roles"]])
    granted = _overwritten(granted, [overwrites.get(me["user"]["id"])])
    return ChannelFacts(
        id=int(channel["id"]),
        name=channel["name"],
        kind=KINDS.get(channel["type"], ChannelKind.OTHER),
        granted=granted,
        tags=tuple(tag["name"] for tag in channel.get("available_tags", ())),
    )


def _overwritten(granted: int, overwrites: list[Json]) -> int:
    allow = deny = 0
    for overwrite in overwrites:
        if overwrite is not None:
            allow |= int(overwrite["allow"])
            deny |= int(overwrite["deny"])
    return (granted & ~deny) | allow
