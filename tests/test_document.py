"""From the decoded raw record to the text that never changes again: nothing is lost, and every character leads back."""

from __future__ import annotations

import time
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.article import Article, Reader
from toolkit.config import Config
from toolkit.document import Document, normalize
from toolkit.rejection import Reason, Rejection
from toolkit.rights import Rights
from toolkit.text import LineStarts, composed, plain_characters, trace

STORY = """Velmora minister defends opening of dam gates

By Ilka Brand

Photo: Tom Arden/Halden Wire

ORSAVA, Velmora, April 18 (Halden Wire) - The energy minister on Friday defended the opening of two gates.

“We had no other choice,” Davit Oresku said. He left without taking questions from the reporters on the crest.

The siren

The siren at Lesk has been broken since the autumn, and the town hall opens at eight in the morning.

Jo Pell contributed to this report.

© 2031 Halden Wire. All rights reserved.
"""


def article(text: str, **given) -> Article:
    return Article("news/a.txt", "a", "0" * 16, "0" * 64, "utf-8", text, Rights(), **given)


def document(text: str, **given) -> Document:
    found = normalize(article(text, **given))
    assert isinstance(found, Document), found
    return found


def kinds(found: Document) -> list[tuple[str, int]]:
    return [(one.kind, one.source_line) for one in found.boilerplate]


def headings(found: Document) -> list[str]:
    return [span.of(found.text) for span in found.layout.headings]


# ---- what every text keeps

