"""Prove Parquet without a manifest as far as it goes: columns, values, keys, spans, each row once, in bounded memory.

Two things are taken for granted until rows show that they are not so: that each value fits its contract's type, and
that rows stand in the order of their documents. Where one fails all begins anew: with each file read to its end, and
the columns that do not fit left out; with the rows parted by their documents.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain

import polars as pl

from toolkit.bare import Bare
from toolkit.baseline import Baseline
from toolkit.batches import Damaged
from toolkit.contracts import load_contracts, to_frame
from toolkit.findings import Findings, Report, Violation
from toolkit.integrity_groups import Keys
from toolkit.integrity_references import check_foreign_keys
from toolkit.integrity_spans import check_spans
from toolkit.integrity_values import check_values
from toolkit.parted import parted, parts_for
from toolkit.rules import load_rules
from toolkit.slices import ORDINAL, PER_ID, Read, Slice, Unordered, ids_of, ordinals_of, size_for, sliced

_ROWS = 100_000
"""Rows of which one column is read at once."""


def validate_bare(bare: Bare, progress: Callable[[int], None], baseline: Baseline | None, memory: int | None) -> Report:
    """The report on tables without a manifest; arguments as those of `validate`."""
    findings, read = _found(bare, progress, baseline, memory, fit=True, ordered=True)
    if baseline:
        findings.add(baseline.check())
    return Report(
        release=str(bare.folder),
        name=bare.folder.resolve().name,
        version="",
        rows=bare.rows if read else {},
        compared=0,
        counts={rule: findings.counts[rule] for rule in load_rules() if findings.counts[rule]},
        violations=tuple(findings.kept),
        accepted=findings.passed,
        unchecked=bare.unchecked,
    )


def _found(
    bare: Bare,
    progress: Callable[[int], None],
    baseline: Baseline | None,
    memory: int | None,
    *,
    fit: bool,
    ordered: bool,
) -> tuple[Findings, bool]:
    """What is found, and whether all could be read. `fit` and `ordered` are what is taken for granted."""
    findings = Findings(baseline.accepts) if baseline else Findings()
    if baseline:
        baseline.forget()
    again = partial(_found, bare, progress, baseline, memory)
    columns = list(bare.check_columns() if fit else bare.check_readable())
    findings.add(columns)
    if any(each.rule == "schema" and each.column is None for each in columns):
        return again(fit=False, ordered=ordered) if fit else (findings, False)
    broken = frozenset((str(each.table), str(each.column)) for each in columns if each.rule != "equal-type")
    try:
        findings.add(_check_rows(bare, broken, progress, memory, ordered=ordered))
    except Unordered:
        return again(fit=fit, ordered=False)
    except Damaged as error:
        if fit:
            return again(fit=False, ordered=ordered)
        findings.add([error.violation])
        return findings, False
    findings.add(bare.check_unchecked())
    return findings, True


def _check_rows(
    bare: Bare,
    broken: frozenset[tuple[str, str]],
    progress: Callable[[int], None],
    memory: int | None,
    *,
    ordered: bool,
) -> Iterator[Violation]:
    """Everything that rows show. Raises Damaged, and Unordered if rows must be `ordered` and are not."""
    read, keys = bare.reader(broken), Keys()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for part in _slices(bare, read, memory, ordered=ordered):
            found = [pool.submit(list, check) for check in (check_foreign_keys(part, bare.files), check_spans(part))]
            values = check_values(part, load_contracts())
            for each in chain(values, *(later.result() for later in found)):
                if (each.table, (each.column or "").partition("[]")[0]) not in broken:
                    yield each
            keys.read(part)
            progress(len(part.documents))
    yield from keys.check(lambda table, key: _column(read, table, key))


def _slices(bare: Bare, read: Read, memory: int | None, *, ordered: bool) -> Iterator[Slice]:
    """Some documents with all their rows at a time."""
    ordinals = _ordinals(bare, read)
    rows, texts = {**bare.rows, "documents": len(ordinals)}, bare.uncompressed("documents")
    size = size_for(rows, memory, texts=texts, per_document=PER_ID)
    if ordered:
        return sliced(read, ordinals, "", size, load_contracts(), ordered=True)
    count = parts_for(sum(rows.values()), bare.uncompressed(*bare.files), size)
    return parted(read, bare.naming, count, size)


def _ordinals(bare: Bare, read: Read) -> pl.DataFrame:
    """The order of the documents; where no table says it, that of their ids, as a release has it."""
    ids = (each for table in bare.naming for each in ids_of(read(table, ["doc_id"], _ROWS)))
    found = ordinals_of(ids)
    if len(bare.naming) == 1:
        return found
    places = pl.int_range(pl.len(), dtype=pl.Int64)
    return found.drop_nulls().sort("doc_id").with_columns(places.alias(ORDINAL))


def _column(read: Read, table: str, column: str) -> Iterator[pl.DataFrame]:
    return (to_frame(batch, [column]) for batch in read(table, [column], _ROWS))
