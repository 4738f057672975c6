"""Guesses that `/setup` proposes from names, saved only by a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from domain.channels import CHANNEL_FIELDS, ChannelUse, Named, default_channel_id
from domain.guilds import GuildSettings
from domain.search.words import fold
from domain.zones import guess_zone

_WORD = re.compile(r"[^\W_]+")
CHANNEL_WORDS = {
    ChannelUse.QUESTIONS: (
        *("questions", "question", "help", "entraide", "aide", "support", "q and a", "qa"),
    ),
    ChannelUse.ENDPOINTS: ("endpoints", "endpoint", "apis", "api"),
    ChannelUse.ANNOUNCEMENTS: ("announcements", "announcement", "annonces", "annonce", "news"),
    ChannelUse.SESSIONS: (
        *("sessions", "session", "study", "études", "étude", "events", "event"),
        *("meetings", "meeting", "meetups", "meetup"),
    ),
    ChannelUse.MODERATORS: (
        *("moderators", "moderator", "moderation", "modérateurs", "modérateur", "mods", "mod"),
        "staff",
    ),
}
ROLE_WORDS = {
    "moderator_role_id": (
        *("moderators", "moderator", "modérateurs", "modérateur", "moderation", "mods", "mod"),
        *("staff", "mentors", "mentor"),
    ),
    "backend_role_id": ("backend", "back end"),
    "frontend_role_id": ("frontend", "front end"),
}
"""Words that names may hold, as whole words: "therapist-corner" has nothing of an API."""


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
    """Guess the first candidate whose name holds the first of `words` that any holds.

    Names are compared word by word, without case, accents and styled letters (NFKC).
    """
    named = [(f" {' '.join(_words(candidate.name))} ", candidate.id) for candidate in candidates]
    wanted = [f" {' '.join(_words(word))} " for word in words]
    return next((found for word in wanted for name, found in named if word in name), None)


def _words(name: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(unicodedata.normalize("NFKC", name))]
