"""Checks of `/doctor`, `/setup` and `nexus doctor`: pure, over a snapshot of the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum

from cogs.core.text import Catalogue
from cogs.server.snapshot import ChannelFacts, ChannelKind, GuildFacts, Snapshot, TokenState
from domain import tags
from domain.cards import LASTING, OF_EVENTS, QUIET
from domain.channels import ChannelUse, channel_id_of, chosen_channel_id
from domain.guilds import DEFAULT_CHANNEL_NAME, GuildSettings
from domain.permissions import ADMINISTRATOR, PERMISSIONS, Permission, has, missing
from domain.tags import WantedTag
from domain.text_rules import Caught
from domain.zones import find_zone

KINDS = {
    ChannelUse.QUESTIONS: {ChannelKind.TEXT, ChannelKind.FORUM},
    ChannelUse.ENDPOINTS: {ChannelKind.TEXT, ChannelKind.FORUM},
    ChannelUse.ANNOUNCEMENTS: {ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT},
    ChannelUse.SESSIONS: {ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT, ChannelKind.FORUM},
    ChannelUse.MODERATORS: {ChannelKind.TEXT},
}
"""Which kinds of channel serve each use."""
OVERDUE = timedelta(days=2)
"""Old rows are dropped once a day: what is later than this has failed."""


class State(Enum):
    """Results of a check. A note costs nothing; a warning means that something is left out."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """A check's result before it is put into words: `variant` names the attributes that say it."""

    check: str
    variant: str
    state: State
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """A check's result in words; `fix` is None where nothing is to be done."""

    label: str
    state: State
    detail: str
    fix: str | None


def check_all(snapshot: Snapshot) -> list[Finding]:
    """Return every check that the snapshot allows, in the order to mend things in."""
    token = _token(snapshot)
    if snapshot.token is not TokenState.FINE:
        return [token]
    found = [
        token,
        _intent("message-content", enabled=snapshot.message_content),
        _intent("members", enabled=snapshot.members),
    ]
    if not snapshot.guilds:
        found.append(Finding("guilds", "none", State.FAILED))
    for guild in snapshot.guilds:
        found.extend(check_guild(guild))
    return found


def check_guild(guild: GuildFacts) -> list[Finding]:
    """Return the checks of one server."""
    settings = guild.settings or GuildSettings(guild.id)
    return [
        _set_up(guild),
        *_channels(guild, settings),
        *_tags(guild, settings),
        *_roles(guild, settings),
        _zone(guild, settings),
        _texts(guild),
        *_retention(guild),
        *_cards(guild),
        *_excess(guild),
    ]


def missing_tags(
    guild: GuildFacts, settings: GuildSettings
) -> tuple[ChannelFacts, tuple[WantedTag, ...]] | None:
    """Return the forum for questions and the tags it lacks.

    None where questions are in no forum.
    """
    channel = guild.find_channel(channel_id_of(settings, ChannelUse.QUESTIONS, guild.channels))
    if channel is None or channel.kind is not ChannelKind.FORUM:
        return None
    return channel, tags.missing_tags(channel.tags, settings.language, guild.topics)


def in_words(text: Catalogue, finding: Finding, write: Callable[[str], str] = str) -> Check:
    """Put a finding into the words of a catalogue; `write` escapes names for where it's read."""
    key = f"server-check-{finding.check}"
    values = {name: _value(text, value, write) for name, value in finding.values.items()}
    return Check(
        label=text(key, **values),
        state=finding.state,
        detail=text.attribute(key, finding.variant, **values) or "",
        fix=text.attribute(key, f"{finding.variant}-fix", **values),
    )


def _value(text: Catalogue, value: object, write: Callable[[str], str]) -> object:
    if isinstance(value, tuple):
        return ", ".join(write(_word(text, entry)) for entry in value)
    return write(value) if isinstance(value, str) else value


def _word(text: Catalogue, entry: object) -> str:
    if isinstance(entry, Permission):
        return text(f"server-permission-{entry.name}")
    if isinstance(entry, ChannelUse):
        return text(f"server-use-{entry.value}")
    return str(entry)


def _token(snapshot: Snapshot) -> Finding:
    state = State.OK if snapshot.token is TokenState.FINE else State.FAILED
    values = {"name": snapshot.name, "detail": snapshot.detail}
    return Finding("token", snapshot.token.value, state, values)


def _intent(name: str, *, enabled: bool) -> Finding:
    if enabled:
        return Finding(f"intent-{name}", "ok", State.OK)
    return Finding(f"intent-{name}", "off", State.NOTE)


def _set_up(guild: GuildFacts) -> Finding:
    values = {"guild": guild.name, "channel": DEFAULT_CHANNEL_NAME}
    if guild.settings is None:
        return Finding("set-up", "defaults", State.NOTE, values)
    return Finding("set-up", "ok", State.OK, values)


