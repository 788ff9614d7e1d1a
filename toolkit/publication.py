"""What publishing a release will change: every file of it, and of the repository, put side by side. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from toolkit.release import HUB_FILES, MANIFEST, Release, file_paths

if TYPE_CHECKING:
    from toolkit.far_side import Gated, RemoteFile, State

Status = Literal["new", "changed", "unchanged", "removed"]
STATUSES: tuple[Status, ...] = ("new", "changed", "unchanged", "removed")
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file of the release: its size in bytes, its SHA-256, and git's hash of it as a blob."""

    bytes: int
    sha256: str
    blob: str

    def is_at(self, remote: RemoteFile | None) -> bool:
        """Whether the Hub's file holds these very bytes."""
        if remote is None or remote.bytes != self.bytes:
            return False
        return remote.sha256 == self.sha256 if remote.sha256 else remote.blob == self.blob


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """What happens to one path; `bytes` is the size that it will have, or had where it is removed."""

    path: str
    bytes: int
    status: Status


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication as it is planned: what is on the Hub afterwards, and how it comes there."""

    name: str
    version: str
    repository: str
    endpoint: str
    create: bool
    """The repository is not there yet."""
    private: bool
    gated: Gated | None
    """As it will be."""
    files: tuple[PlannedFile, ...]
    tag: str
    tagged: bool
    """The tag is there already: `files` are compared with those that it names."""
    since: str | None
    """The newest version that is published."""

    @property
    def title(self) -> str:
        """Of the commit."""
        return f"{self.name} {self.version}"

    @property
    def changes(self) -> bool:
        """Whether a commit is needed."""
        return not self.tagged and any(file.status != "unchanged" for file in self.files)

    @property
    def visibility(self) -> str:
        """Who can read it, in a word or two."""
        return visibility(private=self.private, gated=self.gated)

    def of(self, status: Status) -> list[PlannedFile]:
        """The files of this status."""
        return [file for file in self.files if file.status == status]

    def as_json(self) -> dict[str, Any]:
        """The plan as a JSON object."""
        return {
            "name": self.name,
            "version": self.version,
            "repository": self.repository,
            "endpoint": self.endpoint,
            "create": self.create,
            "private": self.private,
            "gated": self.gated,
            "since": self.since,
            "title": self.title,
            "tag": self.tag,
            "tagged": self.tagged,
            "files": [{"path": file.path, "bytes": file.bytes, "status": file.status} for file in self.files],
        }


def visibility(*, private: bool, gated: Gated | None) -> str:
    """Who can read a repository, in a word or two."""
    return f"{'private' if private else 'public'}{f', gated ({gated})' if gated else ''}"


def local_files(release: Release) -> dict[str, LocalFile]:
    """Every file that is published, by its path: those of the release and its manifest, in order."""
    paths = sorted([*file_paths(release.folder), MANIFEST])
    return {path: _local(release.folder / path) for path in paths}


def _local(path: Path) -> LocalFile:
    size = path.stat().st_size
    sha256, blob = hashlib.sha256(), hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            sha256.update(piece)
            blob.update(piece)
    return LocalFile(size, sha256.hexdigest(), blob.hexdigest())


def identical(local: Mapping[str, LocalFile], remote: Mapping[str, RemoteFile]) -> bool:
    """Whether the Hub holds these very files, and no others but those that are its own."""
    return all(file.status == "unchanged" for file in compared(local, remote))


def compared(local: Mapping[str, LocalFile], remote: Mapping[str, RemoteFile]) -> tuple[PlannedFile, ...]:
    """What happens to each path, in order."""
    theirs = {path: file for path, file in remote.items() if path.split("/")[0] not in HUB_FILES}
    return tuple(_compared(path, local.get(path), theirs.get(path)) for path in sorted({*local, *theirs}))


def _compared(path: str, ours: LocalFile | None, theirs: RemoteFile | None) -> PlannedFile:
    if ours is None:
        assert theirs is not None
        return PlannedFile(path, theirs.bytes, "removed")
    status: Status = "new" if theirs is None else "unchanged" if ours.is_at(theirs) else "changed"
    return PlannedFile(path, ours.bytes, status)


def head_of(state: State | None) -> Mapping[str, RemoteFile]:
    """The files that the repository holds now."""
    return {} if state is None else state.files
