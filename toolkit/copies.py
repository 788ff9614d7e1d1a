"""A user's copies of articles, each found for its document: by its bytes, its path or id, or its sentences."""

from __future__ import annotations

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import IO

import polars as pl

from toolkit.article import STDIN, Article, Reader
from toolkit.config import Config
from toolkit.contracts import text_hash
from toolkit.document import Document, lines_of, normalize
from toolkit.errors import UsageError
from toolkit.inputs import Input
from toolkit.tables import sha256_of_text


class Copies:
    """The copies, on the disk in `file`, by the id of the document that they are of.

    The strongest sign wins: the same bytes, then the same path or id, then the same path below another folder, then the
    same text, and last the most paragraphs that begin with a sentence of the document.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._places: dict[str, int] = {}
        self.inputs: dict[str, Input] = {}
        """What was read, by its hash."""
        self.unused: list[str] = []
        """Paths of copies of no document."""

    def __contains__(self, doc_id: str) -> bool:
        return doc_id in self._places

    def document(self, doc_id: str) -> Document | None:
        """The document that the copy normalizes to; None where there is no copy, or it is none any more."""
        if doc_id not in self._places:
            return None
        self._file.seek(self._places[doc_id])
        found = normalize(pickle.load(self._file))
        return found if isinstance(found, Document) else None

    def read(
        self,
        sources: Sequence[str],
        config: Config,
        documents: pl.DataFrame,
        sentences: pl.DataFrame,
        salt: str,
    ) -> None:
        """Read all articles of the sources, and find the document of each.

        `documents` has doc_id, source, source_id, source_sha256 and text_sha256, `sentences` doc_id, start_char,
        end_char and text_hash of all rows of the edition. Raises UsageError where a source cannot be read.
        """
        if STDIN in sources:
            raise UsageError("--articles: cannot read standard input; name the folder or file of the articles")
        reader, left = Reader(config), []
        wanted = _Wanted(documents)
        for record in reader.read(sources, BytesIO()):
            if isinstance(record, Article):
                doc_id = wanted.take(record)
                if doc_id is None:
                    left.append((record.source, self._put(record)))
                else:
                    self._places[doc_id] = self._put(record)
        self.inputs = {each.sha256: each for each in reader.inputs if each.sha256 is not None}
        open_ids = {doc_id for doc_id in documents["doc_id"] if doc_id not in self._places}
        rows = sentences.filter(pl.col("doc_id").is_in(open_ids)) if open_ids and left else sentences.clear()
        self._by_text(left, documents.filter(pl.col("doc_id").is_in(open_ids)), rows, salt)

    def _put(self, article: Article) -> int:
        at = self._file.seek(0, 2)
        pickle.dump(article, self._file)
        return at

    def _by_text(
        self, left: Sequence[tuple[str, int]], documents: pl.DataFrame, sentences: pl.DataFrame, salt: str
    ) -> None:
        """Give each copy that is left to the document that it is likest to, the likest pairs first."""
        hashes: dict[int, dict[str, str]] = defaultdict(dict)
        for doc_id, start, end, hashed in sentences.select("doc_id", "start_char", "end_char", "text_hash").rows():
            hashes[end - start][hashed] = doc_id
        whole = dict(documents.select("text_sha256", "doc_id").rows())
        pairs = []
        for source, place in left:
            self._file.seek(place)
            document = normalize(pickle.load(self._file)) if hashes or whole else None
            likeness = _likeness(document, hashes, whole, salt) if isinstance(document, Document) else {}
            pairs += [(-shared, source, place, doc_id) for doc_id, shared in likeness.items()]
        taken: set[int] = set()
        for _, _, place, doc_id in sorted(pairs):
            if place not in taken and doc_id not in self._places:
                self._places[doc_id] = place
                taken.add(place)
        self.unused = [source for source, place in left if place not in taken]


def _likeness(
    document: Document, hashes: Mapping[int, Mapping[str, str]], whole: Mapping[str, str], salt: str
) -> Counter[str]:
    """How many paragraphs of the text begin with a sentence of each document; the same text outweighs all of them."""
    text, found = document.text, Counter[str]()
    same = whole.get(sha256_of_text(text))
    if same is not None:
        found[same] = len(text)
    for line in lines_of(text):
        for length, by_hash in hashes.items():
            doc_id = by_hash.get(text_hash(salt, text[line.span.start : line.span.start + length]))
            if doc_id is not None and length <= len(line.text):
                found[doc_id] += 1
    return found


class _Wanted:
    """The documents that have no copy yet, by what tells a copy."""

    def __init__(self, documents: pl.DataFrame) -> None:
        self._rows = {row["doc_id"]: row for row in documents.iter_rows(named=True)}
        self._by_hash: dict[str, list[str]] = defaultdict(list)
        self._by_tail: dict[tuple[str, str], list[str]] = defaultdict(list)
        for doc_id, row in self._rows.items():
            self._by_hash[row["source_sha256"]].append(doc_id)
            self._by_tail[_tail(row["source"]), row["source_id"]].append(doc_id)

    def take(self, article: Article) -> str | None:
        """The document that the article is a copy of, by bytes, path or id; it is then not wanted any more."""
        found = min(self._candidates(article), default=None)
        if found is None:
            return None
        self._rows.pop(found[1])
        return found[1]

    def _candidates(self, article: Article) -> Iterator[tuple[int, str]]:
        """Documents that are still wanted, the surest first in order."""
        tail = self._by_tail.get((_tail(article.source), article.source_id), ())
        own = [article.doc_id, *tail] if len(tail) == 1 else [article.doc_id]
        for doc_id in self._by_hash.get(article.sha256, ()):
            if doc_id in self._rows:
                yield (0 if doc_id in own else 1), doc_id
        for sign, doc_id in enumerate(own):
            if doc_id in self._rows:
                yield 2 + sign, doc_id


def _tail(source: str) -> str:
    """A path below the folder that was named; that of a file which was named itself."""
    base, _, rest = source.partition("/")
    return rest or base
