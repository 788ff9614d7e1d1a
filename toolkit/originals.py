"""Documents against the raw articles that they were made from, where these are at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from toolkit.article import LINES, STDIN, Article, Reader, Rejection, printable
from toolkit.config import Config, Limits, Sources
from toolkit.document import Document, normalize
from toolkit.findings import Violation, shown
from toolkit.slices import Slice
from toolkit.tables import Row, document_row

COMPARED = ("encoding", "title", "authors", "dateline", "text", "boilerplate", "source_map")
"""Columns that follow from the raw record alone."""


class _Lines:
    """The records of a JSONL file, read on from where the last search ended: documents come in the file's order."""

    def __init__(self, path: Path, config: Config) -> None:
        self._path, self._config = path, config
        self._records = self._start()

    def _start(self) -> Iterator[Article | Rejection]:
        return Reader(self._config).read([str(self._path)], BytesIO())

    def find(self, ids: set[str]) -> dict[str, Article]:
        """The articles with these ids; where they are not further on, from the beginning."""
        found: dict[str, Article] = {}
        for _ in range(2):
            for record in self._records:
                if isinstance(record, Article) and record.source_id in ids:
                    found.setdefault(record.source_id, record)
                if len(found) == len(ids):
                    return found
            self._records = self._start()
        return found


class Originals:
    """Finds raw articles by the `source` of a document and compares the document with them.

    `sources` are the SOURCE arguments of the build, `columns` what its JSONL fields were called. With None the current folder is tried, and an article that is not
    there, or has changed since, is passed over in silence: an old release is not wrong because its folder went on.
    """

    def __init__(self, sources: Sequence[str] | None, columns: Sources) -> None:
        self._columns = columns
        self._lines: dict[Path, _Lines] = {}
        self._strict = sources is not None
        named = [Path(source) for source in sources or () if source != STDIN]
        self._folders = {printable(path.resolve().name): path for path in named}
        self.compared = 0
        """Documents that were compared with their raw article."""

    def check(self, part: Slice) -> Iterator[Violation]:
        """A violation for each column of each document that is not what its raw article gives."""
        rows = part.documents.to_dicts()
        by_source: dict[str, list[Row]] = {}
        for row in rows:
            by_source.setdefault(row["source"], []).append(row)
        for source, documents in by_source.items():
            yield from self._check_source(source, documents)

    def _check_source(self, source: str, rows: Sequence[Row]) -> Iterator[Violation]:
        path = self._path(source)
        found = self._find(path, {row["source_id"] for row in rows}) if path else {}
        for row in rows:
            article = found.get(row["source_id"])
            if article is not None and article.sha256 == row["source_sha256"]:
                self.compared += 1
                yield from _compare(row, article)
            elif self._strict and source != "stdin":
                now = "no such article" if article is None else article.sha256
                yield Violation("source", "documents", row["doc_id"], "source_sha256", now, row["source_sha256"])

    def _path(self, source: str) -> Path | None:
        base, _, local = source.partition("/")
        folder = self._folders.get(base) if self._strict else Path(base)
        path = folder / local if folder and local else folder
        return path if path and path.is_file() else None

    def _find(self, path: Path, ids: set[str]) -> dict[str, Article]:
        # Whatever the limit was when the release was built, no record is larger than its file.
        config = Config(limits=Limits(max_bytes=max(1, path.stat().st_size)), sources=self._columns)
        if path.suffix.lower() == LINES:
            return self._lines.setdefault(path, _Lines(path, config)).find(ids)
        records = Reader(config).read([str(path)], BytesIO())
        return {record.source_id: record for record in records if isinstance(record, Article)}


def _compare(row: Row, article: Article) -> Iterator[Violation]:
    document = normalize(article)
    if not isinstance(document, Document):
        yield Violation("source", "documents", row["doc_id"], "text", "a document", f"a rejection: {document.reason}")
        return
    truth = document_row(document, 0)
    for column in COMPARED:
        if row[column] != truth[column]:
            yield Violation("source", "documents", row["doc_id"], column, shown(row[column]), shown(truth[column]))
