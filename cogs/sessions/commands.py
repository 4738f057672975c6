"""Commands of study sessions."""

from __future__ import annotations

from dataclasses import replace as changed

import discord
from discord import app_commands
from discord.app_commands import Choice, Transform
from discord.ext import commands

from cogs.core.access import posting
from cogs.core.actor import Actor
from cogs.core.when import zone_of
from cogs.sessions.actions.changes import get_changeable
from cogs.sessions.actions.drafts import Drafting, begin_draft
from cogs.sessions.actions.lookups import list_sessions, number_of, show_session, suggest_sessions
from cogs.sessions.actions.polls import create_poll
from cogs.sessions.actions.reminders import change_leads, remind_now
from cogs.sessions.calendar import Scope, calendar_file
from cogs.sessions.cards import home_of
from cogs.sessions.names import SESSION_CARD
from cogs.sessions.render import leads_words, render_attendance, render_detail
from cogs.sessions.views.card import NotesButton, listing_content
from cogs.sessions.views.drafts import FOLLOWING, ONE, cancel_page, show_preview
from cogs.ui.client import Interaction, NexusBot
from cogs.ui.content import Content
from cogs.ui.entrances import actor_of
from cogs.ui.items import view_of
from cogs.ui.options import Choices, TypedOption, command_text
from cogs.ui.reply import reply
from cogs.ui.retries import post_again_button
from domain.errors import UserError
from domain.sessions.records import MAX_CAPACITY, MAX_TITLE, Place, PlaceKind, Plan
from domain.sessions.rules import link_place, parse_leads, parse_minutes
from domain.times.words import MAX_TEXT, parse_when
from domain.zones import get_zone, match_places

MOST_CHOICES = 25


class _Session(TypedOption):
    """A session, by its title or number."""

    is_past = False

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        actor, services = await actor_of(interaction), interaction.client.services
        zone = await zone_of(services, actor)
        found = await services.read(suggest_sessions, actor, value, zone, is_past=self.is_past)
        return [Choice(name=name, value=str(id_)) for id_, name in found]


class _PastSession(_Session):
    is_past = True


class _Zone(TypedOption):
    """A time zone, by its name or a city."""

    most = 50

    async def autocomplete(  # type: ignore[override]  # our client
        self, interaction: Interaction, value: str, /
    ) -> Choices:
        now = interaction.client.services.clock()
        places = match_places(value, limit=MOST_CHOICES)
        return [Choice(name=place.label(now), value=place.zone) for place in places]


SessionOption = Transform[str, _Session]
PastSessionOption = Transform[str, _PastSession]
ZoneOption = Transform[str, _Zone]


PlaceChannel = discord.VoiceChannel | discord.StageChannel | discord.TextChannel | discord.Thread
Title = app_commands.Range[str, 1, MAX_TITLE]
When = app_commands.Range[str, 1, MAX_TEXT]
Short = app_commands.Range[str, 1, 50]
Link = app_commands.Range[str, 1, 300]
Seats = app_commands.Range[int, 1, MAX_CAPACITY]
ChangedSeats = app_commands.Range[int, 0, MAX_CAPACITY]
"""None at all takes the limit away."""

SCOPES = [
    app_commands.Choice(name=command_text("sessions-scope-one"), value=ONE),
    app_commands.Choice(name=command_text("sessions-scope-following"), value=FOLLOWING),
]
CALENDARS = [
    app_commands.Choice(name=command_text("sessions-scope-mine"), value=Scope.MINE),
    app_commands.Choice(name=command_text("sessions-scope-all"), value=Scope.SERVER),
]
SESSION = command_text("sessions-option-session")
WHEN = command_text("sessions-option-when")
LENGTH = command_text("sessions-option-length")
PLACE = command_text("sessions-option-place")
LINK = command_text("sessions-option-link")
TOPIC = command_text("sessions-option-topic")
SEATS = command_text("sessions-option-seats")
TITLE = command_text("sessions-option-title")
ZONE = command_text("sessions-option-zone")
BEFORE = command_text("sessions-option-before")


