"""Names of bodies and places within one document: one name and one type for all mentions of one.

One normalized spelling is one body. To it belong the acronym of its initials, in brackets after it or alone, and a
short form ("Tirmont" of "Tirmont Energy Inc.", "the Court" of "Supreme Court"), each only where one longer name fits.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from toolkit.annotators.mentions import Mention, text_of
from toolkit.annotators.names import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc


NAMED: Final = frozenset(
    ["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"]
)
"""The types whose mentions are names; the others are dates and numbers."""
_ALIASES: Final = {
    "us": "United States", "usa": "United States", "united states of america": "United States",
    "america": "United States", "uk": "United Kingdom", "united kingdom": "United Kingdom",
    "great britain": "United Kingdom", "britain": "United Kingdom", "eu": "European Union", "un": "United Nations",
    "uae": "United Arab Emirates", "dprk": "North Korea", "prc": "China", "people's republic of china": "China",
    "russian federation": "Russia", "republic of korea": "South Korea", "drc": "Democratic Republic of the Congo",
    "nyc": "New York City", "washington, dc": "Washington", "washington dc": "Washington",
}  # fmt: skip
_CAPITAL_ONLY: Final = frozenset(["us", "uk", "eu", "un", "prc", "drc", "nyc"])
"""Aliases that are words or names when they are not in capitals."""
LEGAL: Final = frozenset(
    "inc corp corporation ltd limited co company plc llc llp lp gmbh ag sa nv spa group holdings".split()
)
"""Legal forms, in lower case without a period."""
_BODIES: Final = frozenset(["ORG", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"])
_KINDS: Final = LEGAL | frozenset(
    """bank savings trust energy party church university college institute association foundation council court
    magazine newspaper gazette office department agency ministry commission committee board union club society
    airlines airways lines motors pictures records media news press studios systems technologies technology software
    hospital school academy laboratory laboratories partners capital industries entertainment pharmaceuticals
    international insurance steel oil gas petroleum mining electric telecom communications networks stores foods
    brothers & sons associates incorporated campaign league federation authority service services""".split()
)
"""Words that say what a body is, so that the name without them still means the body."""
_SMALL: Final = frozenset(["of", "the", "and", "for", "in", "on", "&", "de", "la", "du", "des"])
_LONGEST: Final = 12
"""Words of a name, and names with one beginning, that are looked at."""
_DEFINITE: Final = frozenset(["the", "its", "their", "our"])
_PLACING: Final = frozenset(["in", "from", "near", "to", "at", "across", "outside", "around"])


def body_key(name: str) -> str:
    """One spelling for a body or a place: no case, no periods, known abbreviations of states and unions resolved."""
    key = clean(name).casefold().replace(".", "").replace("’", "'")
    plain = key not in _CAPITAL_ONLY or clean(name).isupper()
    return _ALIASES.get(key, key).casefold() if plain else key


def body_name(names: Counter[str]) -> str:
    """What to call a body: the form with the most words, not in capitals where there is a choice, the commonest."""
    best = max(names, key=lambda name: (not name.isupper() or len(name) < 6, len(name.split()), names[name], len(name)))
    alias = _ALIASES.get(clean(best).casefold().replace(".", ""))
    return alias if alias and best.isupper() else best


def is_acronym_of(short: str, long: str) -> bool:
    """Whether the letters of `short` are the initials of the capitalized words of `long`."""
    letters = short.replace(".", "")
    words = [word for word in re.split(r"[\s-]+", clean(long)) if word]
    initials = "".join(word[0] for word in words if word[0].isupper())
    every = "".join(word[0] for word in words).upper()
    return len(letters) > 1 and letters.isupper() and letters in (initials, every)


def acronym_after(doc: Doc, words: Sequence[str], mention: Mention) -> str:
    """The acronym of a mention in the brackets right after it, or ""."""
    end = mention.end
    if end + 2 < len(words) and words[end] == "(" and words[end + 2] == ")":
        short = words[end + 1]
        return short if is_acronym_of(short, str(doc[mention.start : end].text)) else ""
    return ""


def name_bodies(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Give names that are no person's one name and one type each."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.label in NAMED and not (mention.label == "PERSON" and " " in mention.name):
            groups[body_key(mention.name or text_of(doc, mention))].append(mention)
    long_of = _bracketed(doc, words, mentions) | _longer_forms(doc, groups)
    joined: dict[str, list[Mention]] = defaultdict(list)
    for key, group in groups.items():
        joined[_end_of(key, long_of)] += group
    verdicts: dict[int, tuple[str, str]] = {}
    for key, group in joined.items():
        own = groups.get(key, group)
        bodies = [mention for mention in group if mention.label in _BODIES]
        label = _label(bodies if bodies and _label(own) in _BODIES else own)
        forms = Counter(mention.name or clean(text_of(doc, mention)) for mention in own)
        verdicts |= {mention.start: (label, body_name(forms)) for mention in group}
    return [
        m._replace(label=verdicts[m.start][0], name=verdicts[m.start][1]) if m.start in verdicts else m
        for m in mentions
    ]


def _label(group: Sequence[Mention]) -> str:
    return Counter(mention.label for mention in group).most_common(1)[0][0]


def _end_of(key: str, long_of: dict[str, str]) -> str:
    """The longest name that a chain of short forms leads to."""
    seen = {key}
    while key in long_of and long_of[key] not in seen:
        key = long_of[key]
        seen.add(key)
    return key


def _bracketed(doc: Doc, words: Sequence[str], mentions: Sequence[Mention]) -> dict[str, str]:
    """Keys of acronyms that stand in brackets after a name of which they are the initials, with that name's key."""
    pairs = ((acronym_after(doc, words, mention), mention) for mention in mentions)
    return {body_key(short): body_key(text_of(doc, mention)) for short, mention in pairs if short}


