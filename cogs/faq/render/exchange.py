"""What an import would do and has done, in words."""

from __future__ import annotations

from collections.abc import Iterable

from cogs.core.markup import plain
from cogs.core.text import Catalogue
from cogs.faq.actions.exchange import Imported, Planned
from domain.faq.plans import Effect, Fault, Step

MOST_LISTED = 8
"""How many files of each kind a message names; the report names all."""
TOLD = (Effect.INVALID, Effect.CONFLICTING, Effect.CHANGED, Effect.NEW)


def render_plan(planned: Planned, text: Catalogue) -> str:
    """What would happen, in numbers and with the first of each kind."""
    parts = [text("faq-import-plan", **counts_of(planned))]
    for effect in TOLD:
        steps = [step for step in planned.steps if step.effect is effect]
        if steps:
            heading = text(f"faq-effect-{effect.value}", count=len(steps))
            parts.append(f"**{heading}**\n" + "\n".join(_lines(steps, text)))
    return "\n".join(parts)[:1_950]


def counts_of(planned: Planned) -> dict[str, str]:
    """How many files would do what."""
    return {effect.value: str(planned.count(effect)) for effect in Effect}


def report(planned: Planned, text: Catalogue) -> str:
    """A line for each file, for reading and searching in an editor."""
    lines = [
        f"{text(f'faq-effect-{step.effect.value}', count=1)}\t{step.path}\t{_about(step, text)}"
        for step in planned.steps
    ]
    return "\n".join(lines) + "\n"


def render_imported(imported: Imported, text: Catalogue) -> str:
    """What was written."""
    done = imported.done
    changed = done[Effect.CHANGED] + done[Effect.CONFLICTING]
    words = text("faq-imported", new=done[Effect.NEW], changed=changed)
    if not imported.left:
        return words
    names = ", ".join(step.path for step in imported.left[:MOST_LISTED])
    return f"{words}\n{text('faq-import-left', count=len(imported.left), names=plain(names, 500))}"


def fault_words(fault: Fault, text: Catalogue) -> str:
    """What is wrong with a file, and in which line."""
    words = text(fault.problem, **fault.values)
    return text("faq-file-line", line=str(fault.line), fault=words)


def _lines(steps: list[Step], text: Catalogue) -> Iterable[str]:
    for step in steps[:MOST_LISTED]:
        about = _about(step, text)
        yield f"- `{step.path[:80]}`" + (f": {plain(about, 150)}" if about else "")
    if len(steps) > MOST_LISTED:
        yield f"- {text('faq-due-more', count=len(steps) - MOST_LISTED)}"


def _about(step: Step, text: Catalogue) -> str:
    if step.fault is not None:
        return fault_words(step.fault, text)
    if step.left_out:
        return text("faq-import-topics", topics=", ".join(step.left_out))
    return "" if step.text is None else step.text.title
