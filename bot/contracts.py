"""`nexus contract`: checks and compares descriptions of APIs, for learners' own CI."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.contract_worker import time_limit
from cogs.contracts.notes import describe_fault, describe_secret
from cogs.contracts.wording import by_operation, describe_change, explain_change, name_grade
from cogs.shared.text import Catalogue, Catalogues
from domain.contracts.changes import Change, Grade
from domain.contracts.comparison import compare_contracts
from domain.contracts.reading.bounds import (
    MOST_BYTES,
    RefusedError,
    too_deep,
    too_large,
    too_much_memory,
)
from domain.contracts.reading.documents import Reading, read_document

LANGUAGE: Final = "en"
VALIDATION_SECONDS: Final = 20.0
"""A learner's CI has more time than the bot; some documents would take it for ever."""
MOST_LISTED: Final = 200
"""Operations that `check` lists."""


class ContractError(ValueError):
    """A file that cannot be read; the text names it and says what is wrong."""


def check_contract(path: Path) -> str:
    """A document's kind, operations, warnings and secrets, as text; `ContractError`."""
    text = Catalogues.load().of(LANGUAGE)
    reading = _read(path, text)
    contract = reading.contract
    kind = contract.kind.value.replace(".", "")
    lines = [
        text("contracts-cli-kind", file=path.name, kind=text(f"contracts-kind-{kind}")),
        text("contracts-cli-operations", count=len(contract.operations)),
        *(f"  {each.key}" for each in contract.operations[:MOST_LISTED]),
    ]
    if len(contract.operations) > MOST_LISTED:
        lines.append(text("contracts-cli-more", count=len(contract.operations) - MOST_LISTED))
    lines.append(
        text("contracts-cli-warnings", count=sum(1 + each.more for each in reading.faults))
    )
    lines += (f"  {describe_fault(text, each, escape=False)}" for each in reading.faults)
    if reading.secrets:
        lines.append(text("contracts-cli-secrets", count=len(reading.secrets)))
        lines += (f"  {describe_secret(text, each, escape=False)}" for each in reading.secrets)
    return "\n".join(lines) + "\n"


def compare_files(old: Path, new: Path, *, as_json: bool = False) -> tuple[str, bool]:
    """What changed from one file to another, and whether it breaks; `ContractError`."""
    text = Catalogues.load().of(LANGUAGE)
    contracts = [_read(path, text).contract for path in (old, new)]
    changes = compare_contracts(*contracts, today=datetime.now(UTC).date())
    counts = {grade: sum(each.grade is grade for each in changes) for grade in Grade}
    report = _as_json(text, changes, counts) if as_json else _as_text(text, changes, counts)
    return report, counts[Grade.BREAKING] > 0


def _read(path: Path, text: Catalogue) -> Reading:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise too_large(size)
        return read_document(path.read_bytes(), time_limit(VALIDATION_SECONDS))
    except OSError as error:
        fault = error.strerror or str(error)
        raise ContractError(text("contracts-cli-unreadable", file=str(path), fault=fault)) from None
    except RecursionError:
        raise _refused(path, too_deep(), text) from None
    except MemoryError:
        raise _refused(path, too_much_memory(), text) from None
    except RefusedError as error:
        raise _refused(path, error, text) from None


def _refused(path: Path, error: RefusedError, text: Catalogue) -> ContractError:
    fault = text(error.problem, **error.values)
    return ContractError(text("contracts-cli-unreadable", file=str(path), fault=fault))


def _as_json(text: Catalogue, changes: Sequence[Change], counts: dict[Grade, int]) -> str:
    listed = [
        {
            "operation": each.operation,
            "place": each.place,
            "grade": each.grade.value,
            "was": each.was,
            "is": each.is_,
            "message": f"{describe_change(text, each, escape=False)}. {explain_change(text, each)}",
        }
        for _, several in by_operation(changes)
        for each in several
    ]
    totals = {grade.value: counts[grade] for grade in Grade}
    return json.dumps({"changes": listed, **totals}, ensure_ascii=False, indent=2) + "\n"


def _as_text(text: Catalogue, changes: Sequence[Change], counts: dict[Grade, int]) -> str:
    if not changes:
        return text("contracts-cli-same") + "\n"
    totals = {grade.value: counts[grade] for grade in Grade}
    return "\n".join([*_lines(text, changes), text("contracts-cli-totals", **totals)]) + "\n"


def _lines(text: Catalogue, changes: Sequence[Change]) -> Iterator[str]:
    for key, several in by_operation(changes):
        yield key
        for each in several:
            grade = name_grade(text, each.grade)
            yield f"  {grade}: {describe_change(text, each, escape=False)}"
            if each.grade is not Grade.SAFE:
                yield f"    {explain_change(text, each)}"
