"""Prove a release: every promise that its data, its manifest and its documents make, in one pass, in bounded memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
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
from toolkit.bare import bare_folder
from toolkit.bare_rows import validate_bare
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
from toolkit.contracts import TABLES
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
from toolkit.findings import Findings, Moved, Report, Violation
from toolkit.floors import check_floors, check_licenses
from toolkit.integrity_groups import Groups, Keys
from toolkit.integrity_splits import NearDuplicates, check_assignment, check_shares
from toolkit.integrity_values import check_values
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
        if articles is not None:
            raise UsageError(f"{folder}: has no manifest, so --articles cannot be compared with it; leave it out")
        if functions:
            raise UsageError(f"{folder}: has no manifest, and --checks needs a release; leave it out")
        if against is not None:
            raise UsageError(f"{folder}: has no manifest, so it cannot be held --against a release; leave it out")
        return validate_bare(bare, progress, baseline, memory)
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
    findings.add(keys.check(release.frames))
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
    facts = {table: table_facts(release, table) for table in TABLES}
    texts = sum(facts["documents"].arrow_bytes.values())
    size = size_for({table: facts[table].total for table in TABLES}, memory, texts=texts)
    checks = (*_CHECKS, *(integrity_standoff.CHECKS if release.edition == "standoff" else ()))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for split in release.splits:
            own = {table: files[table].get(split, []) for table in TABLES}
            for part in slices(own, split, size, release.contracts):
                found = pool.map(lambda check, part=part: list(check(part)), checks)
                yield from check_values(part, release.contracts)
                yield from chain.from_iterable(found)
                yield from chain.from_iterable(check(part) for check in custom)
                for read in readers:
                    read(part)
                yield from originals.check(part.with_documents_of(("source", "source_id", "source_sha256", "text")))
                progress(len(part.documents))
