"""No text is too strange: extraction ends, in time linear in the text's length, with every span inside it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import get_args

import pytest
from annotator_cases import Annotate
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from toolkit.annotation import Annotations, Layout, Quote, Span, SpeakerStatus
from toolkit.annotators import Annotators

PARAGRAPHS = 40


def direct(annotate: Annotate, text: str) -> list[tuple[str, str | None]]:
    """Content and first speaker of each quote that has marks; names where known, else the mention."""
    return [
        (quote.span.of(text), quote.speaker_names[0] if quote.speaker_names else _mention(quote, text))
        for quote in annotate(text).quotes
        if quote.quoted
    ]


def _mention(quote: Quote, text: str) -> str | None:
    return quote.speaker.of(text) if quote.speaker else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Marks that nothing closes, that nothing opened, or that are turned the wrong way.
        (
            "“We will rebuild the pier, Rosa Quill said.\n\nThe pier is old.",
            "We will rebuild the pier, Rosa Quill said.",
        ),
        ("We will rebuild the pier,” Rosa Quill said. “It is our pier.”", "It is our pier."),
        ("”We will rebuild the pier,” Rosa Quill said.", "We will rebuild the pier,"),
        ("“We will rebuild the pier,“ Rosa Quill said.", "We will rebuild the pier,"),
        ('"We will rebuild the pier,” Rosa Quill said.', "We will rebuild the pier,"),
        ("``We will rebuild the pier,'' Rosa Quill said.", "We will rebuild the pier,"),
        ("''We will rebuild the pier,'' Rosa Quill said.", "We will rebuild the pier,"),
        ("‘We will rebuild the pier,’ Rosa Quill said.", "We will rebuild the pier,"),
        ("'We will rebuild the pier,' Rosa Quill said.", "We will rebuild the pier,"),
        ("＂We will rebuild the pier,＂ Rosa Quill said.", "We will rebuild the pier,"),
        # Apostrophes of every kind.
        (
            "“It’s the workers’ pier, ’tis ours and y’all’s,” Rosa Quill said.",
            "It’s the workers’ pier, ’tis ours and y’all’s,",
        ),
        ("'It's the workers' pier, isn't it?' Rosa Quill asked.", "It's the workers' pier, isn't it?"),
        ("“The ʻokina in Hawaiʻi isnʼt a mark,” Rosa Quill said.", "The ʻokina in Hawaiʻi isnʼt a mark,"),
        ("“Rock ’n’ roll of the ’90s,” Rosa Quill said, “was ours.”", "Rock ’n’ roll of the ’90s,"),
        # Inches, feet, minutes, seconds.
        ('"I sawed a 12" plank to 3\'6"," Rosa Quill said.', 'I sawed a 12" plank to 3\'6",'),
        ("“The 6’2” man took a 12” plank,” Rosa Quill said.", "The 6’2” man took a 12” plank,"),
        ("“We lead 12” is what “Pier 40” said, “and that is that,” Rosa Quill said.", "and that is that,"),
        ('A 12" plank fell. "Nobody was hurt," Rosa Quill said.', "Nobody was hurt,"),
        # Marks of other languages.
        ("«We will rebuild the pier», Rosa Quill said.", "We will rebuild the pier"),
        ("»We will rebuild the pier«, Rosa Quill said.", "We will rebuild the pier"),
        ("„We will rebuild the pier“, Rosa Quill said.", "We will rebuild the pier"),
        ("„We will rebuild the pier”, Rosa Quill said.", "We will rebuild the pier"),
        ("「We will rebuild the pier」, Rosa Quill said.", "We will rebuild the pier"),
        ("『We will rebuild the pier』, Rosa Quill said.", "We will rebuild the pier"),
        ("‹We will rebuild the pier›, Rosa Quill said.", "We will rebuild the pier"),
        ("‚We will rebuild the pier‘, Rosa Quill said.", "We will rebuild the pier"),
        # Within marks, marks.
        ("“He told me, ‘The pier is mine,’ and left,” Rosa Quill said.", "He told me, ‘The pier is mine,’ and left,"),
        ("\"He told me, 'The pier is mine,' and left,\" Rosa Quill said.", "He told me, 'The pier is mine,' and left,"),
        ("“He told me, “The pier is mine,” and left,” Rosa Quill said.", "He told me, “The pier is mine,” and left,"),
        ("‘He told me, “The pier is mine,” and left,’ Rosa Quill said.", "He told me, “The pier is mine,” and left,"),
        ("«He told me, “The pier is mine,” and left», Rosa Quill said.", "He told me, “The pier is mine,” and left"),
    ],
)
def test_marks_of_every_kind(annotate: Annotate, text: str, expected: str) -> None:
    found = annotate(text)
    check(text, found)
    assert expected in [quote.span.of(text) for quote in found.quotes if quote.type == "direct"]


def test_a_quotation_of_forty_paragraphs(annotate: Annotate) -> None:
    body = "\n\n".join(f"“Plank number {n} is sound, and I counted it twice." for n in range(PARAGRAPHS))
    text = f"Rosa Quill told the town council what she had seen:\n\n{body}”\n\nThe council went home."
    quotes = [quote for quote in annotate(text).quotes if quote.quoted]
    assert len(quotes) == PARAGRAPHS
    assert {quote.speaker_names for quote in quotes} == {("Rosa Quill",)}
    assert len({quote.quotation for quote in quotes}) == 1
    check(text, annotate(text))


def test_a_transcript(annotate: Annotate) -> None:
    turns = ["QUILL: I counted the planks.", "THE CHAIR: “How many?”", "QUILL: “Forty, and one is rotten.”"]
    text = "Minutes of the pier committee\n\n" + "\n\n".join(turns)
    found = dict(direct(annotate, text))
    assert {"How many?", "Forty, and one is rotten."} <= set(found)
    check(text, annotate(text))


def test_a_block_of_tweets(annotate: Annotate) -> None:
    text = "\n".join(
        [
            "@pierwatch: “Knew about the plank. Did not know about the pier.”",
            '@quill_rosa: “I counted them. Twice! #pier https://example.org/p?q="1"”',
            "“The pier is ours,” @quill_rosa wrote. RT @pierwatch “forty planks”",
            "🙂🙂 “so much for the pier” 🙂 — @nobody_99",
        ]
    )
    found = direct(annotate, text)
    assert ("Knew about the plank. Did not know about the pier.", "@pierwatch") in found
    assert "The pier is ours," in dict(found)
    check(text, annotate(text))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("“The pier is closed until the spring, and that is that.”\n\nRain fell.", "absent"),
        ("“The pier is closed until the spring,” an official said.", "unresolved"),
        ("“The pier is closed until the spring,” the official said.", "unresolved"),
        ("“The pier is closed until the spring,” residents said.", "collective"),
        ("“The pier is closed until the spring,” it was said.", "absent"),
        ("Rosa Quill left. “The pier is closed until the spring,” she said.", "pronoun"),
        ("“The pier is closed until the spring,” Rosa Quill said.", "named"),
    ],
)
def test_a_quote_without_a_speaker_is_a_quote(annotate: Annotate, text: str, status: str) -> None:
    (quote,) = [quote for quote in annotate(text).quotes if quote.quoted]
    assert quote.span.of(text).startswith("The pier is closed")
    assert quote.speaker_status == status


def test_one_odd_mark_loses_nothing_else(annotate: Annotate) -> None:
    """textacy loses a whole article to one mark that has no partner."""
    sound = "\n\n".join(f"“The pier has {n} sound planks,” Rosa Quill said." for n in range(2, 12))
    whole = {content for content, _ in direct(annotate, sound)}
    for odd in ("“", '"', "‘", "'", "''", "«", "„", "12”", "6'2\"", "It's 5 o'clock\""):
        text = f"The clock struck {odd} twice that night.\n\n{sound}"
        assert whole <= {content for content, _ in direct(annotate, text)}, odd


# Hostile documents, composed.

MARKS = "“ ” „ ‟ « » \" ＂ ‘ ’ ‚ ‛ ' ` '' `` ‹ › 「 」 『 』 ʼ ʻ ′ ″ (“ ”) ,” .” ?” —“ ”— ’s s’ ’n’ ’90s".split(" ")
WORDS = (
    "said|told|asked|added|called|said that|according to|in the words of|as she put it|cries of|what he terms a|"
    "was described as|"
    "Rosa Quill|Mr. Quill|Quill|Omar Vance|she|he|they|the mayor|officials|@pierwatch|QUILL|I|we|"
    "the pier|is late|will not go|Yes|No!|Why?|never|that|the|of|and|not|6'2\"|12\"|5'|U.S.|p.m.|3.5|[sic]|(she)|<b>|"
    '<a href="x">|https://x.org/?q="1"|#pier|🙂|é|e\u0301|שלום|مرحبا|中文|ﬁ|ß|İ'
).split("|")
GAPS = [
    " ",
    " ",
    " ",
    " ",
    "",
    ", ",
    ". ",
    ": ",
    "; ",
    "—",
    " – ",
    "\n",
    "\n\n",
    "\t",
    "\u00a0",
    "\u2028",
    "\u200b",
    "\u200f",
]
ODD = ["\u0301", "\u200d", "\ufeff", "\u202e", "\u2066", "\ud7ff", "\ue000", "\U0010ffff", "\x01", "\x7f", "\x85", "\r"]

PARTS = st.one_of(
    st.sampled_from(MARKS), st.sampled_from(WORDS), st.sampled_from(GAPS), st.sampled_from(GAPS), st.sampled_from(ODD)
)
SENTENCES = st.sampled_from(
    [
        "“We will open in May,” Rosa Quill said.",
        "Rosa Quill said that the pier was “a folly” built on “sand.”",
        '"It is a 12" plank," he said, "and a 6\'2" man."',
        "“He said ‘no’ to me,” she said.",
        "QUILL: “Not yet.”",
        "The “temporary” closure of “The Salt Pier” ended.",
        "“It goes on.\n\n“And on,” said Omar Vance.",
        "According to Omar Vance, the pier “holds.”",
    ]
)
WILD = st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00")
HOSTILE = st.one_of(
    st.lists(PARTS, max_size=60).map("".join),
    st.lists(st.one_of(SENTENCES, PARTS, st.text(WILD, max_size=4)), max_size=14).map(" ".join),
    st.tuples(SENTENCES, st.integers(0, 80), PARTS).map(lambda t: t[0][: t[1]] + t[2] + t[0][t[1] :]),
    st.text(WILD, max_size=80),
)


def check(text: str, found: Annotations) -> None:
    """What holds for the quotes of any text."""
    spans = [quote.span for quote in found.quotes]
    assert spans == sorted(set(spans), key=lambda span: (span.start, -span.end))
    for index, quote in enumerate(found.quotes):
        assert 0 <= quote.span.start < quote.span.end <= len(text)
        assert quote.speaker_status in get_args(SpeakerStatus)
        assert (quote.speaker is None) == (quote.speaker_status == "absent")
        check_inside(quote, text)
        check_outside(quote, text)
        check_parent(index, found.quotes)


def check_inside(quote: Quote, text: str) -> None:
    """The stretches inside marks: in order, apart, within the quote, each with something in it."""
    end = quote.span.start
    for part in quote.quoted:
        assert end <= part.start < part.end <= quote.span.end
        assert part.of(text).strip()
        end = part.end
    assert all(quote.span.covers(each) for each in quote.insertions)


def check_outside(quote: Quote, text: str) -> None:
    """Cue and speaker stand in the document and outside the content."""
    for part in (quote.cue, quote.speaker):
        if part is not None:
            assert 0 <= part.start < part.end <= len(text)
            assert not part.overlaps(quote.span), (part.of(text), quote)


def check_parent(index: int, quotes: tuple[Quote, ...]) -> None:
    """Two quotes share characters only where one stands inside the other."""
    quote = quotes[index]
    if quote.parent is not None:
        assert quote.parent < index
        assert quotes[quote.parent].span.covers(quote.span)
    for other in quotes[:index]:
        assert not other.span.overlaps(quote.span) or other.span.covers(quote.span), (other, quote)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=HOSTILE)
@example("")
@example("“")
@example("‘’'\"“”„«»「」")
@pytest.mark.slow
def test_any_hostile_text(annotate: Annotate, text: str) -> None:
    found = annotate(text)
    check(text, found)
    assert annotate(text) == found


UNITS = [
    "“",
    '"',
    "'",
    "‘a’ ",
    "“a ",
    "a” ",
    '"a" ',
    "s' ",
    "''",
    "「a」",
    "「",
    '12" ',
    "“he said ‘",
    "<a ",
    "(“[",
    "’’",
    "“a’’ ",
    'he said," a" ',
    "he said “",
    "X: “a”\n",
]


@pytest.mark.parametrize("unit", UNITS)
def test_thousands_of_marks(annotate: Annotate, unit: str) -> None:
    text = unit * (6_000 // len(unit))
    check_spans(annotate(text), len(text))


def check_spans(found: Annotations, length: int) -> None:
    """As `check`, without what takes time that grows with the square of the number of quotes."""
    for quote in found.quotes:
        assert 0 <= quote.span.start < quote.span.end <= length
        assert all(quote.span.covers(part) for part in quote.quoted)


def steps(work: Callable[[], object]) -> int:
    """How many lines and calls of toolkit's own code run: a measure of work that does not depend on the machine."""
    count = 0

    def trace(frame: object, event: str, _: object) -> Callable[..., object] | None:
        nonlocal count
        count += 1
        name = frame.f_code.co_filename  # type: ignore[attr-defined]
        return trace if "toolkit" in name and "site-packages" not in name else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


