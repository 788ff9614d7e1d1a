"""The facts of a release, counted slice by slice: who reads its data for another reason counts on the way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from toolkit.config import Splits
from toolkit.contracts import TABLES, Contract, load_contracts
from toolkit.facts import NONE, Counts, Facts, stated_facts
from toolkit.personal import TEXTS, Personal, Reach, emails, holds_words, likely, phones
from toolkit.release import Release
from toolkit.slices import ORDINAL, Slice, slices

_VALUES = {
    "documents": ("publisher", "license", "language", "encoding"),
    "quotes": ("quote_type", "speaker_status"),
    "entities": ("label",),
}
"""Columns whose values are counted."""
_NAMED = ("named", "pronoun", "nominal")


def count(release: Release, shares: Splits, said: Mapping[str, Any] | None = None) -> Facts:
    """Count everything. The data files must have the contracts' columns.

    `said` is what the manifest says of who and what made the release; None: the release's own manifest is read.
    """
    tally = Tally(release.contracts)
    for split in release.splits:
        files = {table: release.data_files(table).get(split, []) for table in TABLES}
        for part in slices(files, split, contracts=release.contracts):
            tally.read(part)
    return tally.facts(release, shares, said)


class Different:
    """How many different values there are; each is kept once, as a hash of eight bytes."""

    def __init__(self) -> None:
        self._hashes = pl.Series(dtype=pl.UInt64)

    def add(self, values: pl.Series) -> None:
        """Take values; a null is none."""
        self._hashes = pl.concat([self._hashes, values.drop_nulls().unique().hash()]).unique()

    def __len__(self) -> int:
        return len(self._hashes)


class Shared:
    """Which rows are of one group: eight bytes for each row."""

    def __init__(self) -> None:
        self._groups: dict[str, list[pl.Series]] = {}

    def add(self, split: str, groups: pl.Series) -> None:
        """Take the groups of some rows of a split."""
        self._groups.setdefault(split, []).append(groups.hash())

    def sizes(self) -> pl.Series:
        """Rows of each group that has several."""
        every = [groups for of_split in self._groups.values() for groups in of_split]
        sizes = pl.concat(every).value_counts()["count"] if every else pl.Series(dtype=pl.UInt32)
        return sizes.filter(sizes > 1)

    def across_splits(self) -> int:
        """Groups that several splits have rows of."""
        if len(self._groups) < 2:
            return 0
        splits = pl.concat([pl.concat(groups).unique() for groups in self._groups.values()])
        return splits.filter(splits.is_duplicated()).n_unique()


@dataclass(slots=True)
class Tally:
    """Counts rows, slice after slice. It keeps eight bytes for each document, quote and name, and no text."""

    contracts: Mapping[str, Contract]
    _values: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _missing: Counter[str] = field(default_factory=Counter)
    _reaches: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _different: dict[str, Different] = field(default_factory=lambda: defaultdict(Different))
    _duplicates: Shared = field(default_factory=Shared)
    _statements: Shared = field(default_factory=Shared)
    _words: int = 0
    _named: int = 0
    _mentions: int = 0
    _published: list[datetime] = field(default_factory=list)

    def read(self, part: Slice) -> None:
        """Count the rows of a slice."""
        for table, columns in _VALUES.items():
            for column in columns:
                self._count(column, part.tables[table][column])
        self._read_documents(part)
        self._read_quotes(part)
        self._read_people(part)
        self._read_reaches(part)

    def _count(self, name: str, values: pl.Series) -> None:
        counted = values.cast(pl.String).fill_null(NONE).alias("value").value_counts(name="rows")
        self._values[name].update(dict(counted.iter_rows()))

    def _read_documents(self, part: Slice) -> None:
        documents = part.documents
        self._words += int(documents["word_count"].sum())
        self._different["source"].add(documents["source"])
        self._duplicates.add(part.split, documents["duplicate_group"])
        published = documents["published_at"].drop_nulls()
        self._count("year", published.dt.year().sort())
        moments = [*self._published, published.min(), published.max()]
        there = [moment for moment in moments if isinstance(moment, datetime)]
        self._published = [min(there), max(there)] if there else []
        self._count("boilerplate", documents["boilerplate"].explode().struct.field("kind").drop_nulls())
        for name in _optional():
            self._missing[name] += _lacking(documents[name])

    def _read_quotes(self, part: Slice) -> None:
        quotes = part.tables["quotes"]
        self._statements.add(part.split, quotes["utterance_id"])
        if "speaker_name" in self.contracts["quotes"].names:
            self._named += quotes["speaker_name"].count()
        else:  # an edition that drops the names: those whose status says that there is one
            self._named += int(quotes["speaker_status"].is_in(_NAMED).sum())

    def _read_people(self, part: Slice) -> None:
        persons = part.tables["entities"].filter(pl.col("label") == "PERSON")
        self._mentions += len(persons)
        self._different["person"].add(persons["name"])
        self._different["speaker"].add(part.tables["quotes"]["speaker_names"].explode())
        self._different["author"].add(part.documents["authors"].explode())

    def _read_reaches(self, part: Slice) -> None:
        """E-mail addresses and telephone numbers. Spans are looked at where the text that they cover has any."""
        within = part.documents.filter(likely(pl.col("text")))[ORDINAL]
        for table, column in self._texts():
            rows = part.tables[table].select(ORDINAL, column)
            if table != "documents":
                rows = rows.filter(pl.col(ORDINAL).is_in(within.implode()) | pl.col(ORDINAL).is_null())
            texts = rows[column] if column == "text" else rows[column].explode().struct.field("text")
            lines = texts.to_frame("text").filter(likely(pl.col("text")))["text"].str.split("\n").explode()
            for line in lines.to_frame("line").filter(likely(pl.col("line")))["line"]:  # neither reaches past its line
                self._reaches[table, column, "emails"] += emails(line)
                self._reaches[table, column, "phones"] += phones(line)

    def _texts(self) -> list[tuple[str, str]]:
        return [text for text in TEXTS if holds_words(self.contracts[text[0]], text[1])]

    # ---- what came of it

    def facts(self, release: Release, shares: Splits, said: Mapping[str, Any] | None = None) -> Facts:
        """The facts of a release of which all slices were read; `said` as for `count`."""
        return Facts(
            words=self._words,
            publishers=self._counts("publisher"),
            licenses=self._counts("license"),
            languages=self._counts("language"),
            encodings=self._counts("encoding"),
            boilerplate=self._counts("boilerplate"),
            published=(self._published[0], self._published[1]) if self._published else None,
            years=dict(sorted(self._values["year"].items())),
            undated=self._missing["published_at"],
            sources=len(self._different["source"]),
            missing={name: self._missing[name] for name in _optional()},
            quote_types=self._counts("quote_type"),
            speaker_statuses=self._counts("speaker_status"),
            quotes_named=self._named,
            labels=self._counts("label"),
            duplicates=int(self._duplicates.sizes().sum()),
            shared_utterances=len(self._statements.sizes()),
            utterances_across_splits=self._statements.across_splits(),
            personal=self._personal(),
            **stated_facts(release, shares, said),
        )

    def _counts(self, name: str) -> Counts:
        """Value to rows, most frequent first; null is counted as `NONE`."""
        return dict(sorted(self._values[name].items(), key=lambda pair: (-pair[1], pair[0])))

    def _personal(self) -> Personal:
        return Personal(
            mentions=self._mentions,
            persons=len(self._different["person"]),
            speakers=len(self._different["speaker"]),
            authors=len(self._different["author"]),
            reaches=tuple(
                Reach(*text, self._reaches[*text, "emails"], self._reaches[*text, "phones"]) for text in self._texts()
            ),
        )


def _optional() -> list[str]:
    """The columns of `documents` that may be null."""
    return [field.name for field in load_contracts()["documents"].fields if not field.constraints.required]


def _lacking(values: pl.Series) -> int:
    """Values that are null, or an empty list."""
    empty = (values.list.len() == 0).sum() if isinstance(values.dtype, pl.List) else 0
    return values.null_count() + int(empty or 0)
