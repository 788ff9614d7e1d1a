"""Entities and canonical names, on invented people."""

from __future__ import annotations

from annotator_cases import Annotate


def names_of(annotate: Annotate, text: str, label: str = "PERSON") -> list[tuple[str, str]]:
    return [(e.span.of(text), e.name) for e in annotate(text).entities if e.label == label]


def test_surname_and_titles_join_the_full_name(annotate: Annotate) -> None:
    text = "President Laura Whitfield spoke. Mr. Banks disagreed. Whitfield left. Mrs. Whitfield’s car was gone."
    found = names_of(annotate, text)
    assert ("Laura Whitfield", "Laura Whitfield") in found
    assert [name for surface, name in found if surface == "Whitfield"] == ["Laura Whitfield"] * 2


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
