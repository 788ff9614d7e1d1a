"""The examples of the contracts are one article's rows: they keep every rule, and their spans are proved."""

from __future__ import annotations

import hashlib

import jsonschema
import pytest
from contract_rows import example_row

from toolkit.contracts import load_contracts, to_json_schema
from toolkit.contracts.json_schema import to_json_value
from toolkit.contracts.markdown import with_members

DOCUMENT = example_row(load_contracts()["documents"])
TEXT = DOCUMENT["text"]


def test_examples_are_valid_json_rows(contract):
    schema = to_json_schema(contract)
    jsonschema.Draft202012Validator.check_schema(schema)
    row = {field.name: to_json_value(field.example) for field in contract.fields}
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    checker.validate(row)
    nulls = {field.name: None for field in contract.fields if field.nullable}
    checker.validate(row | nulls)
    for field in contract.fields:
        if not field.nullable:
            with pytest.raises(jsonschema.ValidationError):
                checker.validate(row | {field.name: None})
        with pytest.raises(jsonschema.ValidationError):
            checker.validate({name: value for name, value in row.items() if name != field.name})


def test_spans_of_the_examples_are_proved(contract):
    row = example_row(contract)
    for rule in contract.spans:
        for place in row[rule.within] if rule.within else [row]:
            assert TEXT[place[rule.start] : place[rule.end]] == place[rule.text]
    for _, field in with_members(contract.fields):
        assert field.description.endswith(".")


def test_examples_of_the_document_are_true():
    assert hashlib.sha256(TEXT.encode()).hexdigest() == DOCUMENT["text_sha256"]
    words = [word for word in TEXT.split() if any(char.isalnum() for char in word)]
    assert (len(TEXT), len(words)) == (DOCUMENT["char_count"], DOCUMENT["word_count"])
    assert TEXT.splitlines()[0] == DOCUMENT["title"]
    assert DOCUMENT["dateline"] in TEXT
    assert all(piece["text"] not in TEXT for piece in DOCUMENT["boilerplate"])


def test_foreign_keys_of_the_examples_meet():
    rows = {name: example_row(contract) for name, contract in load_contracts().items()}
    for name, contract in load_contracts().items():
        for key in contract.foreign_keys:
            if key.fields == ("parent_quote_id",):
                continue
            if (name, key.fields) == ("entities", ("sentence_id",)):
                continue
            assert rows[name][key.fields[0]] == rows[key.resource][key.reference_fields[0]]
