"""Sentences: tiling, and where they begin and end."""

from __future__ import annotations

import pytest
from annotator_cases import Annotate
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from toolkit.annotation import Layout, Span
from toolkit.annotators import Annotators
from toolkit.annotators.boundaries import decide
from toolkit.annotators.enumeration import find_items
from toolkit.annotators.marks import pair_marks

CLOSING_MARKS = "”’»)]}"
QUOTATIONS = [
    ["“Will it rain?” he asked.", "Nobody knew."],
    ["He said it was “over.”", "She left."],
    ["“Stop!” the crowd yelled.", "Vance stopped."],
    ["“Why?” asked Vance.", "“Because.”"],
    ["“Why now?” Mayor Rosa Quill of Portville, the youngest of them, asked.", "Nobody knew."],
    ['"It is late." he said.', "They left."],
    ['He told her, "It is late."', "She took her coat."],
    ['"We wish them luck."', "He stressed, however, that it was late."],
    ["“I waited ... and waited,” she said.", "Then it came."],
    ["‘It is over,’ ” Quill told them.", "They left."],
    ["“No sign of it . . . .”", "She shut the door."],
    ['"The river [...] rose [...]" (Quill 55).', "It fell again."],
    ["“It rains on the just.” — Rosa Quill"],
    ["“It rained all day.", "“We left,” she said."],
    ["“Good.”", "(“Why not?”)", "“Because.”"],
]
ABBREVIATIONS = [
    ["Sen. Rosa Quill met Dr. Omar Vance.", "They spoke."],
    ["The vote is on Jan. 9 at 6 p.m. in Washington, D.C.", "It will pass."],
    ["She lives on Elm St. near the bank.", "He does not."],
    ["He played outside the hall on Mt. Arden Ave.", "“A penny?” he asked."],
    ["They chose No. 5 for $3.5 million.", "It won."],
    ["J. R. Vance wrote to the U.S. Army.", "It answered."],
    ["He works for J. A. Quill.", "She does not."],
    ["At 5 a.m. Mr. Quill got up.", "He left at 6 P.M.", "Mr. Vance stayed."],
    ["The bill comes up at 4 p.m.", "Sen. Vance will speak."],
    ["It begins at 4 p.m. Monday.", "Come at 3 p.m. Eastern time."],
    ["They sold it to Arden & Co. at noon.", "It went to Vance Inc.", "They were glad."],
    ["Cllr. Noor Quill spoke.", "Sgt. Vance took notes, e.g. on Smith v. Jones."],
    ["You and I.", "Did you see Omar I. Vance?"],
    ["Lt. Col. R.P. Vance (ret.) Quill came.", "He left."],
    ["Arden Inc. (the “Company”) paid.", "It had to."],
    ["It fell 3 ft. 6 in. short.", "See p. 55, fig. 3 and vol. 2.", "Then stop."],
    ["It stands at N°. 1026.253.", "That is far.", "Call ext. 55 on Tues. morning."],
    ["Quill et al. (2010) found it.", "Vance did not."],
    ["He fell ill.", "She was too.", "Sat. was worse."],
]
MARKS_IN_NAMES = [
    ["She works at Wow! in Portville.", "Wow! Games makes toys.", "Stop!", "Wait."],
    ["Bread, salt and -- voila! -- a meal.", "Eat."],
    ["Leave me alone! he yelled.", "She left."],
    ["Hello?!", "Is that you?", "What!!", "No."],
    ["The price (!) rose.", "It fell."],
]
ELLIPSES = [
    ["I never meant it....", "She left."],
    ["That was weaker . . . than that. . . .", "The habit stayed."],
    ["He was ... well, what I mean...see . . . late.", "Go on."],
    ["It is over.", "... Twenty people left."],
    ["We waited and then we just ... I cannot say."],
]
WEB = [
    ["See https://example.org/a.b?c=1. for more.", "Then write."],
    ["Her address is Rosa.Quill@example.com.", "Write to her."],
    ["http://example.org/a", "http://example.org/b", "www.example.org/c", "The last one is dead."],
    ["It is done :)", "See you soon."],
    ["Thanks!! :-)", "See you soon."],
    ["It is over.", "----------", "Reply to this list."],
    ["Here are some of their answers:", "The first was short."],
    ["It got larger and larger", "We like that."],
    ["The show builds on What the river took, from 2016."],
    ["The following have won: Rosa Quill and Omar Vance."],
    ['"It rained."', "--Rosa, Portville", '"It did not." --Omar, Arden'],
]
LISTS = [
    ["1.) The first item", "2.) The second item"],
    ["1. The first item", "2. The second item", "3. The third"],
    ["a) bread", "b) salt", "c) wine"],
    ["(i) Bread and salt.", "(ii) Wine."],
    ["• 9. The first item", "• 10. The second item"],
    ["• Bread", "• Salt"],
    ["He wants 1) bread and 2) salt.", "She does not."],
    ["Question No. 1.", "The member for Arden."],
    ["The order is: 1. Bread.", "2. Salt."],
]
SPLITS = QUOTATIONS + ABBREVIATIONS + MARKS_IN_NAMES + ELLIPSES + WEB + LISTS


