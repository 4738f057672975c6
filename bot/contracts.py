"""`nexus contract`: checks and compares descriptions of APIs, for learners' own CI."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from bot.contract_worker import FRAMES, time_limit
from cogs.contracts.notes import describe_fault, describe_secret
from cogs.contracts.words import (
    GRAPHQL,
    by_operation,
    describe_change,
    explain_change,
    name_changed,
    name_grade,
)
from cogs.core.text import Catalogue, Catalogues
from domain.contracts.changes import Change, Grade
from domain.contracts.comparison import compare_contracts
from domain.contracts.model import Contract
from domain.contracts.reading.bounds import (
    MOST_BYTES,
    RefusedError,
    too_deep,
    too_large,
    too_much_memory,
)
from domain.contracts.reading.documents import Reading, read_contract, read_document

LANGUAGE: Final = "en"
VALIDATION_SECONDS: Final = 20.0
"""A learner's CI has more time than the bot; some documents would take it for ever."""
STANDARD_INPUT: Final = "-"
MOST_LISTED: Final = 200
"""Operations that `check` lists."""

What = TypeVar("What")


class ContractError(ValueError):
    """A file that cannot be read; the text names it and says what is wrong."""


def check_contract(path: Path) -> str:
    """Return a document's kind, operations, warnings and secrets, as text; `ContractError`."""
    text = Catalogues.load().of(LANGUAGE)
    with _deeper():
        reading = _read(path, text, _check)
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
    """Compare what changed from one file to another, and whether it breaks; `ContractError`."""
    text = Catalogues.load().of(LANGUAGE)
    with _deeper():
        before, after = _read_both(old, new, text)
        try:
            changes = compare_contracts(before, after, today=datetime.now(UTC).date())
        except RecursionError:
            raise _refused(new, too_deep(), text) from None
    counts = {grade: sum(each.grade is grade for each in changes) for grade in Grade}
    report = _as_json(text, changes, counts) if as_json else _as_text(text, changes, counts)
    return report, counts[Grade.BREAKING] > 0


def say_too_long(files: Sequence[str], seconds: int) -> str:
    """Say that files take too long to read, with what to look for."""
    text = Catalogues.load().of(LANGUAGE)
    return text("contracts-cli-too-long", files=", ".join(files), most=str(seconds))


@contextmanager
def _deeper() -> Iterator[None]:
    """Let calls nest as deep as where the bot itself reads contracts."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _read_both(old: Path, new: Path, text: Catalogue) -> tuple[Contract, Contract]:
    """Read both contracts; what is wrong with either file is told at once."""
    found: list[Contract] = []
    faults: list[str] = []
    for path in (old, new):
        try:
            found.append(_read(path, text, read_contract))
        except ContractError as error:
            faults.append(str(error))
    if faults:
        raise ContractError("\n".join(dict.fromkeys(faults)))
    return found[0], found[1]


def _check(data: bytes) -> Reading:
    return read_document(data, time_limit(VALIDATION_SECONDS))


def _read(path: Path, text: Catalogue, read: Callable[[bytes], What]) -> What:
    try:
        return read(_bytes(path))
    except OSError as error:
        fault = error.strerror or str(error)
        raise ContractError(text("contracts-cli-unreadable", file=str(path), fault=fault)) from None
    except RecursionError:
        raise _refused(path, too_deep(), text) from None
    except MemoryError:
        raise _refused(path, too_much_memory(), text) from None
    except RefusedError as error:
        raise _refused(path, error, text) from None


def _bytes(path: Path) -> bytes:
    if str(path) == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise too_large(len(data) if str(path) == STANDARD_INPUT else path.stat().st_size)
    return data


def _refused(path: Path, error: RefusedError, text: Catalogue) -> ContractError:
    fault = text(error.problem, **error.values)
    return ContractError(text("contracts-cli-unreadable", file=str(path), fault=fault))


def _as_json(text: Catalogue, changes: Sequence[Change], counts: dict[Grade, int]) -> str:
    listed = [_published(text, each) for _, several in by_operation(changes) for each in several]
    totals = {grade.value: counts[grade] for grade in Grade}
    return json.dumps({"changes": listed, **totals}, ensure_ascii=False, indent=2) + "\n"


def _published(text: Catalogue, change: Change) -> dict[str, str]:
    """Return the places of a change: GraphQL's have coordinates, and name who leads there."""
    operation, place = change.operation, change.place
    said = describe_change(text, change, escape=False)
    if change.rule.startswith(GRAPHQL) and operation not in change.touches:
        place = operation
        where = name_changed(text, place, [change])
        said = text("contracts-change-line", place=where, change=said)
        if len(change.touches) == 1:
            operation = change.touches[0]
    return {
        "operation": operation,
        "place": place,
        "grade": change.grade.value,
        "was": change.was,
        "is": change.is_,
        "message": f"{said}. {explain_change(text, change)}",
    }


def _as_text(text: Catalogue, changes: Sequence[Change], counts: dict[Grade, int]) -> str:
    if not changes:
        return text("contracts-cli-same") + "\n"
    totals = {grade.value: counts[grade] for grade in Grade}
    return "\n".join([*_lines(text, changes), text("contracts-cli-totals", **totals)]) + "\n"


def _lines(text: Catalogue, changes: Sequence[Change]) -> Iterator[str]:
    for key, several in by_operation(changes):
        yield name_changed(text, key, several)
        for each in several:
            grade = name_grade(text, each.grade)
            yield f"  {grade}: {describe_change(text, each, escape=False)}"
            yield f"    {explain_change(text, each)}"
