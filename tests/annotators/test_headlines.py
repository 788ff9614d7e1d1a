"""People in headlines in title case and in the furniture of web pages, all invented."""

from __future__ import annotations

import pytest
from annotator_cases import Annotate
from spacy.tokens import Doc
from spacy.vocab import Vocab

from toolkit.annotators.credits import uncredited
from toolkit.annotators.headlines import is_title_cased, title_cased
from toolkit.annotators.mentions import Mention
from toolkit.annotators.names import Roster
from toolkit.annotators.projection import projected


def people_of(annotate: Annotate, text: str) -> list[tuple[str, str]]:
    return [(e.span.of(text), e.name) for e in annotate(text).entities if e.label == "PERSON"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Mayor Peter Banks Slams Laura Marsh Over Harbour Wall", True),
        ("Peter Banks on How to Stop the Fall of a Harbour Wall in Winter", True),
        ("Peter Banks slams Laura Marsh over the harbour wall", False),
        ("The Mayor of Port Esk, Peter Banks, Met Laura Marsh.", False),
        ("Peter Banks, Mayor", False),
        ("Peter Banks, Laura Marsh, Olive Orme, Thirza Maunder", False),
    ],
)
def test_lines_in_title_case(line: str, expected: bool) -> None:
    assert is_title_cased(line) is expected


def test_tokens_in_lines_in_title_case() -> None:
    text = "Board Backs Laura Marsh\n\nIt is sold."
    assert title_cased(text, [0, 6, 12, 18, 23, 25, 28, 31, 35]) == {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mayor Peter Banks Slams Laura Marsh Over Harbour Wall\n\n"
            "Peter Banks told the board that Laura Marsh was wrong. “It is sold,” Banks said.",
            ("Peter Banks", "Peter Banks"),
        ),
        (
            "President Banks Vetoes 9/11 Harbour Bill, Setting Up New Showdown\n\n"
            "President Banks today vetoed a bill about the harbour. “It is sold,” Banks said.",
            ("Banks", "Banks"),
        ),
        (
            "Union Chair Attacks Laura For Selling Harbour Wall\n\n"
            "Laura Whitfield has told the board nothing. “It is sold,” Whitfield said, and Laura left.",
            ("Laura", "Laura Whitfield"),
        ),
        (
            "Thirza Maunder Wins Harbour Prize After Long Contest\n\n"
            "The prize went to Maunder on Monday. “It is sold,” Maunder said.",
            ("Thirza Maunder", "Thirza Maunder"),
        ),
        (
            "Laura Rodham Whitfield Wins Harbour Prize After Long Contest\n\n"
            "Laura Whitfield came on Monday. “It is sold,” Whitfield said.",
            ("Laura Rodham Whitfield", "Laura Rodham Whitfield"),
        ),
        (
            "Thirza Maunder Wins Harbour Prize After Long Contest\n\n"
            "Peter Maunder, her cousin, came on Monday. “It is sold,” Peter Maunder said.",
            ("Thirza Maunder", "Thirza Maunder"),
        ),
        (
            "Peter Corwen Vale Wins Harbour Prize After Long Contest\n\nThey met on Monday. “It is sold,” Vale said.",
            ("Peter Corwen Vale", "Peter Corwen Vale"),
        ),
        (
            "Peter Banks Jr. Wins Harbour Prize After Long Contest\n\n"
            "Peter Banks came on Monday. “It is sold,” Banks said.",
            ("Peter Banks Jr.", "Peter Banks Jr."),
        ),
    ],
)
def test_a_headline_makes_no_longer_name(annotate: Annotate, text: str, expected: tuple[str, str]) -> None:
    assert people_of(annotate, text)[0] == expected


def test_two_people_in_a_headline(annotate: Annotate) -> None:
    text = (
        "Peter Banks Slams Laura Marsh's Claim That Harbour Wall Was 'Good Business'\n\n"
        "On Monday Peter Banks slammed Laura Marsh’s claim. “It is sold,” Banks said, and Marsh left."
    )
    assert people_of(annotate, text)[:2] == [("Peter Banks", "Peter Banks"), ("Laura Marsh", "Laura Marsh")]
    assert {name for _, name in people_of(annotate, text)} == {"Peter Banks", "Laura Marsh"}