LINES = st.sampled_from(
    [
        *STORY.splitlines(), "", "", "  ", "* * *", "###", "By Tom Arden", "Halden Wire", "One line.", "“Open", "marks",
        "cafe\u0301 \u212b", "\u212b\u0301", "zero\u200bwidth \xa0 wide\u3000", "   indented line of a paragraph", "\t",
        "A line that is long enough to be cut where the next word does not fit in well-",
        "A line that is long enough to be cut where the next word does not fit in any",
        "\U0001f469\u200d\U0001f467 posted", "©", "2031", "- an item", "\x00\x1b",
    ]
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n\n", "\r\n\r\n", "\u2028", "\x0c", "\x85"])
TEXTS = st.one_of(
    st.lists(st.tuples(LINES, ENDS).map("".join), max_size=14).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from([None, "The siren", "Velmora Minister defends opening of dam gates!"]))
def test_nothing_is_lost(text, title):
    found = normalize(article(text, title=title))
    if isinstance(found, Rejection):
        assert found.reason == Reason.EMPTY
        return
    kept = found.text + "".join(one.text for one in found.boilerplate)
    raw = composed(plain_characters(trace(text))).text
    assert Counter("".join(kept.split())) == Counter("".join(raw.split()))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_piece_leads_to_the_same_characters(text):
    found = normalize(article(text))
    if isinstance(found, Rejection):
        return
    starts = LineStarts(text)
    pieces = found.source_map
    assert list(pieces) == sorted(pieces, key=lambda piece: (piece.text_char, piece.source_char))
    for piece, following in zip(pieces, [*pieces, None][1:], strict=True):
        assert found.text[piece.text_char] == text[piece.source_char]
        assert piece.source_line == starts.line(piece.source_char)
        if following:
            assert piece.text_char < following.text_char
            assert piece.source_char < following.source_char
    covered = set()
    for piece, following in zip(pieces, [*pieces, None][1:], strict=True):
        end = following.text_char if following else len(found.text)
        for offset in range(end - piece.text_char):
            if (
                found.text[piece.text_char + offset : piece.text_char + offset + 1]
                != text[piece.source_char + offset : piece.source_char + offset + 1]
            ):
                break
            covered.add(piece.text_char + offset)
    made = {found.text[char] for char in range(len(found.text)) if char not in covered}
    assert all(c in " \n" or not c.isascii() for c in made)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_the_text_is_clean_and_its_spans_lie_on_lines(text):
    found = normalize(article(text))
    if isinstance(found, Rejection):
        return
    assert found.text == found.text.strip()
    assert "\n\n\n" not in found.text
    assert all(line == line.strip() for line in found.text.split("\n"))
    layout = found.layout
    lines = set(found.text.split("\n"))
    for span in (layout.title, *layout.headings):
        assert span is None or span.of(found.text) in lines
    if layout.title:
        assert (layout.title.start, found.title) == (0, layout.title.of(found.text))
    if layout.dateline:
        start = layout.dateline.start
        assert start == 0 or found.text[start - 1] == "\n"


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_boilerplate_leads_to_its_line(text):
    """Where a line's own characters were kept, the line is exact."""
    found = normalize(article(text))
    if isinstance(found, Rejection):
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for one in found.boilerplate:
        assert one.text.split()[0] in lines[one.source_line - 1]


# ---- what a wire story becomes


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_story(end):
    found = document(STORY.replace("\n", end))
    assert found.title == "Velmora minister defends opening of dam gates"
    assert found.text.startswith(f"{found.title}\n\nORSAVA")
    assert found.dateline == "ORSAVA, Velmora, April 18 (Halden Wire)"
    assert found.authors == ("Ilka Brand",)
    assert headings(found) == ["The siren"]
    assert kinds(found) == [("byline", 3), ("photo_credit", 5), ("contributor", 15), ("copyright", 17)]
    assert found.text == document(STORY).text


def test_a_story_without_blank_lines():
    found = document(STORY.replace("\n\n", "\n"))
    assert (found.title, headings(found)) == ("Velmora minister defends opening of dam gates", ["The siren"])
    assert found.text.count("\n") == 4


def test_plain_text_has_nothing_to_recognize():
    text = (
        "The gates were opened on Friday, the operator said.\n\n“We had no choice,” he said. Nobody was hurt in Lesk."
    )
    found = document(text)
    assert (found.text, found.title, found.dateline, found.authors) == (text, None, None, None)
    assert (found.boilerplate, found.layout.headings) == ((), ())
    assert [(piece.text_char, piece.source_char, piece.source_line) for piece in found.source_map] == [
        (0, 0, 1),
        (52, 52, 2),
        (53, 53, 3),
    ]


BODY = "The energy minister on Friday defended the opening of two gates without notice to the towns below them."
MAGAZINE = f"""EARTH SCIENCE

The gate that kept a town waiting

Eleven hundred small floods turn out to have a clock of their own

Ilka Brand

{BODY}

A slow squeeze

{BODY}

How sure is sure?

{BODY}

‘Settling’

{BODY}

Remarks in Velmoran were translated by Corvane Press.

- Corvane staff
"""


def test_kicker_standfirst_and_name():
    found = document(MAGAZINE)
    assert found.title == "The gate that kept a town waiting"
    assert headings(found) == [
        "EARTH SCIENCE",
        "Eleven hundred small floods turn out to have a clock of their own",
        "A slow squeeze",
        "How sure is sure?",
        "‘Settling’",
    ]
    assert found.authors == ("Ilka Brand",)
    assert kinds(found) == [("byline", 7), ("contributor", 23), ("byline", 25)]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ("EARTH SCIENCE\n\n", "ILKA BRAND\n\n", None),  # a name in capitals is no section of a newspaper
        ("Ilka Brand\n\n", "Two Gates\n\n", "Two Gates"),  # words that the text uses
        ("Ilka Brand\n\n", "Ilka Brand\n", "Ilka Brand"),
        ("of their own\n", "of their own.\n", "Ilka Brand"),
        ("Ilka Brand\n\n", "", "Eleven hundred small floods"),  # nothing but blanks between it and the text
    ],
)
def test_lines_above_the_text_need_a_sign(old, new, kept):
    assert old in MAGAZINE
    found = document(MAGAZINE.replace(old, new, 1))
    assert found.authors is None or kept is None
    assert kept is None or kept in found.text
    assert headings(found)[-3:] == ["A slow squeeze", "How sure is sure?", "‘Settling’"]
    assert not any(one.startswith(("Eleven", "ILKA")) for one in headings(found)) or kept is None


def test_a_standfirst_above_a_dateline():
    text = f"Gates opened at night\n\nEngineers had no other course left\n\nLESK, April 18 (AP) — {BODY}\n\n{BODY}"
    assert headings(document(text)) == ["Engineers had no other course left"]
    assert headings(document(text.replace("LESK, April 18 (AP) — ", ""))) == []


def test_questions_alone_are_headings_if_there_are_three():
    questions = ("What is going, and when?", "Who decided?", "Will prices go up?")
    text = "\n\n".join([BODY, *(f"{question}\n\n{BODY}" for question in questions)])
    assert headings(document(text)) == list(questions)
    assert headings(document(text.replace("Who decided?\n\n", ""))) == []
    interview = f"{text}\n\nAnd what do you say to the farmers?\n\n{BODY}"
    assert headings(document(interview)) == []


