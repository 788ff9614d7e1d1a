"""A table in two releases: its rows paired by key, and its values as they are shown."""

from __future__ import annotations

import filecmp
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit.contracts import load_contracts
from toolkit.errors import UsageError
from toolkit.vectors import Pairing, TableFiles, Vector, hashes, keys, pair, repeated

EXAMPLES = 3
"""Rows that are shown of each kind of difference; all are counted."""
SHOWN = 80
"""Code points of a value that is shown."""


@dataclass(frozen=True)
class Both:
    """A table in two releases."""

    old: TableFiles
    new: TableFiles

    @property
    def name(self) -> str:
        """The table."""
        return self.new.name

    @cached_property
    def unchanged(self) -> bool:
        """Whether the files are the same, byte for byte."""
        one, other = self.old.paths, self.new.paths
        names = [path.name for path in one] == [path.name for path in other]
        return names and all(filecmp.cmp(*each, shallow=False) for each in zip(one, other, strict=True))

    @cached_property
    def key(self) -> str:
        """The primary key, which both must have for rows to be compared."""
        known = load_contracts().get(self.name)
        named = [side.key or (known.primary_key[0] if known else None) for side in (self.old, self.new)]
        key = named[1]
        if key is None or named[0] != key or any(key not in side.columns for side in (self.old, self.new)):
            raise UsageError(
                f"{self.name}: its rows have no primary key that both releases know ({named[0]}, {named[1]}); "
                "mend the contracts in schemas/"
            )
        return key

    @cached_property
    def key_vectors(self) -> tuple[Vector, Vector]:
        """The keys. Raises UsageError where a key stands in two rows."""
        found = keys(self.old, self.key), keys(self.new, self.key)
        for side, vector in zip((self.old, self.new), found, strict=True):
            twice = repeated(vector)
            if twice is not None:
                raise UsageError(
                    f"{side.paths[0].parent}: {self.key} {twice:016x} stands in two rows; "
                    "`toolkit validate` says what else is wrong"
                )
        return found

    @cached_property
    def pairs(self) -> Pairing:
        """Which rows belong together."""
        return pair(*self.key_vectors)

    def hashed(self, column: str) -> tuple[Vector, Vector]:
        """The values of a column on both sides, as hashes."""
        if self.name == "documents" and column == self.text_column:  # the longest of all, and asked for more than once
            return self.texts
        return hashes(self.old, column), hashes(self.new, column)

    @cached_property
    def text_column(self) -> str | None:
        """What tells the texts of documents apart: they themselves or, where an edition has none, their SHA-256."""
        shared = self.shared()
        return next((name for name in ("text", "text_sha256") if name in shared), None)

    @cached_property
    def texts(self) -> tuple[Vector, Vector]:
        """The texts of documents on both sides, as hashes; to be asked for where `text_column` is one."""
        column = self.text_column
        assert column is not None
        return hashes(self.old, column), hashes(self.new, column)

    def shared(self) -> list[str]:
        """Columns that both have, of one type."""
        one, other = self.old.columns, self.new.columns
        return [name for name in other if name in one and one[name].type == other[name].type]

    def key_of(self, *, new: bool, position: int) -> str:
        """A key as it is written."""
        return f"{self.key_vectors[new][position]:016x}"


# ---- what is shown


def excerpts(old: Any, new: Any) -> tuple[str, str]:  # noqa: ANN401  whatever a column holds
    """Two values, cut to where they begin to differ."""
    before, after = written(old), written(new)
    if max(len(before), len(after)) <= SHOWN:
        return before, after
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0) - SHOWN // 4
    return cut(before, start), cut(after, start)


def cut(text: str, start: int = 0) -> str:
    """The text from a place on, shortened."""
    start = max(start, 0)
    return f"{'…' if start else ''}{text[start : start + SHOWN]}{'…' if len(text) > start + SHOWN else ''}"


def written(value: Any) -> str:  # noqa: ANN401
    """A value as text: a string as it is, all else as JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
