"""Documents against the raw articles that they were made from, where these are at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

import polars as pl

from toolkit.article import STDIN, Article, Reader
from toolkit.config import Config, Limits
from toolkit.document import Document, normalize
from toolkit.findings import Violation, shown
from toolkit.paths import base_name, file_names
from toolkit.rejection import Rejection
from toolkit.rights import SourcesFile, load_sources_file
from toolkit.slices import Slice
from toolkit.tables import Row, document_row
from toolkit.walk import LINES, Found, is_article

COMPARED = ("encoding", "title", "authors", "dateline", "text", "boilerplate", "source_map")
"""Columns that follow from the raw record alone."""
STATED = ("url", "publisher", "published_at", "language", "license")
"""Columns that sources.toml may state: compared where the sources of the build are named."""


class _Records:
    """The records of one file, read on from where the last search ended: documents come in the file's order."""

    def __init__(self, file: Found, config: Config) -> None:
        # Whatever the limit was when the release was built, no record is larger than its file.
        limits = Limits(max_bytes=max(1, file.file.stat().st_size))
        self._config = Config(limits=limits, sources=config.sources, rights=config.rights)
        self._file = file
        self._records = self._start()
        self._ids: set[str] | None = None

    def _start(self) -> Iterator[Article | Rejection]:
        return Reader(self._config).records(self._file)

    def find(self, ids: set[str]) -> dict[str, Article]:
        """The articles with these ids, where there are such; those not further on are sought from the beginning."""
        wanted = ids if self._ids is None else ids & self._ids
        found: dict[str, Article] = {}
        seen: set[str] = set()
        for again in (False, True):
            if found.keys() == wanted:
                return found
            for record in self._records:
                if isinstance(record, Article):
                    seen.add(record.source_id)
                    if record.source_id in wanted:
                        found.setdefault(record.source_id, record)
                if found.keys() == wanted:
                    return found
            self._records = self._start()
            if again:  # the whole file lacks some of them: from now on only what it has is sought in it
                self._ids = seen
        return found


class Originals:
    """Finds raw articles by the `source` of a document and compares the document with them.

    `sources` are the SOURCE arguments of the build, `config` its configuration: what JSONL fields were called, and
    whose articles are of which nobody else says it. With None for the sources the current
    folder is tried, and an article that is not there, or has changed since, is passed over in silence: an old release
    is not wrong because its folder went on. `corrected` are values, by doc_id and column, that people gave instead.
    """

    def __init__(
        self, sources: Sequence[str] | None, config: Config, corrected: Set[tuple[str, str]] = frozenset()
    ) -> None:
        self._config, self._corrected = config, corrected
        self._files: dict[Path, _Records] = {}
        self._strict = sources is not None
        self._roots: dict[str, list[Path]] = {}
        self._bases: dict[str, bool] = {}
        self._stated: dict[Path, SourcesFile] = {}
        for path in (Path(source) for source in sources or () if source != STDIN):
            self._roots.setdefault(base_name(path), []).append(path)
        self.compared = 0
        """Documents that were compared with their raw article."""

    def check(self, part: Slice) -> Iterator[Violation]:
        """A violation for each column of each document that is not what its raw article gives."""
        by_source: dict[str, list[Row]] = {}
        sources = part.documents["source"].unique(maintain_order=True).to_list()
        there = sources if self._strict else [one for one in sources if self._near(one) and any(self._in_sources(one))]
        for row in part.documents.filter(pl.col("source").is_in(there)).to_dicts():
            by_source.setdefault(row["source"], []).append(row)
        for source, documents in by_source.items():
            yield from self._check_source(source, documents)

    def articles(self, source: str, hashes: Mapping[str, str]) -> dict[str, Article]:
        """The raw articles of a source, by their ids, that are at hand with these bytes."""
        found = self._find(source, hashes)
        return {source_id: one for source_id, one in found.items() if one.sha256 == hashes[source_id]}

    def _check_source(self, source: str, rows: Sequence[Row]) -> Iterator[Violation]:
        found = self._find(source, {row["source_id"]: row["source_sha256"] for row in rows})
        for row in rows:
            article = found.get(row["source_id"])
            if article is not None and article.sha256 == row["source_sha256"]:
                self.compared += 1
                columns = (*COMPARED, *STATED) if self._strict else COMPARED
                kept = [each for each in columns if (row["doc_id"], each) not in self._corrected]
                yield from _compare(row, article, kept)
            elif self._strict and source != "stdin":
                now = "no such article" if article is None else article.sha256
                yield Violation("source", "documents", row["doc_id"], "source_sha256", now, row["source_sha256"])

    def _find(self, source: str, hashes: Mapping[str, str]) -> dict[str, Article]:
        """The articles with these ids and hashes; of those that changed, what they are now."""
        right: dict[str, Article] = {}
        other: dict[str, Article] = {}
        for file in self._in_sources(source):
            for source_id, article in self._in_file(file, hashes.keys() - right.keys()).items():
                (right if article.sha256 == hashes[source_id] else other)[source_id] = article
        return other | right

    def _near(self, source: str) -> bool:
        """Whether the current folder has anything of that base name: mostly not, and then no article is looked for."""
        base = source.partition("/")[0]
        if base not in self._bases:
            self._bases[base] = any(map(os.path.exists, file_names(base)))
        return self._bases[base]

    def _in_sources(self, source: str) -> Iterator[Found]:
        """Where a document's source may lie: sources may share a base name, and names may not be UTF-8."""
        base, _, printed = source.partition("/")
        roots = self._roots.get(base, []) if self._strict else [Path(name) for name in file_names(base)]
        within = [Path(name) for name in file_names(printed)] if printed else [Path()]
        for root, local in ((root, local) for root in roots for local in within):
            path = root / local
            if ".." not in source.split("/") and not printed.startswith("/") and is_article(path) and _is_file(path):
                stated = self._sources_file(root) if self._strict else SourcesFile()
                yield Found(path, source, printed or base, stated)

    def _sources_file(self, root: Path) -> SourcesFile:
        """What sources.toml says of a source's articles; it is read once."""
        if root not in self._stated:
            self._stated[root] = load_sources_file(root if root.is_dir() else root.parent)
        return self._stated[root]

    def _in_file(self, file: Found, ids: set[str]) -> dict[str, Article]:
        if file.file.suffix.lower() != LINES:
            return _Records(file, self._config).find(ids)
        if file.file not in self._files:
            self._files[file.file] = _Records(file, self._config)
        return self._files[file.file].find(ids)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that no system takes
        return False


def _compare(row: Row, article: Article, columns: Sequence[str]) -> Iterator[Violation]:
    document = normalize(article)
    if not isinstance(document, Document):
        yield Violation("source", "documents", row["doc_id"], "text", "a document", f"a rejection: {document.reason}")
        return
    truth = document_row(document, 0)
    for column in columns:
        if row[column] != truth[column]:
            yield Violation("source", "documents", row["doc_id"], column, shown(row[column]), shown(truth[column]))
