"""Damage to rows, with manifest, card and datasheet made to fit it: the data alone give it away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import quick
from damage import Row, data_file, every_column, remake, rewrite, rows, write

from toolkit.contracts import TABLES, load_contracts
from toolkit.release import Release
from toolkit.rules import load_rules
from toolkit.validate import validate

SEEDS = [str(quick.SEEDS)]
ELSE = "0123456789abcdef"
"""An id that nothing has."""


def _set(table: str, column: str, value: object, at: int = 1) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        rewrite(folder, table, lambda found: found[at].update({column: value}))

    return damage


def _edit(table: str, edit: Callable[[list[Row]], list[Row] | None]) -> Callable[[Path], None]:
    return lambda folder: rewrite(folder, table, edit)


def _shift(column: str, by: int, at: int = 1) -> Callable[[list[Row]], None]:
    def edit(found: list[Row]) -> None:
        found[at][column] += by

    return edit


def _swapped_speakers(found: list[Row]) -> None:
    one = next(row for row in found if row["speaker_name"])
    other = next(row for row in found if row["speaker_name"] not in (None, one["speaker_name"]))
    columns = ("speaker_start_char", "speaker_end_char", "speaker_text", "speaker_name", "speaker_names")
    for column in columns:
        one[column], other[column] = other[column], one[column]


def _first(found: list[Row], condition: Callable[[Row], object]) -> Row:
    return next(row for row in found if condition(row))


def _first_with(column: str, change: Callable[[Row], object]) -> Callable[[list[Row]], None]:
    def edit(found: list[Row]) -> None:
        change(_first(found, lambda row: row[column]))

    return edit


def _of_status(status: str, other: str) -> Callable[[list[Row]], None]:
    def edit(found: list[Row]) -> None:
        _first(found, lambda row: row["speaker_status"] == status)["speaker_status"] = other

    return edit


def _other_document(found: list[Row]) -> str:
    return str(next(row["doc_id"] for row in found if row["doc_id"] != found[1]["doc_id"]))


def _second_as_first(found: list[Row]) -> None:
    found[1]["quotation_id"] = found[1]["quote_id"]


def _quoted_outside(found: list[Row]) -> None:
    row = _first(found, lambda one: one["quote_type"] == "mixed")
    span = row["quoted_spans"][0]
    back = span["end_char"] - row["start_char"]
    row["quoted_spans"] = [{**span, "start_char": span["start_char"] - back, "end_char": span["end_char"] - back}]


def _overlap(found: list[Row]) -> None:
    found[1].update({key: found[0][key] for key in ("start_char", "end_char", "text")})


def _without_sentences(folder: Path) -> None:
    lost = rows(folder, "documents")[0]["doc_id"]
    for table in ("sentences", "quotes", "entities"):
        rewrite(folder, table, lambda found: [row for row in found if row["doc_id"] != lost])
    rewrite(folder, "documents", lambda found: found[0].update(sentence_count=0))


def _all_but_one_quote(folder: Path) -> None:
    """Every quote row but the first is doubled."""
    rewrite(folder, "quotes", lambda found: [*found, *found[1:]])


def _after_the_first(found: list[Row]) -> Row:
    """A quote of the first one's document that does not lie within it."""
    first = found[0]
    return next(row for row in found if row["doc_id"] == first["doc_id"] and row["start_char"] >= first["end_char"])


