"""What one table cannot see: order, ids, counts. (Offsets: integrity_spans.py; quotes: integrity_quotes.py.)

Each check takes a slice of the release (some documents with all their rows) and yields what is wrong in it. Checks are
polars expressions over whole columns of the contracts' types. A null where none may be is the contract's to find: here
it is passed over, and so is a row whose document is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from toolkit.contracts import load_contracts
from toolkit.findings import Violation, shown
from toolkit.slices import ORDINAL, Check, Slice, sha256, violations

_ORDER = {"documents": ORDINAL, "sentences": "sentence_index", "quotes": "start_char", "entities": "start_char"}
_SPAN_TABLES = ("sentences", "quotes", "entities")


# ---- order and ids


def check_order(part: Slice) -> Iterator[Violation]:
    """Rows follow their documents, and within a document their spans."""
    for table, column in _ORDER.items():
        rows = part.tables[table].drop_nulls(ORDINAL)
        document, before = pl.col(ORDINAL), pl.col(ORDINAL).shift(1, fill_value=part.first)
        late = (document < before) | ((document == before) & (pl.col(column) < pl.col(column).shift(1)))
        yield from violations("row-order", table, rows.filter(late), column, column, "not before its neighbour")


def check_ids(part: Slice) -> Iterator[Violation]:
    """Ids are hashes of what they name."""
    documents = part.documents.drop_nulls(["doc_id", "source", "source_id"]).with_columns(
        pl.concat_list(_id(pl.col("source")), _id(pl.col("source_id"))).alias("__ids")
    )
    wrong = documents.filter(~pl.col("doc_id").is_in(pl.col("__ids")))
    yield from violations("id", "documents", wrong, "doc_id", "doc_id", pl.col("__ids"))
    for table in _SPAN_TABLES:
        key = load_contracts()[table].primary_key[0]
        rows = part.tables[table].drop_nulls(["doc_id", "start_char", "end_char"])
        named = pl.format("{}:{}:{}", "doc_id", "start_char", "end_char")
        rows = rows.with_columns(_id(named).alias("__id"))
        yield from violations("id", table, rows.filter(pl.col(key) != pl.col("__id")), key, key, pl.col("__id"))


def _id(named: pl.Expr) -> pl.Expr:
    """What `article.document_id` and `tables.span_id` make of these texts."""
    return sha256(named).str.head(16)


# ---- counts


def check_documents(part: Slice) -> Iterator[Violation]:
    """Counts and hashes are those of the text; a dateline stands in it."""
    counted = part.tables["sentences"].group_by("doc_id").len("__sentences")
    rows = part.documents.join(counted, on="doc_id", how="left", maintain_order="left").with_columns(
        sha256(pl.col("text")).alias("__sha256"),
        pl.col("text").str.len_chars().alias("__chars"),
        pl.col("__sentences").fill_null(0),
    )
    for column, truth in (
        ("text_sha256", "__sha256"),
        ("char_count", "__chars"),
        ("sentence_count", "__sentences"),
    ):
        yield from violations(
            "count", "documents", rows.filter(pl.col(column) != pl.col(truth)), column, column, pl.col(truth)
        )
    astray = rows.filter(~pl.col("text").str.contains(pl.col("dateline"), literal=True))
    yield from violations("span", "documents", astray, "dateline", "dateline", "a part of the text")
    wrong = rows.filter(pl.col("split") != part.split)
    yield from violations("split", "documents", wrong, "split", "split", shown(part.split))


# ---- all of them

CHECKS: tuple[Check, ...] = (
    check_order,
    check_ids,
    check_documents,
)
