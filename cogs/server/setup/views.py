"""The pages of `/setup` with their menus and buttons."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

import discord

from cogs.core.actor import Actor
from cogs.core.text import Catalogue
from cogs.core.text_rules import RefusedTextError
from cogs.server.checks import KINDS
from cogs.server.facts import facts_of
from cogs.server.setup import options
from cogs.server.setup.actions import SetupDraft, change_setup, find_setup
from cogs.server.setup.render import (
    ALLOWED,
    PUBLIC_USES,
    ROLES,
    STEPS,
    Step,
    render_review,
    render_step,
)
from cogs.server.setup.saved import (
    SetupCancel,
    SetupCreate,
    SetupCreateNow,
    SetupResult,
    SetupSave,
    checks_of,
    guild_of,
)
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import (
    DynamicButton,
    DynamicChannelSelect,
    DynamicRoleSelect,
    DynamicSelect,
    view_of,
)
from cogs.ui.reply import replace
from domain.channels import CHANNEL_FIELDS, ChannelUse, chosen_channel_id
from domain.errors import UserError
from domain.text_rules import LinkPolicy, parse_words
from domain.zones import COMMON, find_zone, get_zone, match_zones

MOST_HINT_CHANNELS = 10
Weekday: TypeAlias = Annotated[int, 6]
Hour: TypeAlias = Annotated[int, 23]
Role: TypeAlias = Literal["moderator", "backend", "frontend", "link"]


class SetupChannel(DynamicChannelSelect, name="server:setup-channel"):
    """Chooses the channel of one use."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, use: ChannelUse
    ) -> None:
        step = Step.PEOPLE if use is ChannelUse.MODERATORS else Step.CHANNELS
        await _choose(interaction, actor, draft_id, step, **{CHANNEL_FIELDS[use]: self.chosen_id})


class SetupRole(DynamicRoleSelect, name="server:setup-role"):
    """Chooses one of the roles that Nexus knows."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, role: Role
    ) -> None:
        step = Step.TEXTS if role == "link" else Step.PEOPLE
        await _choose(interaction, actor, draft_id, step, **{f"{role}_role_id": self.chosen_id})


class SetupZone(DynamicSelect, name="server:setup-zone"):
    """Chooses the time zone."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, *, chosen: str
    ) -> None:
        await _choose(interaction, actor, draft_id, Step.PLACE, time_zone=chosen)


class SetupLanguage(DynamicSelect, name="server:setup-language"):
    """Chooses the language of what everybody sees."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, *, chosen: str
    ) -> None:
        await _choose(interaction, actor, draft_id, Step.PLACE, language=chosen)


class SetupReview(DynamicSelect, name="server:setup-review"):
    """Chooses after how many days an entry of the FAQ is to be looked at again."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, *, chosen: Annotated[int, 3650]
    ) -> None:
        await _choose(interaction, actor, draft_id, Step.PLACE, review_days=chosen)


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
        choices: dict[str, int | bool] = {"digest_on": chosen != options.NO_DAY}
        if isinstance(chosen, int):
            choices["digest_day"] = chosen
        await _choose(interaction, actor, draft_id, Step.WEEK, **choices)


class SetupDigestHour(DynamicSelect, name="server:setup-digest-hour"):
    """Chooses the hour of the weekly digest."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, *, chosen: Hour
    ) -> None:
        await _choose(interaction, actor, draft_id, Step.WEEK, digest_hour=chosen)


class SetupHints(DynamicChannelSelect, name="server:setup-hints"):
    """Chooses the chat channels in which existing answers are pointed out."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await _choose(interaction, actor, draft_id, Step.PLACE, hint_channel_ids=self.chosen_ids)


class SetupLinks(DynamicSelect, name="server:setup-links"):
    """Chooses whose texts may hold links."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, *, chosen: LinkPolicy
    ) -> None:
        await _choose(interaction, actor, draft_id, Step.TEXTS, link_policy=chosen)


class SetupInvitations(DynamicSelect, name="server:setup-invites"):
    """Chooses if members' texts may hold invitations to other servers."""

    async def pressed(
        self,
        interaction: Interaction,
        actor: Actor,
        draft_id: int,
        *,
        chosen: Literal["allowed", "refused"],
    ) -> None:
        await _choose(
            interaction, actor, draft_id, Step.TEXTS, allows_invitations=chosen == ALLOWED
        )


