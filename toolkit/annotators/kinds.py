"""What type a name has, from what it is made of and from what stands beside it."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from toolkit.annotators.bodies import body_key
from toolkit.annotators.gazetteer import AREAS, BODIES, GOVERNED, PEOPLES
from toolkit.annotators.mentions import Mention, taken_by, text_of
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


@lru_cache(maxsize=1 << 14)
def name_key(text: str) -> str:
    """`body_key`, remembered: a document asks for the same few names again and again."""
    return body_key(text)


@lru_cache(maxsize=1 << 14)
def listed(text: str) -> str:
    """The type that the gazetteer gives a name, or ""; a name in capitals is looked up in small letters too."""
    name = clean(text)
    label = _FIXED.get(name, "")
    if not label and len(name) > 3 and name.isupper():
        label = _FIXED.get(name.title(), "")
    return label


def known_places(words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of the gazetteer's names where the model has found nothing. `words` are the tokens' texts."""
    taken = taken_by(mentions)
    found: list[Mention] = []
    end = 0
    for start, word in enumerate(words):
        if word not in _OPENING or start < end or start in taken:
            continue
        for stop in range(min(start + LONGEST, len(words)), start, -1):
            label = _FIXED.get(_spaced(words[start:stop]))
            if label and not any(i in taken for i in range(start, stop)) and not _is_shouting(words, start, stop):
                found.append(Mention(start, stop, label))
                end = stop
                break
    return found


def _is_shouting(words: Sequence[str], start: int, stop: int) -> bool:
    """Whether a short name in capitals stands among capitals, where it may be any word: "PAY WHO YOU LIKE"."""
    beside = [*words[max(0, start - 1) : start], *words[stop : stop + 1]]
    short = stop - start == 1 and words[start].isupper() and len(words[start]) < 5
    return short and any(word.isupper() and len(word) > 1 for word in beside)


def _spaced(words: Sequence[str]) -> str:
    """Tokens as they are written: a hyphen stands between two words without a space."""
    return " ".join(words).replace(" - ", "-")


def of_dateline(doc: Doc, dateline: Span | None) -> list[Mention]:
    """The place that a dateline begins with: "PORT ESK, March 3 (Agency) -". One mention or none."""
    if dateline is None:
        return []
    tokens = list(takewhile(lambda token: token.idx < dateline.end, doc))
    tokens = [token for token in tokens if token.idx >= dateline.start]
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
        label = listed(text_of(doc, mention))
        if label and label != mention.label and mention.label != "LANGUAGE":
            mention = mention._replace(label=label)
        result.append(mention)
    return result


def _forms(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A name as it is written, in capitals, and out of them: headlines and bylines are in capitals."""
    forms = [words]
    if all(len(word) > 3 or word.isupper() or len(words) > 1 for word in words):
        upper = all(word.isupper() for word in words)
        forms.append(tuple(word.title() if upper and len(word) > 3 else word.upper() for word in words))
    return forms


def everywhere(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of names wherever a name stands that is found elsewhere in the document and missed there."""
    taken = taken_by(mentions)
    known: dict[str, dict[tuple[str, ...], str]] = {}
    for mention in mentions:
        name = tuple(words[mention.start : mention.end])
        if mention.label in PROJECTED and name[0][:1].isupper() and (len(name) > 1 or len(name[0]) > 2):
            for form in _forms(name):
                known.setdefault(form[0], {}).setdefault(form, mention.label)
    small = {word for word in words if word.islower()}
    found: list[Mention] = []
    end = 0
    for start, word in enumerate(words):
        if word not in known or start < end or start in taken:
            continue
        for form, label in sorted(known[word].items(), key=lambda item: (-len(item[0]), item)):
            stop = start + len(form)
            if tuple(words[start:stop]) != form or any(i in taken for i in range(start, stop)):
                continue
            if len(form) > 1 or (doc[start].tag_ in ("NNP", "NNPS") and word.lower() not in small):
                found.append(Mention(start, stop, label))
                end = stop
                break
    return found
