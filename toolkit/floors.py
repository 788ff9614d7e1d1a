"""Quality floors: how large a share of the rows may lack something, where dataset.toml says so; and licenses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from toolkit.config import Config
from toolkit.findings import Violation
from toolkit.plurals import plural
from toolkit.release import Release
from toolkit.rules import load_rules


@dataclass(frozen=True, slots=True)
class _Floor:
    """Which rows of a table lack something, by one of its columns."""

    column: str
    lacking: pl.Expr


def _null(column: str) -> _Floor:
    return _Floor(column, pl.col(column).is_null())


def _status(status: str) -> _Floor:
    return _Floor("speaker_status", pl.col("speaker_status") == status)


FLOORS = {
    "speaker-absent": _status("absent"),
    "speaker-unresolved": _status("unresolved"),
    "speaker-unnamed": _null("speaker_name"),
    "cue-absent": _null("cue_start_char"),
    "license-absent": _null("license"),
    "publisher-absent": _null("publisher"),
    "date-absent": _null("published_at"),
    "title-absent": _null("title"),
    "duplicated": _Floor("duplicate_group", pl.col("duplicate_group").is_duplicated()),
    "quote-absent": _Floor("doc_id", pl.col("__silent")),
}
"""Rule to the rows that it limits; the rule itself is declared in the catalogue."""


def check_floors(release: Release, config: Config) -> Iterator[Violation]:
    """A violation for each share that is larger than `[checks] at_most` allows."""
    for rule, limit in config.checks.at_most.items():
        table, floor = str(load_rules()[rule].measured), FLOORS[rule]
        rows = release.frame(table, floor.column)
        if rule == "quote-absent":
            quoted = release.frame("quotes", "doc_id")["doc_id"].unique()
            rows = rows.with_columns((~pl.col("doc_id").is_in(quoted.implode())).alias("__silent"))
        lacking = int(rows.select(floor.lacking.sum()).item() or 0)
        if lacking > limit * len(rows):
            found = f"{lacking:,} of {len(rows):,} {table} ({100 * lacking / len(rows):.3g} %)"
            yield Violation(rule, table, None, floor.column, found, f"at most {100 * limit:.3g} %")


def check_licenses(release: Release, config: Config) -> Iterator[Violation]:
    """Where the data set has a license, so has each article."""
    if config.license is None:
        return
    licenses = release.frame("documents", "license")
    if missing := licenses["license"].null_count():
        found = f"{missing:,} of {plural(len(licenses), 'document')} without one"
        expected = f"a license for each, as the data set is under {config.license}"
        yield Violation("license", "documents", None, "license", found, expected)