class SessionGroup(app_commands.Group):
    """Use cases and commands of study sessions."""

    def __init__(self) -> None:
        super().__init__(
            name="session",
            description=command_text("sessions-command"),
            guild_only=True,
        )

    @app_commands.command(description=command_text("sessions-command-create"))
    @app_commands.describe(
        title=TITLE,
        when=WHEN,
        length=LENGTH,
        place=PLACE,
        link=LINK,
        topic=TOPIC,
        seats=SEATS,
        zone=ZONE,
        before=BEFORE,
    )
    async def create(  # noqa: PLR0913, PLR0917 - one option each
        self,
        interaction: Interaction,
        title: Title,
        when: When,
        length: Short = "60",
        place: PlaceChannel | None = None,
        link: Link | None = None,
        topic: Title | None = None,
        seats: Seats | None = None,
        zone: ZoneOption | None = None,
        before: Short | None = None,
    ) -> None:
        actor, services = await actor_of(interaction), interaction.client.services
        home_of(interaction, actor)
        clock = get_zone(zone) if zone else await zone_of(services, actor)
        schedule = parse_when(when, services.clock(), clock, may_repeat=True)
        where = _place(place, link) or Place()
        plan = Plan(title, topic or "", "", parse_minutes(length), where, seats)
        drafting = Drafting(plan, schedule, parse_leads(before) if before else None)
        draft_id = await services.write(begin_draft, actor, drafting)
        await show_preview(interaction, actor, draft_id, drafting)

    @app_commands.command(description=command_text("sessions-command-list"))
    @app_commands.describe(mine=command_text("sessions-option-mine"))
    async def list(self, interaction: Interaction, mine: bool = False) -> None:  # noqa: FBT001, FBT002 - an option
        actor = await actor_of(interaction)
        listing = await interaction.client.services.read(list_sessions, actor, 0, is_mine=mine)
        await reply(interaction, listing_content(listing, actor.text))

    @app_commands.command(description=command_text("sessions-command-show"))
    @app_commands.describe(session=SESSION)
    async def show(self, interaction: Interaction, session: SessionOption) -> None:
        actor, number = await _meant(interaction, session)
        detail = await interaction.client.services.read(show_session, actor, number)
        again = post_again_button(SESSION_CARD, number, actor.text)
        view = view_of(again) if detail.may_post_again else None
        await reply(interaction, Content(embeds=(render_detail(detail, actor.text),), view=view))

    @app_commands.command(description=command_text("sessions-command-edit"))
    @app_commands.describe(
        session=SESSION,
        scope=command_text("sessions-option-scope"),
        title=TITLE,
        when=WHEN,
        length=LENGTH,
        place=PLACE,
        link=LINK,
        topic=TOPIC,
        seats=command_text("sessions-option-new-seats"),
    )
    @app_commands.choices(scope=SCOPES)
    async def edit(  # noqa: PLR0913, PLR0917 - one option each
        self,
        interaction: Interaction,
        session: SessionOption,
        scope: str = ONE,
        title: Title | None = None,
        when: When | None = None,
        length: Short | None = None,
        place: PlaceChannel | None = None,
        link: Link | None = None,
        topic: Title | None = None,
        seats: ChangedSeats | None = None,
    ) -> None:
        actor, number = await _meant(interaction, session)
        services = interaction.client.services
        drafting = await services.read(get_changeable, actor, number)
        plan = changed(
            drafting.plan,
            title=title or drafting.plan.title,
            topic=drafting.plan.topic if topic is None else topic,
            minutes=parse_minutes(length) if length else drafting.plan.minutes,
            place=_place(place, link) or drafting.plan.place,
            capacity=drafting.plan.capacity if seats is None else seats or None,
        )
        drafting = changed(drafting, plan=plan, is_following=scope == FOLLOWING)
        if when is not None:
            zone, now = drafting.schedule.zone, services.clock()
            schedule = parse_when(when, now, zone, may_repeat=drafting.is_following)
            drafting = changed(drafting, schedule=schedule, is_moved=True)
        draft_id = await services.write(begin_draft, actor, drafting)
        await show_preview(interaction, actor, draft_id, drafting)

    @app_commands.command(description=command_text("sessions-command-cancel"))
    @app_commands.describe(
        session=SESSION,
        scope=command_text("sessions-option-scope"),
    )
    @app_commands.choices(scope=SCOPES)
    async def cancel(
        self, interaction: Interaction, session: SessionOption, scope: str = ONE
    ) -> None:
        actor, number = await _meant(interaction, session)
        services = interaction.client.services
        await services.read(get_changeable, actor, number)
        detail = await services.read(show_session, actor, number)
        await reply(interaction, cancel_page(detail.occurrence, scope, actor.text))

    @app_commands.command(description=command_text("sessions-command-remind"))
    @app_commands.describe(session=SESSION, before=BEFORE)
    async def remind(
        self, interaction: Interaction, session: SessionOption, before: Short | None = None
    ) -> None:
        actor, number = await _meant(interaction, session)
        services = interaction.client.services
        if before is None:
            await services.write(remind_now, actor, number)
            words = actor.text("sessions-reminded-now")
        else:
            leads = parse_leads(before)
            await services.write(change_leads, actor, number, leads)
            words = leads_words(leads, actor.text)
        await reply(interaction, Content(words))

    @app_commands.command(description=command_text("sessions-command-calendar"))
    @app_commands.describe(which=command_text("sessions-option-which"), session=SESSION)
    @app_commands.choices(which=CALENDARS)
    async def calendar(
        self,
        interaction: Interaction,
        which: str = Scope.MINE,
        session: SessionOption | None = None,
    ) -> None:
        actor, services = await actor_of(interaction), interaction.client.services
        zone, number = await zone_of(services, actor), None
        if session is not None:
            number = await services.read(number_of, actor, session, zone)
        await interaction.response.defer(ephemeral=True)
        written = await calendar_file(services, actor, Scope(which), number)
        files = (("sessions.ics", written),)
        await reply(interaction, Content(actor.text("sessions-calendar"), files=files))

    @app_commands.command(description=command_text("sessions-command-attendance"))
    @app_commands.describe(session=SESSION)
    async def attendance(self, interaction: Interaction, session: PastSessionOption) -> None:
        actor, number = await _meant(interaction, session)
        detail = await interaction.client.services.read(show_session, actor, number)
        occurrence = detail.occurrence
        words = render_attendance(occurrence, detail.attended, detail.rsvps, actor.text)
        button = NotesButton(number, label=actor.text("sessions-button-notes"))
        may_note = actor.is_moderator or occurrence.host_id == actor.member_id
        await reply(interaction, Content(words, view=view_of(button) if may_note else None))

    @app_commands.command(description=command_text("sessions-command-poll"))
    @app_commands.describe(
        title=TITLE,
        slots=command_text("sessions-option-slots"),
        length=LENGTH,
        topic=TOPIC,
        zone=ZONE,
    )
    async def poll(
        self,
        interaction: Interaction,
        title: Title,
        slots: app_commands.Range[str, 1, 1_000],
        length: Short = "60",
        topic: Title | None = None,
        zone: ZoneOption | None = None,
    ) -> None:
        actor, services = await actor_of(interaction), interaction.client.services
        home = home_of(interaction, actor)
        clock = get_zone(zone) if zone else await zone_of(services, actor)
        plan = Plan(title, topic or "", "", parse_minutes(length))
        with posting(services, actor):
            await services.write(create_poll, actor, plan, slots, clock, home.id)
        words = actor.text("sessions-poll-created", channel=home.mention)
        await reply(interaction, Content(words))


def _place(channel: PlaceChannel | None, link: str | None) -> Place | None:
    """Tell where it is; `UserError` for two places at once."""
    if channel is not None and link is not None:
        raise UserError("sessions-two-places")
    if channel is not None:
        return Place(PlaceKind.CHANNEL, channel.id)
    return None if link is None else link_place(link)


async def _meant(interaction: Interaction, typed: str) -> tuple[Actor, int]:
    """Return the actor, and the number of the session that is meant."""
    actor = await actor_of(interaction)
    services = interaction.client.services
    zone = await zone_of(services, actor)
    return actor, await services.read(number_of, actor, typed, zone)


class Sessions(commands.Cog):
    """Learning together, at the right time."""

    def __init__(self, bot: NexusBot) -> None:
        self.bot = bot
        self.group = SessionGroup()

    async def cog_load(self) -> None:
        self.bot.tree.add_command(self.group)

    async def cog_unload(self) -> None:
        self.bot.tree.remove_command(self.group.name)
