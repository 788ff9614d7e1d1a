"""A person's lone surname made whole: with the given name that stands right before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.credits import in_credit
from toolkit.annotators.gender import gender_of_given
from toolkit.annotators.lexicon import GROUPS, ROLES
from toolkit.annotators.mentions import says_something, text_of
from toolkit.annotators.names import is_title, key_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from spacy.tokens import Doc, Token

    from toolkit.annotators.mentions import Mention

_NO_NAMES: Final = frozenset(["NORP", "DATE", "TIME", "LANGUAGE", "ORDINAL", "CARDINAL", "MONEY", "PERCENT"])


def with_given_names(doc: Doc, mentions: Sequence[Mention], headlines: Container[int] = frozenset()) -> list[Mention]:
    """A person's lone surname with the given name that stands right before it; in order, without overlaps.

    A word that no list of given names holds is one where the surname speaks, or is another person's too; not in
    `headlines`, tokens of lines in title case, where it may be a verb: "Board Backs Ruiz".
    """
    owner = {i: mention for mention in mentions for i in range(mention.start, mention.end)}
    surnames = {doc[m.end - 1].lower_ for m in mentions if m.label == "PERSON" and m.end - m.start > 1}
    others = {text_of(doc, m) for m in mentions if m.label != "PERSON" and m.end - m.start > 1}
    lone = [doc[m.start] for m in mentions if m.label == "PERSON" and m.end - m.start == 1]
    telling = {token.lower_ for token in lone if says_something(token)}
    first = {token.lower_: token.i for token in reversed(lone)}
    result: list[Mention] = []
    for mention in mentions:
        if mention.label == "PERSON" and mention.end - mention.start == 1:
            token = doc[mention.start]
            introduces = token.lower_ in telling and first[token.lower_] == token.i and _follows_owner(doc, token.i)
            strange = token.i not in headlines and (says_something(token) or token.lower_ in surnames or introduces)
            start = _given(doc, mention, owner, strange=strange)
            if start < mention.start and text_of(doc, mention._replace(start=start)) in others:
                start = mention.start
            while result and result[-1].end > start:
                result.pop()
            mention = mention._replace(start=start)
        result.append(mention)
    return result


def _follows_owner(doc: Doc, surname: int) -> bool:
    """Whether one word stands between a possessive, or a comma, and a surname: "the union’s Ketil Aho"."""
    return surname > 1 and (doc[surname - 2].tag_ == "POS" or doc[surname - 2].text == ",")


def _given(doc: Doc, mention: Mention, owner: dict[int, Mention], *, strange: bool) -> int:
    """First token of the given names before a surname: one or two names or initials that are part of nothing else.

    Words that are no known given names count only where `strange` ones may.
    """
    start = mention.start
    while start > 0 and mention.start - start < 2 and not doc[start].is_sent_start:
        token = doc[start - 1]
        other = owner.get(token.i)
        lone = other is None or (other.end - other.start == 1 and other.label not in _NO_NAMES)
        modifies = token.dep_ == "compound" and token.head.i <= mention.end
        place = other is not None and other.label in ("GPE", "LOC") and doc[mention.start].dep_ == "compound"
        plain = token.tag_ == "NNP" and token.text[:1].isupper() and not token.is_stop and token.is_alpha
        known = strange or gender_of_given(token.text) is not None
        if not (lone and modifies and plain and known and not place) or _is_role(token) or _in_credit(doc, token.i):
            break
        start -= 1
    return start


def _in_credit(doc: Doc, at: int) -> bool:
    """Whether a token stands in a photo credit or a page's furniture: "| Getty Ruiz"."""
    first = max(0, at - 3)
    return in_credit([token.text for token in doc[first : at + 2]], at - first)


def _is_role(token: Token) -> bool:
    key = key_of(token.text)
    return is_title(token.text) or key in ROLES or key in GROUPS or token.ent_type_ in _NO_NAMES
