"""What the digest says of questions: those nobody answered, and those that were solved."""

from __future__ import annotations

from cogs.core.services import DigestPart, DigestSection, DigestView
from cogs.qa.render.lists import line_words
from domain.questions import QuestionLine
from storage import question_lists
from storage.connection import Connection

MOST_READ = 200
MOST_SHOWN = 5


async def _gather(connection: Connection, view: DigestView) -> list[DigestPart]:
    unanswered = await question_lists.list_unanswered(
        connection, view.guild_id, view.sight, limit=MOST_READ
    )
    solved = await question_lists.list_solved(
        connection, view.guild_id, view.since, view.sight, limit=MOST_READ
    )
    parts = []
    for key, seen in (("unanswered", unanswered), ("solved", solved)):
        if seen:
            heading = view.text(f"qa-digest-{key}", count=len(seen))
            parts.append(DigestPart(heading, _words(seen, view), len(seen)))
    return parts


def _words(lines: list[QuestionLine], view: DigestView) -> list[str]:
    return [line_words(line, view.text) for line in lines[:MOST_SHOWN]]


DIGEST = DigestSection(1, _gather)
