"""Entities and canonical names, on invented people."""

from __future__ import annotations

import pytest
from annotator_cases import Annotate

from toolkit.annotation import Layout, Span
from toolkit.annotators import Annotators
from toolkit.annotators.gazetteer import AREAS, BODIES, GOVERNED, PEOPLES
from toolkit.annotators.joints import rejoined
from toolkit.annotators.kinds import everywhere
from toolkit.annotators.mentions import Mention, text_of


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


def test_a_dash_that_was_taken_for_a_name_has_no_initials(annotate: Annotate) -> None:
    assert dict(names_of(annotate, "the - NATO", "ORG")).get("NATO", "NATO") == "NATO"


def test_mentions_are_trimmed(annotate: Annotate) -> None:
    text = "“Laura Whitfield’s plan” was praised by “Peter Banks” in Paris."
    for entity in annotate(text).entities:
        surface = entity.span.of(text)
        assert not surface.endswith(("’s", "’", "”", " "))
        assert not surface.startswith(("“", " "))


def found(annotate: Annotate, text: str, **parts: object) -> list[tuple[str, str]]:
    return [(entity.span.of(text), entity.label) for entity in annotate(text, **parts).entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Laura Whitfield, 54, was paid.", ("54", "CARDINAL")),
        ("It happened on Thursday night in the rain.", ("Thursday night", "TIME")),
        ("The firm paid US$5 million for it.", ("US$5 million", "MONEY")),
        ("It cost 40 million crowns to build.", ("40 million crowns", "MONEY")),
        ("It cost 40 million crowns, then another 350 million.", ("350 million", "MONEY")),
        ("About 80 per cent of them came.", ("80 per cent", "PERCENT")),
        ("They met again on 26 July 2022 at noon.", ("26 July 2022", "DATE")),
        ("The shop shut at five.", ("five", "TIME")),
        ("It was half past three.", ("half past three", "TIME")),
        ("They ruled between 2014 and 2020.", ("2020", "DATE")),
    ],
)
def test_amounts_follow_one_convention(annotate: Annotate, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(annotate, text)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("The annual report is out.", "annual"),
        ("He wanted a new one.", "one"),
        ("The senate rose early.", "senate"),
        ("It was posted by @laurawhitfield on Monday.", "@laurawhitfield"),
        ("Deaths from COVID-19 fell in Norway.", "COVID-19"),
        ("The Minister was late.", "Minister"),
    ],
)
def test_what_is_no_name_is_dropped(annotate: Annotate, text: str, surface: str) -> None:
    assert surface not in dict(found(annotate, text))


def test_peoples_and_places_are_told_apart(annotate: Annotate) -> None:
    types = dict(found(annotate, "The Malian minister flew from Mali to Bamako with two Kenyans and a Dutchman."))
    assert types == {
        "Malian": "NORP",
        "Mali": "GPE",
        "Bamako": "GPE",
        "Kenyans": "NORP",
        "Dutchman": "NORP",
        "two": "CARDINAL",
    }


def test_the_text_says_what_a_name_is(annotate: Annotate) -> None:
    town = dict(
        found(annotate, "Orlesk, a town up a mountain, was quiet. In Orlesk the wind had dropped. Orlesk slept.")
    )
    assert town["Orlesk"] == "GPE"
    ship = dict(found(annotate, "The ferry Sally Thorne left at noon. Nobody saw where the Sally Thorne capsized."))
    assert ship["Sally Thorne"] == "PRODUCT"


def test_the_dateline_gives_a_place(annotate: Annotate) -> None:
    text = "PORT ORLESK, March 3 (Roe Wire) - The quay at Port Orlesk was empty."
    types = found(annotate, text, dateline=Span(0, 30))
    assert ("PORT ORLESK", "GPE") in types
    assert ("Port Orlesk", "GPE") in types
    assert "Roe Wire" not in dict(types)


def test_a_name_found_once_is_found_everywhere(annotators: Annotators) -> None:
    doc = annotators.model.nlp.make_doc("HARBOUR UNION rose. The Harbour Union sat. Harbour Union men slept.")
    words = [token.text for token in doc]
    first = words.index("Harbour")
    missed = everywhere(doc, words, [Mention(first, first + 2, "ORG")])
    assert [(doc[m.start : m.end].text, m.label) for m in missed] == [
        ("HARBOUR UNION", "ORG"),
        ("Harbour Union", "ORG"),
    ]


def test_halves_of_a_name_are_made_whole(annotate: Annotate) -> None:
    types = dict(found(annotate, "Mrs Thirza MAUNDER spoke first. Maunder left."))
    assert types.get("Thirza MAUNDER") == "PERSON"


