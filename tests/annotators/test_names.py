"""Canonical names, on invented people and bodies."""

from __future__ import annotations

from collections import Counter

import pytest
from annotator_cases import Annotate

from toolkit.annotators.bodies import body_key, body_name, is_acronym_of
from toolkit.annotators.gender import gender_of_given, gender_of_pronoun, gender_of_words
from toolkit.annotators.given_names import FEMALE_NAMES, MALE_NAMES
from toolkit.annotators.names import (
    Roster,
    clean,
    full_form,
    in_small_letters,
    name_words,
    nickname,
    same_given_name,
)


def names_of(annotate: Annotate, text: str, label: str = "PERSON") -> list[tuple[str, str]]:
    return [(e.span.of(text), e.name) for e in annotate(text).entities if e.label == label]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Laura J. Whitfield", ("Laura", "J.", "Whitfield")),
        ("Sen. Banks’s", ("Banks",)),
        ("Peter Banks Jr.", ("Peter", "Banks", "Jr.")),
        ("Peter Banks, MD", ("Peter", "Banks")),
        ("J.P. Morrow", ("J.P.", "Morrow")),
        ("Peter “Biscuit” Banks", ("Peter", "Banks")),
        ("Cllr Ana Ruiz", ("Ana", "Ruiz")),
        ("Mr.", ()),
    ],
)
def test_name_words(text: str, expected: tuple[str, ...]) -> None:
    assert name_words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LAURA WHITFIELD", "Laura Whitfield"),
        ("SHANE O’BRIEN-MCKAY", "Shane O’Brien-McKay"),
        ("J.P. MORROW", "J.P. Morrow"),
        ("JD BANKS III", "JD Banks III"),
        ("JO DE VRIES", "Jo de Vries"),
        ("Laura WHITFIELD", "Laura WHITFIELD"),
        ("LBJ", "LBJ"),
    ],
)
def test_names_in_capitals_are_written_small(text: str, expected: str) -> None:
    assert in_small_letters(text) == expected


def test_small_rules() -> None:
    assert clean("the Kremlin’s") == "Kremlin"
    assert nickname("Peter “Biscuit” Banks") == "Biscuit"
    assert nickname("Peter Banks") is None
    assert same_given_name("Bill", "William")
    assert same_given_name("L.", "Laura")
    assert not same_given_name("Laura", "Peter")
    assert full_form(["Laura", "Whitfield"])
    assert not full_form(["de", "Vries"])
    assert full_form(["Ben", "Ruiz"])
    assert not full_form(["ben", "Ruiz"])
    assert not full_form(["Van", "der", "Meer"])
    assert not full_form(["Banks", "Jr."])
    assert gender_of_words(["spokeswoman"]) == "female"
    assert gender_of_words(["Mr.", "Mrs."]) is None
    assert gender_of_given("Jean-Pierre") == "male"
    assert gender_of_pronoun("Herself") == "female"
    assert gender_of_pronoun("it") is None


def test_no_given_name_is_both() -> None:
    assert not FEMALE_NAMES & MALE_NAMES


# ---- people


def test_full_names_with_one_surname_are_one_person_only_where_the_rest_agrees() -> None:
    roster = Roster()
    william = roster.found(["William", "Banks"], 0)
    assert roster.found(["Bill", "Banks"], 5) is william
    assert roster.found(["W.", "Banks"], 6) is william
    assert roster.found(["Peter", "Banks"], 9) is not william
    older = roster.found(["George", "H.", "Marsh"], 12)
    assert roster.found(["George", "W.", "Marsh"], 20) is not older
    assert roster.found(["George", "Marsh"], 30) is older


def test_a_son_is_not_his_father() -> None:
    roster = Roster()
    father = roster.found(["Peter", "Banks"], 0)
    son = roster.found(["Peter", "Banks", "Jr."], 5)
    assert son is not father
    assert son.name == "Peter Banks Jr."
    assert roster.known(["Banks"], 10) is father
    assert roster.known(["Banks", "Jr."], 12) is son


def test_one_who_is_always_junior_is_one() -> None:
    roster = Roster()
    junior = roster.found(["Peter", "Banks", "Jr."], 0)
    assert roster.found(["Peter", "Banks"], 5) is junior


def test_a_lone_surname_goes_on_meaning_whom_it_meant() -> None:
    roster = Roster()
    laura = roster.found(["Laura", "Whitfield"], 0)
    peter = roster.found(["Peter", "Whitfield"], 10, titles=["senator"])
    assert roster.known(["Whitfield"], 5) is laura
    assert roster.known(["WHITFIELD"], 20) is laura
    assert roster.known(["Whitfield"], 22, "male") is peter
    assert roster.known(["Whitfield"], 24) is peter
    assert roster.known(["Nobody"], 26) is None


