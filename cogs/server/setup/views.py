"""The pages of `/setup` with their menus and buttons."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

import discord

from cogs.server.checks import KINDS
from cogs.server.facts import facts_of
from cogs.server.setup.actions import (
    SetupDraft,
    cancel_setup,
    change_setup,
    find_setup,
    save_setup,
)
from cogs.server.setup.render import (
    PUBLIC_USES,
    ROLES,
    STEPS,
    Step,
    render_review,
    render_step,
)
from cogs.server.setup.saved import (
    SetupCreate,
    SetupCreateNow,
    SetupResult,
    checks_of,
    guild_of,
    saved_page,
)
from cogs.server.snapshot import ChannelKind
from cogs.shared.actor import Actor, Interaction
from cogs.shared.content import Content
from cogs.shared.forms import Form, Values, open_form
from cogs.shared.items import (
    DynamicButton,
    DynamicChannelSelect,
    DynamicRoleSelect,
    DynamicSelect,
    view_of,
)
from cogs.shared.reply import replace
from cogs.shared.text import LANGUAGES
from domain.channels import CHANNEL_FIELDS, ChannelUse, chosen_channel_id
from domain.errors import UserError
from domain.zones import COMMON, find_zone, get_zone, match_zones, offset_of

MOST_OPTIONS = 25
MOST_HINT_CHANNELS = 10
NO_DAY = "none"
Weekday: TypeAlias = Annotated[int, 6]
Hour: TypeAlias = Annotated[int, 23]
Role: TypeAlias = Literal["moderator", "backend", "frontend"]
REVIEW_PERIODS = (30, 90, 180, 365)  # in days
CHANNEL_TYPES = {
    ChannelKind.TEXT: discord.ChannelType.text,
    ChannelKind.ANNOUNCEMENT: discord.ChannelType.news,
    ChannelKind.FORUM: discord.ChannelType.forum,
}


class SetupChannel(DynamicChannelSelect, name="server:setup-channel"):
    """Chooses the channel of one use."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, use: ChannelUse
    ) -> None:
        choice = {CHANNEL_FIELDS[use]: self.chosen_id}
        draft = await change_setup(interaction.client.services, actor, draft_id, **choice)
        step = Step.PEOPLE if use is ChannelUse.MODERATORS else Step.CHANNELS
        await replace(interaction, await setup_page(interaction, actor, draft, step))


class SetupRole(DynamicRoleSelect, name="server:setup-role"):
    """Chooses one of the roles that Nexus knows."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, role: Role
    ) -> None:
        choice = {f"{role}_role_id": self.chosen_id}
        draft = await change_setup(interaction.client.services, actor, draft_id, **choice)
        await replace(interaction, await setup_page(interaction, actor, draft, Step.PEOPLE))


class SetupZone(DynamicSelect, name="server:setup-zone"):
    """Chooses the time zone."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, *, chosen: str
    ) -> None:
        draft = await change_setup(interaction.client.services, actor, draft_id, time_zone=chosen)
        await replace(interaction, await setup_page(interaction, actor, draft, Step.PLACE))


class SetupLanguage(DynamicSelect, name="server:setup-language"):
    """Chooses the language of what everybody sees."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, *, chosen: str
    ) -> None:
        draft = await change_setup(interaction.client.services, actor, draft_id, language=chosen)
        await replace(interaction, await setup_page(interaction, actor, draft, Step.PLACE))


class SetupReview(DynamicSelect, name="server:setup-review"):
    """Chooses after how many days an entry of the FAQ is to be looked at again."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, *, chosen: Annotated[int, 3650]
    ) -> None:
        services = interaction.client.services
        draft = await change_setup(services, actor, draft_id, review_days=chosen)
        await replace(interaction, await setup_page(interaction, actor, draft, Step.PLACE))


class SetupDigestDay(DynamicSelect, name="server:setup-digest-day"):
    """Chooses the day of the weekly digest, or none."""

    async def pressed(
        self,
        interaction: Interaction,
        actor: Actor,
        draft_id: int,
        *,
        chosen: Literal["none"] | Weekday,
    ) -> None:
        choices: dict[str, int | bool] = {"digest_on": chosen != NO_DAY}
        if isinstance(chosen, int):
            choices["digest_day"] = chosen
        draft = await change_setup(interaction.client.services, actor, draft_id, **choices)
        await replace(interaction, await setup_page(interaction, actor, draft, Step.WEEK))


