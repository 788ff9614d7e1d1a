"""Take documents out of a data set: the next version without them, and a tombstone for each, so that none comes back.

The release itself is all that is needed, no article is read again: rows are taken over, groups and splits found anew
among what is left, and everything that describes the release is written again. It is what a build of the same articles
would make that is told of the tombstones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from toolkit.annotators import ModelIdentity
from toolkit.aside import NEW, beside, new_release
from toolkit.build import add_standoff
from toolkit.contracts import TABLES, load_contracts
from toolkit.corrections import Addition, Correction, Corrections, Removal
from toolkit.corrections import parse as parse_corrections
from toolkit.describe import describe
from toolkit.duplicates import signature
from toolkit.errors import UsageError
from toolkit.facts import corrections_of
from toolkit.findings import Report
from toolkit.grouping import group
from toolkit.inputs import Input
from toolkit.origin import as_table
from toolkit.parquet import write_tables
from toolkit.rebuild import plan_of
from toolkit.rejection import Reason, Rejection
from toolkit.release import REJECTIONS, Release, rejection_line, write_text
from toolkit.stage import Mark, Stage, staged_schema
from toolkit.tables import Row
from toolkit.terms import Ledger
from toolkit.tombstones import FILE_NAME, Tombstone, by_path, check_reason, merged, read, withdrawal
from toolkit.validate import prove
from toolkit.versions import Change, parse, predecessor, splits_before, version_of

SHARD = 1_000
"""Documents that are taken over at a time."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What a withdrawal made."""

    before: Path
    """The release that still holds the documents."""
    release: Path
    standoff: Path | None
    """The stand-off edition, where the data set has one."""
    stones: tuple[Tombstone, ...]
    """Those that are new."""
    near: tuple[str, ...]
    """Documents that stay though they are near-duplicates of one that goes."""
    since: Change
    report: Report


def withdraw(folder: Path, doc_ids: Sequence[str], reason: str, *, version: str | None = None) -> Withdrawn:
    """Make the version after the release in `folder`, beside it and without these documents.

    The version is the next major one, for documents go, or a larger `version`. Raises UsageError for what cannot be:
    an id that is not there, documents that are all there are, a reason that is none, a release that is not the newest;
    VersionTooSmall and BrokenPromise as `build` does. Whatever it raises, nothing was changed.
    """
    release = Release(folder)
    if release.edition == "standoff":
        raise UsageError(f"{folder}: is a stand-off edition; withdraw from the full one, which makes both anew")
    if release.edition == "hydrated":
        raise UsageError(
            f"{folder}: is a hydrated edition, from which nothing is built; run `toolkit hydrate` again without these "
            "articles: what has no copy is left out"
        )
    before, name = version_of(release), str(release.manifest.get("name"))
    versions = folder.resolve().parent.parent / name
    newest = predecessor(versions, None)
    if newest is not None and version_of(newest) > before:
        raise UsageError(
            f"{folder}: {version_of(newest)} is newer, and what it withdrew would come back; withdraw from "
            f"{newest.folder}"
        )
    number = str(before.bumped("major")) if version is None else str(parse(version))
    rows = _rows_of(release, doc_ids)
    stones = tuple(_stone(row, number, reason) for row in rows)
    gone = {row["doc_id"] for row in rows}
    plan = replace(plan_of(release), corrections=_kept_corrections(release, gone))
    plan = replace(plan, config=plan.config.model_copy(update={"version": number}))
    every = merged(read(folder / FILE_NAME), stones)
    with new_release(versions.parent, name, number, overwrite=False) as aside:
        stage, made = Stage(aside.folder / "stage"), aside.folder / NEW
        made.mkdir()
        for shard, (tables, marks) in enumerate(_shards(release, gone)):
            stage.put(shard, tables, marks)
        grouping = group(stage, plan.config, splits_before(release, plan.config.splits))
        _write_rejections(release, made, rows, stones)
        write_tables(stage, grouping, made / "data")
        described = describe(made, plan, _model(release), grouping, _inputs(release), _ignored(release), release, every)
        report = prove(made, None, (), _silent)
        if plan.config.standoff.write:
            add_standoff(aside, plan, _silent)
    path = versions / number
    standoff = beside(path) if plan.config.standoff.write else None
    assert described.since is not None
    return Withdrawn(
        folder, path, standoff, stones, _near(release, gone), described.since, replace(report, release=str(path))
    )


def _silent(more: int) -> None:
    """Nobody is told of the proof's progress."""


def _rows_of(release: Release, doc_ids: Sequence[str]) -> list[Row]:
    """The rows of the documents in the order of their ids, without their texts."""
    documents = release.frame("documents", "doc_id", "text_sha256", "source", "source_id")
    asked = sorted(set(doc_ids))
    found = documents.filter(pl.col("doc_id").is_in(asked)).sort("doc_id").to_dicts()
    unknown = sorted(set(asked) - {row["doc_id"] for row in found})
    if unknown or not asked:
        named = f"has no document {', '.join(unknown)}" if unknown else "no document is named"
        raise UsageError(f"{release.folder}: {named}; name the doc_id of each that is to go with --doc")
    same = documents.filter(pl.col("text_sha256").is_in([row["text_sha256"] for row in found]))
    if left := sorted(set(same["doc_id"]) - set(asked)):
        raise UsageError(f"{release.folder}: the very text also is document {', '.join(left)}; name each with --doc")
    if len(found) == len(documents):
        raise UsageError(f"{release.folder}: these are all documents; take the whole data set away instead")
    return found