ROW_DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "sentence span one too far": (_edit("sentences", _shift("end_char", 1)), "span"),
    "entity span one too early": (_edit("entities", _shift("start_char", -1)), "span"),
    "quote span one too far": (_edit("quotes", _shift("end_char", 1)), "span"),
    "quote text changed": (_set("quotes", "text", "Something else"), "span"),
    "cue span moved": (_edit("quotes", _first_with("cue_text", lambda row: row.update(cue_text="whispered"))), "span"),
    "cue half null": (
        _edit("quotes", _first_with("cue_text", lambda row: row.update(cue_start_char=None))),
        "required",
    ),
    "speaker text changed": (
        _edit("quotes", _first_with("speaker_text", lambda row: row.update(speaker_text="Nobody"))),
        "span",
    ),
    "insertion text changed": (
        _edit("quotes", _first_with("insertions", lambda row: row["insertions"][0].update(text="[x]"))),
        "span",
    ),
    "span end before its start": (_edit("entities", lambda found: found[1].update(end_char=1)), "span"),
    "span beyond the text": (_set("sentences", "end_char", 2**31 - 1), "span"),
    "negative offset": (_set("entities", "start_char", -5), "range"),
    "dateline that is not in the text": (_set("documents", "dateline", "NOWHERE, Jan. 1"), "span"),
    "swapped speakers": (_edit("quotes", _swapped_speakers), "speaker"),
    "name that no entity has": (
        _edit("quotes", _first_with("speaker_name", lambda row: row.update(speaker_name="X Y", speaker_names=["X Y"]))),
        "speaker",
    ),
    "speaker_name not the first of speaker_names": (
        _edit("quotes", _first_with("speaker_name", lambda row: row.update(speaker_name="Another"))),
        "speaker",
    ),
    "status that does not fit": (
        _edit("quotes", _first_with("speaker_name", lambda row: row.update(speaker_status="collective"))),
        "speaker",
    ),
    "a name called a description": (
        _edit("quotes", _of_status("named", "nominal")),
        "speaker",
    ),
    "a name called a pronoun": (_edit("quotes", _of_status("named", "pronoun")), "speaker"),
    "a pronoun called a name": (_edit("quotes", _of_status("pronoun", "named")), "speaker"),
    "a pronoun called a description": (_edit("quotes", _of_status("pronoun", "nominal")), "speaker"),
    "absent with a mention": (
        _edit("quotes", _first_with("speaker_text", lambda row: row.update(speaker_status="absent"))),
        "speaker",
    ),
    "speaker's entity is another's": (_edit("quotes", lambda found: _swapped_entities(found)), "speaker"),
    "unknown quote type": (_set("quotes", "quote_type", "ironic"), "enum"),
    "unknown kind in a struct": (
        _edit("documents", _first_with("boilerplate", lambda row: row["boilerplate"][0].update(kind="advert"))),
        "enum",
    ),
    "unknown label": (_set("entities", "label", "ANIMAL"), "enum"),
    "id that is no id": (_set("sentences", "sentence_id", "x"), "pattern"),
    "hash that is no hash": (_set("documents", "source_sha256", "abc"), "pattern"),
    "confidence above one": (_set("quotes", "confidence", 1.5), "range"),
    "confidence no number": (_set("quotes", "confidence", float("nan")), "range"),
    "empty text": (_set("entities", "text", ""), "length"),
    "empty source": (_set("documents", "source", ""), "length"),
    "doubled row": (_edit("entities", lambda found: [found[0], *found]), "primary-key"),
    "doubled rows": (_all_but_one_quote, "primary-key"),
    "doubled document": (_edit("documents", lambda found: [*found, found[-1]]), "unique"),
    "key of another row": (
        _edit("sentences", lambda found: found[2].update(sentence_id=found[1]["sentence_id"])),
        "unique",
    ),
    "document that is not there": (_set("quotes", "doc_id", ELSE), "foreign-key"),
    "document removed": (_edit("documents", lambda found: found[1:]), "foreign-key"),
    "sentence that is not there": (_set("entities", "sentence_id", ELSE), "foreign-key"),
    "speaker's entity that is not there": (_set("quotes", "speaker_entity_id", ELSE), "foreign-key"),
    "parent that is not there": (_set("quotes", "parent_quote_id", ELSE), "foreign-key"),
    "row of another document": (
        _edit("entities", lambda found: found[1].update(doc_id=_other_document(found))),
        "foreign-key",
    ),
    "rows turned round": (_edit("quotes", lambda found: found[::-1]), "row-order"),
    "neighbours exchanged": (_edit("entities", lambda found: [found[1], found[0], *found[2:]]), "row-order"),
    "last row first": (_edit("sentences", lambda found: [found[-1], *found[:-1]]), "row-order"),
    "documents turned round": (_edit("documents", lambda found: found[::-1]), "row-order"),
    "id of a span made up": (_set("entities", "entity_id", ELSE), "id"),
    "id of a document made up": (_set("documents", "doc_id", ELSE), "id"),
    "hash of the text": (_set("documents", "text_sha256", "0" * 64), "count"),
    "text changed": (_edit("documents", lambda found: found[1].update(text=found[1]["text"] + " More.")), "count"),
    "char_count": (_edit("documents", _shift("char_count", 1)), "count"),
    "word_count": (_edit("documents", _shift("word_count", -1)), "count"),
    "sentence_count": (_edit("documents", _shift("sentence_count", 1)), "count"),
    "sentence left out": (_edit("sentences", lambda found: found[:1] + found[2:]), "tiling"),
    "last sentence left out": (_edit("sentences", lambda found: found[:-1]), "tiling"),
    "sentences that overlap": (_edit("sentences", _overlap), "tiling"),
    "sentence numbered anew": (_edit("sentences", _shift("sentence_index", 1)), "tiling"),
    "every sentence of a document left out": (_without_sentences, "tiling"),
    "another paragraph": (_edit("sentences", _shift("paragraph_index", 1, at=3)), "paragraph"),
    "entity in the next sentence": (
        _edit("entities", lambda found: found[0].update(sentence_id=_differing_value(found, "sentence_id"))),
        "sentence",
    ),
    "quote in another first sentence": (
        _edit("quotes", lambda found: found[0].update(first_sentence_id=_differing_value(found, "first_sentence_id"))),
        "sentence",
    ),
    "quote in another last sentence": (
        _edit("quotes", lambda found: found[0].update(last_sentence_id=_differing_value(found, "last_sentence_id"))),
        "sentence",
    ),
    "entities that overlap": (_edit("entities", _overlap), "entity-overlap"),
    "stretch outside its quote": (_edit("quotes", _quoted_outside), "quoted-spans"),
    "indirect with a stretch": (
        _edit(
            "quotes",
            lambda found: _first(found, lambda row: row["quote_type"] == "direct").update(quote_type="indirect"),
        ),
        "quoted-spans",
    ),
    "direct without a stretch": (
        _edit("quotes", lambda found: _first(found, lambda row: row["quote_type"] == "direct").update(quoted_spans=[])),
        "quoted-spans",
    ),
    "quotation of another": (_set("quotes", "quotation_id", ELSE), "quotation"),
    "quotation joined over documents": (
        _edit("quotes", lambda found: found[-1].update(quotation_id=found[0]["quote_id"])),
        "quotation",
    ),
    "parent that does not hold it": (
        _edit("quotes", lambda found: _after_the_first(found).update(parent_quote_id=found[0]["quote_id"])),
        "parent",
    ),
    "its own parent": (_edit("quotes", lambda found: found[1].update(parent_quote_id=found[1]["quote_id"])), "parent"),
    "utterance made up": (_set("quotes", "utterance_id", ELSE), "utterance"),
    "utterance of another speaker": (_edit("quotes", lambda found: _joined_strangers(found)), "utterance"),
    "split moved": (_set("documents", "split", "test"), "split"),
    "group made up": (_set("documents", "duplicate_group", ELSE), "duplicate-group"),
    "boilerplate text": (
        _edit("documents", _first_with("boilerplate", lambda row: row["boilerplate"][0].update(text="Photo"))),
        "source",
    ),
    "source_map": (
        _edit("documents", _first_with("source_map", lambda row: row["source_map"][1].update(source_char=0))),
        "source",
    ),
    "encoding": (_set("documents", "encoding", "windows-1252"), "source"),
    "title": (_set("documents", "title", "Another title"), "source"),
    "a moment that no calendar has": (lambda folder: _moment(folder, 9 * 10**18), "range"),
    "a moment before all calendars": (lambda folder: _moment(folder, -(9 * 10**18)), "range"),
}


