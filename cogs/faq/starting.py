"""The starter FAQ: entries for a community that begins, as files beside this one."""

from __future__ import annotations

from importlib.resources import files

FOLDER = "starter"


def starter_files() -> list[tuple[str, bytes]]:
    """Name and content of each entry's file, in the order of their names."""
    folder = files(__package__ or "cogs.faq").joinpath(FOLDER)
    found = (file for file in folder.iterdir() if file.name.endswith(".md"))
    return sorted((file.name, file.read_bytes()) for file in found)
