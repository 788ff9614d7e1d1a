"""Who "he", "the mayor", "Banks and Ruiz" are, on invented people."""

from __future__ import annotations

import pytest
from annotator_cases import Annotate

from toolkit.annotation import Layout, Quote, Span
from toolkit.annotators import Annotators, Parsed
from toolkit.annotators.quotation import Source
from toolkit.annotators.reading import Reading
from toolkit.annotators.speakers import Speakers


def quotes_of(annotate: Annotate, text: str) -> dict[str, Quote]:
    """The quotes by the first word of their content."""
    return {quote.span.of(text).split()[0].strip("“”,."): quote for quote in annotate(text).quotes}


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("“It leaks,” said vice-president Ana Holt of the bank.", "vice-president Ana Holt"),
        ("“It leaks,” the co-director Ana Holt says.", "the co-director Ana Holt"),
        ("The vice-president said “it leaks.”", "The vice-president"),
        ("The agency on Monday said “it leaks.”", "The agency"),
        ("It leaks, argued residents, from end to end.", "residents"),
    ],
)
def test_a_mention_is_of_whole_words_and_without_day_and_cue(annotate: Annotate, text: str, mention: str) -> None:
    quote = annotate(text).quotes[0]
    assert quote.speaker is not None
    assert quote.speaker.of(text) == mention


@pytest.mark.parametrize(
    ("text", "first", "names", "status"),
    [
        ("Laura Whitfield met Peter Banks on Monday. “We agreed,” she said.", "We", ("Laura Whitfield",), "pronoun"),
        ("Laura Whitfield met Peter Banks on Monday. “We agreed,” he said.", "We", ("Peter Banks",), "pronoun"),
        (
            "Peter Banks met David Marsh on Monday. He left early. “We agreed,” he said.",
            "We",
            ("Peter Banks",),
            "pronoun",
        ),
        ("Peter Banks left. His wife had waited outside. “We are late,” she said.", "We", (), "unresolved"),
        (
            "Peter Banks spoke first. “David Marsh will never sell the house,” he said.",
            "David",
            ("Peter Banks",),
            "pronoun",
        ),
        (
            "Laura Whitfield, the mayor, spoke first, and Peter Banks, a baker, last. “It holds,” the mayor said.",
            "It",
            ("Laura Whitfield",),
            "nominal",
        ),
        (
            "Sen. Laura Whitfield met Sen. Peter Banks on Monday. “It holds,” the senator said.",
            "It",
            (),
            "unresolved",
        ),
        (
            "Laura Whitfield and Peter Banks met on Monday. “It holds,” Banks and Whitfield said.",
            "It",
            ("Peter Banks", "Laura Whitfield"),
            "named",
        ),
        (
            "“It holds,” said the harbourmaster, Peter Banks.",
            "It",
            ("Peter Banks",),
            "named",
        ),
        (
            "“It holds,” said Peter Banks, a baker who writes of bridges.",
            "It",
            ("Peter Banks",),
            "named",
        ),
        (
            "Peter Banks, a baker who wrote that the bridge “holds until May” in a letter, left.",
            "the",
            ("Peter Banks",),
            "pronoun",
        ),
        ("@pierwatch: “It holds for now, all of it.”", "It", ("@pierwatch",), "named"),
        (
            "Tarn Orme Energy Inc. dug the pier.\n\n@TarnOrmeEnergy: “It holds for now, all of it.”",
            "It",
            ("Tarn Orme Energy Inc.",),
            "named",
        ),
        ("“It holds,” The Esk Valley Courier reported on Monday.", "It", ("Esk Valley Courier",), "named"),
        (
            "Peter Banks opened the show on Monday.\n\nStated Peter Banks:\n\n“It holds and it will hold for years.”",
            "It",
            ("Peter Banks",),
            "named",
        ),
        ("“It holds,” said a spokesman for Laura Whitfield.", "It", (), "unresolved"),
        ("“It holds,” residents said.", "It", (), "collective"),
        ("“It holds,” the ministry said.", "It", (), "collective"),
        ("The road will stay shut until May, the report said.", "The", (), "unresolved"),
    ],
)
def test_speakers(annotate: Annotate, text: str, first: str, names: tuple[str, ...], status: str) -> None:
    quote = quotes_of(annotate, text)[first]
    assert (quote.speaker_names, quote.speaker_status) == (names, status)


