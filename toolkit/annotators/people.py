"""People whom the text introduces as such, whatever the model takes their names for.

By a nickname in marks (Ana “Bee” Ruiz), by a title or a role before the name, by capitals (said ANA RUIZ, 9), as the
label of a transcript's turns (ANA RUIZ: ...).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from toolkit.annotators.columns import among
from toolkit.annotators.gender import gender_of_given
from toolkit.annotators.lexicon import CLEAR_ROLES, GROUPS, ROLES, SAYING, TITLES
from toolkit.annotators.mentions import FIRMS, Mention
from toolkit.annotators.names import is_title, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

_OPENING: Final = frozenset(("“", '"', "‘", "'", "``"))
_CLOSING: Final = frozenset(("”", '"', "’", "'", "''"))
_COURTESY: Final = frozenset(
    """mr mrs ms miss mx dr prof sen rep gov rev sgt capt cllr councillor councilor mme mlle herr frau señor señora
    supt det cpl maj lt""".split()
)
"""Titles that only a person's name follows."""
_BEFORE_NAMES: Final = TITLES | ROLES
_BEFORE_NAMES_DOTTED: Final = _BEFORE_NAMES | {f"{word}." for word in _BEFORE_NAMES}
_PLACES_TOO: Final = frozenset(
    "general king queen prince princess justice saint lord lady major marshal chief first special crown count".split()
)
"""Titles that begin the names of bodies and places just as well."""
_NO_NAMES: Final = frozenset(["NORP", "DATE", "TIME", "LANGUAGE", "ORDINAL", "CARDINAL", "MONEY", "PERCENT"])
_INVERTED: Final = frozenset(["say", "add", "reply", "answer", "write", "explain"])
"""Verbs of saying that may stand before who says it, and do not stand before who is told."""
_MISTAKEN: Final = frozenset(["ORG", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"])
_BODY_WORDS: Final = FIRMS | frozenset(
    """inc corp ltd co company group bank club council party university college school press news times post union
    association institute foundation agency office department court board union united city county island street
    road bridge river park hall house church hospital program programme scholarship award prize memorial center centre
    act law show tour cup trophy stadium airport""".split()
)
_BODILY: Final = GROUPS | _BODY_WORDS
_WORKS: Final = frozenset(
    """president mayor senator minister governor spokesman spokeswoman spokesperson professor lawyer attorney judge
    analyst author reporter coach actor actress singer economist scientist researcher doctor nurse ambassador
    lawmaker businessman adviser advisor strategist teacher student journalist editor farmer pilot engineer artist
    musician novelist poet historian philosopher priest pastor vicar rabbi warden caretaker convener surveyor clerk
    butcher baker carpenter fisherman sailor surgeon midwife curator electrician plumber pensioner widow""".split()
)
_OLD: Final = frozenset(["old"])
_LINE: Final = re.compile(r"[^\n]+")
_LABEL: Final = re.compile(r"((?:[A-Z][A-Z.'’-]+ ){0,4}[A-Z][A-Z'’-]+)(?: \([^()\n]{1,80}\))?:\s")
_NO_LABELS: Final = frozenset("the a an hon several all other another some".split()) | GROUPS | ROLES
_TURNS: Final = 3
"""So many labels make a transcript."""
_LONGEST: Final = 4


def introduced(doc: Doc, text: str, words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions of people that the text itself marks, in order and without overlaps; they go before the model's."""
    owner = {i: mention for mention in mentions for i in range(mention.start, mention.end)}
    found = [
        *_nicknamed(doc, words),
        *_labels(doc, text),
        *_titled(doc, words, owner),
        *_in_capitals(doc, words, owner),
        *_described(doc, words, owner),
        *_aged(doc, words, owner),
        *_acting(doc, mentions),
    ]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or kept[-1].end <= mention.start:
            kept.append(mention)
    return kept


def _is_name(token: Token) -> bool:
    """Whether a token may be a word of a name, an initial too."""
    return token.text[:1].isupper() and token.tag_ in ("NNP", "NNPS", "NN", "JJ") and key_of(token.text) not in SAYING


def _run(doc: Doc, start: int) -> int:
    """End of the words of a name from a token on, at most four, not beyond the sentence."""
    end = start
    while end < min(len(doc), start + _LONGEST) and _is_name(doc[end]) and (end == start or not doc[end].is_sent_start):
        end += 1
    return end


def _nicknamed(doc: Doc, words: Sequence[str]) -> Iterator[Mention]:
    """A given name, a nickname in marks and a surname."""
    for i in range(1, len(words) - 3):
        if words[i] not in _OPENING or not words[i - 1][:1].isupper() or not words[i + 1].istitle():
            continue
        close = next((k for k in range(i + 2, min(i + 5, len(words) - 1)) if words[k] in _CLOSING), None)
        if close is None or doc[close - 1].is_punct or doc[i - 1].is_sent_start or is_title(words[i - 1]):
            continue
        paired = words[close] != words[i] or words[i] == '"'
        if paired and _is_name(doc[i - 1]) and _is_name(doc[close + 1]):
            yield Mention(_back(doc, i - 1), _run(doc, close + 1), "PERSON")


def _back(doc: Doc, start: int) -> int:
    """First token of the names that end with the token `start`, at most two more, not beyond the sentence."""
    first = start
    while first > max(0, start - 2) and not doc[first].is_sent_start and _plain(doc[first - 1]):
        first -= 1
    return first


def _titled(doc: Doc, words: Sequence[str], owner: dict[int, Mention]) -> Iterator[Mention]:
    """Names after titles and roles: any after Mrs, Cllr and the like, longer ones after others."""
    for i in among(doc, "LOWER", _BEFORE_NAMES_DOTTED):
        if i + 1 == len(words):
            continue
        word, start = words[i], i + 1
        key = word.rstrip(".").lower()
        if key == "pm" and i and doc[i - 1].like_num:
            continue  # "6 PM Eastern Time"
        if words[start] == "." and start + 1 < len(words) and not doc[i].whitespace_:
            start += 1
        while start < len(words) - 1 and words[start][:1].isupper() and key_of(words[start]) in _COURTESY:
            start += 1
        if not words[start][:1].isupper():
            continue
        end = _run(doc, start)
        courtesy = key in _COURTESY and word[0].isupper()
        count = end - start
        if count == 0 or (not courtesy and (count < 2 or key in _PLACES_TOO)):
            continue
        whole = count < _LONGEST or end == len(words) or not words[end][:1].isupper()
        bodily = any(is_title(w) or key_of(w) in _BODILY for w in words[start:end])
        contest = key == "miss" and any(k in owner and owner[k].label == "GPE" for k in range(start, end))
        if not whole or bodily or contest or _goes_on(words[start:end]) or _settled(owner, start, end):
            continue
        if courtesy or start not in owner or owner[start].end < end:
            yield Mention(start, end, "PERSON")


def _goes_on(name: Sequence[str]) -> bool:
    """Whether a run of words is no name yet, or more than one: "Director Ana Ruiz", "Ana Ruiz Ana Ruiz"."""
    keys = [key_of(word) for word in name]
    return (len(keys) > 2 and keys[0] in CLEAR_ROLES) or (len(keys) > 3 and keys[:2] == keys[2:4])


def _settled(owner: dict[int, Mention], start: int, end: int) -> bool:
    """Whether a person's mention, or a longer name, holds all these tokens already."""
    mention = owner.get(start)
    return mention is not None and mention.end >= end and (mention.label == "PERSON" or mention.end > end)


def _in_capitals(doc: Doc, words: Sequence[str], owner: dict[int, Mention]) -> Iterator[Mention]:
    """Two or three words in capitals among small ones that speak, or that an age or "who" follows."""
    end = 0
    for i in [i for i, word in enumerate(words) if word.isupper() and len(word) > 1]:
        if i < end or not _capital(words[i]):
            continue
        end = i + 1
        while end < len(words) and _capital(words[end]) and not doc[end].is_sent_start:
            end += 1
        if 2 <= end - i < _LONGEST and not _settled(owner, i, end) and _told(doc, i, end):
            yield Mention(i, end, "PERSON")


def _described(doc: Doc, words: Sequence[str], owner: dict[int, Mention]) -> Iterator[Mention]:
    """Two or three words that an age follows, or what a person does: "Ana Ruiz, 47, ...", "Ana Ruiz, harbourmaster"."""
    for i in range(2, len(words) - 2):
        if words[i] != "," or not words[i - 1][:1].isupper() or not words[i - 2][:1].isupper():
            continue
        start = i
        while start > 0 and i - start < _LONGEST - 1 and _plain(doc[start - 1]):
            start -= 1
            if doc[start].is_sent_start:
                break
        mention = owner.get(i - 1)
        other = mention is not None and (mention.label not in _MISTAKEN or mention.start < start)
        if other or i - start < 2 or key_of(words[i - 1]) in _BODY_WORDS:
            continue
        if _is_age(doc, i + 1) or _is_work(doc, i + 1):
            yield Mention(start, i, "PERSON")


def _aged(doc: Doc, words: Sequence[str], owner: dict[int, Mention]) -> Iterator[Mention]:
    """Names after an age: "18-year-old Mia and 14-year-old Lena Aho"."""
    for i in among(doc, "LOWER", _OLD):
        start = i + 1
        if i < 2 or start == len(words) or not words[start][:1].isupper() or words[i - 1] != "-":
            continue
        end = _run(doc, start)
        plain = 0 < end - start < _LONGEST and all(map(_plain, doc[start:end]))
        possessing = end < len(words) and doc[end].tag_ == "POS"
        national = start in owner and owner[start].label in _NO_NAMES
        whole = end == len(words) or not words[end][:1].isupper()
        bodily = any(key_of(word) in _BODILY for word in words[start:end])
        modifies = end > start and doc[end - 1].dep_ in ("compound", "nmod") and not possessing
        if plain and whole and not national and not bodily and not modifies and not _settled(owner, start, end):
            yield Mention(start, end, "PERSON")


def _acting(doc: Doc, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """A given name and more that the model gives to a body or a place, and that speaks, or that "who" follows."""
    for mention in mentions:
        if mention.label not in _MISTAKEN or not 2 <= mention.end - mention.start <= _LONGEST - 1:
            continue
        words = doc[mention.start : mention.end]
        if not all(map(_plain, words)):
            continue
        if gender_of_given(words[0].text) is None or any(key_of(word.text) in _BODY_WORDS for word in words):
            continue
        root = words.root
        speaks = root.dep_ == "nsubj" and root.head.lemma_ in SAYING
        after = doc[mention.end : mention.end + 2]
        if speaks or (len(after) == 2 and after[0].text == "," and after[1].lower_ in ("who", "whose")):
            yield mention._replace(label="PERSON")


def _plain(token: Token) -> bool:
    return token.tag_ == "NNP" and token.text[:1].isupper() and token.is_alpha and not is_title(token.text)


def _is_age(doc: Doc, i: int) -> bool:
    number = doc[i].text
    return number.isdecimal() and 5 < int(number) < 110 and doc[i + 1].text in (",", ".", ";", "”", "said", "says")


def _is_work(doc: Doc, i: int) -> bool:
    """Whether a person's work or office, without more than an article and a word before it, begins at a token."""
    words = [t for t in doc[i : i + 4] if t.lower_ not in ("a", "an", "the")]
    words = [t for t in words[:2] if t.pos_ in ("NOUN", "ADJ")]
    return any(t.lower_ in _WORKS or t.lower_.endswith(("master", "woman", "wright", "smith")) for t in words)


def _capital(word: str) -> bool:
    return word.isupper() and len(word) > 1 and word.replace("-", "").replace("’", "").isalpha()


def _told(doc: Doc, start: int, end: int) -> bool:
    """Whether what stands around words in capitals tells that they are a person's name."""
    before = doc[start - 1] if start else None
    if before is not None and (before.pos_ == "DET" or (before.is_upper and before.is_alpha and len(before) > 1)):
        return False
    if before is not None and (before.lemma_ in _INVERTED or is_title(before.text)):
        return True
    after = [doc[i] for i in range(end, min(end + 2, len(doc)))]
    if after and after[0].lemma_.lower() in SAYING:
        return True
    return len(after) == 2 and after[0].text == "," and (after[1].lower_ in ("who", "aged") or after[1].like_num)


def _labels(doc: Doc, text: str) -> Iterator[Mention]:
    """The names before the turns of a transcript."""
    labels = [match for line in _LINE.finditer(text) if (match := _LABEL.match(text, line.start(), line.end() + 1))]
    if len(labels) < _TURNS:
        return
    repeated = Counter(match[1] for match in labels)
    for match in labels:
        words = match[1].split()
        titles = 0
        while titles < len(words) and is_title(words[titles]):
            titles += 1
        kept = words[titles:]
        named = len(kept) > 1 or (len(kept) == 1 and titles > 0 and repeated[match[1]] > 1)
        if not named or any(key_of(word) in _NO_LABELS for word in kept):
            continue
        start = match.start() + sum(len(word) + 1 for word in words[:titles])
        span = doc.char_span(start, match.end(1), alignment_mode="contract")
        if span is not None and len(span):
            yield Mention(span.start, span.end, "PERSON")
