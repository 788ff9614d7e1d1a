"""Spans moved to another version of a text of which only offsets and hashes are known: by known edits."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.alignment import Alignment, Evidence, How, Sentence, align, identity
from toolkit.annotation import Span
from toolkit.contracts import text_hash

SALT = "sea"
OLD = (
    "Harbour wall to be raised\n\n"
    "The council of Brackhaven will raise its harbour wall by a metre, Mayor Lena Ostrander said on Monday.\n\n"
    "“We have waited for the sea long enough,” she told reporters. Work begins in June and takes two years.\n\n"
    "Fishermen fear for their berths. “Nobody asked us,” said Piet Hallam, who lands crab at the north quay.\n\n"
    "The wall was last raised in 1953."
)
SPANS = {
    "title": "Harbour wall to be raised",
    "mayor": "Lena Ostrander",
    "monday": "Monday",
    "waited": "We have waited for the sea long enough,",
    "june": "June",
    "years": "two years",
    "asked": "Nobody asked us,",
    "hallam": "Piet Hallam",
    "year": "1953",
}


def sentences_of(text: str) -> list[Span]:
    found = re.finditer(r"\S[^\n]*?(?:[.!?][”’]?(?=\s|$)|(?=\n|$))", text)
    return [Span(*each.span()) for each in found]


def span_of(name: str) -> Span:
    start = OLD.index(SPANS[name])
    return Span(start, start + len(SPANS[name]))


def ends(text: str) -> list[tuple[int, Evidence]]:
    """What a caller knows: spans begin and end with words, and quoted stretches at marks."""

    def word(at: int) -> bool:
        edge = at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())
        return edge and not (at < len(text) and text[at].isspace())

    def after_word(at: int) -> bool:
        return at > 0 and not text[at - 1].isspace() and not text[at - 1 : at + 1].isalnum()

    return [end for name in SPANS for end in ((span_of(name).start, word), (span_of(name).end, after_word))]


def aligned(new: str) -> Alignment:
    sentences = [Sentence(span, text_hash(SALT, span.of(OLD))) for span in sentences_of(OLD)]
    return align(sentences, new, SALT, ends(new))


def fates(new: str) -> dict[str, tuple[How, str] | None]:
    """By span what has become of it, and its text now."""
    now = aligned(new)
    found = {name: now.moved(span_of(name)) for name in SPANS}
    return {name: moved and (moved.how, moved.span.of(new)) for name, moved in found.items()}


def same(*names: str) -> dict[str, tuple[How, str] | None]:
    return {name: ("same", SPANS[name]) for name in names}


REST = ("title", "mayor", "monday", "waited", "june", "years", "asked", "hallam", "year")


def without(*names: str) -> dict[str, tuple[How, str] | None]:
    return same(*(name for name in REST if name not in names))


def test_the_same_text_is_where_it_was() -> None:
    for found in (aligned(OLD), identity(sentences_of(OLD), OLD)):
        assert {name: found.moved(span_of(name)) for name in SPANS} == {
            name: found.moved(span_of(name)) for name in SPANS
        }
        for name in SPANS:
            moved = found.moved(span_of(name))
            assert moved is not None
            assert (moved.how, moved.span) == ("same", span_of(name))
        assert not found.added


EDITS: dict[str, tuple[Callable[[str], str], dict[str, tuple[How, str] | None]]] = {
    "white space between paragraphs": (lambda text: text.replace("\n\n", "\n"), same(*REST)),
    "straight marks": (
        lambda text: text.replace("“", '"').replace("”", '"'), same(*REST),
    ),
    "a sentence broken over two lines": (
        lambda text: text.replace("and takes two", "and takes\ntwo"), same(*REST),
    ),
    "a corrected word before the spans of its sentence": (
        lambda text: text.replace("The council of", "The town council of"),
        {**without("mayor", "monday"), "mayor": ("words", "Lena Ostrander"), "monday": ("words", "Monday")},
    ),
    "a corrected word between two spans": (
        lambda text: text.replace("begins in June and takes", "begins in June and it takes"),
        {**without("june", "years"), "june": ("words", "June"), "years": ("words", "two years")},
    ),
    "a corrected span": (
        lambda text: text.replace("1953", "1962"), {**without("year"), "year": ("words", "1962")},
    ),
    "an added paragraph": (
        lambda text: text.replace("Fishermen", "Rain is forecast for Tuesday.\n\nFishermen"), same(*REST),
    ),
    "an added first paragraph": (lambda text: f"Updated at noon\n\n{text}", same(*REST)),
    "a removed paragraph": (
        lambda text: re.sub("Fishermen[^\n]*\n\n", "", text),
        {**without("asked", "hallam"), "asked": None, "hallam": None},
    ),
    "two paragraphs exchanged": (
        lambda text: "\n\n".join(text.split("\n\n")[i] for i in (0, 2, 1, 3, 4)),
        {**without("waited", "june", "years"), "waited": None, "june": None, "years": None},
    ),
    "marks, and a word elsewhere": (
        lambda text: text.replace("’", "'").replace("“", '"').replace("”", '"').replace("by a metre", "by one metre"),
        {**without("mayor", "monday"), "mayor": ("words", "Lena Ostrander"), "monday": ("words", "Monday")},
    ),
    "nothing left": (lambda text: "Another article altogether, of other things.", dict.fromkeys(REST)),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_each_span_is_where_a_known_edit_has_moved_it(edit: str) -> None:
    change, expected = EDITS[edit]
    new = change(OLD)
    assert new != OLD
    assert fates(new) == {name: expected[name] for name in SPANS}


def test_a_span_over_sentences_that_have_moved_apart_has_changed() -> None:
    whole = Span(OLD.index("Work begins"), OLD.index("“Nobody") - 1)
    new = OLD.replace("Fishermen", "Rain is forecast.\n\nFishermen")
    moved = aligned(new).moved(whole)
    assert moved is not None
    assert moved.how == "words"
    assert moved.span.of(new).endswith("Rain is forecast.\n\nFishermen fear for their berths.")
    assert [span.of(new) for span in aligned(new).added] == ["Rain is forecast."]


def test_a_span_that_may_have_grown_by_just_its_next_word_is_lost() -> None:
    found = fates(OLD.replace("in June and takes", "in June and will take"))
    assert found["june"] is None, "four characters more: June, or June and"
    assert found["years"] == ("words", "two years")


def test_an_end_that_may_be_in_two_places_is_in_none() -> None:
    old, new = "He saw two boats leave.", "He saw boats leave."
    span = Span(7, 16)
    found = align([Sentence(Span(0, len(old)), text_hash(SALT, old))], new, SALT, [
        (span.start, lambda at: at in (3, 7)), (span.end, lambda at: True),
    ])  # fmt: skip
    assert found.moved(Span(0, len(old))) is not None
    assert found.moved(span) is None


NOISE = st.lists(st.text("abc xyz", min_size=1).map(str.strip).filter(bool), max_size=3)


@settings(max_examples=60, deadline=None)
@given(kept=st.lists(st.booleans(), min_size=5, max_size=5), noise=NOISE)
def test_what_is_left_in_its_order_is_found_and_what_is_gone_is_not(kept: list[bool], noise: list[str]) -> None:
    left = [paragraph for paragraph, keep in zip(OLD.split("\n\n"), kept, strict=True) if keep]
    new = "\n\n".join([*noise, *left])
    found = aligned(new)
    for name in SPANS:
        moved = found.moved(span_of(name))
        if any(SPANS[name] in paragraph for paragraph in left):
            assert moved is not None
            assert (moved.how, moved.span.of(new)) == ("same", SPANS[name])
        else:
            assert moved is None or moved.how == "words"


@settings(max_examples=60, deadline=None)
@given(new=st.text("The wall. “”\n", max_size=200))
def test_matches_ascend_and_with_what_is_added_they_tile_any_text(new: str) -> None:
    found = aligned(new)
    spans = sorted([*(match.new for match in found.matches), *found.added])
    assert all(one.end <= other.start for one, other in pairwise(spans))
    covered = "".join(span.of(new) for span in spans)
    assert "".join(covered.split()) == "".join(new.split())
