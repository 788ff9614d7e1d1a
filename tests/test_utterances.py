"""One statement, one id: in any order, for one speaker, and in reasonable time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.utterances import Statement, compatible, utterances
from toolkit.utterances.candidates import candidates
from toolkit.utterances.numerals import in_figures
from toolkit.utterances.pieces import collapsed
from toolkit.utterances.statement import Unit
from toolkit.utterances.words import stem, wording

FERRY = "The ferry will not sail again before the harbor wall has been rebuilt"
FERRY_TOO = "Before the harbor wall has been rebuilt, the ferry is not going to sail again"
BUDGET = "Our budget for schools doubles next year and taxes stay where they are"


def joined(*statements: tuple[str, str]) -> list[tuple[int, ...]]:
    """Groups of two and more, as positions."""
    found = utterances([Statement(f"{n:02}", speaker, text) for n, (speaker, text) in enumerate(statements)])
    groups: dict[str, list[int]] = {}
    for quote_id, utterance in sorted(found.items()):
        groups.setdefault(utterance, []).append(int(quote_id))
    assert all(int(utterance) == members[0] for utterance, members in groups.items())
    return sorted(tuple(members) for members in groups.values())


def test_two_wordings_of_one_statement_are_one_and_another_statement_is_not() -> None:
    assert joined(("Ada Brenn", FERRY), ("Ada Brenn", BUDGET), ("Brenn", FERRY_TOO)) == [(0, 2)]


def test_identical_statements_of_one_speaker_are_one() -> None:
    assert joined(("Ada Brenn", FERRY), ("Ada Brenn", FERRY + "!")) == [(0, 1)]


@pytest.mark.parametrize("short", ["Yes", "I never said that", "No comment, none"])
def test_a_few_words_are_said_by_everyone(short: str) -> None:
    assert joined(("Ada Brenn", short), ("Ada Brenn", short)) == []


@pytest.mark.parametrize(("one", "other"), [("Ada Brenn", "Ole Tarn"), ("Ada Brenn", "Ole Brenn")])
def test_people_of_other_names_are_never_joined(one: str, other: str) -> None:
    assert joined((one, FERRY), (other, FERRY)) == []
    assert not compatible(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ada Brenn", "Brenn"), ("Ada M. Brenn Jr.", "Ada Brenn"), ("ÅSE BRENN", "Åse Brenn")]
)
def test_names_of_one_person_go_together(one: str, other: str) -> None:
    assert compatible(one, other)
    assert joined((one, FERRY), (other, FERRY)) == [(0, 1)]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(chance: random.Random) -> None:
    statements = statements_of(60, chance)
    shuffled = statements.copy()
    chance.shuffle(shuffled)
    assert utterances(statements) == utterances(shuffled)


@given(
    st.lists(
        st.tuples(st.sampled_from(["Ada Brenn", "Brenn", "Ole Brenn", "…", ""]), st.text(max_size=40)), max_size=12
    )
)
@settings(deadline=None)
def test_no_text_and_no_name_makes_it_fail(pairs: list[tuple[str, str]]) -> None:
    statements = [Statement(f"{n:02}", speaker, text) for n, (speaker, text) in enumerate(pairs)]
    found = utterances(statements)
    speakers = {statement.quote_id: statement.speaker for statement in statements}
    for quote_id, utterance in found.items():
        names = speakers[quote_id], speakers[utterance]
        assert not all(names) or compatible(*names)


def statements_of(count: int, chance: random.Random) -> list[Statement]:
    """Statements of one surname about a few dozen subjects."""
    syllables = "harb brid coun ferr scho tax dam rail".split()
    endings = "or ges cil ies ol es ming way ast ondo ulim erta".split()
    words = [f"{syllable}{ending}" for syllable in syllables for ending in endings]
    subjects = [chance.sample(words, 8) for _ in range(max(2, count // 6))]
    made = []
    for number in range(count):
        spoken = [*chance.choice(subjects), *chance.sample(words, 3)]
        chance.shuffle(spoken)
        speaker = chance.choice(["Ada Brenn", "Brenn", "Ole Brenn"])
        made.append(Statement(f"{number:05}", speaker, " ".join(spoken), chance.random() < 0.7))
    return made


# ---- names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelenskyy", "Zelensky"),
        ("Volodymyr Zelensky", "Vladimir Zelenskiy"),
        ("President Brenn", "Ada Brenn"),
        ("A. Brenn", "Ada Brenn"),
        ("Brenn Freight, Inc.", "@brennfreight"),
        ("Brenn Freight Ltd.", "Brenn Freight"),
        ("Muhammad Tarn", "Mohammed Tarn"),
        ("Ada BRENN", "Ada Brenn"),
        ("Xu Tarnli", "Xu"),
    ],
)
def test_forms_of_one_name_go_together(one: str, other: str) -> None:
    assert compatible(one, other)
    assert joined((one, FERRY), (other, FERRY_TOO)) == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelensky", "Vladimir Putin"),
        ("Jon Brandt", "Jan Brandt"),
        ("John Tarn", "Jane Tarn"),
        ("A. B.", "Ada Brenn"),
        ("Brenn Freight", "Brenn Bank"),
    ],
)
def test_names_of_two_do_not(one: str, other: str) -> None:
    assert not compatible(one, other)
    assert not compatible(other, one)


# ---- words


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("three hundred and ten thousand people", "310000 people"),
        ("sixty one years", "61 years"),
        ("the third war", "the 3 war"),
        ("2.4 billion crowns", "2400000000 crowns"),
        ("a hundred men", "a 100 men"),
        ("five to four", "5 to 4"),
        ("one of them and two of us", "one of them and 2 of us"),
        ("nine thousand and five hundred", "9500"),
        ("ten and four", "10 and 4"),
    ],
)
def test_numbers_in_words_are_numbers(text: str, figures: str) -> None:
    assert " ".join(in_figures(text.split())) == figures


@pytest.mark.parametrize(
    ("one", "other"), [("bought", "buying"), ("years", "year"), ("mended", "repairing"), ("cities", "city")]
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_figures_with_commas_and_contractions_are_read() -> None:
    assert wording("We haven't 310,000 crowns") == wording("We have not three hundred and ten thousand crowns")


# ---- several articles


def said(quote_id: str, text: str, doc: str, name: str = "Ada Brenn", **more: Any) -> Statement:
    return Statement(quote_id, name, text, doc_id=doc)._replace(**more)


def groups(*statements: Statement) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for quote_id, utterance in utterances(statements).items():
        found.setdefault(utterance, set()).add(quote_id)
    return sorted(found.values(), key=min)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The ferry will sail on Monday if the wind allows it", "The ferry brought us eleven good years of trade"),
        ("I will meet the governor in Tarn", "I know the governor would like to meet in Tarn or in Oskar"),
        ("We will not sell the harbor", "The harbor has 14 cranes and we are painting them"),
    ],
)
def test_two_remarks_on_one_subject_are_two(one: str, other: str) -> None:
    assert groups(said("1", one, "a"), said("2", other, "b")) == []


def test_pieces_are_one_where_another_article_quotes_them_in_one_piece() -> None:
    pieces = (
        said("1", "We weighed the fish twice,", "a", quotation="q", span=(10, 36)),
        said("2", "Nobody weighed the fishermen.", "a", quotation="q", span=(60, 89)),
    )
    whole = said("3", "We weighed the fish twice, and nobody weighed the fishermen.", "b")
    assert groups(*pieces, whole) == [{"1", "2", "3"}]
    assert groups(*pieces) == []


def test_a_sentence_that_its_cue_splits_is_one_statement() -> None:
    one = [
        said("1", "Every rope in this harbor,", "a", quotation="q", span=(0, 26)),
        said("2", "was spliced by my grandmother", "a", quotation="q", span=(40, 69)),
    ]
    two = [each._replace(quote_id=f"b{each.quote_id}", doc_id="b", quotation="r") for each in one]
    assert groups(*one, *two) == [{"1", "2", "b1", "b2"}]


@pytest.mark.parametrize(
    ("rest", "whole", "one"),
    [
        ("and sailed it home at night", "", True),
        ("and nobody mended the sail after that", "", False),
        ("Then it sank.", "", False),
        ("Then it sank.", "We built the barge from one oak, and then it sank", True),
    ],
)
def test_a_clause_of_its_own_is_a_statement_of_its_own_unless_another_article_has_both(
    rest: str, whole: str, one: bool
) -> None:
    barge = "We built the barge from one oak,"
    first = [
        said(f"a{n}", text, "a", quotation="q", span=(50 * n, 50 * n + 40)) for n, text in enumerate((barge, rest))
    ]
    second = [each._replace(quote_id=f"b{each.quote_id[1]}", doc_id="b", quotation="r") for each in first]
    third = [said("c", whole, "c")] * bool(whole)
    assert (any({"a0", "a1"} <= group for group in groups(*first, *second, *third))) is one


def test_two_sentences_that_two_articles_quote_apart_are_two() -> None:
    one = [
        said("1", "We have painted the lighthouse yellow.", "a", quotation="q", span=(0, 38)),
        said("2", "The old keeper bakes rye bread beside the bakery.", "a", quotation="q", span=(50, 99)),
    ]
    two = [each._replace(quote_id=f"b{each.quote_id}", doc_id="b", quotation="r") for each in one]
    assert groups(*one, *two) == [{"1", "b1"}, {"2", "b2"}]


def test_a_short_remark_is_the_same_where_the_articles_tell_of_one_event() -> None:
    short = [said("1", "The machine was full", "a"), said("2", "The machine was full", "b")]
    assert groups(*short) == []
    assert groups(*short, said("3", FERRY, "a"), said("4", FERRY, "b")) == [{"1", "2"}, {"3", "4"}]


def test_a_headline_repeats_its_article_and_other_quotes_of_one_article_are_two() -> None:
    headline = said("1", "The ferry will not sail again", "a", "", absent=True)
    assert groups(headline, said("2", FERRY, "a", span=(90, 160))) == [{"1", "2"}]
    assert groups(headline._replace(speaker="Ada Brenn", absent=False), said("2", FERRY, "a", span=(90, 160))) == []


def test_a_quote_inside_another_is_never_one_with_it() -> None:
    outer = f"My aunt told me: {FERRY}"
    statements = [
        said(f"{doc}{number}", text, doc, name, span=span)
        for doc in "ab"
        for number, (text, name, span) in enumerate([(outer, "Ada Brenn", (0, 90)), (FERRY, "", (17, 90))])
    ]
    assert groups(*statements) == [{"a0", "b0"}, {"a1", "b1"}]


def test_a_speaker_without_a_name_is_joined_by_the_very_words_only() -> None:
    assert groups(said("1", FERRY, "a"), said("2", FERRY, "b", "")) == [{"1", "2"}]
    loose = "Until the harbor gets its wall, do not expect that ferry of ours"
    assert groups(said("1", FERRY, "a"), said("2", loose, "b", "")) == []


def test_what_is_said_long_after_is_the_same_only_if_it_is_surely_the_same() -> None:
    early = datetime(2031, 3, 3, tzinfo=UTC)
    loose = "The ferry leaves when the council has paid for a harbor wall"
    one = said("1", FERRY, "a", said_at=early)
    assert groups(one, said("2", loose, "b", said_at=early)) == [{"1", "2"}]
    assert groups(one, said("2", loose, "b", said_at=early + timedelta(days=90))) == []
    assert groups(one, said("2", FERRY_TOO, "b", said_at=early + timedelta(days=90))) == [{"1", "2"}]


def event(doc: str, *texts: str, **more: Any) -> list[Statement]:
    """What Ada Brenn and others say in one article."""
    names = ["Ole Tarn", "Nils Okamoto", *["Ada Brenn"] * len(texts)]
    told = ["Snow closed the mountain pass", "Nobody warned the harbor pilots", *texts]
    return [
        said(f"{doc}{n}", text, doc, name, span=(100 * n, 100 * n + 90), **more)
        for n, (name, text) in enumerate(zip(names, told, strict=False))
    ]


def test_where_several_speakers_say_the_same_an_only_match_needs_few_words_in_common() -> None:
    one, other = "Our cranes are rusting", "She spoke of rusting lifting gear"
    assert groups(said("1", one, "a"), said("2", other, "b")) == []
    assert {"a2", "b2"} in groups(*event("a", one), *event("b", other))


def test_of_two_equal_matches_none_is_taken_and_late_articles_are_of_another_event() -> None:
    one, other, third = "Our cranes are rusting", "The rusting doors need paint", "The rusting gates need paint"
    assert {"a2", "b2"} not in groups(*event("a", one), *event("b", other, third))
    day = datetime(2031, 3, 3, tzinfo=UTC)
    late = event("b", other, said_at=day + timedelta(days=20))
    assert {"a2", "b2"} not in groups(*event("a", one, said_at=day), *late)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_an_article_of_others_changes_no_group(chance: random.Random) -> None:
    statements = statements_of(60, chance)
    before = utterances(statements)
    more = [Statement(f"z{n}", "Nils Okamoto", each.text, doc_id="z") for n, each in enumerate(statements[:20])]
    after = utterances([*statements, *more])
    assert {quote_id: after.get(quote_id) for quote_id in before} == before


# ---- at scale


@pytest.mark.parametrize("dated", [False, True])
@pytest.mark.slow
def test_the_number_of_candidates_grows_with_the_statements_of_one_name_and_not_with_their_square(dated: bool) -> None:
    few, many = (compared(talk(count, dated)) for count in (1_000, 8_000))
    assert 0 < many < 8 * 3 * few
    assert many < 8_000 * 150


def compared(statements: Sequence[Statement]) -> int:
    """How many pairs are looked at, those that are looked at twice counted twice."""
    return sum(map(len, candidates([Unit((each,), wording(each.text)) for each in statements])))


def talk(count: int, dated: bool) -> list[Statement]:
    """Statements of one name in words that are the more frequent the shorter they are, over three years."""
    chance = random.Random(0)
    words = [f"{chance.choice('bdfgklmnprst')}{'aeiou'[n % 5]}{n}x" for n in range(4_000)]
    often = [1 / (n + 10) for n in range(len(words))]
    first = datetime(2031, 1, 1, tzinfo=UTC)
    days = [first + timedelta(days=chance.randrange(1_000)) if dated else None for _ in range(count)]
    return [
        said(f"{n:05}", " ".join(chance.choices(words, often, k=14)), f"d{n}", said_at=day)
        for n, day in enumerate(days)
    ]


def test_a_phrase_that_one_says_every_week_is_compared_where_the_articles_are_of_one_week() -> None:
    first = datetime(2031, 1, 1, tzinfo=UTC)
    statements = [
        said(f"{n:05}", f"Ferry harbor q{n} r{n} v{n}", f"d{n}", said_at=first + timedelta(days=7 * (n // 2)))
        for n in range(400)
    ]
    units = [Unit((each,), wording(each.text)) for each in statements]
    pairs = {tuple(pair) for part in candidates(units) for pair in part.tolist()}
    assert {(n, n + 1) for n in range(0, 400, 2)} <= pairs
    assert max(other - one for one, other in pairs) < 8


def crowd(count: int) -> list[Statement]:
    """Statements that all begin with the same words, and go on with words of their own and of one other."""
    texts = (
        f"We counted gate w{n} twice and then q{n} r{n} before z{n // 2} y{n // 2} x{n // 2}" for n in range(count)
    )
    return [Statement(f"{n:05}", "Ada Brenn", text, doc_id=f"d{n}") for n, text in enumerate(texts)]


def test_words_that_all_statements_share_do_not_hide_what_two_share() -> None:
    found = utterances(crowd(2_000))
    assert len(set(found.values())) == 1_000
    assert all(int(quote_id) - int(utterance) in (0, 1) for quote_id, utterance in found.items())


def test_many_outlets_quoting_one_sentence_are_one_unit_before_anything_is_compared() -> None:
    statements = [Statement(f"{n:05}", "Ada Brenn", FERRY, doc_id=f"d{n}") for n in range(3_000)]
    assert set(utterances(statements).values()) == {"00000"}
    assert [len(units) for units in collapsed(Unit((each,), wording(each.text)) for each in statements).values()] == [
        3_000
    ]
