"""The words of `/setup`, step by step."""

from __future__ import annotations

from enum import Enum

import discord

from cogs.core.text import Catalogue
from cogs.server.checks import Check, State, missing_tags
from cogs.server.render import check_lines
from cogs.server.snapshot import GuildFacts
from domain.channels import ChannelUse, chosen_channel_id
from domain.guilds import GuildSettings


class Step(Enum):
    """The pages of `/setup`, in order."""

    CHANNELS = "channels"
    PEOPLE = "people"
    PLACE = "place"
    WEEK = "week"
    TEXTS = "texts"
    REVIEW = "review"


STEPS = tuple(Step)
ROLES = ("moderator", "backend", "frontend")
TEXT_RULES = ["text-links", "role-link", "text-invitations", "text-words"]
ALLOWED, REFUSED = "allowed", "refused"
PUBLIC_USES = tuple(use for use in ChannelUse if use is not ChannelUse.MODERATORS)


def render_step(text: Catalogue, settings: GuildSettings, step: Step) -> discord.Embed:
    """Render a page with menus: what each menu is for, from top to bottom, and what is chosen."""
    embed = _page(text, step)
    names = {
        Step.CHANNELS: [f"channel-{use.value}" for use in PUBLIC_USES],
        Step.PEOPLE: [f"channel-{ChannelUse.MODERATORS.value}", *(f"role-{r}" for r in ROLES)],
        Step.PLACE: ["zone", "language", "review", "hints"],
        Step.WEEK: ["week-day", "week-hour"],
        Step.TEXTS: TEXT_RULES,
    }[step]
    for number, name in enumerate(names, start=1):
        label = text(f"server-setup-{name}")
        embed.add_field(
            name=f"{number}. {label}", value=_choice(text, settings, name), inline=False
        )
    return embed


def render_review(text: Catalogue, settings: GuildSettings, checks: list[Check]) -> discord.Embed:
    """Render the last page: all choices, and what would be missing with them."""
    embed = _page(text, Step.REVIEW)
    embed.add_field(name=text("server-setup-choices"), value=_choices(text, settings), inline=False)
    _add_faults(text, embed, checks)
    return embed


def render_saved(text: Catalogue, settings: GuildSettings, checks: list[Check]) -> discord.Embed:
    """Render what is in force now, and what is still missing."""
    embed = discord.Embed(
        title=text("server-setup-saved"), colour=discord.Colour.green(), description=""
    )
    embed.add_field(name=text("server-setup-choices"), value=_choices(text, settings), inline=False)
    _add_faults(text, embed, checks)
    return embed


def render_creation(
    text: Catalogue, guild: GuildFacts, settings: GuildSettings, what: str
) -> discord.Embed:
    """Render what would be created, exactly, before anybody confirms it."""
    found = missing_tags(guild, settings) if what == "tags" else None
    return discord.Embed(
        title=text(f"server-setup-create-{what}"),
        description=text.attribute(
            f"server-setup-create-{what}",
            "detail",
            channel=f"<#{found[0].id}>" if found else "",
            tags=", ".join(tag.name for tag in found[1]) if found else "",
        ),
        colour=discord.Colour.blurple(),
    )


def _page(text: Catalogue, step: Step) -> discord.Embed:
    title = text(
        "server-setup-title",
        step=STEPS.index(step) + 1,
        steps=len(STEPS),
        page=text(f"server-setup-page-{step.value}"),
    )
    intro = text.attribute(f"server-setup-page-{step.value}", "intro")
    return discord.Embed(title=title, description=intro, colour=discord.Colour.blurple())


def _choices(text: Catalogue, settings: GuildSettings) -> str:
    names = [f"channel-{use.value}" for use in ChannelUse]
    names += [f"role-{role}" for role in ROLES] + ["zone", "language", "review", "hints"]
    names += ["week-day", "week-hour", *TEXT_RULES]
    return "\n".join(
        text(
            "server-setup-choice",
            label=text(f"server-setup-{name}"),
            choice=_choice(text, settings, name),
        )
        for name in names
    )


def _choice(text: Catalogue, settings: GuildSettings, name: str) -> str:
    kind, _, which = name.partition("-")
    if kind == "channel":
        channel_id = chosen_channel_id(settings, ChannelUse(which))
        return f"<#{channel_id}>" if channel_id else text.attribute(_key(name), "none") or ""
    if kind == "role":
        role_id = getattr(settings, f"{which}_role_id")
        return f"<@&{role_id}>" if role_id else text.attribute(_key(name), "none") or ""
    if kind == "hints":
        channels = " ".join(f"<#{channel_id}>" for channel_id in settings.hint_channel_ids)
        return channels or text.attribute(_key(name), "none") or ""
    if kind == "week":
        return _digest_choice(text, settings, which)
    if kind == "text":
        return _rule_choice(text, settings, which)
    plain = {
        "zone": settings.time_zone,
        "review": text("server-setup-days", days=settings.review_days),
        "language": text(f"server-language-{settings.language}"),
    }
    return plain[kind]


def _digest_choice(text: Catalogue, settings: GuildSettings, which: str) -> str:
    if not settings.digest_on:
        return text("server-setup-digest-none")
    if which == "hour":
        return f"{settings.digest_hour:02}:00"
    return text(f"shared-weekday-{settings.digest_day}")


def _rule_choice(text: Catalogue, settings: GuildSettings, which: str) -> str:
    if which == "links":
        return text(f"server-setup-links-{settings.link_policy.value}")
    if which == "invitations":
        return text(f"server-setup-invitations-{invitation_choice(settings)}")
    return text("server-setup-text-words-count", count=len(settings.refused_words))


def invitation_choice(settings: GuildSettings) -> str:
    """Name a server's rule for invitations."""
    return ALLOWED if settings.allows_invitations else REFUSED


def _key(name: str) -> str:
    return f"server-setup-{name}"


def _add_faults(text: Catalogue, embed: discord.Embed, checks: list[Check]) -> None:
    faults = [check for check in checks if check.state in {State.WARNING, State.FAILED}]
    if not faults:
        embed.add_field(
            name=text("server-setup-missing"),
            value=text("server-setup-nothing-missing"),
            inline=False,
        )
    for check in faults:
        head, *rest = check_lines(check)
        embed.add_field(name=head[:256], value="\n".join(rest)[:1024] or "-", inline=False)
