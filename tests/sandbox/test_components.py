"""Components sent by discord.py, used by a member, and understood again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord import ui
from discord.ext import commands
from yarl import URL

from sandbox.client import PATIENCE_SECONDS, CannotDoError, Sandbox


def options(kind: Any) -> list[Any]:
    """Two options of a kind of choice."""
    return [kind(label="One", value="1"), kind(label="Two", value="2")]


class Form(ui.Modal, title="Everything"):
    """A form's fields come in two halves: it holds five."""

    def __init__(self, fields: dict[str, ui.Item[Any]], heard: dict[str, Any]) -> None:
        super().__init__()
        self.fields, self.heard = fields, heard
        for name, field in fields.items():
            self.add_item(ui.Label(text=name, component=field))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        for name, field in self.fields.items():
            answer: Any = field
            self.heard[name] = answer.values if hasattr(answer, "values") else answer.value
        await interaction.response.send_message("thanks", ephemeral=True)


class Layout(ui.LayoutView):
    """Texts, a section, a separator and a container, and every select."""

    def __init__(self, heard: dict[str, Any]) -> None:
        super().__init__(timeout=None)
        box: ui.Container[Layout] = ui.Container(accent_colour=0x123456)
        box.add_item(
            ui.Section("in a section", accessory=ui.Button(label="Beside", custom_id="beside"))
        )
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay("in a container"))
        self.add_item(box)
        for name, select in (
            ("Users", ui.UserSelect(placeholder="Users", max_values=2)),
            ("Roles", ui.RoleSelect(placeholder="Roles")),
            ("Channels", ui.ChannelSelect(placeholder="Channels")),
            ("Both", ui.MentionableSelect(placeholder="Both", max_values=2)),
        ):
            self._listen(name, select, heard)
            self.add_item(ui.ActionRow(select))

    @staticmethod
    def _listen(name: str, select: Any, heard: dict[str, Any]) -> None:
        async def chosen(interaction: discord.Interaction) -> None:
            heard[name] = [item.id for item in select.values]
            await interaction.response.send_message("chosen", ephemeral=True)

        select.callback = chosen


class Bot(commands.Bot):
    def __init__(self) -> None:
        super().__init__("!", intents=discord.Intents.all(), guild_ready_timeout=0.05)
        self.heard: dict[str, Any] = {}

    async def setup_hook(self) -> None:
        @self.tree.command(description="Fields that are written or chosen.")
        async def first(interaction: discord.Interaction) -> None:
            fields: dict[str, ui.Item[Any]] = {
                "Text": ui.TextInput(),
                "String": ui.Select(options=options(discord.SelectOption), max_values=2),
                "User": ui.UserSelect(),
                "Role": ui.RoleSelect(),
                "Channel": ui.ChannelSelect(),
            }
            await interaction.response.send_modal(Form(fields, self.heard))

        @self.tree.command(description="The other fields.")
        async def second(interaction: discord.Interaction) -> None:
            fields: dict[str, ui.Item[Any]] = {
                "Mentionable": ui.MentionableSelect(),
                "Files": ui.FileUpload(max_values=2),
                "Radio": ui.RadioGroup(options=options(discord.RadioGroupOption)),
                "Boxes": ui.CheckboxGroup(options=options(discord.CheckboxGroupOption)),
                "Box": ui.Checkbox(),
            }
            await interaction.response.send_modal(Form(fields, self.heard))

        @self.tree.command(description="Components of the second generation.")
        async def layout(interaction: discord.Interaction) -> None:
            await interaction.response.send_message(view=Layout(self.heard))

        await self.tree.sync()


@pytest.fixture
async def bot(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setattr(discord.http.Route, "BASE", sandbox.api_base)
    gateway = URL(sandbox.page_url.replace("http", "ws")) / "gateway"
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    async with Bot() as running:
        task = asyncio.create_task(running.start(sandbox.token))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await running.wait_until_ready()
        yield running
    await asyncio.gather(task, return_exceptions=True)


def role_named(sandbox: Sandbox, name: str) -> Any:
    """A role of the guild."""
    return next(r for r in sandbox.guild.roles.values() if r.name == name)


async def test_a_form_is_filled_with_text_and_selects(sandbox: Sandbox, bot: Bot) -> None:
    ada, femi = sandbox.member("ada"), sandbox.member("femi")
    opened = await ada.slash("first")
    with pytest.raises(CannotDoError, match="Text"):
        await ada.fill(opened, {"String": ["One"]})
    role, channel = role_named(sandbox, "Backend"), sandbox.channel("general")
    given = {"Text": "hi", "String": ["One", "Two"], "User": femi, "Role": role}
    assert (await ada.fill(opened, {**given, "Channel": channel})).content == "thanks"
    heard = bot.heard
    assert heard["String"] == ["1", "2"]
    found = [heard[name][0].id for name in ("User", "Role", "Channel")]
    assert found == [femi.id, role.id, channel.id]


async def test_a_form_is_filled_with_files_and_boxes(sandbox: Sandbox, bot: Bot) -> None:
    ada, role = sandbox.member("ada"), role_named(sandbox, "Backend")
    opened = await ada.slash("second")
    file = ("a.txt", b"content")
    given = {"Mentionable": role, "Files": [file], "Radio": "Two", "Boxes": ["One"], "Box": True}
    assert (await ada.fill(opened, given)).content == "thanks"
    heard = bot.heard
    assert (heard["Radio"], heard["Boxes"], heard["Box"]) == ("2", ["1"], True)
    assert heard["Mentionable"][0].id == role.id
    assert await heard["Files"][0].read() == b"content"


async def test_every_select_of_a_message_gives_records(sandbox: Sandbox, bot: Bot) -> None:
    ada, femi = sandbox.member("ada"), sandbox.member("femi")
    shown = await ada.slash("layout")
    assert "in a section" in shown.text
    assert "in a container" in shown.text
    role, channel = role_named(sandbox, "Backend"), sandbox.channel("general")
    for name, chosen in (
        ("Users", [ada, femi]),
        ("Roles", [role]),
        ("Channels", [channel]),
        ("Both", [femi, role]),
    ):
        assert (await ada.select(name, chosen, on=shown)).content == "chosen"
        assert bot.heard[name] == [record.id for record in chosen]
