"""The texts of a slice end to end, as bytes, and where each character begins: a stretch is cut out without counting.

Contracts count in code points; a text is kept in UTF-8, where finding the n-th code point means passing all before it.
Here that is done once for all spans of a slice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.slices import ORDINAL, Slice

Places = NDArray[np.signedinteger]
"""Positions of bytes."""
_CONTINUES = np.int8(-65)
"""Bytes up to this, signed, go on with a character."""
_WIDER = 0xC2
"""Bytes from this on begin a character of several."""
_PIECE = 1 << 16
"""Bytes that are looked at together: so few that what is found among them stays in the processor's cache."""
_WIDE = (0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
"""White space that takes more than one byte."""
_SPACE, _LINE_END = ord(" "), ord("\n")
NOTHING, MARK, SURE, UNSURE = range(4)
"""What a byte says of the stretch that it stands in, see `settled`."""
_KINDS = np.array([
    NOTHING if byte <= _SPACE else UNSURE if byte > 0x7F else SURE if chr(byte).isalnum() else MARK
    for byte in range(256)
], np.uint8)  # fmt: skip
"""Of a word: letters and digits settle that it is one."""
_LOOKED_AT = 8
"""Bytes of a stretch, of which mostly one settles it."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that are there, the first of each document; what is said of them stands in columns of `frame`."""

    data: NDArray[np.uint8]
    """All of them, end to end."""
    characters: Places
    """Where each character begins in `data`; at last, where the data end."""
    frame: pl.DataFrame
    """A row for each text: its number `__row` and ORDINAL, `__text` as bytes, `__length` in code points, and where it
    begins in `data` (`__byte`) and in `characters` (`__character`)."""
    _rows: pl.Series
    """The row of `frame` for each ordinal from that of the slice's first document on; null where there is none."""
    _first: int

    @classmethod
    def of(cls, part: Slice) -> Texts:
        """Those of a slice."""
        own = part.documents.select(ORDINAL, pl.col("text").cast(pl.Binary).alias("__text")).drop_nulls()
        own = own.unique(ORDINAL, keep="first", maintain_order=True)
        _, ends, content = own["__text"].rechunk().to_arrow(compat_level=pl.CompatLevel.oldest()).buffers()
        limits = np.frombuffer(ends, np.int64) if ends and len(own) else np.zeros(1, np.int64)
        data = np.frombuffer(content, np.uint8)[limits[0] : limits[-1]] if content else np.empty(0, np.uint8)
        limits = limits - limits[0]
        characters = places(data, lambda piece: piece.view(np.int8) > _CONTINUES, len(data))
        begun = np.searchsorted(characters, limits.astype(characters.dtype))
        frame = own.with_columns(
            pl.Series("__row", np.arange(len(own))),
            pl.Series("__length", np.diff(begun)),
            pl.Series("__byte", limits[:-1]),
            pl.Series("__character", begun[:-1]),
        )
        ordinals = own[ORDINAL].to_numpy() - part.first
        rows = np.full(int(ordinals.max(initial=-1)) + 1, -1, np.int64)
        rows[ordinals] = np.arange(len(own))
        return cls(data, characters, frame, pl.Series(rows).replace(-1, None), part.first)

    def under(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows whose document has a text, in order, with the columns of `frame`."""
        at = rows.select(pl.col(ORDINAL) - self._first).to_series()
        at = self._rows.gather(at.set((at < 0) | (at >= len(self._rows)), None))
        if at.null_count():
            rows, at = rows.filter(at.is_not_null()), at.drop_nulls()
        return rows.hstack(self.frame.drop(ORDINAL)[at])

    def piece(self, start: pl.Expr, end: pl.Expr) -> pl.Expr:
        """The bytes from one character of a row's text to another; null where the two are no span in it."""
        inside = (start >= 0) & (end >= start) & (end <= pl.col("__length"))
        first, last = (self.byte(pl.when(inside).then(place)) for place in (start, end))
        return pl.col("__text").bin.slice(first - pl.col("__byte"), last - first)

    def byte(self, place: pl.Expr) -> pl.Expr:
        """Where a character of a row's text begins in `data`; it must be one, its end, or null."""
        return pl.lit(pl.Series(self.characters)).gather(pl.col("__character") + place)


def places(data: NDArray[np.uint8], test: Callable[[NDArray[np.uint8]], NDArray[np.bool_]], *more: int) -> Places:
    """Where bytes pass a test, and more places behind.

    Piece by piece, and set down where they stay, for fresh memory costs more than the test.
    """
    starts = range(0, len(data), _PIECE)
    count = sum(np.count_nonzero(test(data[start : start + _PIECE])) for start in starts)
    found: Places = np.empty(count + len(more), np.int32 if len(data) < 1 << 31 else np.int64)
    end = 0
    for start in starts:
        passed = np.flatnonzero(test(data[start : start + _PIECE]))
        np.add(passed, start, out=found[end : end + len(passed)], casting="unsafe")
        end += len(passed)
    found[end:] = more
    return found


class Words(NamedTuple):
    """White-space separated stretches, in texts whose only white space is spaces and line ends."""

    begun: Places
    """Where each begins in `Texts.data`."""
    filled: NDArray[np.bool_]
    """Whether it holds a letter or a digit."""
    odd: NDArray[np.bool_]
    """For each text, whether it has other white space or control characters: then its words are not to be believed."""

    @classmethod
    def of(cls, texts: Texts) -> Words:
        """Those of a slice's texts; none reaches from one text into the next."""
        data, limits = texts.data, texts.frame["__byte"].to_numpy()
        blank = places(data, lambda piece: piece <= _SPACE)
        begun = blank[data[np.minimum(blank + 1, len(data) - 1)] > _SPACE] + 1
        firsts = np.unique(limits[limits < len(data)])  # an empty text begins where the next does
        firsts = firsts[(data[firsts] > _SPACE) & ((firsts == 0) | (data[firsts - 1] > _SPACE))]
        begun = np.insert(begun, np.searchsorted(begun, firsts.astype(begun.dtype)), firsts)
        odd = np.zeros(len(limits), np.bool_)
        odd[np.searchsorted(limits, _odd(data), side="right") - 1] = True
        return cls(begun, _filled(data, begun), odd)

    def before(self, texts: Texts, rows: pl.DataFrame, place: pl.Expr) -> NDArray[np.int64]:
        """How many of them begin before a place in each row's text."""
        at = rows.select(texts.byte(place.clip(0, pl.col("__length")))).to_series()
        return np.searchsorted(self.begun, at.to_numpy())


def _odd(data: NDArray[np.uint8]) -> Places:
    """Where white space stands that is neither space nor line end, and where control characters do."""
    control = places(data, lambda piece: (piece < _SPACE) & (piece != _LINE_END))
    lead = places(data, lambda piece: piece >= _WIDER)
    size = 2 + (data[lead] >= 0xE0) + (data[lead] >= 0xF0)
    second, third = (data[np.minimum(lead + step, len(data) - 1)] & 0x3F for step in (1, 2))
    two = (data[lead].astype(np.int32) & 0x1F) << 6 | second
    three = (data[lead].astype(np.int32) & 0x0F) << 12 | second.astype(np.int32) << 6 | third
    wide = np.isin(np.where(size == 2, two, three), _WIDE) & (size < 4)
    return np.concatenate([control, lead[wide]])


def _filled(data: NDArray[np.uint8], begun: Places) -> NDArray[np.bool_]:
    """Whether each stretch holds a letter or a digit."""
    ends = np.append(begun[1:], len(data))  # with the white space behind them
    filled, doubtful = settled(data, begun, ends, _KINDS)
    for number in doubtful:
        filled[number] = any(map(str.isalnum, data[begun[number] : ends[number]].tobytes().decode()))
    return filled


def settled(
    data: NDArray[np.uint8], begun: Places, ends: Places, kinds: NDArray[np.uint8]
) -> tuple[NDArray[np.bool_], Places]:
    """Which stretches have a byte that is `SURE` among their first, and the numbers of those that may have one.

    `kinds` says of each byte whether it ends the stretch (`NOTHING`), says nothing of it (`MARK`), settles it (`SURE`),
    or is of a character of several bytes (`UNSURE`): of these only Unicode's tables tell what they are.
    """
    filled: NDArray[np.bool_] = kinds[data[begun]] == SURE
    rest = np.flatnonzero(~filled)
    unsure, left = np.zeros(len(rest), np.bool_), np.arange(len(rest))
    for step in range(_LOOKED_AT):
        left = left[begun[rest[left]] + step < ends[rest[left]]]
        found = kinds[data[begun[rest[left]] + step]]
        filled[rest[left[found == SURE]]] = True
        unsure[left[found == UNSURE]] = True
        left = left[(found != SURE) & (found != NOTHING)]
    unsure[left] = True
    return filled, rest[unsure & ~filled[rest]]
