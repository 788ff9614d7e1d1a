"""A release as files: whether all are there, byte for byte, and whether the tables among them can be read at all."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.batches import UNREADABLE, Damaged, sound_batches, unreadable
from toolkit.contracts import Contract, render, to_arrow
from toolkit.findings import Violation, shown
from toolkit.release import REJECTIONS, VERIFIER, Release, contract_text, verifier

BATCH_ROWS = 20_000
_DATA_FILE = re.compile(r"(train|validation|test)-(\d{5})-of-(\d{5})\.parquet")


# ---- every file


def check_files(release: Release) -> Iterator[Violation]:
    """What is there is what the manifest lists, with these sizes and hashes."""
    listed = {str(entry.get("path")): entry for entry in manifest_entries(release)}
    present = {str(entry["path"]): entry for entry in release.files}
    for path in sorted(present.keys() - listed.keys()):
        yield Violation("file", None, path, None, "a file", "no file: the manifest does not list it")
    for path, entry in listed.items():
        if path not in present:
            yield Violation("file", None, path, None, "no file", "the file that the manifest lists")
            continue
        for column in ("bytes", "sha256"):
            if present[path][column] != entry.get(column):
                yield Violation("file", None, path, column, shown(present[path][column]), shown(entry.get(column)))
                break


def manifest_entries(release: Release) -> list[dict[str, Any]]:
    """What the manifest says of files, as far as it can be read."""
    entries = release.manifest.get("files")
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def check_rejections(release: Release) -> Iterator[Violation]:
    """Every line of rejections.jsonl is a rejection."""
    if not (release.folder / REJECTIONS).is_file():
        yield Violation("rejection", None, REJECTIONS, None, "no file", "a file, if need be an empty one")
    for number, line, rejection in release.rejections():
        if rejection is None:
            expected = "JSON with a known reason, a path within the sources and a detail"
            yield Violation("rejection", None, f"{REJECTIONS}:{number}", None, shown(line), expected)


def check_contracts(release: Release) -> Iterator[Violation]:
    """The contracts in the release are those of this program, to the byte."""
    for table, contract in release.contracts.items():
        name = f"schemas/{table}.toml"
        path = release.folder / name
        ours = contract_text(contract)
        found = path.read_bytes() if path.is_file() else None
        if found != ours:
            yield Violation("contract", table, name, None, *_contract_difference(found, ours, contract))
        yield from _check_json_schema(release, contract)


def _check_json_schema(release: Release, contract: Contract) -> Iterator[Violation]:
    name = f"schemas/{contract.name}.schema.json"
    path, ours = release.folder / name, render(contract, "json-schema").encode()
    found = path.read_bytes() if path.is_file() else None
    if found is None:
        yield Violation("contract", contract.name, name, None, "no file", f"contract {contract.name} as JSON Schema")
    elif found != ours:
        yield Violation("contract", contract.name, name, None, *_line_difference(found, ours))


def check_verifier(release: Release) -> Iterator[Violation]:
    """verify.py in the release is this program's, to the byte: people will run it."""
    path, ours = release.folder / VERIFIER, verifier()
    found = path.read_bytes() if path.is_file() else None
    if found is None:
        yield Violation("verifier", None, VERIFIER, None, "no file", "the file that this program writes")
    elif found != ours:
        yield Violation("verifier", None, VERIFIER, None, *_line_difference(found, ours))


def _line_difference(found: bytes, ours: bytes) -> tuple[str, str]:
    """The first line in which two files differ, as found and expected."""
    lines = zip_longest(found.split(b"\n"), ours.split(b"\n"))
    number, one, other = next((n, *pair) for n, pair in enumerate(lines, 1) if pair[0] != pair[1])
    return f"line {number}: {shown(one)}", f"line {number}: {shown(other)}"


def _contract_difference(found: bytes | None, ours: bytes, contract: Contract) -> tuple[str, str]:
    wanted = f"contract {contract.name} {contract.version}"
    if found is None:
        return "no file", wanted
    try:
        version = tomllib.loads(found.decode()).get("version")
    except ValueError as error:
        return f"no contract: {shown(str(error))}", wanted
    if version != contract.version:
        return (
            f"contract {contract.name} {version}",
            f"{wanted}; what was written to another version is proved by the toolkit that manifest.json names",
        )
    one, other = _line_difference(found, ours)
    return one, f"{wanted}, {other}"


