"""Polls for a session's time."""

from __future__ import annotations

from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.core.when import stamp
from domain.sessions.polls import Poll, PollState

BAR = 10
"""Squares of a bar that everybody fits."""


def render_poll(poll: Poll, text: Catalogue) -> str:
    """The slots with how many they fit; Discord shows each reader her own time."""
    lines = [f"## 🗓️ {plain(poll.title, 200)}"]
    if poll.host_id is not None:
        lines.append(text("sessions-poll-asks", host=f"<@{poll.host_id}>"))
    for slot in poll.slots:
        count = len(slot.member_ids)
        filled = round(BAR * count / poll.voter_count) if poll.voter_count else 0
        at = f"{stamp(slot.starts_at)} ({stamp(slot.starts_at, 'R')})"
        lines += [at, f"`{'█' * filled}{'░' * (BAR - filled)}` {count}"]
    lines.append(text("sessions-poll-voters", count=poll.voter_count))
    if poll.state is PollState.CHOSEN:
        lines.append(text("sessions-poll-is-chosen"))
    elif poll.state is PollState.CLOSED:
        lines.append(text("sessions-poll-is-closed"))
    return "\n".join(lines)


def render_votes(poll: Poll, member_id: int, zone: str, text: Catalogue) -> str:
    """What a member has marked so far, and in which zone the list is."""
    marked = [stamp(slot.starts_at) for slot in poll.slots if member_id in slot.member_ids]
    words = text("sessions-poll-yours", zone=zone)
    return "\n".join([words, *(f"- {slot}" for slot in marked)])
