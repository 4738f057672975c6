"""Reports, bars and the audit log in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import datetime

import discord

from cogs.core.markup import cut, plain, shorten
from cogs.core.text import Catalogue
from domain.audit import AuditEntry
from domain.bans import PostingBan
from domain.reports import Report

PER_PAGE = 8
MAX_DESCRIPTION = 4_096
REASONS_SHOWN = (300, 150, 80)
"""Characters of each reason that a page shows: as much as lets all its lines fit."""


def render_report(text: Catalogue, report: Report) -> discord.Embed:
    """Render a report as moderators see it: where, whose, what it says, who reported it and why."""
    embed = discord.Embed(
        title=text("server-report-title", number=str(report.id)),
        description=_quoted(report.message.quote),
        url=report.jump_url,
        colour=discord.Colour.red(),
        timestamp=report.reported_at,
    )
    embed.add_field(
        name=text("server-report-author"), value=_person(text, report.message.author_id)
    )
    embed.add_field(name=text("server-report-reporter"), value=_person(text, report.reporter_id))
    embed.add_field(name=text("server-report-where"), value=report.jump_url, inline=False)
    embed.add_field(
        name=text("server-report-reason"), value=shorten(report.reason, 1024), inline=False
    )
    return embed


def render_resolved(text: Catalogue, shown: discord.Embed, report: Report) -> discord.Embed:
    """Mark the report as it was shown as dealt with; its words aren't stored any longer."""
    embed = discord.Embed.from_dict(deepcopy(shown.to_dict()))
    embed.colour = discord.Colour.green()
    embed.add_field(name=text("server-report-resolved"), value=resolution(text, report))
    return embed


def resolution(text: Catalogue, report: Report) -> str:
    """Tell who dealt with a report, and when."""
    return text(
        "server-report-resolved-by",
        moderator=_person(text, report.resolver_id),
        at=_moment(report.resolved_at),
    )


def render_audit(text: Catalogue, entries: Sequence[AuditEntry], page: int) -> discord.Embed:
    """Render one page of the audit log."""
    return discord.Embed(
        title=text("server-audit-title", page=page + 1),
        description=_fitting(lambda shown: [_entry(text, entry, shown) for entry in entries])
        or text("server-audit-empty"),
        colour=discord.Colour.blurple(),
    )


def render_bans(text: Catalogue, bans: Sequence[PostingBan], page: int) -> discord.Embed:
    """Render one page of the bans in force."""
    return discord.Embed(
        title=text("server-bars-title", page=page + 1),
        description=_fitting(
            lambda shown: [
                f"{number}. {render_ban(text, ban, shown)}"
                for number, ban in enumerate(bans, start=1)
            ]
        )
        or text("server-bars-empty"),
        colour=discord.Colour.blurple(),
    )


def render_ban(text: Catalogue, ban: PostingBan, shown: int = REASONS_SHOWN[0]) -> str:
    """Render a ban in one line."""
    return text(
        "server-bar-line",
        member=f"<@{ban.member_id}>",
        until=_moment(ban.ends_at),
        moderator=_person(text, ban.moderator_id),
        reason=plain(ban.reason, shown),
    )


def render_reports(text: Catalogue, reports: Sequence[Report], page: int) -> discord.Embed:
    """Render one page of the open reports."""
    return discord.Embed(
        title=text("server-reports-title", page=page + 1),
        description=_fitting(lambda shown: [_report(text, report, shown) for report in reports])
        or text("server-reports-empty"),
        colour=discord.Colour.blurple(),
    )


def action_label(text: Catalogue, action: str) -> str:
    """Return what an action of the audit log is called.

    Its name where the catalogue has no words.
    """
    feature, _, verb = action.partition(".")
    key = f"{feature}-audit-{verb}"
    return text(key) if key in text else action


def _fitting(lines: Callable[[int], list[str]]) -> str:
    """Lines with as much of each reason as one embed holds."""
    for shown in REASONS_SHOWN:
        joined = "\n".join(lines(shown))
        if len(joined) <= MAX_DESCRIPTION:
            return joined
    return joined[:MAX_DESCRIPTION]


def _report(text: Catalogue, report: Report, shown: int) -> str:
    return text(
        "server-report-line",
        number=str(report.id),
        link=report.jump_url,
        at=_moment(report.reported_at),
        author=_person(text, report.message.author_id),
        reporter=_person(text, report.reporter_id),
        reason=plain(report.reason, shown),
    )


def _entry(text: Catalogue, entry: AuditEntry, shown: int) -> str:
    line = text(
        "server-audit-line",
        at=_moment(entry.at),
        moderator=_person(text, entry.actor_id),
        action=action_label(text, entry.action),
        subject=_subject(text, entry.subject),
    )
    if entry.reason:
        line += f"\n> {plain(entry.reason, shown)}"
    changes = _changes(text, entry, shown)
    return f"{line}\n-# {changes}" if changes else line


def _changes(text: Catalogue, entry: AuditEntry, shown: int) -> str:
    """Return what else the entry holds: values, or what they were and are."""
    before, after = entry.details.get("before"), entry.details.get("after")
    if isinstance(before, dict) and isinstance(after, dict):
        pairs = [
            (name, f"{_value(name, before.get(name), shown)} → {_value(name, value, shown)}")
            for name, value in after.items()
        ]
    else:
        pairs = [(name, _value(name, value, shown)) for name, value in entry.details.items()]
    return ", ".join(f"{_detail(text, name)}: {value}" for name, value in pairs)


def _detail(text: Catalogue, name: str) -> str:
    key = f"server-detail-{name}"
    return text(key) if key in text else plain(name, 40)


def _value(name: str, value: object, shown: int) -> str:
    """Return a detail as Discord shows it best: channels, roles and times by themselves."""
    if value is None:
        return "-"
    if name.endswith("_channel_ids") and isinstance(value, list):
        return " ".join(f"<#{channel_id}>" for channel_id in value) or "-"
    if name.endswith("_channel_id"):
        return f"<#{value}>"
    if name.endswith("_role_id"):
        return f"<@&{value}>"
    if name == "until":
        return f"<t:{value}:f>"
    return plain(", ".join(map(str, value)) if isinstance(value, list) else str(value), shown)


def _subject(text: Catalogue, subject: str) -> str:
    """Return what an action was done to, as a mention where Discord can show one."""
    kind, _, identity = subject.partition(":")
    if kind == "member":
        return _person(text, int(identity) or None)
    if kind == "channel":
        return f"<#{identity}>"
    key = f"server-audit-subject-{kind}"
    return text(key, number=identity) if key in text else f"{kind} {identity}"


def _person(text: Catalogue, member_id: int | None) -> str:
    return text("server-erased-member") if member_id is None else f"<@{member_id}>"


def _moment(at: datetime | None) -> str:
    return "" if at is None else f"<t:{int(at.timestamp())}:f>"


def _quoted(words: str) -> str:
    shown = cut(shorten(words, 1_500), 1_500)
    return "\n".join(f"> {line}" for line in shown.splitlines())
