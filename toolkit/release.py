"""A release as a folder: what its files are called, how they are written, and how they are read.

Nothing that a release says of itself is believed here: `validate` compares all of it with the data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.article import Reason, Rejection
from toolkit.contracts import (
    TABLES,
    Contract,
    Edition,
    contracts_of,
    edition_of,
    load_contracts,
    render,
    shaped,
    to_frame,
    to_polars,
    to_toml,
)
from toolkit.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

MANIFEST = "manifest.json"
REJECTIONS = "rejections.jsonl"
CARD = "README.md"
DATASHEET = "DATASHEET.md"
CROISSANT = "croissant.json"
DATAPACKAGE = "datapackage.json"
CITATION = "CITATION.cff"
CHANGELOG = "CHANGELOG.md"
VERIFIER = "verify.py"
MANIFEST_FORMAT = 1
HUB_FILES = {".gitattributes", ".cache", ".git"}
"""What the Hub adds to a repository, and its client to a copy of one: no part of the release."""
FRAME_ROWS = 65_536
"""Rows of a table that `Release.frames` gives at a time."""


# ---- writing


def write_text(path: Path, text: str) -> None:
    """UTF-8 with "\\n" as line end, on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: Path, value: object) -> None:
    """JSON for people and machines: indented, keys in the order given, one line end at the end."""
    write_text(path, json_text(value))


def json_text(value: object) -> str:
    """What `write_json` writes."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def verifier() -> bytes:
    """verify.py as it lies in every release: a program that checks one without this package."""
    return resources.files("toolkit.templates").joinpath(VERIFIER).read_bytes()


def contract_text(contract: Contract) -> bytes:
    """The contract as it lies in schemas/: the program's own file, and of one that was derived what it would be."""
    if contract == load_contracts()[contract.name]:
        return resources.files("toolkit.schemas").joinpath(f"{contract.name}.toml").read_bytes()
    return to_toml(contract).encode()


def write_program(folder: Path, contracts: Mapping[str, Contract]) -> None:
    """What a release has of this program: the contracts of its tables, each also as JSON Schema, and the verifier."""
    schemas = folder / "schemas"
    schemas.mkdir()
    for table, contract in contracts.items():
        (schemas / f"{table}.toml").write_bytes(contract_text(contract))
        write_text(schemas / f"{table}.schema.json", render(contract, "json-schema"))
    (folder / VERIFIER).write_bytes(verifier())


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


# ---- reading


def _in_order(splits: Iterable[str]) -> list[str]:
    order = {"train": 0, "validation": 1, "test": 2}
    return sorted(splits, key=lambda split: (order.get(split, 3), split))


def parse_rejection(line: bytes) -> Rejection | None:
    """What a line of rejections.jsonl says; None where it is no such line."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or set(row) != {"reason", "path", "line", "source_id", "detail"}:
        return None
    known = isinstance(row["reason"], str) and row["reason"] in set(Reason)
    texts = isinstance(row["path"], str) and isinstance(row["detail"], str)
    addressed = isinstance(row["line"], int | None) and isinstance(row["source_id"], str | None)
    if not (known and texts and addressed) or row["path"].startswith("/"):
        return None
    return Rejection(Reason(row["reason"]), row["path"], row["detail"], row["line"], row["source_id"])


def sha256_of(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_paths(folder: Path) -> list[str]:
    """The files of a release but the manifest itself, as POSIX paths within it, in order."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in files if path.parts[0] not in {MANIFEST, *HUB_FILES})


def file_entries(folder: Path) -> list[dict[str, Any]]:
    """Path, size in bytes and SHA-256 of every file of a release but the manifest itself, in order of their paths."""
    return [
        {"path": path, "bytes": (folder / path).stat().st_size, "sha256": sha256_of(folder / path)}
        for path in file_paths(folder)
    ]