def _swapped_entities(found: list[Row]) -> None:
    one = _first(found, lambda row: row["speaker_name"])
    other = _first(
        found, lambda row: row["doc_id"] == one["doc_id"] and row["speaker_name"] not in (None, one["speaker_name"])
    )
    one["speaker_entity_id"], other["speaker_entity_id"] = other["speaker_entity_id"], one["speaker_entity_id"]


def _differing_value(found: list[Row], column: str) -> object:
    """The value of the last row of the first row's document."""
    return [row[column] for row in found if row["doc_id"] == found[0]["doc_id"]][-1]


def _joined_strangers(found: list[Row]) -> None:
    one, other = sorted(
        (row for row in found if row["quote_id"] == row["utterance_id"]), key=lambda row: row["quote_id"]
    )[:2]
    one["speaker_name"], other["speaker_name"] = "Ada Brenn", "Ole Tarn"
    other["utterance_id"] = one["utterance_id"]


def _moment(folder: Path, microseconds: int) -> None:
    path = data_file(folder, "documents")
    table = pq.ParquetFile(path).read()
    index = table.schema.get_field_index("published_at")
    values = pa.array([microseconds] * table.num_rows, pa.int64()).cast(pa.timestamp("us", tz="UTC"))
    write(path, table.set_column(index, table.schema.field(index), values))