# ---- credits


@pytest.mark.parametrize(
    ("mention", "before", "expected"),
    [
        ("Getty Ana Ruiz", "|", "Ana Ruiz"),
        ("Getty Ruiz", "|", "Ruiz"),
        ("Getty Ruiz", "and", "Getty Ruiz"),
        ("Getty Images Ruiz", "and", "Ruiz"),
        ("AP Photo Ruiz", "and", "Ruiz"),
        ("AP Ruiz", "and", "AP Ruiz"),
        ("AP Ana Ruiz", "and", "Ana Ruiz"),
        ("Reuters Video Ana Ruiz", "and", "Ana Ruiz"),
        ("Story highlights Ana Ruiz", "\n\n", "Ana Ruiz"),
        ("Watch Ruiz", "\n\n", "Ruiz"),
        ("Paul Getty", "|", "Paul Getty"),
        ("Ana Photo Ruiz", "|", "Ana Photo Ruiz"),
        ("Getty 9", "|", ""),
    ],
)
def test_credits_are_no_part_of_a_name(mention: str, before: str, expected: str) -> None:
    words = [before, *mention.split()]
    found = uncredited(words, [Mention(1, len(words), "PERSON")])
    assert [" ".join(words[each.start : each.end]) for each in found] == [expected] * bool(expected)


@pytest.mark.parametrize(
    "text",
    [
        "“It is sold,” Laura Whitfield said. | Getty Laura Whitfield: The wall is sold\n\nWhitfield left early.",
        "“It is sold,” Laura Whitfield said. | Getty Whitfield: The wall is sold\n\nLaura Whitfield left early.",
        "Laura Whitfield leaves on Monday. | AP Photo Whitfield: The wall is sold\n\nLaura Whitfield left early.",
        "Watch Whitfield sell the wall here. Laura Whitfield left early. “It is sold,” Whitfield said.",
    ],
)
def test_credits_stay_out_of_the_canonical_name(annotate: Annotate, text: str) -> None:
    assert {name for _, name in people_of(annotate, text)} == {"Laura Whitfield"}


# ---- titles


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The union's Interim Executive Director Margaret Ruiz said it was sold. Ruiz left.", "Margaret Ruiz"),
        ("The union's Executive Director Thirza Maunder said it was sold.", "Thirza Maunder"),
        ("Here VP Whitfield sells the wall. Laura Whitfield left early.", "Laura Whitfield"),
        ("Rumours about PM Whitfield grew. Laura Whitfield left early.", "Laura Whitfield"),
        ("The actor Star Marsh Ruiz came late. “It is sold,” Star Marsh Ruiz said.", "Star Marsh Ruiz"),
        ("The book by Sir Peter Banks Peter Banks's guide to harbours came late. Banks left.", "Peter Banks"),
    ],
)
def test_roles_are_no_part_of_a_name(annotate: Annotate, text: str, name: str) -> None:
    assert {each for _, each in people_of(annotate, text)} == {name}


@pytest.mark.parametrize(
    ("text", "surface", "names"),
    [
        (
            "The wall was shown by former harbour promoter Ben King — who sold it. “It is sold,” King said.\n\n"
            "King argued that it was cheap.",
            "King",
            ["Ben King", "Ben King"],
        ),
        ("Ana Bishop came late. “It is sold,” Mrs. Bishop said.", "Bishop", ["Ana Bishop"]),
        ("The baker, Ana King, met King Aldo. “It is sold,” the King said. King Aldo left.", "King", []),
        ("The baker, Ana King, came late. The King of Lesk left.", "King", []),
    ],
)
def test_a_surname_that_is_a_title_too(annotate: Annotate, text: str, surface: str, names: list[str]) -> None:
    assert [name for mention, name in people_of(annotate, text) if mention == surface] == names


def test_a_surname_that_is_a_title_too_after_its_given_name() -> None:
    words = ["Ana", "Dean", "Tells", "Dean", "Marsh"]
    doc = Doc(Vocab(), words, tags=["NNP"] * 5, sent_starts=[True, False, False, False, False])
    roster = Roster()
    roster.found(["Ana", "Dean"], 0)
    assert projected(doc, words, roster, []) == [Mention(0, 2, "PERSON")]
