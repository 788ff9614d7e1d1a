"""Every measure on one invented article, against what a reader counts by hand."""

from __future__ import annotations

from typing import Any

import pytest
from marked import ENTITIES, FOLLY, GOLD, REPAIR, SENTENCES, TEXT, UNSAFE, answer, entity, quote, span

from toolkit.annotation import Span
from toolkit.scoring.answers import Answer, Counts, Entity, Mention
from toolkit.scoring.calibration import calibration_error, count_confidence
from toolkit.scoring.entities import count_entities, label_among, labels
from toolkit.scoring.groups import count_groups
from toolkit.scoring.intervals import interval, pooled, sums
from toolkit.scoring.matching import Wanted, match
from toolkit.scoring.measures import Figure, figures, reliability
from toolkit.scoring.names import count_coreference, count_names
from toolkit.scoring.quotes import count_attributions, count_quotes, count_rules
from toolkit.scoring.sentences import count_sentences
from toolkit.scoring.stretches import count_stretches, stretches
from toolkit.scoring.words import is_speech, name_span, surname, trimmed


def chosen(counts: Counts, *keys: str) -> tuple[int, ...]:
    return tuple(counts[key] for key in keys)


def test_a_quote_is_found_by_half_of_the_words_and_its_speaker_by_overlap_or_surname() -> None:
    longer = quote("that the town would repair it by May", "Ilse Varnholt", "said", type="indirect")
    wrong = quote("a folly", "Mayor Ilse Varnholt", "called", type="mixed")
    counts = count_quotes(match(GOLD, answer(UNSAFE, longer, wrong)))
    found = chosen(counts, "quotes/gold", "quotes/predicted", "quotes/overlap_0.5", "quotes/exact", "quotes/trimmed")
    assert found == (3, 3, 3, 2, 3)
    assert chosen(counts, "quotes/speaker", "quotes/exact_speaker") == (2, 1)
    assert chosen(counts, "quotes/words_gold", "quotes/words_predicted", "quotes/words") == (13, 14, 13)


def test_one_prediction_finds_one_quote_only() -> None:
    both = quote("The bridge is unsafe,” said Mayor Ilse Varnholt. She said that the town would repair it by May")
    counts = count_quotes(match(GOLD, answer(both, both)))
    assert chosen(counts, "quotes/overlap_0.3", "quotes/overlap_0.5") == (1, 0)


def test_quotes_that_are_not_asked_for_count_neither_for_nor_against() -> None:
    ignored = REPAIR.model_copy(update={"ignore": True})
    counts = count_quotes(match(answer(UNSAFE, ignored), answer(UNSAFE, REPAIR, FOLLY)))
    assert chosen(counts, "quotes/gold", "quotes/predicted", "quotes/dropped") == (1, 2, 1)
    direct = count_quotes(match(GOLD, answer(UNSAFE, REPAIR, FOLLY), Wanted(frozenset(["direct"]))))
    assert chosen(direct, "quotes/gold", "quotes/predicted", "quotes/overlap_0.5") == (1, 1, 1)
    believed = quote("the plan", "Tomas Brek", "on", type="indirect")
    speech = count_quotes(match(answer(UNSAFE, believed), answer(UNSAFE, believed), Wanted(speech_only=True)))
    assert chosen(speech, "quotes/gold", "quotes/predicted", "quotes/overlap_0.5") == (1, 1, 1)


def test_speakers_and_cues_of_the_quotes_found() -> None:
    unsafe = quote("The bridge is unsafe,", "Ilse Varnholt", "said Mayor", type="mixed")
    counts = count_attributions(match(GOLD, answer(unsafe, REPAIR)))
    assert chosen(counts, "attribution/speaker_of", "attribution/speaker", "attribution/mention_exact") == (2, 2, 1)
    assert chosen(counts, "attribution/name_of", "attribution/pronoun_of") == (1, 1)
    assert chosen(counts, "attribution/cue_of", "attribution/cue", "attribution/cue_exact") == (2, 2, 1)
    nobody = count_attributions(match(answer(quote("a folly")), answer(FOLLY)))
    assert chosen(nobody, "attribution/absent_of", "attribution/absent", "attribution/speaker_of") == (1, 0, 0)


