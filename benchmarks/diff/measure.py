"""CPU seconds and memory of a comparison: python benchmarks/diff/measure.py DOCUMENTS [FOLDER]

Two releases of made-up articles, 40 rows to a document in all four tables, are written into FOLDER (else a temporary
one). In the second one document in a hundred is new and one is gone, one in fifty has another text, one quote in twenty
another speaker, every quote another confidence and every group another label; with --reversed its documents also stand
in the opposite order. Each measure is taken in a process of its own: reading every column of both once, and comparing.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.contracts import TABLES, load_contracts, to_arrow
from toolkit.diff import diff
from toolkit.parquet import ROW_GROUP
from toolkit.release import Release, data_hash, file_entries, write_json, write_program

ROWS = {"documents": 1, "sentences": 20, "quotes": 7, "entities": 12}
"""Rows of each table to a document."""
SHARD = 1_000
"""Documents that are made at a time."""
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu bra cle dri flo gru sta pre tri".split()
WORDS = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES]
DRAWN = np.minimum(np.random.default_rng(0).zipf(1.2, 6_000_000) - 1, len(WORDS) - 1)
"""Words after Zipf's law, of which each sentence takes its own."""


def hexadecimal(numbers: np.ndarray[Any, np.dtype[np.uint64]]) -> list[str]:
    """64 bits each as 16 digits, scattered as hashes are."""
    mixed = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    text = mixed.astype(">u8").tobytes().hex()
    return [text[i : i + 16] for i in range(0, len(text), 16)]


def sentence(number: int) -> str:
    """Eighteen words and a number."""
    start = number * 18 % (len(DRAWN) - 18)
    return " ".join([WORDS[word] for word in DRAWN[start : start + 18].tolist()]) + f" {number}."


def value(kind: str, count: int, numbers: list[int]) -> list[Any]:
    """Values of a column of no special meaning, by its type."""
    match kind:
        case "string":
            return [WORDS[n % len(WORDS)] for n in numbers]
        case "float64":
            return [0.5] * count
        case "list<string>":
            return [[WORDS[n % len(WORDS)]] for n in numbers]
        case "list<struct>":
            return [[] for _ in numbers]
        case "int32":
            return [n * 7919 % 3_000 for n in numbers]
        case _:
            return [None] * count


def shard(table: str, documents: list[int], new: bool) -> pa.Table:
    """The rows of some documents, by number; in the new release some of their values are others."""
    each = ROWS[table]
    owners = [document for document in documents for _ in range(each)]
    numbers = [document * each + place for document in documents for place in range(each)]
    contract, count = load_contracts()[table], len(numbers)
    columns: dict[str, list[Any]] = {
        field.name: value(field.type, count, numbers) for field in contract.fields
    }  # fmt: skip
    columns |= {
        field.name: [min(field.constraints.enum)] * count for field in contract.fields if field.constraints.enum
    }
    ids = {"documents": 1, "sentences": 2, "quotes": 3, "entities": 4}
    columns[contract.primary_key[0]] = hexadecimal(np.array(numbers, np.uint64) * np.uint64(8) + np.uint64(ids[table]))
    columns["doc_id"] = hexadecimal(np.array(owners, np.uint64) * np.uint64(8) + np.uint64(1))
    rewritten = [new and owner % 50 == 7 for owner in owners]
    if table == "documents":
        texts = ["\n".join(sentence(document * 20 + place) for place in range(20)) for document in documents]
        columns["text"] = [f"{text}{'!' if other else ''}" for text, other in zip(texts, rewritten, strict=True)]
        pieces = [{"text_char": i * 80, "source_char": i * 81, "source_line": i + 1} for i in range(20)]
        columns["source_map"] = [pieces] * count
        columns["duplicate_group"] = hexadecimal(np.array(owners, np.uint64) + np.uint64(10**9 if new else 0))
        columns["split"] = ["train"] * count
    else:
        columns["text"] = [sentence(n) if table == "sentences" else WORDS[n * 31 % len(WORDS)].title() for n in numbers]
    if table == "quotes":
        columns["text"] = [sentence(n) for n in numbers]
        columns["speaker_name"] = [f"Name {n % 997}{'a' if new and n % 20 == 0 else ''}" for n in numbers]
        columns["quoted_spans"] = [[{"start_char": n % 900, "end_char": n % 900 + 60, "text": text}]
                                   for n, text in zip(numbers, columns["text"], strict=True)]  # fmt: skip
        columns["confidence"] = [n % 997 / 1000 + (0.001 if new else 0) for n in numbers]
        columns["utterance_id"] = hexadecimal(np.array(numbers, np.uint64) // 3 + np.uint64(10**9 if new else 0))
    return pa.table([pa.array(columns[f.name], f.type) for f in to_arrow(contract)], schema=to_arrow(contract))


def write(folder: Path, documents: list[int], new: bool) -> None:
    """A release of these documents."""
    for table in TABLES:
        schema, path = to_arrow(load_contracts()[table]), folder / "data" / table / "train-00000-of-00001.parquet"
        path.parent.mkdir(parents=True)
        with pq.ParquetWriter(path, schema, compression="zstd", compression_level=3) as writer:
            for start in range(0, len(documents), SHARD):
                rows = shard(table, documents[start : start + SHARD], new)
                writer.write_table(rows, row_group_size=ROW_GROUP[table])
    write_program(folder, load_contracts())
    build = data_hash(file_entries(folder))
    write_json(folder / "manifest.json", {"format": 1, "name": "made-up", "version": "1.0.0", "build": build})


def read(old: Path, new: Path) -> None:
    """Read every column of both."""
    for release in (Release(old), Release(new)):
        for path in (path for table in TABLES for paths in release.data_files(table).values() for path in paths):
            with pq.ParquetFile(path) as file:
                for _ in file.iter_batches(50_000):
                    pass


STEPS: Mapping[str, Callable[[Path, Path], object]] = {"nothing": lambda old, new: None, "read": read, "diff": diff}


def measured(step: str, old: Path, new: Path) -> dict[str, float]:
    """CPU seconds and peak memory (MB) of one step in a process of its own."""
    run = [sys.executable, __file__, "--step", step, str(old), str(new)]
    return dict(json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout))


def main(count: int, folder: Path, *, reverse: bool) -> None:
    """Write two releases and print what comparing them takes."""
    old, new = folder / "old", folder / "new"
    write(old, list(range(count)), new=False)
    later = [number for number in range(count + count // 100) if number % 100 != 3 or number >= count]
    write(new, later[::-1] if reverse else later, new=True)
    rows = sum(ROWS.values()) * (count + len(later))
    found = {step: measured(step, old, new) for step in STEPS}
    once, comparing = found["read"]["cpu"], found["diff"]["cpu"]
    print(f"rows in both {rows:,}")
    for step, each in found.items():
        print(f"{step:<8} {each['cpu']:7.1f} CPU seconds {each['wall']:7.1f} s {each['mb']:6.0f} MB")
    print(
        f"comparing takes {comparing / once:.2f} times as long as reading both once ({comparing / once / 2:.2f} twice)"
    )


if __name__ == "__main__":
    if sys.argv[1] == "--step":
        cpu, wall = time.process_time(), time.perf_counter()
        STEPS[sys.argv[2]](Path(sys.argv[3]), Path(sys.argv[4]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "mb": peak}))
    else:
        numbers = [each for each in sys.argv[1:] if not each.startswith("--")]
        with tempfile.TemporaryDirectory() as temporary:
            where = Path(numbers[1]) if len(numbers) > 1 else Path(temporary)
            main(int(numbers[0]), where, reverse="--reversed" in sys.argv)
