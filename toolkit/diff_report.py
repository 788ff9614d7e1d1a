"""What people and programs read of a comparison: text, Markdown, JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.difference import FORMAT, Difference, Example, TableDifference, same
from toolkit.markdown import table_of
from toolkit.outputs.wording import visible
from toolkit.plurals import plural
from toolkit.release import Release
from toolkit.versions import Bump, Version, bump, noun_of, version_of


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two releases."""

    folder: str
    name: str
    version: Version
    build: str

    @classmethod
    def of(cls, folder: Path) -> Side:
        """The release in a folder. Raises UsageError where there is none."""
        release = Release(folder)
        return cls(str(folder), str(release.manifest.get("name")), version_of(release), str(release.manifest["build"]))

    def as_json(self) -> dict[str, str]:
        """The side as a JSON object."""
        return {"release": self.folder, "name": self.name, "version": str(self.version), "build": self.build}


@dataclass(frozen=True, slots=True)
class Compared:
    """Two releases, what they differ in, and what that means for the version of the new one."""

    old: Side
    new: Side
    difference: Difference
    bump: Bump

    @classmethod
    def of(cls, old: Path, new: Path, difference: Difference) -> Compared:
        """A difference, with what the two manifests call themselves."""
        return cls(Side.of(old), Side.of(new), difference, bump(difference))

    @property
    def smallest(self) -> Version:
        """The smallest version that the new release may have after the old one."""
        return self.old.version.bumped(self.bump.level)


def render(found: Compared, form: str) -> str:
    """The comparison as text, json or markdown, without a line end at its end."""
    return {"text": _text, "json": _json, "markdown": _markdown}[form](found).rstrip("\n")


def _json(found: Compared) -> str:
    value: dict[str, Any] = {
        "format": FORMAT,
        "old": found.old.as_json(),
        "new": found.new.as_json(),
        "bump": found.bump.level,
        "reasons": [{"level": reason.level, "what": reason.what} for reason in found.bump.reasons],
        "smallest": str(found.smallest),
        "allowed": found.new.version >= found.smallest,
        **found.difference.as_json(),
    }
    return json.dumps(value, indent=2, ensure_ascii=False)


# ---- for people


def _headline(found: Compared) -> str:
    old, new = f"{found.old.name} {found.old.version}", f"{found.new.name} {found.new.version}"
    if found.bump.level == "none":
        return f"{old} -> {new}: nothing has changed"
    return f"{old} -> {new}: {found.bump.level}; the smallest version is {found.smallest}"


def _text(found: Compared) -> str:
    lines = [_headline(found)]
    if found.bump.reasons:
        lines += ["", *(f"  {reason}" for reason in found.bump.reasons)]
    for table in found.difference.tables:
        if not same(table):
            lines += ["", f"{table.table}: {_counts(table)}", *(f"  {visible(line)}" for line in _rows(table))]
    lines += _section("documents", list(_documents(found.difference)))
    return "\n".join(lines)


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", f"{title}:", *(f"  {visible(line)}" for line in lines)] if lines else []


def _counts(table: TableDifference) -> str:
    old, new = table.rows
    parts = [
        f"{table.added.rows:,} added",
        f"{table.removed.rows:,} removed",
        f"{table.changed:,} changed",
        *([f"{table.moved:,} of them moved"] if table.moved else []),
    ]
    return f"{old:,} -> {plural(new, 'row')}; {', '.join(parts)}"


def _rows(table: TableDifference) -> Iterator[str]:
    """Examples, and how many they stand for."""
    noun = noun_of(table.table)
    for done, rows in (("removed", table.removed), ("added", table.added)):
        for example in rows.examples:
            yield f"{noun} {example.key}: {done}: {example.old if done == 'removed' else example.new}"
        yield from _more(rows.rows, len(rows.examples), done)
    for values in table.values:
        for example in values.examples:
            yield f"{noun} {example.key}: {values.column} {_arrow(example)}"
        yield from _more(values.rows, len(values.examples), values.column)


def _more(count: int, shown: int, what: str) -> Iterator[str]:
    if count > shown:
        yield f"… and {count - shown:,} more {what}"


def _arrow(example: Example) -> str:
    return f"{example.old} -> {example.new}"


def _documents(difference: Difference) -> Iterator[str]:
    documents = difference.documents
    for key in documents.text_examples:
        yield f"document {key}: text changed"
    yield from _more(documents.texts, len(documents.text_examples), "texts")
    for example in documents.move_examples:
        yield f"document {example.key}: split {_arrow(example)}"
    yield from _more(sum((documents.moves or {}).values()), len(documents.move_examples), "splits")
    for example in documents.renamed:
        yield f"document {_arrow(example)}: the same text under another id"
    yield from _more(documents.renamed_rows, len(documents.renamed), "ids")


def _markdown(found: Compared) -> str:
    parts = [f"# {_headline(found)}\n"]
    if found.bump.reasons:
        parts.append("".join(f"- **{reason.level}**: {reason.what}\n" for reason in found.bump.reasons))
    rows = [
        (f"`{each.table}`", *each.rows, each.added.rows, each.removed.rows, each.moved, each.changed)
        for each in found.difference.tables
    ]
    parts.append(table_of(("table", "rows before", "rows", "added", "removed", "moved", "changed"), rows))
    for table in found.difference.tables:
        examples = list(_markdown_rows(table))
        if examples:
            parts.append(f"## {table.table}\n\n{table_of(('key', 'column', 'before', 'after'), examples)}")
    documents = list(_documents(found.difference))
    if documents:
        parts.append("## Documents\n\n" + "".join(f"- {visible(line)}\n" for line in documents))
    return "\n".join(parts)


def _markdown_rows(table: TableDifference) -> Iterator[tuple[str, str, str, str]]:
    for done, rows in (("removed", table.removed), ("added", table.added)):
        for example in rows.examples:
            yield f"`{example.key}`", f"({done})", visible(example.old or ""), visible(example.new or "")
    for values in table.values:
        for example in values.examples:
            shown = visible(str(example.old)), visible(str(example.new))
            yield f"`{example.key}`", f"`{values.column}` ({values.rows:,})", *shown
