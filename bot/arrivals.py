"""Servers that Discord shows (again): what was given up there is tried, what waited is done."""

from __future__ import annotations

import logging

import discord

from bot.client import NexusClient

log = logging.getLogger(__name__)


class Arrivals:
    """Servers that have come since the background last looked.

    They come at a start, after an outage, after a new session, and when the bot is added to one.
    """

    NAME = "arrivals"

    def __init__(self, client: NexusClient) -> None:
        self._client = client
        self._come: set[int] = set()
        client.add_listener(self._note, "on_arrival")

    async def _note(self, guild: discord.Guild) -> None:
        self._come.add(guild.id)
        self._client.services.schedule.reconcile(self.NAME)

    async def run(self) -> None:
        """Tell each mirror of each server that has come; then everything looks anew."""
        services = self._client.services
        mirrors = tuple(self._client.registry.mirrors.values())
        come = tuple(self._come)
        for guild_id in come:
            guild = self._client.get_guild(guild_id)
            if guild is not None and not guild.unavailable:  # else its next arrival counts
                for mirror in mirrors:
                    if mirror.arrived is not None:
                        await mirror.arrived(self._client, guild)
            self._come.discard(guild_id)  # not before: what fails is tried by the next sweep
        if come:
            services.schedule.reconcile_all()
            services.schedule.wake()
