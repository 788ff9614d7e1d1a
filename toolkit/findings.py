"""What a validation finds: violations, counted by rule, each with its place, and the report that carries them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from toolkit.contracts import load_contracts
from toolkit.rules import SEVERITIES, Severity, load_rules

KEPT = 1_000
"""Violations of one rule that are kept with their details; all are counted."""
LONGEST = 200
"""Code points of a value that is quoted in a violation."""
OTHER, NONE = "(other)", "(none)"
"""Bins of a distribution of values: those that have none of their own, and null."""
FORMAT = 1
"""Of the report as JSON; docs/report.schema.json describes it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an article a violation lies. Offsets and columns count code points, ends are exclusive."""

    source: str
    """The raw article's `source`, and for a record of a file of many its `source_id`."""
    source_id: str
    line: int
    """Line of the decoded raw record, from 1; of a JSONL record, of the value of its text field."""
    column: int
    """Column in that line, from 1."""
    start_char: int
    end_char: int
    """The span in `documents.text`."""
    excerpt: str
    """The line of `documents.text` around the beginning of the span, or a part of it."""
    mark: tuple[int, int]
    """The part of the excerpt that the violation is about; of a longer span as much as the excerpt has."""
    end_line: int | None = None
    """Line of the span's last character, and the column behind it; None: it ends with the mark."""
    end_column: int | None = None
    record: int | None = None
    """Line of its file that a JSONL record is, where it is at hand."""

    @property
    def of_record(self) -> bool:
        """Whether line and column are those within a record's text, and not those of the source."""
        return self.source == "stdin" or self.source.lower().endswith(".jsonl")

    @property
    def end(self) -> tuple[int, int]:
        """Line of the end, and the column behind it."""
        if self.end_line is None or self.end_column is None:
            return self.line, self.column + self.mark[1] - self.mark[0]
        return self.end_line, self.end_column


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
    span: tuple[int, int] | None = None
    """Where in the document's text, if the check knows better than the row's own columns."""
    place: Place | None = None
    stated: bool = field(default=False, compare=False)
    """Whether `expected` is what a contract or dataset.toml says, and so no words of an article."""
    words: tuple[str, ...] = field(default=(), compare=False)
    """Pieces of `found` and `expected` that are an article's, though no quotation marks say so."""

    @property
    def severity(self) -> Severity:
        """How bad it is, as the catalogue has it."""
        return load_rules()[self.rule].severity

    @property
    def fingerprint(self) -> str:
        """32 hexadecimal digits that stay the same from run to run, whatever else is found."""
        parts = (self.rule, self.table or "", self.key or "", self.column or "", repr(self.span or ""))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]

    def as_json(self) -> dict[str, Any]:
        """The violation as a JSON object."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "table": self.table,
            "key": self.key,
            "column": self.column,
            "found": self.found,
            "expected": self.expected,
            "place": None if self.place is None else {**asdict(self.place), "mark": list(self.place.mark)},
            "fingerprint": self.fingerprint,
        }


@dataclass(frozen=True, slots=True)
class Mover:
    """Share of one bin in the old and in the new release."""

    bin: str
    old: float
    new: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A distribution compared with that of an earlier release."""

    table: str
    column: str
    old_rows: int
    new_rows: int
    psi: float
    jensen_shannon: float
    noise: float
    """PSI that chance alone exceeds in one comparison of twenty."""
    verdict: str
    """stable, moderate, large or too small."""
    movers: tuple[Mover, ...]
    """The bins that moved most."""

    @property
    def values(self) -> tuple[str, ...]:
        """Those of them that are values of a column, and neither ranges of numbers nor the rest of the rows."""
        contract = load_contracts()[self.table]
        named = any(each.name == self.column and each.type == "string" for each in contract.fields)
        return tuple(one.bin for one in self.movers if named and one.bin not in (OTHER, NONE))


@dataclass(slots=True)
class Findings:
    """Collects violations: all are counted, the first of each rule are kept; what is `accepted` is neither."""

    accepted: Callable[[Violation], bool] = lambda violation: False
    counts: Counter[str] = field(default_factory=Counter)
    kept: list[Violation] = field(default_factory=list)
    passed: int = 0
    """How many were accepted."""

    def add(self, violations: Iterable[Violation]) -> None:
        """Take violations."""
        for violation in violations:
            if self.accepted(violation):
                self.passed += 1
                continue
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
    """Rule to violations, in the order of the catalogue."""
    violations: tuple[Violation, ...]
    """Of each rule the first `KEPT`."""
    accepted: int = 0
    """Violations that the baseline accepts; they are in neither of the two above."""
    unchecked: tuple[str, ...] = ()
    """Rules that a folder without a manifest is not held to."""
    drift: tuple[Moved, ...] = ()
    """Every distribution that was compared with an earlier release's."""
    rebuilt: int | None = None
    """Files that a rebuild made again, byte for byte; None where there was no rebuild."""

    @property
    def ok(self) -> bool:
        """Whether every promise holds: nothing found is an error."""
        return not self.fails("error")

    def fails(self, fail_on: Severity) -> bool:
        """Whether anything of this severity, or worse, was found."""
        return any(self.severities[each] for each in SEVERITIES[: SEVERITIES.index(fail_on) + 1])

    @property
    def severities(self) -> dict[Severity, int]:
        """How many violations there are of each severity."""
        counted: Counter[Severity] = Counter()
        for rule, count in self.counts.items():
            counted[load_rules()[rule].severity] += count
        return {severity: counted[severity] for severity in SEVERITIES}

    def of(self, rule: str) -> list[Violation]:
        """The kept violations of a rule."""
        return [violation for violation in self.violations if violation.rule == rule]

    def as_json(self) -> dict[str, Any]:
        """The report as one JSON object."""
        return {
            "format": FORMAT,
            "release": self.release,
            "name": self.name,
            "version": self.version,
            "ok": self.ok,
            "rows": self.rows,
            "articles_compared": self.compared,
            "accepted": self.accepted,
            "unchecked": list(self.unchecked),
            "severities": self.severities,
            "counts": self.counts,
            "rebuilt": self.rebuilt,
            "drift": [asdict(moved) for moved in self.drift],
            "violations": [violation.as_json() for violation in self.violations],
        }


def shown(value: object) -> str:
    """A value as a violation quotes it."""
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
