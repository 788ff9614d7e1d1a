"""Make a large release out of a small one: its documents copied many times, with every id that follows from them.

    python generate.py SMALL FOLDER [--entities 5000000]

SMALL is a release, as `toolkit build seeds` makes it; FOLDER is made, and holds a release that validates without a
finding. The same arguments give the same bytes. All documents are in one split: copies in others would leak. Each copy
has the small letters of its text in another order of the alphabet, so that a large release compresses about as articles
do, not as copies.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toolkit import card
from toolkit.annotation import Span
from toolkit.article import document_id
from toolkit.changelog import changelog, regions
from toolkit.claims import configuration
from toolkit.config import Config, Splits
from toolkit.contracts import TABLES, load_contracts, to_arrow
from toolkit.integrity_quotes import PRONOUNS
from toolkit.manifest import configuration_of, stages, tables_of
from toolkit.pages import write_manifest, write_pages
from toolkit.parquet import GROUPS_PER_FILE, ROW_GROUP, SplitWriter
from toolkit.ranges import Sorted, ranges_for
from toolkit.release import (
    CHANGELOG,
    DATASHEET,
    REJECTIONS,
    Release,
    data_hash,
    file_entries,
    write_program,
    write_text,
)
from toolkit.tables import span_id
from toolkit.tally import count
from toolkit.terms import Ledger, TermsCount, rights_entries

Tables = dict[str, pa.Table]
SPLIT = "train"
EMPTY = hashlib.sha256(b"").hexdigest()
# Columns that hold the smallest id of a group of rows, and those that hold the id of one other row.
GROUPS = {"documents": ("duplicate_group",), "quotes": ("utterance_id",)}
OTHERS = {"quotes": {"quotation_id": "quotes"}}


def copies(tables: Tables, number: int) -> Iterator[Tables]:
    """The tables `number` times, each time as documents of other ids."""
    keys = {table: _key(tables, table) for table in TABLES}
    places = {(table, column): pc.index_in(tables[table][column].combine_chunks(), value_set=keys[target])
              for table in TABLES for column, target in _references(table).items()}  # fmt: skip
    groups = {(table, column): np.unique(tables[table][column].to_numpy(), return_inverse=True)[1]
              for table, columns in GROUPS.items() for column in columns}  # fmt: skip
    for copy in range(number):
        records = [f"copy-{copy}-{place}" for place in range(tables["documents"].num_rows)]
        ids = {"documents": pa.array(map(document_id, records))}
        for table in (table for table in TABLES if table != "documents"):
            ids[table] = _span_ids(tables[table], ids["documents"].take(places[table, "doc_id"]))
        new = {
            (table, column): ids[_references(table)[column]].take(place) for (table, column), place in places.items()
        }
        new |= {(table, column): _smallest(ids[table], codes) for (table, column), codes in groups.items()}
        new |= {(table, load_contracts()[table].primary_key[0]): own for table, own in ids.items()}
        new |= {
            ("documents", "source_id"): pa.array(records),
            ("documents", "source"): pa.array([_source(copy)] * len(records)),
            ("documents", "split"): pa.array([SPLIT] * len(records)),
        }
        written = {table: _rewritten(tables[table], table, _alphabet(copy)) for table in TABLES}
        mentions, statuses = (written["quotes"][name].to_pylist() for name in ("speaker_text", "speaker_status"))
        new["quotes", "speaker_status"] = pa.array(map(_status, mentions, statuses))
        texts = written["documents"]["text"].to_pylist()
        new["documents", "text_sha256"] = pa.array(hashlib.sha256(text.encode()).hexdigest() for text in texts)
        yield {table: _with(written[table], table, new) for table in TABLES}


def _status(mention: str | None, status: str) -> str:
    """A status that fits a mention in other letters: a pronoun is a word like others now, another may be a pronoun."""
    if mention is None or status not in ("named", "nominal", "pronoun"):
        return status
    if mention.lower() in PRONOUNS:
        return "pronoun"
    return "nominal" if status == "pronoun" else status


def _source(copy: int) -> str:
    return f"copies/{copy:05}.jsonl"


def _alphabet(copy: int) -> bytes:
    """Each small letter's stand-in in this copy, as `bytes.translate` takes it."""
    letters = ascii_lowercase.encode()
    return bytes.maketrans(letters, bytes(random.Random(copy).sample(letters, len(letters))))


def _rewritten(rows: pa.Table, table: str, alphabet: bytes) -> pa.Table:
    """The rows with every column, and member of a column, that holds a stretch of the text in other letters."""
    for place, field in enumerate(load_contracts()[table].fields):
        members = frozenset(member.name for member in field.fields if member.quotes == "text")
        if field.quotes == "text" or members:
            values = _in_letters(rows[field.name].combine_chunks(), members, alphabet)
            rows = rows.set_column(place, field.name, values)
    return rows


def _in_letters(values: pa.Array, members: frozenset[str], alphabet: bytes) -> pa.Array:
    if pa.types.is_string(values.type):
        bitmap, offsets, data = values.buffers()
        data = pa.py_buffer(data.to_pybytes().translate(alphabet)) if data else data
        return pa.Array.from_buffers(values.type, len(values), [bitmap, offsets, data], offset=values.offset)
    inner = values.values
    columns = [
        _in_letters(inner.field(i), members, alphabet) if field.name in members else inner.field(i)
        for i, field in enumerate(inner.type)
    ]
    structs = pa.StructArray.from_arrays(columns, fields=list(inner.type))
    return pa.ListArray.from_arrays(values.offsets, structs, type=values.type)