def test_a_description_has_the_name_that_a_comma_joins_to_it(annotators: Annotators) -> None:
    """The parse may have lost the apposition; the mention then ends before the comma."""
    text = "Malia’s Prime Minister, Peter Banks, said it was late."
    doc = next(iter(annotators.model.read([Layout(text)])))
    found = annotators.annotate(Parsed(Layout(text), doc))
    speakers = Speakers.of(Reading.of(Parsed(Layout(text), doc), found.sentences, found.entities))
    head = next(token for token in doc if token.text == "Minister")
    who = speakers.resolve(Source("clause", speaker=head, mention=Span(0, text.index(","))))
    assert (who.names, who.status) == (("Peter Banks",), "nominal")


def test_a_pronoun_tells_the_gender_that_a_name_does_not(annotate: Annotate) -> None:
    text = (
        "Xanthor Whitfield opened the bridge. She cut the ribbon herself. She was late.\n\n"
        "Peter Banks watched Xanthor Whitfield from the quay. “It holds,” she said."
    )
    assert quotes_of(annotate, text)["It"].speaker_names == ("Xanthor Whitfield",)


def test_names_of_speakers_are_names_of_entities(annotate: Annotate) -> None:
    text = (
        "“It holds,” said DAVID MARSH, 9.\n\nMrs Thirza MAUNDER, who runs the bank, said that it was late. “Go,” she "
        "said. “Why?” asked Cllr Ana Ruiz."
    )
    found = annotate(text)
    known = {entity.name for entity in found.entities}
    named = [name for quote in found.quotes for name in quote.speaker_names]
    assert set(named) <= known
    assert {"David Marsh", "Thirza MAUNDER", "Ana Ruiz"} <= set(named)
    for quote in found.quotes:
        if quote.speaker_entity is not None:
            assert found.entities[quote.speaker_entity].name in quote.speaker_names


def test_resolution_does_not_depend_on_what_comes_after(annotate: Annotate) -> None:
    head = "Laura Whitfield met Peter Banks on Monday. “We agreed,” she said.\n\n"
    tail = "Nobody else came. The bridge was shut at noon.\n\n" * 200
    assert annotate(head + tail).quotes[0] == annotate(head).quotes[0]


@pytest.mark.parametrize(
    ("sentence", "pronoun", "names", "status"),
    [
        ("They met Peter Banks, who said that the bridge holds.", "who", ("Peter Banks",), "pronoun"),
        (
            "They met Peter Banks, the mayor, who sang and said that the bridge holds.",
            "who",
            ("Peter Banks",),
            "pronoun",
        ),
        ("They asked Orme Energy Inc., which says that the bridge holds.", "which", ("Orme Energy Inc.",), "pronoun"),
        ("They met an official who said that the bridge holds.", "who", (), "unresolved"),
        ("They met residents who said that the bridge holds.", "who", (), "collective"),
    ],
)
def test_a_relative_pronoun_is_a_mention(
    annotate: Annotate, sentence: str, pronoun: str, names: tuple[str, ...], status: str
) -> None:
    (quote,) = annotate(sentence).quotes
    assert quote.speaker is not None
    assert (quote.speaker.of(sentence), quote.speaker_names, quote.speaker_status) == (pronoun, names, status)


