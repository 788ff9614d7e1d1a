"""Records by people that a release carries: an audit, an evaluation, corrections. Each is held against the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.contracts import load_contracts
from toolkit.correct import added_id, unseen
from toolkit.corrections import FILE_NAME as CORRECTIONS
from toolkit.corrections import Addition, Change, Corrections, Removal
from toolkit.errors import UsageError
from toolkit.facts import corrections_of
from toolkit.findings import Violation, shown
from toolkit.quality import FILE_NAME as EVALUATION
from toolkit.quality import others, quality_of
from toolkit.release import Release
from toolkit.sample import pick
from toolkit.tombstones import FILE_NAME as WITHDRAWN
from toolkit.tombstones import Graveyard
from toolkit.tombstones import read as read_withdrawn
from toolkit.verdicts import FILE_NAME as AUDIT
from toolkit.verdicts import content_of, parse

# ---- audit


def check_audit(release: Release) -> Iterator[Violation]:
    """The record of an audit, where the release carries one, is one."""
    path = release.folder / AUDIT
    try:
        if path.exists():
            parse(content_of(path), AUDIT)
    except UsageError as error:
        yield Violation("audit", None, AUDIT, None, shown(str(error)), "a record as `toolkit audit` writes it")


# ---- evaluation


def check_quality(release: Release) -> Iterator[Violation]:
    """The record of an evaluation, where the release carries one, is one, and of what made the release."""
    try:
        quality = quality_of(release.folder)
    except UsageError as error:
        found, wanted = shown(str(error)), "a record as `toolkit evaluate --record` writes it"
        yield Violation("evaluation", None, EVALUATION, None, found, wanted)
        return
    for part, tool, made in others(quality, release.manifest) if quality else ():
        yield Violation("evaluation-stale", None, EVALUATION, part, f"{tool.name} {tool.version}", made)


# ---- withdrawn documents


def check_withdrawn(release: Release) -> Iterator[Violation]:
    """What was withdrawn is not there, under its id or another."""
    try:
        graveyard = Graveyard(read_withdrawn(release.folder / WITHDRAWN))
    except UsageError as error:
        found, wanted = shown(str(error)), "tombstones as docs/withdrawal.md has them"
        yield Violation("withdrawn", None, WITHDRAWN, None, found, wanted)
        return
    if graveyard.is_empty:
        return
    for doc_id, text_sha256 in release.frame("documents", "doc_id", "text_sha256").drop_nulls().iter_rows():
        if stone := graveyard.stone_of(doc_id, text_sha256):
            column = "doc_id" if stone.doc_id == doc_id else "text_sha256"
            expected = f"no such document: withdrawn in {stone.version} ({stone.reason})"
            yield Violation("withdrawn", "documents", doc_id, column, shown(getattr(stone, column)), expected)


# ---- corrections


def check_corrections(release: Release) -> Iterator[Violation]:
    """What people corrected is what the data hold."""
    try:
        corrections = corrections_of(release)
    except UsageError as error:
        yield Violation(
            "correction", None, CORRECTIONS, None, shown(str(error)), "entries as docs/corrections.md has them"
        )
        return
    for entry, found in unseen(corrections, _corrected_rows(release, corrections)):
        change = entry if isinstance(entry, Change) else None
        expected = shown(change.new) if change else "no such row" if isinstance(entry, Removal) else "a row"
        key = added_id(entry) if isinstance(entry, Addition) else entry.id
        column = change.column if change else None
        expected = f"{expected} ({CORRECTIONS}:{entry.line})"
        yield Violation("correction", entry.table, key, column, shown(found), expected)


def corrected_values(release: Release) -> set[tuple[str, str]]:
    """Primary key and column of each value that people gave; none where corrections.jsonl is damaged."""
    try:
        entries = corrections_of(release).entries
    except UsageError:  # a violation, which `check_corrections` reports
        return set()
    return {(entry.id, entry.column) for entry in entries if isinstance(entry, Change)}


def _corrected_rows(release: Release, corrections: Corrections) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows that corrections are about, by table and primary key."""
    found = {}
    for table, contract in load_contracts().items():
        about = [entry for entry in corrections.entries if entry.table == table]
        keys = {added_id(entry) if isinstance(entry, Addition) else entry.id for entry in about}
        columns = sorted({entry.column for entry in about if isinstance(entry, Change)})
        for row in pick(release, table, sorted(keys), *columns) if keys else ():
            found[table, row[contract.primary_key[0]]] = row
    return found
