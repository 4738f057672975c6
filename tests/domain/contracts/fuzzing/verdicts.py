"""What must hold of any bytes that somebody uploads: a clear refusal, or a contract that works.

A contract that works can be thawed, compared with itself and with another, and all that the bot
says of it can be said in every language and within Discord's limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from time import perf_counter
from typing import Final

from bot.contract_frames import READ, Job, read_upload
from bot.contract_worker import perform
from cogs.contracts.examples import MESSAGE_LIMIT, describe_example
from cogs.contracts.notes import describe_fault, describe_secret
from cogs.contracts.outline import MOST_PAGES, PAGE_LIMIT, describe_operation
from cogs.contracts.words import describe_change, explain_change
from cogs.core.text import LANGUAGES, Catalogue, Catalogues
from domain.apis import StoredOperation
from domain.contracts.changes import Change
from domain.contracts.comparison import compare_contracts
from domain.contracts.examples.forms import Form
from domain.contracts.examples.outcomes import build_example
from domain.contracts.examples.records import Outcome
from domain.contracts.model import Contract
from domain.contracts.reading.bounds import SECONDS, RefusedError
from domain.contracts.reading.documents import thaw
from domain.contracts.uploads import Upload

TODAY: Final = date(2026, 3, 1)
MOST_CHANGES: Final = 200
MOST_ATTACHED: Final = 8 * 1024 * 1024
MOST_FILE_NAME: Final = 100
CATALOGUES: Final = tuple(Catalogues.load().of(language) for language in LANGUAGES)


def read(document: bytes, since: bytes = b"") -> Upload:
    """A document as the reading process reads it, but here; `RefusedError` where it refuses."""
    start = perf_counter()
    answer = perform(Job(READ, TODAY, document, since, MOST_CHANGES))
    assert perf_counter() - start < SECONDS
    return read_upload(answer)


def judge(document: bytes, since: bytes = b"", most_operations: int = 20) -> Upload | None:
    """Check all that must hold of a document; None where it is refused, and says why.

    `since` is the stored model that it is compared with; of `most_operations` everything is said.
    """
    try:
        upload = read(document, since)
    except RefusedError as error:
        check_refusal(error)
        return None
    check_upload(upload, most_operations)
    return upload


def check_refusal(error: RefusedError) -> None:
    """People can read why, in every language."""
    for text in CATALOGUES:
        assert error.problem in text, error.problem
        _fits(text(error.problem, **error.values))


def check_upload(upload: Upload, most_operations: int = 20) -> None:
    """The upload holds together, and all that the bot says of it can be said."""
    contract = thaw(upload.model)
    assert [each.key for each in contract.operations] == [each.key for each in upload.operations]
    assert compare_contracts(contract, contract, today=TODAY) == ()
    stored = _encodable(upload)
    assert stored
    for text in CATALOGUES:
        for fault in upload.faults:
            _fits(describe_fault(text, fault))
        for secret in upload.secrets:
            _fits(describe_secret(text, secret))
        check_changes(text, upload.comparison.changes)
    for operation in _operations(contract, most_operations):
        check_operation(operation)


def check_changes(text: Catalogue, changes: tuple[Change, ...]) -> None:
    """Each change can be described, and its grade explained."""
    for change in changes:
        _fits(describe_change(text, change))
        assert explain_change(text, change)


def check_operation(stored: StoredOperation) -> None:
    """The outline and every example of an operation can be shown."""
    for text in CATALOGUES:
        pages = describe_operation(text, stored)
        assert 1 <= len(pages) <= MOST_PAGES
        for page in pages:
            _fits(page, PAGE_LIMIT)
    for outcome in Outcome:
        example = build_example(stored, outcome, "https://api.example.com")
        for text in CATALOGUES:
            for form in Form:
                content = describe_example(text, stored, example, form)
                _fits(content.text)
                for name, data in content.files:
                    assert 0 < len(name) <= MOST_FILE_NAME
                    assert 0 < len(data) <= MOST_ATTACHED


def _operations(contract: Contract, most: int) -> Iterator[StoredOperation]:
    for operation in contract.operations[:most]:
        yield StoredOperation(
            api_id=1,
            contract_id=1,
            contract_number=1,
            operation=operation,
            types=contract.types,
            schemes=contract.schemes,
            servers=contract.servers,
            kind=contract.kind,
        )


def _encodable(upload: Upload) -> bytes:
    """What the database takes as text; half a surrogate pair is none."""
    texts = [upload.title, upload.version, *upload.servers, *upload.schemes]
    for entry in upload.operations:
        texts += [entry.key, entry.match_key, entry.summary, entry.words, entry.detail]
    for pair in upload.types:
        texts += pair
    return "\n".join(texts).encode()


def _fits(said: str, limit: int = MESSAGE_LIMIT) -> None:
    """It can be sent: not empty, not too long, and text that has an encoding."""
    assert said.strip()
    assert len(said) <= limit, (len(said), said[:200])
    assert said.encode()