def test_a_title_tells_two_of_one_surname_apart() -> None:
    roster = Roster()
    roster.found(["Laura", "Whitfield"], 0, titles=["mayor"])
    peter = roster.found(["Peter", "Whitfield"], 10, titles=["senator"])
    assert roster.known(["Whitfield"], 20, titles=["senator"]) is peter


def test_given_names_nicknames_and_middle_names_stand_for_a_person() -> None:
    roster = Roster()
    ana = roster.found(["Ana", "Rodham", "Ruiz"], 0)
    roster.nicknamed(ana, "Bee")
    assert [roster.known([word], 5) for word in ("Ana", "Bee", "Rodham", "Ruiz")] == [ana] * 4


def test_the_fullest_form_is_the_name() -> None:
    roster = Roster()
    for at, words in enumerate((["Laura", "Whitfield"], ["Laura", "Whitfield"], ["Laura", "J.", "Whitfield"])):
        person = roster.found(words, at)
    assert person.name == "Laura J. Whitfield"


def test_two_people_with_one_surname_stay_two(annotate: Annotate) -> None:
    text = "Laura Whitfield met Peter Whitfield. Whitfield smiled."
    assert [name for _, name in names_of(annotate, text)] == ["Laura Whitfield", "Peter Whitfield", "Laura Whitfield"]


def test_names_in_capitals_join_the_others(annotate: Annotate) -> None:
    text = "The bridge was shut, said PETER BANKS, 41, on Monday. Mr. Banks left early."
    assert {name for _, name in names_of(annotate, text)} == {"Peter Banks"}


def test_a_surname_in_capitals_joins_the_others(annotate: Annotate) -> None:
    text = "Thirza MAUNDER, the harbour master, came. The pier was shut, Maunder said. Thirza Maunder left early."
    assert {name for _, name in names_of(annotate, text)} == {"Thirza Maunder"}


def test_a_given_name_makes_another_person(annotate: Annotate) -> None:
    text = "Laura Whitfield lost to Junius Whitfield, her cousin, by nine votes."
    assert [name for _, name in names_of(annotate, text)] == ["Laura Whitfield", "Junius Whitfield"]


def test_nickname_in_marks(annotate: Annotate) -> None:
    text = "The hall was saved by Leopold “Spanner” Vane, 79, a retired fitter. Then Spanner asked me to leave."
    found = names_of(annotate, text)
    assert found[0] == ("Leopold “Spanner” Vane", "Leopold Vane")
    assert all(name == "Leopold Vane" for _, name in found)


def test_turns_of_a_transcript_are_people(annotate: Annotate) -> None:
    text = (
        "LAURA WHITFIELD (Upland): When was it signed?\n\nPETER BANKS (Minister): In May.\n\n"
        "WHITFIELD: By whom?\n\nTHE SPEAKER: Order.\n\nBANKS: By me.\n"
    )
    found = dict(names_of(annotate, text))
    assert found["LAURA WHITFIELD"] == found["WHITFIELD"] == "Laura Whitfield"
    assert found["PETER BANKS"] == found["BANKS"] == "Peter Banks"
    assert "THE SPEAKER" not in found


# ---- bodies and places


def test_bodies_have_one_key() -> None:
    assert body_key("the U.S.") == body_key("United States") == body_key("US") == body_key("America")
    assert body_key("us") != body_key("US")
    assert is_acronym_of("NATO", "the North Atlantic Treaty Organization")
    assert not is_acronym_of("Bank", "Big And New Kettle")
    assert body_name(Counter({"Tirmont": 5, "Tirmont Energy Inc.": 1})) == "Tirmont Energy Inc."
    assert body_name(Counter({"US": 3})) == "United States"


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        (
            "The Office of Banking Supervision met on Friday. The O.B.S. said nothing. O.B.S. rules are strict.",
            "O.B.S.",
            "Office of Banking Supervision",
        ),
        (
            "Officials at Tirmont Energy Inc. met on Friday. Shares of Tirmont fell after Tirmont issued a statement.",
            "Tirmont",
            "Tirmont Energy Inc.",
        ),
    ],
)
def test_short_forms_take_the_long_name(annotate: Annotate, text: str, surface: str, name: str) -> None:
    found = [(e.span.of(text), e.name) for e in annotate(text).entities]
    short = [known for mention, known in found if mention.removeprefix("The ") == surface]
    assert short, found
    assert set(short) == {name}


