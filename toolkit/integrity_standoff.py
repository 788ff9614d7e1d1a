"""What must hold of a stand-off edition: all that can be seen without the text, and what it says of the full one.

Checks of a slice as those of integrity.py, whose own pass over what is not there; and checks of the release as files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from toolkit.contracts import TABLES
from toolkit.findings import Violation, shown
from toolkit.quality import FILE_NAME as EVALUATION
from toolkit.release import CARD, CHANGELOG, DATASHEET, MANIFEST, REJECTIONS, VERIFIER, Release
from toolkit.slices import ORDINAL, Check, Slice, violations
from toolkit.tombstones import FILE_NAME as WITHDRAWN

_SPANS = (("sentences", ""), ("entities", ""), ("quotes", ""), ("quotes", "cue_"), ("quotes", "speaker_"))
_INNER = ("quoted_spans", "insertions")
COPIED = (DATASHEET, CHANGELOG, REJECTIONS, EVALUATION, WITHDRAWN)
"""Files of the full edition that are in the stand-off one too, where it has them, byte for byte."""
_OWN = {CARD, VERIFIER, "croissant.json", "datapackage.json", "CITATION.cff"}
UNPROVED = (
    "span", "control-character", "replacement-character", "mojibake", "source", "sentence-kind", "near-duplicate-split",
    "title-absent", "datasheet", "changelog", "correction", "audit",
)  # fmt: skip
"""Rules that ask for the text, or for files that only the full edition has."""
_FOLDERS = ("data/", "schemas/", "assets/")


# ---- rows


def _bounded(part: Slice, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with the length of their document; those without one are the foreign keys' to report."""
    lengths = part.documents.select(ORDINAL, pl.col("char_count").alias("__length")).unique(ORDINAL, keep="first")
    return rows.join(lengths, on=ORDINAL, how="inner", maintain_order="left")


def check_offsets(part: Slice) -> Iterator[Violation]:
    """Each span lies in its document, and ends after it begins; its two ends are null together."""
    for table, prefix in _SPANS:
        start, end = f"{prefix}start_char", f"{prefix}end_char"
        rows = part.tables[table]
        half = rows.filter(pl.col(start).is_null() != pl.col(end).is_null())
        yield from violations("offset", table, half, start, start, "both ends of the span, or none")
        yield from _check_bounds(_bounded(part, rows), table, pl.col(start), pl.col(end), start)
    for column in _INNER:
        rows = part.tables["quotes"].filter(pl.col(column).list.len() > 0).explode(column)
        start_inner, end_inner = (pl.col(column).struct.field(name) for name in ("start_char", "end_char"))
        yield from _check_bounds(_bounded(part, rows), "quotes", start_inner, end_inner, column)


def _check_bounds(rows: pl.DataFrame, table: str, start: pl.Expr, end: pl.Expr, column: str) -> Iterator[Violation]:
    wrong = rows.filter((start < 0) | (end <= start) | (end > pl.col("__length")))
    expected = pl.format("a span within 0 and {}", "__length")
    yield from violations("offset", table, wrong, column, pl.format("{} to {}", start, end), expected)


def check_sequence(part: Slice) -> Iterator[Violation]:
    """Sentences do not overlap, are numbered without gaps, and their paragraphs ascend from the first."""
    own = pl.int_range(pl.len()).over(ORDINAL)
    rows = (
        part.tables["sentences"]
        .drop_nulls([ORDINAL, "start_char", "end_char"])
        .with_columns(
            pl.col("end_char").shift(1, fill_value=0).over(ORDINAL).alias("__before"),
            pl.col("paragraph_index").shift(1, fill_value=0).over(ORDINAL).alias("__above"),
            own.alias("__index"),
        )
    )
    wrong = rows.filter(pl.col("start_char") < pl.col("__before"))
    yield from violations("tiling", "sentences", wrong, "start_char", "start_char", "no overlap with the one before")
    wrong = rows.filter(pl.col("__index") != pl.col("sentence_index"))
    yield from violations("tiling", "sentences", wrong, "sentence_index", "sentence_index", pl.col("__index"))
    first = (pl.col("__index") == 0) & (pl.col("paragraph_index") != 0)
    wrong = rows.filter(first | (pl.col("paragraph_index") < pl.col("__above")))
    expected = "0 for the first, and not before the paragraph above"
    yield from violations("paragraph", "sentences", wrong, "paragraph_index", "paragraph_index", expected)
    length = pl.col("end_char") - pl.col("start_char")
    wrong = rows.filter(pl.col("token_count") > length)
    yield from violations("count", "sentences", wrong, "token_count", "token_count", pl.format("at most {}", length))


CHECKS: tuple[Check, ...] = (check_offsets, check_sequence)


# ---- files


def check_edition(release: Release) -> Iterator[Violation]:
    """What the manifest says of the edition, what it repeats of the full one's, and which files there are."""
    manifest = release.manifest
    full, stated = manifest.get("full"), manifest.get("standoff")
    if not isinstance(full, dict) or not isinstance(full.get("files"), list):
        yield Violation("edition", None, MANIFEST, "full", shown(full), "the manifest of the full edition")
        return
    if not (
        isinstance(stated, dict)
        and set(stated) == {"names", "salt"}
        and isinstance(stated["names"], bool)
        and isinstance(stated["salt"], str)
    ):
        yield Violation("edition", None, MANIFEST, "standoff", shown(stated), "names (true or false) and salt")
    yield from _check_repeated(manifest, full)
    yield from _check_copies(release, full)


def _check_repeated(manifest: Mapping[str, Any], full: Mapping[str, Any]) -> Iterator[Violation]:
    name = f"{full.get('name')}-standoff"
    if manifest.get("name") != name:
        yield Violation("edition", None, MANIFEST, "name", shown(manifest.get("name")), name)
    for key in ("version", "created", "inputs", "rejections", "stages", "kept_splits", "rights"):
        if manifest.get(key) != full.get(key):
            yield Violation("edition", None, MANIFEST, key, shown(manifest.get(key)), shown(full.get(key)))
    own, theirs = (_rows(each.get("tables")) for each in (manifest, full))
    if own != theirs:
        yield Violation("edition", None, MANIFEST, "tables", shown(own), shown(theirs))


def _rows(tables: object) -> dict[str, object]:
    """Rows by split of each table that is stated."""
    stated = tables if isinstance(tables, dict) else {}
    return {table: stated[table].get("splits") for table in TABLES if isinstance(stated.get(table), dict)}


def _check_copies(release: Release, full: Mapping[str, Any]) -> Iterator[Violation]:
    hashes = {str(each.get("path")): each.get("sha256") for each in full["files"] if isinstance(each, dict)}
    present = {str(each["path"]): each["sha256"] for each in release.files}
    for path in COPIED:
        if present.get(path) != hashes.get(path):
            found, wanted = str(present.get(path, "no file")), hashes.get(path)
            expected = f"the full edition's file, {wanted}" if wanted else "no file: the full edition has none"
            yield Violation("edition", None, path, None, found, expected)
    for path in sorted(present):
        if path not in {*_OWN, *COPIED} and not path.startswith(_FOLDERS):
            yield Violation("edition", None, path, None, "a file", "no file: a stand-off edition has none of this name")
