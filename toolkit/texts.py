"""The texts of a slice end to end, as bytes, and where each character begins: a stretch is cut out without counting.

Contracts count in code points; a text is kept in UTF-8, where finding the n-th code point means passing all before it.
Here that is done once for all spans of a slice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from toolkit.slices import ORDINAL, Slice

_CONTINUES = np.int8(-65)
"""Bytes up to this, signed, go on with a character."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that are there, the first of each document; what is said of them stands in columns of `frame`."""

    data: NDArray[np.uint8]
    """All of them, end to end."""
    characters: NDArray[np.int64]
    """Where each character begins in `data`; at last, where the data end."""
    frame: pl.DataFrame
    """A row for each text: its ORDINAL, `__text` as bytes, `__length` in code points, and where it begins in `data`
    (`__byte`) and in `characters` (`__character`)."""
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
        characters = np.append(np.flatnonzero(data.view(np.int8) > _CONTINUES), len(data))
        begun = np.searchsorted(characters, limits)
        frame = own.with_columns(
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
        at = self._rows.gather(at.set(at >= len(self._rows), None))
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
