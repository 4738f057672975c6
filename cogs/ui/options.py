"""Texts of commands, and options that are typed, with suggestions meanwhile."""

from __future__ import annotations

from typing import TypeAlias

from discord import app_commands

from cogs.core.text import DEFAULT_LANGUAGE, Catalogues
from cogs.ui.client import Interaction

Choices: TypeAlias = list[app_commands.Choice[str | int | float]]
MAX_CHOICE = 100
"""Characters of a choice's name and of its value, by Discord's limits."""


def command_text(key: str) -> app_commands.locale_str:
    """Return a name or a description of a command, as Discord shows it in each language.

    English is what the catalogue says; `bot/sync.py` adds the other languages by the key.
    """
    return app_commands.locale_str(Catalogues.load().of(DEFAULT_LANGUAGE)(key), key=key)


class TypedOption(app_commands.Transformer):
    """A text of at most `most` characters, taken as it is typed; subclasses suggest."""

    most = MAX_CHOICE

    @property
    def max_value(self) -> int:
        return self.most

    async def transform(  # type: ignore[override]  # our client
        self, _interaction: Interaction, value: str, /
    ) -> str:
        return value