class SetupDigestHour(DynamicSelect, name="server:setup-digest-hour"):
    """Chooses the hour of the weekly digest."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, *, chosen: Hour
    ) -> None:
        services = interaction.client.services
        draft = await change_setup(services, actor, draft_id, digest_hour=chosen)
        await replace(interaction, await setup_page(interaction, actor, draft, Step.WEEK))


class SetupHints(DynamicChannelSelect, name="server:setup-hints"):
    """Chooses the chat channels in which existing answers are pointed out."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        services = interaction.client.services
        draft = await change_setup(services, actor, draft_id, hint_channel_ids=self.chosen_ids)
        await replace(interaction, await setup_page(interaction, actor, draft, Step.PLACE))


class SetupStep(DynamicButton, name="server:setup-step"):
    """Turns to another page."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, step: Step
    ) -> None:
        draft = await find_setup(interaction.client.services, actor, draft_id)
        await replace(interaction, await setup_page(interaction, actor, draft, Step(step)))


class SetupOtherZone(DynamicButton, name="server:setup-other-zone"):
    """Asks for a time zone that the menu does not offer."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        field = discord.ui.Label[Any](
            text=actor.text("server-setup-zone"),
            description=actor.text.attribute("server-setup-zone", "hint"),
            component=discord.ui.TextInput(custom_id="zone", max_length=50),
        )
        await open_form(
            interaction,
            ZoneForm,
            draft_id,
            title=actor.text("server-setup-other-zone"),
            fields=[field],
        )


class ZoneForm(Form, name="server:setup-zone"):
    """A time zone in words: taken where it can only mean one, offered where it may mean several."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await find_setup(interaction.client.services, actor, draft_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, draft_id: int
    ) -> None:
        services = interaction.client.services
        typed = values.written("zone")
        exact = find_zone(typed)
        zones = [exact] if exact else match_zones(typed, limit=MOST_OPTIONS)
        if not typed.strip() or not zones:
            raise UserError("shared-unknown-zone", zone=typed)
        if len(zones) == 1:
            draft = await change_setup(services, actor, draft_id, time_zone=get_zone(typed))
        else:
            draft = await find_setup(services, actor, draft_id)
        page = await setup_page(interaction, actor, draft, Step.PLACE, zones=tuple(zones))
        await replace(interaction, page)


class SetupSave(DynamicButton, name="server:setup-save"):
    """Puts the choices in force."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        services = interaction.client.services
        settings = await save_setup(services, actor, draft_id)
        facts = await facts_of(services, guild_of(interaction), settings)
        await replace(interaction, saved_page(actor, facts, settings, services.features))


