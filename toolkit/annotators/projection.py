"""Where people whom a text names in full are mentioned by their surnames alone, whatever the model says there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.bodies import NAMED
from toolkit.annotators.kinds import listed
from toolkit.annotators.mentions import Mention
from toolkit.annotators.names import TITLE_SURNAMES, is_title, key_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from spacy.tokens import Doc, Token

    from toolkit.annotators.names import Person, Roster

_LONG_NAMES: Final = frozenset(["ORG", "FAC", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT", "LOC", "GPE"])
_PLACE_PREPOSITIONS: Final = frozenset(["in", "from", "near", "across", "throughout", "outside", "within", "into"])


def projected(doc: Doc, words: Sequence[str], roster: Roster, mentions: Sequence[Mention]) -> list[Mention]:
    """A mention of a known person wherever the surname stands, unless the text says that it is something else."""
    inside = {i: mention for mention in mentions for i in range(mention.start, mention.end)}
    found: list[Mention] = []
    for index, word in enumerate(words):
        if not word[0].isupper() or len(word) < 3:
            continue
        candidates = [p for p in roster.namesakes(key_of(word)) if p.full]
        if not candidates:
            continue
        token, holder = doc[index], inside.get(index)
        whole = (holder is not None and holder.end - holder.start > 1) or _name_start(doc, token, candidates) < index
        if is_title(word) and not whole and not _is_no_title(token):
            continue
        if not _is_something_else(token, holder, {p.first for p in candidates}):
            given = holder is not None and any(_same_first(doc[holder.start], person) for person in candidates)
            known = holder is not None and (holder.label == "PERSON" or (given and holder.end == token.i + 1))
            start = holder.start if holder is not None and known else _name_start(doc, token, candidates)
            if not (found and found[-1].end > start):
                found.append(Mention(start, token.i + 1, "PERSON"))
    return found


def _is_no_title(token: Token) -> bool:
    """Whether a title that is a surname too stands as one: "King said", but neither "the King" nor "King Aldo"."""
    before = token.nbor(-1) if token.i else None
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    owned = before is not None and (before.pos_ == "DET" or before.tag_ in ("PRP$", "POS"))
    leads = after is not None and (after.lower_ == "of" or (after.tag_ in ("NNP", "NNPS") and not after.is_sent_start))
    return key_of(token.text) in TITLE_SURNAMES and not owned and not leads


def _name_start(doc: Doc, token: Token, candidates: Sequence[Person]) -> int:
    """First token of the name that ends here: given names and initials before the surname, not another sentence's."""
    start = token.i
    known = {key_of(word) for person in candidates for form in person.forms for word in form.split()}
    while start > 0 and not doc[start].is_sent_start and doc[start - 1].text[:1].isupper():
        key = key_of(doc[start - 1].text)
        if key not in known and not any(_same_first(doc[start - 1], person) for person in candidates):
            break
        start -= 1
    return start


def _same_first(token: Token, person: Person) -> bool:
    """Whether a token is the person's first name or its initial."""
    key = key_of(token.text)
    return (
        bool(key) and not token.is_punct and (key == person.first or (len(key) == 1 and person.first.startswith(key)))
    )


def _is_something_else(token: Token, mention: Mention | None, given: Container[str]) -> bool:
    """Whether a known surname is here a part of another name, a place, a month or a common word.

    `given` are the given names of those who have the surname.
    """
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if mention is None or mention.label not in NAMED:
        name = (
            token.tag_ in ("NNP", "NNPS")
            or (token.is_upper and len(token) > 3)
            or not token.is_sent_start
            or token.dep_ in ("nsubj", "nsubjpass", "poss")
        )
        return not name or (mention is not None and _dated(token))
    if listed(token.text) == mention.label:
        return True
    length = mention.end - mention.start
    if any(other.lower_ == "and" for other in token.doc[mention.start : mention.end]):
        return False  # two names that the model has taken for one
    if mention.label == "PERSON":
        return token.i != mention.end - 1
    if length > 1 and token.i == mention.end - 1 and key_of(token.doc[mention.start].text) in given:
        return False
    if mention.label in ("GPE", "LOC") and token.i > 0 and token.nbor(-1).lower_ in _PLACE_PREPOSITIONS:
        return True
    named_on = following is not None and following.text[:1].isupper() and following.i < mention.end
    return length > 1 and mention.label in _LONG_NAMES and (named_on or token.i == mention.end - 1)


def _dated(token: Token) -> bool:
    """Whether a token stands beside a number: "May 4"."""
    around = [token.nbor(k) for k in (-1, 1) if 0 <= token.i + k < len(token.doc)]
    return any(other.like_num for other in around)
