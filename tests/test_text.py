"""Texts that remember where every character came from."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.text import (
    Edit,
    LineStarts,
    Run,
    Traced,
    composed,
    edit,
    one_line,
    plain_characters,
    single_blanks,
    trace,
    word_count,
)

AWKWARD = [
    "\r", "\n", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029",
    " ", "\t", "\xa0", "\u2003", "\u202f", "\u3000",
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\xad", "\u200e", "\u202e", "\x00", "\x1b", "\x7f", "\u180e",
    "\u0301", "\u0323", "\u0338", "\u0344", "\u0f73", "\u1161", "\u034f", "\ufe0f",
    "e", "x", ".", "-", "\u212b", "\u1ec7", "\u1100", "\uac00", "\u2329", "\u2adc", "\u2192", "\U0001f469", "\u2764",
    "\U0001f3fd", "\U0001d15e", "“", "—", "é", "и", "漢", "\U000e0067",
]  # fmt: skip
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TEXTS = st.one_of(ANY, st.lists(st.sampled_from(AWKWARD), max_size=40).map("".join))
STEPS = (plain_characters, composed, single_blanks)


def normal(source: str) -> Traced:
    return single_blanks(composed(plain_characters(trace(source))))


def assert_traced(traced: Traced, source: str) -> None:
    """Each run is the source, runs are in order in both, and neighbours are apart in one of them."""
    text_end, source_end = 0, 0
    for start, at, length in traced.runs:
        assert length > 0
        assert start >= text_end
        assert at >= source_end
        assert (start, at) != (text_end, source_end) or start == 0
        assert traced.text[start : start + length] == source[at : at + length]
        text_end, source_end = start + length, at + length
    assert text_end <= len(traced.text)


@settings(deadline=None)
@given(TEXTS)
def test_every_run_is_the_source(source):
    traced = trace(source)
    assert_traced(traced, source)
    for step in STEPS:
        traced = step(traced)
        assert_traced(traced, source)


@settings(deadline=None)
@given(TEXTS)
def test_what_was_made_here_is_no_more_than_needed(source):
    """Plain ASCII text without control characters and runs of blanks is one run."""
    words = " ".join(w for w in source.split() if w.isascii() and w.isprintable())
    assert normal(words).runs == (((Run(0, 0, len(words)),)) if words else ())


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("\u2329\u200d\U0001f469")  # NFC makes other characters of the first, which no joiner follows
@example("\u2adc\u200d\U0001f469")
def test_the_normal_form_is_nfc_and_final(source):
    text = normal(source).text
    assert unicodedata.is_normalized("NFC", text)
    assert normal(text) == trace(text)


@settings(deadline=None)
@given(TEXTS)
def test_composing_is_unicode_normalization(source):
    assert composed(trace(source)).text == unicodedata.normalize("NFC", source)


@settings(deadline=None)
@given(TEXTS)
def test_the_normal_form_has_two_kinds_of_white_space(source):
    text = normal(source).text
    assert {c for c in text if c.isspace()} <= {" ", "\n"}
    assert not any(line.endswith(" ") or "  " in line.lstrip(" ") for line in text.split("\n"))


@settings(deadline=None)
@given(TEXTS)
def test_the_source_of_a_character(source):
    traced = normal(source)
    for start, at, length in traced.runs:
        assert [traced.source_at(start + i) for i in range(length)] == list(range(at, at + length))
    ways = [traced.source_at(char) for char in range(len(traced.text) + 1)]
    assert ways == sorted(ways)
    assert all(0 <= way <= len(source) for way in ways)


@st.composite
def edits_of(draw, length):
    edges = sorted(draw(st.lists(st.integers(0, length), max_size=12)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return [Edit(start, end, draw(st.text("ab\n", max_size=3))) for start, end in pairs]


@settings(deadline=None)
@given(st.data(), TEXTS)
def test_edits_do_what_they_say_and_compose(data, source):
    traced = trace(source)
    for _ in range(3):
        edits = data.draw(edits_of(len(traced.text)))
        expected = traced.text
        for start, end, new in reversed(edits):
            expected = expected[:start] + new + expected[end:]
        traced = edit(traced, edits)
        assert traced.text == expected
        assert_traced(traced, source)


def test_no_edit_changes_nothing():
    traced = trace("Port Esk")
    assert edit(traced, []) == traced
    assert trace("").runs == ()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("one\x85two\u2028three\u2029four\x0cfive\x0bsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a\xa0b\u2003c\td\u3000e", "a b c d e"),
        ("ze\u200bro-\ufeffwidth \u2060joi\u200dner so\xadft", "zero-width joiner soft"),
        ("hyphen\xad\r\nation", "hyphenation"),
        ("cafe\u0301 \u212b", "café Å"),
        ("e\u200b\u0301", "é"),
        ("  inside   it,  at the end  \n  next \n\n last ", "  inside it, at the end\n  next\n\n last"),
        ("“curly” ‘marks’ «and» \"straight\" 'ones'", "“curly” ‘marks’ «and» \"straight\" 'ones'"),
        ("\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f469\u200d\U0001f469\u200d\U0001f467"),
        ("\u2764\ufe0f\u200d\U0001f525", "\u2764\ufe0f\u200d\U0001f525"),
        ("\U0001f469\u200d, she", "\U0001f469, she"),
        ("nul\x00 esc\x1b[0m", "nul esc[0m"),
    ],
)
def test_characters(source, text):
    assert normal(source).text == text
    assert_traced(normal(source), source)


@settings(deadline=None)
@given(TEXTS)
def test_one_line(text):
    line = one_line(text)
    assert "\n" not in line
    assert line == " ".join(line.split())
    assert one_line(line) == line


@settings(deadline=None)
@given(TEXTS)
def test_lines_are_an_editors(source):
    """`str.splitlines` knows further line ends, which editors do not count, so only the three are compared."""
    plain = "".join(c for c in source if c not in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
    starts = LineStarts(plain)
    offset = 0
    for number, line in enumerate(plain.splitlines(keepends=True), 1):
        for column in range(len(line)):
            assert (starts.line(offset + column), starts.column(offset + column)) == (number, column + 1)
        offset += len(line)


@settings(deadline=None)
@given(st.data(), TEXTS)
def test_a_run_is_cut_where_lines_begin(data, source):
    if not source:
        return
    begin = data.draw(st.integers(0, len(source) - 1))
    run = Run(7, begin, data.draw(st.integers(1, len(source) - begin)))
    starts = LineStarts(source)
    pieces = list(starts.split(run))
    assert sum(piece.length for piece in pieces) == run.length
    for piece in pieces:
        assert piece.start - piece.source == run.start - run.source
        assert starts.line(piece.source) == starts.line(piece.source + piece.length - 1)
    assert len({starts.line(piece.source) for piece in pieces}) == len(pieces)


def test_other_line_ends_are_lines_to_nobody():
    assert LineStarts("a\x85b\u2028c\x0cd").line(6) == 1
    assert LineStarts("a\r\n\r\nb\rc\n").line(5) == 3


@pytest.mark.parametrize(("text", "count"), [("", 0), ("one two", 2), ("— one, 2 … !", 2), ("it's well-known", 2)])
def test_words(text, count):
    assert word_count(text) == count


SIZE = 250_000
"""Enough to tell: in quadratic time this takes minutes, in linear time less than a second on an idle machine."""
HOSTILE = {
    "blanks": " " * SIZE + "x",
    "blanks at a line's end": "x" + " " * SIZE + "\n",
    "blank lines": "\r\n" * (SIZE // 2),
    "indentation": ("\n" + " " * 999) * (SIZE // 1000) + "x",
    "no-break spaces": "x\xa0" * (SIZE // 3),
    "zero width": "x\u200b" * (SIZE // 4),
    "joiners": "\u200d" * (SIZE // 3),
    "soft hyphens": "\xad \t" * (SIZE // 4),
    "marks in order": "e" + "\u0301" * (SIZE // 2),
    "marks out of order": "e" + "\u0301\u0323" * (SIZE // 4),
    "composable": "e\u0301" * (SIZE // 3),
    "no blank at all": "\u212b" * (SIZE // 3),
    "one word": "x" * SIZE,
    "lone returns": "\r" * SIZE,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_takes_long(kind):
    started = time.process_time()
    normal(HOSTILE[kind])
    assert time.process_time() - started < 15
