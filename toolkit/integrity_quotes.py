"""What must hold of a quote, of its pieces, its speaker and the entities of its document. (References of a quote:
integrity_references.py.)

Checks of a slice, as those of integrity.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from toolkit.annotation import INSERTION
from toolkit.findings import Violation
from toolkit.integrity_references import HOLDER
from toolkit.slices import ORDINAL, Check, Slice, violations

PRONOUNS = (
    "i we you he she it they me us him her them my our your his its their mine ours yours hers theirs who whom whose "
    "which that this these those one myself ourselves yourself himself herself itself themselves"
).split()
_CAPITALS = pl.col("speaker_text").str.contains(r"^\p{Lu}{2,}$")
"""The W.H.O. without its points, which is no "who"."""
_PERSON = pl.col("speaker_names").hash() ^ pl.col(ORDINAL).hash()
"""A name in a document, as eight bytes."""


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
    yield from _check_quotations(rows)
    yield from _check_orphans(rows)
    yield from _check_attribution(rows)
    yield from _check_speakers(part, rows)


def _check_quotations(rows: pl.DataFrame) -> Iterator[Violation]:
    """A quotation is named after its first piece; its pieces stand apart, in order, and have one speaker."""
    quotation = pl.col("quotation_id")
    later = rows.select("quote_id", quotation).filter(quotation != pl.col("quote_id"))["quotation_id"].unique()
    columns = ("quote_id", "doc_id", "quotation_id", "start_char", "end_char", "speaker_names")
    several = rows.select(columns).filter(quotation.is_in(later.implode()))  # the others are their own and only piece
    again = (quotation == quotation.shift(1)) & (pl.col("doc_id") == pl.col("doc_id").shift(1))
    pieces = several.sort("doc_id", "quotation_id", "start_char", maintain_order=True).with_columns(
        again.fill_null(value=False).alias("__again"),
        pl.col("end_char").shift(1).alias("__before"),
        pl.col("speaker_names").shift(1).alias("__other"),
    )
    first = pl.when(~pl.col("__again")).then("quote_id").forward_fill()
    wrong = pieces.with_columns(first.alias("__first")).filter(quotation != pl.col("__first"))
    yield from violations("quotation", "quotes", wrong, "quotation_id", "quotation_id", pl.col("__first"))
    late = pieces.filter(pl.col("__again") & (pl.col("start_char") < pl.col("__before")))
    yield from violations(
        "quotation-order", "quotes", late, "start_char", "start_char", "a start behind the piece before"
    )
    other = pl.col("__other").is_not_null() & ~pl.col("speaker_names").eq_missing(pl.col("__other"))
    astray = pieces.filter(pl.col("__again") & other)
    yield from violations("quotation-order", "quotes", astray, "speaker_names", "speaker_names", pl.col("__other"))


def _check_orphans(rows: pl.DataFrame) -> Iterator[Violation]:
    """A quote inside another has a parent: of those that begin before it, one ends after it."""
    needed = rows.select("quote_id", ORDINAL, "start_char", "end_char", "parent_quote_id").drop_nulls(ORDINAL)
    widest = needed.sort(ORDINAL, "start_char", "end_char", descending=[False, False, True]).with_columns(
        pl.col("end_char").cum_max().shift(1).over(ORDINAL).alias("__reach")
    )
    orphans = widest.filter(pl.col("parent_quote_id").is_null() & (pl.col("end_char") <= pl.col("__reach")))
    yield from violations("parent", "quotes", orphans, "parent_quote_id", "parent_quote_id", HOLDER)


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
    bracketed = rows.filter(pl.col("text").str.contains("[", literal=True) | (pl.col("insertions").list.len() > 0))
    brackets = spans.list.eval(pl.element().struct.field("text").str.count_matches(INSERTION)).list.sum()
    known = spans.list.eval(pl.element().struct.field("text").is_not_null()).list.all()
    missed = bracketed.filter(known & (brackets != pl.col("insertions").list.len()))
    expected = "each bracketed stretch inside marks, once"
    yield from violations("quoted-spans", "quotes", missed, "insertions", "insertions", expected)
    yield from _check_inside(rows.filter((count > 1) | ~whole), "quoted_spans")
    yield from _check_inside(rows, "insertions")


def _check_inside(rows: pl.DataFrame, column: str) -> Iterator[Violation]:
    """The spans in a list lie inside the quote and in order."""
    rows = rows.select("quote_id", "start_char", "end_char", column).filter(pl.col(column).list.len() > 0)
    inner = rows.with_row_index("__row").explode(column)
    starts, ends = (pl.col(column).struct.field(name) for name in ("start_char", "end_char"))
    late = (starts < ends.shift(1)) & (pl.col("__row") == pl.col("__row").shift(1))
    wrong = inner.filter((starts < pl.col("start_char")) | (ends > pl.col("end_char")) | late.fill_null(value=False))
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
    said = pl.col("speaker_text").str.strip_chars().str.to_lowercase().str.extract(r"^(\w+)")
    whole = said.str.len_chars() == pl.col("speaker_text").str.len_chars()
    unlike = ((status == "pronoun") & ~said.is_in(PRONOUNS)) | (
        status.is_in(["named", "nominal"]) & whole & said.is_in(PRONOUNS) & ~_CAPITALS
    )
    yield from violations(
        "speaker", "quotes", rows.filter(unlike), "speaker_status", "speaker_status", "pronoun for a pronoun alone"
    )
    lost = rows.filter(pl.col("speaker_entity_id").is_null() & (names.list.len() > 0))
    expected = "the entity of a speaker that has a name"
    yield from violations("speaker", "quotes", lost, "speaker_entity_id", "speaker_entity_id", expected)
    each = rows.select("quote_id", ORDINAL, "doc_id", names).filter(names.list.len() > 0).explode("speaker_names")
    known = part.tables["entities"].select(ORDINAL, "doc_id", pl.col("name").alias("speaker_names"))
    likely = known.select(_PERSON).to_series().unique().implode()  # a name whose hash is not among these is not there
    stray = each.filter(~_PERSON.is_in(likely)).join(known, on=["doc_id", "speaker_names"], how="anti")
    yield from violations(
        "speaker", "quotes", stray, "speaker_names", "speaker_names", "a name of the document's entities"
    )


CHECKS: tuple[Check, ...] = (check_entities, check_quotes)
