"""Damage to files and columns: found, named, and read without a crash."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from damage import data_file, list_files, write

from toolkit.contracts import TABLES
from toolkit.validate import validate


def _columns(edit: Callable[[pa.Table], pa.Table]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = data_file(folder, "quotes")
        write(path, edit(pq.ParquetFile(path).read()))

    return damage


def _renamed(table: pa.Table) -> pa.Table:
    return table.rename_columns(["remark" if name == "text" else name for name in table.schema.names])


def _retyped(table: pa.Table) -> pa.Table:
    index = table.schema.get_field_index("start_char")
    return table.set_column(index, "start_char", table["start_char"].cast(pa.int64()))


def _struct_member_gone(table: pa.Table) -> pa.Table:
    index = table.schema.get_field_index("insertions")
    return table.set_column(
        index, "insertions", pa.array([[]] * table.num_rows, pa.list_(pa.struct([("text", pa.string())])))
    )


def _no_utf8(folder: Path) -> None:
    path = data_file(folder, "quotes")
    table = pq.ParquetFile(path).read()
    index = table.schema.get_field_index("rule")
    wrong = pa.Array.from_buffers(
        pa.string(), table.num_rows, pa.array([b"\xff\xfe"] * table.num_rows, pa.binary()).buffers()
    )
    write(path, table.set_column(index, table.schema.field(index), wrong))


def _bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = data_file(folder, "quotes")
        path.write_bytes(change(path.read_bytes()))

    return damage


def _is_folder(folder: Path) -> None:
    path = data_file(folder, "quotes")
    path.unlink()
    path.mkdir()


def _misnamed(folder: Path) -> None:
    path = data_file(folder, "quotes")
    path.rename(path.with_name("train-00000-of-00002.parquet"))


def _other_split(folder: Path) -> None:
    path = data_file(folder, "quotes")
    path.rename(path.with_name("spare-00000-of-00001.parquet"))


def _second_file(folder: Path) -> None:
    path = data_file(folder, "quotes")
    shutil.copy(path, path.with_name("train-00001-of-00002.parquet"))


TABLE_DAMAGE: dict[str, Callable[[Path], None]] = {
    "column renamed": _columns(_renamed),
    "column of another type": _columns(_retyped),
    "columns in another order": _columns(lambda table: table.select(table.schema.names[::-1])),
    "column dropped": _columns(lambda table: table.drop_columns(["cue_text"])),
    "column added": _columns(lambda table: table.append_column("mood", table["rule"])),
    "column twice": _columns(lambda table: table.append_column("rule", table["rule"])),
    "struct of other members": _columns(_struct_member_gone),
    "metadata gone": _columns(lambda table: table.replace_schema_metadata({})),
    "features of another kind": _columns(lambda table: table.replace_schema_metadata({b"huggingface": b"{}"})),
    "no UTF-8": _no_utf8,
    "no Parquet": _bytes(lambda old: b"PAR1, or so it says"),
    "empty": _bytes(lambda old: b""),
    "truncated": _bytes(lambda old: old[: len(old) // 2]),
    "footer gone": _bytes(lambda old: old[:-8]),
    "file that is a folder": _is_folder,
    "table gone": lambda folder: shutil.rmtree(folder / "data" / "quotes"),
    "all data gone": lambda folder: shutil.rmtree(folder / "data"),
    "misnamed": _misnamed,
    "split that is none": _other_split,
    "file doubled": _second_file,
}


@pytest.mark.parametrize("name", TABLE_DAMAGE)
def test_a_table_that_is_not_its_contracts_is_found(name: str, copy: Path) -> None:
    TABLE_DAMAGE[name](copy)
    assert set(validate(copy).counts) >= {"file", "schema"}
    list_files(copy)
    assert "schema" in validate(copy).counts


@pytest.mark.slow
def test_one_byte_flipped_anywhere_in_a_table_is_found_and_read_without_a_crash(release: Path, tmp_path: Path) -> None:
    chance = random.Random(7)
    folder = tmp_path / "release"
    shutil.copytree(release, folder)
    for table in TABLES:
        path = data_file(folder, table)
        whole = path.read_bytes()
        for _ in range(6):
            place = chance.choice([chance.randrange(len(whole)), len(whole) - chance.randrange(1, 4_000)])
            damaged = bytearray(whole)
            damaged[place] ^= 1 << chance.randrange(8)
            path.write_bytes(damaged)
            assert "file" in validate(folder).counts, f"{table} at {place}"
        path.write_bytes(whole)
    assert validate(folder).ok


def test_a_pipe_in_a_release_is_no_file(copy: Path) -> None:
    path = data_file(copy, "quotes")
    path.unlink()
    os.mkfifo(path)
    assert {"file", "schema"} <= set(validate(copy).counts)
