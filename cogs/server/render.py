"""Findings in words, as `/doctor` and `/setup` show them."""

from __future__ import annotations

import discord

from cogs.core.text import Catalogue
from cogs.server.checks import Check, State
from cogs.ui.content import Content

ICONS = {State.OK: "✅", State.NOTE: "💡", State.WARNING: "⚠️", State.FAILED: "❌"}
WORST_FIRST = (State.FAILED, State.WARNING, State.NOTE, State.OK)
COLOURS = {
    State.OK: discord.Colour.green(),
    State.NOTE: discord.Colour.green(),
    State.WARNING: discord.Colour.orange(),
    State.FAILED: discord.Colour.red(),
}
MAX_DESCRIPTION = 4096


def check_lines(check: Check) -> list[str]:
    """Return a check's label, detail and fix, a line each."""
    lines = [f"{ICONS[check.state]} {check.label}", check.detail]
    return lines if check.fix is None else [*lines, f"→ {check.fix}"]


def render_doctor(text: Catalogue, checks: list[Check]) -> Content:
    """Render all checks, those to mend first; as a file too where a message cannot hold them."""
    ordered = sorted(checks, key=lambda check: WORST_FIRST.index(check.state))
    worst = ordered[0].state
    blocks = [_block(check) for check in ordered]
    description = "\n".join(blocks)
    embed = discord.Embed(
        title=text("server-doctor-title", state=worst.value),
        colour=COLOURS[worst],
        description=description,
    )
    if len(description) <= MAX_DESCRIPTION:
        return Content(embeds=(embed,))
    embed.description = _as_many_as_fit(blocks) + text("server-doctor-more")
    whole = "\n\n".join("\n".join(check_lines(check)) for check in ordered)
    return Content(embeds=(embed,), files=(("doctor.txt", whole.encode()),))


def _block(check: Check) -> str:
    label, detail, *fix = check_lines(check)
    icon, _, name = label.partition(" ")
    return "\n".join([f"{icon} **{name}** · {detail}", *fix])


def _as_many_as_fit(blocks: list[str]) -> str:
    fitting = ""
    for block in blocks:
        if len(fitting) + len(block) > MAX_DESCRIPTION - 200:
            break
        fitting += block + "\n"
    return fitting
