"""An error audit: draw a sample of rows as sheets to read, take the verdicts back, count how many are right.

The record, `audit.toml`, is the maker's: it stays beside dataset.toml, which names it, and the next build carries it.
Verdicts on rows that are still as they were read need not be given again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from toolkit.contracts import TABLES, load_contracts
from toolkit.errors import UsageError
from toolkit.files import check_readable
from toolkit.release import Release, write_text
from toolkit.sample import Audited, Row, claims, draw, held, hold, pick
from toolkit.sheets import (
    COLUMNS,
    DOCUMENT_COLUMNS,
    FORMS,
    Form,
    Line,
    answer,
    line_of,
    lines_of,
    name_of,
    path_of,
    write,
)
from toolkit.verdicts import FILE_NAME, QUESTIONS, SAID, Claim, Record, Verdict, check_reader, digest, read, record_text

ROWS, SEED = 100, 0
RECORD, SHEETS = Path(FILE_NAME), Path("audit")
MOST_FAULTS = 10
"""Faults of a sheet that one message names; all are counted."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn to be read."""

    release: Path
    record: Path
    seed: int
    rows: int
    sheets: Mapping[Path, int]
    """Each sheet, with how many of its rows wait for a verdict."""
    held: int
    """Verdicts given before that still hold."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read."""

    release: Path
    record: Path
    new: int
    """Verdicts that were not in the record before, or are others now."""
    audited: Audited


def form_of(name: str) -> Form:
    """The form of sheets of this name, or a UsageError."""
    form = next((known for known in FORMS if known == name), None)
    if form is None:
        raise UsageError(f"--format: there is no {name!r}; name one of {', '.join(FORMS)}")
    return form


def day(written: str | None) -> date:
    """A day as YYYY-MM-DD; None is today, in UTC. Raises UsageError where it is no day."""
    try:
        return datetime.now(UTC).date() if written is None else date.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"--date: found {written!r}; write a day as YYYY-MM-DD") from error


def draw_sheets(
    release: Path,
    record: Path = RECORD,
    sheets: Path = SHEETS,
    *,
    rows: int | None = None,
    seed: int | None = None,
    form: Form = "csv",
) -> Drawn:
    """Draw a sample and write what is not yet judged of it to `sheets/<table>.<form>`; the draw goes into the record.

    `rows` of each table, or all where there are fewer; None for `rows` and `seed` takes the record's, else 100 and 0.

    Raises UsageError where the folder is no release, a sheet is there already, or the record has another seed.
    """
    source, old = _open(release), read(record)
    plan = _plan(record, old, rows, seed)
    for path in (path_of(sheets, table, each) for table in TABLES for each in FORMS):
        if path.exists():
            raise UsageError(f"{path}: is there already; take its verdicts with --take, or name another --sheets")
    verdicts = held(claims(source, plan), plan)
    written = dict[Path, int]()
    for table in TABLES:
        if lines := _lines(source, plan, table, verdicts):
            write(path_of(sheets, table, form), lines)
            written[path_of(sheets, table, form)] = len(lines)
    _write(record, plan)
    return Drawn(release, record, plan.seed, plan.rows, written, len(verdicts))


def take_sheets(release: Path, record: Path = RECORD, sheets: Path = SHEETS, *, reader: str, read_on: date) -> Taken:
    """Read the verdicts in `sheets` into the record and hold them against the release.

    A verdict that was given before stays that reader's, unless the sheet now says otherwise. Raises UsageError, with
    file and line, for a sheet of another release, an edited key and a verdict that is missing or unknown; the record
    is then as it was.
    """
    try:
        check_reader(reader)
    except ValueError as error:
        raise UsageError(f"--reader: found {reader!r}; {error}") from error
    source, old = _open(release), read(record)
    if old is None:
        raise UsageError(f"{record}: there is no such record; draw sheets first, or name theirs with --record")
    before = held(claims(source, old), old)
    taking = _Taking(before, reader, read_on)
    for table in TABLES:
        taking.take(table, _samples(source, old, table), _path(sheets, table), sheets)
    taking.end()
    new = replace(old, verdicts={**old.verdicts, **taking.verdicts})
    _write(record, new)
    return Taken(release, record, len(taking.verdicts), hold(source, new))


def _open(folder: Path) -> Release:
    """The release in a folder, once its tables are known to be readable."""
    release = Release(folder)
    release.require_text()
    if release.manifest and any(True for _ in check_readable(release)):
        raise _damaged(folder)
    return release


def _damaged(folder: Path) -> UsageError:
    return UsageError(f"{folder}: is damaged; see what is wrong with toolkit validate, and build it again")


def _plan(path: Path, old: Record | None, rows: int | None, seed: int | None) -> Record:
    """The record with the draw that is asked for."""
    known = old or Record(SEED, ROWS, {})
    plan = replace(known, rows=known.rows if rows is None else rows, seed=known.seed if seed is None else seed)
    if plan.seed != known.seed and known.verdicts:
        raise UsageError(
            f"{path}: has verdicts on rows drawn with seed {known.seed}; keep it, or name another --record"
        )
    return plan


