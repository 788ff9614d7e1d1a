"""What a validation finds: violations, counted by rule, and the report that carries them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

KEPT = 1_000
"""Violations of one rule that are kept with their details; all are counted."""
LONGEST = 200
"""Code points of a value that is quoted in a violation."""

RULES = {
    "file": "every file of the release is in the manifest, with its size and SHA-256, and no other file is there",
    "manifest": "the manifest's rows, splits, rejections, rights, files and build are those of the data",
    "contract": "the release's schemas/ are the contracts that its data were written to",
    "schema": "a table has its contract's columns, in order, with their types",
    "required": "a required column holds no null",
    "unique": "a unique column holds no value twice",
    "pattern": "a value has the form that the contract asks for",
    "enum": "a value stands in the contract's closed list",
    "range": "a number lies within the contract's limits",
    "length": "a text or list has a length within the contract's limits",
    "primary-key": "no two rows of a table, over all splits, have the same primary key",
    "foreign-key": "what a foreign key refers to is there, in the same document",
    "row-order": "rows stand in the order of their documents and, within one, of their spans",
    "id": "an id is the hash of what it should be derived from",
    "count": "a count, or a hash of a text, is that of the text",
    "span": "a span lies in its document, and the document's text there is the row's text",
    "tiling": "the sentences of a document tile its text, numbered from 0",
    "paragraph": "a sentence's paragraph is the line of the text in which it begins",
    "sentence": "a row's sentence is the one that holds it",
    "entity-overlap": "the entities of a document do not overlap",
    "quoted-spans": "the stretches inside marks lie in their quote, in order, as its type says",
    "quotation": "the pieces of a quotation are named after the first of them",
    "parent": "a quote lies inside its parent, which is another quote",
    "speaker": "a speaker's status, mention and names agree, and each name is that of an entity of the document",
    "utterance": "an utterance is named after one of its quotes, and its speakers can be one person",
    "utterance-split": "no statement is quoted in two splits, where documents are split by that too",
    "split": "a document is in the files of its split",
    "duplicate-group": "a group of near-duplicates is named after one of its documents",
    "duplicate-split": "near-duplicates never stand in different splits",
    "source": "a document is what its raw article, where that is at hand, normalizes to",
    "rejection": "a rejection has a known reason and an address",
    "audit": "the record of an error audit, where there is one, can be read",
    "card": "the card's front matter and numbers are those of the data",
    "datasheet": "the datasheet's numbers are those of the data",
}
"""Every rule, and what it proves."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a release breaks one rule."""

    rule: str
    table: str | None
    key: str | None
    """Primary key of the row; for a file, its path."""
    column: str | None
    found: str
    expected: str


@dataclass(slots=True)
class Findings:
    """Collects violations: all are counted, the first of each rule are kept."""

    counts: Counter[str] = field(default_factory=Counter)
    kept: list[Violation] = field(default_factory=list)

    def add(self, violations: Iterable[Violation]) -> None:
        """Take violations."""
        for violation in violations:
            self.counts[violation.rule] += 1
            if self.counts[violation.rule] <= KEPT:
                self.kept.append(violation)


@dataclass(frozen=True, slots=True)
class Report:
    """What `validate` found. `rows` counts by table; `compared` of `documents` had their raw article at hand."""

    release: str
    name: str
    version: str
    rows: dict[str, int]
    compared: int
    counts: dict[str, int]
    violations: tuple[Violation, ...]
    """Of each rule the first `KEPT`."""

    @property
    def ok(self) -> bool:
        """Whether every promise holds."""
        return not self.counts

    def as_json(self) -> dict[str, Any]:
        """The report as one JSON object."""
        return {
            "release": self.release,
            "name": self.name,
            "version": self.version,
            "ok": self.ok,
            "rows": self.rows,
            "articles_compared": self.compared,
            "counts": self.counts,
            "violations": [asdict(violation) for violation in self.violations],
        }


def shown(value: object) -> str:
    """A value as a violation quotes it."""
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
