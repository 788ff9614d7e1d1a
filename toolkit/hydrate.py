"""A stand-off edition and a user's own copies of the articles in; a release with their text out.

Where every article is the one that was annotated, that is the full edition again, byte for byte. Where some have
changed, it is an edition of its own, "hydrated": its manifest says so, and it keeps every promise of a release about
the text that it has.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from toolkit import card
from toolkit.aside import NEW, new_release
from toolkit.attach import FATES, Attached, Fate, SpanFate, attach, lost
from toolkit.changelog import changelog, regions
from toolkit.config import Config
from toolkit.contracts import TABLES, Contract, contracts_of, to_arrow
from toolkit.copies import Copies
from toolkit.entries import region_of
from toolkit.errors import BrokenPromise, TooMuchLost, UsageError
from toolkit.facts import Facts, count
from toolkit.integrity_splits import together_of
from toolkit.integrity_standoff import COPIED
from toolkit.manifest import stages, with_rows
from toolkit.metadata import metadata
from toolkit.parquet import SplitWriter, rewrite
from toolkit.pictures import pictures
from toolkit.release import (
    CARD,
    CHANGELOG,
    DATASHEET,
    MANIFEST,
    VERIFIER,
    Release,
    data_hash,
    file_entries,
    verifier,
    write_json,
    write_schemas,
    write_text,
)
from toolkit.slices import ORDINAL, Slice, slices
from toolkit.splits import assign
from toolkit.strict import checked
from toolkit.terms import Ledger, TermsCount, rights_entries
from toolkit.validate import prove, validate

FLOOR = 0.95
"""Share of the spans that must be found, where nothing else is said."""
SPAN_TABLES = ("sentences", "quotes", "entities")
Progress = Callable[[str, int], None]
"""Told the step, and how many documents more are done in it."""


@dataclass(slots=True)
class Hydrated:
    """What came of a stand-off edition and some articles."""

    standoff: Path
    release: Path
    """Where the release is, or would be."""
    floor: float
    counts: dict[str, Counter[Fate]] = field(default_factory=lambda: {table: Counter() for table in SPAN_TABLES})
    """By table, how many spans are exact, shifted and lost."""
    by_document: dict[str, Counter[Fate]] = field(default_factory=dict)
    """The same by the source of the document, for those of which not every span is exact."""
    spans: list[SpanFate] = field(default_factory=list)
    """All that are not exact."""
    missing: list[str] = field(default_factory=list)
    """Sources of the documents of which there is no copy."""
    unused: list[str] = field(default_factory=list)
    """Copies that are of no document."""
    same_data: bool = False
    """Whether the tables are the full edition's, byte for byte."""
    differing: tuple[str, ...] = ()
    """Files that are not the full edition's, or are not there; none where all of it is back."""

    @property
    def total(self) -> Counter[Fate]:
        """Spans of all tables."""
        return sum(self.counts.values(), Counter[Fate]())

    @property
    def share(self) -> float:
        """Share of the spans that were found: exact or shifted; 1 where there is none at all."""
        every = self.total.total()
        return 1 - self.total["lost"] / every if every else 1.0


def hydrate(
    standoff: Path,
    articles: Sequence[str],
    out: Path = Path("dist"),
    *,
    floor: float = FLOOR,
    progress: Progress = lambda step, more: None,
) -> Hydrated:
    """Attach the text of `articles`, files and folders, to the edition in `standoff`: `out/<name>/<version>/`.

    Raises UsageError where the folder is no stand-off edition or the release is there already, BrokenPromise where the
    edition or what comes of it fails its validation, and TooMuchLost where a smaller share of the spans than `floor` is
    found. Whatever it raises, `out` is then as it was before.
    """
    release, full = _proved(standoff)
    config, name, version = _recorded(full), str(full.get("name")), str(full.get("version"))
    stated = release.manifest["standoff"]
    found = Hydrated(standoff, out / name / version, floor)
    with new_release(out, name, version, overwrite=False) as aside, tempfile.TemporaryFile() as spool:
        folder = aside.folder / NEW
        folder.mkdir()
        copies = Copies(spool)
        copies.read(articles, config, _documents(release), _sentences(release), stated["salt"])
        found.unused = copies.unused
        contracts = contracts_of({**full, "edition": "hydrated", "standoff": stated})
        _write_tables(release, copies, folder, contracts, found, progress)
        _check_floor(found)
        _describe(_Work(release, folder, full, config, contracts, copies, found))
        prove(folder, None, (), lambda more: progress("prove", more))
    return found


def _proved(folder: Path) -> tuple[Release, Mapping[str, Any]]:
    release = Release(folder)
    if release.edition != "standoff":
        raise UsageError(f"{folder}: is no stand-off edition; name the folder of one, such as dist/NAME-standoff/1.0.0")
    report = validate(folder)
    if not report.ok:
        raise BrokenPromise(f"{folder}: is damaged; fetch it again, and see `toolkit validate {folder}`", report)
    return release, release.manifest["full"]


