"""What describes a release that `hydrate` makes: the full edition's own files where all of them come back, else new
ones, counted from the data as those of any release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from toolkit import card
from toolkit.attach import FATES, SPAN_TABLES, Fate, SpanFate
from toolkit.changelog import changelog, regions
from toolkit.config import Config
from toolkit.contracts import Contract
from toolkit.copies import Copies
from toolkit.facts import Facts
from toolkit.integrity_splits import together_of
from toolkit.manifest import configuration_of, stages, tables_of
from toolkit.pages import write_manifest, write_pages
from toolkit.release import (
    CHANGELOG,
    DATASHEET,
    MANIFEST,
    Release,
    data_hash,
    file_entries,
    write_json,
    write_program,
    write_text,
)
from toolkit.splits import assign
from toolkit.standoff import copy_over
from toolkit.tally import count
from toolkit.terms import Ledger, TermsCount, rights_entries


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


@dataclass(frozen=True, slots=True)
class Made:
    """A hydrated release whose tables are written, and what they were made of."""

    release: Release
    folder: Path
    full: Mapping[str, Any]
    config: Config
    contracts: Mapping[str, Contract]
    copies: Copies
    found: Hydrated


def describe(work: Made) -> None:
    """Complete the release: as the full edition if all of it comes back so, else as an edition of its own."""
    folder, full, found = work.folder, work.full, work.found
    write_program(folder, work.contracts)
    copy_over(work.release.folder, folder)
    made = Release(folder, work.contracts)
    facts, files = count(made, work.config.splits, full), file_entries(folder)
    build = data_hash(files)
    found.same_data = build == full.get("build")
    if found.same_data:
        write_pages(made, work.config, full, facts, files)
        if not _differing(folder, full):
            write_json(folder / MANIFEST, full)
            return
    config = work.config.model_copy(update={"card": None, "audit": None})
    said = _manifest(work, config, facts, build)
    sheet = (folder / DATASHEET).read_text(encoding="utf-8")
    write_text(folder / DATASHEET, card.fill(sheet, facts, DATASHEET))
    told = regions(facts, None)
    write_text(folder / CHANGELOG, changelog(None, None, config.version, told))
    facts = replace(facts, changes=told["changes"])
    write_pages(made, config, said, facts, files)
    write_manifest(folder, said)
    found.differing = tuple(sorted({*_differing(folder, full), MANIFEST}))


def _differing(folder: Path, full: Mapping[str, Any]) -> set[str]:
    """The files, manifests aside, that are not the full edition's, or that only one of the two has."""
    there, wanted = (
        {(str(each["path"]), each["sha256"]) for each in files} for files in (file_entries(folder), full["files"])
    )
    return {path for path, _ in there ^ wanted}


def _manifest(work: Made, config: Config, facts: Facts, build: str) -> dict[str, Any]:
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
        "tables": tables_of(facts),
        "inputs": [{**each, "rights": under.get(each["path"], [])} for each in _inputs(work, made)],
        "corrections": dict.fromkeys(full.get("corrections") or (), 0),
        "stages": stages(facts),
        "kept_splits": _kept_splits(made, config),
        "rights": rights,
        "configuration": configuration_of(config.model_copy(update={"checks": checks})),
        "standoff": work.release.manifest["standoff"],
        "full": {"build": full.get("build"), "corrections": full.get("corrections")},
        "hydrated": {"floor": found.floor, **{fate: total[fate] for fate in FATES}},
    }


def _inputs(work: Made, made: Release) -> list[dict[str, Any]]:
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


def _rights(work: Made, made: Release) -> tuple[list[dict[str, Any]], dict[str, list[int]]]:
    """What the full edition records of the documents that are left: `rights`, and its numbers by source."""
    ledger, counted = Ledger(work.full), TermsCount()
    for row in made.frame("documents", "source", "license").iter_rows(named=True):
        counted[row["source"], ledger.terms(row)] += 1
    return rights_entries(counted)
