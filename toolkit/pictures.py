"""The pictures of a card, assets/*.svg: an annotated article, and charts of the facts.

Words of an article are drawn only where its text may be passed on, as the manifest's `rights` have it. Elsewhere bars
stand for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, get_args

from toolkit.charts import bars
from toolkit.facts import Facts
from toolkit.picture import Kind, Mark, picture
from toolkit.release import Release
from toolkit.terms import Ledger

if TYPE_CHECKING:
    import polars as pl

ARTICLE = "assets/article.svg"
_TITLE = "An article, annotated"


def pictures(release: Release, manifest: Mapping[str, Any], facts: Facts) -> dict[str, str]:
    """Path in the release to SVG. The tables are read, and of the release nothing else."""
    return {
        ARTICLE: _article(release, Ledger(manifest)),
        "assets/quote-types.svg": bars("Quotes by type", list(facts.quote_types.items())),
        "assets/speakers.svg": bars("Quotes by what is known of the speaker", list(facts.speaker_statuses.items())),
        "assets/labels.svg": bars("Entities by label", list(facts.labels.items())),
    }


def _article(release: Release, rights: Ledger) -> str:
    """The first article with a quote whose text is free; without one the first with a quote, its words hidden."""
    import polars as pl

    documents = release.frame("documents", "doc_id", "source", "license").drop_nulls("doc_id")
    with_quotes = pl.concat([frame.unique() for frame in release.frames("quotes", "doc_id")])
    quoted = documents.join(with_quotes, on="doc_id", how="semi", maintain_order="left")
    kinds = quoted.select("source", "license").unique(maintain_order=True)
    free = kinds.filter(pl.Series([rights.is_free(*kind) for kind in kinds.rows()], dtype=pl.Boolean))
    shown = quoted.join(free, on=["source", "license"], how="semi", nulls_equal=True, maintain_order="left")
    chosen = next((frame.row(0, named=True) for frame in (shown, quoted, documents) if len(frame)), None)
    if chosen is None:
        return picture(_TITLE, "", [], hidden=True)
    hidden = not rights.is_free(chosen["source"], chosen["license"])
    quotes = _rows_of(
        release, chosen["doc_id"], "quotes", "quote_type", "start_char", "end_char",
        "cue_start_char", "cue_end_char", "speaker_start_char", "speaker_end_char",
    )  # fmt: skip
    entities = _rows_of(release, chosen["doc_id"], "entities", "start_char", "end_char")
    marks = [
        *(mark for row in quotes.rows(named=True) for mark in _marks(row)),
        *(mark for start, end in entities.rows() for mark in _mark(start, end, "entity")),
    ]
    title = f"{_TITLE} (its words are not shown)" if hidden else _TITLE
    text = _text_of(release, chosen["doc_id"]) if release.contracts["documents"].has("text") else None
    if text is None:
        title, hidden, text = f"{_TITLE} (its words are not shown)", True, _shape_of(release, chosen["doc_id"])
    return picture(title, text, marks, hidden=hidden)


def _rows_of(release: Release, doc_id: str, table: str, *columns: str) -> pl.DataFrame:
    """The rows of one document, which stand together: nothing is read behind them."""
    import polars as pl

    found: list[pl.DataFrame] = []
    for frame in release.frames(table, "doc_id", *columns):
        own = frame.filter(pl.col("doc_id") == doc_id)
        if found and len(found[-1]) and not len(own):
            break
        found.append(own)
    return pl.concat(found).select(columns)


def _shape_of(release: Release, doc_id: str) -> str:
    """As long as the text of a document, where an edition lacks it: a stroke for each sentence, a line for each
    paragraph."""
    rows = _rows_of(release, doc_id, "sentences", "start_char", "end_char", "paragraph_index")
    shape, before = "", 0
    for start, end, paragraph in rows.drop_nulls().rows():
        gap = " " * max(0, start - len(shape))
        shape += (gap if paragraph == before else f"\n{gap[1:]}") + "x" * (end - start)
        before = paragraph
    return shape


def _text_of(release: Release, doc_id: str) -> str:
    """The text of one document; the others' are not kept in memory."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    for path in (path for paths in release.data_files("documents").values() for path in paths):
        with pq.ParquetFile(path, pre_buffer=False) as file:
            for batch in file.iter_batches(1_000, columns=["doc_id", "text"]):
                place = pc.index(batch["doc_id"], doc_id).as_py()
                if place >= 0:
                    return str(batch["text"][place].as_py() or "")
    return ""


def _marks(quote: Mapping[str, Any]) -> Iterator[Mark]:
    yield from _mark(quote["start_char"], quote["end_char"], quote["quote_type"])
    yield from _mark(quote["cue_start_char"], quote["cue_end_char"], "cue")
    yield from _mark(quote["speaker_start_char"], quote["speaker_end_char"], "speaker")


def _mark(start: int | None, end: int | None, kind: str | None) -> Iterator[Mark]:
    """The mark, where there is one; what is damaged is for other rules to report, and is not drawn."""
    known = next((each for each in get_args(Kind) if each == kind), None)
    if known is not None and start is not None and end is not None and 0 <= start < end:
        yield Mark(start, end, known)