def _recorded(full: Mapping[str, Any]) -> Config:
    """The configuration that the full edition was built with."""
    return checked(dict(full.get("configuration") or {}), Config, f"{MANIFEST}: full.configuration").model_copy(
        update={"version": str(full.get("version"))}
    )


def _documents(release: Release) -> pl.DataFrame:
    return release.frame("documents", "doc_id", "source", "source_id", "source_sha256", "text_sha256")


def _sentences(release: Release) -> pl.DataFrame:
    return release.frame("sentences", "doc_id", "start_char", "end_char", "text_hash")


def _check_floor(found: Hydrated) -> None:
    total = found.total
    if found.share < found.floor:
        raise TooMuchLost(
            f"{found.standoff}: {total['lost']:,} of {total.total():,} spans are not found in these articles "
            f"({100 * found.share:.1f} % are), and the floor is {100 * found.floor:g} %; name more of the articles, or "
            "lower --floor; nothing was written",
            found,
        )


# ---- rows


def _write_tables(
    release: Release,
    copies: Copies,
    folder: Path,
    contracts: Mapping[str, Contract],
    found: Hydrated,
    progress: Progress,
) -> None:
    """data/: split by split, in files and row groups as those of the stand-off edition."""
    quote_ids: dict[str, str] = {}
    written: Counter[str] = Counter()
    for split in release.splits:
        files = {table: release.data_files(table).get(split, []) for table in TABLES}
        writers = {
            table: SplitWriter(folder / "data" / table, split, table, max(1, len(files[table])), contracts[table])
            for table in TABLES
        }
        try:
            for part in slices(files, split, contracts=release.contracts):
                for attached in _attached(part, copies, release.manifest["standoff"]["salt"], found):
                    quote_ids |= attached.quote_ids
                    for table, writer in writers.items():
                        writer.write(pa.Table.from_pylist(attached.rows[table], schema=to_arrow(contracts[table])))
                progress("attach", len(part.documents))
            for table, writer in writers.items():
                written[table] += writer.close()
        finally:
            for writer in writers.values():
                writer.abandon()
    for table in (table for table in TABLES if not written[table]):
        SplitWriter(folder / "data" / table, release.splits[0], table, 1, contracts[table]).close(keep_empty=True)
    if found.total["shifted"] or found.total["lost"] or found.missing:
        _regroup(folder, contracts, quote_ids)


def _attached(part: Slice, copies: Copies, salt: str, found: Hydrated) -> Iterator[Attached]:
    """The documents of a slice, one after the other, with their text."""
    rows = {table: frame.partition_by(ORDINAL, as_dict=True, include_key=False) for table, frame in part.tables.items()}
    for key, documents in rows["documents"].items():
        own = {
            "documents": documents.to_dicts(),
            **{table: rows[table][key].to_dicts() if key in rows[table] else [] for table in SPAN_TABLES},
        }
        source, document = own["documents"][0]["source"], copies.document(own["documents"][0]["doc_id"])
        attached = lost(own) if document is None else attach(own, document, salt)
        if document is None:
            found.missing.append(source)
        counts: Counter[Fate] = Counter()
        for fate in attached.fates:
            found.counts[fate.table][fate.fate] += 1
            counts[fate.fate] += 1
        if counts["shifted"] or counts["lost"] or document is None:
            found.by_document[source] = counts
            found.spans += [fate for fate in attached.fates if fate.fate != "exact"]
        yield attached


def _regroup(folder: Path, contracts: Mapping[str, Contract], quote_ids: Mapping[str, str]) -> None:
    """Name groups and utterances after the smallest member that they have now."""
    made = Release(folder, contracts)
    groups = made.frame("documents", "doc_id", "duplicate_group")
    _rename(made, "documents", "duplicate_group", dict(_smallest(groups, "doc_id", "duplicate_group")))
    quotes = made.frame("quotes", "quote_id", "utterance_id")
    if quote_ids:
        _rename(made, "quotes", "utterance_id", dict(_smallest(quotes, "quote_id", "utterance_id")))


def _smallest(frame: pl.DataFrame, key: str, group: str) -> Iterator[tuple[str, str]]:
    yield from frame.group_by(group).agg(pl.col(key).min()).sort(group).iter_rows()


def _rename(made: Release, table: str, column: str, names: Mapping[str, str]) -> None:
    def renamed(rows: pa.Table) -> pa.Table:
        place = rows.column_names.index(column)
        return rows.set_column(place, column, pa.array([names[one] for one in rows[column].to_pylist()], pa.string()))

    for path in [path for paths in made.data_files(table).values() for path in paths]:
        new = path.with_suffix(".part")
        rewrite(path, new, made.contracts[table], renamed)
        new.replace(path)


# ---- what describes it


@dataclass(frozen=True, slots=True)
class _Work:
    release: Release
    folder: Path
    full: Mapping[str, Any]
    config: Config
    contracts: Mapping[str, Contract]
    copies: Copies
    found: Hydrated


