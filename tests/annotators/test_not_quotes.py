"""What stands in marks and is not a quotation is none, and what is one stays one: pairs of invented sentences."""

from __future__ import annotations

import pytest
from annotator_cases import Annotate

LEAD = "Mayor Laura Whitfield and Senator Peter Banks met in Portville on Monday. "

SCARE_QUOTES = [
    "The “temporary” closure of the bridge is now in its fourth year.",
    "A “smart” meter in the cellar failed again.",
    "The town paid for the “free” parking in the end.",
    "Three of the “experts” had never seen a bridge.",
    "The so-called “peace dividend” was spent on parking.",
    "The store sold “fresh” fish from the year before.",
    'The "independent" auditor shared an office with the mayor.',
    "The ‘minor’ works took eleven months.",
    "They were paid in “exposure” and sandwiches.",
    "There are two sorts:\n\n-- the “fresh”\n\n-- Harle’s, which come by rail and stay on ice in the hall for a week.",
]
NICKNAMES = [
    "Bernard “Biscuit” Hale kept the keys for forty years.",
    'Juan "Chico" Alvarez carried the flag.',
    "Ana ‘Bee’ Ruiz won the race by a yard.",
    "The winner was Rosa “The Hammer” Quill of Portville.",
    "Tom “Long John” Marsh opened the gate.",
]
TITLES = [
    "In an interview on the “Night Ferry Morning Show,” Whitfield stressed that the bridge was shut.",
    "In an interview with the HBC’s “Face the Ferry,” Banks said that the bridge was shut.",
    "The play “Low Tide” opened at the Assembly Rooms on Friday.",
    "Her first novel, “The Salt Widow,” sold nine copies.",
    "The band closed with “Ring Me Down” and left the stage.",
    "He appears in an episode of “Harbour Lights” this autumn.",
    "The “Night Ferry” podcast returns in May.",
    "The “Night Ferry” star Ida Brenn opened the fair.",
    "A show called “The Long Dry Summer” filled the hall.",
    "An exhibition titled “Forty Planks” fills the old pier.",
    "She hosts “The Morning Tide” on local radio.",
    "The band played “Low Tide,” “Red Hill” and “Black Water” before the rain came.",
    "They were given a booklet titled “Harbour Framework” at the door.",
    "Banks wrote about it in his famous “Sailings” long ago.",
    "Banks has written several plays, among them “Tide,” a farce, and “Salt.”",
    "Visitors to the fair watched “The Drowned Village” in a tent.",
]
TERMS = [
    "The word “bridge” stands on the map where no bridge is.",
    "A phenomenon called “differential settling” cracks old walls.",
    "The gap is known as the “Whitfield line” among surveyors.",
    "The town is defending its campaign with the slogan “Rain, we have it.”",
    "People who use the hashtag “We are here too” were locked out.",
    "A scan of the plank showed a “ground glass” pattern.",
    "The fund aims to create a “seamless harbour” in ten years.",
    "The Portville prizes, known as the “harbour medals”, recognise the best boats.",
    "The name means no more than “union” in the old tongue.",
    "In the trade this is a “dead lift” of the second kind.",
    "The button marked “reset” is under the lid.",
    "The file is named “planks” in the index.",
]
SIGNS = [
    "A sign over the door reads “NO ENTRY” in red.",
    "The card in the window said “CLOSED.”",
    "Stuck to the post was a label: “THIS WAY UP.”",
]
MARKUP_AND_MEASURES = [
    '<a href="plan" class="big wide link with many words in it">The plan</a> is online.',
    'The plank was 12" wide and 3\'6" long.',
    "He is 6'2\" and she is 5'9\" in her shoes.",
]
NOT_QUOTES = [*SCARE_QUOTES, *NICKNAMES, *TITLES, *TERMS, *SIGNS, *MARKUP_AND_MEASURES]