@pytest.mark.parametrize(
    ("sentence", "mention"),
    [
        ("Banks was adamant that she and the town stay out, telling Whitfield they would not “make a move.”", "Banks"),
        ("Banks took the news well at first and, when asked again, asserting, “It was my idea.”", "Banks"),
        ("Whitfield called for a plan to find out whether “the planks were sold by a clerk.”", "Whitfield"),
        ("Whitfield says they are seeking a cook, but Banks is giving them “a brush and two planks.”", "Whitfield"),
    ],
)
def test_a_clause_in_between_does_not_speak(annotate: Annotate, sentence: str, mention: str) -> None:
    text = "Peter Banks and Laura Whitfield met on Monday. " + sentence
    assert {q.speaker.of(text) for q in annotate(text).quotes if q.quoted and q.speaker is not None} == {mention}


@pytest.mark.parametrize(
    "sentence",
    [
        "Whitfield, asked whether the bridge holds, said no one knew.",
        "Banks laughed when asked whether the bridge holds.",
    ],
)
def test_who_is_asked_asks_nothing(annotate: Annotate, sentence: str) -> None:
    quote = annotate(sentence).quotes[0]
    assert (quote.span.of(sentence), quote.speaker) == ("the bridge holds", None)


def test_somebody_unnamed_and_a_colon(annotate: Annotate) -> None:
    text = (
        "The bridge opened on Monday. One voter: “It never moved at all.” The reason: “It is made of stone and lead.”"
    )
    one, other = annotate(text).quotes
    assert one.speaker is not None
    assert (one.speaker.of(text), one.speaker_status, other.speaker) == ("One voter", "unresolved", None)


@pytest.mark.parametrize(
    ("before", "mention", "name"),
    [
        ("Laura Whitfield left the stage.", "the former rower", "Laura Whitfield"),
        ("Laura Whitfield left the stage. “It was loud,” she said.", "the newcomer", "Laura Whitfield"),
        ("A letter came for Laura Whitfield.", "the young woman", "Laura Whitfield"),
        ("Laura Whitfield took over the harbour in May.", "the harbourmaster", "Laura Whitfield"),
        ("The minister, Laura Whitfield, met her staff.", "the official", "Laura Whitfield"),
        ("Laura Whitfield met Peter Banks.", "the Danish rower", "Laura Whitfield"),
        ("Laura Whitfield and Peter Banks left the stage.", "the former rower", None),
        ("Laura Whitfield left. A driver waited outside.", "the former rower", None),
        ("A rower spoke. Laura Whitfield left the stage.", "the rower", None),
        ("Laura Whitfield left the stage.", "the judge", None),
        ("Laura Whitfield left the stage.", "the young man", None),
        ("Laura Whitfield left the stage.", "the director of the choir", None),
        ("The senator, Laura Whitfield, left the stage.", "the minister", None),
        ("An official waited. The minister, Laura Whitfield, met her staff.", "the official", None),
        ("The president, Laura Whitfield, left the stage.", "the former Harbour Alliance leader", "Laura Whitfield"),
        ("It was the change that Laura Whitfield had brought.", "the Tarn MP", None),
    ],
)
def test_a_description_carries_on_whom_the_text_is_about(
    annotate: Annotate, before: str, mention: str, name: str | None
) -> None:
    quotes = annotate(f"{before} “Nobody had told us about the second boat,” {mention} said.").quotes
    assert quotes[-1].speaker_names == ((name,) if name else ())
    assert quotes[-1].speaker_status == ("nominal" if name else "unresolved")


