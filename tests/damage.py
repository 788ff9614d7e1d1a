"""Ways to change a finished release, and to make its documents fit: what is then found, the data gave away."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from _pytest.mark import ParameterSet

from toolkit import card
from toolkit.changelog import changelog, regions
from toolkit.claims import configuration
from toolkit.config import Config
from toolkit.contracts import TABLES, load_contracts, to_arrow
from toolkit.manifest import stages, tables_of, with_rows
from toolkit.metadata import metadata
from toolkit.pictures import pictures
from toolkit.release import (
    CARD,
    CHANGELOG,
    DATASHEET,
    MANIFEST,
    Release,
    data_hash,
    file_entries,
    write_json,
    write_text,
)
from toolkit.tally import count
from toolkit.terms import Terms, rights_entries

Row = dict[str, Any]


def data_file(folder: Path, table: str, split: str | None = None) -> Path:
    """The first data file of a table (and split)."""
    files = Release(folder).data_files(table)
    return files[split or next(iter(files))][0]


def rows(folder: Path, table: str, split: str | None = None) -> list[Row]:
    """The rows of a table's first file."""
    return pq.ParquetFile(data_file(folder, table, split)).read().to_pylist()


def rewrite(folder: Path, table: str, edit: Callable[[list[Row]], list[Row] | None], split: str | None = None) -> None:
    """Edit the rows of a table's first file in place, or return others; schema and metadata stay, nulls are let in."""
    path = data_file(folder, table, split)
    old = rows(folder, table, split)
    new = edit(old)
    put(path, table, old if new is None else new)


def put(path: Path, table: str, new: list[Row]) -> None:
    """Write rows as a table's file; columns that hold a null are nullable in it."""
    schema = to_arrow(Release(path.parents[2]).contracts[table])
    fields = [field.with_nullable(field.nullable or any(row[field.name] is None for row in new)) for field in schema]
    write(path, pa.Table.from_pylist(new, schema=pa.schema(fields, metadata=schema.metadata)))


def write(path: Path, table: pa.Table) -> None:
    """Write a table as it is."""
    pq.write_table(table, path, compression="zstd")


def move(folder: Path, doc_id: str, old: str, new: str) -> None:
    """Move a document with all its rows from one split to another; its column says so too."""
    order = [row["doc_id"] for row in rows(folder, "documents", new)]
    for table in TABLES:
        taken = [row for row in rows(folder, table, old) if row["doc_id"] == doc_id]
        for row in taken if table == "documents" else ():
            row["split"] = new
        rewrite(folder, table, lambda found: [row for row in found if row["doc_id"] != doc_id], old)
        rewrite(folder, table, lambda found, taken=taken: [*found, *taken], new)  # type: ignore[misc]
    assert doc_id not in order


def remake(folder: Path) -> None:
    """Write card, datasheet and manifest anew, as a forger would who knows all but how to undo the damage."""
    held = Release(folder)
    manifest = json.loads((folder / MANIFEST).read_bytes())
    config = configuration(held) or Config()
    facts, build = count(held, config.splits), data_hash(file_entries(folder))
    own = config.model_copy(update={"version": manifest["version"]})
    told = regions(facts, None)
    write_text(folder / CHANGELOG, changelog(None, None, manifest["version"], told))
    facts = replace(facts, changes=told["changes"])
    write_text(folder / CARD, card.card(None, own, manifest["name"], facts, build))
    write_text(folder / DATASHEET, card.fill((folder / DATASHEET).read_text(encoding="utf-8"), facts, DATASHEET))
    pairs = held.frame("documents", "source", "license").drop_nulls("source").rows()
    rights, under = rights_entries(Counter((source, Terms(None, each, None, None)) for source, each in pairs))
    manifest |= {
        "predecessor": None,
        "tables": tables_of(facts),
        "rejections": dict(facts.rejections),
        "rights": rights,
        "inputs": [{**each, "rights": under.get(each["path"], [])} for each in manifest["inputs"]],
        "build": build,
    }
    datasheet = (folder / DATASHEET).read_text(encoding="utf-8")
    drawn = pictures(held, manifest, facts)
    for name, text in drawn.items():
        write_text(folder / name, text)
    for name, text in metadata(own, manifest, facts, file_entries(folder), datasheet).items():
        write_text(folder / name, text)
    manifest["stages"] = stages(facts)
    write_json(folder / MANIFEST, {**manifest, "files": with_rows(folder, file_entries(folder))})


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Damage: in a file of the release the first `old` is `new`."""

    def damage(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def first_of_each_rule(cases: Mapping[str, tuple[Any, str]]) -> list[ParameterSet]:
    """The names of damages and the rules that find them, for a test of each: all but a rule's first are slow."""
    first = {rule: name for name, (_, rule) in reversed(cases.items())}
    return [
        pytest.param(name, marks=() if first[rule] == name else pytest.mark.slow) for name, (_, rule) in cases.items()
    ]


def list_files(folder: Path) -> None:
    """Make only the manifest's hashes fit."""
    manifest = json.loads((folder / MANIFEST).read_bytes())
    entries = file_entries(folder)
    try:
        entries = with_rows(folder, entries)
    except (OSError, pa.ArrowException):  # a table that cannot be read has no number of rows
        entries = file_entries(folder)
    write_json(folder / MANIFEST, {**manifest, "files": entries, "build": data_hash(entries)})


def every_column() -> list[tuple[str, str]]:
    """Table and column, for all of them."""
    return [(table, name) for table in TABLES for name in load_contracts()[table].names]
