"""Where references lead: to a row of the same document, and one that holds what refers to it.

Checks of a slice, as those of integrity.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from toolkit.contracts import ForeignKey, load_contracts
from toolkit.findings import Violation
from toolkit.slices import ORDINAL, Check, Slice, violations

_START, _END = pl.col("start_char"), pl.col("end_char")
_FROM, _TO, _NAME = pl.col("__start_char"), pl.col("__end_char"), pl.col("__name")
"""Of the row that is referred to."""
HOLDER = "a quote that holds this one"
_DOCUMENT = 1 << 32
"""More than any text is long."""


@dataclass(frozen=True, slots=True)
class _Bond:
    """What must hold between a row and the row that it refers to."""

    rule: str
    broken: pl.Expr
    found: str
    expected: str | pl.Expr


_MENTIONED = (pl.col("speaker_end_char") > _FROM) & (pl.col("speaker_start_char") < _TO)
_STATUS = pl.col("speaker_status")
_BONDS = {
    ("entities", "sentence_id"): (
        _Bond("sentence", (_START < _FROM) | (_END > _TO), "sentence_id", "the sentence that holds it"),
    ),
    ("quotes", "first_sentence_id"): (
        _Bond("sentence", (_START < _FROM) | (_START >= _TO), "start_char", "a start in its first sentence"),
    ),
    ("quotes", "last_sentence_id"): (
        _Bond("sentence", (_END <= _FROM) | (_END > _TO), "end_char", "an end in its last sentence"),
    ),
    ("quotes", "parent_quote_id"): (
        _Bond(
            "parent",
            (_START < _FROM) | (_END > _TO) | (pl.col("parent_quote_id") == pl.col("quote_id")),
            "parent_quote_id",
            HOLDER,
        ),
    ),
    ("quotes", "speaker_entity_id"): (
        _Bond(
            "speaker",
            (pl.col("speaker_names").list.len() > 0) & ~pl.col("speaker_names").list.contains(_NAME),
            "__name",
            pl.col("speaker_names"),
        ),
        _Bond(
            "speaker",
            pl.when(_STATUS == "nominal").then(_MENTIONED).otherwise((_STATUS != "pronoun") & ~_MENTIONED),
            "speaker_status",
            pl.when(_MENTIONED)
            .then(pl.lit("named, for the mention contains the entity"))
            .otherwise(pl.lit("a status that fits an entity outside the mention")),
        ),
    ),
}


_PLACES = {
    ("entities", "sentence_id"): _START,
    ("quotes", "first_sentence_id"): _START,
    ("quotes", "last_sentence_id"): _END - 1,
}
"""Where the sentence lies that a row should lead to."""


def check_foreign_keys(part: Slice, there: Collection[str]) -> Iterator[Violation]:
    """Every reference to one of these tables leads to a row of the same document."""
    for table, contract in load_contracts().items():
        for key in (key for key in contract.foreign_keys if key.resource in there):
            yield from _dangling(part, table, key, _referring(part, table, key))


def check_references(part: Slice) -> Iterator[Violation]:
    """Every reference leads to a row of the same document.

    Entities lie inside their sentence, a quote begins in its first and ends in its last one, a parent holds the quote,
    the entity of a speaker has a name of the speaker.
    """
    for table, contract in load_contracts().items():
        for key in contract.foreign_keys:
            rows = _referring(part, table, key)
            yield from _dangling(part, table, key, rows)
            for bond in _BONDS.get((table, key.fields[0]), ()):
                wrong = rows.filter("__found").filter(bond.broken)
                column = bond.found if bond.found == "speaker_status" else key.fields[0]
                yield from violations(bond.rule, table, wrong, column, bond.found, bond.expected)


def _referring(part: Slice, table: str, key: ForeignKey) -> pl.DataFrame:
    """The rows that refer to another, with what a bond needs of both, and `__found`: whether there is that row.

    Rows that plainly lead where they should are left out. Ids are compared as hashes of eight bytes, several times as
    fast as texts, and then the ids themselves: a row that is found is there, one that is not may be.
    """
    column, target = key.fields[0], key.reference_fields[0]
    bonds, there = _BONDS.get((table, column), ()), part.tables[key.resource]
    needed = {load_contracts()[table].primary_key[0], column, ORDINAL}
    named = [name for each in bonds for name in each.broken.meta.root_names()]
    rows = part.tables[table].filter(pl.col(column).is_not_null())
    rows = rows.select(*sorted(needed | {name for name in named if not name.startswith("__")}))
    if key.resource == "documents":  # the row's ordinal is that of the document
        return rows.with_columns(pl.col(ORDINAL).is_not_null().alias("__found"))
    foreign = [name.removeprefix("__") for name in sorted(set(named)) if name.startswith("__")]
    referred = there.select(
        pl.col(target).alias("__target"),
        pl.col(ORDINAL).alias("__there"),
        *(pl.col(name).alias(f"__{name}") for name in foreign),
    )
    same = (pl.col("__target") == pl.col(column)) & (pl.col("__there") == pl.col(ORDINAL))
    place = _PLACES.get((table, column))
    if bonds and place is not None:
        rows = _unproved(rows, referred, place, same & ~bonds[0].broken)
    rows = rows.with_columns(pl.col(column).hash().alias("__hash"))
    referred = referred.with_columns(pl.col("__target").hash().alias("__hash"))
    referred = referred.filter(pl.col("__hash").is_in(rows["__hash"].unique().implode()))
    referred = referred.unique("__hash", keep="first", maintain_order=True)
    joined = rows.join(referred, on="__hash", how="left", maintain_order="left")
    return joined.with_columns(same.fill_null(value=False).alias("__found"))


def _unproved(rows: pl.DataFrame, referred: pl.DataFrame, place: pl.Expr, right: pl.Expr) -> pl.DataFrame:
    """The rows that are not right with the sentence in which a place lies, if sentences stand in order."""
    starts = referred.select(pl.col("__there") * _DOCUMENT + _FROM).to_series().fill_null(-1).to_numpy()
    if not len(starts) or (np.diff(starts) < 0).any():
        return rows
    places = rows.select(pl.col(ORDINAL) * _DOCUMENT + place).to_series().fill_null(-1).to_numpy()
    at = np.searchsorted(starts, places, side="right") - 1
    held = rows.hstack(referred[pl.Series(np.maximum(at, 0))])
    return rows.filter(~held.select(right.fill_null(value=False)).to_series())


def _dangling(part: Slice, table: str, key: ForeignKey, rows: pl.DataFrame) -> Iterator[Violation]:
    column, target = key.fields[0], key.reference_fields[0]
    missing = rows.filter(~pl.col("__found"))
    if len(missing) and key.resource != "documents":
        there = part.tables[key.resource].select(pl.col(target).alias(column), ORDINAL)
        missing = missing.join(there, on=[column, ORDINAL], how="anti", maintain_order="left")
    yield from violations("foreign-key", table, missing, column, column, f"a {key.resource} row of the same document")


CHECKS: tuple[Check, ...] = (check_references,)
