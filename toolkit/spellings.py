"""Other ways to spell a text: its marks and line ends, as pages write them now one way and now another."""

from __future__ import annotations

import re
from collections.abc import Callable

_DOUBLE, _SINGLE = "“”„«»", "‘’‚"
Spelling = Callable[[str], "list[tuple[str, int]]"]
"""A text cut into the pieces of another spelling, each with the length that it has in the text."""


def _replaced(pattern: str, new: Callable[[re.Match[str]], str]) -> Spelling:
    compiled = re.compile(pattern)

    def spelled(text: str) -> list[tuple[str, int]]:
        cut: list[tuple[str, int]] = []
        end = 0
        for found in compiled.finditer(text):
            cut += [(char, 1) for char in text[end : found.start()]]
            cut.append((new(found), len(found[0])))
            end = found.end()
        return [*cut, *((char, 1) for char in text[end:])]

    return spelled


def plain(text: str) -> list[tuple[str, int]]:
    """The text as it is."""
    return [(char, 1) for char in text]


def _curled(found: re.Match[str]) -> str:
    before = found.string[found.start() - 1] if found.start() else " "
    opens = before.isspace() or before in "([{—–-“‘\"'"
    return ("“" if opens else "”") if found[0] == '"' else ("‘" if opens else "’")


def _straight(found: re.Match[str]) -> str:
    return '"' if found[0] in _DOUBLE else "'"


SPELLINGS: tuple[Spelling, ...] = (
    _replaced(f"[{_DOUBLE}{_SINGLE}]", _straight),
    _replaced(f"[{_DOUBLE}]", _straight),
    _replaced(f"[{_SINGLE}]", _straight),
    _replaced("[\"']", _curled),
    _replaced('"', _curled),
    _replaced("'", _curled),
    _replaced("…", lambda _: "..."),
    _replaced(r"\.\.\.", lambda _: "…"),
    _replaced("—", lambda _: "–"),
    _replaced("–", lambda _: "—"),
    _replaced(r"\n+", lambda _: " "),
)
"""How a page that has changed may have been written before."""