QUOTES = [
    ("Whitfield called it a “temporary” closure.", "temporary"),
    ("Banks dismissed the plan as a “folly.”", "folly."),
    ("Banks described the meter as “smart.”", "smart."),
    ("What Banks terms a “peace dividend” was spent on parking.", "peace dividend"),
    ("The closure was described as “temporary” on Friday.", "temporary"),
    ("The bridge has been called “a monument to vanity” by Banks.", "a monument to vanity"),
    ("The bridge is, in the words of Banks, “a monument to vanity.”", "a monument to vanity."),
    ("“A monument to vanity,” in Banks’s words, it cost a million.", "A monument to vanity,"),
    ("Banks defended the works as “minor.”", "minor."),
    ("Banks rated the works as “late” and “costly.”", "costly."),
    ("There were cries of “Shame!” from the gallery.", "Shame!"),
    ("The crowd answered with chants of “No more planks! No more planks!”", "No more planks! No more planks!"),
    ("This drew a reply from Banks: “Not in my town.”", "Not in my town."),
    ("@portwatch: “Count the planks.”", "Count the planks."),
    ("[A MEMBER: “What colour?”]", "What colour?"),
    ("Banks: “Not in my town.”", "Not in my town."),
    ("“We will open in May,” Whitfield said.", "We will open in May,"),
    ("“Why?” Banks asked.", "Why?"),
    ("“No,” said Whitfield.", "No,"),
    ("Whitfield, who promised “a bridge for all,” left early.", "a bridge for all,"),
    ("Banks warned of “a long, wet, miserable winter.”", "a long, wet, miserable winter."),
    ("The report found the wall “unsafe in any wind and beyond repair.”", "unsafe in any wind and beyond repair."),
    (
        "The contract lasts until May, “so far as the weather and the river allow.”",
        "so far as the weather and the river allow.",
    ),
    ("“It was late and there was nobody left to ask.”", "It was late and there was nobody left to ask."),
    ("“Night ferries are a danger to us all,” Banks wrote.", "Night ferries are a danger to us all,"),
    ("Banks’s slogan of “Bridges First” won him the seat.", "Bridges First"),
    ("Whitfield said that she “loved” the bridge.", "loved"),
    ("“Make Portville Great Again!” Banks shouted.", "Make Portville Great Again!"),
    ("According to Whitfield, the bridge is “quite safe.”", "quite safe."),
    ("Whitfield read “The Salt Widow” and said, “It made me cry.”", "It made me cry."),
]


def in_marks(annotate: Annotate, text: str) -> list[str]:
    return [part.of(text) for quote in annotate(text).quotes for part in quote.quoted]


def test_there_are_enough_of_both() -> None:
    assert len(NOT_QUOTES) >= 25
    assert len(QUOTES) >= 25


@pytest.mark.parametrize("sentence", NOT_QUOTES)
def test_not_a_quote(annotate: Annotate, sentence: str) -> None:
    assert in_marks(annotate, LEAD + "\n\n" + sentence) == []


@pytest.mark.parametrize(("sentence", "content"), QUOTES)
def test_a_quote(annotate: Annotate, sentence: str, content: str) -> None:
    assert any(content in found or found in content for found in in_marks(annotate, LEAD + "\n\n" + sentence))


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("“Everybody says, ‘The bridge holds,’ and it does,” Banks said.", 2),
        ("“My father would say, ‘The bridge holds,’ and it did,” Banks said.", 2),
        ("“They can say, ‘The bridge holds,’ and it does not,” Banks said.", 1),
        ("“You should have said, ‘The bridge holds,’ last year,” Banks said.", 1),
        ("“Nobody said, ‘The bridge holds,’ until it broke,” Banks said.", 1),
        ("“I don’t think I heard her say, ‘The bridge holds,’ that day,” Banks said.", 1),
    ],
)
def test_what_could_be_said_is_not_quoted(annotate: Annotate, sentence: str, count: int) -> None:
    assert len([quote for quote in annotate(LEAD + sentence).quotes if quote.type == "direct"]) == count