def test_a_legal_form_makes_a_body_and_is_left_out_later(annotate: Annotate) -> None:
    text = (
        "The approach was dug by Greave Orme, Inc., of Tarn.\n\nGreave Orme said that it was paid. Rufus Greave left."
    )
    assert names_of(annotate, text, "ORG") == [
        ("Greave Orme, Inc.", "Greave Orme, Inc."),
        ("Greave Orme", "Greave Orme, Inc."),
    ]
    assert names_of(annotate, text) == [("Rufus Greave", "Rufus Greave")]


def test_a_handle_is_a_name_only_where_it_speaks(annotate: Annotate) -> None:
    text = "@pierwatch: “It holds for now.”\n\nThe picture was seen by @nobody on Monday."
    assert names_of(annotate, text) == [("@pierwatch", "@pierwatch")]


def test_a_place_is_not_the_body_named_after_it(annotate: Annotate) -> None:
    text = "The Boston Globe reported the fire in Boston. Boston has nine stations, the Boston Globe wrote."
    names = {e.span.of(text): e.name for e in annotate(text).entities}
    assert names["Boston"] == "Boston"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sheikh Marisa spoke. On Monday Sheikh Marisa left.", "Sheikh Marisa"),
        ("Sheikh Omar Hask spoke. On Monday Sheikh Omar left.", "Omar Hask"),
    ],
)
def test_sheikh_is_a_name_or_a_title(annotate: Annotate, text: str, name: str) -> None:
    assert {each for _, each in names_of(annotate, text)} == {name}


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        (
            "Osman Bahar Idris Tahir, a baker, spoke. On Monday Osman Bahar left.",
            "Osman Bahar",
            "Osman Bahar Idris Tahir",
        ),
        ("Peter Banks Marsh, a baker, came. Peter Banks Orme left. Peter Banks said no.", "Peter Banks", "Peter Banks"),
        ("Peter Banks Sinks Boat\n\nOn Monday Peter Banks left. Banks said no.", "Peter Banks", "Peter Banks"),
        ("Rep. Hwang Mi-rae left. “It is sold,” Hwang said.", "Hwang", "Hwang Mi-rae"),
        ("Minister Omar Al-Rudhan left. “It is sold,” Mr Rudhan said.", "Rudhan", "Omar Al-Rudhan"),
        ("The founder, Robin Li Marsh, left. “It is sold,” Li said.", "Li", "Robin Li Marsh"),
        ("The clerk, Ben Ruiz, left. “It is sold,” Ruiz said.", "Ruiz", "Ben Ruiz"),
        ("The clerk, Omar Ben Rudhan, left. “It is sold,” Ben Rudhan said.", "Ben Rudhan", "Omar Ben Rudhan"),
        ("The coach, Louis van Maar, left. “It is sold,” Van Maar said.", "Van Maar", "Louis van Maar"),
        ("Mayor Peter Banks left a Hwang-era hall. “It is sold,” Banks said.", "Banks", "Peter Banks"),
    ],
)
def test_parts_of_a_name_take_the_whole(annotate: Annotate, text: str, surface: str, name: str) -> None:
    named = [each for each in annotate(text).entities if each.span.of(text) == surface]
    assert named[-1].name == name


def test_a_first_mention_after_an_owner_has_a_given_name(annotate: Annotate) -> None:
    text = "The union’s Ketil Brennick, a clerk, came late. “It is sold,” said Brennick."
    assert annotate(text).quotes[0].speaker_names == ("Ketil Brennick",)


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("Laura Whitfield spoke. “It is sold,” Mrs Whitifeld said.", "Whitifeld", "Laura Whitfield"),
        ("Laura Whitfield spoke. “It is sold,” Mrs Whitfeld said.", "Whitfeld", "Laura Whitfield"),
        ("Oleg Brennikov spoke. “It is sold,” Brennikova said.", "Brennikova", "Brennikova"),
        ("Laura Whitfield and Peter Whitfeld spoke. “It is sold,” Whitfeld said.", "Whitfeld", "Peter Whitfeld"),
    ],
)
def test_a_slip_in_a_surname(annotate: Annotate, text: str, surface: str, name: str) -> None:
    assert [each.name for each in annotate(text).entities if each.span.of(text) == surface][-1] == name


def test_a_person_behind_a_bodys_possessive_is_a_person(annotate: Annotate) -> None:
    text = "It is, as the Harle Street Journal’s Ana Holt put it, “a ruin.”"
    quotes = annotate(text).quotes
    assert {quote.speaker_names for quote in quotes} == {("Ana Holt",)}


@pytest.mark.parametrize("title", ["Ohio Secretary of State", "Chief of Staff", "Senate Minority Whip"])
def test_an_office_before_a_name_is_no_part_of_it(annotate: Annotate, title: str) -> None:
    assert annotate(f"{title} Ana Holt said “it is late.”").quotes[0].speaker_names == ("Ana Holt",)
