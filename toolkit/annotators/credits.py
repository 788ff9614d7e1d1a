"""Photo credits and the furniture of web pages, which run into the names after them: "| Getty Ana Ruiz: ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.annotators.names import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.annotators.mentions import Mention

_FURNITURE: Final = (
    "story highlights",
    "getty images",
    "associated press",
    "ap photo",
    "ap images",
    "ap",
    "afp",
    "epa",
    "reuters",
    "getty",
    "image",
    "photo",
    "video",
    "watch",
    "exclusive",
    "breaking",
)
_CREDITS: Final = tuple(tuple(words.split()) for words in _FURNITURE)
"""As keys; longer ones before those that they begin with."""
_AGENCIES: Final = frozenset([("ap",), ("afp",), ("epa",), ("getty",)])
"""Those that may be initials or a name too."""
_MARKS: Final = frozenset("| / © : ( [ • · – — ) ]".split())
"""What stands before an agency in a credit."""


def uncredited(words: Sequence[str], mentions: Sequence[Mention]) -> list[Mention]:
    """People's names without an agency or a page's furniture before them: "AP Photo Ana Ruiz", "Watch Ruiz".

    A name of which no word with a capital is left goes: "Getty 9".
    """
    result: list[Mention] = []
    for mention in mentions:
        if mention.label == "PERSON" and mention.end - mention.start > 1:
            start = _name_start(words, mention)
            if start > mention.start and not any(word[:1].isupper() for word in words[start : mention.end]):
                continue
            mention = mention if start == mention.start else mention._replace(start=start)
        result.append(mention)
    return result


def _name_start(words: Sequence[str], mention: Mention) -> int:
    """The first token after the credits before a name, of which at least one is left."""
    start = mention.start
    while start < mention.end - 1:
        length = _credit(words, start, mention.end)
        if not length:
            break
        start += length
    return start


def _credit(words: Sequence[str], start: int, end: int) -> int:
    """How many tokens from `start` on are a credit; the name ends at `end`.

    "AP Ruiz" and "Getty Ruiz" may be somebody: an agency is one before two words, or after a mark.
    """
    for credit in _CREDITS:
        stop = start + len(credit)
        if stop >= end or tuple(key_of(word) for word in words[start:stop]) != credit or not words[start][0].isupper():
            continue
        marked = start > 0 and (words[start - 1] in _MARKS or words[start - 1].isspace())
        if credit not in _AGENCIES or marked or end - stop > 1:
            return len(credit)
    return 0


def in_credit(words: Sequence[str], at: int) -> bool:
    """Whether the word at a token ends a credit, and so begins no name: "| AP Photo Ruiz", "Watch Ruiz"."""
    return any(
        at + 1 >= len(credit) and _credit(words, at + 1 - len(credit), at + 2) == len(credit) for credit in _CREDITS
    )
