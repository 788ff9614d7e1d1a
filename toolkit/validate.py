"""Prove a release: every promise that its data, its manifest and its documents make, in one pass, in bounded memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from toolkit import (
    integrity,
    integrity_quotes,
    integrity_references,
    integrity_spans,
    integrity_standoff,
    integrity_text,
)
from toolkit.bare import Bare, bare_folder
from toolkit.baseline import Baseline
from toolkit.batches import Damaged
from toolkit.changelog import check_changelog
from toolkit.claims import (
    check_card,
    check_datasheet,
    check_manifest,
    check_metadata,
    check_pictures,
    configuration,
    kept_splits,
    shares,
)
from toolkit.config import Config
from toolkit.contracts import TABLES, Contract, Failure, Field, failures, load_contracts, shaped, to_polars
from toolkit.custom import Functions, check_columns, check_unique
from toolkit.drift import check_drift, compare
from toolkit.errors import BrokenPromise, UsageError
from toolkit.facts import Facts, table_facts
from toolkit.files import (
    check_contracts,
    check_files,
    check_layout,
    check_readable,
    check_rejections,
    check_schemas,
    check_verifier,
)
from toolkit.findings import Findings, Moved, Report, Violation, shown
from toolkit.floors import check_floors, check_licenses
from toolkit.integrity_groups import Groups, Keys, check_primary_key
from toolkit.integrity_splits import NearDuplicates, check_assignment, check_shares
from toolkit.originals import Originals
from toolkit.places import locate
from toolkit.records import check_audit, check_corrections, check_quality, check_withdrawn, corrected_values
from toolkit.release import Release
from toolkit.rules import load_rules
from toolkit.slices import Slice, size_for, slices
from toolkit.succession import check_version
from toolkit.tally import Tally

_CHECKS = (
    *integrity_spans.CHECKS,
    *integrity.CHECKS,
    *integrity_references.CHECKS,
    *integrity_text.CHECKS,
    *integrity_quotes.CHECKS,
)
_RULE_OF = {
    "type": "schema", "missing": "schema", "unknown": "schema", "order": "schema", "span": "required",
    "minimum": "range", "maximum": "range", "minLength": "length", "maxLength": "length",
}  # fmt: skip
"""Rules of what `contracts.failures` calls otherwise."""


def validate(
    folder: Path,
    articles: Sequence[str] | None = None,
    progress: Callable[[int], None] = lambda _: None,
    *,
    baseline: Baseline | None = None,
    against: Path | None = None,
    memory: int | None = None,
    functions: Sequence[str] = (),
) -> Report:
    """Validate the release in `folder` and report every violation.

    `articles` are the SOURCE arguments that it was built from: each document is then compared with what its raw article
    normalizes to, and an article that is missing or has changed is a violation. With None, articles are compared
    where the current folder holds them unchanged. `progress` is told how many documents each step was about. What
    `baseline` accepts is left out, and counted. Version and distributions are held against an earlier release.

    A folder of Parquet without a manifest is checked as far as it goes: `report.unchecked` are the rules that it was
    not held to. `functions` are checks of a user's own, "package.module:function". `memory` is how many bytes all of it
    may take; None: 2 GB, or what the release needs. Raises UsageError where the folder is neither, or the memory too
    little.
    """
    bare = bare_folder(folder)
    if bare is not None:
        return _validate_bare(
            bare, articles, progress, Findings(baseline.accepts) if baseline else Findings(), baseline
        )
    release = Release(folder)
    manifest, stated = release.manifest, configuration(release)
    config, earlier = stated or Config(), None if against is None else _earlier(against, release)
    standoff = release.edition == "standoff"
    if standoff and (articles is not None or functions):
        raise UsageError(f"{folder}: holds no text that --articles or --checks could look at; hydrate it first")
    originals = Originals(articles, config, corrected_values(release))
    findings, rows = Findings(baseline.accepts if baseline else lambda violation: False), dict[str, int]()
    own = Functions(tuple(functions))
    findings.add(own.unrun(config.checks))
    for check in (check_files, check_contracts, check_verifier, check_rejections, check_audit, check_quality):
        findings.add(check(release))
    if standoff:
        findings.add(integrity_standoff.check_edition(release))
    unreadable, facts = list(check_layout(release)), None
    if not unreadable:
        try:
            facts = _prove_rows(release, findings, originals, own, progress, memory)
        except Damaged:
            unreadable = list(check_readable(release))
    findings.add(unreadable)
    if facts:
        rows = {table: facts.tables[table].total for table in TABLES}
        for measured in (check_licenses, check_floors):
            findings.add(measured(release, config))
        findings.add(check_corrections(release))
        findings.add(check_withdrawn(release))
        for claims in (check_manifest, check_card, check_metadata, check_pictures):
            findings.add(claims(release, facts))
        for claims in () if standoff else (check_datasheet, check_changelog):  # its copies have the full one's hashes
            findings.add(claims(release, facts))
    moved: list[Moved] = []
    if earlier is not None and not unreadable and not any(check_schemas(release)):
        moved = compare(earlier, release, config.checks.drift)
        findings.add(check_drift(moved, config.checks.drift))
        findings.add(check_version(earlier, release))
    if baseline:
        findings.add(baseline.check())
    return Report(
        release=str(folder),
        name=str(manifest.get("name")),
        version=str(manifest.get("version")),
        rows=rows,
        compared=originals.compared,
        counts={rule: findings.counts[rule] for rule in load_rules() if findings.counts[rule]},
        violations=tuple(findings.kept) if unreadable or standoff else locate(release, findings.kept, originals),
        accepted=findings.passed,
        drift=tuple(moved),
        unchecked=integrity_standoff.UNPROVED if standoff else (),
    )


def _validate_bare(
    bare: Bare,
    articles: Sequence[str] | None,
    progress: Callable[[int], None],
    findings: Findings,
    baseline: Baseline | None,
) -> Report:
    """Columns, values, keys and spans of tables without a manifest."""
    if articles is not None:
        raise UsageError(f"{bare.folder}: has no manifest, so --articles cannot be compared with it; leave it out")
    columns = list(bare.check_readable())
    findings.add(columns)
    unreadable = any(each.rule == "schema" and each.column is None for each in columns)
    if not unreadable:
        broken = frozenset((str(each.table), str(each.column)) for each in columns if each.rule != "equal-type")
        for part in bare.parts(broken):
            for check in (_check_full_values, integrity_references.check_foreign_keys, integrity_spans.check_spans):
                findings.add(each for each in check(part) if bare.speaks_of(each, broken))
            progress(len(part.documents))
        for table in bare.files:
            findings.add(check_primary_key(load_contracts()[table], bare.keys(table, broken)))
        findings.add(bare.check_unchecked())
    if baseline:
        findings.add(baseline.check())
    return Report(
        release=str(bare.folder),
        name=bare.folder.resolve().name,
        version="",
        rows={} if unreadable else bare.rows,
        compared=0,
        counts={rule: findings.counts[rule] for rule in load_rules() if findings.counts[rule]},
        violations=tuple(findings.kept),
        accepted=findings.passed,
        unchecked=bare.unchecked,
    )


def _earlier(folder: Path, release: Release) -> Release:
    """A release to compare with; only what would make that impossible is looked at."""
    old = Release(folder)
    if old.edition != release.edition:
        raise UsageError(
            f"{folder}: its edition is {old.edition}, and that of {release.folder} is {release.edition}; "
            "name a version before of the same edition"
        )
    damaged = [*check_readable(old), *check_schemas(old)] if old.manifest else []
    if damaged:
        raise UsageError(f"{folder}: is damaged ({damaged[0].found}); compare with a release that `validate` proves")
    return old


def prove(
    folder: Path, sources: Sequence[str] | None, functions: Sequence[str], progress: Callable[[int], None]
) -> Report:
    """The report on the new release in `folder`; raises BrokenPromise, which carries it, unless every promise holds."""
    report = validate(folder, sources, progress, functions=functions)
    if not report.ok:
        broken = (rule for rule in report.counts if load_rules()[rule].severity == "error")
        found = ", ".join(f"{rule} ({report.counts[rule]:,})" for rule in broken)
        raise BrokenPromise(
            f"{report.name} {report.version}: the new release breaks {found}; nothing was released", report
        )
    return report


def _prove_rows(
    release: Release,
    findings: Findings,
    originals: Originals,
    functions: Functions,
    progress: Callable[[int], None],
    memory: int | None,
) -> Facts:
    """Prove all rows, and count them on the way. Raises Damaged where a table cannot be read to its end."""
    stated = configuration(release)
    config = stated or Config()
    near, keys = NearDuplicates(len(release.splits), config.duplicates.threshold), Keys()
    groups, tally = Groups(), Tally(release.contracts)
    readers = (near.read, keys.read, groups.read, tally.read)
    findings.add(check_schemas(release))
    custom = (lambda part: check_columns(part, config.checks.columns), functions)
    findings.add(_check_slices(release, originals, readers, custom, progress, memory))
    findings.add(check_unique(release, config.checks.columns))
    findings.add(keys.check(release))
    documents, quotes = groups.documents(), groups.shared(release)
    findings.add(groups.check(documents, quotes, shares(release)))
    if stated:
        kept = kept_splits(release)
        findings.add(check_assignment(documents, quotes.select("doc_id", "utterance_id"), stated, kept))
        findings.add(check_shares(documents, stated))
    findings.add(near.check())
    return tally.facts(release, shares(release))


def _check_slices(
    release: Release,
    originals: Originals,
    readers: Sequence[Callable[[Slice], None]],
    custom: Sequence[Callable[[Slice], Iterator[Violation]]],
    progress: Callable[[int], None],
    memory: int | None,
) -> Iterator[Violation]:
    """Everything that can be seen in some documents and their rows at a time, many checks of a slice at once."""
    files = {table: release.data_files(table) for table in TABLES}
    size = size_for({table: table_facts(release, table).total for table in TABLES}, memory)
    checks = (*_CHECKS, *(integrity_standoff.CHECKS if release.edition == "standoff" else ()))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for split in release.splits:
            own = {table: files[table].get(split, []) for table in TABLES}
            for part in slices(own, split, size, release.contracts):
                found = pool.map(lambda check, part=part: list(check(part)), checks)
                # in this thread: pandera's settings are those of the program
                yield from _check_contract_values(part, release.contracts)
                yield from chain.from_iterable(found)
                yield from chain.from_iterable(check(part) for check in custom)
                for read in readers:
                    read(part)
                yield from originals.check(part.with_documents_of(("source", "source_id", "source_sha256", "text")))
                progress(len(part.documents))


# ---- values against their contract


def _check_full_values(part: Slice) -> Iterator[Violation]:
    return _check_contract_values(part, load_contracts())


def _check_contract_values(part: Slice, contracts: Mapping[str, Contract]) -> Iterator[Violation]:
    for table, contract in contracts.items():
        frame = shaped(part.tables[table], to_polars(contract))
        keys = frame[contract.primary_key[0]]
        for failure in failures(contract, frame):
            key = None if failure.row_index is None else keys[failure.row_index]
            rule = _RULE_OF.get(failure.check, failure.check)
            found, expected = shown(failure.value), _expected(contract, failure)
            yield Violation(rule, table, key, failure.column, found, expected)


def _expected(contract: Contract, failure: Failure) -> str:
    """What the contract says of a column, or of a member of the structs in it."""
    field = _field(contract, failure.column)
    if field is None:
        return "the columns of the contract"
    limits = field.constraints
    return {
        "required": "a value",
        "unique": "a value that no other row has",
        "pattern": str(limits.pattern),
        "enum": f"one of {', '.join(limits.enum)}",
        "minimum": f"at least {limits.minimum}",
        "maximum": f"at most {limits.maximum}",
        "minLength": f"at least {limits.min_length} long",
        "maxLength": f"at most {limits.max_length} long",
        "type": field.type,
        "span": "start, end and text together, or none of them",
    }.get(failure.check, "as the contract has it")


def _field(contract: Contract, path: str) -> Field | None:
    name, _, member = path.partition("[].")
    field = next((each for each in contract.fields if each.name == name.removesuffix("[]")), None)
    return next((each for each in field.fields if each.name == member), None) if field and member else field