def test_the_gazetteer_is_consistent() -> None:
    assert not GOVERNED & PEOPLES
    assert not AREAS & (GOVERNED | PEOPLES)
    assert not BODIES & (GOVERNED | PEOPLES | AREAS)
    assert {"Norway", "New Zealand", "Nairobi"} <= GOVERNED
    assert {"Norwegian", "Norwegians", "Chinese", "Swiss"} <= PEOPLES
    assert "Chineses" not in PEOPLES


def test_a_body_named_after_a_person_is_no_person(annotate: Annotate) -> None:
    text = "Peter Banks spoke of Peter Banks Productions. On Monday Peter Banks Productions denied it."
    types = found(annotate, text)
    assert ("Peter Banks Productions", "ORG") in types and ("Peter Banks Productions", "PERSON") not in types


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobel Laureate Laura Whitfield spoke. Whitfield was brief.", ("Laura Whitfield", "PERSON")),
        ("The Republican National Committee met in Tarn.", ("The Republican National Committee", "ORG")),
        (
            "It came from the Oregon Governor's Office of Harbour Safety in May.",
            ("the Oregon Governor's Office of Harbour Safety", "ORG"),
        ),
        ("Laura Beck met them. Beck was late. They sue the University of Harle, Beck said.", ("Beck", "PERSON")),
    ],
)
def test_joints_of_names(annotate: Annotate, text: str, expected: tuple[str, str]) -> None:
    assert expected in found(annotate, text)


def test_what_is_two_at_a_joint(annotate: Annotate) -> None:
    text = "Laura Beck met them. Beck was late. They sue the University of Harle, Beck said."
    assert "University of Harle, Beck" not in {name.removeprefix("the ") for name, _ in found(annotate, text)}


@pytest.mark.parametrize(
    ("text", "seen", "made"),
    [
        ("They met spokesperson Oona Hask-Brennick there.", "Brennick", "Oona Hask-Brennick"),
        ("They met spokesperson Oona Hask-Brennick there.", "Oona Hask", "Oona Hask-Brennick"),
        ("They met Oona Hask - Brennick was away.", "Brennick", "Brennick"),
        ("They saw the Hask-Brennick debate there.", "Hask", "Hask"),
    ],
)
def test_a_hyphen_joins_two_names(annotators: Annotators, text: str, seen: str, made: str) -> None:
    doc = next(iter(annotators.model.read([Layout(text)])))
    span = doc.char_span(text.index(seen), text.index(seen) + len(seen))
    assert span is not None
    mentions = rejoined(doc, [token.text for token in doc], [Mention(span.start, span.end, "PERSON")])
    assert [text_of(doc, mention) for mention in mentions] == [made]


@pytest.mark.parametrize(
    ("text", "seen", "made"),
    [
        ("They met Minister Kang Mi-rae there.", "Kang Mi", "Kang Mi-rae"),
        ("They met a Laura Whitfield-led crew there.", "Laura Whitfield", "Laura Whitfield"),
    ],
)
def test_a_given_name_goes_on_behind_a_hyphen(annotators: Annotators, text: str, seen: str, made: str) -> None:
    doc = next(iter(annotators.model.read([Layout(text)])))
    span = doc.char_span(text.index(seen), text.index(seen) + len(seen))
    assert span is not None
    mentions = rejoined(doc, [token.text for token in doc], [Mention(span.start, span.end, "PERSON")])
    assert [text_of(doc, mention) for mention in mentions] == [made]


def test_a_body_and_who_speaks_for_it_are_two(annotators: Annotators) -> None:
    text = "The head of the Harle Archives, Ketil Brennick, came. Brennick said no."
    doc = next(iter(annotators.model.read([Layout(text)])))
    words = [token.text for token in doc]
    body, lone = words.index("Harle"), len(words) - words[::-1].index("Brennick") - 1
    mentions = rejoined(doc, words, [Mention(body, body + 5, "ORG"), Mention(lone, lone + 1, "ORG")])
    assert [text_of(doc, mention) for mention in mentions] == ["Harle Archives", "Ketil Brennick", "Brennick"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("They met 18-year-old Mia and 14-year-old Ilvi Brennick from Harle.", "Ilvi Brennick"),
        ("They saw the 90-year-old Harle Council building.", None),
    ],
)
def test_a_name_follows_an_age(annotate: Annotate, text: str, person: str | None) -> None:
    people = [name for name, label in found(annotate, text) if label == "PERSON"]
    assert (person in people) if person else not any("Harle" in name for name in people)
