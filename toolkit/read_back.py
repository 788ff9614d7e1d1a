"""A published release read as its users read it, with `load_dataset`, and compared row by row with the local files.

It runs in a process of its own, whose environment names the Hub and an empty cache: the client libraries read theirs
once, when they are imported, and nothing that this machine has cached can stand for what the Hub has.

    python -m toolkit.read_back FOLDER OWNER/NAME REVISION

prints one JSON object: {"rows": {table: rows}}, or {"differs": "where, and what"}.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.contracts import TABLES, load_contracts
from toolkit.errors import HubError
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

    Raises HubError where one is not, or where the copy cannot be read however often it is tried.
    """
    for wait in (*waits, None):
        said = _in_a_process(release.folder, repository, revision, endpoint, xet=xet)
        if "rows" in said:
            return {str(table): int(rows) for table, rows in said["rows"].items()}
        if "differs" in said:
            raise HubError(
                f"{repository}: its {revision} is not the local release ({said['differs']}); look at who else writes "
                "there, and at the Hub"
            )
        if wait is not None:
            time.sleep(wait)
    raise HubError(
        f"{repository}: {revision} is published, but could not be read back ({said['failed']}); run the same command "
        "again",
        may_pass=True,
    )


def _in_a_process(folder: Path, repository: str, revision: str, endpoint: str, *, xet: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="toolkit-read-back-", ignore_cleanup_errors=True) as cache:
        settings = {
            "PYTHONPATH": os.pathsep.join(filter(None, (str(PACKAGES), os.environ.get("PYTHONPATH")))),
            "HF_ENDPOINT": endpoint,
            "HF_HUB_CACHE": f"{cache}/hub",
            "HF_XET_CACHE": f"{cache}/xet",
            "HF_DATASETS_CACHE": f"{cache}/datasets",
            "HF_HUB_DISABLE_PROGRESS_BARS": "1",
            "HF_HUB_DISABLE_TELEMETRY": "1",
            **({} if xet else {"HF_HUB_DISABLE_XET": "1"}),
        }
        done = subprocess.run(
            [sys.executable, "-P", "-m", "toolkit.read_back", str(folder.resolve()), repository, revision],
            env={**os.environ, **settings}, capture_output=True, encoding="utf-8", errors="replace", check=False,
        )  # fmt: skip
    if done.returncode == 0:
        return dict(json.loads(done.stdout.splitlines()[-1]))
    last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "")
    return {"failed": last.partition(":")[0].rpartition(".")[2] or f"exit {done.returncode}"}


# ---- in the process


def compare(folder: Path, repository: str, revision: str) -> dict[str, int]:
    """Rows by table. Raises Differs, and whatever the client libraries raise."""
    release = Release(folder)
    return {table: _compare_table(release, table, repository, revision) for table in TABLES}


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
            raise Differs(f"{where}: {len(theirs):,} rows instead of more")
        _compare_rows(where, load_contracts()[table].primary_key[0], ours, theirs[rows:end])
        rows = end
    if rows != len(theirs):
        raise Differs(f"{where}: {len(theirs):,} rows instead of {rows:,}")
    return rows


def _batches(paths: Sequence[Path]) -> Iterator[pa.Table]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for path in paths:
        with pq.ParquetFile(path) as file:
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

    folder, repository, revision = sys.argv[1:]
    disable_progress_bars()
    try:
        said: dict[str, Any] = {"rows": compare(Path(folder), repository, revision)}
    except Differs as error:
        said = {"differs": str(error)}
    print(json.dumps(said))


if __name__ == "__main__":
    main()
