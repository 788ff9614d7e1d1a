"""Compare two releases by key: every table column by column, so that no text stays in memory.

Of each column both releases are read once, as vectors of 64 bits (vectors.py); what is shown of a difference is then
read from the row groups that hold it. Memory: some 50 bytes for each row of the largest table, texts aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.difference import Columns, Difference, Documents, Example, Rows, TableDifference, Values
from toolkit.document_rows import DocumentRows
from toolkit.facts import rejection_counts
from toolkit.origin import as_table
from toolkit.paired import EXAMPLES, Both, cut, excerpts, written
from toolkit.prose import changed_prose
from toolkit.release import Release
from toolkit.tombstones import stones_of
from toolkit.vectors import Positions, Vector, keys, offsets, regrouped, table_files, values

GROUP_LABELS = ("duplicate_group", "utterance_id")
"""Columns that name groups: only who shares a label is compared, for a label holds within one release."""
LABEL_ROWS = 10
"""A label that so many rows had and none has any more was removed, also where the contract still lists it."""
_SHOWN_OF_ROW = ("text", "source", "name")
"""The first of these columns that a table has says what a row is about; of documents it is `source`."""


def diff(old: Path, new: Path) -> Difference:
    """Compare the releases in two folders. Raises UsageError where one is no release, or cannot be read."""
    for folder in (old, new):
        _ = Release(folder).manifest  # a folder that is none is refused in its own words
    return compare(Release(old), Release(new))


def compare(old: Release, new: Release, configured: Mapping[str, Any] | None = None) -> Difference:
    """Compare two releases; the data and the documents count, not what their manifests say.

    Only how their stand-off editions were asked for stands in the configurations; `configured` is that of `new` while
    it has no manifest yet.
    """
    before, after = table_files(old), table_files(new)
    shared = [name for name in after if name in before]
    documents = None
    if "documents" in shared:
        withdrawn = [stone.doc_id for stone in stones_of(new.folder)]
        documents = DocumentRows(Both(before["documents"], after["documents"]), withdrawn)

    def both(name: str) -> Both:  # but for documents let go with its vectors when it has been compared
        return documents.both if documents and name == "documents" else Both(before[name], after[name])

    return Difference(
        tables_added=tuple(name for name in after if name not in before),
        tables_removed=tuple(name for name in before if name not in after),
        tables=tuple(_table(both(name), documents) for name in shared),
        documents=documents.found() if documents else Documents(),
        rejections=(rejection_counts(old), rejection_counts(new)),
        prose=changed_prose(old, new),
        standoff=_standoffs(
            as_table(old.manifest.get("configuration")), configured or as_table(new.manifest.get("configuration"))
        ),
    )


def _standoffs(*configured: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    old, new = (as_table(each.get("standoff")) for each in configured)
    return (old, new) if old.get("write") is True and new.get("write") is True else None


# ---- one table


def _table(both: Both, documents: DocumentRows | None) -> TableDifference:
    contracts, rows = (both.old.contract, both.new.contract), (both.old.rows, both.new.rows)
    if both.unchanged:
        none = Rows(0, 0, 0, 0, ())
        return TableDifference(both.name, contracts, rows, _columns(both, ()), none, none, 0, 0, ())
    found = _rows(both)
    own_old, removed = _one_sided(both, documents, new=False)
    own_new, added = _one_sided(both, documents, new=True)
    return TableDifference(
        table=both.name,
        contracts=contracts,
        rows=rows,
        columns=_columns(both, found.vanished),
        added=added,
        removed=removed,
        moved=_moved(both, own_old, own_new),
        changed=int(found.changed.sum()),
        values=tuple(found.values),
    )


def _columns(both: Both, vanished: Iterable[str]) -> Columns:
    one, other = both.old.columns, both.new.columns
    retyped = {
        name: (_type(one[name].type, one[name].nullable), _type(other[name].type, other[name].nullable))
        for name in other
        if name in one
        and (one[name].type != other[name].type or (other[name].nullable and not one[name].nullable))
    }  # fmt: skip
    labels = [{f"{column} {label}" for column in side.labels if column.partition(".")[0] in side.columns
               for label in side.labels[column]} for side in (both.old, both.new)]  # fmt: skip
    lost = {column for column in one if column not in other}
    gone = {label for label in labels[0] - labels[1] if label.split(" ")[0].partition(".")[0] not in lost}
    return Columns(
        added=tuple(name for name in other if name not in one),
        removed=tuple(name for name in one if name not in other),
        retyped=retyped or None,
        labels_added=tuple(sorted(labels[1] - labels[0])),
        labels_removed=tuple(sorted(gone | set(vanished))),
    )


def _type(name: str, nullable: bool) -> str:
    return f"{name}?" if nullable else name


# ---- values


@dataclass(slots=True)
class _Found:
    """What the columns of a table differ in."""

    changed: NDArray[np.bool_]
    """Of each paired row, whether any column differs."""
    values: list[Values]
    vanished: list[str]
    """Labels that no row has any more."""


def _rows(both: Both) -> _Found:
    """Compare all columns that both sides have, one at a time."""
    found = _Found(np.zeros(len(both.pairs.new), dtype=bool), [], [])
    for column in both.shared():
        if column == both.key:
            continue
        before, after = both.hashed(column)
        if column in both.old.labels and column != "split":  # splits have a rule of their own
            found.vanished += _vanished(both, column, before, after)
        before, after = before[both.pairs.old], after[both.pairs.new]
        others = regrouped(before, after) if column in GROUP_LABELS else before != after
        rows = np.flatnonzero(others)
        if len(rows):
            found.changed |= others
            examples = _group_examples if column in GROUP_LABELS else _value_examples
            shown = tuple(examples(both, column, rows[:EXAMPLES], (before, after)))
            found.values.append(Values(column, len(rows), shown))
    return found


def _vanished(both: Both, column: str, before: Vector, after: Vector) -> Iterator[str]:
    """Labels that at least `LABEL_ROWS` rows had and that no row has any more."""
    counts = pl.Series("value", before).value_counts().filter(pl.col("count") >= LABEL_ROWS)
    for lost in set(counts["value"].to_list()) - set(pl.Series(after).unique().to_list()):
        first = np.flatnonzero(before == np.uint64(lost))[:1]
        yield f"{column} {values(both.old, column, first)[0]}"


def _value_examples(both: Both, column: str, found: Positions, _: tuple[Vector, Vector]) -> Iterator[Example]:
    one, other = both.pairs.old[found], both.pairs.new[found]
    sides = values(both.old, column, one), values(both.new, column, other)
    for position, before, after in zip(other, *sides, strict=True):
        yield Example(both.key_of(new=True, position=int(position)), *excerpts(before, after))


def _group_examples(both: Both, _: str, found: Positions, labels: tuple[Vector, Vector]) -> Iterator[Example]:
    for index in found:
        sizes = [int((side == side[index]).sum()) for side in labels]
        key = both.key_of(new=True, position=int(both.pairs.new[index]))
        yield Example(key, *(f"a group of {size:,}" for size in sizes))


# ---- rows on one side only


def _one_sided(both: Both, documents: DocumentRows | None, *, new: bool) -> tuple[Positions, Rows]:
    """The rows that only one side has: positions of those in documents that are otherwise the same, and all counted."""
    side = both.new if new else both.old
    alone = both.pairs.added if new else both.pairs.removed
    own = alone
    of_documents = of_texts = 0
    if len(alone) and documents is not None and both.name != "documents" and "doc_id" in side.columns:
        doc = keys(side, "doc_id", alone)
        lone, rewritten = np.isin(doc, documents.alone(new=new)), np.isin(doc, documents.rewritten)
        own, of_documents = alone[~lone & ~rewritten], int(lone.sum())
        of_texts = len(alone) - len(own) - of_documents
    examples = tuple(_row_examples(both, alone[:EXAMPLES], new=new))
    return own, Rows(len(alone), len(own), of_documents, of_texts, examples)


def _row_examples(both: Both, positions: Positions, *, new: bool) -> Iterator[Example]:
    side = both.new if new else both.old
    order = ("source",) if both.name == "documents" else _SHOWN_OF_ROW
    column = next((name for name in order if name in side.columns), both.key)
    for position, value in zip(positions, values(side, column, positions), strict=True):
        key, shown = both.key_of(new=new, position=int(position)), cut(written(value))
        yield Example(key, None, shown) if new else Example(key, shown, None)


def _moved(both: Both, removed: Positions, added: Positions) -> int:
    """How many removed rows have come back in the same document with the same start, or else with the same end."""
    needed = ("doc_id", "start_char", "end_char")
    if not len(removed) or not len(added) or any(name not in both.shared() for name in needed):
        return 0
    frames = [
        pl.DataFrame({"doc": keys(side, "doc_id", own), "start": offsets(side, "start_char")[own],
                      "end": offsets(side, "end_char")[own], "row": own})
        for side, own in ((both.old, removed), (both.new, added))
    ]  # fmt: skip
    count = 0
    for end in ("start", "end"):
        numbered = [each.with_columns(pl.int_range(pl.len()).over("doc", end).alias("nth")) for each in frames]
        met = numbered[0].join(numbered[1], on=["doc", end, "nth"], how="inner", suffix="_new")
        count += len(met)
        frames = [
            each.join(met.select(pl.col(name).alias("row")), on="row", how="anti")
            for each, name in zip(frames, ("row", "row_new"), strict=True)
        ]
    return count
