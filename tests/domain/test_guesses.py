from typing import NamedTuple

import pytest

from domain.channels import ChannelUse, channel_id_of, default_channel_id
from domain.guesses import CHANNEL_WORDS, guess, guess_locale, guess_settings
from domain.guilds import GuildSettings


class Thing(NamedTuple):
    id: int
    name: str


CHANNELS = [
    Thing(1, "general"),
    Thing(2, "prodevprojectnexus"),
    Thing(3, "questions"),
    Thing(4, "announcements"),
    Thing(5, "moderators"),
]
FITTING = dict.fromkeys(ChannelUse, CHANNELS)
ROLES = [Thing(20, "Backend"), Thing(21, "Front-end devs"), Thing(22, "Modérateurs")]


def test_channels_and_roles_are_guessed_by_name() -> None:
    assert guess_settings(GuildSettings(9), FITTING, ROLES) == GuildSettings(
        9,
        question_channel_id=3,
        endpoint_channel_id=2,
        announcement_channel_id=4,
        session_channel_id=2,
        moderator_channel_id=5,
        moderator_role_id=22,
        backend_role_id=20,
        frontend_role_id=21,
    )


def test_what_was_chosen_stays() -> None:
    chosen = GuildSettings(9, question_channel_id=1, moderator_role_id=20)
    guessed = guess_settings(chosen, FITTING, ROLES)
    assert (guessed.question_channel_id, guessed.moderator_role_id) == (1, 20)


def test_nothing_is_guessed_from_nothing() -> None:
    assert guess_settings(GuildSettings(9), {}, []) == GuildSettings(9)


def test_the_better_word_wins_over_the_earlier_channel() -> None:
    assert guess([Thing(1, "help"), Thing(2, "Questions")], ("questions", "help")) == 2


@pytest.mark.parametrize(
    ("use", "name"),
    [
        (ChannelUse.ENDPOINTS, "therapist-corner"),
        (ChannelUse.ENDPOINTS, "rapid-fire"),
        (ChannelUse.ANNOUNCEMENTS, "newsroom"),
        (ChannelUse.ANNOUNCEMENTS, "new-members"),
        (ChannelUse.SESSIONS, "eventually"),
        (ChannelUse.QUESTIONS, "helpless"),
        (ChannelUse.MODERATORS, "immoderate-jokes"),
    ],
)
def test_a_word_inside_another_is_none(use: ChannelUse, name: str) -> None:
    assert guess([Thing(1, name)], CHANNEL_WORDS[use]) is None


@pytest.mark.parametrize(
    ("use", "name"),
    [
        (ChannelUse.QUESTIONS, "𝗾𝘂𝗲𝘀𝘁𝗶𝗼𝗻𝘀"),  # noqa: RUF001 - styled letters
        (ChannelUse.QUESTIONS, "❓│question"),
        (ChannelUse.QUESTIONS, "python-Q-and-A"),
        (ChannelUse.ENDPOINTS, "our_api"),
        (ChannelUse.ANNOUNCEMENTS, "📢annonces"),
        (ChannelUse.SESSIONS, "study-room"),
        (ChannelUse.MODERATORS, "ＭＯＤＳ-only"),  # noqa: RUF001 - wide letters
    ],
)
def test_words_are_found_in_every_dress(use: ChannelUse, name: str) -> None:
    assert guess([Thing(1, name)], CHANNEL_WORDS[use]) == 1


def test_language_and_zone_follow_the_servers_locale() -> None:
    french = guess_locale(GuildSettings(9), "fr", ("en", "fr"))
    assert (french.language, french.time_zone) == ("fr", "Europe/Paris")
    german = guess_locale(GuildSettings(9), "de", ("en", "fr"))
    assert (german.language, german.time_zone) == ("en", "Europe/Berlin")
    american = guess_locale(GuildSettings(9), "en-US", ("en", "fr"))
    assert (american.language, american.time_zone) == ("en", "UTC")


def test_the_default_channel_serves_all_but_the_moderators() -> None:
    for use in ChannelUse:
        expected = None if use is ChannelUse.MODERATORS else 2
        assert default_channel_id(use, CHANNELS) == expected
        assert channel_id_of(GuildSettings(9), use, CHANNELS) == expected


def test_a_chosen_channel_is_not_replaced_when_it_is_gone() -> None:
    settings = GuildSettings(9, question_channel_id=77)
    assert channel_id_of(settings, ChannelUse.QUESTIONS, CHANNELS) == 77
