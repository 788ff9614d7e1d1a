"""Prove a release: every promise that its data, its manifest and its documents make, in one pass, in bounded memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import yaml

from toolkit import card
from toolkit.article import Reason
from toolkit.config import Sources
from toolkit.contracts import TABLES, Contract, failures, load_contracts, to_arrow
from toolkit.errors import BrokenPromise
from toolkit.facts import Facts, count
from toolkit.findings import Findings, Report, Violation, shown
from toolkit.integrity import check_groups, check_primary_key, check_slice
from toolkit.originals import Originals
from toolkit.release import CARD, DATASHEET, MANIFEST, REJECTIONS, Release, data_hash, sha256_of
from toolkit.slices import Slice, slices

_RULE_OF = {
    "type": "schema", "missing": "schema", "unknown": "schema", "order": "schema", "span": "required",
    "minimum": "range", "maximum": "range", "minLength": "length", "maxLength": "length",
}  # fmt: skip
"""Rules of what `contracts.failures` calls otherwise."""


def validate(
    folder: Path, articles: Sequence[str] | None = None, progress: Callable[[int], None] = lambda _: None
) -> Report:
    """Validate the release in `folder` and report every violation.

    `articles` are the SOURCE arguments that it was built from: each document is then compared with what its raw article
    normalizes to, and an article that is missing or has changed is a violation. With None, articles are compared
    where the current folder holds them unchanged. `progress` is told how many documents each step was about.

    Raises UsageError where the folder is no release.
    """
    release = Release(folder)
    manifest = release.manifest
    findings = Findings()
    findings.add(_check_files(release))
    findings.add(_check_contracts(release))
    findings.add(_check_rejections(release))
    originals = Originals(articles, _columns(manifest))
    rows: dict[str, int] = {}
    unreadable = list(_check_schemas(release))
    findings.add(unreadable)
    if not unreadable:
        for part in _slices(release):
            findings.add(_check_contract_values(part))
            findings.add(check_slice(part))
            findings.add(originals.check(part))
            progress(len(part.documents))
        findings.add(_check_whole(release))
        facts = count(release)
        rows = {table: facts.tables[table].total for table in TABLES}
        findings.add(_check_manifest(release, facts))
        findings.add(_check_documents(release, facts))
    return Report(
        release=str(folder),
        name=str(manifest.get("name")),
        version=str(manifest.get("version")),
        rows=rows,
        compared=originals.compared,
        counts=dict(sorted(findings.counts.items())),
        violations=tuple(findings.kept),
    )


def prove(folder: Path, sources: Sequence[str], progress: Callable[[int], None]) -> None:
    """Raise BrokenPromise, with the whole report, unless the new release in `folder` keeps every promise."""
    report = validate(folder, sources, progress)
    if not report.ok:
        found = ", ".join(f"{rule} ({violations:,})" for rule, violations in report.counts.items())
        raise BrokenPromise(
            f"{report.name} {report.version}: the new release breaks {found}; nothing was released", report
        )


def _columns(manifest: Mapping[str, Any]) -> Sources:
    """What the build's JSONL fields were called."""
    try:
        return Sources(columns=manifest["configuration"]["sources"]["columns"])
    except (KeyError, TypeError, ValueError):  # a damaged manifest; its hash and numbers are checked by rules
        return Sources()


# ---- files


def _check_files(release: Release) -> Iterator[Violation]:
    listed = {str(entry.get("path")): entry for entry in _entries(release)}
    present = {path.relative_to(release.folder).as_posix() for path in release.folder.rglob("*") if not path.is_dir()}
    # The Hub adds this one to each repository.
    for path in sorted(present - set(listed) - {MANIFEST, ".gitattributes"}):
        yield Violation("file", None, path, None, "a file", "no file: the manifest does not list it")
    for path, entry in listed.items():
        file = release.folder / path
        if path not in present or not file.is_file():
            yield Violation("file", None, path, None, "no file", "the file that the manifest lists")
        elif file.stat().st_size != entry.get("bytes"):
            yield Violation("file", None, path, "bytes", str(file.stat().st_size), str(entry.get("bytes")))
        elif (found := sha256_of(file)) != entry.get("sha256"):
            yield Violation("file", None, path, "sha256", found, str(entry.get("sha256")))


def _entries(release: Release) -> list[dict[str, Any]]:
    entries = release.manifest.get("files")
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _check_contracts(release: Release) -> Iterator[Violation]:
    from importlib import resources

    for table in TABLES:
        path = release.folder / "schemas" / f"{table}.toml"
        ours = resources.files("toolkit.schemas").joinpath(f"{table}.toml").read_bytes()
        if not path.is_file() or path.read_bytes() != ours:
            version = load_contracts()[table].version
            yield Violation(
                "contract", table, f"schemas/{table}.toml", None, "other bytes", f"contract {table} {version}"
            )


def _check_rejections(release: Release) -> Iterator[Violation]:
    path = release.folder / REJECTIONS
    if not path.is_file():
        yield Violation("rejection", None, REJECTIONS, None, "no file", "a file, if need be an empty one")
        return
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            row = json.loads(line)
            known = isinstance(row, dict) and row["reason"] in set(Reason) and isinstance(row["path"], str)
        except (ValueError, KeyError):
            known = False
        if not known:
            expected = "JSON with a known reason and a path"
            yield Violation("rejection", None, f"{REJECTIONS}:{number}", None, shown(line), expected)


# ---- tables