LINEAR = [
    *UNITS,
    "“We will open in May,” Rosa Quill said. ",
    "Rosa Quill told Omar Vance that “we ",
    "he said, ",
    "cries of “no” and “no” and ",
    "a number of ",
    "Rosa Quill wrote:\n\n",
    "according to her, ",
    "to ask and asked that ",
    "co-",
    "the vice-chair co-",
    "ESK — ",
    "\nESK, he said — “a ",
    "“Low Tide,” “Red Hill” and ",
    "He called her “late,” she called him “slow,” ",
    "Union of Cooks and Waiters (UCW), ",
    "Kim did not think not and never said “no” ",
    "who, head of it, said, ",
    "a famous Rosa Quill line: “no” ",
    "Orlo Foods and the company and they said ",
    "“We will open,” the union said. Tirmont Union denied it. ",
    "Rosa Quill-Vance and the former rower, the official, said ",
    "Sheikh Rosa (Omar) Quill’s Office, ",
]


@pytest.mark.slow
@pytest.mark.parametrize("unit", LINEAR)
def test_work_grows_with_the_length_and_no_faster(annotators: Annotators, unit: str) -> None:
    def count(length: int) -> int:
        text = unit * (length // len(unit))
        layout = Layout(text)
        return steps(lambda: list(annotators([layout])))

    count(200)
    assert count(12_000) < 5 * count(3_000) + 2_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ['who saw it and called him "a b" and ', "“they said ‘no no’ and can say ‘no no’ and "]
)
def test_time_grows_with_the_length_too(annotators: Annotators, unit: str) -> None:
    """What the parse's own methods cost is no step of ours: asking for all that is coordinated once took minutes."""

    def seconds(length: int) -> float:
        layout = Layout(unit * (length // len(unit)))
        start = time.process_time()
        list(annotators([layout]))
        return time.process_time() - start

    seconds(200)
    assert seconds(20_000) < 12 * seconds(5_000) + 0.5


def test_spans_are_of_the_text_itself(annotate: Annotate) -> None:
    """Offsets are code points, also beside characters outside the basic plane and combining ones."""
    text = "🙂🙂 Cafe\u0301 “wa\u0301s 🙂 open,” Rosa Quill said."
    (quote,) = annotate(text).quotes
    assert quote.quoted == (Span(text.index("wa"), text.index("”")),)
