"""Lists that stand within one line: "1) Bread 2) Salt", "a. Bread b. Salt", "• Bread • Salt".

A label makes a list only together with the one that comes after it in the same style, so that "Act 2." alone is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

BULLETS: Final = "•⁃▪▫■□●○◦‣∙·"
_LABEL: Final = re.compile(
    rf"(?<!\S)(?P<bullet>[{BULLETS}]?)[^\S\n]?(?P<open>\(?)(?P<label>\d{{1,3}}|[a-z]|[A-Z]|[ivx]{{2,5}})"
    r"(?P<close>\.\)|[.)])(?=[^\S\n]+\S)"
)
_BULLET: Final = re.compile(rf"(?<!\S)[{BULLETS}](?=\S|[^\S\n]+\S)")
_LINE: Final = re.compile(r"[^\n]+")
_ROMAN: Final = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


class Item(NamedTuple):
    """One item of a list within a line: offsets of its label's first character and of what the label leads to."""

    start: int
    content: int
    begins: bool
    """Whether a sentence begins here: so it is in a list that its line begins with, or after a terminator."""


def find_items(text: str) -> Iterator[Item]:
    """The items of every list within a line, in no particular order. Linear in the length of the text."""
    for line in _LINE.finditer(text):
        yield from _read_bullets(text, line.start(), line.end())
        yield from _read_labels(text, line.start(), line.end())


def _read_bullets(text: str, start: int, end: int) -> Iterator[Item]:
    found = list(_BULLET.finditer(text, start, end))
    if found and not text[start : found[0].start()].strip():
        for match in found:
            yield Item(match.start(), _content(text, match.end()), begins=True)


def _read_labels(text: str, start: int, end: int) -> Iterator[Item]:
    """Chains of labels of one style in which each is the successor of the one before."""
    chains: dict[tuple[str, str, str, str], list[re.Match[str]]] = {}
    for match in _LABEL.finditer(text, start, end):
        for kind in _kinds(match["label"]):
            style = (kind, match["bullet"], match["open"], match["close"])
            chain = chains.get(style, [])
            if chain and _follows(kind, chain[-1]["label"], match["label"]):
                chain.append(match)
            elif len(chain) < 2 and _may_lead(kind, match["label"]):
                chains[style] = [match]
    for chain in chains.values():
        if len(chain) > 1:
            leads = not text[start : chain[0].start()].strip()
            for match in chain:
                yield Item(match.start(), _content(text, match.end()), leads or _is_after_end(text, match.start()))


def _kinds(label: str) -> Iterator[str]:
    if label.isdigit():
        yield "number"
        return
    if len(label) == 1:
        yield "small" if label.islower() else "capital"
    if label in _ROMAN:
        yield "roman"


def _follows(kind: str, earlier: str, label: str) -> bool:
    if kind == "number":
        return int(label) == int(earlier) + 1
    if kind == "roman":
        return _ROMAN.index(label) == _ROMAN.index(earlier) + 1
    return ord(label) == ord(earlier) + 1


def _may_lead(kind: str, label: str) -> bool:
    return kind == "number" or label in ("a", "A", "i")


def _content(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace() and text[at] != "\n":
        at += 1
    return at


def _is_after_end(text: str, at: int) -> bool:
    return text[max(0, at - 4) : at].rstrip().endswith((".", "!", "?", "…"))
