"""Canonical names: is a speaker called by the right one, and do the names join the mentions that belong together?

The gold says who a mention means in one of two ways: by a canonical name (`speaker_name`, an entity's `name`), or by a
cluster of mentions, of which some bear a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import comb

from toolkit.annotation import Span
from toolkit.scoring.answers import Answer, Counts, Mention, Quote
from toolkit.scoring.entities import named
from toolkit.scoring.matching import Matched, spans_meet
from toolkit.scoring.quotes import PRONOUNS
from toolkit.scoring.words import name_span, surname


def count_names(matched: Matched, mentions: Sequence[Mention] | None) -> Counts:
    """Names of the speakers whose quote and mention were both found, by kind of mention.

    Right is a name that is the gold's or shares its surname; where the gold has clusters, that of any mention in the
    speaker's cluster that bears one. `exact` counts the gold's own name, letter for letter but for case.
    """
    counts: Counts = Counter()
    for gold, predicted in matched.found():
        names = _references(gold, mentions, matched.text)
        if gold.speaker is None or not names or not spans_meet(gold, predicted):
            continue
        kind = _kind(gold, gold.speaker.of(matched.text), mentions)
        counts[f"name/{kind}_of"] += 1
        counts[f"name/{kind}"] += any(_same(predicted.name, name) for name in names)
        if gold.name:
            counts["name/exact_of"] += 1
            counts["name/exact"] += _plain(predicted.name) == _plain(gold.name)
    return counts


def _references(quote: Quote, mentions: Sequence[Mention] | None, text: str) -> list[str]:
    """Names of the speaker; none where the gold does not tell."""
    if quote.name:
        return [quote.name]
    clusters = {each.cluster for each in mentions or () if (each.start, each.end) == quote.speaker}
    return [text[each.start : each.end] for each in mentions or () if each.cluster in clusters and each.named]


def _kind(quote: Quote, mention: str, mentions: Sequence[Mention] | None) -> str:
    if mention.lower() in ("he", "she"):
        return "he_she"
    if mention.lower() in PRONOUNS:
        return "pronoun"
    if quote.speaker_status:
        return "named" if quote.speaker_status == "named" else "described"
    if mentions is not None:
        bears = any(each.named and (each.start, each.end) == quote.speaker for each in mentions)
        return "named" if bears else "described"
    return "named" if surname(mention) else "described"


def _same(one: str | None, other: str) -> bool:
    last = surname(one)
    return one is not None and (_plain(one) == _plain(other) or (last is not None and last == surname(other)))


def _plain(name: str | None) -> str | None:
    return None if name is None else " ".join(name.split()).casefold()


def count_coreference(gold: Answer, predicted: Answer | None) -> Counts:
    """Pairs of mentions of one entity, among the named mentions of the gold in which an entity was found.

    An entity belongs to the smallest mention that holds it, and a mention has the longest of its entities. A pair is
    one of the gold where both mentions are of one cluster or name, one of the prediction where their names are equal.
    """
    clusters = _clusters(gold)
    if not clusters:
        return Counter()
    text = gold.text or ""
    inside: dict[Span, tuple[int, str]] = {}
    for entity in named((predicted and predicted.entities) or ()):
        own = name_span(text, entity.start, entity.end)
        holders = [span for span in clusters if span.covers(own)]
        if holders and entity.name:
            holder = min(holders, key=lambda span: span.end - span.start)
            inside[holder] = max(inside.get(holder, (0, "")), (own.end - own.start, entity.name))
    joined = [(clusters[span], name) for span, (_, name) in inside.items()]
    return Counter(
        {
            "coreference/mention_of": len(clusters),
            "coreference/mention": len(joined),
            "coreference/gold": _pairs(cluster for cluster, _ in joined),
            "coreference/predicted": _pairs(name for _, name in joined),
            "coreference/found": _pairs(joined),
        }
    )


def _clusters(gold: Answer) -> dict[Span, str]:
    """Named mentions of the gold, each with what it is joined by."""
    if gold.mentions is not None:
        named_mentions = (each for each in gold.mentions if each.named and each.type != "time")
        return {Span(each.start, each.end): each.cluster for each in named_mentions}
    return {Span(each.start, each.end): each.name for each in named(gold.entities) if each.name}


def _pairs(labels: Iterable[object]) -> int:
    return sum(comb(count, 2) for count in Counter(labels).values())