class SetupWords(DynamicButton, name="server:setup-words"):
    """Opens the list of refused words."""

    async def pressed(self, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        draft = await interaction.client.services.read(find_setup, actor, draft_id)
        field = options.words_field(actor.text, draft.settings)
        title = actor.text("server-setup-words-edit")
        await open_form(interaction, WordsForm, draft.id, title=title, fields=[field])


class WordsForm(Form, name="server:setup-words"):
    """The list of refused words; a faulty one is given back."""

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.read(find_setup, actor, draft_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, draft_id: int
    ) -> None:
        try:
            words = parse_words(values.written("words"))
        except UserError as error:
            raise RefusedTextError(error.problem, **error.values) from error
        await _choose(interaction, actor, draft_id, Step.TEXTS, refused_words=words)


class SetupStep(DynamicButton, name="server:setup-step"):
    """Turns to another page."""

    async def pressed(
        self, interaction: Interaction, actor: Actor, draft_id: int, step: Step
    ) -> None:
        draft = await interaction.client.services.read(find_setup, actor, draft_id)
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
        await interaction.client.services.read(find_setup, actor, draft_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, draft_id: int
    ) -> None:
        services = interaction.client.services
        typed = values.written("zone")
        exact = find_zone(typed)
        zones = [exact] if exact else match_zones(typed, limit=options.MOST_OPTIONS)
        if not typed.strip() or not zones:
            raise UserError("shared-unknown-zone", zone=typed[:50])
        if len(zones) == 1:
            draft = await services.write(change_setup, actor, draft_id, time_zone=get_zone(typed))
        else:
            draft = await services.read(find_setup, actor, draft_id)
        page = await setup_page(interaction, actor, draft, Step.PLACE, zones=tuple(zones))
        await replace(interaction, page)


SETUP_ITEMS = (
    SetupChannel,
    SetupRole,
    SetupZone,
    SetupLanguage,
    SetupReview,
    SetupHints,
    SetupDigestDay,
    SetupDigestHour,
    SetupLinks,
    SetupInvitations,
    SetupWords,
    SetupStep,
    SetupOtherZone,
    SetupSave,
    SetupCancel,
    SetupCreate,
    SetupCreateNow,
    SetupResult,
)


async def _choose(
    interaction: Interaction, actor: Actor, draft_id: int, step: Step, **choices: Any
) -> None:
    """Change choices in a draft, and show their page as it is then."""
    draft = await interaction.client.services.write(change_setup, actor, draft_id, **choices)
    await replace(interaction, await setup_page(interaction, actor, draft, step))


async def setup_page(
    interaction: Interaction,
    actor: Actor,
    draft: SetupDraft,
    step: Step,
    *,
    zones: tuple[str, ...] = COMMON,
) -> Content:
    """Return one page: what it says, its menus, and the way to the others."""
    if step is Step.REVIEW:
        services = interaction.client.services
        facts = await facts_of(services, guild_of(interaction), draft.settings)
        embed = render_review(actor.text, draft.settings, checks_of(actor, facts))
    else:
        embed = render_step(actor.text, draft.settings, step)
    now = interaction.client.services.clock()
    menus = _menus(actor, draft, step, options.zone_options(draft.settings.time_zone, zones, now))
    return Content(embeds=(embed,), view=view_of(*menus, *_ways(actor, draft, step)))


def _channel(actor: Actor, draft: SetupDraft, use: ChannelUse) -> SetupChannel:
    return SetupChannel(
        draft.id,
        use.value,
        channel_types=[
            shown for kind, shown in options.CHANNEL_TYPES.items() if kind in KINDS[use]
        ],
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


def _menus(
    actor: Actor, draft: SetupDraft, step: Step, zones: list[discord.SelectOption]
) -> list[discord.ui.Item[Any]]:  # Any: menus of several kinds
    match step:
        case Step.CHANNELS:
            return [_channel(actor, draft, use) for use in PUBLIC_USES]
        case Step.PEOPLE:
            roles = [_role(actor, draft, role) for role in ROLES]
            return [_channel(actor, draft, ChannelUse.MODERATORS), *roles]
        case Step.PLACE:
            return _place_menus(actor.text, draft, zones)
        case Step.WEEK:
            return _week_menus(actor.text, draft)
        case Step.TEXTS:
            links, invitations = _text_menus(actor.text, draft)
            return [links, _role(actor, draft, "link"), invitations]
        case _:
            return []


def _place_menus(
    text: Catalogue, draft: SetupDraft, zones: list[discord.SelectOption]
) -> list[discord.ui.Item[Any]]:  # Any: as above
    languages = options.language_options(text, draft.settings)
    periods = options.review_options(text, draft.settings)
    return [
        SetupZone(draft.id, options=zones, placeholder=text("server-setup-zone")),
        SetupLanguage(draft.id, options=languages, placeholder=text("server-setup-language")),
        SetupReview(draft.id, options=periods, placeholder=text("server-setup-review")),
        SetupHints(
            draft.id,
            channel_types=[discord.ChannelType.text],
            placeholder=text("server-setup-hints"),
            chosen_ids=draft.settings.hint_channel_ids,
            max_values=MOST_HINT_CHANNELS,
        ),
    ]


def _week_menus(text: Catalogue, draft: SetupDraft) -> list[discord.ui.Item[Any]]:  # Any: as above
    days = options.day_options(text, draft.settings)
    hours = options.hour_options(draft.settings)
    return [
        SetupDigestDay(draft.id, options=days, placeholder=text("server-setup-week-day")),
        SetupDigestHour(draft.id, options=hours, placeholder=text("server-setup-week-hour")),
    ]


def _text_menus(text: Catalogue, draft: SetupDraft) -> tuple[SetupLinks, SetupInvitations]:
    links = options.link_options(text, draft.settings)
    given = options.invitation_options(text, draft.settings)
    hint = text("server-setup-text-invitations")
    return (
        SetupLinks(draft.id, options=links, placeholder=text("server-setup-text-links")),
        SetupInvitations(draft.id, options=given, placeholder=hint),
    )


def _ways(actor: Actor, draft: SetupDraft, step: Step) -> list[DynamicButton]:
    """Return the buttons below the menus."""
    position = STEPS.index(step)
    buttons: list[DynamicButton] = []
    if position > 0:
        buttons.append(_turn(actor, draft, STEPS[position - 1], "server-setup-back"))
    if step is Step.PLACE:
        label = actor.text("server-setup-other-zone")
        buttons.append(SetupOtherZone(draft.id, label=label, row=4))
    if step is Step.TEXTS:
        label = actor.text("server-setup-words-edit")
        buttons.append(SetupWords(draft.id, label=label, row=4))
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
