"""What the digest says of questions: those nobody answered, and those that were solved."""

from __future__ import annotations

from cogs.core.services import DigestPart, DigestSection, DigestView
from cogs.core.text import Catalogue
from cogs.core.unit import Unit
from cogs.qa.render.lists import line_words
from domain.questions import QuestionLine
from storage import question_lists

MOST_READ = 200
MOST_SHOWN = 5


Lines = dict[str, list[QuestionLine]]
"""Questions by what the digest says of them."""


async def _read(unit: Unit, view: DigestView) -> Lines:
    unanswered = await question_lists.list_unanswered(
        unit.connection, view.guild_id, view.sight, limit=MOST_READ
    )
    solved = await question_lists.list_solved(
        unit.connection, view.guild_id, view.since, view.sight, limit=MOST_READ
    )
    return {"qa-digest-unanswered": unanswered, "qa-digest-solved": solved}


def _render(lines: Lines, text: Catalogue) -> list[DigestPart]:
    return [
        DigestPart(
            text(key, count=len(seen)),
            [line_words(line, text) for line in seen[:MOST_SHOWN]],
            len(seen),
        )
        for key, seen in lines.items()
        if seen
    ]


DIGEST = DigestSection(1, _read, _render)
