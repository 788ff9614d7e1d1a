"""One statement in other words: told by a thesaurus, where two articles tell of one event, and nowhere else."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from importlib import resources
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.utterances import Statement, compared, utterances
from toolkit.utterances.clusters import joined
from toolkit.utterances.events import MOST_HOLDERS, with_the_same_names
from toolkit.utterances.renderings import Meeting, Text, cell, fitted
from toolkit.utterances.thesaurus import concepts
from toolkit.utterances.words import wording

DAY = datetime(2031, 3, 3, tzinfo=UTC)
TOLD = {
    "a": [
        ("Ada Brenn", "The vessel will not leave the harbor until the storm is over."),
        ("Ada Brenn", "We bought every lifeboat new last year."),
        ("Ole Tarn", "Not one passenger was hurt when the ship struck the pier."),
        ("Ole Tarn", "The captain was asleep."),
    ],
    "b": [
        ("Ada Brenn", "no ship would sail from the port before the gale had ended"),
        ("Ada Brenn", "the bakery on the quay sold rye bread to strikers"),
        ("Ole Tarn", "nobody on board was injured in the collision with the jetty"),
    ],
}
SAME = {("a0", "b0"), ("a2", "b2")}


def article(doc: str, said_at: datetime | None = DAY, told: str = "") -> list[Statement]:
    """One of two articles on a storm in a harbor."""
    return [
        Statement(f"{doc}{n}", name, text, doc_id=doc, span=(100 * n, 100 * n + 90), said_at=said_at)
        for n, (name, text) in enumerate(TOLD[told or doc])
    ]


def pairs(statements: list[Statement]) -> set[tuple[str, str]]:
    """Quotes that share an utterance, in twos."""
    found = utterances(statements)
    return {(one, other) for one, other in permutations(sorted(found), 2) if one < other and found[one] == found[other]}


# ---- the thesaurus


def test_the_thesaurus_is_heads_of_groups_in_lower_case() -> None:
    text = resources.files("toolkit.utterances").joinpath("thesaurus.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, colon, groups = line.partition(": ")
        assert name and colon and line == line.lower(), line
        for group in groups.split("; "):
            assert group.split() and len(set(group.split())) == len(group.split()), line


def likeness(one: str, other: str) -> float:
    """How alike two texts are by their concepts."""
    texts = [concepts(wording(text).every) for text in (one, other)]
    return cell(*(Text.of(found, [each.weight for each in found]) for found in texts)).likeness


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("they postponed it", "they put it off", "they painted it"),
        ("the shops were shut", "the stores were closed", "the storks were hungry"),
        ("nobody was hurt", "no one was injured", "nobody was hired"),
    ],
)
def test_synonyms_are_more_alike_than_other_words(one: str, near: str, far: str) -> None:
    assert likeness(one, near) > likeness(one, far)


@given(st.text(), st.text())
def test_a_likeness_is_a_share_whatever_the_texts(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == pytest.approx(likeness(other, one))


# ---- articles of one event


def test_statements_told_in_other_words_are_one_where_the_articles_tell_of_one_event() -> None:
    assert pairs([*article("a"), *article("b")]) == SAME


def test_names_and_what_everybody_says_tell_no_statement() -> None:
    one = Statement(
        "a9", "Ada Brenn", "I will be meeting with President Tarn.", doc_id="a", span=(900, 940), said_at=DAY
    )
    other = "President Tarn wants to meet, he has said that even publicly, and this quarrel has to end"
    found = pairs([*article("a"), one, *article("b"), one._replace(quote_id="b9", doc_id="b", text=other)])
    assert found == SAME


def test_they_are_not_where_the_articles_are_of_other_weeks() -> None:
    assert pairs([*article("a"), *article("b", DAY + timedelta(days=20))]) == set()


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_neither_the_order_nor_an_article_of_others_changes_it(chance: random.Random) -> None:
    others = [each._replace(speaker="Nils Okamoto", quote_id=f"z{each.quote_id}", doc_id="z") for each in article("a")]
    statements = [*article("a"), *article("b"), *others]
    chance.shuffle(statements)
    assert pairs(statements) >= SAME


def test_names_that_all_the_world_quotes_make_no_event() -> None:
    for count, told in ((4, True), (2 * MOST_HOLDERS + 2, False)):
        articles = [article(f"d{n:03}", told="ab"[n % 2]) for n in range(count)]
        units = compared(
            [each._replace(text=f"{each.text} {n}") for n, own in enumerate(articles) for each in own]
        ).units
        assert bool(with_the_same_names(units, [])) is told


def test_a_trait_is_known_for_every_weight() -> None:
    units = compared([*article("a"), *article("b")]).units
    meeting = Meeting.between(units, [0, 1], [4, 5])
    traits = dict(meeting.traits({}))
    assert set(traits) == {(0, 4), (0, 5), (1, 4), (1, 5)}
    assert all(set(fitted().weights) <= set(each) for each in traits.values())
    raw = resources.files("toolkit.utterances").joinpath("renderings.json").read_text(encoding="utf-8")
    assert 0 < json.loads(raw)["threshold"] < 1


# ---- joining


def places(member: int) -> dict[str, set[str]]:
    """The document of a member, every tenth number is another one, and its quotation: there is one, but for 5 and 6."""
    return {str(member // 10): {"" if member in (1, 2) else "first" if member in (5, 6) else str(member)}}


def test_links_join_groups_the_strongest_first_and_never_two_of_one_document() -> None:
    links = {(1, 11): 0.9, (2, 11): 0.8, (11, 21): 0.7}
    assert sorted(map(sorted, joined([], links, 0.6, lambda members: (), places))) == [[1, 11, 21]]
    assert sorted(map(sorted, joined([[2, 31]], links, 0.6, lambda members: (), places))) == [[1, 11, 21], [2, 31]]


def test_what_must_stay_apart_is_not_joined_by_a_link() -> None:
    links = {(1, 11): 0.9, (11, 21): 0.8}

    def apart(members: list[int]) -> list[tuple[int, int]]:
        return [(members.index(1), members.index(21))] if {1, 21} <= set(members) else []

    assert sorted(map(sorted, joined([], links, 0.6, apart, places))) == [[1, 11]]


def test_links_join_two_pieces_of_one_quotation_through_a_third_quote() -> None:
    links = {(5, 11): 0.9, (6, 11): 0.8}
    assert sorted(map(sorted, joined([], links, 0.6, lambda members: (), places))) == [[5, 6, 11]]


@pytest.mark.parametrize(
    ("whole", "one"),
    [
        ("she loved him as a cousin and would have voted against him at four o'clock", True),
        ("she would have voted against him at four o'clock", False),
    ],
)
def test_a_piece_goes_with_its_neighbour_where_a_quote_elsewhere_tells_both(whole: str, one: bool) -> None:
    texts = ("I love my cousin,", "and at four o'clock I would have voted against him.")
    spans = ((900, 940), (950, 990))
    statements = [
        Statement(f"{n}", "Ada Brenn", text, doc_id="a", quotation="q", span=span, said_at=DAY)
        for n, (text, span) in enumerate(zip(texts, spans, strict=True))
    ]
    statements.append(Statement("2", "Ada Brenn", whole, verbatim=False, doc_id="b", span=(900, 980), said_at=DAY))
    found = pairs([*article("a"), *article("b"), *statements]) - SAME
    assert found == ({("0", "1"), ("0", "2"), ("1", "2")} if one else {("1", "2")})


@pytest.mark.parametrize(("days", "more", "one"), [(2, 2, True), (20, 2, False), (2, 0, False)])
def test_articles_of_one_week_that_quote_one_person_alike_tell_of_one_event(days: int, more: int, one: bool) -> None:
    later = DAY + timedelta(days=days)
    articles = [each for doc, day in (("a", DAY), ("b", later)) for each in article(doc, day)]
    told = [each for each in articles if each.speaker == "Ole Tarn" and each.quote_id != "a3"]
    alike = ("A purser counted passengers on that pier.", "The tide turned.", "Bread was cheap.")
    others = [
        Statement(f"{doc}{7 + n}", name, text, doc_id=doc, span=(900 + 90 * n, 980 + 90 * n), said_at=day)
        for doc, name, day in (("a", "Nils Okamoto", DAY), ("b", "Una Reyes", later))
        for n, text in enumerate(alike[: more + 1])
    ]
    assert (("a2", "b2") in pairs([*told, *others])) is one
