"""One system on some gold files, in a process of its own: python one.py SYSTEM OUT GOLD...

Writes OUT/SYSTEM/FOLDER-GOLD (predictions in the gold's format) and prints one JSON object with what it cost.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from systems import SYSTEMS, Extract, Found

Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    """The documents of a gold file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def run(extract: Extract, gold: Path, out: Path) -> Row:
    """Predict on one gold file. CPU-seconds are of this process, and of threads that it starts."""
    rows = read(gold)
    started = time.process_time()
    found = list(extract([row["text"] for row in rows]))
    seconds = time.process_time() - started
    write(out / "-".join(gold.parts[-2:]), rows, found)
    raised = [each.raised for each in found if each.raised]
    return {"documents": len(rows), "cpu_seconds": seconds, "raised": len(raised), "first_raised": raised[:1]}


def write(path: Path, rows: Sequence[Row], found: Sequence[Found]) -> None:
    """Predictions, joined to the gold by id; a document on which the system raised is predicted empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for row, each in zip(rows, found, strict=True):
            predicted = [quote for quote in each.quotes if quote["start"] < quote["end"]]
            file.write(json.dumps({"id": row["id"], "quotes": predicted}) + "\n")


def main(system: str, out: Path, gold: Sequence[Path]) -> None:
    """Load a system, warm it up on one document, run it on each gold file."""
    started = time.process_time()
    extract = SYSTEMS[system]()
    list(extract(["“Yes,” Ann Roe said."]))
    cost: Row = {"system": system, "load_seconds": time.process_time() - started, "files": {}}
    for path in gold:
        cost["files"][str(path)] = run(extract, path, out / system)
    cost["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(cost))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [Path(path) for path in sys.argv[3:]])
