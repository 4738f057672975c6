"""The sandbox stands in for Discord itself: other libraries' unmodified clients work on it too."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import hikari
import pytest

from sandbox.client import PATIENCE_SECONDS, Sandbox

HERE = Path(__file__).parent / "other_clients"


@pytest.fixture
async def hikari_bot(sandbox: Sandbox) -> AsyncIterator[hikari.GatewayBot]:
    bot = hikari.GatewayBot(
        sandbox.token,
        rest_url=sandbox.api_base,
        intents=hikari.Intents.GUILDS,
        banner=None,
        logs=None,
    )
    bot.subscribe(hikari.StartedEvent, _sync_with(bot))
    bot.subscribe(hikari.InteractionCreateEvent, _answer)
    await bot.start(check_for_updates=False)
    yield bot
    await bot.close()


def _sync_with(
    bot: hikari.GatewayBot,
) -> Callable[[hikari.StartedEvent], Coroutine[Any, Any, None]]:
    async def sync(_: hikari.StartedEvent) -> None:
        application = await bot.rest.fetch_application()
        form = bot.rest.slash_command_builder("form", "Open a form.").add_option(
            hikari.CommandOption(
                type=hikari.OptionType.STRING,
                name="title",
                description="The form's title.",
                is_required=True,
            )
        )
        ping = bot.rest.slash_command_builder("ping", "Answer at once.")
        await bot.rest.set_application_commands(application.id, [ping, form])

    return sync


async def _answer(event: hikari.InteractionCreateEvent) -> None:
    interaction = event.interaction
    if isinstance(interaction, hikari.ModalInteraction):
        note = interaction.components[0][0]
        await interaction.create_initial_response(hikari.ResponseType.DEFERRED_MESSAGE_CREATE)
        await interaction.edit_initial_response(f"noted: {note.value}")  # type: ignore[attr-defined]  # a text input
    elif isinstance(interaction, hikari.CommandInteraction) and interaction.options:
        row = hikari.impl.ModalActionRowBuilder().add_text_input("note", "Note")
        await interaction.create_modal_response(str(interaction.options[0].value), "form", row)
    elif isinstance(interaction, hikari.CommandInteraction) and interaction.member:
        await interaction.create_initial_response(
            hikari.ResponseType.MESSAGE_CREATE, f"pong, {interaction.member.display_name}"
        )


async def uses_a_command_and_a_form(sandbox: Sandbox) -> None:
    ada = sandbox.member("ada")
    assert (await ada.slash("ping")).content == "pong, ada"
    opened = await ada.slash("form", title="A form")
    assert opened.modal is not None
    assert (await ada.fill(opened, Note="hello")).content == "noted: hello"


@pytest.mark.usefixtures("hikari_bot")
async def test_hikari_logs_in_syncs_answers_a_command_and_a_modal(sandbox: Sandbox) -> None:
    await sandbox.until(lambda: sandbox.has_command("form"))
    await uses_a_command_and_a_form(sandbox)


@pytest.fixture(scope="session")
def discordjs() -> Path:
    """Where discord.js is installed; skips where there is no Node."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("Node.js is not installed, so discord.js cannot be tried")
    return HERE


@pytest.fixture
async def discordjs_bot(discordjs: Path, sandbox: Sandbox) -> AsyncIterator[None]:
    if not (discordjs / "node_modules" / "discord.js").is_dir():
        install = await asyncio.create_subprocess_exec(
            "npm", "ci", "--silent", "--ignore-scripts", cwd=discordjs
        )
        if await install.wait() != 0:
            pytest.skip("discord.js could not be installed from the npm registry")
    process = await asyncio.create_subprocess_exec(
        "node",
        "discordjs_bot.mjs",
        cwd=discordjs,
        env=os.environ | {"DISCORD_API_BASE": sandbox.api_base, "DISCORD_TOKEN": sandbox.token},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), PATIENCE_SECONDS)
    assert line.decode().startswith("ready as Nexus in 1")
    yield
    process.terminate()
    assert await asyncio.wait_for(process.wait(), PATIENCE_SECONDS) == 0


@pytest.mark.usefixtures("discordjs_bot")
async def test_discordjs_logs_in_syncs_answers_a_command_and_a_modal(sandbox: Sandbox) -> None:
    await uses_a_command_and_a_form(sandbox)
