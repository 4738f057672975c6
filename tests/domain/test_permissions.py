import discord
import pytest

from domain.channels import ChannelUse
from domain.permissions import (
    ADMINISTRATOR,
    PERMISSIONS,
    Permission,
    bits,
    has,
    invite_bits,
    missing,
)


@pytest.mark.parametrize("permission", PERMISSIONS, ids=lambda permission: permission.name)
def test_names_and_bits_are_discords(permission: Permission) -> None:
    assert getattr(discord.Permissions(permission.bit), permission.name)
    assert discord.Permissions(permission.bit).value == permission.bit


def test_the_invitation_asks_for_no_more_than_is_used() -> None:
    assert invite_bits() == bits(PERMISSIONS)
    assert not discord.Permissions(invite_bits()).administrator
    assert not discord.Permissions(invite_bits(with_optional=False)).manage_channels


def test_missing_names_exactly_what_lacks() -> None:
    granted = invite_bits() & ~discord.Permissions(send_messages=True, manage_threads=True).value
    assert [p.name for p in missing(granted, ChannelUse.QUESTIONS)] == [
        "send_messages",
        "manage_threads",
    ]
    assert [p.name for p in missing(granted, ChannelUse.MODERATORS)] == ["send_messages"]
    assert missing(invite_bits(), ChannelUse.QUESTIONS) == ()


def test_an_administrator_lacks_nothing() -> None:
    assert missing(ADMINISTRATOR, ChannelUse.QUESTIONS) == ()
    assert has(ADMINISTRATOR, "manage_channels")
    assert not has(0, "manage_channels")


def test_what_lacks_with_another_permission_is_not_named() -> None:
    blind = 0
    assert [p.name for p in missing(blind, ChannelUse.QUESTIONS)] == ["view_channel"]
    mute = discord.Permissions(view_channel=True, read_message_history=True).value
    assert [p.name for p in missing(mute, ChannelUse.MODERATORS)] == ["send_messages"]
