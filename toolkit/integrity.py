"""What one table cannot see: order, offsets, tiling, ids, counts. (Quotes: integrity_quotes.py.)

Each check takes a slice of the release (some documents with all their rows) and yields what is wrong in it. Checks are
polars expressions over whole columns of the contracts' types. A null where none may be is the contract's to find: here
it is passed over, and so is a row whose document is not there.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from toolkit.contracts import Contract, SpanRule, load_contracts
from toolkit.findings import Violation, shown
from toolkit.slices import ORDINAL, Check, Slice, sha256, violations
from toolkit.text import word_count

_ORDER = {"documents": ORDINAL, "sentences": "sentence_index", "quotes": "start_char", "entities": "start_char"}
_WORD = r"[\p{L}\p{N}][^\s\x1c-\x1f]*"
"""What `text.word_count` counts, as far as two tables of Unicode agree: where it differs, that function is asked."""
_FILLED = r"[^\s\x1c-\x1f]"
"""What Python's regular expressions call no white space."""
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


# ---- spans


def _texts(part: Slice) -> pl.DataFrame:
    """The texts of a slice, by ordinal, with their lengths."""
    text = pl.col("text")
    texts = part.documents.select(ORDINAL, text.alias("__text"), text.str.len_chars().alias("__length"))
    return texts.drop_nulls().unique(ORDINAL, keep="first")