def split(annotate: Annotate, text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in annotate(text).sentences]


@pytest.mark.parametrize("expected", SPLITS, ids=lambda expected: expected[0])
def test_one_sentence_each(annotate: Annotate, expected: list[str]) -> None:
    assert split(annotate, " ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["It rained all day.", "Then it stopped.", "Mr. Vance bought 1,000.", "That is a lot."],
        ["“It is over.”", "She left."],
        ["終わり。", "Next."],
    ],
)
def test_sentences_may_touch(annotate: Annotate, expected: list[str]) -> None:
    assert split(annotate, "".join(expected)) == expected


@pytest.mark.parametrize(
    "text", ["Node.js and example.Com run on A.Quill's ASP.Net.", "See www.example.org/A.Html now."]
)
def test_dots_within_names_divide_nothing(annotate: Annotate, text: str) -> None:
    assert split(annotate, text) == [text]


def test_sentences_within_one_pair_of_marks_are_several(annotate: Annotate) -> None:
    text = "“It rained. We left. It was cold,” Rosa Quill said. She smiled."
    assert split(annotate, text) == ["“It rained.", "We left.", "It was cold,” Rosa Quill said.", "She smiled."]


@pytest.mark.parametrize(
    "text",
    [
        "“We will go.” “No.” (“Why not?”) “Because.” She shrugged.",
        "He left. ” She stayed. ) It rained. » Then it stopped.",
    ],
)
def test_no_sentence_begins_with_a_closing_mark(annotate: Annotate, text: str) -> None:
    found = split(annotate, text)
    assert len(found) > 2
    assert not any(sentence[0] in CLOSING_MARKS for sentence in found)


@pytest.mark.parametrize(
    "text",
    [
        "VANCE: I knew it. QUILL: No.",
        "PORT ARDEN, March 3 (Wire) - The senate met. It voted.",
        "The Bell Tower — The town met. It voted.",
    ],
)
def test_what_leads_a_line_stays_with_it(annotate: Annotate, text: str) -> None:
    assert len(split(annotate, text)) == 2


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


def test_a_label_alone_is_no_list() -> None:
    assert list(find_items("Act 2. He enters.\n3) He leaves. 5) He returns.")) == []


@pytest.mark.parametrize(
    "unit",
    [". ", "!", ".)", ".” ", '"', "“", "1) 2) ", "• ", "A. ", "http://a ", "---- ", "*", "a.Bc ", "。a", " :)", " .",
     "  ", ".[1]", "At 5 a.m. Mr. ", "Here is ", "[...] ", "? he said ", ".” -- A", "?” A of "],
)  # fmt: skip
@pytest.mark.slow
def test_deciding_takes_time_linear_in_the_length(unit: str) -> None:
    """A step that looked back or ahead without limit would not end within the hour on these."""
    text = unit * (300_000 // len(unit))
    assert all(0 <= at <= len(text) for at in decide(Layout(text), pair_marks(text)))


PIECES = st.sampled_from(
    ["He left", " she said", "U.S.", "p.m.", "Mr.", "1)", "2)", "a.", "•", "Yahoo!", "done.They", "http://a.b/C", "J.",
     "No. 5", ".", "!", "?", "...", ". . .", "…", "。", "“", "”", '"', "'", "’", "‘", "(", ")", "[", "]", "»", " ",
     "  ", "\u00a0", "\n", "\n\n", "-", "—", "----", ":)", "[1]", ",", ":", "x", "I", "The", "5", "é", "中"]
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60)))
@example(text="---- ’")
@example(text="Go. ’Tis late.")
def test_sentences_tile_every_text(annotators: Annotators, text: str) -> None:
    text = text.replace("\r", "")
    sentences = next(iter(annotators([Layout(text)]))).sentences
    covered = "".join(sentence.span.of(text) for sentence in sentences)
    assert "".join(covered.split()) == "".join(text.split())
    end = 0
    for sentence in sentences:
        start, content = sentence.span.start, sentence.span.of(text)
        assert start >= end
        assert content
        assert content == content.strip()
        assert sentence.token_count > 0
        within_line = bool(text[:start].rpartition("\n")[2].strip())
        apostrophe = content[0] == "’" and content[1:2].isalnum()  # ’Tis
        assert apostrophe or not (within_line and content[0] in CLOSING_MARKS), text
        end = sentence.span.end


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_items_point_into_their_text(text: str) -> None:
    assert all(0 <= item.start < item.content <= len(text) for item in find_items(text))
