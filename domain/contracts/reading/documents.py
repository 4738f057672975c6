"""A document from its bytes to what is stored and said of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

import zstandard

from domain.contracts.codec import pack_contract, pack_operation, unpack_contract
from domain.contracts.model import Contract, Json, Kind
from domain.contracts.reading.bounds import RefusedError
from domain.contracts.reading.detection import detect_kind, looks_like_query, looks_like_sdl
from domain.contracts.reading.faults import Faults, gather_alike
from domain.contracts.reading.lines import find_lines
from domain.contracts.reading.redaction import Redaction, Taken
from domain.contracts.reading.relaxed import relax
from domain.contracts.reading.rest import read_rest
from domain.contracts.reading.text import decode_text
from domain.contracts.reading.trees import Path, check_bounds, read_json, read_yaml
from domain.contracts.uploads import (
    Fault,
    OperationEntry,
    Secret,
    Upload,
    match_key,
    words_of,
)

MOST_MODEL: Final = 64 * 1024 * 1024
"""Bytes of a model when it is unpacked."""
VALIDATOR: Final = frozenset({"invalid", "invalid-at"})
"""Rules of the validator; where the reader has its own word for a line, that is it."""
NAMES: Final = ("name", "key", "operationId", "title")
MOST_PLACE: Final = 120


@dataclass(frozen=True, slots=True)
class Reading:
    """A contract, and what was noted while it was read."""

    contract: Contract
    faults: tuple[Fault, ...]
    secrets: tuple[Secret, ...]


def read_document(data: bytes, look: Callable[[], None] = lambda: None) -> Reading:
    """Read a document of any kind; `RefusedError` for what is none, or breaks a bound.

    Its validation calls `look` at every step, and ends with a warning once that raises
    `OutOfTimeError`.
    """
    return _told(data, look)


def read_contract(data: bytes) -> Contract:
    """Read what a document says, unchecked against the published rules; `RefusedError` as above."""
    return _told(data, None).contract


def _told(data: bytes, look: Callable[[], None] | None) -> Reading:
    try:
        return _read(decode_text(data), look)
    except RefusedError as error:
        raise RefusedError(error.problem, **_presentable(error.values)) from None


def _read(text: str, look: Callable[[], None] | None) -> Reading:
    faults, redaction = Faults(), Redaction()
    if looks_like_sdl(text):
        from domain.contracts.reading.graphql import read_sdl  # noqa: PLC0415 - 100 ms that REST doesn't need

        contract = read_sdl(redaction.schema(text), faults)
        return Reading(contract, _listed(faults, {}), _secrets_of_schema(redaction))
    if looks_like_query(text):
        raise RefusedError("contracts-refused-query")
    text, raw, is_json = _tree(text, faults)
    check_bounds(raw)
    tree = redaction.repeated(redaction.tree(raw))
    kind = detect_kind(tree, faults)
    assert isinstance(tree, dict)  # noqa: S101 - detect_kind has refused all else
    contract = _contract(tree, kind, faults, redaction)
    if look is not None and not kind.is_graphql and not kind.is_collection:
        from domain.contracts.reading.validation import validate  # noqa: PLC0415 - 200 ms that a comparison doesn't need

        validate(tree, kind, faults, look)
    paths = [each.path for each in faults.found] + [each.path for each in redaction.taken]
    lines = find_lines(text, paths, is_json=is_json) if paths else {}
    is_one_line = "\n" not in text.strip()
    listed = _listed(faults, lines, is_one_line=is_one_line)
    return Reading(contract, listed, _secrets(redaction, lines, tree))


def _tree(text: str, faults: Faults) -> tuple[str, Json, bool]:
    """Return a JSON or YAML text, its values, and whether it is JSON.

    What looks like JSON and is not may have comments, or be YAML's flow style.
    """
    if text.lstrip()[:1] not in ("{", "["):
        return text, read_yaml(text, faults.located), False
    try:
        return text, read_json(text, faults.located), True
    except RefusedError as error:
        if error.problem != "contracts-refused-json":
            raise
        found = _nearly_json(text, faults)
        if found is None:
            raise
        line, fault = error.values["line"], str(error.values["fault"])
        rule = "relaxed-json" if found[2] else "not-quite-json"
        faults.located.append(
            Fault(rule, line if isinstance(line, int) else None, {"fault": fault})
        )
        return found


def _nearly_json(text: str, faults: Faults) -> tuple[str, Json, bool] | None:
    relaxed = relax(text).text
    with suppress(RefusedError):
        return relaxed, read_json(relaxed, faults.located), True
    with suppress(RefusedError):
        return text, read_yaml(text, faults.located), False
    return None


def _contract(tree: dict[str, Json], kind: Kind, faults: Faults, redaction: Redaction) -> Contract:
    if kind is Kind.GRAPHQL_INTROSPECTION:
        from domain.contracts.reading.graphql import read_introspection  # noqa: PLC0415 - as above

        return read_introspection(tree, faults)
    if kind.is_collection:
        from domain.contracts.reading.collections import read_collection  # noqa: PLC0415 - as above

        return read_collection(tree, kind, faults, redaction)
    return read_rest(tree, kind, faults)


def _listed(
    faults: Faults, lines: dict[Path, int], *, is_one_line: bool = False
) -> tuple[Fault, ...]:
    """Faults by line, those about the whole document first, and those that are alike as one.

    Where the reader has its own word for a line, or in a document of one line for a place, the
    validator's is left out.
    """
    known = [each.path for each in faults.found if each.rule not in VALIDATOR and each.path]
    found = [
        Fault(each.rule, lines.get(each.path) if each.path else None, dict(each.values))
        for each in faults.found
        if not (is_one_line and each.rule in VALIDATOR and _is_near(each.path, known))
    ]
    located = [replace(each, values=_presentable(each.values)) for each in faults.located]
    ours = {fault.line for fault in (*located, *found) if fault.rule not in VALIDATOR}
    if not is_one_line:
        found = [each for each in found if each.rule not in VALIDATOR or each.line not in ours]
    listed = sorted(located + found, key=lambda fault: fault.line or 0)
    return tuple(gather_alike(listed, faults.left_out))


def _is_near(path: Path, others: Iterable[Path]) -> bool:
    """Tell whether one of the others is around a path, or within it."""
    steps = tuple(map(str, path))
    return any(
        all(one == other for one, other in zip(steps, map(str, each), strict=False))
        for each in others
    )


def _presentable(values: Mapping[str, object]) -> dict[str, Any]:  # Any: what is said of a fault
    """Values of what is said of a document, without secrets of the document."""
    redaction = Redaction()
    return {
        name: (redaction.line(value) if name == "text" else redaction.text(value))
        if isinstance(value, str)
        else value
        for name, value in values.items()
    }


def _secrets_of_schema(redaction: Redaction) -> tuple[Secret, ...]:
    return tuple(
        Secret(each.kind, "", each.hint, int(each.path[0]), each.count)
        for each in _gravest(redaction)
    )


def _secrets(redaction: Redaction, lines: dict[Path, int], tree: Json) -> tuple[Secret, ...]:
    return tuple(
        Secret(each.kind, _spoken(each.path, tree), each.hint, lines.get(each.path), each.count)
        for each in _gravest(redaction)
    )


def _gravest(redaction: Redaction) -> list[Taken]:
    """Sort secrets: what can be revoked comes before addresses."""
    return sorted(redaction.taken, key=lambda taken: taken.kind == "email")


def _spoken(path: Path, tree: Json) -> str:
    """Return a path as people read it: items of lists by their names, where they have any."""
    words: list[str] = []
    value = tree
    for part in path:
        if isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
            names = [value.get(name) for name in NAMES] if isinstance(value, dict) else []
            named = next((str(name) for name in names if isinstance(name, str) and name), "")
            words.append(f'"{named[:40]}"' if named else str(part + 1))
        else:
            value = value.get(str(part)) if isinstance(value, dict) else None
            words.append(Redaction().text(str(part))[:60])  # it may be a secret itself
    spoken = " > ".join(words)
    return spoken if len(spoken) <= MOST_PLACE else f"… {spoken[-MOST_PLACE:]}"


def prepare_upload(reading: Reading) -> Upload:
    """Return what is stored of a contract that was read."""
    contract = reading.contract
    packed = _json(pack_contract(contract)).encode()
    return Upload(
        kind=contract.kind,
        title=contract.title,
        version=contract.version,
        checksum=hashlib.sha256(packed).hexdigest(),
        servers=contract.servers,
        schemes=contract.schemes,
        operations=tuple(
            OperationEntry(
                key=each.key,
                match_key=match_key(each.key),
                summary=each.summary or each.name,
                deprecated=each.deprecated,
                words=words_of(each),
                detail=_json(pack_operation(each)),
            )
            for each in contract.operations
        ),
        types=tuple((name, _json(schema)) for name, schema in contract.types.items()),
        model=zstandard.compress(packed),
        faults=reading.faults,
        secrets=reading.secrets,
    )


def thaw(model: bytes) -> Contract:
    """Return the contract of a stored model."""
    packed = zstandard.ZstdDecompressor().decompress(model, max_output_size=MOST_MODEL)
    return unpack_contract(json.loads(packed))


def _json(value: object) -> str:
    """JSON of which equal values always have the same text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