# ---- tables


def check_readable(release: Release) -> Iterator[Violation]:
    """What keeps a table from being read: what `check_layout` finds, and damage to the rows of a file."""
    wrong = list(check_layout(release))
    yield from wrong
    astray = {each.key for each in wrong}
    for table, contract in release.contracts.items():
        for path in (path for paths in release.data_files(table).values() for path in paths):
            if path.relative_to(release.folder).as_posix() not in astray:
                yield from _check_rows(contract, path)


def check_layout(release: Release) -> Iterator[Violation]:
    """What is wrong with a table before its rows are read: no file, no Parquet, a column missing or of another type."""
    for table, contract in release.contracts.items():
        files = release.data_files(table)
        if not files:
            yield Violation("schema", table, f"data/{table}", None, "no file", "at least one Parquet file")
        for path in (path for paths in files.values() for path in paths):
            name = path.relative_to(release.folder).as_posix()
            try:
                yield from _check_columns(contract, pq.read_schema(path), name)
            except UNREADABLE as error:
                yield unreadable(contract, name, error)


def _check_rows(contract: Contract, path: Path) -> Iterator[Violation]:
    try:
        for _ in sound_batches(contract, path, contract.names, BATCH_ROWS):
            pass
    except Damaged as damaged:
        yield damaged.violation


def _check_columns(contract: Contract, found: pa.Schema, name: str) -> Iterator[Violation]:
    if not _is_decodable(found.metadata):
        yield Violation("schema", contract.name, name, None, "metadata that are no text", "the contract's")
    for field in to_arrow(contract):
        indexes = found.get_all_field_indices(field.name)
        if len(indexes) != 1:
            yield Violation("schema", contract.name, name, field.name, f"{len(indexes)} such columns", "one")
        elif not _is_text(found.field(indexes[0])):
            yield Violation("schema", contract.name, name, field.name, "metadata that are no text", "a description")
        elif found.field(indexes[0]).type != field.type:
            yield Violation(
                "schema", contract.name, name, field.name, str(found.field(indexes[0]).type), str(field.type)
            )


def _is_text(field: pa.Field) -> bool:
    """Whether the metadata of a field and of all within it are UTF-8: polars ends the program where they are not."""
    inner = [field.type.field(index) for index in range(field.type.num_fields)]
    return _is_decodable(field.metadata) and all(map(_is_text, inner))


def _is_decodable(metadata: Mapping[bytes, bytes] | None) -> bool:
    try:
        for part in (part for pair in (metadata or {}).items() for part in pair):
            part.decode()
    except UnicodeDecodeError:
        return False
    return True


def check_schemas(release: Release) -> Iterator[Violation]:
    """What is wrong with tables that can be read: names of files, order, other columns, nullability, metadata."""
    for table, contract in release.contracts.items():
        for split, paths in release.data_files(table).items():
            for number, path in enumerate(paths):
                name = path.relative_to(release.folder).as_posix()
                if path.name != f"{split}-{number:05}-of-{len(paths):05}.parquet" or not _DATA_FILE.fullmatch(
                    path.name
                ):
                    wanted = f"SPLIT-NNNNN-of-{len(paths):05}.parquet, numbered from 00000"
                    yield Violation("schema", table, name, None, path.name, wanted)
                yield from _check_schema(contract, pq.read_schema(path), name)


def _check_schema(contract: Contract, found: pa.Schema, name: str) -> Iterator[Violation]:
    wanted = to_arrow(contract)
    if found.names != wanted.names:
        yield Violation("schema", contract.name, name, None, shown(found.names), shown(wanted.names))
    for field in wanted:
        own = found.field(field.name)
        if own.nullable != field.nullable:
            yield Violation("schema", contract.name, name, field.name, _nullable(own), _nullable(field))
        elif not own.equals(field, check_metadata=True):
            yield Violation("schema", contract.name, name, field.name, shown(own.metadata), shown(field.metadata))
    metadata = found.metadata or {}
    for key, value in wanted.metadata.items():
        if metadata.get(key) != value:
            yield Violation("schema", contract.name, name, key.decode(), shown(metadata.get(key)), shown(value))


def _nullable(field: pa.Field) -> str:
    return "may be null" if field.nullable else "never null"
