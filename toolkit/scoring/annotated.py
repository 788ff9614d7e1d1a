"""What the annotators say of the gold's own text: nothing is normalized, nothing refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from toolkit.annotation import Annotations, Layout
from toolkit.annotation import Quote as FoundQuote
from toolkit.annotators import Annotators
from toolkit.scoring.answers import Answer, Entity, Quote
from toolkit.tables import span_id
from toolkit.utterances import Statement, said, utterances


def annotated(
    gold: Sequence[Answer], annotators: Annotators, progress: Callable[[int], None] = lambda more: None
) -> list[Answer]:
    """An answer for each line of the gold; `utterance` joins quotes of all of them, as in a release of these texts."""
    layouts = [Layout(answer.text or "") for answer in gold]
    pairs = []
    for answer, found in zip(gold, annotators(layouts), strict=True):
        pairs.append((answer, found))
        progress(1)
    groups = utterances(statement for answer, found in pairs for statement in _statements(answer, found))
    return [_answer(answer, found, groups) for answer, found in pairs]


def _statements(gold: Answer, found: Annotations) -> Iterator[Statement]:
    text = gold.text or ""
    for quote in found.quotes:
        yield Statement(
            span_id(gold.id, quote.span),
            next(iter(quote.speaker_names), ""),
            said(quote.span.of(text), [span.of(text) for span in quote.quoted]),
            verbatim=bool(quote.quoted),
            doc_id=gold.id,
            quotation=f"{gold.id} {quote.quotation}",
            span=(quote.span.start, quote.span.end),
            absent=quote.speaker_status == "absent",
        )


def _answer(gold: Answer, found: Annotations, groups: dict[str, str]) -> Answer:
    def quote_of(quote: FoundQuote) -> Quote:
        own = span_id(gold.id, quote.span)
        return Quote(
            start=quote.span.start,
            end=quote.span.end,
            type=quote.type,
            quoted=quote.quoted,
            cue=quote.cue,
            speaker=quote.speaker,
            speaker_name=next(iter(quote.speaker_names), None),
            speaker_names=quote.speaker_names,
            speaker_status=quote.speaker_status,
            rule=quote.rule,
            confidence=quote.confidence,
            utterance=groups.get(own, own),
        )

    return Answer(
        id=gold.id,
        quotes=tuple(map(quote_of, found.quotes)),
        entities=tuple(Entity(each.span.start, each.span.end, each.label, each.name) for each in found.entities),
        sentences=tuple(each.span for each in found.sentences),
    )
