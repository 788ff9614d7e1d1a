"""What holds for any gold and any prediction."""

from __future__ import annotations

from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from marked import TEXT

from toolkit.annotation import Span
from toolkit.evaluate import Compared, counts
from toolkit.scoring.answers import Answer, Counts, Entity, Quote
from toolkit.scoring.intervals import sums
from toolkit.scoring.measures import figures
from toolkit.scoring.through import through
from toolkit.scoring.words import Words

SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 40)).map(
    lambda each: Span(each[0], min(len(TEXT), each[0] + each[1]))
)
WITH_WORDS = SPANS.filter(lambda span: any(map(str.isalnum, span.of(TEXT))))
NAMES = st.sampled_from(["Ilse Varnholt", "Tomas Brek"])
QUOTES = st.builds(
    lambda span, kind, speaker, name, group, confidence: Quote(
        start=span.start, end=span.end, type=kind, speaker=speaker, speaker_name=name if speaker else None,
        utterance=group, confidence=confidence, cue=speaker, quoted=(span,),
    ),
    WITH_WORDS, st.sampled_from(["direct", "mixed", "indirect"]), st.none() | WITH_WORDS, NAMES,
    st.none() | st.sampled_from("xy"), st.sampled_from([0.0, 0.05, 0.5, 1.0]),
)  # fmt: skip
ENTITIES = st.builds(
    lambda span, label, name: Entity(*span, label, name), WITH_WORDS, st.sampled_from(["PERSON", "ORG", "DATE"]), NAMES
)


def unique_by_span(items: list[Quote]) -> tuple[Quote, ...]:
    return tuple({quote.span: quote for quote in items}.values())


ANSWERS = st.builds(
    lambda quotes, entities, sentences: Answer(
        id="a", text=TEXT, quotes=unique_by_span(quotes), entities=tuple(entities), sentences=tuple(sentences)
    ),
    st.lists(QUOTES, max_size=6), st.lists(ENTITIES, max_size=6), st.lists(WITH_WORDS, max_size=6),
)  # fmt: skip


def total(gold: list[Answer], predicted: list[Answer | None]) -> Counts:
    return sum(counts(Compared(Path("gold.jsonl"), gold, predicted)), Counts())


def apart(answer: Answer) -> Answer:
    """The answer without quotes that share a word with an earlier one: which of two equals is found is a toss-up."""
    words, taken, kept = Words(TEXT), set[int](), []
    for quote in answer.quotes or ():
        own = set(range(*words.within(quote.span)))
        if not own & taken:
            taken |= own
            kept.append(quote)
    return answer.model_copy(update={"quotes": tuple(kept)})


@given(ANSWERS.map(apart))
def test_gold_against_itself_is_wholly_right(answer: Answer) -> None:
    found = figures(sums(counts(Compared(Path("gold.jsonl"), [answer], [answer]))))
    best = {("attribution", "missing"): 0.0}
    # Quotes without a label are alone in the gold, and joined in the prediction that is the same; an entity of the
    # gold may lie inside another, whose name it then gets.
    open_ended = ("utterances", "names")
    rates = {(each.section, each.key): each.value for each in found if each.kind != "error"}
    wrong = {key: rate for key, rate in rates.items() if key[0] not in open_ended and rate != best.get(key, 1.0)}
    assert wrong == {}


@given(ANSWERS, ANSWERS)
def test_what_is_right_is_never_more_than_there_is(gold: Answer, predicted: Answer) -> None:
    for each in figures(sums(counts(Compared(Path("gold.jsonl"), [gold], [predicted])))):
        assert each.value is None or 0 <= each.value <= 1, each
        if each.right is not None and each.of is not None:
            assert each.right <= each.of, each
            assert each.predicted is None or each.right <= each.predicted, each


@given(ANSWERS, ANSWERS)
def test_precision_is_recall_from_the_other_side(gold: Answer, predicted: Answer) -> None:
    one, other = total([gold], [predicted]), total([predicted], [gold])
    for right in ("quotes/exact", "quotes/trimmed", "quotes/words", "sentence/ends", "sentence/whole"):
        assert one[right] == other[right], right
    assert (one["quotes/gold"], one["quotes/predicted"]) == (other["quotes/predicted"], other["quotes/gold"])


@given(st.lists(st.tuples(ANSWERS, st.none() | ANSWERS), min_size=1, max_size=4), st.randoms())
def test_the_order_of_documents_does_not_matter(pairs: list[tuple[Answer, Answer | None]], random: Random) -> None:
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert total(*map(list, zip(*pairs, strict=True))) == total(*map(list, zip(*shuffled, strict=True)))


@given(ANSWERS, ANSWERS, st.randoms())
def test_the_order_within_a_layer_does_not_matter(gold: Answer, predicted: Answer, random: Random) -> None:
    entities, sentences = list(predicted.entities or ()), list(predicted.sentences or ())
    random.shuffle(entities)
    random.shuffle(sentences)
    other = predicted.model_copy(update={"entities": tuple(entities), "sentences": tuple(sentences)})
    assert total([gold], [predicted]) == total([gold], [other])


@settings(max_examples=50)
@given(ANSWERS, st.integers(0, 30))
def test_offsets_lead_through_what_was_left_out(answer: Answer, cut: int) -> None:
    """A text without the raw article's first characters: what lay in them is after the text, all else before."""
    raw = f"{TEXT[:cut]}{TEXT[cut:]}"
    moved, lost = through(answer, raw[cut:], [{"text_char": 0, "source_char": cut, "source_line": 1}])
    for old, new in zip(answer.spans(), moved.spans(), strict=True):
        assert new[1].of(moved.text or "") in (old[1].of(TEXT), TEXT[max(cut, old[1].start) : old[1].end])
    assert sum(lost.values()) == sum(span.end <= cut for _, span in answer.spans())