def _key(tables: Tables, table: str) -> pa.Array:
    return tables[table][load_contracts()[table].primary_key[0]].combine_chunks()


def _references(table: str) -> dict[str, str]:
    """Column to the table whose key it holds."""
    keys = load_contracts()[table].foreign_keys
    return {key.fields[0]: key.resource for key in keys} | OTHERS.get(table, {})


def _span_ids(rows: pa.Table, documents: pa.Array) -> pa.Array:
    columns = (documents.to_pylist(), rows["start_char"].to_pylist(), rows["end_char"].to_pylist())
    return pa.array([span_id(doc_id, Span(start, end)) for doc_id, start, end in zip(*columns, strict=True)])


def _smallest(ids: pa.Array, codes: np.ndarray) -> pa.Array:
    """For each row the smallest id of its group."""
    values = ids.to_numpy(zero_copy_only=False)
    down = np.argsort(values)[::-1]
    first = np.empty(codes.max() + 1, dtype=object)
    first[codes[down]] = values[down]  # the smallest is the last one written
    return pa.array(first[codes])


def _with(rows: pa.Table, table: str, new: dict[tuple[str, str], pa.Array]) -> pa.Table:
    columns = [new.get((table, name), rows[name]) for name in rows.column_names]
    return pa.table(columns, schema=to_arrow(load_contracts()[table]))


def generate(small: Path, folder: Path, entities: int) -> None:
    """Write the release. Raises FileExistsError where the folder is there already."""
    folder.mkdir(parents=True)
    held = Release(small)
    tables = {
        table: pa.concat_tables(pq.read_table(path) for paths in held.data_files(table).values() for path in paths)
        for table in TABLES
    }
    number, scratch = -(-entities // tables["entities"].num_rows), folder / "scratch"
    documents = _write_copies(tables, number, scratch)
    for table in TABLES:
        _write_table(folder, table, scratch, documents)
    shutil.rmtree(scratch)
    write_program(folder, load_contracts())
    write_text(folder / REJECTIONS, "")
    _describe(held, folder, number)


def _write_copies(tables: Tables, number: int, scratch: Path) -> list[str]:
    """Write each copy of each table into a file of its own, and return the ids of all documents."""
    documents: list[str] = []
    for table in TABLES:
        (scratch / table).mkdir(parents=True)
    for place, copied in enumerate(copies(tables, number)):
        documents += copied["documents"]["doc_id"].to_pylist()
        for table, rows in copied.items():
            pq.write_table(rows, scratch / table / f"{place:08}.parquet", compression="lz4")
    return documents


def _write_table(folder: Path, table: str, scratch: Path, documents: list[str]) -> None:
    """Write one table as the build writes it: in the order of document ids."""
    rows = map(pq.read_table, sorted((scratch / table).iterdir()))
    with Sorted(scratch / "sorted", rows, dict.fromkeys(documents, SPLIT)) as ordered:
        ranges = ranges_for(ordered.rows[SPLIT], ROW_GROUP[table] * GROUPS_PER_FILE)
        writer = SplitWriter(folder / "data" / table, SPLIT, table, ranges)
        for part in ordered.read(SPLIT):
            writer.write(part.select(to_arrow(load_contracts()[table]).names))
        writer.close()


def _describe(small: Release, folder: Path, number: int) -> None:
    """Card, datasheet, changelog and manifest, as the build writes them."""
    changes = {
        "splits": Splits(train=1.0, validation=0.0, test=0.0),
        **dict.fromkeys(("audit", "card", "changelog", "datasheet", "evaluation")),
    }
    config = (configuration(small) or Config()).model_copy(update=changes)
    release, said = Release(folder), {**small.manifest, "name": "copies", "predecessor": None}
    facts, files = count(release, config.splits, said), file_entries(folder)
    rights, under = rights_entries(_terms(small, number))
    said |= {
        "build": data_hash(files),
        "tables": tables_of(facts),
        "rejections": dict(facts.rejections),
        "stages": stages(facts),
        "inputs": [{"path": path, "bytes": 0, "sha256": EMPTY, "rights": under[path]} for path in sorted(under)],
        "rights": rights,
        "configuration": configuration_of(config),
    }
    write_text(folder / DATASHEET, card.datasheet(None, config, "copies", facts))
    told = regions(facts, None)
    write_text(folder / CHANGELOG, changelog(None, None, config.version, told))
    write_pages(release, config, said, replace(facts, changes=told["changes"]), files)
    write_manifest(folder, said)


def _terms(small: Release, number: int) -> TermsCount:
    """The terms of the small release's documents, under the names of their copies."""
    ledger, counted = Ledger(small.manifest), TermsCount()
    for row in small.frame("documents", "source", "license").iter_rows(named=True):
        for copy in range(number):
            counted[_source(copy), ledger.terms(row)] += 1
    return counted


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("small", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entities", type=int, default=5_000_000)
    arguments = parser.parse_args()
    generate(arguments.small, arguments.folder, arguments.entities)


if __name__ == "__main__":
    main()
