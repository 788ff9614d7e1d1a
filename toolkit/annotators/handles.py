"""Names that are written together or cut short: handles that speak, and bodies without their legal form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.bodies import LEGAL
from toolkit.annotators.gender import gender_of_given
from toolkit.annotators.lexicon import SAYING
from toolkit.annotators.mentions import Mention, text_of
from toolkit.annotators.names import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

_DASHES: Final = frozenset(("—", "–", "--"))
_SPELT: Final = frozenset(("PERSON", "ORG", "FAC", "GPE", "PRODUCT", "EVENT"))
_FORMS: Final = frozenset("Inc. Inc Corp. Ltd. Ltd LLC LLP PLC plc GmbH".split())
_LONGEST: Final = 4
"""Words before a legal form, less one."""
_SHORTEST: Final = 5
"""Letters of a handle that can spell out a name, at least."""


def speaking_handles(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Handles that the text gives words to; only there is a handle a name, and so an entity.

    One that spells out a name of the document (@AnaRuiz, Ana Ruiz) has that name, any other one its own.
    """
    speaking = [i for i, word in enumerate(words) if word[0] == "@" and len(word) > 1 and _speaks(doc, i)]
    if not speaking:
        return []
    spelt = {_letters(m.name or text_of(doc, m)): m for m in reversed(mentions) if m.label in _SPELT}
    found = []
    for i in speaking:
        own = spelt.get(_letters(words[i])) if len(words[i]) > _SHORTEST else None
        label = own.label if own is not None else "PERSON"
        found.append(Mention(i, i + 1, label, (own.name or clean(text_of(doc, own))) if own is not None else words[i]))
    return found


def _speaks(doc: Doc, i: int) -> bool:
    """Whether a token is a label before words (@name: ...), their credit (— @name), or subject of a verb of saying."""
    token = doc[i]
    label = i + 1 < len(doc) and doc[i + 1].text == ":"
    credit = i > 0 and doc[i - 1].text in _DASHES
    return label or credit or (token.dep_ == "nsubj" and token.head.lemma_.lower() in SAYING)


def _letters(name: str) -> str:
    """A name as a handle has it: letters and digits alone, without a legal form."""
    kept = _bare(clean(name).casefold().split())
    return "".join(char for word in kept for char in word if char.isalnum())


def _bare(words: Sequence[str]) -> list[str]:
    """The words of a name, or its tokens, without the legal form and the comma that it ends with."""
    kept = list(words)
    while len(kept) > 1 and (kept[-1] == "," or kept[-1].strip(".,").casefold() in LEGAL):
        kept.pop()
    return kept


def with_legal_form(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Bodies that their legal form tells, whatever the model has made of them: "Tarn Orme, Inc."."""
    inside = {i: m for m in mentions if m.label != "PERSON" and m.end - m.start > 1 for i in range(m.start, m.end)}
    found = []
    for i, word in enumerate(words):
        if word not in _FORMS:
            continue
        if i in inside:
            if inside[i].end == i + 1 and inside[i].label != "ORG":
                found.append(inside[i]._replace(label="ORG", name=""))
            continue
        last = i - 2 if i and words[i - 1] == "," else i - 1
        start = last + 1
        while (
            start > 0
            and last - start < _LONGEST
            and doc[start - 1].tag_ in ("NNP", "NNPS")
            and words[start - 1][0].isupper()
        ):
            start -= 1
            if doc[start].is_sent_start:
                break
        if start <= last and not (found and found[-1].end > start):
            found.append(Mention(start, i + 1, "ORG"))
    return found


def without_legal_form(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of "Tarn Orme" where the text has "Tarn Orme, Inc." elsewhere; "Ana Orme" stays a person."""
    known: dict[tuple[str, ...], str] = {}
    for mention in mentions:
        full = [word for word in words[mention.start : mention.end] if word != "the"]
        short = _bare(full)
        if mention.label == "ORG" and full[-1] in _FORMS and 1 < len(short) < len(full):
            known.setdefault(tuple(short), clean(text_of(doc, mention)))
    if not known:
        return []
    people = {(m.start, m.end) for m in mentions if m.label == "PERSON" and gender_of_given(words[m.start])}
    longer = {i for m in mentions for i in range(m.start, m.end) if m.label != "PERSON" and m.end - m.start > 1}
    found: list[Mention] = []
    for form, name in known.items():
        for start in (i for i, word in enumerate(words) if word == form[0]):
            stop = start + len(form)
            if (
                tuple(words[start:stop]) == form
                and (start, stop) not in people
                and longer.isdisjoint((start, stop - 1))
            ):
                found.append(Mention(start, stop, "ORG", name))
    found.sort(key=lambda mention: (mention.start, -mention.end))
    return [m for k, m in enumerate(found) if not k or found[k - 1].end <= m.start]