def test_names_of_speakers_are_no_headings():
    turns = f"\nBrand\n{BODY}\nArden\n{BODY}\nBrand\n{BODY}\nArden\n{BODY}"
    assert headings(document(f"{BODY}\n{BODY}{turns}")) == []
    assert headings(document(f"{BODY}\nA slow squeeze\n{BODY}{turns}")) == ["A slow squeeze"]
    assert headings(document(f"{BODY}\nA slow squeeze\n{BODY}\nAfterwards\n{BODY}"))[1:] == ["Afterwards"]


def test_a_note_of_the_desk_stands_at_the_foot():
    note = "Remarks in Velmoran were translated by Corvane Press."
    above = "\n\n".join([note, *[BODY] * 6])
    assert kinds(document(f"{BODY}\n\n{note}")) == [("contributor", 3)]
    assert kinds(document(above)) == []


def test_a_dateline_on_a_line_of_its_own():
    found = document(f"Gates opened at night\n\nLESK | Friday, April 18\n\n{BODY}\n\n{BODY}")
    assert (found.title, found.dateline) == ("Gates opened at night", "LESK | Friday, April 18")


def test_a_given_title_is_not_in_the_text():
    body = STORY.split("\n\n", 1)[1]
    found = document(body, title="Gates", authors=("Zoë Lund",))
    assert (found.title, found.layout.title) == ("Gates", None)
    assert found.text.startswith("ORSAVA")
    assert found.authors == ("Zoë Lund",)


@pytest.mark.parametrize("title", [STORY.split("\n")[0], STORY.split("\n")[0].upper() + "."])
def test_a_given_title_that_the_text_repeats(title):
    found = document(STORY, title=title)
    assert found.title == title
    assert found.layout.title.of(found.text) == "Velmora minister defends opening of dam gates"


def test_another_given_title_leaves_the_first_line_to_the_body():
    assert document(STORY, title="Gates").layout.title is None


def test_a_deck_stands_before_the_dateline():
    found = document(STORY.replace("By Ilka", "Engineers had no other course\n\nBy Ilka"))
    assert found.dateline == "ORSAVA, Velmora, April 18 (Halden Wire)"
    later = "Gates were opened.\n\nNobody knew.\n\nLESK (AP) — The river rose."
    assert document(later).dateline is None


@pytest.mark.parametrize(
    ("text", "minimum", "reason"),
    [
        ("", 1, Reason.EMPTY),
        ("— … !", 1, Reason.EMPTY),
        ("© 2031 Halden Wire. All rights reserved.", 1, Reason.EMPTY),
        ("Four words stand here", 5, Reason.TOO_SHORT),
        ("Four words stand here\n\n© 2031 Halden Wire", 5, Reason.TOO_SHORT),
        ("Five words stand here now", 5, None),
        ("word", 1, None),
    ],
)
def test_the_fewest_words(text, minimum, reason):
    found = normalize(article(text), minimum)
    assert (found.reason if isinstance(found, Rejection) else None) == reason
    if isinstance(found, Rejection):
        assert (found.path, found.source_id) == ("news/a.txt", "a")


# ---- hard-wrapped text

PARAGRAPHS = [
    "The energy minister on Friday defended the opening of two gates at the dam without notice to the towns below it, "
    "saying that the melting snow had left the engineers no other course. He spoke for two minutes and left.",
    "By five in the morning the water stood more than a metre deep in the lower streets of the town, nine kilometres "
    "down the river. Nobody was killed, but about two thousand people were taken to higher ground before noon.",
    "The mayor said that the only call had gone to the town hall, which opens at eight, and that the night porter had "
    "picked it up because he thought that it was his wife. It was the operator of the dam, who had read out a form.",
]  # fmt: skip


def wrap(text: str, width: int, first: str = "", rest: str = "") -> str:
    lines, line = [], first
    for word in text.split():
        if line.strip() and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = rest
        line += word if not line.strip() else f" {word}"
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [45, 60, 72, 78, 99])
@pytest.mark.parametrize(("first", "rest"), [("", ""), ("    ", ""), ("  ", "  "), ("     ", "  ")])
def test_cut_lines_are_joined(width, first, rest):
    text = "\n\n".join(wrap(each, width, first, rest) for each in PARAGRAPHS)
    assert document(text).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("width", [45, 60, 72, 78])
def test_indented_paragraphs_need_no_blank_lines(width):
    text = "\n".join(wrap(each, width, "   ") for each in PARAGRAPHS)
    assert document(text).text == "\n".join(PARAGRAPHS)