@pytest.mark.parametrize(
    ("before", "mention", "name"),
    [
        (
            "The National Union of Lamplighters has a quarrel with Tirmont Energy.",
            "the union",
            "National Union of Lamplighters",
        ),
        ("The National Union of Lamplighters has a quarrel with Tirmont Energy.", "the company", "Tirmont Energy"),
        ("Orlo Foods closed two mills in May.", "the company", "Orlo Foods"),
        ("The Harbour Alliance launched a petition in May.", "the party", "Harbour Alliance"),
        ("The Ministry of Fisheries closed two mills.", "the company", None),
        ("A company closed two mills. The Harbour Alliance protested.", "the company", None),
        (
            "Orlo Foods closed two mills. Both Orlo Foods and, in May, Tirmont Motors denied it.",
            "the company",
            None,
        ),
        ("Orlo Foods closed two mills in May.", "the Danish union", None),
    ],
)
def test_a_body_is_called_by_its_kind(annotate: Annotate, before: str, mention: str, name: str | None) -> None:
    quotes = annotate(f"{before}\n\n“Nobody had told us about the second boat,” {mention} said.").quotes
    assert quotes[-1].speaker_names == ((name,) if name else ())
    assert quotes[-1].speaker_status == ("nominal" if name else "collective")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Orlo Foods denied it twice. “Nobody had told us,” they said in a statement.", "Orlo Foods"),
        ("Orlo Foods said on Monday that it was pleased. It noted that “every mill is open.”", "Orlo Foods"),
        ("The Mill Ministry closed. The ministry said no. “Nobody had told us,” it said.", "Mill Ministry"),
        ("Orlo Foods and the growers denied it. “Nobody had told us,” they said in a statement.", None),
        ("Orlo Foods denied it. Whatever the growers feared, “nobody had told us,” they said.", None),
    ],
)
def test_they_and_it_that_speak(annotate: Annotate, text: str, name: str | None) -> None:
    quotes = annotate(text).quotes
    assert quotes[-1].speaker_names == ((name,) if name else ())
    assert quotes[-1].speaker_status == ("pronoun" if name else "unresolved")


def test_what_is_said_tells_nothing_of_who_says_it(annotate: Annotate) -> None:
    text = (
        "Peter Banks had called. The boats lay still. It was cold. "
        "Ren Brennick welcomed the rower. “She came in May. She sold boats. She was happy,” he said. "
        "“She asked us to leave her alone,” he added."
    )
    assert [quote.speaker_names for quote in annotate(text).quotes] == [("Ren Brennick",)] * 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Peter Banks met David Marsh. As for Marsh, he said “the boat is sold.”", "David Marsh"),
        ("Peter Banks met David Marsh. For Marsh, he said, “the boat is sold.”", "David Marsh"),
        (
            "Peter Banks met David Marsh. Marsh left. Marsh laughed. “Marsh is a good rower,” he said.",
            "Peter Banks",
        ),
    ],
)
def test_topics_and_whom_a_quotation_names(annotate: Annotate, text: str, name: str) -> None:
    assert annotate(text).quotes[-1].speaker_names == (name,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Harbour Council (HC) Chairwoman Laura Whitfield told us that “the boat is sold.”", "Laura Whitfield"),
        ("The union's first secretary in Tarn, Laura Whitfield, said “the boat is sold.”", "Laura Whitfield"),
        ("“Coach (Laura) Whitfield came in,” Peter Banks said. “It is sold,” Whitfield said.", "Laura Whitfield"),
    ],
)
def test_a_title_stands_between_a_body_and_a_name(annotate: Annotate, text: str, name: str) -> None:
    assert annotate(text).quotes[-1].speaker_names == (name,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("As told by the owner of the Harle Press, Laura Whitfield, it “closed.”", "Laura Whitfield"),
        (
            "The owner of the Harle Press, Laura Whitfield, met them. It closed, according to its owner, "
            "who said that the mill was “empty.”",
            "Laura Whitfield",
        ),
        ("“The boat is sold,” said co-director Laura Whitfield.", "Laura Whitfield"),
        (
            "The director and founder of the mill, Laura Whitfield, met Peter Banks. Banks left. "
            "“The boat is sold,” the founder said.",
            "Laura Whitfield",
        ),
        (
            "In May, Adviser to the President of the Union in charge of boats and mills, Laura Whitfield, said no. "
            "The same official said that “the boat is sold.”",
            "Laura Whitfield",
        ),
    ],
)
def test_long_descriptions_beside_a_name(annotate: Annotate, text: str, name: str) -> None:
    assert annotate(text).quotes[-1].speaker_names == (name,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Peter Banks came late. Banks left. There was an interview with David Marsh, president of the mill, "
            "in which he said “the boat is sold.”",
            "David Marsh",
        ),
        ("Peter Banks met David Marsh, who laughed when he said that “the boat is sold.”", "David Marsh"),
        (
            "David Marsh sank. Marsh was old. Marsh had three boats. Marsh had a mill. "
            "Peter Banks, who speaks for some of Marsh’s heirs, said he was glad to hear of his plans. "
            "“The boat is sold,” he said.",
            "Peter Banks",
        ),
    ],
)
def test_whom_a_clause_is_about_and_who_spoke_before(annotate: Annotate, text: str, name: str) -> None:
    assert annotate(text).quotes[-1].speaker_names == (name,)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Peter Banks came. Another official said the mill was shut. “The boat is sold,” he said.", None),
        ("Peter Banks came. One official, Omar Rudhan, said the mill was shut. “It is sold,” he said.", "Omar Rudhan"),
        ("Peter Banks came. The official said the mill was shut. “The boat is sold,” he said.", "Peter Banks"),
    ],
)
def test_somebody_without_a_name_can_be_meant(annotate: Annotate, text: str, name: str | None) -> None:
    quotes = annotate(text).quotes
    assert quotes[-1].speaker_names == ((name,) if name else ())


