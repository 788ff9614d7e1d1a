"""What a Hub keeps: repositories as lists of commits over a folder of objects. No HTTP here."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DATE = "2031-01-01T00:00:00.000Z"
LFS_BYTES = 10 * 1024 * 1024
"""From this size on a file goes through LFS, whatever it holds."""


class Refusal(Exception):
    """The Hub says no: a status of HTTP, the code that clients look at, and a sentence."""

    def __init__(self, status: int, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class File:
    """A file of a commit. `oid` is git's SHA-1 of the blob; `lfs` says that the file went through LFS."""

    path: str
    sha256: str
    size: int
    oid: str
    lfs: bool

    @property
    def etag(self) -> str:
        """What clients name a cached copy after."""
        return self.sha256 if self.lfs else self.oid

    def as_json(self, expand: Mapping[str, Any] | None) -> dict[str, Any]:
        """The file as `tree` and `paths-info` list it; `expand` is the last commit."""
        linked = {"lfs": {"oid": self.sha256, "size": self.size, "pointerSize": 134}} if self.lfs else {}
        last = {"lastCommit": expand} if expand else {}
        return {"type": "file", "oid": self.oid, "size": self.size, "path": self.path, **linked, **last}


@dataclass(frozen=True, slots=True)
class Commit:
    """One state of a repository: its files by their paths."""

    oid: str
    parent: str | None
    title: str
    files: Mapping[str, File]

    def as_json(self) -> dict[str, Any]:
        """The commit as `tree` names it."""
        return {"id": self.oid, "title": self.title, "date": DATE}


@dataclass(slots=True)
class Repository:
    """A data set's commits, from the first on, and the names of some of them."""

    name: str
    private: bool = False
    gated: str | bool = False
    """`auto` or `manual` where readers must agree to terms, or be let in."""
    commits: dict[str, Commit] = field(default_factory=dict)
    branches: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)

    def at(self, revision: str) -> Commit:
        """The commit that a branch, a tag or an oid names."""
        oid = self.branches.get(revision) or self.tags.get(revision) or revision
        if oid not in self.commits:
            raise Refusal(404, f"Invalid rev id: {revision}", "RevisionNotFound")
        return self.commits[oid]

    def add(self, branch: str, title: str, files: Mapping[str, File]) -> Commit:
        """Put a commit on top of a branch."""
        parent = self.branches.get(branch)
        what = [parent, title, len(self.commits), sorted((each.path, each.sha256) for each in files.values())]
        commit = Commit(hashlib.sha1(json.dumps(what).encode()).hexdigest(), parent, title, dict(files))
        self.commits[commit.oid] = commit
        self.branches[branch] = commit.oid
        return commit

    def history(self, revision: str) -> Iterator[Commit]:
        """The commit and those before it."""
        oid: str | None = self.at(revision).oid
        while oid is not None:
            yield self.commits[oid]
            oid = self.commits[oid].parent

    def tag(self, name: str, revision: str) -> None:
        """Name a commit, once and for all."""
        if name in self.tags:
            raise Refusal(409, f"Tag reference exists already: {name}")
        self.tags[name] = self.at(revision).oid


class Store:
    """All repositories, and their files by SHA-256 in a folder; `lock` is held while a route looks or changes."""

    def __init__(self, folder: Path) -> None:
        self.objects = folder
        self.objects.mkdir(parents=True, exist_ok=True)
        self.repositories: dict[str, Repository] = {}
        self.lock = threading.RLock()

    def object(self, sha256: str) -> Path:
        """Where the bytes with this hash are, or would be."""
        return self.objects / sha256

    def put(self, content: bytes) -> str:
        """Keep bytes; their SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        self.object(sha256).write_bytes(content)
        return sha256

    def file(self, path: str, sha256: str, *, lfs: bool) -> File:
        """A file of a commit whose bytes are here."""
        if not self.object(sha256).is_file():
            raise Refusal(400, f"LFS object {sha256} of {path} was never uploaded")
        content = self.object(sha256).read_bytes()
        if lfs:  # git itself holds a pointer
            pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {len(content)}\n".encode()
        blob = pointer if lfs else content
        oid = hashlib.sha1(b"blob %d\0%b" % (len(blob), blob)).hexdigest()
        return File(path, sha256, len(content), oid, lfs)

    def create(self, name: str, *, private: bool = False) -> Repository:
        """A new repository, with the commit that a Hub begins one with."""
        repository = self.repositories[name] = Repository(name, private)
        attributes = self.file(
            ".gitattributes", self.put(b"*.parquet filter=lfs diff=lfs merge=lfs -text\n"), lfs=False
        )
        repository.add("main", "initial commit", {attributes.path: attributes})
        return repository

    def commit(self, repository: Repository, branch: str, lines: Iterable[Mapping[str, Any]]) -> Commit:
        """What POST commit does: a header, then operations, all of them or none."""
        files = dict(repository.at(branch).files)
        title = ""
        for line in lines:
            value = line["value"]
            match line["key"]:
                case "header":
                    title = value["summary"]
                    if value.get("parentCommit") not in (None, repository.at(branch).oid):
                        raise Refusal(412, "A commit has happened since. Please refresh and try again.")
                case "file":
                    files[value["path"]] = self.file(
                        value["path"], self.put(base64.b64decode(value["content"])), lfs=False
                    )
                case "lfsFile":
                    files[value["path"]] = self.file(value["path"], value["oid"], lfs=True)
                case "deletedFile":
                    if files.pop(value["path"], None) is None:
                        raise Refusal(404, f"{value['path']} does not exist", "EntryNotFound")
                case "deletedFolder":
                    inside = value["path"].rstrip("/") + "/"
                    files = {path: file for path, file in files.items() if not path.startswith(inside)}
                case other:
                    raise Refusal(400, f"unknown operation {other}")
        if branch not in repository.branches:
            raise Refusal(400, f"{branch} is no branch")
        return repository.add(branch, title, files)


def wants_lfs(path: str, size: int, sample: bytes) -> bool:
    """Whether a Hub would keep this file in LFS: data formats, binary files and large ones."""
    return path.endswith(".parquet") or size > LFS_BYTES or b"\0" in sample


def entries(files: Mapping[str, File], folder: str, *, recursive: bool) -> list[File | str]:
    """The files and the folders (as paths) in a folder, in order."""
    inside = f"{folder}/" if folder else ""
    found: dict[str, File | str] = {}
    for path, file in files.items():
        if path.startswith(inside):
            parts = path[len(inside) :].split("/")
            for depth in range(1, len(parts) if recursive else min(len(parts), 2)):
                above = inside + "/".join(parts[:depth])
                found[above] = above
            if recursive or len(parts) == 1:
                found[path] = file
    if folder and not found:
        raise Refusal(404, f"{folder} does not exist", "EntryNotFound")
    return [found[path] for path in sorted(found)]
