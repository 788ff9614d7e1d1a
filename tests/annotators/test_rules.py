"""Each rule for quotes by name, on sentences of its own, about people who do not exist."""

from __future__ import annotations

from typing import get_args

import pytest
from annotator_cases import Annotate
from quick import ROOT

from toolkit.annotators.rules import RULES, Rule

LEAD = "Mayor Laura Whitfield and Senator Peter Banks met in Paris on Monday. "
BANKS, LAURA = "Peter Banks", "Laura Whitfield"

EXAMPLES: list[tuple[Rule, str, str, str, str | None]] = [
    (
        "clause",
        "“They are paid on what we sell,” Whitfield, who runs the mill, told Banks.",
        "direct",
        "They are paid on what we sell,",
        LAURA,
    ),
    ("after", "“No bridge,” a tired Whitfield said.", "direct", "No bridge,", LAURA),
    ("before", "Banks answered by asking: “Why?” Whitfield was tackled by guards.", "direct", "Why?", BANKS),
    ("after", "“Never,” Whitfield said.", "direct", "Never,", LAURA),
    ("before", "Whitfield answered: “Never.”", "direct", "Never.", LAURA),
    ("before", "Whitfield gave a short answer, “No bridge, ever.”", "direct", "No bridge, ever.", LAURA),
    ("complement", "Whitfield called Banks “a great friend.”", "mixed", "Banks “a great friend.”", LAURA),
    (
        "complement",
        "The two traded insults, with Banks calling Marsh “weak” and Marsh calling Banks “a bully.”",
        "mixed",
        "Marsh “weak”",
        BANKS,
    ),
    (
        "clause",
        "Whitfield said the plan was “a threat,” while Banks, her rival, called it “unfortunate.”",
        "mixed",
        "the plan was “a threat,”",
        LAURA,
    ),
    (
        "complement",
        "Whitfield said the plan was “a threat,” while Banks, her rival, called it “unfortunate.”",
        "mixed",
        "it “unfortunate.”",
        BANKS,
    ),
    (
        "complement",
        "Whitfield called the plan “crooked,” he called it “unhinged.”",
        "mixed",
        "the plan “crooked,”",
        LAURA,
    ),
    (
        "complement",
        "Laura Whitfield — the party’s nominee four years ago — called Banks “a fraud.”",
        "mixed",
        "Banks “a fraud.”",
        LAURA,
    ),
    (
        "complement",
        "Banks tweeted a picture of a bowl, with the words “I love this town!”",
        "direct",
        "I love this town!",
        BANKS,
    ),
    (
        "complement",
        "Whitfield went further, telling a radio host that he “should be in jail.”",
        "mixed",
        "he “should be in jail.”",
        LAURA,
    ),
    (
        "complement",
        "Whitfield wrote in her memoir, “The Long Way Home,” that she had been “terrified.”",
        "mixed",
        "she had been “terrified.”",
        LAURA,
    ),
    ("complement", "Banks described the bridge as “a bad joke.”", "mixed", "the bridge as “a bad joke.”", BANKS),
    ("complement", "The bridge has been called “a bad joke” by Banks.", "direct", "a bad joke", BANKS),
    (
        "noun",
        "Voters remember Whitfield’s promise of “a bridge for everyone.”",
        "direct",
        "a bridge for everyone.",
        LAURA,
    ),
    ("later", "“A bridge for everyone” is how Whitfield described it.", "direct", "A bridge for everyone", LAURA),
    ("as-put", "It was, as Banks put it, “a long night for the town.”", "direct", "a long night for the town.", BANKS),
    ("as-put", "As reported by Whitfield, the bridge had moved.", "indirect", "the bridge had moved", LAURA),
    ("as-put", "The bridge, as Banks put it, had seen better days.", "indirect", "had seen better days", BANKS),
    ("label", "Whitfield on the bridge: “It never moved at all.”", "direct", "It never moved at all.", LAURA),
    ("label", "\nWhitfield: “No bridge for us”\n", "direct", "No bridge for us", LAURA),
    ("credit", "“We are very proud of it.” — Laura Whitfield", "direct", "We are very proud of it.", LAURA),
    ("credit", "\n“We are very proud of it.”\n- Laura Whitfield, mayor", "direct", "We are very proud of it.", LAURA),
    (
        "sentence",
        "Banks shared his worry with the town: “I do not know who pays.”",
        "direct",
        "I do not know who pays.",
        BANKS,
    ),
    (
        "sentence",
        "Whitfield was not sure that the new bridge is “worth what the whole town has to pay for it” any more.",
        "direct",
        "worth what the whole town has to pay for it",
        LAURA,
    ),
    (
        "sentence-before",
        "Whitfield’s agent told the paper that this was untrue. “They are trying to hide the real price of it.”",
        "direct",
        "They are trying to hide the real price of it.",
        None,
    ),
    (
        "sentence-before",
        "“He was late,” Banks told the paper.\n\n“He never listened to any of us in all these years.”",
        "direct",
        "He never listened to any of us in all these years.",
        BANKS,
    ),
    (
        "paragraph-after",
        "As Banks told the paper: “They took the boats. They never paid”.\n\n“I do not know how much they got.”",
        "direct",
        "I do not know how much they got.",
        BANKS,
    ),
    ("before", "As Banks told the paper: “They took all the boats.”", "direct", "They took all the boats.", BANKS),
    (
        "noun",
        "Luck has its best proof in that famous Peter Banks quote: “No bridge is for sale.”",
        "direct",
        "No bridge is for sale.",
        BANKS,
    ),
    ("as-put", "The “sandfall” (as described by Banks) was small.", "direct", "sandfall", BANKS),
    (
        "clause",
        "Whitfield said that she did not believe it was “an error of the town.”",
        "mixed",
        "she did not believe it was “an error of the town.”",
        LAURA,
    ),
    (
        "clause",
        "Peter Banks, head of the council and first secretary of the party in the county, said that it was late.",
        "indirect",
        "it was late",
        BANKS,
    ),
    (
        "after",
        "“Going upstairs was a long job,” the patient described in the case report.",
        "direct",
        "Going upstairs was a long job,",
        None,
    ),
    (
        "complement",
        "The bridge stays shut, with Whitfield advocating a “fairer deal for the town.”",
        "mixed",
        "a “fairer deal for the town.”",
        LAURA,
    ),
    (
        "clause",
        "Whitfield said if it rains, the bridge stays shut.",
        "indirect",
        "if it rains, the bridge stays shut",
        LAURA,
    ),
    (
        "clause",
        "Banks said whether it holds depends on the rain.",
        "indirect",
        "whether it holds depends on the rain",
        BANKS,
    ),
    (
        "clause",
        "\n\nPORTVILLE — The town will pay, Senator Peter Banks said Monday.",
        "indirect",
        "The town will pay",
        BANKS,
    ),
    (
        "act",
        "\n\nPORTVILLE, Ohio (AP) — Peter Banks on Monday accused her of “theft.”",
        "mixed",
        "her of “theft.”",
        BANKS,
    ),
    ("clause", "“It holds,” said co-author Laura Whitfield.", "direct", "It holds,", LAURA),
    ("complement", "Whitfield deplores the “empty pier” of the town.", "mixed", "the “empty pier” of the town", LAURA),
    ("noun", "Whitfield’s answer: “No.”", "direct", "No.", LAURA),
    ("before", "The bridge, wrote Banks, “leaks from end to end.”", "direct", "leaks from end to end.", BANKS),
    ("after", "“Too high,” is what Banks called the tax.", "direct", "Too high,", BANKS),
    (
        "complement",
        "Supporters of Whitfield chanted “Lock the gate!” as Banks spoke.",
        "direct",
        "Lock the gate!",
        None,
    ),
    ("noun", "Whitfield gave a one-word answer: “Never.”", "direct", "Never.", LAURA),
    ("message", "This drew a reply from Whitfield: “No bridge.”", "direct", "No bridge.", LAURA),
    ("words-of", "The bridge is, in the words of Whitfield, “a promise kept.”", "direct", "a promise kept.", LAURA),
    ("cry", "The crowd left to cries of “No bridge for us!”", "direct", "No bridge for us!", None),
    (
        "sentence-before",
        "Whitfield stayed until midnight. “I do not know who pays for it.”",
        "direct",
        "I do not know who pays for it.",
        LAURA,
    ),
    (
        "alone",
        "\n\nIt rained.\n\n“Nobody here has seen a bridge like that.”\n",
        "direct",
        "Nobody here has seen a bridge like that.",
        None,
    ),
    (
        "interview",
        "\n\n“It is late,” Banks said.\n\n“It is cold,” Banks said.\n\n“It is dark,” he said.\n\nIt rained.\n\n"
        "“Nobody here has seen a bridge like that.”\n",
        "direct",
        "Nobody here has seen a bridge like that.",
        BANKS,
    ),
    ("dialogue", "\n“Who pays?” asked Banks.\n“You do,” said Whitfield.\n“I do?”\n", "direct", "I do?", BANKS),
    (
        "next-paragraph",
        "\n“We came early,” Whitfield said. “We stayed.\n“We will come again.”",
        "direct",
        "We will come again.",
        LAURA,
    ),
    (
        "paragraph-after",
        "\n“We came early and we stayed late,” Whitfield said. “We slept.”\n“We will come again to this town.”",
        "direct",
        "We will come again to this town.",
        LAURA,
    ),
    ("clause", "Whitfield said the bridge would open soon.", "indirect", "the bridge would open soon", LAURA),
    ("clause", "Banks said that the plan was “a bad joke.”", "mixed", "the plan was “a bad joke.”", BANKS),
    (
        "clause",
        "Whitfield said for the first time that the bridge had moved.",
        "indirect",
        "the bridge had moved",
        LAURA,
    ),
    ("clause", "The mill, which Whitfield said was unsafe, has moved.", "indirect", "was unsafe", LAURA),
    ("clause", "They met a man who Banks said was ill and who sang.", "indirect", "was ill", BANKS),
    (
        "clause",
        "If it rains, the bridge will move, Banks said.",
        "indirect",
        "If it rains, the bridge will move",
        BANKS,
    ),
    (
        "clause",
        "Banks said that the town was not rushing the sale of the bridge, but needed to find a buyer.",
        "indirect",
        "the town was not rushing the sale of the bridge, but needed to find a buyer",
        BANKS,
    ),
    ("clause", "Banks was asked whether the bridge had moved.", "indirect", "the bridge had moved", None),
    ("clause", "It was widely reported that the bridge had moved.", "indirect", "the bridge had moved", None),
    ("infinitive", "Banks vowed to stop the bridge.", "indirect", "to stop the bridge", BANKS),
    ("infinitive", "Whitfield called for the bridge to be closed.", "indirect", "the bridge to be closed", LAURA),
    (
        "clause",
        "Banks won the vote by reminding Whitfield that the bridge had moved.",
        "indirect",
        "the bridge had moved",
        BANKS,
    ),
    (
        "clause",
        "It has gone, said Banks, explaining he had moved the bridge.",
        "indirect",
        "he had moved the bridge",
        BANKS,
    ),
    ("infinitive", "Banks proposed closing the bridge and went home.", "indirect", "closing the bridge", BANKS),
    ("infinitive", "Whitfield admitted to moving the bridge.", "indirect", "moving the bridge", LAURA),
    ("infinitive", "Whitfield challenged Banks to move the bridge.", "indirect", "to move the bridge", LAURA),
    ("noun-clause", "Whitfield repeated her claim that the bridge is safe.", "indirect", "the bridge is safe", LAURA),
    (
        "according",
        "According to Banks, the bridge is not safe at all.",
        "indirect",
        "the bridge is not safe at all",
        BANKS,
    ),
    (
        "according",
        "The bridge moved, according to Banks, and fell into the river last night.",
        "indirect",
        "The bridge moved",
        BANKS,
    ),
    ("parenthesis", "Many days, Whitfield said, she would walk home.", "indirect", "she would walk home", LAURA),
    ("parenthesis", "The town, Banks added, had been “a good friend.”", "mixed", "had been “a good friend.”", BANKS),
    (
        "parenthesis",
        "They left that night — and the bridge, Whitfield said, was gone.",
        "indirect",
        "the bridge",
        LAURA,
    ),
    (
        "according",
        "According to a poll held by Banks for the city, the bridge is not safe at all.",
        "indirect",
        "the bridge is not safe at all",
        None,
    ),
    (
        "before",
        "When she first described the bridge in May, she said, “We are going to move it.”",
        "direct",
        "We are going to move it.",
        LAURA,
    ),
    ("act", "Banks accused Whitfield of hiding the costs.", "indirect", "Whitfield of hiding the costs", BANKS),
    (
        "act",
        "A growing number of mayors warn against her closing the bridge.",
        "indirect",
        "her closing the bridge",
        None,
    ),
    (
        "act",
        "Banks ran on his ability to lift the town out of debt and accused Whitfield of bungling the work.",
        "indirect",
        "Whitfield of bungling the work",
        BANKS,
    ),
    ("act", "Banks criticized the plan for the old bridge.", "indirect", "the plan for the old bridge", BANKS),
    ("act", "Banks discussed the cost of the new bridge on Monday.", "indirect", "the cost of the new bridge", BANKS),
    ("act", "Banks dismissed the report as a waste of paper.", "indirect", "the report as a waste of paper", BANKS),
    ("act", "Banks called the inquiry a waste of paper.", "indirect", "the inquiry a waste of paper", BANKS),
    ("act", "Banks criticized what he called the waste of a bridge.", "indirect", "the waste of a bridge", BANKS),
    ("act", "Banks went on to criticize the new bridge.", "indirect", "the new bridge", BANKS),
    (
        "clause",
        "Banks agreed that the bridge company has limited power to stop the work.",
        "indirect",
        "the bridge company has limited power to stop the work",
        BANKS,
    ),
    (
        "clause",
        "Whitfield posts that she walked nine miles to the river and back, followed by her dog.",
        "indirect",
        "she walked nine miles to the river and back, followed by her dog",
        LAURA,
    ),
    (
        "clause",
        "Whitfield told Banks that the bridge was lost, before noting that ferries run.",
        "indirect",
        "the bridge was lost",
        LAURA,
    ),
    (
        "clause",
        "Whitfield said the bridge was lost, referring to the flood of May.",
        "indirect",
        "the bridge was lost",
        LAURA,
    ),
    (
        "clause",
        "The critics were quick, with Whitfield tweeting that it was lost and asking, “Who pays?”",
        "indirect",
        "it was lost",
        LAURA,
    ),
    (
        "clause",
        "Banks notes that three things are happening at once: prices rise, rates are low, and banks are lending.",
        "indirect",
        "three things are happening at once: prices rise, rates are low, and banks are lending",
        BANKS,
    ),
    (
        "complement",
        "Whitfield used the question to demand wealthy towns “pay their fair share.”",
        "direct",
        "pay their fair share.",
        LAURA,
    ),
    (
        "infinitive",
        "In his book, “Stones,” Banks suggested looking at the bridge.",
        "indirect",
        "looking at the bridge",
        BANKS,
    ),
    ("infinitive", "Her rivals have called for Banks to be paid.", "indirect", "Banks to be paid", None),
    ("noun-clause", "Banks repeated his promise to repair the bridge.", "indirect", "to repair the bridge", BANKS),
    (
        "according",
        "One of the plans, according to Whitfield, is to move the bridge.",
        "indirect",
        "is to move the bridge",
        LAURA,
    ),
    (
        "clause",
        "The man who built the bridge, Whitfield told reporters, has been paid.",
        "indirect",
        "has been paid",
        LAURA,
    ),
    (
        "clause",
        "It rained on the bridge all night, said Whitfield, the mayor of the town, and washed away the road.",
        "indirect",
        "and washed away the road",
        LAURA,
    ),
    (
        "clause",
        "Whitfield, reached at a wedding, said that the town did not own the bridge.",
        "indirect",
        "the town did not own the bridge",
        LAURA,
    ),
    (
        "noun-clause",
        "The claim by Banks that the bridge is safe went unheard.",
        "indirect",
        "the bridge is safe",
        BANKS,
    ),
    ("infinitive", "In Ghent, ships were told to wait for the tide.", "indirect", "to wait for the tide", None),
    (
        "parenthesis",
        "The lad who plays the fool in the harvest show, two people in his village told Reuters, has been chosen.",
        "indirect",
        "has been chosen",
        None,
    ),
    (
        "block",
        "\n\nIn the text beside her film, Whitfield wrote:\n\nThe river came over the wall at four in the morning.",
        "direct",
        "The river came over the wall at four in the morning.",
        LAURA,
    ),
    (
        "turn",
        "\nBANKS: Who pays for it?\nWHITFIELD: You do.\nBANKS: I do?\nWHITFIELD: You all do.",
        "direct",
        "You all do.",
        None,
    ),
]