def test_whose_a_role_is_makes_it_definite(annotate: Annotate) -> None:
    text = "Norway’s ambassador said it was late. “It is sold,” Norway’s ambassador to Chile, Peter Banks, added."
    assert [quote.speaker_names for quote in annotate(text).quotes] == [("Peter Banks",)] * 2


@pytest.mark.parametrize(
    ("others", "name"),
    [
        ("", "Laura Whitfield"),
        ("“I saw it too,” Peter Banks said.\n\n", None),
        ("“We saw it too,” the police said.\n\n", None),
    ],
)
def test_an_article_that_quotes_one_person_alone(annotate: Annotate, others: str, name: str | None) -> None:
    text = (
        "“The mill is shut,” Laura Whitfield said.\n\nIt has two doors.\n\n“No boat comes here now,” she said.\n\n"
        f"{others}“Nobody has told us,” Whitfield added.\n\nRabbits and parrots were seen near the mill.\n\n"
        "“We would like to know who lets them in at night.”\n\nThe mill may be sold.\n"
    )
    last = annotate(text).quotes[-1]
    assert (last.rule, last.speaker_names) == ("interview" if name else "alone", (name,) if name else ())


def test_an_acronym_in_brackets_belongs_to_the_mention(annotate: Annotate) -> None:
    text = "“It is sold,” said the Union of Cooks, Waiters and Millers (UCWM).\n\n“Nobody told us,” UCWM said."
    first, last = annotate(text).quotes
    assert first.speaker is not None
    assert first.speaker.of(text) == "the Union of Cooks, Waiters and Millers (UCWM)"
    assert first.speaker_names == last.speaker_names == ("Union of Cooks, Waiters and Millers",)


CARRIED = "“The mill is shut,” Laura Whitfield said.\n\n"


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        (CARRIED + "Adding:\n\n“Nobody told us about the boat.”", "Laura Whitfield"),
        (CARRIED + "Whitfield left the hall, then says:\n\n“Nobody told us about the boat.”", "Laura Whitfield"),
        (CARRIED + "Her last entry, annex 5 of the report, reads: “Nobody told us about the boat.”", None),
        (CARRIED + "Was asked: “Did nobody tell us about the boat?”", None),
        (CARRIED[:-2] + "\n\nAnd: “Nobody told us about the boat, and nobody will.”", "Laura Whitfield"),
        ("Orlando (CNN) Laura Whitfield opened the hall by saying that the mill is “unsafe.”", "Laura Whitfield"),
        (
            "Asked by Laura Whitfield if the mill has any “knowledge of boats,” Peter Banks left the hall.",
            "Laura Whitfield",
        ),
        ("When asked, “Is the mill open?” Peter Banks left the hall.", None),
        ("Asked if the mill is open, “Not at this hour,” Peter Banks said.", "Peter Banks"),
        ("Peter Banks smiled and said, “Fantastic,” according to the testimony of Omar Rudhan.", "Peter Banks"),
        ("Peter Banks condemned the bank, whose spokesman referred to the mill as “a ruin.”", "whose spokesman"),
        (
            "After Peter Banks cited a study that alleged a plot, Laura Whitfield met us in Harle: “The mill is shut.”",
            "Laura Whitfield",
        ),
        ("In the words of Mayor Omar Rudhan, the mill is part of a plan “to make boats.”", "Mayor Omar Rudhan"),
        ("As one voter in Harle put it, “he tells us how it is.”", "one voter in Harle"),
        ("It is, as the Harle Street Journal’s Ana Holt put it, “a ruin.”", "the Harle Street Journal’s Ana Holt"),
        ("Peter Banks took a pen to let Laura Whitfield know that the mill was “sold.”", "Peter Banks"),
    ],
)
def test_whose_the_marks_are_that_a_clause_leads_to(annotate: Annotate, text: str, mention: str | None) -> None:
    last = annotate(text).quotes[-1]
    assert (last.speaker.of(text) if last.speaker else None) == mention or (mention is None and not last.speaker_names)