def _longer_forms(doc: Doc, groups: dict[str, list[Mention]]) -> dict[str, str]:
    """Keys of acronyms and short forms with the key of the one longer name that each can stand for."""
    by_initials: dict[str, list[str]] = defaultdict(list)
    starting: dict[str, list[str]] = defaultdict(list)
    ending: dict[str, list[str]] = defaultdict(list)
    for key, group in groups.items():
        words = key.split()
        if len(words) < 2 or _label(group) not in _BODIES:
            continue
        for letters in _initials(clean(text_of(doc, group[0]))):
            by_initials[letters].append(key)
        for cut in range(1, min(len(words), _LONGEST)):
            starting[" ".join(words[:cut])].append(key)
            ending[" ".join(words[cut:])].append(key)
    found: dict[str, str] = {}
    for key, group in groups.items():
        words, surface = key.split(), clean(text_of(doc, group[0]))
        letters = surface.replace(".", "")
        acronym = surface.isupper() and len(words) == 1 and len(letters) > (1 if "." in surface else 2)
        longer = by_initials.get(letters, []) if acronym else []
        longer = longer or [k for k in starting.get(key, [])[:_LONGEST] if _is_start(key, k, group, doc)]
        if not longer and _label(group) in _BODIES and all(_definite(doc, mention) for mention in group):
            longer = [k for k in ending.get(key, [])[:_LONGEST] if not k.endswith(f" of {key}")]
        if longer and (len(longer) == 1 or all(k.startswith(min(longer, key=len)) for k in longer)):
            found[key] = max(longer, key=len)
    return found


def _initials(name: str) -> set[str]:
    """The acronyms that a name can have: of its capitalized words, of all words, without a legal form at the end."""
    words = [word for word in re.split(r"[\s-]+", name) if word[:1].isalnum()]
    kept = words[:-1] if words and words[-1].strip(".").casefold() in LEGAL else words
    found = {"".join(word[0] for word in part if word.casefold() not in _SMALL) for part in (words, kept)}
    found.add("".join(word[0] for word in words).upper())
    return {letters for letters in found if len(letters) > 1 and letters.isupper()}


def _is_start(key: str, longer: str, group: Sequence[Mention], doc: Doc) -> bool:
    """Whether a name is the beginning of a longer one's and stands for it: "Tirmont", "the Church".

    What the longer name adds says what kind of body it is; a place that the body is named after does not stand for it.
    """
    label, rest = _label(group), longer[len(key) :].split()
    if rest[0] in _SMALL:
        return label in _BODIES and rest[0] == "of" and all(_definite(doc, mention) for mention in group)
    if rest[-1].strip(".,") not in _KINDS or any(_places(doc, mention) for mention in group):
        return False
    return label in _BODIES or (label in ("PERSON", "GPE", "LOC") and rest[-1].strip(".,") in LEGAL)


def _places(doc: Doc, mention: Mention) -> bool:
    """Whether a name is here a place's: after "in" and the like, or in the capitals of a dateline."""
    return bool(mention.start and doc[mention.start - 1].lower_ in _PLACING) or (
        doc[mention.start].is_sent_start is True and doc[mention.start].is_upper
    )


def _definite(doc: Doc, mention: Mention) -> bool:
    """Whether a mention begins with a definite article or stands after one."""
    return doc[mention.start].lower_ in _DEFINITE or (mention.start > 0 and doc[mention.start - 1].lower_ in _DEFINITE)
