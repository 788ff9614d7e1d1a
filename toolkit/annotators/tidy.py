"""Mentions that are no names, and mentions that are two: what to drop and what to divide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.amounts import AMOUNTS
from toolkit.annotators.given_names import GIVEN_NAMES
from toolkit.annotators.kinds import listed
from toolkit.annotators.mentions import text_of
from toolkit.annotators.names import is_title, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from toolkit.annotators.mentions import Mention

_ADDRESSES: Final = ("@", "#", "http:", "https:", "www.")
_COMMON: Final = frozenset(
    """
    mp mps mla mlas mep meps ceo cfo coo cto ip gdp dna rna hiv aids phd ph.d ba ma mba md tv pm dp vip ngo ngos faq
    pr hr ai it pdf usb led gps url app wifi wi-fi covid covid-19 coronavirus ebola monkeypox smallpox cholera
    malaria omicron dad mom mum daddy mummy highness majesty excellency god sir madam hon cllr sgt lt capt col gen
    amir emir lng lpg mou mous fir nft nfts etf ipo esg sme smes eez eezs wmd dk minister state opposition agency
    church party government kingdom court justice interior national committee company board commission ministry
    university department bank team group magistrate magistrates time hers his ours theirs mine photo photos
    photograph caption remarks
    """.split()
)
"""Words in capitals that name nobody: degrees, offices, ranks, diseases, machines."""


def proper(texts: Sequence[str], mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those that are no names: all in small letters, an address on the net, a rank alone."""
    return [mention for mention in mentions if mention.label in AMOUNTS or _is_proper(texts, mention)]


def _is_proper(texts: Sequence[str], mention: Mention) -> bool:
    words = texts[mention.start : mention.end]
    if not any(letter.isupper() for word in words for letter in word):
        return False
    if words[0].startswith(_ADDRESSES) or (mention.start and texts[mention.start - 1] in ("@", "#")):
        return False
    if len(words) == 1:
        key = key_of(words[0])
        alone = mention.label == "PERSON" and is_title(words[0])
        return not alone and key not in _COMMON
    return not (len(words) == 3 and words[1] == "-" and key_of("".join(words)) in _COMMON)


def disowned(doc: Doc, mentions: Iterable[Mention]) -> list[Mention]:
    """A body and a person behind its possessive made two: "the Harle Press’s Ana Ruiz"."""
    result: list[Mention] = []
    for mention in mentions:
        at = next((i for i in range(mention.start + 1, mention.end - 2) if doc[i].tag_ == "POS"), 0)
        behind = doc[at + 1 : mention.end]
        named = bool(at) and key_of(behind[0].text) in GIVEN_NAMES and all(token.text[:1].isupper() for token in behind)
        if named and mention.label in ("ORG", "PERSON", "WORK_OF_ART"):
            result.append(mention._replace(end=at, label="ORG"))
            result.append(mention._replace(start=at + 1, label="PERSON"))
        else:
            result.append(mention)
    return result


def divided(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of two places or peoples joined by "and" made two, each by itself in the gazetteer or in the text."""
    alone = {text_of(doc, m) for m in mentions}
    result: list[Mention] = []
    for mention in mentions:
        at = next((i for i in range(mention.start + 1, mention.end - 1) if doc[i].lower_ in ("and", "&", "/")), 0)
        if not at or listed(text_of(doc, mention)):
            result.append(mention)
            continue
        left, right = doc[mention.start : at].text, doc[at + 1 : mention.end].text
        if all(listed(part) or part in alone for part in (left, right)):
            result.append(mention._replace(end=at, label=listed(left) or mention.label))
            result.append(mention._replace(start=at + 1, label=listed(right) or mention.label))
        else:
            result.append(mention)
    return result
