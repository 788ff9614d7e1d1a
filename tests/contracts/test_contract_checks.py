"""`failures` finds every kind of breach, with its row and its value, also inside lists."""

from __future__ import annotations

import polars as pl
import pytest
from contract_rows import frame_of

from toolkit.contracts import Failure, failures, load_contracts, to_pandera, to_polars

DOCUMENTS = load_contracts()["documents"]
QUOTES = load_contracts()["quotes"]


def test_examples_keep_their_contract(contract):
    assert failures(contract, frame_of(contract, {})) == []
    assert failures(contract, pl.DataFrame(schema=to_polars(contract))) == []
    assert to_pandera(contract).validate(frame_of(contract, {})).height == 1


VALUES = [
    ("doc_id", "F66902A00D9ADC2A", "doc_id", "pattern", "F66902A00D9ADC2A"),
    ("doc_id", "f66902a00d9adc2a\n", "doc_id", "pattern", "f66902a00d9adc2a\n"),
    ("source", None, "source", "required", None),
    ("title", "", "title", "minLength", ""),
    ("split", "dev", "split", "enum", "dev"),
    ("char_count", 0, "char_count", "minimum", 0),
    ("authors", [], "authors", "minLength", []),
    ("authors", ["A", None], "authors[]", "required", None),
    ("source_map", None, "source_map", "required", None),
    ("source_map", [None], "source_map[]", "required", None),
]
MEMBERS = [
    ("kind", None, "required"),
    ("kind", "advert", "enum"),
    ("text", "", "minLength"),
    ("source_line", 0, "minimum"),
]


@pytest.mark.parametrize(("column", "bad", "found", "check", "value"), VALUES)
def test_bad_value_is_found_in_its_row(column, bad, found, check, value):
    frame = frame_of(DOCUMENTS, {"doc_id": "0" * 16}, {"doc_id": "1" * 16, column: bad})
    assert failures(DOCUMENTS, frame) == [Failure(found, check, 1, value)]


@pytest.mark.parametrize(("member", "bad", "check"), MEMBERS)
def test_bad_member_is_found_in_its_row(member, bad, check):
    good = {"kind": "byline", "text": "By Tom Arden", "source_line": 3}
    rows = [{"doc_id": f"{number:016}", "boilerplate": [good] * number} for number in range(4)]
    rows[2]["boilerplate"] = [good, good | {member: bad}]
    assert failures(DOCUMENTS, frame_of(DOCUMENTS, *rows)) == [Failure(f"boilerplate[].{member}", check, 2, bad)]


@pytest.mark.parametrize(
    ("bad", "checks"), [(-0.1, ["minimum"]), (1.5, ["maximum"]), (float("nan"), ["required", "maximum"])]
)
def test_confidence_outside_its_bounds_is_found(bad, checks):
    found = failures(QUOTES, frame_of(QUOTES, {}, {"quote_id": "0" * 16, "confidence": bad}))
    assert [(failure.column, failure.check, failure.row_index) for failure in found] == [
        ("confidence", check, 1) for check in checks
    ]


def test_every_row_of_a_repeated_key_is_found():
    found = failures(DOCUMENTS, frame_of(DOCUMENTS, {}, {"doc_id": "0" * 16}, {}))
    assert [(failure.check, failure.row_index) for failure in found] == [("unique", 0), ("unique", 2)]


def test_all_failures_are_found_at_once_and_in_order():
    bad = {"split": "dev", "encoding": "latin", "char_count": -1, "doc_id": "x", "text": None}
    found = failures(DOCUMENTS, frame_of(DOCUMENTS, {}, bad))
    assert [failure.column for failure in found] == ["doc_id", "encoding", "text", "char_count", "split"]


def test_columns_are_all_there_and_no_other_and_in_order():
    frame = frame_of(DOCUMENTS, {})
    assert failures(DOCUMENTS, frame.drop("title")) == [Failure("title", "missing", None, None)]
    assert failures(DOCUMENTS, frame.with_columns(mood=1)) == [Failure("mood", "unknown", None, None)]
    turned = frame.select("source", pl.all().exclude("source"))
    assert failures(DOCUMENTS, turned) == [Failure("source", "order", None, None)]


def test_wrong_type_is_one_failure_and_hides_no_other():
    frame = frame_of(DOCUMENTS, {"split": "dev"}).with_columns(
        pl.col("char_count").cast(pl.Int64), pl.lit("x").alias("source_map"), pl.lit(1).alias("doc_id")
    )
    found = failures(DOCUMENTS, frame)
    assert [(failure.column, failure.check, failure.value) for failure in found] == [
        ("doc_id", "type", "Int32"),
        ("char_count", "type", "Int64"),
        ("source_map", "type", "String"),
        ("split", "enum", "dev"),
    ]


def test_span_is_null_as_a_whole():
    whole = {"cue_start_char": None, "cue_end_char": None, "cue_text": None, "cue_lemma": None}
    half = {"quote_id": "0" * 16, "speaker_end_char": None}
    place = {"speaker_start_char": 197, "speaker_end_char": None, "speaker_text": "she"}
    found = failures(QUOTES, frame_of(QUOTES, whole, half))
    assert found == [Failure("speaker_text", "span", 1, place)]
    without = frame_of(QUOTES, half).drop("cue_text")
    assert [failure.check for failure in failures(QUOTES, without)] == ["missing", "span"]


def test_checks_run_whatever_the_environment_says(monkeypatch):
    from pandera.config import CONFIG, ValidationDepth

    monkeypatch.setattr(CONFIG, "validation_enabled", False)
    monkeypatch.setattr(CONFIG, "validation_depth", ValidationDepth.SCHEMA_ONLY)
    assert failures(DOCUMENTS, frame_of(DOCUMENTS, {"split": "dev"})) == [Failure("split", "enum", 0, "dev")]
