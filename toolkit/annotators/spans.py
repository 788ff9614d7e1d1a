"""Where a name begins and ends: halves that belong together, words at its edges that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.amounts import AMOUNTS
from toolkit.annotators.kinds import listed
from toolkit.annotators.mentions import taken_by
from toolkit.annotators.names import is_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from toolkit.annotators.mentions import Mention

_FUNCTION_TAGS: Final = frozenset("IN MD WRB CC PRP RB WP UH VB".split())
_BULLETS: Final = frozenset("• * · – — - > ! ? …".split())


def trimmed(doc: Doc, mentions: Iterable[Mention]) -> list[Mention]:
    """Names without a bullet or the sentence's first function word before them: "Will Lesk pay?", "Beside Strake"."""
    result = []
    for mention in mentions:
        start, end = mention.start, mention.end
        if mention.label not in AMOUNTS and mention.label != "WORK_OF_ART":
            while start < end - 1 and doc[start].text in _BULLETS:
                start += 1
            while end - 1 > start and doc[end - 1].text in _BULLETS:
                end -= 1
            first = doc[start]
            if start < end - 1 and first.is_sent_start and first.is_stop and first.tag_ in _FUNCTION_TAGS:
                start += 1
        unchanged = (start, end) == (mention.start, mention.end)
        result.append(mention if unchanged else mention._replace(start=start, end=end))
    return result


def whole_names(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """People's names whose halves the model has told apart, or of which it has seen but one, made whole."""
    result: list[Mention] = []
    for mention in mentions:
        before = result[-1] if result else None
        if before is not None and before.end == mention.start and _are_halves(doc, before, mention):
            result[-1] = before._replace(end=mention.end, label="PERSON")
        else:
            result.append(mention)
    taken = taken_by(result)
    return [_extended(doc, mention, taken) if mention.label == "PERSON" else mention for mention in result]


def _are_halves(doc: Doc, left: Mention, right: Mention) -> bool:
    if left.end - left.start > 1 or right.end - right.start > 1 or "PERSON" not in (left.label, right.label):
        return False
    if {left.label, right.label} & AMOUNTS or doc[right.start].is_sent_start:
        return False
    one, other = doc[left.start], doc[right.start]
    return _is_name(one) and _is_name(other) and not listed(one.text) and not listed(other.text)


def _extended(doc: Doc, mention: Mention, taken: set[int]) -> Mention:
    """A lone given or family name with the other half beside it, where one of them is in capitals: "Ana RUIZ"."""
    if mention.end - mention.start > 1:
        return mention
    token = doc[mention.start]
    after = doc[mention.end] if mention.end < len(doc) else None
    before = doc[mention.start - 1] if mention.start else None
    if after is not None and after.i not in taken and not after.is_sent_start and _is_shouted(after):
        return mention._replace(end=mention.end + 1)
    if (
        before is not None
        and before.i not in taken
        and not token.is_sent_start
        and _is_shouted(token)
        and _is_shouted(before)
        and not is_title(before.text)
    ):
        return mention._replace(start=mention.start - 1)
    return mention


def _is_name(token: Token) -> bool:
    return token.text[:1].isupper() and token.text.isalpha() and not is_title(token.text)


def _is_shouted(token: Token) -> bool:
    return len(token.text) > 2 and token.text.isalpha() and token.text.isupper() and token.tag_ in ("NNP", "NNPS")
