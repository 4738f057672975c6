"""Files of entries in one zip, and what a person may upload instead: one file, or a broken one."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from domain.errors import UserError
from domain.faq.files import (
    EntryFile,
    EntryFileError,
    from_json,
    from_markdown,
    to_json,
    to_markdown,
)
from domain.faq.plans import Fault, Read, fault_of
from domain.faq.rules import MAX_FILE_BYTES

MAX_ARCHIVE = 8 << 20
"""Bytes of an upload, at most."""
MAX_UNPACKED = 64 << 20
"""Bytes of its content, at most: a small zip can hold gigabytes of nothing."""
MOST_MEMBERS = 20_000
ENTRIES, ATTACHED, JSON_NAME = "entries", "files", "faq.json"
_ZIP = b"PK"
_DATE = (1980, 1, 1, 0, 0, 0)
"""Date of every file: the same entries make the same bytes."""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, LookupError, OverflowError),
)
"""Errors of `zipfile` for what it cannot read: for encrypted files a `RuntimeError`, for places
before the file's beginning a `ValueError`."""

Files = Sequence[tuple[str, bytes]]


@dataclass(slots=True)
class Archive:
    """An upload: entries, or their faults, and the files that belong to them."""

    read: list[Read] = field(default_factory=list)
    attached: dict[str, list[tuple[str, bytes]]] = field(default_factory=dict)


def unpack(name: str, data: bytes) -> Archive:
    """Read a zip, a Markdown file or a JSON document, told apart by what is in it.

    Raises `UserError` where nothing of it can be read.
    """
    if len(data) > MAX_ARCHIVE:
        raise UserError("faq-archive-too-large", most=f"{MAX_ARCHIVE >> 20} MiB")
    if not data.startswith(_ZIP):
        return Archive(list(_read_file(name, data)))
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise UserError("faq-archive-broken", name=name[:100]) from error
    with opened:
        return _unpack(opened)


def pack_markdown(files: Sequence[EntryFile], attached: Mapping[str, Files]) -> bytes:
    """Pack a zip with a Markdown file for each entry."""
    members = [(f"{ENTRIES}/{file.name}.md", to_markdown(file).encode()) for file in files]
    return _pack([*members, *_attached(attached)])


def pack_json(files: Sequence[EntryFile], attached: Mapping[str, Files]) -> bytes:
    """Pack a zip with one JSON document."""
    return _pack([(JSON_NAME, to_json(list(files)).encode()), *_attached(attached)])


def _attached(attached: Mapping[str, Files]) -> Iterator[tuple[str, bytes]]:
    for entry, files in attached.items():
        yield from ((f"{ATTACHED}/{entry}/{name}", data) for name, data in files)


def _pack(members: Sequence[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for path, data in members:
            info = zipfile.ZipInfo(path, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, data)
    return packed.getvalue()


def _unpack(opened: zipfile.ZipFile) -> Archive:
    members = [each for each in opened.infolist() if not each.filename.endswith("/")]
    if len(members) > MOST_MEMBERS:
        raise UserError("faq-archive-too-many", most=MOST_MEMBERS)
    archive, left = Archive(), MAX_UNPACKED
    for member in members:
        path = PurePosixPath(member.filename)
        if not path.name or path.parts[0] == "__MACOSX" or path.name.startswith("."):
            continue
        if not _is_safe(member.filename):
            fault = Fault("faq-file-bad-path", 1, {})
            archive.read.append(Read(member.filename[:100], fault))
            continue
        data = _member(opened, member, left)
        if isinstance(data, Fault):
            archive.read.append(Read(member.filename, data))
            continue
        left -= len(data)
        _sort(archive, path, data)
    return archive


def _sort(archive: Archive, path: PurePosixPath, data: bytes) -> None:
    if path.parts[0] == ATTACHED and len(path.parts) == 3:  # noqa: PLR2004 - files/<entry>/<name>
        archive.attached.setdefault(path.parts[1], []).append((path.name, data))
    elif path.suffix.lower() in (".md", ".json"):
        archive.read += _read_file(str(path), data)


def _is_safe(name: str) -> bool:
    """Tell whether a path stays inside its archive, on every system."""
    path = PurePosixPath(name)
    is_windows = "\\" in name or ":" in name
    return not (path.is_absolute() or ".." in path.parts or is_windows)


def _member(opened: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> bytes | Fault:
    """Read a file of a zip, never more than is allowed: its claimed size may be a lie."""
    try:
        with opened.open(member) as file:
            data = file.read(min(MAX_FILE_BYTES, left) + 1)
    except _BROKEN:
        return Fault("faq-file-unreadable", 1, {})
    if len(data) > left:
        raise UserError("faq-archive-too-large", most=f"{MAX_UNPACKED >> 20} MiB")
    if len(data) > MAX_FILE_BYTES:
        return Fault("faq-file-too-large", 1, {"most": f"{MAX_FILE_BYTES >> 20} MiB"})
    return data


def _read_file(path: str, data: bytes) -> Iterator[Read]:
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield Read(path, Fault("faq-file-not-utf8", line, {}))
        return
    try:
        if content.lstrip("\ufeff \t\r\n").startswith("{"):
            for number, entry in enumerate(from_json(content), 1):
                found = fault_of(entry) if isinstance(entry, EntryFileError) else entry
                yield Read(f"{path}#{number}", found)
        else:
            yield Read(path, from_markdown(content))
    except EntryFileError as error:
        yield Read(path, fault_of(error))
