"""Guesses that `/setup` proposes from names, saved only by a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from domain.channels import CHANNEL_FIELDS, ChannelUse, Named, default_channel_id
from domain.guilds import GuildSettings
from domain.zones import guess_zone

CHANNEL_WORDS = {
    ChannelUse.QUESTIONS: ("question", "help", "entraide", "aide", "support", "q-and-a"),
    ChannelUse.ENDPOINTS: ("endpoint", "api"),
    ChannelUse.ANNOUNCEMENTS: ("announcement", "annonce", "news"),
    ChannelUse.SESSIONS: ("session", "study", "étude", "event", "meet"),
    ChannelUse.MODERATORS: ("moderat", "modérat", "mods", "mod-", "staff"),
}
ROLE_WORDS = {
    "moderator_role_id": ("moderat", "modérat", "mods", "staff", "mentor"),
    "backend_role_id": ("backend", "back-end", "back end"),
    "frontend_role_id": ("frontend", "front-end", "front end"),
}


def guess_settings(
    settings: GuildSettings,
    channels: Mapping[ChannelUse, Collection[Named]],
    roles: Collection[Named],
) -> GuildSettings:
    """Fill what a server has not chosen from the names of its roles and of fitting channels."""
    guessed: dict[str, int | None] = {}
    for use, field in CHANNEL_FIELDS.items():
        fitting = channels.get(use, ())
        guessed[field] = guess(fitting, CHANNEL_WORDS[use]) or default_channel_id(use, fitting)
    for field, words in ROLE_WORDS.items():
        guessed[field] = guess(roles, words)
    kept: dict[str, Any] = {  # Any: `replace` cannot see which fields these are
        field: getattr(settings, field) or value for field, value in guessed.items()
    }
    return replace(settings, **kept)


def guess_locale(settings: GuildSettings, locale: str, languages: Collection[str]) -> GuildSettings:
    """Language and zone of a server that nobody has set up yet, from its locale on Discord."""
    language = locale.partition("-")[0]
    return replace(
        settings,
        language=language if language in languages else settings.language,
        time_zone=guess_zone(locale),
    )


def guess(candidates: Iterable[Named], words: Iterable[str]) -> int | None:
    """Guess the first candidate whose name holds the first of `words` that any holds."""
    named = [(candidate.name.casefold(), candidate.id) for candidate in candidates]
    return next((found for word in words for name, found in named if word in name), None)
