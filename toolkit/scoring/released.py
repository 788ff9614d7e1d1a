"""What a release says of the articles of a gold file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit.annotation import Span
from toolkit.errors import UsageError
from toolkit.release import Release
from toolkit.scoring.answers import Answer, Entity, Quote
from toolkit.scoring.through import through

Row = Mapping[str, Any]
_COLUMNS = {
    "documents": ("text", "source_map"),
    "sentences": ("start_char", "end_char"),
    "entities": ("start_char", "end_char", "label", "name"),
    "quotes": (
        "start_char", "end_char", "quote_type", "quoted_spans", "cue_start_char", "cue_end_char", "speaker_start_char",
        "speaker_end_char", "speaker_name", "speaker_names", "speaker_status", "rule", "confidence", "utterance_id",
    ),
}  # fmt: skip


class Released:
    """The tables of a release, to be asked for the document of an answer."""

    def __init__(self, folder: Path) -> None:
        """Raises UsageError where the folder is no release."""
        self.release = Release(folder)
        self.release.require_text()
        self.title = f"{self.release.manifest.get('name')} {self.release.manifest.get('version')}"
        self._listed = self.release.frame("documents", "doc_id", "source", "source_id").to_dicts()
        self.size = len(self._listed)
        """How many documents there are."""

    @cached_property
    def _by_name(self) -> dict[str, list[Row]]:
        """Documents under everything that a gold line may call them."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._listed:
            for name in sorted({row["source_id"], *_names(row["source"])}):
                found[name].append(row)
        return found

    @cached_property
    def _rejected(self) -> dict[str, str]:
        """Reasons of rejections, under everything that a gold line may call them."""
        found: dict[str, str] = {}
        for _, _, rejection in self.release.rejections():
            if rejection is not None:
                named = [*_names(rejection.path), *([rejection.source_id] if rejection.source_id else [])]
                found |= dict.fromkeys(named, str(rejection.reason))
        return found

    def document(self, answer: Answer) -> Row | None:
        """The document of a line of the gold: by `source`, else by `id`. Raises UsageError where there are several."""
        for name in filter(None, (answer.source, answer.id)):
            found = self._by_name.get(name, [])
            if len(found) > 1:  # records of one file share their source
                found = [row for row in found if row["source_id"] == answer.id] or found
            if len(found) > 1:
                sources = ", ".join(row["source"] for row in found[:3])
                raise UsageError(f"{answer.id}: may be any of {sources}; say which, in the gold's field source")
            if found:
                return found[0]
        return None

    def why_absent(self, answer: Answer) -> str:
        """What became of an article that is no document: the reason of its rejection, else "absent"."""
        names = filter(None, (answer.source, answer.id))
        return next((self._rejected[name] for name in names if name in self._rejected), "absent")

    def compared(self, gold: Sequence[Answer]) -> tuple[list[Answer], list[Answer | None], Counter[str]]:
        """The gold on the release's texts, what the release says, and the spans that its texts have nothing of.

        A line without a document stays as it is, and its answer is None. Raises UsageError where a line is of another
        text than the document's raw article, or no line has a document.
        """
        documents = [self.document(answer) for answer in gold]
        wanted = {row["doc_id"] for row in documents if row}
        if not wanted:
            raise UsageError(f"none of its documents is in {self.release.folder}; name the gold of its articles")
        rows = {table: self._rows(table, wanted) for table in _COLUMNS}
        moved: list[Answer] = []
        said: list[Answer | None] = []
        lost: Counter[str] = Counter()
        for answer, document in zip(gold, documents, strict=True):
            if document is None:
                moved.append(answer)
                said.append(None)
                continue
            own = {table: of[document["doc_id"]] for table, of in rows.items()}
            here, missing = _moved(answer, document, own["documents"][0])
            moved.append(here)
            said.append(_answer(answer.id, own))
            lost += missing
        return moved, said, lost

    def _rows(self, table: str, doc_ids: set[str]) -> dict[str, list[Row]]:
        import polars as pl

        found: dict[str, list[Row]] = defaultdict(list)
        frame = self.release.frame(table, "doc_id", *_COLUMNS[table])
        for row in frame.filter(pl.col("doc_id").is_in(sorted(doc_ids))).iter_rows(named=True):
            found[row["doc_id"]].append(row)
        return found


def _moved(answer: Answer, document: Row, texts: Row) -> tuple[Answer, Counter[str]]:
    try:
        return through(answer, texts["text"], texts["source_map"])
    except UsageError as error:
        remedy = "give the gold of the article that was built"
        raise UsageError(f"{answer.id}: the text is not that of {document['source']} ({error}); {remedy}") from error


def _answer(identity: str, rows: Mapping[str, Sequence[Row]]) -> Answer:
    """What the rows of one document say."""
    return Answer(
        id=identity,
        quotes=tuple(map(_quote, rows["quotes"])),
        entities=tuple(Entity(*_offsets(row), row["label"], row["name"]) for row in rows["entities"]),
        sentences=tuple(Span(*_offsets(row)) for row in rows["sentences"]),
    )


def _names(source: str) -> Iterator[str]:
    """A source's path, and without its suffix; both also without the folder that the build was given."""
    path = PurePosixPath(source)
    yield source
    if path.name:
        yield path.with_suffix("").as_posix()
    inner = PurePosixPath(*path.parts[1:])
    if inner.name:
        yield inner.as_posix()
        yield inner.with_suffix("").as_posix()


def _offsets(row: Row) -> tuple[int, int]:
    return row["start_char"], row["end_char"]


def _span(row: Row, prefix: str = "") -> Span | None:
    start, end = row[f"{prefix}start_char"], row[f"{prefix}end_char"]
    return None if start is None else Span(start, end)


def _quote(row: Row) -> Quote:
    return Quote(
        start=row["start_char"],
        end=row["end_char"],
        type=row["quote_type"],
        quoted=tuple(Span(each["start_char"], each["end_char"]) for each in row["quoted_spans"]),
        cue=_span(row, "cue_"),
        speaker=_span(row, "speaker_"),
        speaker_name=row["speaker_name"],
        speaker_names=tuple(row["speaker_names"]),
        speaker_status=row["speaker_status"],
        rule=row["rule"],
        confidence=row["confidence"],
        utterance=row["utterance_id"],
    )
