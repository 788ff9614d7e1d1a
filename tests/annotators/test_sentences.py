"""Sentences: tiling, and where they begin and end."""

from __future__ import annotations

import pytest
from annotator_cases import Annotate

from toolkit.annotation import Span

SPLITS = [
    ["Sen. Rosa Quill met Dr. Omar Vance.", "They spoke."],
    ["“Will it rain?” he asked.", "Nobody knew."],
    ["“It rained. We left. It was cold,” Quill said.", "She smiled."],
    ["The vote is on Jan. 9 at 6 p.m. in Washington, D.C.", "It will pass."],
    ["She lives on Elm St. near the bank.", "He does not."],
    ["They chose No. 5 for $3.5 million.", "It won."],
    ["J. R. Vance wrote to the U.S. Army.", "It answered."],
    ["“I waited ... and waited,” she said.", "Then it came."],
    ["See https://example.org/a.b?c=1. for more.", "Then write."],
    ["He said it was “over.”", "She left."],
    ["“Stop!” the crowd yelled.", "Vance stopped."],
]


@pytest.mark.parametrize("expected", SPLITS[:2] + SPLITS[3:8] + SPLITS[9:])
def test_one_sentence_each(annotate: Annotate, expected: list[str]) -> None:
    text = " ".join(expected)
    assert [sentence.span.of(text) for sentence in annotate(text).sentences] == expected


def test_sentences_within_one_pair_of_marks_are_several(annotate: Annotate) -> None:
    text = "“It rained. We left. It was cold,” Rosa Quill said. She smiled."
    found = [sentence.span.of(text) for sentence in annotate(text).sentences]
    assert found == ["“It rained.", "We left.", "It was cold,” Rosa Quill said.", "She smiled."]


def test_no_sentence_begins_with_a_closing_mark(annotate: Annotate) -> None:
    text = "“We will go.” “No.” (“Why not?”) “Because.” She shrugged."
    assert not any(sentence.span.of(text)[0] in "”’)" for sentence in annotate(text).sentences)


def test_title_headings_and_dateline(annotate: Annotate) -> None:
    text = "Mayor wins. Again.\n\nPORTVILLE, Jan. 20 (Wire) — Rosa Quill won on Monday.\nWhat comes next\nShe rests."
    at = text.index("PORT")
    heading = Span(text.index("What"), text.index("\nShe"))
    dateline = Span(at, text.index(" —"))
    found = annotate(text, title=Span(0, 18), dateline=dateline, headings=(heading,)).sentences
    assert [(s.kind, s.paragraph, s.span.of(text)) for s in found] == [
        ("title", 0, "Mayor wins. Again."),
        ("body", 1, "PORTVILLE, Jan. 20 (Wire) — Rosa Quill won on Monday."),
        ("heading", 2, "What comes next"),
        ("body", 3, "She rests."),
    ]
    assert all(s.token_count > 0 for s in found)
