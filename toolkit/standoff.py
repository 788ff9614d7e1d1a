"""The stand-off edition of a release: the same rows and ids, and no text of any article.

It is made from the full edition, file by file: the columns that repeat the article are left out, as its contracts say
(`contracts.standoff`), and each sentence gets a salted hash. What describes it is counted and written as for any
release; the manifest of the full edition is in its own, so that what comes back can be proved to be what was there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from toolkit.aside import SUFFIX
from toolkit.config import Config, check_name
from toolkit.contracts import (
    HASH_DIGITS,
    TABLES,
    UNNAMED,
    Contract,
    shaped,
    standoff_contracts,
    to_arrow,
    to_frame,
    to_polars,
)
from toolkit.errors import UsageError
from toolkit.integrity_standoff import COPIED
from toolkit.manifest import configuration_of
from toolkit.pages import write_manifest, write_pages
from toolkit.parquet import rewrite
from toolkit.release import Release, data_hash, file_entries, write_program
from toolkit.slices import sha256
from toolkit.tally import count

_ABOUT_TEXT = ("title-absent",)
"""Floors that measure a column which a stand-off edition lacks."""


def name_of(name: str) -> str:
    """The name of a data set's stand-off edition. Raises UsageError where no data set may be called so."""
    try:
        return check_name(f"{name}{SUFFIX}")
    except ValueError as error:
        raise UsageError(f"--standoff: {error}; choose a shorter --name") from error


def salt_of(config: Config, name: str) -> str:
    """The salt of the configuration, else one that follows from the data set's name."""
    return config.standoff.salt or hashlib.sha256(f"standoff:{name}".encode()).hexdigest()[:HASH_DIGITS]


def write_standoff(full: Path, folder: Path, config: Config, name: str) -> None:
    """Write the stand-off edition of the complete release in `full`, of the data set `name`, into the new `folder`.

    Raises UsageError where the name with its suffix is none that a data set may have.
    """
    release, names, salt = Release(full), config.standoff.names, salt_of(config, name)
    contracts = standoff_contracts(names=names)
    folder.mkdir()
    for table in TABLES:
        change = _changes(contracts[table], salt)
        for path in (path for paths in release.data_files(table).values() for path in paths):
            rewrite(path, folder / path.relative_to(full), contracts[table], change)
    write_program(folder, contracts)
    copy_over(full, folder)
    _describe(folder, release.manifest, _own(config, name), name_of(name), contracts, {"names": names, "salt": salt})


def copy_over(edition: Path, folder: Path) -> None:
    """Copy what editions have in common, byte for byte."""
    for name in (each for each in COPIED if (edition / each).exists()):
        (folder / name).write_bytes((edition / name).read_bytes())


def _own(config: Config, name: str) -> Config:
    """The configuration that describes the edition: its title, and no checks of what it lacks."""
    checks, contracts = config.checks, standoff_contracts(names=config.standoff.names)
    floors = {rule: limit for rule, limit in checks.at_most.items() if rule not in _ABOUT_TEXT}
    if not config.standoff.names:
        floors.pop("speaker-unnamed", None)
    columns = [each for each in checks.columns if contracts[each.table].has(each.column)]
    update: dict[str, Any] = {"at_most": floors, "columns": columns, "functions": []}
    return config.model_copy(
        update={
            "title": f"{config.title or name} (stand-off)",
            "card": None,
            "audit": None,
            "checks": checks.model_copy(update=update),
        }
    )


def _describe(
    folder: Path,
    full: Mapping[str, Any],
    config: Config,
    name: str,
    contracts: Mapping[str, Contract],
    stated: Mapping[str, object],
) -> None:
    release = Release(folder, contracts)
    facts, files = count(release, config.splits, full), file_entries(folder)
    said = {
        **{key: value for key, value in full.items() if key != "files"},
        "edition": "standoff",
        "name": name,
        "build": data_hash(files),
        "predecessor": None,
        "configuration": configuration_of(config),
        "standoff": dict(stated),
        "full": dict(full),
    }
    write_pages(release, config, said, facts, files)
    write_manifest(folder, said)


# ---- rows


def _changes(contract: Contract, salt: str) -> Callable[[pa.Table], pa.Table]:
    return partial(_reduced, contract, salt)


def _reduced(contract: Contract, salt: str, rows: pa.Table) -> pa.Table:
    """The rows of a full edition with the columns of the stand-off one."""
    frame = to_frame(rows, rows.column_names)
    if contract.has("text_hash"):
        hashed = sha256(pl.concat_str(pl.lit(salt), pl.col("text"))).str.head(HASH_DIGITS)
        frame = frame.with_columns(hashed.alias("text_hash"))
    if contract.has("name"):
        named = pl.when(~pl.col("label").is_in(UNNAMED)).then(pl.col("name"))
        frame = frame.with_columns(named.alias("name"))
    return as_rows(frame, contract)


def as_rows(frame: pl.DataFrame, contract: Contract) -> pa.Table:
    """A frame as Arrow rows of a contract; what it does not have is left out, members of structs included."""
    schema = to_arrow(contract)
    arrow = shaped(frame, to_polars(contract)).to_arrow()
    return pa.table([arrow.column(each.name).cast(each.type) for each in schema], schema=schema)
