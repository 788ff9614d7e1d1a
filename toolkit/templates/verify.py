"""Check this release without the program that made it: python verify.py

It stands in the release's folder and needs Python 3.11 alone for the files (names, sizes, SHA-256); where pyarrow is
installed it proves the tables too: row counts, primary keys, foreign keys, and that every span covers its text (of an
edition without text: lies within it).
It changes nothing, and asks nothing of the network. Exit code 0: sound; 1: not; 2: this is no release.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]

SHOWN = 20  # faults that are printed; all are counted
NOT_OURS = {"manifest.json", ".gitattributes", ".cache", ".git"}  # the list itself, and what a Hub adds
SPANS = ("", "cue_", "speaker_")  # prefixes of start_char, end_char and text
KEYS = {"documents": "doc_id", "sentences": "sentence_id", "quotes": "quote_id", "entities": "entity_id"}
REFERENCES = {  # table and column to the table whose key it holds
    ("sentences", "doc_id"): "documents",
    ("entities", "doc_id"): "documents",
    ("entities", "sentence_id"): "sentences",
    ("quotes", "doc_id"): "documents",
    ("quotes", "first_sentence_id"): "sentences",
    ("quotes", "last_sentence_id"): "sentences",
    ("quotes", "parent_quote_id"): "quotes",
    ("quotes", "speaker_entity_id"): "entities",
}
OPTIONAL = {"parent_quote_id", "speaker_entity_id"}


def check_files(folder: Path, manifest: Row) -> Iterator[str]:
    """Every file is in the manifest, as large as it says and with its hash; and no other file is there."""
    listed = {entry["path"]: entry for entry in manifest["files"]}
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    present = {path.as_posix() for path in paths if path.parts[0] not in NOT_OURS}
    yield from (f"{name}: is not in the manifest" for name in sorted(present - listed.keys()))
    yield from (f"{name}: is missing" for name in sorted(listed.keys() - present))
    for name in sorted(listed.keys() & present):
        with (folder / name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if (folder / name).stat().st_size != listed[name]["bytes"] or digest != listed[name]["sha256"]:
            yield f"{name}: its bytes are not those of the manifest"
    lines = [f"{each['sha256']}  {path}\n" for path, each in sorted(listed.items()) if path.startswith("data/")]
    if hashlib.sha256("".join(lines).encode()).hexdigest() != manifest["build"]:
        yield "manifest.json: `build` is not the hash of the data files"


def read(folder: Path, table: str) -> Iterator[Row]:
    """The rows of a table, some at a time, with the columns that are checked here."""
    import pyarrow.parquet as pq

    columns = {KEYS[table], *(column for owner, column in REFERENCES if owner == table)}
    columns |= {"text", "char_count", "quoted_spans", "insertions"}
    columns |= {f"{prefix}{part}" for prefix in SPANS for part in ("start_char", "end_char", "text")}
    for path in sorted((folder / "data" / table).glob("*.parquet")):
        with pq.ParquetFile(path, pre_buffer=False) as file:
            for batch in file.iter_batches(
                10_000, columns=[name for name in file.schema_arrow.names if name in columns]
            ):
                yield from ({**row, "__split": path.name.split("-")[0]} for row in batch.to_pylist())


def check_tables(folder: Path, manifest: Row) -> Iterator[str]:
    """Rows are as many as the manifest says, keys are unique and lead into their document, spans cover their text."""
    standoff = manifest.get("edition") == "standoff"
    texts = {row["doc_id"]: None if standoff else row["text"] for row in read(folder, "documents")}
    lengths = {row["doc_id"]: row["char_count"] for row in read(folder, "documents")}
    keys: dict[str, Counter[str]] = {table: Counter() for table in KEYS}
    owners: dict[str, Row] = {table: {} for table in KEYS}
    for table, key in KEYS.items():
        for row in read(folder, table):
            keys[table][row[key]] += 1
            owners[table][row[key]] = row["doc_id"]
    for table, key in KEYS.items():
        splits: Counter[str] = Counter()
        yield from (f"{table} {value}: {key} stands in {n} rows" for value, n in keys[table].items() if n > 1)
        for row in read(folder, table):
            splits[row["__split"]] += 1
            where = f"{table} {row[key]}"
            empty = [column for owner, column in REFERENCES if owner == table and column not in OPTIONAL]
            yield from (f"{where}: {column} is empty" for column in [key, *empty] if row[column] is None)
            for (owner, column), target in REFERENCES.items():
                if owner == table and row[column] is not None and owners[target].get(row[column]) != row["doc_id"]:
                    yield f"{where}: {column} {row[column]} is no row of {target} in its document"
            if table != "documents" and row["doc_id"] in texts:
                yield from check_spans(row, texts[row["doc_id"]], lengths[row["doc_id"]], where)
        stated = manifest["tables"][table]
        if dict(splits) != stated["splits"] or sum(splits.values()) != stated["rows"]:
            yield f"{table}: has rows {dict(splits)}, the manifest says {stated['splits']}, {stated['rows']} in all"


def check_spans(row: Row, text: str | None, length: int, where: str) -> Iterator[str]:
    """Offsets count code points from 0; the end is exclusive. Without a text only its length is known."""
    spans = [("", row), *((name, each) for name in ("quoted_spans", "insertions") for each in row.get(name) or ())]
    for name, span in spans:
        for prefix in SPANS if span is row else ("",):
            start, end, own = (span.get(f"{prefix}{part}") for part in ("start_char", "end_char", "text"))
            if prefix and own is None and start is None and end is None:
                continue  # a quote without a cue or speaker
            inside = start is not None and end is not None and 0 <= start <= end <= length
            if not inside or (text is not None and text[start:end] != own):
                yield f"{where}: {name or prefix + 'text'} is not documents.text[{start}:{end}]"


def main(folder: Path) -> int:
    """Check the release in a folder, print what is wrong with it, and return the exit code."""
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        faults = list(check_files(folder, manifest))
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{folder}: no manifest.json that can be read ({error!r})")
        return 2
    checked = "files"
    try:
        import pyarrow
    except ImportError:
        print("pyarrow is not installed: the tables are not checked, only their files")
    else:
        checked = "files, counts, keys and spans"
        try:
            faults += check_tables(folder, manifest)
        except (OSError, KeyError, TypeError, AttributeError, pyarrow.ArrowException) as error:
            faults.append(f"data: the tables cannot be read ({error!r})")
    for fault in faults[:SHOWN]:
        print(fault)
    if len(faults) > SHOWN:
        print(f"... and {len(faults) - SHOWN} more")
    name = f"{manifest.get('name')} {manifest.get('version')}"
    print(f"{name}: {len(faults)} faults" if faults else f"{name}: {checked} are as they should be")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
