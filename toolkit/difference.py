"""What two releases differ in, as values: tables, columns, rows, documents, splits, labels, prose (see diff.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = 1
"""Of a difference as JSON; docs/versions.md describes it."""


@dataclass(frozen=True, slots=True)
class Example:
    """One row that differs: its key, and what stands there before and after, shortened. None: there is no such row."""

    key: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Values:
    """Rows, there before and after, that differ in one column. Of a column of group labels: in their companions."""

    column: str
    rows: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that are there on one side only, by why that is so."""

    rows: int
    own: int
    """Their document is on both sides, with the same text."""
    of_documents: int
    """Their document is on one side only."""
    of_texts: int
    """Their document's text has changed."""
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a table, by what became of them."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    retyped: Mapping[str, tuple[str, str]] | None = None
    """Column to its types; one that may be null from now on ends in "?"."""
    labels_added: tuple[str, ...] = ()
    labels_removed: tuple[str, ...] = ()
    """Values of closed lists, as COLUMN VALUE."""


@dataclass(frozen=True, slots=True)
class TableDifference:
    """One table that both releases have."""

    table: str
    contracts: tuple[str | None, str | None]
    rows: tuple[int, int]
    columns: Columns
    added: Rows
    removed: Rows
    moved: int
    """Rows of `own` that were removed at one span and added at another with the same start or the same end."""
    changed: int
    """Rows, there before and after, that differ in any column."""
    values: tuple[Values, ...]
    """Columns in which rows differ."""


@dataclass(frozen=True, slots=True)
class Documents:
    """What became of the documents themselves."""

    texts: int = 0
    """Documents whose text has changed."""
    text_examples: tuple[str, ...] = ()
    moves: Mapping[str, int] | None = None
    """Documents that changed their split, by "train -> test"."""
    forced: int = 0
    """Those of them that became near-duplicates of documents in another split."""
    move_examples: tuple[Example, ...] = ()
    renamed: tuple[Example, ...] = ()
    """Documents with the same text under another id: the first of them."""
    renamed_rows: int = 0
    withdrawn: int = 0
    """Removed documents of which the new release's withdrawn.jsonl says so."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that two releases differ in."""

    tables_added: tuple[str, ...]
    tables_removed: tuple[str, ...]
    tables: tuple[TableDifference, ...]
    documents: Documents
    rejections: tuple[Mapping[str, int], Mapping[str, int]]
    """Reason to rejected records, before and after."""
    prose: tuple[str, ...]
    """Files beside the data whose words, not counting numbers that the tool fills in, are others."""
    standoff: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None
    """`[standoff]` of the two configurations; None where not both ask for a stand-off edition."""

    @property
    def nothing(self) -> bool:
        """Whether the two are the same, number, word and value."""
        return not (
            self.tables_added
            or self.tables_removed
            or self.prose
            or self.rejections[0] != self.rejections[1]
            or (self.standoff is not None and self.standoff[0] != self.standoff[1])
            or self.documents != Documents()
            or any(not same(table) for table in self.tables)
        )

    def table(self, name: str) -> TableDifference | None:
        """What a table that both have differs in."""
        return next((each for each in self.tables if each.table == name), None)

    def as_json(self) -> dict[str, Any]:
        """The difference as a JSON object."""
        return {
            "tables_added": list(self.tables_added),
            "tables_removed": list(self.tables_removed),
            "tables": {each.table: _table_json(each) for each in self.tables},
            "documents": {**asdict(self.documents), "moves": dict(self.documents.moves or {})},
            "rejections": {"old": dict(self.rejections[0]), "new": dict(self.rejections[1])},
            "prose": list(self.prose),
            "standoff": self.standoff and dict(zip(("old", "new"), map(dict, self.standoff), strict=True)),
        }


def same(table: TableDifference) -> bool:
    """Whether nothing of a table differs."""
    contracts = table.contracts[0] == table.contracts[1]
    return contracts and table.columns == Columns() and not (table.added.rows or table.removed.rows or table.changed)


def _table_json(table: TableDifference) -> dict[str, Any]:
    columns = table.columns
    return {
        "contract": dict(zip(("old", "new"), table.contracts, strict=True)),
        "rows": dict(zip(("old", "new"), table.rows, strict=True)),
        "columns": {
            "added": list(columns.added),
            "removed": list(columns.removed),
            "retyped": {name: {"old": old, "new": new} for name, (old, new) in (columns.retyped or {}).items()},
            "labels_added": list(columns.labels_added),
            "labels_removed": list(columns.labels_removed),
        },
        "added": asdict(table.added),
        "removed": asdict(table.removed),
        "moved": table.moved,
        "changed": table.changed,
        "values": {each.column: {"rows": each.rows, "examples": list(map(asdict, each.examples))}
                   for each in table.values},
    }  # fmt: skip