@pytest.mark.parametrize("name", ROW_DAMAGE)
@pytest.mark.slow
def test_damage_to_rows_is_found_though_the_documents_fit_it(name: str, copy: Path) -> None:
    damage, rule = ROW_DAMAGE[name]
    damage(copy)
    if "moment" not in name:  # what cannot be counted cannot be described either
        remake(copy)
    report = validate(copy, SEEDS)
    assert rule in report.counts
    assert all(violation.rule in load_rules() for violation in report.violations)
    if "moment" not in name:
        # The inputs that a manifest lists are those that the documents name; who damages these, damages that.
        stated = {"manifest"} if rule == "source" or name in ("hash that is no hash", "empty source") else set()
        assert not {"file", "manifest", "card", "datasheet"} & set(report.counts) - stated


@pytest.mark.parametrize("table", TABLES)
def test_nulls_are_found_in_all_columns_that_may_have_none(table: str, copy: Path) -> None:
    required = [field.name for field in load_contracts()[table].fields if not field.nullable]

    def nulls(found: list[Row]) -> None:
        for number, column in enumerate(required):
            found[number % len(found)][column] = None

    rewrite(copy, table, nulls)
    report = validate(copy, SEEDS)
    for rule in ("required", "schema"):
        assert {each.column for each in report.violations if each.rule == rule} >= set(required)


@pytest.mark.slow
@pytest.mark.parametrize(("table", "column"), every_column())
def test_a_null_is_found_in_any_column_that_may_have_none(table: str, column: str, copy: Path) -> None:
    rewrite(copy, table, lambda found: found[1].update({column: None}))
    field = load_contracts()[table].field(column)
    report = validate(copy, SEEDS)
    assert ("required" in report.counts) == (not field.nullable or column in _SPAN_COLUMNS)
    if not field.nullable:
        assert any(each.rule == "schema" and each.column == column for each in report.violations)


_SPAN_COLUMNS = {
    "cue_lemma",
    *(f"{prefix}_{part}" for prefix in ("cue", "speaker") for part in ("start_char", "end_char", "text")),
}
"""Columns that are null together or not at all."""


def test_groups_may_not_lie_across_splits(split_copy: Path) -> None:
    files = Release(split_copy).data_files("documents")
    one, other, *_ = list(files)
    first = rows(split_copy, "documents", one)[0]["doc_id"]
    lower = min(first, rows(split_copy, "documents", other)[0]["doc_id"])
    for split in (one, other):
        rewrite(split_copy, "documents", lambda found: found[0].update(duplicate_group=lower), split)
    remake(split_copy)
    assert "duplicate-split" in validate(split_copy).counts


def test_a_document_moved_to_another_split_with_its_rows_is_found(split_copy: Path) -> None:
    files = Release(split_copy).data_files("documents")
    one, other = max(files, key=lambda split: len(rows(split_copy, "documents", split))), min(files)
    other = next(split for split in files if split != one)
    moved = rows(split_copy, "documents", one)[-1]["doc_id"]
    for table in TABLES:
        taken = [row for row in rows(split_copy, table, one) if row["doc_id"] == moved]
        rewrite(split_copy, table, lambda found: [row for row in found if row["doc_id"] != moved], one)
        rewrite(split_copy, table, lambda found, taken=taken: [*found, *taken], other)
    remake(split_copy)
    assert set(validate(split_copy).counts) >= {"split"}


def test_an_utterance_across_splits_is_found_where_splits_are_grouped_by_it(split_copy: Path) -> None:
    files = list(Release(split_copy).data_files("quotes"))
    first, second = (rows(split_copy, "quotes", split)[0] for split in files[:2])
    utterance = min(first["quote_id"], second["quote_id"])
    for split in files[:2]:
        rewrite(split_copy, "quotes", lambda found: found[0].update(utterance_id=utterance), split)
    remake(split_copy)
    assert "utterance-split" in validate(split_copy).counts
