"""Spans against the text: what they cover, how sentences tile it, in which line they begin.

Checks of a slice, as those of integrity.py. Offsets become bytes first (texts.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import polars as pl

from toolkit.contracts import Contract, SpanRule, load_contracts
from toolkit.findings import Violation
from toolkit.slices import ORDINAL, Check, Slice, violations
from toolkit.text import word_count
from toolkit.texts import MARK, SURE, UNSURE, Places, Texts, Words, places, settled

_FILLED = re.compile(r"[^\s\x1c-\x1f]")
"""What a line must hold to be counted."""
_BLANK, _DELETE = (ord(" "), ord("\n")), 0x7F
_KINDS = np.array([
    MARK if byte in _BLANK else SURE if _BLANK[0] < byte < _DELETE else UNSURE for byte in range(256)
], np.uint8)  # fmt: skip
"""Of a line: what is no white space settles that it is not blank."""
_START, _END = pl.col("start_char"), pl.col("end_char")


def check_texts(part: Slice) -> Iterator[Violation]:
    """Everything that needs the texts character by character."""
    texts = Texts.of(part)
    yield from _check_spans(part, texts)
    yield from _check_tiling(part, texts)
    yield from _check_paragraphs(part, texts)
    yield from _check_words(part, texts)


def check_spans(part: Slice) -> Iterator[Violation]:
    """Each span of each contract covers the text that it claims, in code points."""
    yield from _check_spans(part, Texts.of(part))


def _check_spans(part: Slice, texts: Texts) -> Iterator[Violation]:
    for table, contract in load_contracts().items():
        for rule in contract.spans:
            yield from _check_span(texts, part.tables[table], contract, rule)


def _check_span(texts: Texts, rows: pl.DataFrame, contract: Contract, rule: SpanRule) -> Iterator[Violation]:
    key = contract.primary_key[0]
    if rule.within:
        members = (pl.col(rule.within).struct.field(name) for name in (rule.start, rule.end, rule.text))
        rows = rows.select(key, ORDINAL, rule.within).filter(pl.col(rule.within).list.len() > 0).explode(rule.within)
        rows = rows.select(pl.col(key), pl.col(ORDINAL), *members)
    rows = texts.under(rows.select(key, ORDINAL, rule.start, rule.end, rule.text).drop_nulls())
    covered = texts.piece(pl.col(rule.start), pl.col(rule.end))
    wrong = rows.filter(~covered.eq_missing(pl.col(rule.text).cast(pl.Binary)))
    yield from violations("span", contract.name, wrong, rule.within or rule.text, rule.text, covered.cast(pl.String))


def _check_tiling(part: Slice, texts: Texts) -> Iterator[Violation]:
    """Between, before and after the sentences of a document there is nothing but white space."""
    document = pl.col(ORDINAL)
    own_columns = ("sentence_id", ORDINAL, "sentence_index", "start_char", "end_char", "text")
    rows = texts.under(part.tables["sentences"].drop_nulls(["start_char", "end_char"]).select(own_columns))
    rows = rows.with_columns(
        _START.cast(pl.Int64),
        _END.cast(pl.Int64),
        (document != document.shift(1)).fill_null(value=True).alias("__first"),
        (document != document.shift(-1)).fill_null(value=True).alias("__last"),
    )
    number, begun = pl.int_range(pl.len()), pl.col("__first")
    rows = rows.with_columns(
        pl.when(begun).then(0).otherwise(_END.shift(1)).alias("__before"),
        (number - pl.when(begun).then(number).forward_fill()).alias("__index"),
    )
    bare = part.documents.filter(pl.col("text").str.contains(r"\S")).join(rows, on=ORDINAL, how="anti")
    yield from violations("tiling", "documents", bare, "sentence_count", "sentence_count", "sentences that tile it")
    before = pl.col("__before")
    wrong = _filled(texts, rows, before, _START)
    yield from violations("tiling", "sentences", wrong, "start_char", "start_char", "white space since the last one")
    wrong = _filled(texts, rows.filter("__last"), _END, pl.col("__length"))
    yield from violations("tiling", "sentences", wrong, "end_char", "end_char", "white space after the last one")
    wrong = rows.filter(pl.col("__index") != pl.col("sentence_index"))
    yield from violations("tiling", "sentences", wrong, "sentence_index", "sentence_index", pl.col("__index"))
    ragged = rows.filter(pl.col("text").str.strip_chars() != pl.col("text"))
    yield from violations("tiling", "sentences", ragged, "text", "text", "no white space at its ends")


def _filled(texts: Texts, rows: pl.DataFrame, start: pl.Expr, end: pl.Expr) -> pl.DataFrame:
    """The rows that have more than white space between two places, or the second before the first."""
    within = [texts.byte(place.clip(0, pl.col("__length"))) for place in (start, end)]
    first, last = rows.select(one.alias(str(at)) for at, one in enumerate(within))
    at, size = first.to_numpy(), (last - first).to_numpy()
    data = texts.data if len(texts.data) else np.zeros(1, np.uint8)
    there = (data[np.minimum(each, len(data) - 1)] for each in (at, at + 1))
    blank = [(byte == _BLANK[0]) | (byte == _BLANK[1]) for byte in there]
    usual = (size == 0) | ((size == 1) & blank[0]) | ((size == 2) & blank[0] & blank[1])
    odd = rows.filter(pl.Series(~usual) | (start > end))
    gap = texts.piece(start, end).cast(pl.String)
    return odd.filter((start > end) | (gap.str.strip_chars() != ""))


def _check_paragraphs(part: Slice, texts: Texts) -> Iterator[Violation]:
    """A sentence has the number of the line in which it begins, of those that are not blank."""
    rows = (
        part.tables["sentences"]
        .drop_nulls("start_char")
        .select("sentence_id", ORDINAL, "start_char", "paragraph_index")
    )
    rows = texts.under(rows)
    inside = _START.clip(0, pl.col("__length"))
    begun = rows.select(texts.byte(inside).alias("start"), pl.col("__byte").alias("text"))
    lines = _lines(texts)
    before = np.searchsorted(lines, begun["text"].to_numpy())
    numbers = np.searchsorted(lines, begun["start"].to_numpy(), side="right") - before - 1
    rows = rows.with_columns(pl.Series("__paragraph", numbers))
    wrong = rows.filter(pl.col("__paragraph") != pl.col("paragraph_index"))
    yield from violations("paragraph", "sentences", wrong, "paragraph_index", "paragraph_index", pl.col("__paragraph"))


def _lines(texts: Texts) -> Places:
    """Where the lines of all texts begin, in bytes, blank ones left out."""
    data = texts.data
    begun, of_texts = places(data, lambda piece: piece == ord("\n")) + 1, texts.frame["__byte"].to_numpy()
    begun = np.insert(begun, np.searchsorted(begun, of_texts), of_texts)
    begun = begun[(np.diff(begun, prepend=-1) > 0) & (begun < len(data))]
    ends = np.append(begun[1:], len(data))[: len(begun)]
    filled, doubtful = settled(data, begun, ends, _KINDS)
    for number in doubtful:
        filled[number] = _FILLED.search(data[begun[number] : ends[number]].tobytes().decode()) is not None
    return begun[filled]


def _check_words(part: Slice, texts: Texts) -> Iterator[Violation]:
    """A text has as many words as are said, a sentence at least as many tokens as words and no more than characters.

    All words are counted at once; where that does not agree, or is not to be believed, each text by itself.
    """
    words = Words.of(texts)
    filled, odd = np.append(0, np.cumsum(words.filled)), pl.lit(pl.Series(words.odd)).gather("__row")
    rows = texts.under(part.documents.select("doc_id", ORDINAL, "word_count"))
    first, last = (words.before(texts, rows, place) for place in (pl.lit(0), pl.col("__length")))
    doubtful = rows.filter((pl.col("word_count") != pl.Series(filled[last] - filled[first])) | odd)
    exact = pl.col("__text").cast(pl.String).map_elements(word_count, pl.Int64)
    doubtful = doubtful.with_columns(exact.alias("__words"))
    wrong = doubtful.filter(pl.col("word_count") != pl.col("__words"))
    yield from violations("count", "documents", wrong, "word_count", "word_count", pl.col("__words"))
    columns, tokens = ("sentence_id", ORDINAL, "start_char", "end_char", "text", "token_count"), pl.col("token_count")
    rows = texts.under(part.tables["sentences"].select(columns).drop_nulls())
    first, last = (words.before(texts, rows, place) for place in (_START, _END))
    at_most = pl.col("text").str.len_chars()
    # one more, for a sentence may begin within a stretch
    rows = rows.filter((tokens < pl.Series(last - first + 1)) | (tokens > at_most) | odd)
    at_least = pl.col("text").str.count_matches(r"\S+")
    wrong = rows.filter((tokens < at_least) | (tokens > at_most))
    expected = pl.format("{} to {}", at_least, at_most)
    yield from violations("count", "sentences", wrong, "token_count", "token_count", expected)


CHECKS: tuple[Check, ...] = (check_texts,)
