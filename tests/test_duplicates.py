"""Near-duplicates: found whatever the order, and never where there are none."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.duplicates import PERMUTATIONS, Groups, duplicate_groups, signature

WORDS = [f"word{number}" for number in range(4_000)]


def article(seed: int, length: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def grouped(texts: dict[str, str], threshold: float = 0.6) -> set[frozenset[str]]:
    groups = duplicate_groups([(key, signature(text)) for key, text in texts.items()], threshold)
    found: dict[str, set[str]] = {}
    for key in texts:
        found.setdefault(groups.find(key), set()).add(key)
    assert all(name == min(members) for name, members in found.items())
    return {frozenset(members) for members in found.values()}


def test_a_copy_with_another_headline_and_foot_is_found_and_a_stranger_is_not() -> None:
    words = article(1)
    texts = {
        "a": " ".join(words),
        "b": " ".join(["Other", "headline", *words[8:], "Copyright", "Wire"]),
        "c": " ".join(words).upper().replace(" ", ", "),
        "d": " ".join(article(2)),
    }
    assert grouped(texts) == {frozenset("abc"), frozenset("d")}


def test_unrelated_articles_are_never_joined() -> None:
    texts = {f"{number:03}": " ".join(article(number)) for number in range(150)}
    assert len(grouped(texts)) == 150


@pytest.mark.parametrize(("changed", "together"), [(5, True), (200, False)])
def test_the_threshold_decides(changed: int, together: bool) -> None:
    one = article(3, 600)
    other = [*article(4, changed), *one[changed:]]
    assert (len(grouped({"a": " ".join(one), "b": " ".join(other)}, 0.8)) == 1) is together


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.floats(0.2, 0.9))
def test_groups_do_not_depend_on_the_order(chance: random.Random, threshold: float) -> None:
    """Signatures with chains of similarity, such as A like B, B like C, A not like C."""
    matrix = np.array([[chance.randrange(3) for _ in range(PERMUTATIONS)] for _ in range(3)], dtype=np.uint32)
    rows = {}
    for number in range(24):
        base = matrix[number % 3].copy()
        for place in chance.sample(range(PERMUTATIONS), chance.randrange(90)):
            base[place] = chance.randrange(3, 9)
        rows[f"{number:02}"] = base
    shuffled = list(rows.items())
    chance.shuffle(shuffled)
    one, other = duplicate_groups(rows.items(), threshold), duplicate_groups(shuffled, threshold)
    assert [one.find(key) for key in rows] == [other.find(key) for key in rows]


def test_groups_are_the_components_of_what_is_similar() -> None:
    chance = random.Random(5)
    base = np.array([chance.randrange(2**32) for _ in range(PERMUTATIONS)], dtype=np.uint32)
    rows = []
    for number in range(60):
        own = base.copy()
        own[: number * 2] = [chance.randrange(2**32) for _ in range(number * 2)]
        rows.append((f"{number:02}", own))
    groups = duplicate_groups(rows, 0.75)
    for key, own in rows:
        similar = [other for other, theirs in rows if np.mean(own == theirs) >= 0.85]
        assert all(groups.find(other) == groups.find(key) for other in similar)


def test_a_thousand_copies_of_one_wire_text_take_no_long_time() -> None:
    words = article(6)
    copies = {f"{n:04}": " ".join([f"Outlet {n}", *words, f"foot {n}"]) for n in range(1_000)}
    assert len(grouped(copies)) == 1


def test_no_document_and_one() -> None:
    assert duplicate_groups([], 0.6).find("x") == "x"
    assert grouped({"a": "one word"}) == {frozenset("a")}


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))))
def test_sets_are_named_after_their_smallest_member_in_any_order(joins: list[tuple[str, str]]) -> None:
    one, other = Groups(), Groups()
    for pair in joins:
        one.join(*pair)
    for left, right in reversed(joins):
        other.join(right, left)
    assert [one.find(key) for key in "abcdefgh"] == [other.find(key) for key in "abcdefgh"]
    assert all(one.find(key) <= key for key in "abcdefgh")