class SetupCancel(DynamicButton, name="server:setup-cancel"):
    """Forgets the choices."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await cancel_setup(interaction.client.services, actor, draft_id)
        await replace(interaction, Content(actor.text("server-setup-cancelled")))


SETUP_ITEMS = (
    SetupChannel,
    SetupRole,
    SetupZone,
    SetupLanguage,
    SetupReview,
    SetupHints,
    SetupDigestDay,
    SetupDigestHour,
    SetupStep,
    SetupOtherZone,
    SetupSave,
    SetupCancel,
    SetupCreate,
    SetupCreateNow,
    SetupResult,
)


async def setup_page(
    interaction: Interaction,
    actor: Actor,
    draft: SetupDraft,
    step: Step,
    *,
    zones: tuple[str, ...] = COMMON,
) -> Content:
    """One page: what it says, its menus, and the way to the others."""
    if step is Step.REVIEW:
        services = interaction.client.services
        facts = await facts_of(services, guild_of(interaction), draft.settings)
        embed = render_review(actor.text, draft.settings, checks_of(actor, facts))
    else:
        embed = render_step(actor.text, draft.settings, step)
    now = interaction.client.services.clock()
    menus = _menus(actor, draft, step, zone_options(draft.settings.time_zone, zones, now))
    return Content(embeds=(embed,), view=view_of(*menus, *_ways(actor, draft, step)))


def _channel(actor: Actor, draft: SetupDraft, use: ChannelUse) -> SetupChannel:
    return SetupChannel(
        draft.id,
        use.value,
        channel_types=[CHANNEL_TYPES[kind] for kind in CHANNEL_TYPES if kind in KINDS[use]],
        placeholder=actor.text(f"server-setup-channel-{use.value}"),
        chosen_ids=[chosen_channel_id(draft.settings, use)],
    )


def _role(actor: Actor, draft: SetupDraft, role: str) -> SetupRole:
    return SetupRole(
        draft.id,
        role,
        placeholder=actor.text(f"server-setup-role-{role}"),
        chosen_id=getattr(draft.settings, f"{role}_role_id"),
    )


def zone_options(chosen: str, zones: tuple[str, ...], now: datetime) -> list[discord.SelectOption]:
    """The zones that the menu offers: the chosen one, then the others."""
    offered = [zone for zone in dict.fromkeys((chosen, *zones)) if find_zone(zone)]
    return [
        discord.SelectOption(
            label=zone,
            value=zone,
            description=f"UTC{offset_of(zone, now)}",
            default=zone == chosen,
        )
        for zone in offered[:MOST_OPTIONS]
    ]


def _menus(
    actor: Actor, draft: SetupDraft, step: Step, zones: list[discord.SelectOption]
) -> list[discord.ui.Item[Any]]:  # Any: menus of several kinds
    if step is Step.CHANNELS:
        return [_channel(actor, draft, use) for use in PUBLIC_USES]
    if step is Step.PEOPLE:
        roles = [_role(actor, draft, role) for role in ROLES]
        return [_channel(actor, draft, ChannelUse.MODERATORS), *roles]
    if step is Step.PLACE:
        label = actor.text("server-setup-zone")
        return [
            SetupZone(draft.id, options=zones, placeholder=label),
            _language(actor, draft),
            _review(actor, draft),
            SetupHints(
                draft.id,
                channel_types=[discord.ChannelType.text],
                placeholder=actor.text("server-setup-hints"),
                chosen_ids=draft.settings.hint_channel_ids,
                max_values=MOST_HINT_CHANNELS,
            ),
        ]
    if step is Step.WEEK:
        return [_digest_day(actor, draft), _digest_hour(actor, draft)]
    return []


def _digest_day(actor: Actor, draft: SetupDraft) -> SetupDigestDay:
    chosen = draft.settings.digest_day if draft.settings.digest_on else None
    options = [
        discord.SelectOption(
            label=actor.text(f"shared-weekday-{day}"), value=str(day), default=day == chosen
        )
        for day in range(7)
    ]
    none = actor.text("server-setup-digest-none")
    options.append(discord.SelectOption(label=none, value=NO_DAY, default=chosen is None))
    placeholder = actor.text("server-setup-week-day")
    return SetupDigestDay(draft.id, options=options, placeholder=placeholder)


def _digest_hour(actor: Actor, draft: SetupDraft) -> SetupDigestHour:
    options = [
        discord.SelectOption(
            label=f"{hour:02}:00", value=str(hour), default=hour == draft.settings.digest_hour
        )
        for hour in range(24)
    ]
    placeholder = actor.text("server-setup-week-hour")
    return SetupDigestHour(draft.id, options=options, placeholder=placeholder)


def _language(actor: Actor, draft: SetupDraft) -> SetupLanguage:
    options = [
        discord.SelectOption(
            label=actor.text(f"server-language-{language}"),
            value=language,
            default=language == draft.settings.language,
        )
        for language in LANGUAGES
    ]
    return SetupLanguage(draft.id, options=options, placeholder=actor.text("server-setup-language"))


def _review(actor: Actor, draft: SetupDraft) -> SetupReview:
    chosen = draft.settings.review_days
    options = [
        discord.SelectOption(
            label=actor.text("server-setup-days", days=days),
            value=str(days),
            default=days == chosen,
        )
        for days in sorted({*REVIEW_PERIODS, chosen})
    ]
    return SetupReview(draft.id, options=options, placeholder=actor.text("server-setup-review"))


def _ways(actor: Actor, draft: SetupDraft, step: Step) -> list[DynamicButton]:
    """The buttons below the menus."""
    position = STEPS.index(step)
    buttons: list[DynamicButton] = []
    if position > 0:
        buttons.append(_turn(actor, draft, STEPS[position - 1], "server-setup-back"))
    if step is Step.PLACE:
        label = actor.text("server-setup-other-zone")
        buttons.append(SetupOtherZone(draft.id, label=label, row=4))
    if step is Step.REVIEW:
        label = actor.text("server-setup-save")
        style = discord.ButtonStyle.success
        buttons.append(SetupSave(draft.id, label=label, style=style, row=4))
    else:
        buttons.append(_turn(actor, draft, STEPS[position + 1], "server-setup-next"))
    cancel = SetupCancel(draft.id, label=actor.text("server-setup-cancel"), row=4)
    return [*buttons, cancel]


def _turn(actor: Actor, draft: SetupDraft, step: Step, key: str) -> SetupStep:
    primary = key == "server-setup-next"
    style = discord.ButtonStyle.primary if primary else discord.ButtonStyle.secondary
    return SetupStep(draft.id, step.value, label=actor.text(key), style=style, row=4)