def test_stretches_are_what_the_text_has_inside_marks() -> None:
    assert [each.of(TEXT) for each in stretches(TEXT)] == ["The bridge is unsafe,", "a folly"]
    awkward = "He said ''no'' and \"yes\".\n“One\nTwo” and “ … ”"
    assert [each.of(awkward) for each in stretches(awkward)] == ["no", "yes", "One"]
    counts = count_stretches(GOLD, answer(UNSAFE.model_copy(update={"speaker_name": "I. Varnholt"}), REPAIR))
    assert chosen(counts, "stretch/gold", "stretch/predicted", "stretch/found") == (2, 1, 1)
    assert chosen(counts, "stretch/speaker", "stretch/name_of", "stretch/name") == (1, 1, 0)
    outside = UNSAFE.model_copy(update={"quoted": ()})
    assert count_stretches(GOLD, answer(outside))["stretch/predicted"] == 0


def test_names_of_speakers() -> None:
    found = [
        UNSAFE.model_copy(update={"speaker_name": "ILSE VARNHOLT"}),
        REPAIR.model_copy(update={"speaker_name": "Brek"}),
    ]
    counts = count_names(match(GOLD, answer(*found)), None)
    assert chosen(counts, "name/named_of", "name/named", "name/he_she_of", "name/he_she") == (1, 1, 1, 0)
    assert chosen(counts, "name/exact_of", "name/exact") == (2, 1)


def test_names_of_clusters() -> None:
    mayor, she = span("Mayor Ilse Varnholt"), span("She")
    mentions = (Mention(*mayor, "person", "1", "", True), Mention(*she, "person", "1"))
    bare = [each.model_copy(update={"speaker_name": None}) for each in (UNSAFE, REPAIR)]
    gold = answer(*bare, mentions=mentions)
    counts = count_names(match(gold, answer(UNSAFE, REPAIR)), mentions)
    assert chosen(counts, "name/named", "name/he_she_of", "name/he_she", "name/exact_of") == (1, 1, 1, 0)
    pairs = count_coreference(gold, answer(entities=ENTITIES))
    assert chosen(pairs, "coreference/mention_of", "coreference/mention", "coreference/named") == (1, 1, 1)


def test_coreference_counts_pairs_of_mentions() -> None:
    text = "Ann Roe met Roe, Bo Roe and Roe."
    places = [Span(0, 7), Span(12, 15), Span(17, 23), Span(28, 31)]

    def entities(*names: str) -> tuple[Entity, ...]:
        return tuple(Entity(*place, "PERSON", name) for place, name in zip(places, names, strict=True))

    gold, said = entities("Ann", "Ann", "Bo", "Bo"), entities("Ann", "Ann", "Bo", "Ann")
    counts = count_coreference(Answer(id="a", text=text, entities=gold), Answer(id="a", entities=said))
    assert chosen(counts, "coreference/gold", "coreference/predicted", "coreference/found") == (2, 3, 1)


def test_utterances_count_pairs_across_documents() -> None:
    def matched(identity: str, labels: list[str | None], said: list[str]) -> Any:
        quotes = [
            each.model_copy(update={"utterance": label}) for each, label in zip((UNSAFE, FOLLY), labels, strict=True)
        ]
        found = [each.model_copy(update={"utterance": one}) for each, one in zip(quotes, said, strict=False)]
        return match(answer(*quotes, identity=identity), answer(*found, identity=identity))

    counts = count_groups(
        [matched("a", ["x", None], ["1", "2"]), matched("b", ["x", "x"], ["1"]), matched("c", ["y", None], ["1", "2"])]
    )
    total = sum(counts, Counts())
    assert chosen(total, "group/labelled/gold", "group/labelled/predicted", "group/labelled/found") == (2, 6, 2)
    assert chosen(total, "group/every/gold", "group/every/predicted", "group/every/found") == (2, 8, 2)
    assert chosen(total, "group/missed/gold", "group/missed/predicted", "group/missed/found") == (6, 6, 2)


def test_entities_by_span_and_type() -> None:
    known = labels([GOLD])
    assert [label_among(each, known) for each in ("per", "DATE", "TIME", "ORG")] == ["PERSON", "DATE", "DATE", None]
    found = (entity("Ilse Varnholt", "PER"), entity("the town", "ORG"), entity("Monday", "PERSON"))
    counts = count_entities(GOLD, answer(entities=found), known)
    assert chosen(counts, "entity/span_gold", "entity/span_predicted", "entity/span", "entity/typed") == (4, 2, 2, 1)
    assert chosen(counts, "label/PERSON/gold", "label/PERSON/predicted", "label/PERSON/found") == (2, 2, 1)


