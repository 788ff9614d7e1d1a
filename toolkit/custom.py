"""A data set's own checks, from `[checks]` in dataset.toml: the contracts' words put on more columns, and functions.

The words travel with the release, and every `validate` holds it to them. A function is code: it runs while its maker
builds, and later only for who names it, since a release that somebody else made must not decide what is imported here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.config import Checks, ColumnCheck
from toolkit.contracts import Constraints, Contract, failures, load_contracts
from toolkit.errors import UsageError
from toolkit.findings import Violation, shown
from toolkit.functions import load_function
from toolkit.quoting import Rows
from toolkit.release import MANIFEST, Release
from toolkit.rules import Severity

if TYPE_CHECKING:
    import polars as pl

    from toolkit.slices import Slice

RULES: Mapping[Severity, str] = {"error": "custom", "warning": "custom-warning", "info": "custom-info"}
"""Severity to the rule that a finding of a data set's own check has."""
Check = Callable[["Mapping[str, pl.DataFrame]"], Iterable[Violation]]
"""A user's function: table to some documents' rows in it -> what is wrong with them."""


def check_columns(part: Slice, checks: Sequence[ColumnCheck]) -> Iterator[Violation]:
    """The values of a slice that break a check of their column; `unique` is for all rows to say (`check_unique`)."""
    for check in checks:
        contract, frame = _contract(check), part.tables[check.table]
        key = load_contracts()[check.table].primary_key[0]
        for failure in failures(contract, frame.select(check.column)):
            row = None if failure.row_index is None else frame[key][failure.row_index]
            yield _violation(check, row, shown(failure.value), failure.check)


def check_unique(release: Release, checks: Sequence[ColumnCheck]) -> Iterator[Violation]:
    """The values that stand in several rows of a column which is to have each once."""
    import polars as pl

    for check in checks:
        if check.unique:
            values = release.frame(check.table, check.column)[check.column].drop_nulls()
            twice = values.value_counts().filter(pl.col("count") > 1).sort(check.column)
            for value, count in twice.rows():
                yield _violation(check, None, f"{shown(value)} in {count:,} rows", "unique")


def _contract(check: ColumnCheck) -> Contract:
    """The contract of one column, with the check's constraints and no others."""
    whole = load_contracts()[check.table]
    field = next(field for field in whole.fields if field.name == check.column)
    limits = Constraints(
        required=bool(check.required),
        pattern=check.pattern,
        enum=dict.fromkeys(check.enum, ""),
        minimum=check.minimum,
        maximum=check.maximum,
        min_length=check.minLength,
        max_length=check.maxLength,
    )
    return replace(whole, fields=(replace(field, constraints=limits),), foreign_keys=(), spans=())


def _violation(check: ColumnCheck, key: str | None, found: str, word: str) -> Violation:
    limit = check.model_dump(mode="json")[word]
    expected = f"{word} = {limit}" if check.why is None else f"{word} = {limit}: {check.why}"
    return Violation(RULES[check.severity], check.table, key, check.column, found, expected, stated=True)


@dataclass(frozen=True, slots=True)
class Functions:
    """A user's functions, imported; `named` as they were given: "package.module:function"."""

    named: tuple[str, ...] = ()

    def __call__(self, part: Slice) -> Iterator[Violation]:
        """What the functions find in a slice. Raises UsageError where one is not there, or gives something else."""
        for path in self.named:
            function = load_function("checks.functions", path)
            found = function(dict(part.tables))
            if not isinstance(found, Iterable):
                raise _refusal(path, f"returned {type(found).__name__}", "return or yield Violations")
            rows = Rows(part)
            yield from (rows.told(_checked(path, violation)) for violation in found)

    def unrun(self, checks: Checks) -> Iterator[Violation]:
        """The functions of the release that were not run."""
        for path in checks.functions:
            if path not in self.named:
                yield Violation("custom-unrun", None, MANIFEST, "checks.functions", "not run", f"--checks {path}")


def _checked(path: str, violation: object) -> Violation:
    if not isinstance(violation, Violation):
        raise _refusal(path, f"gave a {type(violation).__name__}", "give toolkit.findings.Violation")
    if violation.rule not in RULES.values():
        raise _refusal(path, f"gave the rule {violation.rule!r}", f"use one of {', '.join(RULES.values())}")
    return violation


def _refusal(path: str, found: str, remedy: str) -> UsageError:
    return UsageError(f"checks.functions: {path!r} {found}; {remedy}")