def _near(release: Release, gone: set[str]) -> tuple[str, ...]:
    """The documents that stay of the groups of those that go."""
    groups = release.frame("documents", "doc_id", "duplicate_group")
    lost = pl.col("doc_id").is_in(sorted(gone))
    stay = groups.filter(~lost & pl.col("duplicate_group").is_in(groups.filter(lost)["duplicate_group"].to_list()))
    return tuple(sorted(stay["doc_id"]))


def _stone(row: Mapping[str, Any], version: str, reason: str) -> Tombstone:
    try:
        check_reason(reason)
    except ValueError as error:
        raise UsageError(f"--reason: {error}; write such a one") from error
    return Tombstone(doc_id=row["doc_id"], text_sha256=row["text_sha256"], version=version, reason=reason)


# ---- what is taken over


def _shards(release: Release, gone: set[str]) -> Iterator[tuple[dict[str, pa.Table], list[Mark]]]:
    """The documents that stay, some at a time, with all their rows."""
    ledger = Ledger(release.manifest)
    for split in release.splits:
        files = {table: release.data_files(table).get(split, []) for table in TABLES}
        for ids in _ids(files["documents"]):
            tables = {table: _staged(table, files[table], ids, gone) for table in TABLES}
            rows = tables["documents"].select(["doc_id", "text", "source", "license"]).to_pylist()
            yield tables, [Mark(row["doc_id"], signature(row["text"]), ledger.terms(row)) for row in rows]


def _ids(files: Sequence[Path]) -> Iterator[list[str]]:
    """The ids of documents, some at a time, in their order."""
    for path in files:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            for batch in file.iter_batches(SHARD, columns=["doc_id"]):
                yield batch["doc_id"].to_pylist()


def _staged(table: str, files: Sequence[Path], ids: Sequence[str], gone: set[str]) -> pa.Table:
    """The rows of the documents that stay, as a stage holds them: what concerns all documents is found anew."""
    schema = staged_schema(table)
    if not files:
        return schema.empty_table()
    stay = pa.array([one for one in ids if one not in gone], pa.string())
    near = (ds.field("doc_id") >= ids[0]) & (ds.field("doc_id") <= ids[-1])  # so that row groups are passed over
    found = ds.dataset([str(path) for path in files], format="parquet").to_table(
        columns=schema.names, filter=near & ds.field("doc_id").isin(stay)
    )
    return found.cast(schema)


def _write_rejections(release: Release, folder: Path, rows: Sequence[Row], stones: Sequence[Tombstone]) -> None:
    """What was rejected before, and after it all that was withdrawn, as a build notes it."""
    earlier = [rejection for _, _, rejection in release.rejections() if rejection is not None]
    rejected = [each for each in earlier if each.reason != Reason.WITHDRAWN]
    known = [each for each in earlier if each.reason == Reason.WITHDRAWN]
    new = [withdrawal(row["source"], row["source_id"], stone) for row, stone in zip(rows, stones, strict=True)]
    lines: list[Rejection] = [*rejected, *sorted((*known, *new), key=by_path)]
    write_text(folder / REJECTIONS, "".join(map(rejection_line, lines)))


def _kept_corrections(release: Release, gone: set[str]) -> Corrections:
    """corrections.jsonl without the lines about rows of the documents that go: they quote them.

    A line that removed a row stays: it does not say whose row it was, and holds nothing of it.
    """
    corrections = corrections_of(release)
    lost = {table: set(_keys(release, table, gone)) for table in TABLES} if corrections.entries else {}

    def stays(entry: Correction) -> bool:
        if isinstance(entry, Addition):
            return entry.row["doc_id"] not in gone
        return isinstance(entry, Removal) or entry.id not in lost[entry.table]

    lines = corrections.content.splitlines(keepends=True)
    dropped = {entry.line for entry in corrections.entries if not stays(entry)}
    return parse_corrections(b"".join(line for number, line in enumerate(lines, 1) if number not in dropped))


def _keys(release: Release, table: str, gone: set[str]) -> Iterator[str]:
    key = load_contracts()[table].primary_key[0]
    rows = release.frame(table, *dict.fromkeys((key, "doc_id")))
    yield from rows.filter(pl.col("doc_id").is_in(sorted(gone)))[key].to_list()


# ---- what the manifest says


def _model(release: Release) -> ModelIdentity:
    stated = as_table(as_table(release.manifest.get("annotators")).get("model"))
    return ModelIdentity(*(str(stated.get(key)) for key in ("name", "version", "sha256")))


def _inputs(release: Release) -> list[Input]:
    stated = release.manifest.get("inputs")
    entries = [each for each in stated if isinstance(each, dict)] if isinstance(stated, list) else []
    return [Input(each["path"], each["bytes"], each["sha256"]) for each in entries]


def _ignored(release: Release) -> int:
    found = release.manifest.get("ignored_files")
    return found if isinstance(found, int) else 0
