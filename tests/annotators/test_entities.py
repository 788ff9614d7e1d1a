"""Entities and canonical names, on invented people."""

from __future__ import annotations

import pytest
from annotator_cases import Annotate

from toolkit.annotators.bodies import body_key, is_acronym_of
from toolkit.annotators.gender import gender_of_words
from toolkit.annotators.names import (
    Roster,
    clean,
    full_form,
    name_words,
    same_given_name,
)


def names_of(annotate: Annotate, text: str, label: str = "PERSON") -> list[tuple[str, str]]:
    return [(e.span.of(text), e.name) for e in annotate(text).entities if e.label == label]


def test_surname_and_titles_join_the_full_name(annotate: Annotate) -> None:
    text = "President Laura Whitfield spoke. Mr. Banks disagreed. Whitfield left. Mrs. Whitfield’s car was gone."
    found = names_of(annotate, text)
    assert ("Laura Whitfield", "Laura Whitfield") in found
    assert [name for surface, name in found if surface == "Whitfield"] == ["Laura Whitfield"] * 2


def test_two_people_with_one_surname_stay_two(annotate: Annotate) -> None:
    text = "Laura Whitfield met Peter Whitfield. Whitfield smiled."
    assert [name for _, name in names_of(annotate, text)] == ["Laura Whitfield", "Peter Whitfield", "Peter Whitfield"]


def test_acronym_takes_the_name_it_stands_for(annotate: Annotate) -> None:
    text = "The World Health Organization (WHO) met in Geneva. WHO officials spoke."
    found = dict(names_of(annotate, text, "ORG"))
    assert found.get("WHO") == "World Health Organization"


def test_mentions_are_trimmed(annotate: Annotate) -> None:
    text = "“Laura Whitfield’s plan” was praised by “Peter Banks” in Paris."
    for entity in annotate(text).entities:
        surface = entity.span.of(text)
        assert not surface.endswith(("’s", "’", "”", " "))
        assert not surface.startswith(("“", " "))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Laura J. Whitfield", ("Laura", "J.", "Whitfield")),
        ("Sen. Banks’s", ("Banks",)),
        ("Peter Banks Jr.", ("Peter", "Banks")),
        ("Mr.", ()),
    ],
)
def test_name_words(text: str, expected: tuple[str, ...]) -> None:
    assert name_words(text) == expected


def test_small_rules() -> None:
    assert clean("the Kremlin’s") == "Kremlin"
    assert body_key("the U.S.") == body_key("United States") == body_key("US")
    assert same_given_name("Bill", "William")
    assert same_given_name("L.", "Laura")
    assert not same_given_name("Laura", "Peter")
    assert full_form(["Laura", "Whitfield"])
    assert not full_form(["de", "Vries"])
    assert is_acronym_of("NATO", "the North Atlantic Treaty Organization")
    assert not is_acronym_of("Bank", "Big And New Kettle")
    assert gender_of_words(["spokeswoman"]) == "female"
    assert gender_of_words(["Mr.", "Mrs."]) is None


def test_bare_surname_goes_to_the_most_recent() -> None:
    roster = Roster()
    laura = roster.found(["Laura", "Whitfield"], 0)
    peter = roster.found(["Peter", "Whitfield"], 10)
    assert roster.known("Whitfield", 5) is laura
    assert roster.known("WHITFIELD", 20) is peter
    assert roster.known("Whitfield", 20, "female") is laura
    assert roster.known("Nobody", 20) is None