def _channels(guild: GuildFacts, settings: GuildSettings) -> Iterator[Finding]:
    """Return one finding per channel in use, so that what several uses share is told once."""
    shared: dict[int, tuple[ChannelFacts, list[ChannelUse]]] = {}
    for use in ChannelUse:
        channel_id = channel_id_of(settings, use, guild.channels)
        channel = guild.find_channel(channel_id)
        if channel_id is None:
            yield _unchosen(use)
        elif channel is None:
            yield Finding("no-channel", "gone", State.FAILED, {"uses": (use,)})
        else:
            shared.setdefault(channel_id, (channel, []))[1].append(use)
    for channel, uses in shared.values():
        yield _channel(guild, settings, channel, tuple(uses))


def _unchosen(use: ChannelUse) -> Finding:
    values = {"uses": (use,), "default": DEFAULT_CHANNEL_NAME}
    if use is ChannelUse.MODERATORS:
        return Finding("no-channel", "moderators", State.WARNING, values)
    state = State.FAILED if use is ChannelUse.QUESTIONS else State.WARNING
    return Finding("no-channel", "default", state, values)


def _channel(
    guild: GuildFacts, settings: GuildSettings, channel: ChannelFacts, uses: tuple[ChannelUse, ...]
) -> Finding:
    values = {"channel": channel.name, "uses": uses, "role": guild.bot_role}
    wrong = tuple(use for use in uses if channel.kind not in KINDS[use])
    if wrong:
        return Finding("channel", "wrong-kind", State.FAILED, {**values, "uses": wrong})
    lacking = {p for use in uses for p in missing(channel.granted, use)}
    if lacking:
        ordered = tuple(p for p in PERMISSIONS if p in lacking)
        return Finding("channel", "permissions", State.FAILED, {**values, "permissions": ordered})
    chosen = any(chosen_channel_id(settings, use) == channel.id for use in uses)
    return Finding("channel", "ok" if chosen else "ok-default", State.OK, values)


def _tags(guild: GuildFacts, settings: GuildSettings) -> Iterator[Finding]:
    found = missing_tags(guild, settings)
    if found is None:
        return
    channel, absent = found
    values = {
        "channel": channel.name,
        "tags": tuple(tag.name for tag in absent),
        "role": guild.bot_role,
    }
    if not absent:
        yield Finding("tags", "ok", State.OK, values)
    elif has(channel.granted, "manage_channels"):
        yield Finding("tags", "missing", State.WARNING, values)
    else:
        yield Finding("tags", "missing-by-hand", State.WARNING, values)


def _roles(guild: GuildFacts, settings: GuildSettings) -> Iterator[Finding]:
    chosen = {
        "moderator": settings.moderator_role_id,
        "backend": settings.backend_role_id,
        "frontend": settings.frontend_role_id,
        "link": settings.link_role_id,
    }
    for name, role_id in chosen.items():
        if role_id is not None and role_id not in guild.role_ids:
            yield Finding(f"role-{name}", "gone", State.WARNING)
    if settings.moderator_role_id is None:
        yield Finding("role-moderator", "none", State.NOTE)


def _zone(guild: GuildFacts, settings: GuildSettings) -> Finding:
    values = {"zone": settings.time_zone}
    if find_zone(settings.time_zone) is None:
        return Finding("zone", "unknown", State.FAILED, values)
    if guild.settings is None:
        return Finding("zone", "default", State.NOTE, values)
    return Finding("zone", "ok", State.OK, values)


def _texts(guild: GuildFacts) -> Finding:
    """Members' texts that the server's rules refused."""
    values = {f"{kind.value}s": guild.refused.get(kind, 0) for kind in Caught}
    return Finding("texts", "some" if guild.refused else "none", State.OK, values)


def _cards(guild: GuildFacts) -> Iterator[Finding]:
    """Yield why cards are not shown, and how many; what was removed on purpose is left out."""
    for fault, count in guild.cards.items():
        if fault not in LASTING:
            what = "events" if fault in OF_EVENTS else "cards"
            state = State.OK if fault in QUIET else State.WARNING
            yield Finding(what, fault.value, state, {"count": count})


def _retention(guild: GuildFacts) -> Iterator[Finding]:
    """Tell when the server's old rows were dropped last, and of which tables more is to go."""
    run, now = guild.cleaned, guild.looked_at
    if now is None:
        return
    if run is None:
        yield Finding("retention", "never", State.OK)
        return
    values: dict[str, object] = {
        "ran": f"<t:{int(run.at.timestamp())}:R>",
        "count": sum(run.dropped.values()),
        "dropped": tuple(f"{count} {table}" for table, count in sorted(run.dropped.items())),
        "above": tuple(run.above),
    }
    if now - run.at > OVERDUE:
        yield Finding("retention", "overdue", State.WARNING, values)
    elif run.above:
        yield Finding("retention", "above", State.WARNING, values)
    else:
        yield Finding("retention", "some" if run.dropped else "nothing", State.OK, values)


def _excess(guild: GuildFacts) -> Iterator[Finding]:
    if guild.granted & ADMINISTRATOR:
        yield Finding("administrator", "granted", State.WARNING, {"role": guild.bot_role})
