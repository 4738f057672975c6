"""Which Discord permissions Nexus needs, where and why: for invite, doctor, set-up and docs.

Names are Discord's, in lower case as discord.py spells them; what each is needed for stands in the
catalogue under `server-permission-<name>`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.channels import ChannelUse

ADMINISTRATOR = 1 << 3


@dataclass(frozen=True, slots=True)
class Permission:
    """One permission: its name, its bit, and where Nexus needs it (empty: nowhere yet)."""

    name: str
    bit: int
    uses: frozenset[ChannelUse]
    optional: bool = False
    """Nexus works without it; somebody then does by hand what it would allow."""


_EVERYWHERE = frozenset(ChannelUse)
_QUESTIONS = frozenset({ChannelUse.QUESTIONS})
_THREADS = frozenset({ChannelUse.QUESTIONS, ChannelUse.ENDPOINTS, ChannelUse.SESSIONS})

PERMISSIONS = (
    Permission("view_channel", 1 << 10, _EVERYWHERE),
    Permission("send_messages", 1 << 11, _EVERYWHERE),
    Permission("embed_links", 1 << 14, _EVERYWHERE),
    Permission("attach_files", 1 << 15, _EVERYWHERE),
    Permission("read_message_history", 1 << 16, _EVERYWHERE),
    Permission("create_public_threads", 1 << 35, _THREADS),
    Permission("send_messages_in_threads", 1 << 38, _THREADS),
    Permission("manage_threads", 1 << 34, _QUESTIONS),
    Permission("create_events", 1 << 44, frozenset(), optional=True),
    Permission("manage_events", 1 << 33, frozenset(), optional=True),
    Permission("manage_channels", 1 << 4, frozenset(), optional=True),
)

_WITH_VIEW = frozenset({"view_channel"})
_COMES_WITH = {
    "view_channel": frozenset[str](),
    "embed_links": _WITH_VIEW | {"send_messages"},
    "attach_files": _WITH_VIEW | {"send_messages"},
}
"""The permissions whose absence takes away a permission too."""

SCOPES = ("bot", "applications.commands")
"""The OAuth2 scopes of the invitation."""


def bits(permissions: Iterable[Permission]) -> int:
    """Return the number that Discord writes a set of permissions as."""
    total = 0
    for permission in permissions:
        total |= permission.bit
    return total


def invite_bits(*, with_optional: bool = True) -> int:
    """Return the permissions that an invitation asks for."""
    return bits(p for p in PERMISSIONS if with_optional or not p.optional)


def missing(granted: int, use: ChannelUse) -> tuple[Permission, ...]:
    """Return the permissions that `use` needs and `granted` lacks.

    What Discord takes away only because another one lacks is not named: allowing that one is
    enough.
    """
    if granted & ADMINISTRATOR:
        return ()
    lacking = [p for p in PERMISSIONS if use in p.uses and not granted & p.bit]
    names = {p.name for p in lacking}
    return tuple(p for p in lacking if not names & _COMES_WITH.get(p.name, _WITH_VIEW))


def has(granted: int, name: str) -> bool:
    """Tell whether `granted` includes the permission called `name`."""
    bit = next(p.bit for p in PERMISSIONS if p.name == name)
    return bool(granted & (bit | ADMINISTRATOR))
