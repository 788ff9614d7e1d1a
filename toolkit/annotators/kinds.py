"""What type a name has, from what it is made of and from what stands beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.annotators.gazetteer import AREAS, BODIES, GOVERNED, PEOPLES
from toolkit.annotators.mentions import Mention
from toolkit.annotators.names import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from toolkit.annotation import Span

PROJECTED: Final = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "LAW"])
LONGEST: Final = 5
"""Tokens in the longest name of the gazetteer that is looked for."""
_TABLES: Final = (("ORG", BODIES), ("NORP", PEOPLES), ("LOC", AREAS), ("GPE", GOVERNED))
_OPENING: Final = frozenset(name.replace("-", " ").split()[0] for _, table in _TABLES for name in table)
_FIXED: Final = {name: label for label, table in _TABLES for name in table}


def listed(text: str) -> str:
    """The type that the gazetteer gives a name, or ""; a name in capitals is looked up in small letters too."""
    name = clean(text)
    label = _FIXED.get(name, "")
    if not label and len(name) > 3 and name.isupper():
        label = _FIXED.get(name.title(), "")
    return label


def known_places(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of the gazetteer's names where the model has found nothing."""
    taken = {i for mention in mentions for i in range(mention.start, mention.end)}
    found: list[Mention] = []
    end = 0
    for token in doc:
        if token.i < end or token.i in taken or token.text not in _OPENING:
            continue
        for length in range(LONGEST, 0, -1):
            stop = token.i + length
            if stop > len(doc) or any(i in taken for i in range(token.i, stop)):
                continue
            label = _FIXED.get(doc[token.i : stop].text)
            if label:
                found.append(Mention(token.i, stop, label))
                end = stop
                break
    return found


def of_dateline(doc: Doc, dateline: Span | None) -> list[Mention]:
    """The place that a dateline begins with: "PORT ESK, March 3 (Agency) -". One mention or none."""
    if dateline is None:
        return []
    tokens = [token for token in doc if dateline.start <= token.idx < dateline.end]
    start = next((i for i, token in enumerate(tokens) if token.text[:1].isupper()), len(tokens))
    end = start
    while end < len(tokens) and tokens[end].text[:1].isupper():
        end += 1
    return [Mention(tokens[start].i, tokens[end - 1].i + 1, "GPE")] if end > start else []


def without_agency(doc: Doc, mentions: Iterable[Mention], dateline: Span | None) -> list[Mention]:
    """The mentions without the agency in a dateline's brackets, which is no part of the report."""
    if dateline is None:
        return list(mentions)
    bracket = doc.text.find("(", dateline.start + 1, dateline.end)
    inside = range(bracket, dateline.end) if bracket >= 0 else range(0)
    return [m for m in mentions if not (doc[m.start].idx in inside and m.label in ("ORG", "PERSON"))]


def as_listed(doc: Doc, mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions with the type that the gazetteer gives their name."""
    result = []
    for mention in mentions:
        label = listed(doc[mention.start : mention.end].text)
        if label and mention.label != "LANGUAGE":
            mention = replace(mention, label=label)
        result.append(mention)
    return result


def _forms(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A name as it is written, in capitals, and out of them: headlines and bylines are in capitals."""
    forms = [words]
    if all(len(word) > 3 or word.isupper() or len(words) > 1 for word in words):
        upper = all(word.isupper() for word in words)
        forms.append(tuple(word.title() if upper and len(word) > 3 else word.upper() for word in words))
    return forms


def everywhere(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of names wherever a name stands that is found elsewhere in the document and missed there."""
    taken = {i for mention in mentions for i in range(mention.start, mention.end)}
    known: dict[str, dict[tuple[str, ...], str]] = {}
    for mention in mentions:
        words = tuple(token.text for token in doc[mention.start : mention.end])
        if mention.label in PROJECTED and words[0][:1].isupper() and (len(words) > 1 or len(words[0]) > 2):
            for form in _forms(words):
                known.setdefault(form[0], {}).setdefault(form, mention.label)
    small = {token.text for token in doc if token.text.islower()}
    found: list[Mention] = []
    end = 0
    for token in doc:
        if token.i < end or token.i in taken or token.text not in known:
            continue
        for words, label in sorted(known[token.text].items(), key=lambda item: (-len(item[0]), item)):
            stop = token.i + len(words)
            if tuple(t.text for t in doc[token.i : stop]) != words or any(i in taken for i in range(token.i, stop)):
                continue
            if len(words) > 1 or (token.tag_ in ("NNP", "NNPS") and words[0].lower() not in small):
                found.append(Mention(token.i, stop, label))
                end = stop
                break
    return found
