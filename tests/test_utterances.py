"""One statement, one id: in any order, for one speaker, and in reasonable time."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.utterances import Statement, compatible, utterances

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
        assert compatible(speakers[quote_id], speakers[utterance])


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


@pytest.mark.slow
@pytest.mark.slow
def test_three_thousand_statements_of_one_surname_take_seconds() -> None:
    statements = statements_of(3_000, random.Random(1))
    started = time.process_time()
    assert utterances(statements)
    assert time.process_time() - started < 45


@pytest.mark.slow
def test_words_that_all_statements_share_do_not_have_all_of_them_compared() -> None:
    texts = (
        f"We counted gate w{n} twice and then q{n} r{n} before z{n // 2} y{n // 2} x{n // 2}" for n in range(8_000)
    )
    started = time.process_time()
    found = utterances([Statement(f"{n:05}", "Ada Brenn", text) for n, text in enumerate(texts)])
    assert len(set(found.values())) == 4_000
    assert time.process_time() - started < 45


def test_many_outlets_quoting_one_sentence_cost_no_more_than_one() -> None:
    statements = [Statement(f"{n:05}", "Ada Brenn", FERRY) for n in range(3_000)]
    started = time.process_time()
    assert set(utterances(statements).values()) == {"00000"}
    assert time.process_time() - started < 5
