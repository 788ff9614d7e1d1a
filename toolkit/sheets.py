"""Sheets: what a reader of an audit sees of a row, and where the verdicts are written.

A sheet holds the rows of one table, one a line, as CSV for a spreadsheet or as JSONL. `row` names table, primary key
and a digest of what is to be judged; `where` is file, line and column of the raw article (from
where the line's text begins); `excerpt` the text around the
span, with ⟦ ⟧ about the span, ⟨ ⟩ about the speaker's mention and ⟪ ⟫ about the cue; then come the claims, a column
`…_right` for each question, and `remark`, which is the reader's own and is not kept.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from toolkit.errors import UsageError
from toolkit.verdicts import QUESTIONS, digest

Row = Mapping[str, Any]
Form = Literal["csv", "jsonl"]
FORMS: tuple[Form, ...] = get_args(Form)
CONTEXT = 400
"""Code points around a span that an excerpt shows; more before it where the speaker stands further away."""
FARTHEST = 2_000
"""Code points that an excerpt shows at most on either side."""
LONGEST = 30_000
"""Code points of a cell; spreadsheets take no more than 32,767."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": ("text_sha256", "title", "dateline", "boilerplate"),
    "sentences": ("doc_id", "start_char", "end_char", "text", "kind"),
    "quotes": (
        *("doc_id", "start_char", "end_char", "text", "quote_type", "speaker_start_char", "speaker_end_char"),
        *("speaker_text", "speaker_names", "speaker_status", "cue_start_char", "cue_end_char", "cue_text"),
    ),
    "entities": ("doc_id", "start_char", "end_char", "text", "label", "name"),
}
"""The columns of a row that its line is written from."""
DOCUMENT_COLUMNS = ("doc_id", "source", "text", "source_map")
"""And those of its document."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


# ---- a row as a line


def answer(question: str) -> str:
    """The column that takes the verdict on a question."""
    return f"{question}_right"


def name_of(table: str, key: str, row: Row) -> str:
    """The cell `row`: it begins with a word, so that no spreadsheet takes it for a number."""
    digests = "".join(digest(row, question) for question in QUESTIONS[table])
    return f"{table}/{key}-{hashlib.sha256(digests.encode()).hexdigest()[:8]}"


def line_of(table: str, key: str, row: Row, document: Row, said: Mapping[str, str]) -> dict[str, str]:
    """A row as a reader sees it. `said` has the verdicts that still hold, by question."""
    start = 0 if table == "documents" else row["start_char"]
    shown = document["text"] if table == "documents" else excerpt(document["text"], row)
    answers = {answer(each.name): said.get(each.name, "") for each in QUESTIONS[table]}
    claims = {column: _one_line(claim) for column, claim in _claims(table, row).items()}
    head = {"row": name_of(table, key, row), "where": _where(document, start), "excerpt": _one_line(shown)}
    return {**head, **claims, **answers, "remark": ""}


def _claims(table: str, row: Row) -> dict[str, str]:
    match table:
        case "documents":
            lines = [f"line {each['source_line']}, {each['kind']}: {each['text']}" for each in row["boilerplate"]]
            return {
                "title": row["title"] or "",
                "dateline": row["dateline"] or "",
                "boilerplate": "\n".join(lines),
            }
        case "sentences":
            return {"kind": row["kind"]}
        case "entities":
            return {"label": row["label"], "name": row["name"]}
    names = " and ".join(row["speaker_names"]) or "nobody by name"
    mention = f"“{row['speaker_text']}”: " if row["speaker_text"] else ""
    return {
        "type": row["quote_type"],
        "speaker": f"{mention}{names} ({row['speaker_status']})",
        "cue": row["cue_text"] or "",
    }


def excerpt(text: str, row: Row) -> str:
    """The text around a row's span, with the marks that the module's docstring names."""
    marks = [("start_char", "end_char", "⟦⟧"), ("speaker_start_char", "speaker_end_char", "⟨⟩")]
    marks.append(("cue_start_char", "cue_end_char", "⟪⟫"))
    spans = [(row[start], row[end], pair) for start, end, pair in marks if row.get(start) is not None]
    begin, end = row["start_char"], row["end_char"]
    low = max(begin - FARTHEST, min([begin - CONTEXT, *(start - CONTEXT // 4 for start, _, _ in spans)]), 0)
    high = min(end + FARTHEST, max([end + CONTEXT, *(stop + CONTEXT // 4 for _, stop, _ in spans)]), len(text))
    # At one place what closes stands before what opens.
    edges = [(stop, 0, pair[1]) for _, stop, pair in spans] + [(start, 1, pair[0]) for start, _, pair in spans]
    shown, at = "…" if low else "", low
    for place, _, mark in sorted(edge for edge in edges if low <= edge[0] <= high):
        shown, at = f"{shown}{text[at:place]}{mark}", place
    return f"{shown}{text[at:high]}{'…' if high < len(text) else ''}"


def _where(document: Row, at: int) -> str:
    """File, line and column of a character; the column counts from where the line's text begins."""
    pieces = document["source_map"]
    place = bisect_right([piece["text_char"] for piece in pieces], at) - 1
    if place < 0:
        return str(document["source"])
    piece = pieces[place]
    first = next(each for each in pieces if each["source_line"] == piece["source_line"])
    column = piece["source_char"] + at - piece["text_char"] - first["source_char"] + 1
    return f"{document['source']}:{piece['source_line']}:{column}"


def _one_line(text: str) -> str:
    """A cell without a line break, so that a line of the sheet is a line of its file."""
    flat = " ⏎ ".join(line for line in text.splitlines() if line.strip())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST]}… ({len(flat) - LONGEST:,} more characters)"


# ---- files


def path_of(folder: Path, table: str, form: Form) -> Path:
    """Where a table's sheet lies."""
    return folder / f"{table}.{form}"


def write(path: Path, lines: Sequence[Mapping[str, str]]) -> None:
    """Write a sheet in the form that its name ends with. CSV begins with a mark by which spreadsheets know UTF-8."""
    file = io.StringIO(newline="")
    if path.suffix == ".jsonl":
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    else:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(lines[0])
        writer.writerows([_inert(cell) for cell in line.values()] for line in lines)
    mark = "" if path.suffix == ".jsonl" else "\ufeff"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(mark + file.getvalue(), encoding="utf-8", newline="")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); name another folder with --sheets") from error


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an article is anybody's text."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet that came back."""

    address: str
    """File and line."""
    cells: Mapping[str, str]


def lines_of(path: Path) -> Iterator[Line]:
    """The lines of a sheet. Raises UsageError where it can no longer be read as one."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a folder of sheets") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 ({error.reason}); save it as CSV in UTF-8") from error
    yield from _objects(path, text) if path.suffix == ".jsonl" else _records(path, text)


def _records(path: Path, text: str) -> Iterator[Line]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)  # what a spreadsheet writes depends on the country it is set to
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    number = 1
    try:
        for cells in reader:
            if header is None:
                header = cells
            elif any(cells):
                padded = [*cells, *[""] * len(header)]  # a spreadsheet may drop empty cells at the end
                yield Line(f"{path}:{number}", dict(zip(header, padded, strict=False)))
            number = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}:{number}: is not CSV ({error}); save the sheet as CSV in UTF-8") from error


def _objects(path: Path, text: str) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{path}:{number}: is not JSON ({error}); mend it") from error
        if not isinstance(cells, dict):
            raise UsageError(f"{path}:{number}: is no JSON object; write a line as it was drawn")
        yield Line(f"{path}:{number}", {name: str(cell or "") for name, cell in cells.items()})
