"""How the text of FAQ entries, revisions and suggestions stands in columns."""

from __future__ import annotations

import json

from domain.faq.entries import EntryText, FileRef
from domain.faq.rules import title_key


def columns_of(text: EntryText) -> dict[str, object]:
    """The parameters `title`, `title_key`, `answer`, `topics`, `aliases` and `files`."""
    return {
        "title": text.title,
        "title_key": title_key(text.title),
        "answer": text.answer,
        "topics": "\n".join(text.topics),
        "aliases": "\n".join(text.aliases),
        "files": json.dumps([[f.name, f.digest] for f in text.files], ensure_ascii=False),
    }


def text_of(title: str, answer: str, topics: str, aliases: str, files: str) -> EntryText:
    """The text that these columns hold."""
    return EntryText(
        title,
        answer,
        tuple(topics.split("\n")) if topics else (),
        tuple(aliases.split("\n")) if aliases else (),
        tuple(FileRef(name, digest) for name, digest in json.loads(files)),
    )
