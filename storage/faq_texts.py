"""Texts of FAQ entries, revisions and suggestions in columns."""

from __future__ import annotations

import json

from domain.faq.entries import EntryText, FileRef
from domain.faq.rules import title_key
from storage.stamps import Row


def columns_of(text: EntryText) -> dict[str, object]:
    """Return the parameters `title`, `title_key`, `answer`, `topics`, `aliases` and `files`."""
    return {
        "title": text.title,
        "title_key": title_key(text.title),
        "answer": text.answer,
        "topics": "\n".join(text.topics),
        "aliases": "\n".join(text.aliases),
        "files": json.dumps([[f.name, f.digest] for f in text.files], ensure_ascii=False),
    }


def text_of(row: Row) -> EntryText:
    """Read the text of an entry, a revision or a suggestion."""
    return EntryText(
        row["title"],
        row["answer"],
        tuple(row["topics"].split("\n")) if row["topics"] else (),
        tuple(row["aliases"].split("\n")) if row["aliases"] else (),
        tuple(FileRef(name, digest) for name, digest in json.loads(row["files"])),
    )