def _check_schemas(release: Release) -> Iterator[Violation]:
    """What keeps the data from being read: files that are no Parquet, tables without files, columns that are wrong."""
    for table, contract in load_contracts().items():
        files = release.data_files(table)
        if not files:
            yield Violation("schema", table, f"data/{table}", None, "no file", "at least one Parquet file")
        for path in (path for paths in files.values() for path in paths):
            yield from _check_schema(release, contract, path)


def _check_schema(release: Release, contract: Contract, path: Path) -> Iterator[Violation]:
    name = path.relative_to(release.folder).as_posix()
    try:
        found = pq.read_schema(path)
        pq.read_table(path, columns=list(contract.primary_key))
    except (OSError, ValueError) as error:  # pyarrow's errors are kinds of these
        yield Violation("schema", contract.name, name, None, shown(str(error)), "a Parquet file of this table")
        return
    wanted = to_arrow(contract)
    for field in wanted:
        index = found.get_field_index(field.name)
        if index < 0:
            yield Violation("schema", contract.name, name, field.name, "no such column", str(field.type))
        elif not found.field(index).type.equals(field.type):
            yield Violation("schema", contract.name, name, field.name, str(found.field(index).type), str(field.type))
    if not any(found.get_field_index(field.name) < 0 for field in wanted) and found.names != wanted.names:
        yield Violation("schema", contract.name, name, None, shown(found.names), shown(wanted.names))


def _slices(release: Release) -> Iterator[Slice]:
    files = {table: release.data_files(table) for table in TABLES}
    for split in release.splits:
        yield from slices({table: files[table].get(split, []) for table in TABLES}, split)


def _check_contract_values(part: Slice) -> Iterator[Violation]:
    for table, contract in load_contracts().items():
        frame = part.tables[table].select(contract.names)
        keys = frame[contract.primary_key[0]]
        for failure in failures(contract, frame):
            key = None if failure.row_index is None else keys[failure.row_index]
            rule = _RULE_OF.get(failure.check, failure.check)
            yield Violation(
                rule,
                table,
                key,
                failure.column,
                shown(failure.value),
                _expected(contract, failure.column, failure.check),
            )


def _expected(contract: Contract, column: str, check: str) -> str:
    """What the contract says of a column, or of a member of the structs in it."""
    name, _, member = column.partition("[].")
    field = next((each for each in contract.fields if each.name == name.removesuffix("[]")), None)
    if field and member:
        field = next((each for each in field.fields if each.name == member), None)
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
    }.get(check, "as the contract has it")


def _scan(release: Release, table: str) -> pl.LazyFrame:
    return pl.scan_parquet([path for paths in release.data_files(table).values() for path in paths])


def _check_whole(release: Release) -> Iterator[Violation]:
    for table in TABLES:
        yield from check_primary_key(table, _scan(release, table))
    yield from check_groups(_scan(release, "documents"), _scan(release, "quotes"))


# ---- documents of the release


def _check_manifest(release: Release, facts: Facts) -> Iterator[Violation]:
    manifest = release.manifest
    truths: dict[str, object] = {
        "tables": {table: {"rows": each.total, "splits": dict(each.rows)} for table, each in facts.tables.items()},
        "rejections": dict(facts.rejections),
        "build": data_hash(_entries(release)),
    }
    stated = {
        "tables": _stated_tables(manifest.get("tables")),
        "rejections": manifest.get("rejections"),
        "build": manifest.get("build"),
    }
    for key, truth in truths.items():
        if stated[key] != truth:
            yield Violation("manifest", None, MANIFEST, key, shown(stated[key]), shown(truth))


def _stated_tables(tables: object) -> object:
    if not isinstance(tables, dict):
        return tables
    return {
        table: {key: value for key, value in entry.items() if key != "contract"} if isinstance(entry, dict) else entry
        for table, entry in tables.items()
    }


def _check_documents(release: Release, facts: Facts) -> Iterator[Violation]:
    for rule, name in (("card", CARD), ("datasheet", DATASHEET)):
        path = release.folder / name
        if not path.is_file():
            yield Violation(rule, None, name, None, "no file", "a file")
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for region, body in card.regions(text):
            written = card.REGIONS[region](facts) if region in card.REGIONS else "no such region"
            if body != written:
                yield Violation(rule, None, name, region, shown(body), shown(written))
        if name == CARD:
            yield from _check_front_matter(release, facts, text)


def _check_front_matter(release: Release, facts: Facts, text: str) -> Iterator[Violation]:
    try:
        matter = card.parse_front_matter(text)
    except yaml.YAMLError as error:
        yield Violation("card", None, CARD, None, shown(str(error)), "front matter in YAML")
        return
    if not isinstance(matter, dict):
        yield Violation("card", None, CARD, None, "no front matter", "front matter in YAML")
        return
    manifest = release.manifest
    wanted = card.loading(str(manifest.get("version")), facts, str(manifest.get("build")))
    for key, truth in wanted.items():
        if matter.get(key) != truth:
            yield Violation("card", None, CARD, key, *_difference(matter.get(key), truth))


def _difference(found: object, truth: object, path: str = "") -> tuple[str, str]:
    """The first place where two values of YAML differ, as found and expected."""
    if isinstance(found, dict) and isinstance(truth, dict):
        for key in (*truth, *(key for key in found if key not in truth)):
            if found.get(key) != truth.get(key):
                return _difference(found.get(key), truth.get(key), f"{path}.{key}")
    if isinstance(found, list) and isinstance(truth, list) and len(found) == len(truth):
        for index, (one, other) in enumerate(zip(found, truth, strict=True)):
            if one != other:
                return _difference(one, other, f"{path}[{index}]")
    return f"{path}: {shown(found)}".lstrip(": "), f"{path}: {shown(truth)}".lstrip(": ")
