"""A source folder, walked in a stable order: every file that may hold articles, once, wherever its links lead."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.config import FILE_NAME as DATASET_FILE
from toolkit.corrections import FILE_NAME as CORRECTIONS_FILE
from toolkit.errors import UsageError
from toolkit.paths import base_name, printable
from toolkit.quality import FILE_NAME as EVALUATION_FILE
from toolkit.rejection import Address, Reason, Rejection
from toolkit.rights import FILE_NAME as SOURCES_FILE
from toolkit.rights import SourcesFile, load_sources_file
from toolkit.tombstones import FILE_NAME as WITHDRAWN_FILE
from toolkit.verdicts import FILE_NAME as AUDIT_FILE

_OWN = {DATASET_FILE, SOURCES_FILE, AUDIT_FILE, EVALUATION_FILE, CORRECTIONS_FILE, WITHDRAWN_FILE}
"""Files of the data set's maker, which are neither articles nor ignored."""
TEXT, LINES = ".txt", ".jsonl"
_Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold records: `path` is its name in the data set, `local` its path within the source folder."""

    file: Path
    path: str
    local: str
    sources: SourcesFile


def is_article(path: Path) -> bool:
    """Whether the name is that of a file with articles."""
    return path.suffix.lower() in (TEXT, LINES)


def check_source(source: Path) -> int:
    """The mode of a SOURCE that can be read from. Raises UsageError where there is none, or it is no folder or file."""
    try:
        mode = source.stat().st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UsageError(f"{source}: there is no such file or folder; name one that exists") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{source}: cannot be read ({reason}); name a file or folder that can") from error
    if not stat.S_ISDIR(mode) and not (stat.S_ISREG(mode) and is_article(source)):
        raise UsageError(f"{source}: is no folder, .txt or .jsonl file; name one, or - for JSONL on standard input")
    return mode


class Walk:
    """What one SOURCE holds, in order of names, depth first. `ignored` counts the files that are no articles.

    Hidden files are passed over, and what `exclude` in sources.toml names, and the folder `skip`. A link is followed
    within the source only, and to a folder only where that is not read at its own place (a hidden one).
    """

    def __init__(self, source: Path, skip: Path | None = None) -> None:
        self.ignored = 0
        self._source, self._name = source, base_name(source)
        self._folder = stat.S_ISDIR(check_source(source))
        self._sources = load_sources_file(source if self._folder else source.parent)
        self._real = Path(os.path.realpath(source))
        self._skip = _identity(skip.stat()) if skip and skip.is_dir() else None
        self._read: set[_Identity] = set()

    def __iter__(self) -> Iterator[Found | Rejection]:
        if not self._folder:
            yield Found(self._source, self._name, self._name, self._sources)
            return
        self._read.add(_identity(self._source.stat()))
        waiting: list[Path] = []
        yield from self._enter(self._source, waiting)
        while waiting:
            yield from self._visit(waiting.pop(), waiting)

    def _enter(self, folder: Path, waiting: list[Path]) -> Iterator[Rejection]:
        """Put what the folder holds on top of the stack, the first name uppermost."""
        try:
            names = sorted((entry.name for entry in os.scandir(folder)), reverse=True)
        except OSError as error:
            yield self._address(folder).reject(Reason.UNREADABLE, error.strerror or str(error))
            return
        paths = (folder / name for name in names if not name.startswith("."))
        waiting += (path for path in paths if not self._sources.excludes(self._local(path)))

    def _visit(self, path: Path, waiting: list[Path]) -> Iterator[Found | Rejection]:
        try:
            link = stat.S_ISLNK(path.lstat().st_mode)
            status = path.stat()
        except OSError as error:
            reason = Reason.LINK_CYCLE if error.errno == errno.ELOOP else Reason.UNREADABLE
            yield self._address(path).reject(reason, error.strerror or str(error))
            return
        folder, identity = stat.S_ISDIR(status.st_mode), _identity(status)
        if folder and identity == self._skip:
            return
        if not folder and (not is_article(path) or _is_no_article(path)):
            self.ignored += path.name not in _OWN
        elif link and (rejection := self._bad_link(path, folder=folder)):
            yield rejection
        elif not folder:
            yield self._file(path, status.st_mode)
        elif identity in self._read:
            yield self._address(path).reject(Reason.LINK_CYCLE, "a folder that was read already, through a link")
        else:
            self._read.add(identity)
            yield from self._enter(path, waiting)

    def _bad_link(self, path: Path, *, folder: bool) -> Rejection | None:
        target = Path(os.path.realpath(path))
        if not target.is_relative_to(self._real):
            return self._address(path).reject(Reason.LINK_OUTSIDE, "the link leads out of the source folder")
        local = target.relative_to(self._real)
        hidden = any(part.startswith(".") for part in local.parts) or self._sources.excludes(printable(str(local)))
        if folder and not hidden:
            return self._address(path).reject(Reason.LINK_CYCLE, "the link leads to a folder that is read elsewhere")
        return None

    def _file(self, path: Path, mode: int) -> Found | Rejection:
        address = self._address(path)
        if not stat.S_ISREG(mode):
            return address.reject(Reason.NOT_A_FILE, "a pipe, socket or device, not a file")
        return Found(path, address.path, self._local(path), self._sources)

    def _local(self, path: Path) -> str:
        return printable(path.relative_to(self._source).as_posix())

    def _address(self, path: Path) -> Address:
        return Address(self._name if path == self._source else f"{self._name}/{self._local(path)}")


def _is_no_article(path: Path) -> bool:
    """Whether it is one of the files that may lie beside dataset.toml, and lies there."""
    return path.name in (CORRECTIONS_FILE, WITHDRAWN_FILE) and path.with_name(DATASET_FILE).is_file()


def _identity(status: os.stat_result) -> _Identity:
    return status.st_dev, status.st_ino
