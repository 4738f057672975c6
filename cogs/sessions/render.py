"""Texts and embeds of sessions: cards, polls, previews and reminders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from cogs.core.ledger import fault_key, reason_words, render_ledger
from cogs.core.markup import fitting, jump_link, plain, shorten
from cogs.core.text import Catalogue
from cogs.core.when import describe_rule, describe_schedule, lead_words, stamp
from cogs.sessions.actions.drafts import Drafting
from cogs.sessions.actions.lookups import Detail, Listing
from domain.sessions.polls import Poll, PollState
from domain.sessions.records import Answer, Occurrence, OccurrenceState, Place, PlaceKind, Rsvp
from domain.times.recurrence import Schedule
from domain.times.wall import parse_slot
from storage.session_people import Attended


def render_reminder(occurrence: Occurrence, text: Catalogue) -> str:
    """Say that it begins soon, where, and the way to the card."""
    start = occurrence.starts_at
    words = text("sessions-reminder", title=_title(occurrence), soon=stamp(start, "R"))
    lines = [words, stamp(start)]
    if occurrence.plan.place.kind is not PlaceKind.NONE:
        lines.append(f"📍 {place_words(occurrence.plan.place)}")
    return "\n".join([*lines, *_link(occurrence)])


def render_promoted(occurrence: Occurrence, text: Catalogue) -> str:
    """Say that a seat became free."""
    at = stamp(occurrence.starts_at)
    words = text("sessions-promoted", title=_title(occurrence), at=at)
    return "\n".join([words, *_link(occurrence)])


def render_changed(occurrence: Occurrence, text: Catalogue) -> str:
    """Say that it is cancelled, or when it is now."""
    title, at = _title(occurrence), stamp(occurrence.starts_at)
    if occurrence.state is not OccurrenceState.CANCELLED:
        return text("sessions-changed", title=title, at=at)
    words = text("sessions-changed-cancelled", title=title, at=at)
    return f"{words}\n> {plain(occurrence.reason, 200)}" if occurrence.reason else words


def describe(occurrence: Occurrence, text: Catalogue) -> str:
    """Describe what a message was about, where it could not be posted."""
    return text("sessions-described", title=_title(occurrence), at=stamp(occurrence.starts_at))


def render_card_lost(occurrence: Occurrence, reason: str, text: Catalogue) -> str:
    """Say that the card cannot be shown, why, and what helps."""
    return text("sessions-card-lost", what=describe(occurrence, text), reason=reason)


def render_event_lost(occurrence: Occurrence, reason: str, text: Catalogue) -> str:
    """Say that Discord's event cannot be made, why, and what helps."""
    return text("sessions-event-lost", what=describe(occurrence, text), reason=reason)


def _title(occurrence: Occurrence) -> str:
    return plain(occurrence.plan.title, 200)


def _link(occurrence: Occurrence) -> list[str]:
    shown = occurrence.shown
    if shown.channel_id is None:
        return []
    return [jump_link(occurrence.guild_id, shown.channel_id, shown.message_id)]


def render_preview(drafting: Drafting, channel: str, now: datetime, text: Catalogue) -> str:
    """Render what would be posted where, and when that is."""
    plan = drafting.plan
    lines = [f"## {plain(plan.title, 200)}", describe_schedule(text, drafting.schedule, now)]
    lines.append(length_words(plan.minutes, text))
    if plan.place.kind is not PlaceKind.NONE:
        lines.append(f"📍 {place_words(plan.place)}")
    if plan.topic:
        lines.append(f"🏷️ {plain(plan.topic, 100)}")
    if plan.capacity is not None:
        lines.append(text("sessions-seats", count=plan.capacity))
    lines.append(leads_words(drafting.leads, text))
    if plan.description:
        lines += ["", shorten(plan.description, 1_200)]
    lines += ["", _what_happens(drafting, channel, text)]
    return "\n".join(lines)


def leads_words(leads: tuple[int, ...] | None, text: Catalogue) -> str:
    """Tell how long before people are reminded."""
    if leads is None:
        return text("sessions-leads-default")
    return text("sessions-leads-own", leads=", ".join(lead_words(text, lead) for lead in leads))


def _what_happens(drafting: Drafting, channel: str, text: Catalogue) -> str:
    if drafting.occurrence_id is None:
        return text("sessions-preview-new", channel=channel)
    if drafting.is_following:
        return text("sessions-preview-following")
    return text("sessions-preview-one")