def data_hash(files: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 over the names and hashes of the data files: the same for the same data, whatever the prose says."""
    lines = [f"{each['sha256']}  {each['path']}\n" for each in files if each["path"].startswith("data/")]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@dataclass(frozen=True)
class Release:
    """A release as it lies on the disk."""

    folder: Path
    stated: Mapping[str, Contract] | None = None
    """The contracts of its tables, where it has no manifest yet that names its edition."""

    @property
    def edition(self) -> Edition:
        """What it holds, as the manifest has it."""
        return edition_of(self.manifest)

    def require_text(self) -> None:
        """Raises UsageError where the edition has no text of the articles."""
        if self.edition == "standoff":
            raise UsageError(f"{self.folder}: is a stand-off edition, without text; name the full one, or hydrate this")

    @cached_property
    def contracts(self) -> Mapping[str, Contract]:
        """The contracts of its tables: those of its edition, and before it has a manifest those of the full one."""
        if self.stated is not None:
            return self.stated
        return contracts_of(self.manifest) if (self.folder / MANIFEST).is_file() else load_contracts()

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """manifest.json. Raises UsageError where the folder is no release."""
        path = self.folder / MANIFEST
        if not self.folder.is_dir():
            raise UsageError(f"{self.folder}: there is no such folder; name the folder of a release")
        if not path.is_file():
            raise UsageError(
                f"{self.folder}: holds no {MANIFEST} and no table; name the folder of a release, or of its Parquet"
            )
        try:
            manifest = json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            raise UsageError(f"{path}: cannot be read ({error}); the release is damaged, build it again") from error
        if not isinstance(manifest, dict) or manifest.get("format") != MANIFEST_FORMAT:
            raise UsageError(f"{path}: is not a manifest of format {MANIFEST_FORMAT}; build the release again")
        return manifest

    @cached_property
    def files(self) -> Sequence[Mapping[str, Any]]:
        """Path, size and hash of every file there is, as the manifest should list them."""
        return file_entries(self.folder)

    def data_files(self, table: str) -> dict[str, list[Path]]:
        """Split, in the customary order, to Parquet files of the table, as they are in the folder."""
        found: dict[str, list[Path]] = {}
        for path in sorted((self.folder / "data" / table).glob("*-of-*.parquet")):
            if path.is_file():
                found.setdefault(path.name.split("-")[0], []).append(path)
        return {split: found[split] for split in _in_order(found)}

    @property
    def splits(self) -> list[str]:
        """The splits that any table has, in the customary order."""
        return _in_order({split for table in TABLES for split in self.data_files(table)})

    def frame(self, table: str, *columns: str) -> pl.DataFrame:
        """Some columns of all rows of a table. The files must have them, in the contract's types; a column that the
        edition drops is null.
        """
        import polars as pl

        return pl.concat(self.frames(table, *columns))

    def frames(self, table: str, *columns: str) -> Iterator[pl.DataFrame]:
        """What `frame` gives, some rows at a time; the first has none.

        pyarrow reads them, and one file at a time: it takes a damaged file for an error where others end the program,
        and a path with special characters for a path.
        """
        import polars as pl
        import pyarrow.parquet as pq

        own = to_polars(self.contracts[table])
        every = {**own, **to_polars(load_contracts()[table])}
        wanted = {column: every[column] for column in columns}
        there = [column for column in columns if column in own] or [self.contracts[table].names[0]]
        yield pl.DataFrame(schema=wanted)
        for path in (path for paths in self.data_files(table).values() for path in paths):
            with pq.ParquetFile(path, pre_buffer=False) as file:
                for batch in file.iter_batches(FRAME_ROWS, columns=there):
                    yield shaped(to_frame(batch, there), wanted)

    def rejections(self) -> Iterator[tuple[int, bytes, Rejection | None]]:
        """Number, bytes and meaning of every line of rejections.jsonl; nothing where there is no such file."""
        path = self.folder / REJECTIONS
        if path.is_file():
            with path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    yield number, line, parse_rejection(line)
