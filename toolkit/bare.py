"""A folder of Parquet that has no manifest: which files are which table, and their rows in the contracts' types.

Whatever wrote it, it is checked as far as it goes: columns, values, keys and spans. Rows may stand in any order, a
column may have another type as long as every value fits the contract's, and what cannot be checked is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.types as kinds

from toolkit.batches import check_moments, sound_batches
from toolkit.contracts import TABLES, Contract, load_contracts, to_arrow, to_frame
from toolkit.files import BATCH_ROWS
from toolkit.findings import Violation, shown
from toolkit.release import MANIFEST
from toolkit.rules import load_rules
from toolkit.slices import Read

CHECKED = (
    "schema", "required", "unique", "pattern", "enum", "range", "length", "primary-key", "foreign-key", "span",
    "equal-type", "unchecked", "baseline-stale", "baseline-expired",
)  # fmt: skip
"""The rules that a bare folder is held to."""
_DOCUMENT = "doc_id"


def bare_folder(folder: Path) -> Bare | None:
    """The tables in a folder without a manifest; None where there is a manifest, or no table."""
    if not folder.is_dir() or (folder / MANIFEST).exists():
        return None
    files: dict[str, list[Path]] = {}
    stray = []
    for path in sorted(folder.rglob("*.parquet")):
        within = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in within.parts):
            table = _table_of(within)
            if table is None:
                stray.append(within.as_posix())
            else:
                files.setdefault(table, []).append(path)
    return Bare(folder, {table: files[table] for table in TABLES if table in files}, tuple(stray)) if files else None


def _table_of(path: Path) -> str | None:
    """The table that a file belongs to: `quotes.parquet`, `quotes-00001.parquet`, or anything in a folder `quotes`."""
    names = [path.stem.split("-")[0], *reversed(path.parent.parts)]
    return next((name for name in names if name in TABLES), None)


@dataclass(frozen=True)
class Bare:
    """Tables without a manifest. `files` has the tables that are there; `stray` are files of no table."""

    folder: Path
    files: dict[str, list[Path]]
    stray: tuple[str, ...]

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The rules that such a folder is not held to."""
        return tuple(rule for rule in load_rules() if rule not in CHECKED)

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table, of those that are there."""
        return {table: sum(pq.read_metadata(path).num_rows for path in paths) for table, paths in self.files.items()}

    def uncompressed(self, *tables: str) -> int:
        """Bytes of these tables before they were compressed."""
        every = [pq.read_metadata(path) for table in tables for path in self.files.get(table, ())]
        return sum(int(each.row_group(n).total_byte_size) for each in every for n in range(each.num_row_groups))

    # ---- columns and types

    def check_columns(self) -> Iterator[Violation]:
        """Files that are none, columns that are missing, types that are others than the contract's: no row is read."""
        for table, paths in self.files.items():
            for path in paths:
                yield from self._check_file(load_contracts()[table], path, rows=False)

    def check_readable(self) -> Iterator[Violation]:
        """What `check_columns` finds, and what keeps the rows from being read: damage, and values that do not fit."""
        for table, paths in self.files.items():
            for path in paths:
                yield from self._check_file(load_contracts()[table], path, rows=True)

    def _check_file(self, contract: Contract, path: Path, *, rows: bool) -> Iterator[Violation]:
        name = path.relative_to(self.folder).as_posix()
        try:
            with pq.ParquetFile(path, pre_buffer=False) as file:
                found = list(_check_columns(contract, file.schema_arrow, name))
                yield from found
                wrong = {each.column for each in found if each.rule == "schema"}
                fit = [field.name for field in contract.fields if field.name not in wrong]
                for batch in file.iter_batches(BATCH_ROWS, columns=fit) if rows else ():
                    batch.validate(full=True)
                    for column in [column for column in fit if not _fits(batch, contract, column)]:
                        fit.remove(column)
                        wanted = f"{_wanted(contract)[column]}, which not every value fits"
                        yield Violation(
                            "schema", contract.name, name, column, str(file.schema_arrow.field(column).type), wanted
                        )
                    yield from check_moments(contract, _cast(contract, batch.select(fit)), name)
        except (OSError, ValueError, MemoryError, pa.ArrowException) as error:
            yield Violation("schema", contract.name, name, None, shown(str(error)), "a Parquet file that can be read")

    # ---- rows

    def reader(self, broken: frozenset[tuple[str, str]]) -> Read:
        """How rows are read, in the contracts' types; without columns that are `broken`.

        A table without its documents' ids, or its own, has no row. What is read raises Damaged where a file cannot be
        read to its end, or holds a value that does not fit.
        """

        def read(table: str, columns: Sequence[str], rows: int) -> Iterator[pa.RecordBatch]:
            contract = load_contracts()[table]
            there = [name for name in columns if (table, name) not in broken]
            usable = not broken.intersection({(table, _DOCUMENT), (table, contract.primary_key[0])})
            for path in self.files.get(table, ()) if usable else ():
                yield from sound_batches(contract, path, there, rows, partial(_cast, contract))

        return read

    @property
    def naming(self) -> tuple[str, ...]:
        """The tables that say which documents there are."""
        return ("documents",) if "documents" in self.files else tuple(self.files)

    # ---- what it says, and what not

    def check_unchecked(self) -> Iterator[Violation]:
        """What could not be checked, and why."""
        rules = f"a release's, for the rules {', '.join(self.unchecked)}"
        yield Violation("unchecked", None, MANIFEST, None, "no such file", rules)
        for table in (table for table in TABLES if table not in self.files):
            keys = sorted(
                f"{name}.{key.fields[0]}"
                for name, contract in load_contracts().items()
                for key in contract.foreign_keys
                if key.resource == table and name in self.files
            )
            lost = [*keys, "spans"] if table == "documents" else keys
            yield Violation("unchecked", table, None, None, "no file", f"the table, to check {', '.join(lost) or 'it'}")
        for name in self.stray:
            yield Violation("unchecked", None, name, None, "a file of no table", f"{', '.join(TABLES)} in its name")
        for table, paths in self.files.items():
            for path in paths:
                yield from self._unknown_columns(table, path)

    def _unknown_columns(self, table: str, path: Path) -> Iterator[Violation]:
        for column in pq.read_schema(path).names:
            if column not in load_contracts()[table].names:
                name = path.relative_to(self.folder).as_posix()
                yield Violation("unchecked", table, name, shown(column), "a column", "none of this name")