BAR = 10
"""Squares of a bar that everybody fits."""


def render_poll(poll: Poll, text: Catalogue) -> str:
    """Render the slots with how many they fit; Discord shows each reader their own time."""
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
    """Render what a member has marked so far, and in which zone the list is."""
    marked = [stamp(slot.starts_at) for slot in poll.slots if member_id in slot.member_ids]
    words = text("sessions-poll-yours", zone=zone)
    return "\n".join([words, *(f"- {slot}" for slot in marked)])


MOST_NAMED = 20
MOST_PEOPLE = 40
MAX_FIELD = 1_024
MAX_SHOWN = 2_500
"""An embed holds 6,000 characters in all."""
MAX_TITLE_SHOWN = 200
COLOURS = {
    OccurrenceState.PLANNED: discord.Colour.blurple(),
    OccurrenceState.RUNNING: discord.Colour.green(),
    OccurrenceState.ENDED: discord.Colour.light_grey(),
    OccurrenceState.CANCELLED: discord.Colour.red(),
}
MARKS = {
    Answer.GOING: "✅",
    Answer.MAYBE: "❔",
    Answer.DECLINED: "❌",
    Answer.WAITLISTED: "⏳",
}


def render_card(
    occurrence: Occurrence, rsvps: Sequence[Rsvp], attended: int, text: Catalogue
) -> discord.Embed:
    """Render what everybody sees of one occurrence."""
    plan = occurrence.plan
    embed = discord.Embed(
        title=plain(plan.title, MAX_TITLE_SHOWN),
        description=shorten(plan.description, MAX_SHOWN) or None,
        colour=COLOURS[occurrence.state],
    )
    embed.add_field(name=text("sessions-card-when"), value=when_words(occurrence, text))
    if plan.place.kind is not PlaceKind.NONE:
        embed.add_field(name=text("sessions-card-where"), value=place_words(plan.place))
    if plan.topic:
        embed.add_field(name=text("sessions-card-topic"), value=plain(plan.topic, 100))
    if occurrence.host_id is not None:
        embed.add_field(name=text("sessions-card-host"), value=f"<@{occurrence.host_id}>")
    for answer in (Answer.GOING, Answer.WAITLISTED, Answer.MAYBE):
        _add_people(embed, answer, rsvps, plan.capacity, text)
    if attended:
        came = text("sessions-card-came", count=attended)
        embed.add_field(name=text("sessions-card-attendance"), value=came)
    if occurrence.notes:
        notes = shorten(occurrence.notes, MAX_FIELD)
        embed.add_field(name=text("sessions-card-notes"), value=notes, inline=False)
    embed.set_footer(text=text("sessions-card-number", number=str(occurrence.id)))
    return embed


def when_words(occurrence: Occurrence, text: Catalogue) -> str:
    """Tell when it is, whether it goes on, and how it repeats."""
    start, minutes = occurrence.starts_at, occurrence.plan.minutes
    words = f"{stamp(start)} ({stamp(start, 'R')})\n{length_words(minutes, text)}"
    if occurrence.rule is not None:
        schedule = Schedule(parse_slot(occurrence.slot), occurrence.zone, occurrence.rule)
        words += f"\n🔁 {describe_rule(text, schedule)} ({occurrence.zone})"
    if occurrence.state is not OccurrenceState.PLANNED:
        words = f"**{text(f'sessions-state-{occurrence.state.value}')}**\n{words}"
    if occurrence.state is OccurrenceState.CANCELLED and occurrence.reason:
        words += f"\n> {plain(occurrence.reason, 200)}"
    return words


def length_words(minutes: int, text: Catalogue) -> str:
    """Return a length: "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return text("sessions-minutes", minutes=rest)
    if not rest:
        return text("sessions-hours", hours=hours)
    return text("sessions-hours-minutes", hours=hours, minutes=rest)


def place_words(place: Place) -> str:
    """Tell where it is: a channel's mention, or the link."""
    return f"<#{place.channel_id}>" if place.kind is PlaceKind.CHANNEL else f"<{place.url}>"


