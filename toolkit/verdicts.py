"""audit.toml: what readers said of rows of a data set, verdict by verdict, without a word of its text.

A verdict holds for what was read. Each carries a digest of the values that were judged, so that a later release can
tell which of its rows are still as they were read.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, model_validator

from toolkit.errors import UsageError
from toolkit.strict import Strict, checked

FILE_NAME = "audit.toml"
Said = Literal["yes", "no", "unsure"]
SAID: tuple[Said, ...] = get_args(Said)


@dataclass(frozen=True, slots=True)
class Question:
    """One claim that a row makes: the columns that make it, and what a reader is asked about it."""

    name: str
    columns: tuple[str, ...]
    text: str


QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "documents": (
        Question("title", ("title",), "Is `title` the article's headline, or empty where it has none?"),
        Question("dateline", ("dateline",), "Is `dateline` the article's dateline, or empty where it has none?"),
        Question(
            "boilerplate", ("boilerplate",), "Do the lines in `boilerplate` belong to the page, each of its kind?"
        ),
        Question("text", ("text_sha256",), "Is the text the whole article, in its order, and nothing of the page?"),
    ),
    "sentences": (
        Question("boundary", ("text",), "Is what is marked one whole sentence, headline or heading?"),
        Question("kind", ("text", "kind"), "Is it of this `kind`?"),
    ),
    "quotes": (
        Question("span", ("text",), "Is what is marked a quotation, from its first word to its last?"),
        Question("type", ("text", "quote_type"), "Is it of this `type`?"),
        Question(
            "speaker",
            ("text", "speaker_start_char", "speaker_text", "speaker_names", "speaker_status"),
            "Are mention and name of the `speaker` right, or is there truly none?",
        ),
        Question("cue", ("text", "cue_start_char", "cue_text"), "Is this the `cue`, or is there truly none?"),
    ),
    "entities": (
        Question("span", ("text",), "Is what is marked a mention of an entity, from its first word to its last?"),
        Question("label", ("text", "label"), "Is it of this `label`?"),
        Question("name", ("text", "name"), "Is this `name` the right one in this document?"),
    ),
}
"""What is asked of the rows of each table; docs/audit.md says when the answer is yes."""


def digest(row: Mapping[str, Any], question: Question) -> str:
    """Eight hexadecimal digits of SHA-256 over the values that a question is about."""
    values = json.dumps([row[column] for column in question.columns], ensure_ascii=False)
    return hashlib.sha256(values.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """What a verdict is about: a row, by table and primary key, and the name of a question."""

    table: str
    key: str
    question: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader said of a claim, and when."""

    said: Said
    of: str
    """The `digest` of what was judged."""
    reader: str
    read_on: date


# ---- the file


def check_reader(reader: str) -> str:
    """Accept a reader's name or description: one line that card and datasheet can show."""
    if not reader.strip() or not reader.isprintable() or len(reader) > 200:
        raise ValueError("it should say on one line, in at most 200 characters, who read")
    return reader


_Key = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
_Entry = Annotated[str, Field(pattern=f"^({'|'.join(SAID)}) [0-9a-f]{{8}}$")]


class _Reading(Strict):
    """What one reader said on one day."""

    reader: Annotated[str, AfterValidator(check_reader)]
    read_on: date
    verdicts: dict[Literal["documents", "sentences", "quotes", "entities"], dict[_Key, dict[str, _Entry]]]

    @model_validator(mode="after")
    def _questions_are_known(self) -> _Reading:
        for table, rows in self.verdicts.items():
            known = {question.name for question in QUESTIONS[table]}
            for key, entries in rows.items():
                if unknown := sorted(entries.keys() - known):
                    raise ValueError(f"{table}.{key} answers {unknown[0]!r}; known: {', '.join(sorted(known))}")
        return self


class _File(Strict):
    seed: int = Field(ge=0)
    rows: int = Field(ge=1)
    reading: list[_Reading] = Field(default=[])


@dataclass(frozen=True, slots=True)
class Record:
    """An audit: how its sample is drawn, and every verdict given so far."""

    seed: int
    rows: int
    """Rows of each table that a sample holds, or all where there are fewer."""
    verdicts: Mapping[Claim, Verdict]


@lru_cache(maxsize=1)
def parse(content: bytes, where: str) -> Record:
    """The record that a file holds. Raises UsageError where it is none; `where` names it."""
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: is not TOML ({error}); restore it, or take the sheets again") from error
    file = checked(table, _File, where)
    verdicts = dict[Claim, Verdict]()
    for reading in file.reading:
        for name, rows in reading.verdicts.items():
            for key, entries in rows.items():
                for question, entry in entries.items():
                    claim = Claim(name, key, question)
                    if claim in verdicts:
                        raise UsageError(f"{where}: {name}.{key} has two verdicts on {question!r}; take one out")
                    said = next(said for said in SAID if entry.startswith(f"{said} "))
                    verdicts[claim] = Verdict(said, entry.split()[1], reading.reader, reading.read_on)
    return Record(file.seed, file.rows, verdicts)


def read(path: Path) -> Record | None:
    """The record in a file; None where there is no such file."""
    content = content_of(path) if path.exists() else None
    return None if content is None else parse(content, str(path))


def content_of(path: Path) -> bytes:
    """A file's bytes, or a UsageError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name an audit's record") from error


def record_text(record: Record) -> str:
    """The record as TOML: readers by day, rows by table and key; the same verdicts give the same bytes."""
    lines = [
        "# Written by `toolkit audit`: what readers said of rows of a data set. It holds no text of any article.",
        f"seed = {record.seed}",
        f"rows = {record.rows}",
    ]
    readings = sorted({(verdict.read_on, verdict.reader) for verdict in record.verdicts.values()})
    for read_on, reader in readings:
        lines += ["", "[[reading]]", f"reader = {_toml(reader)}", f"read_on = {read_on.isoformat()}"]
        own = {
            claim: each for claim, each in record.verdicts.items() if (each.read_on, each.reader) == (read_on, reader)
        }
        for table in QUESTIONS:
            lines += _table_lines(table, own)
    return "\n".join(lines) + "\n"


def _table_lines(table: str, verdicts: Mapping[Claim, Verdict]) -> Iterable[str]:
    keys = sorted({claim.key for claim in verdicts if claim.table == table})
    if keys:
        yield f"[reading.verdicts.{table}]"
    for key in keys:
        said = {each.name: verdicts.get(Claim(table, key, each.name)) for each in QUESTIONS[table]}
        entries = ", ".join(f'{name} = "{each.said} {each.of}"' for name, each in said.items() if each)
        yield f"{key} = {{ {entries} }}"


def _toml(text: str) -> str:
    """A printable text as a basic string of TOML, which JSON's strings then are too."""
    return json.dumps(text, ensure_ascii=False)