def _write(path: Path, record: Record) -> None:
    try:
        aside = path.with_name(f"{path.name}.new")  # hours of reading: the old record, or the whole new one
        write_text(aside, record_text(record))
        aside.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); name another --record") from error


def _samples(release: Release, record: Record, table: str) -> dict[str, Row]:
    """The rows that the record draws from a table, by primary key, in the order of the table."""
    key = load_contracts()[table].primary_key[0]
    rows = draw(release, record.seed, record.rows, table, *COLUMNS[table])
    return {row[key]: row for row in rows}


def _lines(
    release: Release, record: Record, table: str, verdicts: Mapping[Claim, Verdict]
) -> Sequence[Mapping[str, str]]:
    """The rows of a table's sample that still lack a verdict, as lines of a sheet."""
    lines = []
    waiting = {}
    for key, row in _samples(release, record, table).items():
        said = _said(table, key, verdicts)
        if len(said) < len(QUESTIONS[table]):
            waiting[key] = (row, said)
    ids = {row.get("doc_id", key) for key, (row, _) in waiting.items()}
    documents = {row["doc_id"]: row for row in pick(release, "documents", sorted(ids), *DOCUMENT_COLUMNS)}
    if documents.keys() != ids:
        raise _damaged(release.folder)
    for key, (row, said) in waiting.items():
        lines.append(line_of(table, key, row, documents[row.get("doc_id", key)], said))
    return lines


def _said(table: str, key: str, verdicts: Mapping[Claim, Verdict]) -> dict[str, str]:
    found = {each.name: verdicts.get(Claim(table, key, each.name)) for each in QUESTIONS[table]}
    return {question: verdict.said for question, verdict in found.items() if verdict}


# ---- taking


def _path(folder: Path, table: str) -> Path | None:
    """The table's sheet, in whichever form; None where there is none."""
    there = [path for form in FORMS if (path := path_of(folder, table, form)).exists()]
    if len(there) > 1:
        raise UsageError(f"{there[0]}: {there[1].name} is there too; leave the one that has the verdicts")
    return there[0] if there else None


@dataclass(slots=True)
class _Taking:
    """Verdicts as they are read from sheets, and every fault on the way."""

    before: Mapping[Claim, Verdict]
    """Verdicts that hold already."""
    reader: str
    read_on: date
    verdicts: dict[Claim, Verdict] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def take(self, table: str, rows: Mapping[str, Row], sheet: Path | None, folder: Path) -> None:
        """Take a table's sheet; `rows` are the rows drawn, by primary key."""
        names = {name_of(table, key, row): key for key, row in rows.items()}
        seen = dict[str, Line]()
        for line in lines_of(sheet) if sheet else ():
            name = line.cells.get("row", "")
            if name in seen:
                self.faults.append(f"{line.address}: {name} stands in {seen[name].address} too; take one out")
            elif name in names:
                self.faults += self._take_line(table, names[name], rows[names[name]], line)
            else:
                self.faults.append(f"{line.address}: {_stranger(table, name, rows)}")
            seen[name] = line
        for name, key in names.items():
            if name not in seen and any(Claim(table, key, each.name) not in self.before for each in QUESTIONS[table]):
                where = sheet or path_of(folder, table, FORMS[0])
                self.faults.append(f"{where}: has no line for {name}; draw the sheets again and read it")

    def _take_line(self, table: str, key: str, row: Row, line: Line) -> Iterator[str]:
        for question in QUESTIONS[table]:
            column = answer(question.name)
            cell = line.cells.get(column)
            said = next((each for each in SAID if each == (cell or "").strip().lower()), None)
            if cell is None:
                yield f"{line.address}: has no column {column}; keep the columns that were drawn"
            elif said is None:
                found = f"found {cell!r}" if cell.strip() else "is empty"
                yield f"{line.address}: {column} {found}; write {', '.join(SAID[:-1])} or {SAID[-1]}"
            else:
                claim = Claim(table, key, question.name)
                if claim not in self.before or self.before[claim].said != said:
                    self.verdicts[claim] = Verdict(said, digest(row, question), self.reader, self.read_on)

    def end(self) -> None:
        """Raise UsageError where there were faults."""
        if self.faults:
            more = len(self.faults) - MOST_FAULTS
            rest = [f"and {more:,} more; nothing was taken"] if more > 0 else ["nothing was taken"]
            raise UsageError("\n".join([*self.faults[:MOST_FAULTS], *rest]))


def _stranger(table: str, name: str, rows: Mapping[str, Row]) -> str:
    """What a line is that names no row of the sample as it is."""
    found = re.fullmatch(rf"{table}/([0-9a-f]{{16}})-[0-9a-f]{{8}}", name)
    if found is None:
        return f"row: found {name!r}, which names no row of {table}; restore it, or draw the sheets again"
    if found[1] in rows:
        return f"{name} is not as it was when the sheet was drawn; draw the sheets of this release, and read it again"
    return f"{name} is not in this release's sample; take the sheet with the release that it was drawn from"
