"""Load every configuration of a release as its users do, at once and streaming, and compare it with the contracts."""

import json
import os
import sys
from pathlib import Path

from datasets import disable_progress_bars, load_dataset

from toolkit.contracts import load_contracts, to_features

release = Path(sys.argv[1])
manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
disable_progress_bars()
for table, contract in load_contracts().items():
    wanted = manifest["tables"][table]["splits"]
    whole = load_dataset(str(release), table)
    stream = load_dataset(str(release), table, streaming=True)
    assert {split: rows.num_rows for split, rows in whole.items()} == wanted, table
    assert {split: sum(1 for _ in rows) for split, rows in stream.items()} == wanted, table
    for rows in (*whole.values(), *stream.values()):
        assert rows.features == to_features(contract), table
    for rows in whole.values():
        assert str(rows.version) == manifest["version"], table
    print(f"{table}: {wanted}", flush=True)
os._exit(0)  # threads that read ahead for a stream may outlive it, and abort an interpreter that ends in good order
