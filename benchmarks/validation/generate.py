"""Make a large release out of a small one: its documents copied many times, with every id that follows from them.

    python generate.py SMALL FOLDER [--entities 5000000]

SMALL is a release, as `toolkit build seeds` makes it; FOLDER is made, and holds a release that validates without a
finding. The same arguments give the same bytes. All documents are in one split: copies in others would leak.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toolkit import card
from toolkit.annotation import Span
from toolkit.article import document_id
from toolkit.claims import configuration
from toolkit.config import Config, Splits
from toolkit.contracts import TABLES, load_contracts, to_arrow
from toolkit.facts import count
from toolkit.parquet import ROW_GROUP, SplitWriter
from toolkit.release import (
    CARD,
    DATASHEET,
    MANIFEST,
    REJECTIONS,
    VERIFIER,
    Release,
    data_hash,
    file_entries,
    write_json,
    write_text,
)
from toolkit.tables import span_id

Tables = dict[str, pa.Table]
SPLIT = "train"
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
            ("documents", "source"): pa.array([f"copies/{copy:05}.jsonl"] * len(records)),
            ("documents", "split"): pa.array([SPLIT] * len(records)),
        }
        yield {table: _with(tables[table], table, new) for table in TABLES}


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
    writers = {
        table: SplitWriter(folder / "data" / table, SPLIT, to_arrow(load_contracts()[table]), ROW_GROUP[table])
        for table in TABLES
    }
    for copied in copies(tables, -(-entities // tables["entities"].num_rows)):
        for table, rows in copied.items():
            writers[table].write(rows)
    for writer in writers.values():
        writer.close()
    shutil.copytree(small / "schemas", folder / "schemas")
    shutil.copyfile(small / VERIFIER, folder / VERIFIER)
    write_text(folder / REJECTIONS, "")
    _describe(held, folder)


def _describe(small: Release, folder: Path) -> None:
    """Card, datasheet and manifest, as the build writes them."""
    stated = configuration(small) or Config()
    changes = {
        "splits": Splits(train=1.0, validation=0.0, test=0.0),
        "audit": None,
        "datasheet": None,
        "name": "copies",
    }
    config = stated.model_copy(update=changes)
    write_json(folder / MANIFEST, {**small.manifest, "configuration": config.model_dump(mode="json")})
    facts, build = count(Release(folder), config.splits), data_hash(file_entries(folder))
    write_text(folder / CARD, card.card(config, "copies", facts, build))
    write_text(folder / DATASHEET, card.datasheet(None, config, "copies", facts))
    manifest = {
        **json.loads((folder / MANIFEST).read_bytes()),
        "name": "copies",
        "build": build,
        "tables": {
            table: {"contract": load_contracts()[table].version, "rows": each.total, "splits": dict(each.rows)}
            for table, each in facts.tables.items()
        },
        "rejections": dict(facts.rejections),
        "rights": [
            {"license": name, "redistribute": True, "documents": documents}
            for name, documents in facts.licenses.items()
        ],
        "files": file_entries(folder),
    }
    write_json(folder / MANIFEST, manifest)


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
