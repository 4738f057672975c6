"""Buttons, menus and forms around reports and bars."""

from __future__ import annotations

from typing import Any

import discord

from cogs.core.access import posting, require_moderator
from cogs.core.actor import Actor
from cogs.core.markup import label
from cogs.core.text import Catalogue
from cogs.server.moderation.bans import (
    Target,
    ban_member,
    find_ban,
    lift_ban,
    list_bans,
    may_ban,
)
from cogs.server.moderation.render import (
    PER_PAGE,
    render_ban,
    render_bans,
    render_reports,
    render_resolved,
    resolution,
)
from cogs.server.moderation.reports import (
    get_report,
    get_reported,
    list_reports,
    report_message,
    resolve_report,
)
from cogs.ui.channels import channel_for
from cogs.ui.client import Form, Interaction
from cogs.ui.content import Content
from cogs.ui.forms import Values, open_form
from cogs.ui.items import DynamicButton, DynamicSelect, view_of
from cogs.ui.members import find_member, is_moderator, name_of
from cogs.ui.parts import Page, UnreadableError
from cogs.ui.reply import replace, reply
from domain.bans import MAX_REASON, PERIODS, PostingBan
from domain.channels import ChannelUse
from domain.errors import UserError
from domain.reports import Report


class ReportForm(Form, name="server:report"):
    """Form for the reason why a message is reported."""

    is_private = True

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, draft_id: int) -> None:
        await interaction.client.services.read(get_reported, actor, draft_id)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, draft_id: int
    ) -> None:
        services = interaction.client.services
        with posting(services, actor):
            await services.write(report_message, actor, draft_id, reason=values.written("reason"))
        guild = interaction.guild
        reachable = guild and channel_for(guild, actor.settings, ChannelUse.MODERATORS)
        key = "server-report-thanks" if reachable else "server-report-thanks-owner"
        await reply(interaction, Content(actor.text(key)))


async def open_report_form(interaction: Interaction, actor: Actor, draft_id: int) -> None:
    """Ask a member why they report a message."""
    await open_form(
        interaction,
        ReportForm,
        draft_id,
        title=actor.text("server-report-form"),
        fields=[_reason(actor.text, "server-report-form-reason")],
    )


class ReportResolve(DynamicButton, name="server:report-resolve"):
    """Marks a report as dealt with, below the report itself."""

    async def pressed(self, interaction: Interaction, actor: Actor, report_id: int) -> None:
        services = interaction.client.services
        report, resolved = await services.write(resolve_report, actor, report_id)
        shown = interaction.message.embeds[0] if interaction.message else discord.Embed()
        await replace(
            interaction, Content(embeds=(render_resolved(actor.public_text, shown, report),))
        )
        if not resolved:
            await reply(interaction, Content(resolution(actor.text, report)))


class ReportBan(DynamicButton, name="server:report-bar"):
    """Bars the author of a reported message."""

    async def pressed(self, interaction: Interaction, actor: Actor, report_id: int) -> None:
        report = await interaction.client.services.read(get_report, actor, report_id)
        if report.message.author_id is None:
            raise UserError("server-report-author-erased")
        await open_ban_form(interaction, actor, report.message.author_id)


def report_buttons(text: Catalogue, report: Report) -> discord.ui.View:
    """Return what moderators can do with a report."""
    return view_of(
        ReportResolve(
            report.id,
            label=text("server-report-resolve"),
            style=discord.ButtonStyle.success,
        ),
        ReportBan(report.id, label=text("server-report-bar"), style=discord.ButtonStyle.danger),
    )


class BanForm(Form, name="server:bar"):
    """For how long, and why, a member may not post."""

    is_private = True

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, member_id: int) -> None:
        require_moderator(actor)
        may_ban(actor, await target_of(interaction, actor, member_id))

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, member_id: int
    ) -> None:
        target = await target_of(interaction, actor, member_id)
        ban = await interaction.client.services.write(
            ban_member,
            actor,
            target,
            period=_period_in(values),
            reason=values.written("reason"),
        )
        words = actor.text("server-bar-done", ban=render_ban(actor.text, ban))
        await reply(interaction, Content(words))


async def open_ban_form(interaction: Interaction, actor: Actor, member_id: int) -> None:
    """Ask a moderator for how long, and why, a member is to be banned."""
    require_moderator(actor)
    ban = await interaction.client.services.read(find_ban, actor, member_id)
    fields = [_period(actor.text), _reason(actor.text, "server-bar-form-reason")]
    if ban is not None:
        words = actor.text("server-bar-again", ban=render_ban(actor.text, ban))
        fields.insert(0, discord.ui.TextDisplay[Any](words))
    title = actor.text("server-bar-form")
    await open_form(interaction, BanForm, member_id, title=title, fields=fields)


async def target_of(interaction: Interaction, actor: Actor, member_id: int) -> Target:
    """Return what decides whether a member may be banned.

    One who has left may, in case they are back.
    """
    guild = interaction.guild
    if guild is None:
        raise UserError("shared-only-in-server")
    member = await find_member(guild, member_id)
    if member is None:
        return Target(member_id, is_moderator=False, is_bot=False)
    moderates = is_moderator(member, member.guild_permissions, actor.settings.moderator_role_id)
    return Target(member_id, is_moderator=moderates, is_bot=member.bot)


class BansPage(DynamicButton, name="server:bars"):
    """Turns a page of the bans in force."""

    async def pressed(self, interaction: Interaction, actor: Actor, page: Page) -> None:
        await replace(interaction, await bans_page(interaction, actor, page))


