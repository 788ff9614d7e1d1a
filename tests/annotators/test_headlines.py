"""People in headlines in title case and in the furniture of web pages, all invented."""

from __future__ import annotations

import pytest
from annotator_cases import Annotate

from toolkit.annotators.headlines import is_title_cased, title_cased


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
