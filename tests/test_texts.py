"""Characters, words and lines of many texts at once, against what Python says of each text by itself."""

from __future__ import annotations

import re

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.contracts import TABLES, load_contracts, to_polars
from toolkit.integrity_spans import check_texts
from toolkit.slices import ORDINAL, Slice
from toolkit.text import word_count
from toolkit.texts import Texts, Words

FIRST = 7
LETTERS = st.sampled_from(["a", "Z", "9", " ", "\n", "é", "“", "—", "中", "😀", ".", "'", "½", "٣", "\u00ad"])
ODD = st.sampled_from(["\u00a0", "\u2009", "\u3000", "\x1c", "\t", "\x00", "\u0085"])
PLAIN = st.lists(st.text(LETTERS, max_size=30) | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=5))
ANY = st.lists(st.text(LETTERS | ODD, max_size=30))


def part(texts: list[str | None]) -> Slice:
    """Documents with these texts, and nothing else."""
    documents = pl.DataFrame(
        {ORDINAL: range(FIRST, FIRST + len(texts)), "text": texts}, schema={ORDINAL: pl.Int64, "text": pl.String}
    )
    return Slice("train", FIRST, {"documents": documents})


def test_documents_without_a_text_are_passed_over() -> None:
    texts = Texts.of(part([None, "é", None, ""]))
    rows = pl.DataFrame({ORDINAL: [FIRST, FIRST + 1, FIRST + 3, None, FIRST + 90, FIRST - 1]})
    assert texts.under(rows).select(ORDINAL, "__length").rows() == [(FIRST + 1, 1), (FIRST + 3, 0)]


@given(PLAIN, st.data())
def test_a_piece_is_what_python_cuts_out(given_texts: list[str], data: st.DataObject) -> None:
    texts = Texts.of(part([*given_texts]))
    offsets = st.integers(-2, 40)
    rows = [(FIRST + n, data.draw(offsets), data.draw(offsets)) for n in range(len(given_texts))]
    frame = texts.under(pl.DataFrame(rows, schema={ORDINAL: pl.Int64, "a": pl.Int32, "b": pl.Int32}, orient="row"))
    found = frame.select(texts.piece(pl.col("a"), pl.col("b")).cast(pl.String)).to_series().to_list()
    for text, (_, start, end), piece in zip(given_texts, rows, found, strict=True):
        assert piece == (text[start:end] if 0 <= start <= end <= len(text) else None)


@given(ANY)
@example(["a", "b"])
@example(["", "“—”", ""])
@example(["x" * 20 + "é", "\u2009", "(((((((((é)", "(((((((((—)"])
def test_words_are_those_of_python_where_they_are_to_be_believed(given_texts: list[str]) -> None:
    texts = Texts.of(part([*given_texts]))
    words = Words.of(texts)
    rows = texts.frame
    first, last = (words.before(texts, rows, place) for place in (pl.lit(0), pl.col("__length")))
    for text, start, end, odd in zip(given_texts, first, last, words.odd, strict=True):
        assert odd == bool(re.search(r"[^\S \n]|[\x00-\x09\x0b-\x1f]", text))
        if not odd:
            assert words.filled[start:end].sum() == word_count(text)
            assert end - start == len(text.split())


def table(name: str, **columns: list[object]) -> pl.DataFrame:
    """A frame of a contract's columns; those that are not given are null."""
    schema = {**to_polars(load_contracts()[name]), ORDINAL: pl.Int64()}
    rows = pl.DataFrame(columns, schema={column: schema[column] for column in columns})
    others = (pl.lit(None, dtype=kind).alias(column) for column, kind in schema.items() if column not in columns)
    return rows.with_columns(others)


def lines_of(text: str) -> list[tuple[int, int]]:
    """Where the words of each line that is not blank begin and end."""
    lines = (line for line in re.finditer(r"[^\n]+", text) if re.search(r"[^\s\x1c-\x1f]", line[0]))
    return [(line.start() + line[0].index(line[0].strip()), line.start() + len(line[0].rstrip())) for line in lines]


def as_sentences(texts: list[str]) -> Slice:
    """The texts, every line of them a sentence."""
    rows = [
        (FIRST + number, f"{number} {index}", index, index, text[start:end], start, end, end - start)
        for number, text in enumerate(texts)
        for index, (start, end) in enumerate(lines_of(text))
    ]
    names = (ORDINAL, "sentence_id", "sentence_index", "paragraph_index", "text", "start_char", "end_char",
             "token_count")  # fmt: skip
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    numbers = range(FIRST, FIRST + len(texts))
    tables = {name: table(name) for name in TABLES}
    tables["documents"] = table(
        "documents",
        **{ORDINAL: [*numbers]},
        doc_id=[*map(str, numbers)],
        text=texts,
        word_count=[*map(word_count, texts)],
    )
    return Slice("train", FIRST, {**tables, "sentences": table("sentences", **columns)})


@given(PLAIN)
@example(["a\n\n“b”\n \n…\nc"])
@example(["\n\nfirst", "é\nlast"])
def test_texts_whose_lines_are_sentences_are_sound(texts: list[str]) -> None:
    assert not list(check_texts(as_sentences(texts)))


@given(st.data())
def test_a_number_that_is_off_is_found(data: st.DataObject) -> None:
    column = data.draw(st.sampled_from(["paragraph_index", "sentence_index", "token_count", "start_char", "end_char"]))
    sound = as_sentences(["“First” — here.\n\n“Second”\n…", "Only, é\n ½"])
    rows = sound.tables["sentences"]
    row = data.draw(st.integers(0, len(rows) - 1))
    values = rows[column].to_list()
    values[row] += 1
    damaged = rows.with_columns(pl.Series(column, values, dtype=rows.schema[column]))
    found = list(check_texts(Slice("train", FIRST, {**sound.tables, "sentences": damaged})))
    wanted = {"paragraph_index": "paragraph", "sentence_index": "tiling", "token_count": "count"}.get(column, "span")
    assert wanted in {each.rule for each in found if each.key == rows["sentence_id"][row]}


def test_a_wrong_number_of_words_is_found() -> None:
    sound = as_sentences(["Two words", "Now\u00a0three words"])
    for row, expected in ((0, "2"), (1, "3")):
        counts = [word_count(text) for text in sound.documents["text"]]
        counts[row] -= 1
        documents = sound.documents.with_columns(pl.Series("word_count", counts, dtype=pl.Int32))
        (found,) = check_texts(Slice("train", FIRST, {**sound.tables, "documents": documents}))
        assert (found.rule, found.column, found.expected) == ("count", "word_count", expected)