def test_short_last_lines_end_paragraphs():
    text = "\n".join(wrap(f"{each} So it was.", 72) for each in PARAGRAPHS)
    assert document(text).text == "\n".join(f"{each} So it was." for each in PARAGRAPHS)


def test_a_headline_over_cut_lines_stays_a_line():
    headline = "Velmora minister defends opening of dam gates that flooded a river town on Thursday"
    text = headline + "\n" + "\n\n".join(wrap(each, 60) for each in PARAGRAPHS)
    assert document(text).text == headline + "\n" + "\n\n".join(PARAGRAPHS)
    assert document(text).title == headline


def test_a_hyphen_at_the_end_of_a_cut_line_stays():
    text = "\n\n".join(wrap(each, 60) for each in PARAGRAPHS)
    first, second, rest = text.split("\n", 2)
    found = document(f"{first[:-5]} wat-\n{second}\n{rest}")
    assert found.text.startswith(f"{first[:-5]} wat-{second} ")


ROOMS = "grass|gravestones|sand|ice and rain|corn|wood".split("|")
PARTS = "bow stern keel mast sail helm".split()
OFFICES = "mayor treasurer clerk spokesman secretary speaker oldest-member youngest".split()
WORDS = "So And But Yet Then Now".split()
TOWNS = "Lesk Orsava Tarnwick Brandholm Hob".split()
NOT_WRAPPED = {
    "verse": "\n".join(
        f"The river ran between the hills of {room} and then\nit turned to where the town of Lesk had stood"
        for room in ROOMS
    ),
    "list": "\n".join(f"- the {part} of the boat that was never found again" for part in PARTS),
    "sentences": "\n".join(f"The {who} of the council said on Friday that the gates would stay." for who in OFFICES),
    "address": "Halden Wire\n14 Quay Street\nPort Esk\nMarrow Coast\n\nTelephone 55 012\nSundays closed\nRing twice",
    "transcript": "\n".join(f"BRAND: {word} were the gates open when you came to the dam?" for word in WORDS),
    "paragraphs": "\n".join(PARAGRAPHS),
    "two columns": "\n".join(f"{town:<30}{n * 1000}" for n, town in enumerate(TOWNS)),
}


@pytest.mark.parametrize("kind", NOT_WRAPPED)
def test_other_lines_are_not_joined(kind):
    text = NOT_WRAPPED[kind]
    assert document(text).text == "\n".join(" ".join(line.split()) for line in text.split("\n"))


@pytest.mark.parametrize("kind", ["verse", "list", "address", "transcript", "two columns"])
def test_other_lines_are_nothing_else(kind):
    found = document(f"{PARAGRAPHS[0]}\n\n{NOT_WRAPPED[kind]}\n\n{PARAGRAPHS[1]}")
    assert (found.layout.headings, found.boilerplate, found.title) == ((), (), None)


def test_verse_has_no_headline():
    assert document(NOT_WRAPPED["verse"]).title is None
    assert (
        document("The river ran between the hills\nAnd no one came to see it pass.\nIt was a river all the same.").title
        is None
    )


# ---- long and hostile


@pytest.mark.parametrize(
    "text",
    [
        "word " * 60_000,
        "x" * 300_000,
        "x\n" * 30_000,
        "One line of a text that is cut to the width of a page\n" * 5_000,
        "(" * 300_000,
        "Heading Here\n\nA sentence of some length stands here.\n\n" * 3_000,
        "\r\n \u212b\u0301" * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_text_takes_long(text):
    started = time.process_time()
    normalize(article(text))
    assert time.process_time() - started < 15


# ---- the articles that the project started from

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five real articles are not at hand")
def test_the_real_articles():
    records = Reader(Config()).read([str(SEEDS)], BytesIO())
    found = {record.source_id[:3]: document(record.text) for record in records if isinstance(record, Article)}
    assert sorted(found) == ["000", "001", "002", "003", "004"]
    first = found["000"]
    assert first.title
    assert first.dateline == "(WASHINGTON)"
    assert kinds(first) == [("photo_credit", 3), ("contributor", 31), ("copyright", 33)]
    assert {name: len(one.layout.headings) for name, one in found.items()} == dict.fromkeys(found, 0) | {"002": 3}
    for name in ("001", "002", "003", "004"):
        assert (found[name].title, found[name].dateline, found[name].boilerplate) == (None, None, ())
