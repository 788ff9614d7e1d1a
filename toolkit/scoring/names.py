"""Canonical names: is a speaker called by the right one, and do the names join the mentions that belong together?

The gold says who a mention means in one of two ways: by a canonical name (`speaker_name`, an entity's `name`), or by a
cluster of mentions, of which some bear a name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import comb

from toolkit.annotation import Span
from toolkit.scoring.answers import Answer, Counts, Mention, Quote
from toolkit.scoring.entities import named
from toolkit.scoring.matching import Matched, spans_meet
from toolkit.scoring.quotes import PRONOUNS
from toolkit.scoring.words import WORD, head_of, name_span, surname


def count_names(matched: Matched, mentions: Sequence[Mention] | None) -> Counts:
    """Names of the speakers whose quote and mention were both found, by kind of mention.

    Right is a name that is the gold's, shares its surname, or is what it ends in ("minister Ann Roe"); where the gold
    has clusters, that of any mention of the speaker's cluster that bears one. `exact` counts the gold's own, but for
    case.
    """
    counts: Counts = Counter()
    for gold, predicted in matched.found():
        names = _references(gold, mentions, matched.text)
        if gold.speaker is None or not names or not spans_meet(gold, predicted):
            continue
        kind = _kind(gold, matched.text, mentions)
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
    return [text[each.start : each.end] for each in mentions or () if each.cluster in clusters and _bears(each, text)]


def _bears(mention: Mention, text: str) -> bool:
    """Whether a mention is somebody's or something's name, and not one that only holds a name ("Oxford students")."""
    whole = text[mention.start : mention.end]
    ends = (words[-1] for part in (whole, head_of(whole)) if (words := WORD.findall(part)))
    return mention.named and mention.type in _NAMED_TYPES and any(word[:1].isupper() for word in ends)


_NAMED_TYPES = ("person", "organization", "place")


def _kind(quote: Quote, text: str, mentions: Sequence[Mention] | None) -> str:
    mention = quote.speaker.of(text) if quote.speaker else ""
    if mention.lower() in ("he", "she"):
        return "he_she"
    if mention.lower() in PRONOUNS:
        return "pronoun"
    if quote.speaker_status:
        return "named" if quote.speaker_status == "named" else "described"
    if mentions is not None:
        bears = any(_bears(each, text) and (each.start, each.end) == quote.speaker for each in mentions)
        return "named" if bears else "described"
    return "named" if surname(mention) else "described"


def _same(one: str | None, other: str) -> bool:
    if one is None:
        return False
    last, own, whole = surname(one), _plain(one), _plain(other)
    return own == whole or (last is not None and last == surname(other)) or str(whole).endswith(f" {own}")


def _plain(name: str | None) -> str | None:
    return None if name is None else " ".join(name.split()).casefold()


def count_coreference(gold: Answer, predicted: Answer | None) -> Counts:
    """Pairs of mentions of one entity, among the named mentions of the gold in which an entity was found.

    An entity belongs to the smallest mention that holds it, and a mention has the longest of its entities; its name is
    right by the same rule as a speaker's. A pair is one of the gold where both mentions are of one cluster or name, one
    of the prediction where their names are equal.
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
    names = _names(gold, clusters)
    return Counter(
        {
            "coreference/mention_of": len(clusters),
            "coreference/mention": len(joined),
            "coreference/named_of": len(joined),
            "coreference/named": sum(any(_same(name, one) for one in names[cluster]) for cluster, name in joined),
            "coreference/gold": _pairs(cluster for cluster, _ in joined),
            "coreference/predicted": _pairs(name for _, name in joined),
            "coreference/found": _pairs(joined),
        }
    )


def _clusters(gold: Answer) -> dict[Span, str]:
    """Named mentions of the gold, each with what it is joined by."""
    if gold.mentions is not None:
        named_mentions = (each for each in gold.mentions if _bears(each, gold.text or ""))
        return {Span(each.start, each.end): each.cluster for each in named_mentions}
    return {Span(each.start, each.end): each.name for each in named(gold.entities) if each.name}


def _names(gold: Answer, clusters: Mapping[Span, str]) -> dict[str, set[str]]:
    """What an entity of the gold may be called: its name, or the text of any mention of its cluster that bears one."""
    if gold.mentions is None:
        return {name: {name} for name in clusters.values()}
    found: dict[str, set[str]] = defaultdict(set)
    for span, cluster in clusters.items():
        found[cluster].add(span.of(gold.text or ""))
    return found


def _pairs(labels: Iterable[object]) -> int:
    return sum(comb(count, 2) for count in Counter(labels).values())
