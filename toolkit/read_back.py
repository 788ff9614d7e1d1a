"""A published release read as its users read it, with `load_dataset`, and compared row by row with the local files.

It runs in a process of its own, whose environment names the Hub and an empty cache: the client libraries read theirs
once, when they are imported, and nothing that this machine has cached can stand for what the Hub has.

    python -m toolkit.read_back FOLDER OWNER/NAME REVISION TABLE...

prints one JSON object a line: {"table": name, "rows": rows} for a table that is the same, {"differs": "where, what"}.
A process that fails is followed by another for the tables that are left, which goes on with what is in the cache.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.contracts import TABLES, load_contracts
from toolkit.errors import HubError
from toolkit.plurals import plural
from toolkit.release import Release

if TYPE_CHECKING:
    import pyarrow as pa

PACKAGES = Path(__file__).parent.parent
"""Where the process finds this package; what lies in the user's current folder is none of its modules."""
BATCH = 2_000
"""Rows of each side that are in memory at a time."""


class Differs(Exception):
    """A row of the Hub's is not the local one; the message says which."""


def read_back(
    release: Release, repository: str, revision: str, endpoint: str, waits: Sequence[float], *, xet: bool
) -> dict[str, int]:
    """Rows by table that the Hub's copy has, each equal to the local one.

    Raises HubError where one is not, or where a table cannot be read however often it is tried.
    """
    rows: dict[str, int] = {}
    left, trying = list(TABLES), iter(waits)
    with tempfile.TemporaryDirectory(prefix="toolkit-read-back-", ignore_cleanup_errors=True) as cache:
        while left:
            said = _in_a_process(release.folder, repository, revision, left, _settings(endpoint, cache, xet=xet))
            if said.differs:
                raise HubError(
                    f"{repository}: its {revision} is not the local release ({said.differs}); look at who else writes "
                    "there, and at the Hub"
                )
            rows |= said.rows
            left = [table for table in left if table not in rows]
            trying = iter(waits) if said.rows else trying
            wait = next(trying, None) if left else 0.0
            if wait is None:
                raise HubError(
                    f"{repository}: {revision} is published, but could not be read back ({said.failed}); run the same "
                    "command again",
                    may_pass=True,
                )
            time.sleep(wait)
    return {table: rows[table] for table in TABLES}


@dataclass(frozen=True, slots=True)
class _Said:
    """What came of a process: rows of the tables that were read, then nothing, what differs, or why it failed."""

    rows: Mapping[str, int]
    differs: str = ""
    failed: str = ""


def _settings(endpoint: str, cache: str, *, xet: bool) -> dict[str, str]:
    """The environment that names the Hub, and a cache that is empty at first."""
    settings = {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(PACKAGES), os.environ.get("PYTHONPATH")))),
        "HF_ENDPOINT": endpoint,
        "HF_HUB_CACHE": f"{cache}/hub",
        "HF_XET_CACHE": f"{cache}/xet",
        "HF_DATASETS_CACHE": f"{cache}/datasets",
        "HF_HUB_DISABLE_PROGRESS_BARS": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }
    return {**os.environ, **settings, **({} if xet else {"HF_HUB_DISABLE_XET": "1"})}


def _in_a_process(
    folder: Path, repository: str, revision: str, tables: Sequence[str], settings: Mapping[str, str]
) -> _Said:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "toolkit.read_back", str(folder.resolve()), repository, revision, *tables],
        env=settings, capture_output=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    said = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    rows = {str(each["table"]): int(each["rows"]) for each in said if "table" in each}
    differs = next((str(each["differs"]) for each in said if "differs" in each), "")
    last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "")
    return _Said(rows, differs, last.partition(":")[0].rpartition(".")[2] or f"exit {done.returncode}")


# ---- in the process


def _compare_table(release: Release, table: str, repository: str, revision: str) -> int:
    from datasets import load_dataset

    loaded = load_dataset(repository, table, revision=revision)
    local = release.data_files(table)
    if set(loaded) != set(local):
        raise Differs(f"{table}: splits {', '.join(sorted(loaded))} instead of {', '.join(local)}")
    return sum(
        _compare_split(f"{table}, {split}", table, loaded[split].with_format("arrow"), paths)
        for split, paths in local.items()
    )


def _compare_split(where: str, table: str, theirs: Any, paths: Sequence[Path]) -> int:  # noqa: ANN401  a Dataset
    rows = 0
    for ours in _batches(paths):
        end = rows + ours.num_rows
        if end > len(theirs):
            raise Differs(f"{where}: {plural(len(theirs), 'row')} instead of more")
        _compare_rows(where, load_contracts()[table].primary_key[0], ours, theirs[rows:end])
        rows = end
    if rows != len(theirs):
        raise Differs(f"{where}: {plural(len(theirs), 'row')} instead of {rows:,}")
    return rows


def _batches(paths: Sequence[Path]) -> Iterator[pa.Table]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for path in paths:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            for batch in file.iter_batches(BATCH):
                yield pa.Table.from_batches([batch])


def _compare_rows(where: str, key: str, ours: pa.Table, theirs: pa.Table) -> None:
    """The two have the same columns, and the same value in each; types as the client reads them."""
    if ours.column_names != theirs.column_names:
        raise Differs(f"{where}: columns {', '.join(theirs.column_names)}")
    if ours.cast(theirs.schema).combine_chunks().equals(theirs.combine_chunks()):
        return
    for one, other in zip(ours.to_pylist(), theirs.to_pylist(), strict=True):
        if one != other:
            raise Differs(f"{where}: {one[key]}, {', '.join(_columns(one, other))}")


def _columns(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    yield from (column for column in one if one[column] != other[column])


def main() -> None:
    """What the process does."""
    from datasets import disable_progress_bars

    folder, repository, revision, *tables = sys.argv[1:]
    disable_progress_bars()
    try:
        for table in tables:
            rows = _compare_table(Release(Path(folder)), table, repository, revision)
            print(json.dumps({"table": table, "rows": rows}), flush=True)
    except Differs as error:
        print(json.dumps({"differs": str(error)}))


if __name__ == "__main__":
    main()
