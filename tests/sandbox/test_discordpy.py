"""An unmodified discord.py bot works on the sandbox over the real wire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands
from discord.ext import commands
from yarl import URL

from sandbox.client import PATIENCE_SECONDS, CannotDoError, NoAnswerError, Sandbox

pytestmark = pytest.mark.usefixtures("bot")


class Ask(discord.ui.Modal, title="A form"):
    first: discord.ui.TextInput[Ask] = discord.ui.TextInput(label="Title", max_length=20)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"got {self.first.value}", ephemeral=True)


class Buttons(discord.ui.View):
    @discord.ui.button(label="Accept")
    async def accept(self, interaction: discord.Interaction, _: discord.ui.Button[Buttons]) -> None:
        await interaction.response.edit_message(content="accepted", view=None)

    @discord.ui.select(placeholder="Which?", options=[discord.SelectOption(label="One", value="1")])
    async def which(
        self, interaction: discord.Interaction, select: discord.ui.Select[Buttons]
    ) -> None:
        await interaction.response.send_message(f"chose {select.values[0]}", ephemeral=True)


class Bot(commands.Bot):
    async def setup_hook(self) -> None:
        @self.tree.command(description="Echo.")
        async def echo(interaction: discord.Interaction, words: str, hidden: bool = False) -> None:
            await interaction.response.send_message(words, ephemeral=hidden)

        @echo.autocomplete("words")
        async def words(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=f"{current}!", value=current)]

        @self.tree.command(description="Open a form.")
        async def form(interaction: discord.Interaction) -> None:
            await interaction.response.send_modal(Ask())

        @self.tree.command(description="Show buttons.")
        async def buttons(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("press", view=Buttons())

        @self.tree.command(description="Take a while.")
        async def slow(interaction: discord.Interaction) -> None:
            await interaction.response.defer(ephemeral=True, thinking=True)
            await interaction.followup.send("done", ephemeral=True)

        @self.tree.command(description="Never answer.")
        async def never(_: discord.Interaction) -> None:
            return

        @self.tree.context_menu(name="Quote")
        async def quote(interaction: discord.Interaction, message: discord.Message) -> None:
            await interaction.response.send_message(f"> {message.content}")

        await self.tree.sync()


@pytest.fixture
async def bot(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    monkeypatch.setattr(discord.http.Route, "BASE", sandbox.api_base)
    gateway = URL(sandbox.page_url.replace("http", "ws")) / "gateway"
    monkeypatch.setattr(discord.gateway.DiscordWebSocket, "DEFAULT_GATEWAY", gateway)
    bot = Bot(commands.when_mentioned, intents=discord.Intents.all(), guild_ready_timeout=0.05)
    async with bot as running:
        task = asyncio.create_task(running.start(sandbox.token))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await running.wait_until_ready()
        yield running
    await asyncio.gather(task, return_exceptions=True)


async def test_a_slash_command_is_answered_publicly_or_privately(sandbox: Sandbox) -> None:
    ada, femi = sandbox.member("ada"), sandbox.member("femi")
    seen = await ada.slash("echo", words="hello")
    assert (seen.content, seen.ephemeral) == ("hello", False)
    hidden = await ada.slash("echo", words="psst", hidden=True)
    assert hidden.ephemeral
    assert "psst" in [m.content for m in ada.sees("prodevprojectnexus")]
    assert "psst" not in [m.content for m in femi.sees("prodevprojectnexus")]


async def test_options_are_offered_while_typing(sandbox: Sandbox) -> None:
    assert await sandbox.member("ada").autocomplete("echo", words="he") == [("he!", "he")]


async def test_a_form_opens_and_is_answered(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    opened = await ada.slash("form")
    with pytest.raises(CannotDoError, match="20 characters"):
        await ada.fill(opened, Title="x" * 21)
    assert (await ada.fill(opened, Title="hi")).content == "got hi"


async def test_buttons_and_selects_are_used(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    seen = await ada.slash("buttons")
    assert (await ada.select("Which?", ["One"], on=seen)).content == "chose 1"
    assert (await ada.click("Accept", on=seen)).content == "accepted"
    with pytest.raises(CannotDoError, match="no button"):
        await ada.click("Accept", on=seen)


async def test_a_deferred_answer_arrives(sandbox: Sandbox) -> None:
    seen = await sandbox.member("ada").slash("slow")
    assert (seen.content, seen.ephemeral) == ("done", True)


async def test_no_answer_is_told(sandbox: Sandbox) -> None:
    sandbox.patience(0.1)
    with pytest.raises(NoAnswerError):
        await sandbox.member("ada").slash("never")


async def test_a_message_menu_sees_the_message(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    message = await ada.send("to be quoted")
    assert (await ada.menu("Quote", message)).content == "> to be quoted"


async def test_a_forum_post_and_a_thread_are_made(sandbox: Sandbox, bot: Bot) -> None:
    forum = bot.get_channel(sandbox.channel("questions").id)
    assert isinstance(forum, discord.ForumChannel)
    tag = (await forum.edit(available_tags=[discord.ForumTag(name="open")])).available_tags[0]
    post = await forum.create_thread(name="A post", content="Its text", applied_tags=[tag])
    assert sandbox.threads("questions")[0].name == "A post"
    await post.thread.edit(archived=True, locked=True)
    text = bot.get_channel(sandbox.channel("general").id)
    assert isinstance(text, discord.TextChannel)
    message = await text.send("start", nonce="1", embed=discord.Embed(title="x"))
    await message.create_thread(name="From a message")
    assert sandbox.threads("general")[0].id == message.id


async def test_a_resumed_session_misses_nothing(sandbox: Sandbox, bot: Bot) -> None:
    heard: list[str] = []

    @bot.event
    async def on_message(message: discord.Message) -> None:
        heard.append(message.content)

    sandbox.gateway.close(4000)
    await sandbox.member("ada").send("while away")
    await sandbox.until(lambda: "while away" in heard)