def _with_text(texts: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.join(texts, on=ORDINAL, how="inner", maintain_order="left")


def check_spans(part: Slice) -> Iterator[Violation]:
    """Each span of each contract covers the text that it claims, in code points."""
    texts = _texts(part)
    for table, contract in load_contracts().items():
        for rule in contract.spans:
            yield from _check_span(texts, part.tables[table], contract, rule)


def _check_span(texts: pl.DataFrame, rows: pl.DataFrame, contract: Contract, rule: SpanRule) -> Iterator[Violation]:
    key = contract.primary_key[0]
    if rule.within:
        members = (pl.col(rule.within).struct.field(name) for name in (rule.start, rule.end, rule.text))
        rows = rows.select(key, ORDINAL, rule.within).filter(pl.col(rule.within).list.len() > 0).explode(rule.within)
        rows = rows.select(pl.col(key), pl.col(ORDINAL), *members)
    rows = rows.select(key, ORDINAL, rule.start, rule.end, rule.text).drop_nulls()
    piece = _piece(pl.col(rule.start), pl.col(rule.end))
    covered = _with_text(texts, rows).with_columns(piece.alias("__covered"))
    wrong = covered.filter(~pl.col("__covered").eq_missing(pl.col(rule.text)))
    yield from violations("span", contract.name, wrong, rule.within or rule.text, rule.text, pl.col("__covered"))


def _piece(start: pl.Expr, end: pl.Expr) -> pl.Expr:
    """The characters of the text from `start` to `end`; none where the two are no span."""
    length = end.cast(pl.Int64) - start.cast(pl.Int64)
    inside = (start >= 0) & (length >= 0) & (end <= pl.col("__length"))
    return pl.when(inside).then(pl.col("__text").str.slice(start, length.clip(lower_bound=0)))


def check_tiling(part: Slice) -> Iterator[Violation]:
    """Between, before and after the sentences of a document there is nothing but white space."""
    own = pl.int_range(pl.len()).over(ORDINAL)
    sentences = part.tables["sentences"].drop_nulls(["start_char", "end_char"])
    own_columns = ("sentence_id", ORDINAL, "sentence_index", "start_char", "end_char", "text")
    rows = _with_text(_texts(part), sentences.select(own_columns)).with_columns(
        pl.col("end_char").shift(1, fill_value=0).over(ORDINAL).alias("__before"),
        own.alias("__index"),
        (own == pl.len().over(ORDINAL) - 1).alias("__last"),
    )
    bare = part.documents.filter(pl.col("text").str.contains(r"\S")).join(rows, on=ORDINAL, how="anti")
    yield from violations("tiling", "documents", bare, "sentence_count", "sentence_count", "sentences that tile it")
    start, end, before = pl.col("start_char"), pl.col("end_char"), pl.col("__before")
    gap, rest = _piece(before, start), _piece(end, pl.col("__length"))
    wrong = rows.filter((start < before) | (gap.str.strip_chars() != ""))
    yield from violations("tiling", "sentences", wrong, "start_char", "start_char", "white space since the last one")
    wrong = rows.filter("__last").filter(rest.str.strip_chars() != "")
    yield from violations("tiling", "sentences", wrong, "end_char", "end_char", "white space after the last one")
    wrong = rows.filter(pl.col("__index") != pl.col("sentence_index"))
    yield from violations("tiling", "sentences", wrong, "sentence_index", "sentence_index", pl.col("__index"))
    ragged = rows.filter(pl.col("text").str.strip_chars() != pl.col("text"))
    yield from violations("tiling", "sentences", ragged, "text", "text", "no white space at its ends")


def check_paragraphs(part: Slice) -> Iterator[Violation]:
    """A sentence has the number of the line in which it begins."""
    texts = part.documents.select(ORDINAL, "text").drop_nulls().unique(ORDINAL, keep="first", maintain_order=True)
    rows = part.tables["sentences"].drop_nulls("start_char").with_row_index("__row").join(texts, on=ORDINAL, how="semi")
    lines = _paragraphs(texts).sort("start_char")
    begun = rows.sort("start_char").join_asof(lines, on="start_char", by=ORDINAL, check_sortedness=False)
    held = begun.with_columns(pl.col("__paragraph").fill_null(-1)).sort("__row")
    wrong = held.filter(pl.col("__paragraph") != pl.col("paragraph_index"))
    yield from violations("paragraph", "sentences", wrong, "paragraph_index", "paragraph_index", pl.col("__paragraph"))


def _paragraphs(texts: pl.DataFrame) -> pl.DataFrame:
    """Where the lines of each text begin, blank ones left out, with their numbers from 0."""
    lines = texts.select(ORDINAL, pl.col("text").str.split("\n").alias("__line")).explode("__line")
    length = pl.col("__line").str.len_chars().cast(pl.Int32) + 1
    starts = (length.cum_sum() - length).over(ORDINAL).alias("start_char")
    return (
        lines.with_columns(starts)
        .filter(pl.col("__line").str.contains(_FILLED))
        .select(ORDINAL, "start_char", pl.int_range(pl.len(), dtype=pl.Int64).over(ORDINAL).alias("__paragraph"))
    )


def check_documents(part: Slice) -> Iterator[Violation]:
    """Counts and hashes are those of the text; a dateline stands in it."""
    counted = part.tables["sentences"].group_by("doc_id").len("__sentences")
    rows = part.documents.join(counted, on="doc_id", how="left", maintain_order="left").with_columns(
        sha256(pl.col("text")).alias("__sha256"),
        pl.col("text").str.count_matches(_WORD).alias("__words"),
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
    odd = rows.filter(pl.col("word_count") != pl.col("__words"))
    odd = odd.with_columns(pl.col("text").map_elements(word_count, pl.Int64).alias("__words"))
    wrong = odd.filter(pl.col("word_count") != pl.col("__words"))
    yield from violations("count", "documents", wrong, "word_count", "word_count", pl.col("__words"))
    astray = rows.filter(~pl.col("text").str.contains(pl.col("dateline"), literal=True))
    yield from violations("span", "documents", astray, "dateline", "dateline", "a part of the text")
    wrong = rows.filter(pl.col("split") != part.split)
    yield from violations("split", "documents", wrong, "split", "split", shown(part.split))


# ---- all of them

CHECKS: tuple[Check, ...] = (
    check_order,
    check_ids,
    check_spans,
    check_tiling,
    check_paragraphs,
    check_documents,
)