@pytest.mark.parametrize("mention", ["The Harbour Alliance nominee", "The former secretary of state", "The mogul"])
def test_a_candidate_is_whom_the_text_is_about(annotate: Annotate, mention: str) -> None:
    text = f"Laura Whitfield left the stage. “Nobody had told us about the second boat,” {mention} said."
    assert annotate(text).quotes[-1].speaker_names == ("Laura Whitfield",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“We want it back!” said a baker named Laura Whitfield.", ("Laura Whitfield",)),
        ("Peter Banks came. In a 2011 interview with Holt, Banks said it was late.", ("Peter Banks",)),
    ],
)
def test_a_name_that_a_participle_or_a_comma_stands_before(
    annotate: Annotate, text: str, names: tuple[str, ...]
) -> None:
    assert annotate(text).quotes[-1].speaker_names == names


def test_what_a_speaker_does_meanwhile_is_no_cue(annotate: Annotate) -> None:
    text = "“This,” Peter Banks said, holding up a photo, “is what we want.”"
    cues = [quote.cue.of(text) for quote in annotate(text).quotes if quote.cue]
    assert cues == ["said", "said"]


@pytest.mark.parametrize(
    ("text", "mention", "status"),
    [
        ("“I like it,” Peter Banks said, before adding that “it is late.”", "Peter Banks", "named"),
        ("Ana Holt said of him, “He is a child,” and urged voters to stay.", "Ana Holt", "named"),
        ("Ana Holt argued that the plan, which she called “Mill 2.0,” would add millions to it.", "Ana Holt", "named"),
        ("One Democrat said privately: “We are lost.”", "One Democrat", "unresolved"),
        ("Democrats said privately: “We are lost.”", "Democrats", "collective"),
    ],
)
def test_a_verb_goes_on_from_the_reporting_verb_and_not_from_the_marks(
    annotate: Annotate, text: str, mention: str, status: str
) -> None:
    last = annotate(text).quotes[-1]
    assert last.speaker is not None
    assert (last.speaker.of(text), last.speaker_status) == (mention, status)


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("The bill’s sponsor, Rep. Omar Rudhan (R-Harle), said that it was “late.”", "Omar Rudhan", "nominal"),
        ("A source close to the talks said that it was “late.”", None, "unresolved"),
        ("Sources close to the talks said that it was “late.”", None, "collective"),
        ("Peter Banks laughed it off. “Who cares?”", "Peter Banks", "named"),
        (
            "Peter Banks and Omar Rudhan met. For Rudhan, the choice is plain. “It is late,” he said.",
            "Omar Rudhan",
            "pronoun",
        ),
    ],
)
def test_sponsors_sources_and_short_questions(annotate: Annotate, text: str, name: str | None, status: str) -> None:
    last = annotate(text).quotes[-1]
    assert (last.speaker_names, last.speaker_status) == ((name,) if name else (), status)
