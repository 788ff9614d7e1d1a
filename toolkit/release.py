"""A release directory: written aside and renamed when it is whole, opened by its manifest, never changed afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from toolkit.article import Rejection
from toolkit.contracts import TABLES
from toolkit.errors import UsageError

MANIFEST = "manifest.json"
REJECTIONS = "rejections.jsonl"
CARD = "README.md"
DATASHEET = "DATASHEET.md"
MANIFEST_FORMAT = 1


@contextmanager
def new_release(out: Path, name: str, version: str, *, overwrite: bool) -> Iterator[Path]:
    """A folder to write into; on leaving, the folder `release` in it becomes `out/name/version` in one rename.

    Whatever happens inside, `out` then holds the new release, or exactly what it held before. Raises UsageError where
    the version is already there and `overwrite` is false.
    """
    target = out / name / version
    if target.exists() and not overwrite:
        raise UsageError(
            f"{target}: this version exists, and a release is never changed; choose another --version, "
            "or --overwrite to replace it"
        )
    made = [folder for folder in (target.parent, *target.parent.parents) if not folder.exists()]
    try:
        out.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{name}-{version}-", dir=out))
    except OSError as error:
        raise UsageError(f"{out}: cannot be written to ({error.strerror}); name another folder with --out") from error
    try:
        yield aside
        _move(aside / "release", target, aside / "replaced")
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        for folder in made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def _move(new: Path, target: Path, replaced: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # A folder from mkdtemp is the owner's alone; a release is for others to read, as any new folder is.
    new.chmod(0o777 & ~_umask())
    if target.exists():
        target.rename(replaced)
    try:
        new.rename(target)
    except OSError as error:
        if replaced.exists():
            replaced.rename(target)
        raise UsageError(f"{target}: appeared while it was being built; choose another --version") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_text(path: Path, text: str) -> None:
    """UTF-8 with "\\n" as line end, on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: Path, value: object) -> None:
    """JSON for people and machines: indented, keys in the order given, one line end at the end."""
    write_text(path, json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def rejection_line(rejection: Rejection) -> str:
    """The rejection as a line of rejections.jsonl."""
    row = {
        "reason": str(rejection.reason),
        "path": rejection.path,
        "line": rejection.line,
        "source_id": rejection.source_id,
        "detail": rejection.detail,
    }
    return json.dumps(row, ensure_ascii=False) + "\n"


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_entries(folder: Path) -> list[dict[str, Any]]:
    """Path, size in bytes and SHA-256 of every file of a release but the manifest itself, in order of their paths."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [
        {"path": path, "bytes": (folder / path).stat().st_size, "sha256": sha256_of(folder / path)}
        for path in paths
        if path != MANIFEST
    ]


@dataclass(frozen=True)
class Release:
    """A release as it lies on the disk. Nothing is believed: `validate` compares all of it."""

    folder: Path

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """manifest.json. Raises UsageError where the folder is no release."""
        path = self.folder / MANIFEST
        try:
            manifest = json.loads(path.read_bytes())
        except FileNotFoundError as error:
            raise UsageError(f"{self.folder}: holds no {MANIFEST}; name the folder of a release") from error
        except (OSError, ValueError) as error:
            raise UsageError(f"{path}: cannot be read ({error}); the release is damaged, build it again") from error
        if not isinstance(manifest, dict) or manifest.get("format") != MANIFEST_FORMAT:
            raise UsageError(f"{path}: is not a manifest of format {MANIFEST_FORMAT}; build the release again")
        return manifest

    def data_files(self, table: str) -> dict[str, list[Path]]:
        """Split to Parquet files of the table, in order, as they are in the folder."""
        found: dict[str, list[Path]] = {}
        for path in sorted((self.folder / "data" / table).glob("*-of-*.parquet")):
            found.setdefault(path.name.split("-")[0], []).append(path)
        return found

    @property
    def splits(self) -> list[str]:
        """The splits that any table has, in the customary order."""
        names = {split for table in TABLES for split in self.data_files(table)}
        order = {"train": 0, "validation": 1, "test": 2}
        return sorted(names, key=lambda name: (order.get(name, 3), name))


def data_hash(files: list[dict[str, Any]]) -> str:
    """SHA-256 over the names and hashes of the data files: the same for the same data, whatever the prose says."""
    lines = [f"{each['sha256']}  {each['path']}\n" for each in files if each["path"].startswith("data/")]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
