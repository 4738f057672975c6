from __future__ import annotations

import pytest
from discord import app_commands

from cogs.core.text import Catalogues
from cogs.core.trace import begin_trace, reference
from cogs.ui.errors import _cause, render_error
from domain.errors import UserError

CATALOGUES = Catalogues.load()


def test_an_error_repeats_the_beginning_of_what_is_too_long() -> None:
    for language in ("en", "fr"):
        text = CATALOGUES.of(language)
        for length in (1_300, 3_000, 6_000):
            words = render_error(text, UserError("shared-unknown-zone", zone="x" * length))
            assert len(words) < 500
            assert "xxx" in words


def test_a_mistake_is_told_with_an_example_that_works() -> None:
    error = UserError("shared-unknown-zone", zone="Mars")
    words = render_error(CATALOGUES.of("en"), error)
    assert words.splitlines() == [
        '"Mars" is no time zone that I know, or could be several.',
        "-# For example: Nairobi, Africa/Nairobi or Europe/Paris",
    ]


def test_a_mistake_without_example_is_told_plainly() -> None:
    words = render_error(CATALOGUES.of("fr"), UserError("shared-moderators-only"))
    assert words.startswith("Seuls les modérateurs de ce serveur")
    assert "\n" not in words


def test_a_forgotten_value_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="shared-barred"):
        render_error(CATALOGUES.of("en"), UserError("shared-barred"))


def test_the_cause_of_a_failed_command_is_told() -> None:
    mistake = UserError("shared-moderators-only")

    @app_commands.command(description="-")
    async def fail(_interaction: object) -> None: ...

    assert _cause(app_commands.CommandInvokeError(fail, mistake)) is mistake
    assert _cause(mistake) is mistake


def test_references_are_short_and_follow_the_interaction() -> None:
    assert begin_trace(2**62 + 5) == "0000000005"
    assert reference.get() == "0000000005"
    assert len(begin_trace()) == 10