class BansLift(DynamicSelect, name="server:lift"):
    """Picks whom to let post again."""

    async def pressed(self, interaction: Interaction, actor: Actor, *, chosen: int) -> None:
        await open_form(
            interaction,
            LiftForm,
            chosen,
            title=actor.text("server-lift-form"),
            fields=[_reason(actor.text, "server-lift-form-reason", required=False)],
        )


class LiftForm(Form, name="server:lift"):
    """Form for the reason why a member may post again."""

    is_private = True

    @classmethod
    async def check(cls, interaction: Interaction, actor: Actor, _member_id: int) -> None:
        require_moderator(actor)

    @classmethod
    async def submitted(
        cls, interaction: Interaction, actor: Actor, values: Values, member_id: int
    ) -> None:
        reason = values.written("reason")
        await interaction.client.services.write(lift_ban, actor, member_id, reason=reason)
        await replace(interaction, await bans_page(interaction, actor, 0))


async def bans_page(interaction: Interaction, actor: Actor, page: int) -> Content:
    """Return a page of the bans in force, with a menu to lift one."""
    found = await interaction.client.services.read(
        list_bans, actor, limit=PER_PAGE + 1, skip=page * PER_PAGE
    )
    shown = found[:PER_PAGE]
    items: list[discord.ui.Item[Any]] = []  # Any: items of every kind
    if shown:
        options = [_option(interaction, number, ban) for number, ban in enumerate(shown, start=1)]
        items.append(BansLift(options=options, placeholder=actor.text("server-lift-menu")))
    items += turns(actor.text, BansPage, page, more=len(found) > PER_PAGE)
    return Content(embeds=(render_bans(actor.text, shown, page),), view=view_of(*items))


class ReportsPage(DynamicButton, name="server:reports"):
    """Turns a page of the open reports."""

    async def pressed(self, interaction: Interaction, actor: Actor, page: Page) -> None:
        await replace(interaction, await reports_page(interaction, actor, page))


class ReportsResolve(DynamicSelect, name="server:reports-resolve"):
    """Picks a report that was dealt with."""

    async def pressed(self, interaction: Interaction, actor: Actor, *, chosen: int) -> None:
        services = interaction.client.services
        report, resolved = await services.write(resolve_report, actor, chosen)
        await replace(interaction, await reports_page(interaction, actor, 0))
        if not resolved:
            await reply(interaction, Content(resolution(actor.text, report)))


async def reports_page(interaction: Interaction, actor: Actor, page: int) -> Content:
    """Return a page of the open reports, with a menu to mark one as dealt with."""
    found = await interaction.client.services.read(
        list_reports, actor, limit=PER_PAGE + 1, skip=page * PER_PAGE
    )
    shown = found[:PER_PAGE]
    items: list[discord.ui.Item[Any]] = []  # Any: items of every kind
    if shown:
        options = [
            discord.SelectOption(
                label=actor.text("server-report-title", number=str(report.id)),
                value=str(report.id),
                description=label(report.reason, 100),
            )
            for report in shown
        ]
        placeholder = actor.text("server-reports-menu")
        items.append(ReportsResolve(options=options, placeholder=placeholder))
    items += turns(actor.text, ReportsPage, page, more=len(found) > PER_PAGE)
    return Content(embeds=(render_reports(actor.text, shown, page),), view=view_of(*items))


def turns(
    text: Catalogue, button: type[DynamicButton], page: int, *rest: int | str, more: bool
) -> list[DynamicButton]:
    """Return the buttons to the pages before and after; none where there is one page."""
    buttons = []
    if page > 0:
        buttons.append(button(page - 1, *rest, label=text("server-page-before"), row=4))
    if more:
        buttons.append(button(page + 1, *rest, label=text("server-page-after"), row=4))
    return buttons


MODERATION_ITEMS = (ReportResolve, ReportBan, BansPage, BansLift, ReportsPage, ReportsResolve)
MODERATION_FORMS = (ReportForm, BanForm, LiftForm)


def _option(interaction: Interaction, number: int, ban: PostingBan) -> discord.SelectOption:
    """Name a ban in the menu by its number: only members at hand have names."""
    member = interaction.guild and interaction.guild.get_member(ban.member_id)
    who = name_of(member) if member else ban.reason
    return discord.SelectOption(label=label(f"{number}. {who}", 100), value=str(ban.member_id))


def _reason(text: Catalogue, key: str, *, required: bool = True) -> discord.ui.Item[Any]:
    field: discord.ui.TextInput[Any] = discord.ui.TextInput(
        custom_id="reason",
        style=discord.TextStyle.paragraph,
        max_length=MAX_REASON,
        required=required,
    )
    return discord.ui.Label[Any](
        text=text(key), description=text.attribute(key, "hint"), component=field
    )


def _period_in(values: Values) -> str:
    """Return the period that was chosen; `UnreadableError` for one of another version."""
    period = values.chosen("period")
    if period not in PERIODS:
        raise UnreadableError(f"{period!r} is not a period")
    return period


def _period(text: Catalogue) -> discord.ui.Item[Any]:
    options = [
        discord.SelectOption(label=text(f"server-period-{period}"), value=period)
        for period in PERIODS
    ]
    menu: discord.ui.Select[Any] = discord.ui.Select(custom_id="period", options=options)
    return discord.ui.Label[Any](text=text("server-bar-form-period"), component=menu)