def _describe(work: _Work) -> None:
    """Complete the release: as the full edition if all of it comes back so, else as an edition of its own."""
    folder, full, found = work.folder, work.full, work.found
    write_schemas(folder / "schemas", work.contracts)
    (folder / VERIFIER).write_bytes(verifier())
    (folder / "assets").mkdir()
    for name in (each for each in COPIED if (work.release.folder / each).exists()):
        (folder / name).write_bytes((work.release.folder / name).read_bytes())
    made = Release(folder, work.contracts)
    facts, build = count(made, work.config.splits, full), data_hash(file_entries(folder))
    changes = region_of((folder / CHANGELOG).read_text(encoding="utf-8"), str(full["version"]), "changes") or ""
    facts = replace(facts, changes=changes)
    found.same_data = build == full.get("build")
    if found.same_data:
        _write_described(folder, work.config, facts, build, full, made)
        there, wanted = (
            {(str(e["path"]), e["sha256"]) for e in each} for each in (file_entries(folder), full["files"])
        )
        found.differing = tuple(sorted({path for path, _ in there ^ wanted}))
        if not found.differing:
            write_json(folder / MANIFEST, full)
            return
    config = work.config.model_copy(update={"card": None, "audit": None})
    said = _manifest(work, config, facts, build)
    sheet = (folder / DATASHEET).read_text(encoding="utf-8")
    write_text(folder / DATASHEET, card.fill(sheet, facts, DATASHEET))
    told = regions(facts, None)
    write_text(folder / CHANGELOG, changelog(None, None, config.version, told))
    facts = replace(facts, changes=told["changes"])
    _write_described(folder, config, facts, build, said, made)
    write_json(folder / MANIFEST, {**said, "files": with_rows(folder, file_entries(folder))})
    if not found.same_data:
        before = {str(each["path"]): each["sha256"] for each in full["files"]}
        now = {str(each["path"]): each["sha256"] for each in file_entries(folder)}
        found.differing = tuple(path for path in sorted({*before, *now}) if before.get(path) != now.get(path))


def _write_described(
    folder: Path, config: Config, facts: Facts, build: str, said: Mapping[str, Any], made: Release
) -> None:
    """Card, pictures and what programs read."""
    write_text(folder / CARD, card.card(None, config, str(said["name"]), facts, build))
    for path, text in pictures(made, said, facts).items():
        write_text(folder / path, text)
    data = [each for each in file_entries(folder) if each["path"].startswith("data/")]
    for path, text in metadata(config, said, facts, data, (folder / DATASHEET).read_text(encoding="utf-8")).items():
        write_text(folder / path, text)


def _manifest(work: _Work, config: Config, facts: Facts, build: str) -> dict[str, Any]:
    """The manifest of a hydrated edition but for `files`."""
    found, full = work.found, work.full
    made = Release(work.folder, work.contracts)
    total = found.total
    checks = config.checks.model_copy(update={"functions": []})
    rights, under = _rights(work, made)
    return {
        **{key: value for key, value in full.items() if key != "files"},
        "edition": "hydrated",
        "build": build,
        "predecessor": None,
        "tables": {
            table: {"contract": work.contracts[table].version, "rows": each.total, "splits": dict(each.rows)}
            for table, each in facts.tables.items()
        },
        "inputs": [{**each, "rights": under.get(each["path"], [])} for each in _inputs(work, made)],
        "corrections": dict.fromkeys(full.get("corrections") or (), 0),
        "stages": stages(facts),
        "kept_splits": _kept_splits(made, config),
        "rights": rights,
        "configuration": config.model_copy(update={"checks": checks}).model_dump(
            mode="json", exclude={"name": True, "sources": {"paths"}}
        ),
        "standoff": work.release.manifest["standoff"],
        "full": {"build": full.get("build"), "corrections": full.get("corrections")},
        "hydrated": {"floor": found.floor, **{fate: total[fate] for fate in FATES}},
    }


def _inputs(work: _Work, made: Release) -> list[dict[str, Any]]:
    """The inputs of the full edition; where a copy was read instead, its size and hash."""
    read = {}
    for source, sha256 in made.frame("documents", "source", "source_sha256").rows():
        copy = work.copies.inputs.get(sha256)
        if copy is not None:
            read[source] = {"path": source, "bytes": copy.bytes, "sha256": sha256}
    return [read.get(each["path"], each) for each in work.full.get("inputs") or ()]


def _kept_splits(made: Release, config: Config) -> dict[str, str]:
    """The groups that are not in the split that their hash gives: the stand-off edition decided."""
    documents = made.frame("documents", "doc_id", "duplicate_group", "split")
    together = together_of(documents, made.frame("quotes", "doc_id", "utterance_id"), config)
    hashed, splits = assign(together, config.splits, {}), dict(documents.select("doc_id", "split").rows())
    return dict(sorted((group, splits[one]) for one, group in together.items() if hashed[one] != splits[one]))


def _rights(work: _Work, made: Release) -> tuple[list[dict[str, Any]], dict[str, list[int]]]:
    """What the full edition records of the documents that are left: `rights`, and its numbers by source."""
    ledger, counted = Ledger(work.full), TermsCount()
    for row in made.frame("documents", "source", "license").iter_rows(named=True):
        counted[row["source"], ledger.terms(row)] += 1
    return rights_entries(counted)