def _check_columns(contract: Contract, found: pa.Schema, name: str) -> Iterator[Violation]:
    for column, wanted in _wanted(contract).items():
        indexes = found.get_all_field_indices(column)
        if len(indexes) != 1:
            yield Violation("schema", contract.name, name, column, f"{len(indexes)} such columns", "one")
            continue
        kind = found.field(indexes[0]).type
        if not _alike(kind, wanted):
            yield Violation("schema", contract.name, name, column, str(kind), str(wanted))
        elif _plain(kind) != wanted:
            yield Violation("equal-type", contract.name, name, column, str(kind), str(wanted))


# ---- types


def _wanted(contract: Contract) -> dict[str, pa.DataType]:
    """Column to the contract's type, but for what a type says of nulls: values are checked for these."""
    return {field.name: _plain(field.type) for field in to_arrow(contract)}


def _plain(kind: pa.DataType) -> pa.DataType:
    """The type without what is only its representation: large or dictionary-encoded, names of items, nullability."""
    if kinds.is_dictionary(kind):
        return _plain(kind.value_type)
    if kinds.is_large_string(kind) or kinds.is_string_view(kind):
        return pa.string()
    if _is_list(kind):
        return pa.list_(_plain(kind.value_type))
    if kinds.is_struct(kind):
        return pa.struct([(kind.field(n).name, _plain(kind.field(n).type)) for n in range(kind.num_fields)])
    return kind


def _is_list(kind: pa.DataType) -> bool:
    tests: tuple[Callable[[pa.DataType], bool], ...] = (
        kinds.is_list, kinds.is_large_list, kinds.is_fixed_size_list, kinds.is_list_view, kinds.is_large_list_view,
    )  # fmt: skip
    return any(test(kind) for test in tests)


def _alike(found: pa.DataType, wanted: pa.DataType) -> bool:
    """Whether values of the one type may be values of the other: whole numbers, moments, texts, lists of such."""
    found = _plain(found)
    if found == wanted or kinds.is_null(found):
        return True
    if kinds.is_integer(wanted) or kinds.is_floating(wanted):
        return bool(kinds.is_integer(found) or kinds.is_floating(found))
    if kinds.is_timestamp(wanted):
        return bool(kinds.is_timestamp(found) and found.tz is not None)
    if kinds.is_list(wanted):
        return kinds.is_list(found) and _alike(found.value_type, wanted.value_type)
    if kinds.is_struct(wanted) and kinds.is_struct(found):
        names = [wanted.field(n).name for n in range(wanted.num_fields)]
        own = [found.field(n).name for n in range(found.num_fields)]
        return sorted(own) == sorted(names) and all(_alike(found.field(n).type, wanted.field(n).type) for n in names)
    return False


def _fits(batch: pa.RecordBatch, contract: Contract, column: str) -> bool:
    try:
        _cast(contract, batch.select([column]))
    except pa.ArrowException:
        return False
    return True


def _cast(contract: Contract, batch: pa.RecordBatch) -> pa.RecordBatch:
    """The columns in the contract's types. Raises ArrowException where a value does not fit."""
    wanted, names = _wanted(contract), batch.schema.names
    columns = [
        column if _read_alike(column.type, wanted[name]) else column.cast(wanted[name])
        for name, column in zip(names, batch.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, names=names)


@cache
def _read_alike(found: pa.DataType, wanted: pa.DataType) -> bool:
    """Whether a frame has the one type as it has the other, so that nothing has to be cast."""
    one, other = (to_frame(pa.table({"": pa.array([], kind)}), [""]).schema for kind in (found, wanted))
    return one == other