@pytest.mark.parametrize(("rule", "sentence", "kind", "content", "speaker"), EXAMPLES)
def test_rule(annotate: Annotate, rule: Rule, sentence: str, kind: str, content: str, speaker: str | None) -> None:
    text = LEAD + sentence
    quotes = annotate(text).quotes
    found = [(q.rule, q.type, q.span.of(text), q.speaker_names[0] if q.speaker_names else None) for q in quotes]
    if rule == "turn":  # whose name stands in capitals
        found = [(*each[:3], speaker) for each in found]
    assert (rule, kind, content, speaker) in found


def test_every_rule_has_a_description_and_an_example() -> None:
    assert set(get_args(Rule)) == set(RULES) == {example[0] for example in EXAMPLES}


def test_the_page_on_quotes_lists_every_rule() -> None:
    page = (ROOT / "docs" / "quotes.md").read_text(encoding="utf-8")
    assert [line for line in page.splitlines() if line.startswith("| `")] == [
        f"| `{name}` | {what} |" for name, what in RULES.items()
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Banks declined to say whether the bridge had moved.",
        "Banks has never said that the bridge had moved.",
        "That suggests that the bridge had moved.",
        "The study found that the bridge had moved.",
        "A look at the river suggests that the bridge had moved.",
        "Banks was not asked to move the bridge.",
        "Told that the bridge had moved, Banks laughed.",
        "Let’s say the bridge had moved.",
        "Banks invited Whitfield to play at the bridge.",
        "Banks did not mention the plan for the old bridge.",
        "Banks could criticize the plan for the old bridge.",
        "Banks declined to discuss the plan for the old bridge.",
        "Banks avoided discussing the plan for the old bridge.",
        "Banks praised Whitfield, neglecting to mention the plan for the old bridge.",
        "Banks was ready to discuss the plan for the old bridge.",
        "Banks is open to discussing the plan for the old bridge.",
        "Banks met Whitfield to discuss the plan for the old bridge.",
        "Banks requested silence to think about the bridge.",
        "Banks refrained from mentioning whether the bridge had moved.",
        "The police had reported her missing on the bridge.",
        "Workers found him sleeping below the bridge.",
        "Banks cannot recommend that anyone cross the bridge.",
        "If you are asking whether the bridge had moved, it had.",
        "The next step is to explain how the bridge had moved.",
        "WHEN: Monday.\nWHERE: Paris.\nWHEN: Tuesday.\nWHERE: Ghent.",
        "There is no rain in May, they just did not answer the letter.",
        "The rain threatens to close the bridge.",
        "Here is what Banks wrote:\n\nThe bridge moved in the night and nobody saw it.",
        "Whitfield said:\n\n- the bridge that moved in the night, and nobody saw it.",
        "The bridge moved:\n\nThe river came over the wall at four in the morning.",
    ],
)
def test_what_nobody_said_is_no_quote(annotate: Annotate, sentence: str) -> None:
    assert annotate(LEAD + "\n" + sentence).quotes == ()


def test_a_block_quotation_ends_with_its_paragraph_and_at_a_blank_line_where_there_are_any(annotate: Annotate) -> None:
    first, second = "The river came over the wall at four.", "Nobody in the town had slept for two nights."
    text = f"{LEAD}\n\nWhitfield wrote:\n\n{first}\n{second}\n\nThe town is dry again by now."
    quotes = annotate(text).quotes
    assert [quote.span.of(text) for quote in quotes] == [first, second]
    assert {quote.quotation for quote in quotes} == {0}
    text = f"{LEAD}\nWhitfield wrote:\n{first}\nThe town is dry again by now."
    assert [quote.span.of(text) for quote in annotate(text).quotes] == [first]
