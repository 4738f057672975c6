from dataclasses import replace

import discord
import pytest

from cogs.core.text import Catalogues
from cogs.server.checks import (
    Finding,
    State,
    check_all,
    check_guild,
    in_words,
    missing_tags,
)
from cogs.server.snapshot import ChannelFacts, ChannelKind, GuildFacts, Snapshot, TokenState
from domain.guilds import GuildSettings
from domain.permissions import ADMINISTRATOR, invite_bits
from domain.tags import MOST_TAGS

ALL = invite_bits()
STATUS_TAGS = ("Open", "answered", "Solved", "Fermée")
SETTINGS = GuildSettings(
    1,
    question_channel_id=10,
    endpoint_channel_id=11,
    announcement_channel_id=12,
    session_channel_id=11,
    moderator_channel_id=13,
    moderator_role_id=20,
    time_zone="Africa/Nairobi",
)
GUILD = GuildFacts(
    id=1,
    name="ALX ProDev",
    settings=SETTINGS,
    granted=ALL,
    bot_role="Nexus",
    channels=(
        ChannelFacts(10, "questions", ChannelKind.FORUM, ALL, (*STATUS_TAGS, "django")),
        ChannelFacts(11, "prodevprojectnexus", ChannelKind.TEXT, ALL),
        ChannelFacts(12, "announcements", ChannelKind.ANNOUNCEMENT, ALL),
        ChannelFacts(13, "moderators", ChannelKind.TEXT, ALL),
    ),
    role_ids=frozenset({20}),
    topics=("Django",),
)


def found(guild: GuildFacts) -> dict[tuple[str, str], Finding]:
    return {(f.check, f.variant): f for f in check_guild(guild)}


def with_granted(channel_id: int, granted: int) -> GuildFacts:
    channels = tuple(
        replace(c, granted=granted) if c.id == channel_id else c for c in GUILD.channels
    )
    return replace(GUILD, channels=channels)


def test_a_server_that_is_set_up_has_nothing_to_mend() -> None:
    assert {f.state for f in check_guild(GUILD)} == {State.OK}


def test_a_server_that_nobody_set_up_works_in_the_default_channel() -> None:
    findings = found(replace(GUILD, settings=None))
    default = findings["channel", "ok-default"]
    assert default.values["channel"] == "prodevprojectnexus"
    assert findings["set-up", "defaults"].state is State.NOTE
    assert findings["no-channel", "moderators"].state is State.WARNING
    assert all(f.state is not State.FAILED for f in findings.values())


def test_without_any_channel_questions_cannot_be_asked() -> None:
    states = [
        f.state
        for f in check_guild(replace(GUILD, settings=None, channels=()))
        if f.variant == "default" and f.check == "no-channel"
    ]
    assert states == [State.FAILED, State.WARNING, State.WARNING, State.WARNING]


def test_a_channel_that_is_gone_is_not_replaced_silently() -> None:
    guild = replace(GUILD, channels=GUILD.channels[1:])
    assert found(guild)["no-channel", "gone"].state is State.FAILED


def test_a_missing_permission_is_named_with_channel_and_role() -> None:
    lacking = ALL & ~discord.Permissions(embed_links=True).value
    check = in_words(
        Catalogues.load().of("en"), found(with_granted(13, lacking))["channel", "permissions"]
    )
    assert check.state is State.FAILED
    assert check.detail == "Nexus lacks permissions here for moderators' matters: Embed Links."
    assert check.fix == (
        '#moderators, Edit Channel, Permissions, Advanced: add the role "Nexus" '
        "and allow Embed Links."
    )


def test_a_channel_of_the_wrong_kind_is_refused() -> None:
    channels = (replace(GUILD.channels[0], kind=ChannelKind.OTHER), *GUILD.channels[1:])
    assert found(replace(GUILD, channels=channels))["channel", "wrong-kind"].state is State.FAILED


def test_missing_tags_are_named_and_who_can_create_them() -> None:
    forum = replace(GUILD.channels[0], tags=("Open", "django"))
    guild = replace(GUILD, topics=("Django", "REST"), channels=(forum, *GUILD.channels[1:]))
    finding = found(guild)["tags", "missing"]
    assert finding.values["tags"] == ("Answered", "Solved", "Closed", "REST")
    without = ALL & ~discord.Permissions(manage_channels=True).value
    channels = (replace(forum, granted=without), *GUILD.channels[1:])
    assert ("tags", "missing-by-hand") in found(replace(guild, channels=channels))


def test_a_forum_is_never_given_more_tags_than_discord_allows() -> None:
    present = tuple(f"tag {number}" for number in range(15))
    channels = (replace(GUILD.channels[0], tags=present), *GUILD.channels[1:])
    guild = replace(GUILD, channels=channels, topics=tuple("abcdefgh"))
    absent = missing_tags(guild, SETTINGS)
    assert absent is not None
    assert len(present) + len(absent[1]) == MOST_TAGS


def test_a_text_channel_needs_no_tags() -> None:
    assert missing_tags(GUILD, replace(SETTINGS, question_channel_id=11)) is None


def test_deleted_roles_and_unknown_zones_are_found() -> None:
    settings = replace(SETTINGS, backend_role_id=99, moderator_role_id=98, time_zone="Mars/Base")
    findings = found(replace(GUILD, settings=settings))
    assert findings["role-backend", "gone"].state is State.WARNING
    assert findings["role-moderator", "gone"].state is State.WARNING
    assert findings["zone", "unknown"].state is State.FAILED


def test_an_administrator_is_told_that_it_is_too_much() -> None:
    assert found(replace(GUILD, granted=ADMINISTRATOR))["administrator", "granted"].state is (
        State.WARNING
    )


@pytest.mark.parametrize("token", [t for t in TokenState if t is not TokenState.FINE])
def test_without_a_token_nothing_else_is_checked(token: TokenState) -> None:
    assert [f.variant for f in check_all(Snapshot(token, detail="refused"))] == [token.value]


def test_intents_are_optional_and_told() -> None:
    findings = check_all(Snapshot(TokenState.FINE, name="Nexus", message_content=True))
    assert [(f.check, f.state) for f in findings] == [
        ("token", State.OK),
        ("intent-message-content", State.OK),
        ("intent-members", State.NOTE),
        ("guilds", State.FAILED),
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_finding_has_words_and_every_fault_a_fix(language: str) -> None:
    text = Catalogues.load().of(language)
    broken = replace(
        GUILD,
        granted=ADMINISTRATOR,
        settings=replace(SETTINGS, moderator_role_id=None, frontend_role_id=7, time_zone="x"),
        topics=("REST",),
    )
    guilds = (GUILD, broken, replace(GUILD, settings=None, channels=()))
    snapshot = Snapshot(TokenState.FINE, name="Nexus", guilds=guilds)
    for finding in [*check_all(snapshot), *check_all(Snapshot(TokenState.MISSING))]:
        check = in_words(text, finding)
        assert check.label
        assert check.detail
        assert (check.fix is None) == (check.state is State.OK)
