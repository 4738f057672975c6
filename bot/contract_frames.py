"""Frames between the bot and the process that reads contracts: lines of JSON, then bytes.

Never pickles: the process works on what strangers uploaded.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from domain.contracts.changes import Change, Grade
from domain.contracts.model import Kind, SecurityScheme
from domain.contracts.reading.bounds import RefusedError
from domain.contracts.uploads import Comparison, Fault, OperationEntry, Secret, Upload

COMPARE, READ = "compare", "read"
TOO_LONG = 75
"""The exit code of a process that ended itself, its processor time used up."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job of the process: read `document`, or compare `old` with the model `document`."""

    work: str
    today: date
    document: bytes
    old: bytes = b""
    """A stored model; empty: none."""
    most_changes: int = 0
    """Number of changes it gives back, the gravest first; all are counted."""


def write_job(job: Job) -> bytes:
    """Write the bytes of a job."""
    head = [job.work, job.today.isoformat(), len(job.old), job.most_changes]
    return json.dumps(head).encode() + b"\n" + job.old + job.document


def read_job(data: bytes) -> Job:
    """Read the job that `write_job` wrote."""
    head, _, rest = data.partition(b"\n")
    work, today, size, most = json.loads(head)
    return Job(work, date.fromisoformat(today), rest[size:], rest[:size], most)


def write_refusal(error: RefusedError) -> bytes:
    """Write the bytes that say why a document is refused."""
    return json.dumps({"refused": error.problem, "values": error.values}).encode()


def write_comparison(comparison: Comparison) -> bytes:
    """Write the bytes of a comparison alone."""
    return json.dumps({"comparison": _pack_comparison(comparison)}).encode()


def write_upload(upload: Upload) -> bytes:
    """Write the bytes of all that is stored of a document; long texts are lines of their own."""
    head = {
        "kind": upload.kind.value,
        "title": upload.title,
        "version": upload.version,
        "checksum": upload.checksum,
        "servers": list(upload.servers),
        "schemes": {
            name: [each.type, each.detail, list(each.scopes)]
            for name, each in upload.schemes.items()
        },
        "operations": [
            [each.key, each.match_key, each.summary, each.deprecated, each.words]
            for each in upload.operations
        ],
        "types": [name for name, _ in upload.types],
        "faults": [asdict(each) for each in upload.faults],
        "secrets": [asdict(each) for each in upload.secrets],
        "comparison": _pack_comparison(upload.comparison),
    }
    lines = [json.dumps(head)]
    lines += [each.detail for each in upload.operations]
    lines += [definition for _, definition in upload.types]
    return "\n".join(lines).encode() + b"\n" + upload.model


def read_comparison(data: bytes) -> Comparison:
    """Read the comparison that the process wrote; `RefusedError` where it refused."""
    return _comparison(_head(data)["comparison"])


def read_upload(data: bytes) -> Upload:
    """Read the upload that the process wrote; `RefusedError` where it refused the document."""
    first, _, rest = data.partition(b"\n")
    head = _head(first)
    count = len(head["operations"]) + len(head["types"])
    *lines, model = rest.split(b"\n", count)
    texts = [line.decode() for line in lines]
    details, definitions = texts[: len(head["operations"])], texts[len(head["operations"]) :]
    return Upload(
        kind=Kind(head["kind"]),
        title=head["title"],
        version=head["version"],
        checksum=head["checksum"],
        servers=tuple(head["servers"]),
        schemes={
            name: SecurityScheme(kind, detail, tuple(scopes))
            for name, (kind, detail, scopes) in head["schemes"].items()
        },
        operations=tuple(
            OperationEntry(key, match, summary, deprecated, words, detail)
            for (key, match, summary, deprecated, words), detail in zip(
                head["operations"], details, strict=True
            )
        ),
        types=tuple(zip(head["types"], definitions, strict=True)),
        model=model,
        faults=tuple(Fault(**each) for each in head["faults"]),
        secrets=tuple(Secret(**each) for each in head["secrets"]),
        comparison=_comparison(head["comparison"]),
    )


def _head(data: bytes) -> dict[str, Any]:  # Any: JSON that this module wrote
    head: dict[str, Any] = json.loads(data)
    if "refused" in head:
        raise RefusedError(head["refused"], **head["values"])
    return head


def _pack_comparison(comparison: Comparison) -> dict[str, Any]:  # Any: JSON
    return {
        "changes": [asdict(each) for each in comparison.changes],
        "counts": {grade.value: count for grade, count in comparison.counts.items()},
    }


def _comparison(packed: dict[str, Any]) -> Comparison:  # Any: JSON
    return Comparison(
        changes=tuple(
            Change(**{**each, "grade": Grade(each["grade"]), "touches": tuple(each["touches"])})
            for each in packed["changes"]
        ),
        counts={Grade(grade): count for grade, count in packed["counts"].items()},
    )
