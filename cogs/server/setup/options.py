"""Options of the menus of `/setup`, with what is chosen marked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from discord import ChannelType, SelectOption, TextStyle
from discord.ui import Label, TextInput

from cogs.core.text import LANGUAGES, Catalogue
from cogs.server.setup.render import ALLOWED, REFUSED, invitation_choice
from cogs.server.snapshot import ChannelKind
from domain.guilds import GuildSettings
from domain.text_rules import MAX_LIST, LinkPolicy
from domain.zones import find_zone, offset_of

MOST_OPTIONS = 25
NO_DAY = "none"
REVIEW_PERIODS = (30, 90, 180, 365)
"""In days."""

CHANNEL_TYPES = {
    ChannelKind.TEXT: ChannelType.text,
    ChannelKind.ANNOUNCEMENT: ChannelType.news,
    ChannelKind.FORUM: ChannelType.forum,
}


def zone_options(chosen: str, zones: tuple[str, ...], now: datetime) -> list[SelectOption]:
    """List the chosen zone, then the others."""
    offered = [zone for zone in dict.fromkeys((chosen, *zones)) if find_zone(zone)]
    return [
        SelectOption(
            label=zone, value=zone, description=f"UTC{offset_of(zone, now)}", default=zone == chosen
        )
        for zone in offered[:MOST_OPTIONS]
    ]


def day_options(text: Catalogue, settings: GuildSettings) -> list[SelectOption]:
    """List the days of the week, and that there is no digest."""
    chosen = settings.digest_day if settings.digest_on else None
    days = [
        SelectOption(label=text(f"shared-weekday-{day}"), value=str(day), default=day == chosen)
        for day in range(7)
    ]
    none = text("server-setup-digest-none")
    return [*days, SelectOption(label=none, value=NO_DAY, default=chosen is None)]


def hour_options(settings: GuildSettings) -> list[SelectOption]:
    """List the hours of the day."""
    return [
        SelectOption(label=f"{hour:02}:00", value=str(hour), default=hour == settings.digest_hour)
        for hour in range(24)
    ]


def language_options(text: Catalogue, settings: GuildSettings) -> list[SelectOption]:
    """List the languages of the catalogues."""
    return [
        SelectOption(
            label=text(f"server-language-{language}"),
            value=language,
            default=language == settings.language,
        )
        for language in LANGUAGES
    ]


def review_options(text: Catalogue, settings: GuildSettings) -> list[SelectOption]:
    """List the periods after which an entry is looked at again, the chosen one among them."""
    chosen = settings.review_days
    return [
        SelectOption(
            label=text("server-setup-days", days=days), value=str(days), default=days == chosen
        )
        for days in sorted({*REVIEW_PERIODS, chosen})
    ]


def link_options(text: Catalogue, settings: GuildSettings) -> list[SelectOption]:
    """List whose texts may hold links."""
    return [
        SelectOption(
            label=text(f"server-setup-links-{policy.value}"),
            value=policy.value,
            default=policy is settings.link_policy,
        )
        for policy in LinkPolicy
    ]


def invitation_options(text: Catalogue, settings: GuildSettings) -> list[SelectOption]:
    """List what becomes of invitations."""
    return [
        SelectOption(
            label=text(f"server-setup-invitations-{choice}"),
            value=choice,
            default=choice == invitation_choice(settings),
        )
        for choice in (REFUSED, ALLOWED)
    ]


def words_field(text: Catalogue, settings: GuildSettings) -> Label[Any]:
    """Make the field for the list of refused words."""
    return Label(
        text=text("server-setup-text-words"),
        description=text.attribute("server-setup-text-words", "hint"),
        component=TextInput(
            custom_id="words",
            style=TextStyle.paragraph,
            default="\n".join(settings.refused_words) or None,
            max_length=MAX_LIST,
            required=False,
        ),
    )