def test_sentences_by_their_ends() -> None:
    joined = (SENTENCES[0], Span(SENTENCES[1].start, SENTENCES[2].end), SENTENCES[3])
    counts = count_sentences(GOLD, answer(sentences=joined))
    assert chosen(counts, "sentence/ends_gold", "sentence/ends_predicted", "sentence/ends") == (4, 3, 3)
    assert chosen(counts, "sentence/inner_gold", "sentence/inner_predicted", "sentence/inner") == (1, 0, 0)
    assert chosen(counts, "sentence/whole", "sentence/document") == (2, 0)


def test_rules_and_confidence() -> None:
    said = {"rule": "after", "confidence": 0.75}
    right, wrong = UNSAFE.model_copy(update=said), quote("the plan", type="mixed", rule="call", confidence=1.0)
    matched = match(GOLD, answer(right, wrong))
    rules = count_rules(matched)
    assert chosen(rules, "rule/after direct/predicted", "rule/after direct/speaker", "rule/call mixed/found") == (
        1,
        1,
        0,
    )
    total = sums([count_confidence(matched)])
    assert calibration_error(total.of)[0] == pytest.approx((0.25 + 1) / 2)
    assert [(each.low, each.quotes, each.confidence, each.right) for each in reliability(total) if each.quotes] == [
        (0.7, 1, 0.75, 1),
        (0.9, 1, 1.0, 0),
    ]


def test_a_document_without_a_prediction_is_predicted_empty() -> None:
    assert chosen(count_quotes(match(GOLD, None)), "quotes/gold", "quotes/predicted", "quotes/words") == (3, 0, 0)
    assert chosen(count_sentences(GOLD, None), "sentence/ends_gold", "sentence/ends_predicted") == (4, 0)
    assert chosen(count_entities(GOLD, None, labels([GOLD])), "entity/span_gold", "entity/span_predicted") == (4, 0)
    assert chosen(count_stretches(GOLD, None), "stretch/gold", "stretch/predicted") == (2, 0)


def figure(counts: list[Counts], section: str, key: str) -> Figure:
    return next(each for each in figures(sums(counts)) if (each.section, each.key) == (section, key))


def test_figures_and_their_intervals() -> None:
    good = Counts({"quotes/gold": 4, "quotes/predicted": 4, "quotes/overlap_0.5": 4})
    bad = Counts({"quotes/gold": 4, "quotes/predicted": 1, "quotes/overlap_0.5": 0})
    found = figure([good, bad], "quotes", "overlap_0.5")
    assert (found.right, found.predicted, found.of) == (4, 5, 8)
    assert (found.precision, found.recall, found.value) == (0.8, 0.5, pytest.approx(8 / 13))
    assert found.interval == (0.0, 1.0)
    assert figure([good], "quotes", "overlap_0.5").interval is None
    assert figure([good] * 9, "quotes", "overlap_0.5").interval == (1.0, 1.0)
    assert figure([good, bad] * 20, "quotes", "overlap_0.5") == figure([good, bad] * 20, "quotes", "overlap_0.5")


def test_several_files_are_drawn_each_for_itself() -> None:
    one = [Counts({"sentence/document_of": 1, "sentence/document": 1})] * 5
    other = [Counts({"sentence/document_of": 1, "sentence/document": 0})] * 5
    together = pooled([sums(one), sums(other, seed=1)])
    assert together.documents == 10
    assert interval(together.of("sentence/document")) == (5.0, 5.0)
    assert interval(pooled([sums([*one, *other])]).of("sentence/document")) != (5.0, 5.0)


def test_words() -> None:
    text = "“that the road is shut,” "
    assert trimmed(text, Span(0, len(text))).of(text) == "the road is shut"
    assert name_span("the Roes’ house", 0, 9).of("the Roes’ house") == "Roes"
    assert [surname(each) for each in ("Sen. Ann Roe of Fenwick", "the mayor", None, "Mr.")] == [
        "roe",
        None,
        None,
        None,
    ]
    assert [is_speech(each) for each in ("went on to say", "tweeted", "claims", "believed", "quipped", "")] == [
        True, True, True, False, True, False,
    ]  # fmt: skip
