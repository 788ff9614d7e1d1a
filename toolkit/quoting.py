"""What a user's function says of a row in the words of its article, so that a report that travels can hide them.

What stands in quotation marks (`findings.shown` sets them) is taken for an article's anyway. Here is found what a
function says without: a value of the row or of its document, or a few words in a row of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.contracts import load_contracts
from toolkit.discretion import quotes_articles, whole
from toolkit.findings import Violation

if TYPE_CHECKING:
    from toolkit.slices import Slice

IN_A_ROW = 3
"""Words that stand together in a text and in what is said: fewer may be anybody's."""


class Rows:
    """The rows of a slice by their primary keys; those of a table are looked up once something is said of it."""

    def __init__(self, part: Slice) -> None:
        self._part = part
        self._numbers: dict[str, dict[str, int]] = {}

    def told(self, violation: Violation) -> Violation:
        """The violation, with the words of the article in it named. Of no known row, all of it may be such words."""
        if violation.table is None:
            return violation
        said = (violation.found, violation.expected)
        row = self._row(violation.table, violation.key)
        if row is None:
            return replace(violation, stated=False, words=tuple(filter(None, said)))
        document = self._row("documents", row.get("doc_id")) or {}
        values = {*_words_of(violation.table, row), *_words_of("documents", document)}
        words = {each for text in said for each in _shared(text, values)}
        return replace(violation, stated=False, words=tuple(sorted(words)))

    def _row(self, table: str, key: str | None) -> Mapping[str, Any] | None:
        frame = self._part.tables.get(table)
        if frame is None:
            return None
        if table not in self._numbers:
            keys = frame[load_contracts()[table].primary_key[0]]
            self._numbers[table] = {each: number for number, each in enumerate(keys)}
        number = self._numbers[table].get(str(key))
        return None if number is None else frame.row(number, named=True)


def _words_of(table: str, row: Mapping[str, Any]) -> Iterator[str]:
    """Every text in the columns of a row that may hold an article's words."""
    yield from (text for column, value in row.items() if quotes_articles(table, column) for text in _texts(value))


def _texts(value: object) -> Iterator[str]:
    """Every text in a value, in lists and structs too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in _texts(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in _texts(each))


def _shared(said: str, values: Iterable[str]) -> Iterator[str]:
    """The values that are said, and the pieces of several words that stand in one."""
    words = [word.span() for word in re.finditer(r"\w+", said)]
    pieces = {said[first[0] : last[1]] for first, last in zip(words, words[IN_A_ROW - 1 :], strict=False)}
    for value in values:
        if value in said and re.search(r"\w", value) and whole(value).search(said):
            yield value
        yield from (piece for piece in pieces if piece in value)
