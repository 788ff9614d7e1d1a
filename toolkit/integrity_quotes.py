"""What must hold between a quote, its sentences, its speaker and the entities of its document.

Checks of a slice, as those of integrity.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from toolkit.annotation import INSERTION
from toolkit.findings import Violation
from toolkit.slices import ORDINAL, Check, Slice, violations

_HOLDER = "a quote that holds this one"


# ---- rows and their sentences


def _sentences(part: Slice, key: str, suffix: str) -> pl.DataFrame:
    columns = ("sentence_id", key), ("start_char", f"__start{suffix}"), ("end_char", f"__end{suffix}")
    return part.tables["sentences"].select(pl.col(old).alias(new) for old, new in columns).unique(key, keep="first")


def check_sentences(part: Slice) -> Iterator[Violation]:
    """Entities lie inside their sentence; a quote begins in its first and ends in its last sentence."""
    start, end = pl.col("start_char"), pl.col("end_char")
    rows = part.tables["entities"].join(_sentences(part, "sentence_id", ""), on="sentence_id", maintain_order="left")
    wrong = rows.filter((start < pl.col("__start")) | (end > pl.col("__end")))
    yield from violations("sentence", "entities", wrong, "sentence_id", "sentence_id", "the sentence that holds it")
    quotes = part.tables["quotes"]
    rows = quotes.join(_sentences(part, "first_sentence_id", ""), on="first_sentence_id", maintain_order="left")
    wrong = rows.filter((start < pl.col("__start")) | (start >= pl.col("__end")))
    yield from violations(
        "sentence", "quotes", wrong, "first_sentence_id", "start_char", "a start in its first sentence"
    )
    rows = quotes.join(_sentences(part, "last_sentence_id", ""), on="last_sentence_id", maintain_order="left")
    wrong = rows.filter((end <= pl.col("__start")) | (end > pl.col("__end")))
    yield from violations("sentence", "quotes", wrong, "last_sentence_id", "end_char", "an end in its last sentence")


def check_entities(part: Slice) -> Iterator[Violation]:
    """No two entities of a document overlap."""
    before = pl.col("end_char").shift(1).over("doc_id")
    wrong = part.tables["entities"].filter(pl.col("start_char") < before)
    yield from violations(
        "entity-overlap", "entities", wrong, "start_char", "start_char", "not inside the entity before"
    )


# ---- quotes


def check_quotes(part: Slice) -> Iterator[Violation]:
    """Stretches inside marks, quotations, parents and speakers of each quote."""
    rows = part.tables["quotes"]
    yield from _check_quoted(rows)
    by_start = rows.sort(ORDINAL, "start_char", maintain_order=True)
    first = by_start.group_by("doc_id", "quotation_id").agg(pl.col("quote_id").first().alias("__first"))
    joined = rows.join(first, on=["doc_id", "quotation_id"], how="left", maintain_order="left")
    wrong = joined.filter(pl.col("quotation_id") != pl.col("__first"))
    yield from violations("quotation", "quotes", wrong, "quotation_id", "quotation_id", pl.col("__first"))
    yield from _check_pieces(by_start)
    outer = rows.select(
        pl.col("quote_id").alias("parent_quote_id"),
        pl.col("start_char").alias("__start"),
        pl.col("end_char").alias("__end"),
    )
    nested = rows.join(outer.unique("parent_quote_id", keep="first"), on="parent_quote_id", maintain_order="left")
    wrong = nested.filter(
        (pl.col("start_char") < pl.col("__start"))
        | (pl.col("end_char") > pl.col("__end"))
        | (pl.col("parent_quote_id") == pl.col("quote_id"))
    )
    yield from violations("parent", "quotes", wrong, "parent_quote_id", "parent_quote_id", _HOLDER)
    yield from _check_orphans(rows)
    yield from _check_attribution(rows)
    yield from _check_speakers(part, rows)


def _check_pieces(by_start: pl.DataFrame) -> Iterator[Violation]:
    """The pieces of a quotation, in the order of the text, stand apart and have one speaker."""
    several = by_start.filter(pl.col("quotation_id").is_duplicated())
    before = pl.col("end_char").shift(1).over("doc_id", "quotation_id")
    late = several.with_columns(before.alias("__before")).filter(pl.col("start_char") < pl.col("__before"))
    yield from violations(
        "quotation-order", "quotes", late, "start_char", "start_char", "a start behind the piece before"
    )
    other = several.with_columns(pl.col("speaker_names").shift(1).over("doc_id", "quotation_id").alias("__other"))
    astray = other.filter(pl.col("__other").is_not_null() & ~pl.col("speaker_names").eq_missing(pl.col("__other")))
    yield from violations("quotation-order", "quotes", astray, "speaker_names", "speaker_names", pl.col("__other"))


def _check_orphans(rows: pl.DataFrame) -> Iterator[Violation]:
    """A quote inside another has a parent: of those that begin before it, one ends after it."""
    widest = rows.sort("doc_id", "start_char", "end_char", descending=[False, False, True]).with_columns(
        pl.col("end_char").cum_max().shift(1).over("doc_id").alias("__reach")
    )
    orphans = widest.filter(pl.col("parent_quote_id").is_null() & (pl.col("end_char") <= pl.col("__reach")))
    yield from violations("parent", "quotes", orphans, "parent_quote_id", "parent_quote_id", _HOLDER)


def _check_attribution(rows: pl.DataFrame) -> Iterator[Violation]:
    """Cue and mention overlap no content of their own quote; a cue has its lemma."""
    for part, name in (("cue", "cue"), ("speaker", "mention of the speaker")):
        start, end = pl.col(f"{part}_start_char"), pl.col(f"{part}_end_char")
        inside = rows.filter((start < pl.col("end_char")) & (end > pl.col("start_char")))
        column = f"{part}_text"
        yield from violations("attribution", "quotes", inside, column, column, f"a {name} outside the content")
    unlike = rows.filter(pl.col("cue_start_char").is_null() != pl.col("cue_lemma").is_null())
    yield from violations("required", "quotes", unlike, "cue_lemma", "cue_lemma", "a lemma where there is a cue")


def _check_quoted(rows: pl.DataFrame) -> Iterator[Violation]:
    spans = pl.col("quoted_spans")
    count, kind = spans.list.len(), pl.col("quote_type")
    whole = (spans.list.first().struct.field("start_char") == pl.col("start_char")) & (
        spans.list.first().struct.field("end_char") == pl.col("end_char")
    )
    wrong = rows.filter(
        ((kind == "indirect") & (count > 0))
        | ((kind == "mixed") & ((count == 0) | ((count == 1) & whole)))
        | ((kind == "direct") & ~((count == 1) & whole))
    )
    expected = "the quote itself if direct, one or more if mixed, none if indirect"
    yield from violations("quoted-spans", "quotes", wrong, "quoted_spans", spans, expected)
    bare = rows.filter(pl.col("insertions").list.len() > 0).explode("insertions")
    inner_text = pl.col("insertions").struct.field("text")
    bare = bare.filter(~(inner_text.str.starts_with("[") & inner_text.str.ends_with("]")))
    yield from violations("quoted-spans", "quotes", bare, "insertions", inner_text, "a text in square brackets")
    brackets = spans.list.eval(pl.element().struct.field("text").str.count_matches(INSERTION)).list.sum()
    known = spans.list.eval(pl.element().struct.field("text").is_not_null()).list.all()
    missed = rows.filter(known & (brackets != pl.col("insertions").list.len()))
    expected = "each bracketed stretch inside marks, once"
    yield from violations("quoted-spans", "quotes", missed, "insertions", "insertions", expected)
    for column in ("quoted_spans", "insertions"):
        inner = rows.filter(pl.col(column).list.len() > 0).explode(column)
        starts, ends = (pl.col(column).struct.field(name) for name in ("start_char", "end_char"))
        late = (starts < ends.shift(1).over("quote_id")).fill_null(value=False)
        wrong = inner.filter((starts < pl.col("start_char")) | (ends > pl.col("end_char")) | late)
        yield from violations("quoted-spans", "quotes", wrong, column, column, "inside the quote and in order")


def _check_speakers(part: Slice, rows: pl.DataFrame) -> Iterator[Violation]:
    names, status = pl.col("speaker_names"), pl.col("speaker_status")
    wrong = rows.filter(~pl.col("speaker_name").eq_missing(names.list.first()))
    yield from violations("speaker", "quotes", wrong, "speaker_name", "speaker_name", "the first of speaker_names")
    resolved = status.is_in(["named", "pronoun", "nominal"])
    wrong = rows.filter(resolved != (names.list.len() > 0))
    yield from violations(
        "speaker", "quotes", wrong, "speaker_status", "speaker_status", "a status that fits speaker_names"
    )
    wrong = rows.filter((status == "absent") != pl.col("speaker_start_char").is_null())
    yield from violations(
        "speaker", "quotes", wrong, "speaker_status", "speaker_status", "absent where there is no mention"
    )
    lost = rows.filter(pl.col("speaker_entity_id").is_null() & (names.list.len() > 0))
    expected = "the entity of a speaker that has a name"
    yield from violations("speaker", "quotes", lost, "speaker_entity_id", "speaker_entity_id", expected)
    known = part.tables["entities"].select("doc_id", pl.col("name").alias("speaker_names")).unique()
    each = rows.filter(names.list.len() > 0).explode("speaker_names")
    stray = each.join(known, on=["doc_id", "speaker_names"], how="anti")
    yield from violations(
        "speaker", "quotes", stray, "speaker_names", "speaker_names", "a name of the document's entities"
    )
    own = part.tables["entities"].select(pl.col("entity_id").alias("speaker_entity_id"), pl.col("name").alias("__name"))
    joined = rows.join(own.unique("speaker_entity_id", keep="first"), on="speaker_entity_id", maintain_order="left")
    astray = joined.filter((names.list.len() > 0) & ~names.list.contains(pl.col("__name")))
    yield from violations("speaker", "quotes", astray, "speaker_entity_id", "__name", names)


CHECKS: tuple[Check, ...] = (check_sentences, check_entities, check_quotes)
