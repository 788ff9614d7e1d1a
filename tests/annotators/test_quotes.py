"""Quotes: each rule on a sentence of its own, about people who do not exist."""

from __future__ import annotations

import pytest
from annotator_cases import Annotate

from toolkit.annotation import Quote
from toolkit.annotators.confidence import confidence_of

LEAD = "Mayor Laura Whitfield and Senator Peter Banks met in Paris on Monday. "


def quotes_of(annotate: Annotate, text: str) -> list[tuple[str, str, str | None]]:
    """Type, text and first speaker of each quote."""
    found = annotate(text).quotes
    return [(q.type, q.span.of(text), q.speaker_names[0] if q.speaker_names else None) for q in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("“We will build it,” Whitfield said.", ("direct", "We will build it,", "Laura Whitfield")),
        ("“We will build it,” said Whitfield.", ("direct", "We will build it,", "Laura Whitfield")),
        ("“Will we build it?” Banks asked.", ("direct", "Will we build it?", "Peter Banks")),
        ("Banks said: “We will never build it.”", ("direct", "We will never build it.", "Peter Banks")),
        ("Banks replied, “We will never build it.”", ("direct", "We will never build it.", "Peter Banks")),
        ("Banks said that the plan was “a bad joke.”", ("mixed", "the plan was “a bad joke.”", "Peter Banks")),
        ("Whitfield called Banks “a great friend.”", ("mixed", "Banks “a great friend.”", "Laura Whitfield")),
        ("Whitfield said the bridge would open soon.", ("indirect", "the bridge would open soon", "Laura Whitfield")),
        ("The bridge would open soon, Whitfield said.", ("indirect", "The bridge would open soon", "Laura Whitfield")),
        (
            "According to Banks, the bridge is not safe at all.",
            ("indirect", "the bridge is not safe at all", "Peter Banks"),
        ),
        ("Banks vowed to stop the bridge.", ("indirect", "to stop the bridge", "Peter Banks")),
        ("“We are very proud of it.” — Laura Whitfield", ("direct", "We are very proud of it.", "Laura Whitfield")),
    ],
)
def test_rules(annotate: Annotate, sentence: str, expected: tuple[str, str, str]) -> None:
    assert expected in quotes_of(annotate, LEAD + sentence)


def test_pieces_of_a_split_quotation_share_a_number(annotate: Annotate) -> None:
    text = LEAD + "“We came early,” Whitfield said, “and we will stay late.” “It is our town.”"
    pieces = [q for q in annotate(text).quotes if q.type == "direct"]
    assert [q.span.of(text) for q in pieces] == ["We came early,", "and we will stay late.", "It is our town."]
    assert len({q.quotation for q in pieces}) == 1
    assert {q.speaker_names for q in pieces} == {("Laura Whitfield",)}


def test_quotation_goes_on_over_paragraphs(annotate: Annotate) -> None:
    text = LEAD + "\n“We came early,” Whitfield said. “We stayed.\n“We will come again.”"
    assert quotes_of(annotate, text)[-1] == ("direct", "We will come again.", "Laura Whitfield")
    assert annotate(text).quotes[-1].quotation == annotate(text).quotes[-2].quotation


def test_the_last_paragraph_of_a_quotation_says_whose_it_is(annotate: Annotate) -> None:
    text = (
        LEAD
        + "\n“We came early,” Banks said.\n“We came by sea.\n“We came with nothing.\n“And we stayed,” Whitfield said."
    )
    first, *rest = (quote for quote in annotate(text).quotes if quote.quoted)
    assert first.speaker_names == ("Peter Banks",)
    assert [quote.span.of(text) for quote in rest] == ["We came by sea.", "We came with nothing.", "And we stayed,"]
    assert {quote.speaker_names for quote in rest} == {("Laura Whitfield",)}
    assert len({quote.quotation for quote in rest}) == 1 and first.quotation != rest[0].quotation


def test_insertions_and_quoted_stretches(annotate: Annotate) -> None:
    text = LEAD + "Banks said she wanted “to spare [Whitfield’s] town” and its people."
    (quote,) = [q for q in annotate(text).quotes if q.type == "mixed"]
    assert [span.of(text) for span in quote.quoted] == ["to spare [Whitfield’s] town"]
    assert [span.of(text) for span in quote.insertions] == ["[Whitfield’s]"]
    assert quote.cue is not None
    assert (quote.cue.of(text), quote.cue_lemma) == ("said", "say")


@pytest.mark.parametrize(
    "sentence",
    [
        "Whitfield starred in the film “Summer of Snow” in May.",
        "The so-called “experts” stayed at home.",
        "Peter “Rocky” Banks won the fight.",
    ],
)
def test_titles_nicknames_and_scare_quotes_are_no_quotations(annotate: Annotate, sentence: str) -> None:
    assert not [q for q in annotate(LEAD + sentence).quotes if q.quoted]


def test_quotation_without_speaker_is_kept(annotate: Annotate) -> None:
    text = "It was dark.\n“Nobody here has ever seen such a storm before.”\nThe rain fell."
    (quote,) = annotate(text).quotes
    assert (quote.speaker, quote.speaker_names, quote.speaker_status) == (None, (), "absent")


def last(annotate: Annotate, text: str) -> Quote:
    return annotate(text).quotes[-1]


def test_speaker_statuses(annotate: Annotate) -> None:
    named = last(annotate, LEAD + "“It is late,” Mr. Banks said.")
    assert (named.speaker_status, named.speaker_names) == ("named", ("Peter Banks",))
    he = last(annotate, "Peter Banks arrived at noon. “It is late,” he said.")
    assert (he.speaker_status, he.speaker_names) == ("pronoun", ("Peter Banks",))
    she = last(annotate, LEAD + "“It is late,” she said.")
    assert (she.speaker_status, she.speaker_names) == ("pronoun", ("Laura Whitfield",))
    nominal = last(annotate, LEAD + "“It is late,” the mayor said.")
    assert (nominal.speaker_status, nominal.speaker_names) == ("nominal", ("Laura Whitfield",))
    group = last(annotate, LEAD + "“It is late,” officials said.")
    assert (group.speaker_status, group.speaker_names) == ("collective", ())
    two = last(annotate, LEAD + "“It is late,” Whitfield and Banks said.")
    assert two.speaker_names == ("Laura Whitfield", "Peter Banks")
    nobody = last(annotate, "“It is late,” the plumber said.")
    assert (nobody.speaker_status, nobody.speaker_names) == ("unresolved", ())


def test_confidence_is_a_rounded_share() -> None:
    for rule in ("after", "before", "clause", "unheard of"):
        value = confidence_of(rule, "direct", "named", 12)
        assert 0 <= value <= 1
        assert round(value, 3) == value
    assert confidence_of("clause", "direct", "named", 12) > confidence_of("act", "indirect", "absent", 2)


def test_a_clause_on_what_was_said_is_no_reporting_clause(annotate: Annotate) -> None:
    text = "Peter Banks told them that she would “take the boats away,” something that she has never proposed."
    assert [quote.speaker_names for quote in annotate(text).quotes] == [("Peter Banks",)]
