"""Names of files as the data set writes them: as text, and never absolute."""

from __future__ import annotations

import os
import re
from pathlib import Path


def printable(name: str) -> str:
    """A file's name as text; bytes that are not UTF-8 are written out as \\xff, so that no name is lost."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def file_names(printed: str) -> tuple[str, ...]:
    """The names that `printable` gives this text for: itself, and the one whose bytes were written out."""
    raw = re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes.fromhex(found[1].decode()), printed.encode())
    return tuple(dict.fromkeys((printed, os.fsdecode(raw))))


def base_name(source: Path) -> str:
    """What a SOURCE argument is called in the data set: its last part, and for "." and ".." the folder's own name."""
    name = source.name if source.name not in ("", "..") else Path(os.path.realpath(source)).name
    return printable(name) or "root"