def render_detail(detail: Detail, text: Catalogue) -> discord.Embed:
    """Render the card, with what only `/session show` says: notes of all length, and the ledger."""
    embed = render_card(detail.occurrence, detail.rsvps, len(detail.attended), text)
    if detail.ledger:
        ledger = fitting(render_ledger(detail.ledger, text).splitlines(), MAX_FIELD)
        embed.add_field(name=text("sessions-ledger"), value=ledger, inline=False)
    if detail.event_fault is not None:
        reason = reason_words(text, fault_key(detail.event_fault.value))
        embed.add_field(name=text("sessions-no-event"), value=reason, inline=False)
    return embed


def render_listing(listing: Listing, text: Catalogue) -> str:
    """Render a line or two for each session to come."""
    whose = "mine" if listing.is_mine else "all"
    if not listing.entries:
        return text(f"sessions-list-{whose}-empty")
    lines = [f"## {text(f'sessions-list-{whose}')}"]
    for occurrence, rsvps in listing.entries:
        lines.append(f"- {line_words(occurrence, rsvps, text)}")
    return "\n".join(lines)


def render_attendance(
    occurrence: Occurrence, attended: Sequence[Attended], rsvps: Sequence[Rsvp], text: Catalogue
) -> str:
    """Tell who came and how that is known, and who had said so and did not."""
    title = plain(occurrence.plan.title, MAX_TITLE_SHOWN)
    lines = [text("sessions-attendance", title=title, at=stamp(occurrence.starts_at, "f"))]
    lines += [_came(person, text) for person in attended[:MOST_PEOPLE]]
    if len(attended) > MOST_PEOPLE:
        lines.append(text("sessions-more", count=len(attended) - MOST_PEOPLE))
    if not attended:
        lines.append(text("sessions-attendance-nobody"))
    there = {person.member_id for person in attended}
    missed = [r.member_id for r in rsvps if r.answer is Answer.GOING and r.member_id not in there]
    if missed and occurrence.state is OccurrenceState.ENDED:
        names = _names(missed, text)
        lines.append(text("sessions-attendance-missed", names=names))
    return "\n".join(lines)


def _came(person: Attended, text: Catalogue) -> str:
    how = text("sessions-by-check-in" if person.is_checked_in else "sessions-by-voice")
    if person.seconds >= 60:  # noqa: PLR2004 - a minute
        how += f", {length_words(person.seconds // 60, text)}"
    return f"- <@{person.member_id}> {stamp(person.came_at, 't')} ({how})"


def line_words(occurrence: Occurrence, rsvps: Sequence[Rsvp], text: Catalogue) -> str:
    """Return a session in one line, with the way to its card and how many come."""
    counts = [(a, sum(r.answer is a for r in rsvps)) for a in (Answer.GOING, Answer.MAYBE)]
    people = " ".join(f"{MARKS[answer]} {count}" for answer, count in counts if count)
    title = plain(occurrence.plan.title, MAX_TITLE_SHOWN)
    if occurrence.shown.message_id is not None:
        shown = occurrence.shown
        link = jump_link(occurrence.guild_id, shown.channel_id or 0, shown.message_id)
        title = f"[{title}]({link})"
    mark = "🟢 " if occurrence.state is OccurrenceState.RUNNING else ""
    start, number = occurrence.starts_at, text("sessions-card-number", number=str(occurrence.id))
    words = f"{mark}**{title}** {stamp(start, 'f')} ({stamp(start, 'R')})"
    return f"{words} · {number} {people}".rstrip()


def _add_people(
    embed: discord.Embed,
    answer: Answer,
    rsvps: Sequence[Rsvp],
    capacity: int | None,
    text: Catalogue,
) -> None:
    member_ids = [rsvp.member_id for rsvp in rsvps if rsvp.answer is answer]
    is_going = answer is Answer.GOING
    if not member_ids and not is_going:
        return
    count = f"{len(member_ids)}/{capacity}" if is_going and capacity else str(len(member_ids))
    embed.add_field(
        name=f"{MARKS[answer]} {text(f'sessions-answer-{answer.value}')} ({count})",
        value=_names(member_ids, text) or text("sessions-nobody"),
        inline=False,
    )


def _names(member_ids: Sequence[int], text: Catalogue) -> str:
    names = ", ".join(f"<@{member_id}>" for member_id in member_ids[:MOST_NAMED])
    if len(member_ids) > MOST_NAMED:
        names += " " + text("sessions-more", count=len(member_ids) - MOST_NAMED)
    return names
