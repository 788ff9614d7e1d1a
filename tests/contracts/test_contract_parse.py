"""The grammar of a contract: what is read, and how a mistake is named."""

from __future__ import annotations

import dataclasses
import re
from importlib import resources

import pytest

from toolkit.contracts import TABLES, check_references, load_contract, load_contracts, parse
from toolkit.contracts.contract import FIELD_TYPES
from toolkit.errors import ContractError

GOOD = """
name = "letters"
title = "Letters"
version = "1.2.0"
description = "One row per letter."
primaryKey = ["letter_id"]
spans = [{ start = "from_char", end = "to_char", text = "words" }, { in = "parts", start = "a", end = "b", text = "c" }]
foreignKeys = [{ fields = ["doc_id"], reference = { resource = "documents", fields = ["doc_id"] } }]
fields = [
  { name = "letter_id", type = "string", description = "Id.", example = "", constraints = {required=true,unique=true} },
  { name = "doc_id", type = "string", description = "Its document.", example = "x" },
  { name = "from_char", type = "int32", description = "Start.", example = 0, constraints = { minimum = 0 } },
  { name = "to_char", type = "int32", description = "End.", example = 1 },
  { name = "words", type = "string", description = "Word.", example = "w", constraints = { enum = { w = "A word." } } },
  { name = "read", type = "bool", description = "Whether it was read.", example = true },
  { name = "size", type = "int64", description = "Bytes.", example = 9, constraints = { maximum = 99 } },
  { name = "at", type = "timestamp[us, tz=UTC]", description = "When.", example = 2031-01-01T00:00:00Z },
  { name = "parts", type = "list<struct>", description = "Parts.", example = [{ a = 1, b = 2, c = "p" }], fields = [
    { name = "a", type = "int32", description = "Start.", example = 1, constraints = { required = true } },
    { name = "b", type = "int32", description = "End.", example = 2, constraints = { required = true } },
    { name = "c", type = "string", description = "Part.", example = "p", constraints = { required = true } },
  ] },
]
"""

MISTAKES = {
    "not TOML": ('name = "letters"', "name = letters", "not TOML"),
    "unknown key": ('title = "Letters"', 'titel = "Letters"', "unknown key 'titel'; use one of name, title"),
    "missing key": ('title = "Letters"', "", "key 'title' is missing; add it"),
    "empty string": ('title = "Letters"', 'title = " "', "'title' is ' '"),
    "name": ('name = "letters"', 'name = "Letters"', "lower-case letters"),
    "version": ('"1.2.0"', '"1.2"', "write MAJOR.MINOR.PATCH"),
    "unknown type": ('type = "bool"', 'type = "boolean"', "field.* read: type 'boolean'; use one of string; int32"),
    "unknown field key": ('example = "w",', 'example = "w", unit = "x",', "fields words: unknown key 'unit'"),
    "unknown constraint": ("minimum = 0", "min = 0", "from_char, constraints: unknown key 'min'"),
    "constraint of another type": ("maximum = 99", 'pattern = "^9$"', "'pattern' on another type; it is for string"),
    "length of a number": ("maximum = 99", "minLength = 1", "'minLength' on another type"),
    "minimum of a string": ('enum = { w = "A word." }', "minimum = 1", "'minimum' on another type"),
    "constraint not a number": ("maximum = 99", "maximum = true", "'maximum' is True; write a number"),
    "negative length": ('enum = { w = "A word." }', "minLength = -1", "write a whole number from 0"),
    "flag": ("required=true", 'required="yes"', "'required' is 'yes'; write true or false"),
    "enum as a list": ('enum = { w = "A word." }', 'enum = ["w"]', "'enum' is .*; write a table"),
    "enum without meaning": ('w = "A word."', 'w = ""', "write a string that is not empty"),
    "empty enum": ('enum = { w = "A word." }', "enum = {}", "'enum' without a value"),
    "loose pattern": ('enum = { w = "A word." }', 'pattern = "w"', "anchor it"),
    "broken pattern": ('enum = { w = "A word." }', 'pattern = "^($"', "no regular expression"),
    "example of another type": ("example = true", 'example = "yes"', "example 'yes'; write one of type bool"),
    "example without zone": ("00:00:00Z", "00:00:00", "write one of type timestamp"),
    "example with a hole": ("a = 1, b = 2", "a = 1", "with every member of a struct"),
    "members of a scalar": ("example = true", "example = true, fields = []", "only list<struct> has members"),
    "unique in a list": (
        'example = "p", constraints = { required',
        'example = "p", constraints = { unique',
        "'unique'",
    ),
    "list in a list": ('name = "c", type = "string"', 'name = "c", type = "list<string>"', "type 'list<string>'; use"),
    "two of a name": ('name = "read"', 'name = "size"', "field 'size' occurs 2 times"),
    "field without a table": ("fields = [\n", "fields = [ 1,\n", r"write a list of tables, \[\[fields\]\]"),
    "key without its column": (
        'primaryKey = ["letter_id"]',
        'primaryKey = ["id"]',
        "'primaryKey' names 'id'; there is",
    ),
    "key of two columns": ('["letter_id"]', '["letter_id", "doc_id"]', "primaryKey of 2 columns; name one"),
    "key that may be null": ("required=true,", "", "primaryKey 'letter_id' may be null or repeat"),
    "keys not a list": ('primaryKey = ["letter_id"]', 'primaryKey = "letter_id"', "write a list of strings"),
    "foreign key": ('fields = ["doc_id"], ref', 'fields = ["docid"], ref', "foreignKeys 1: 'fields' names 'docid'"),
    "uneven foreign key": ('fields = ["doc_id"] } }', 'fields = ["a", "b"] } }', "1 fields that refer to 2"),
    "span of another type": ('end = "to_char"', 'end = "words"', "span over 'words'; name a column of type int32"),
    "span in no struct": ('in = "parts"', 'in = "words"', "span in 'words'; name a column of type list<struct>"),
    "span null in part": ("{ minimum = 0 }", "{ required = true }", "make all three required, or none"),
    "unknown span key": ('in = "parts"', 'inside = "parts"', "unknown key 'inside'"),
}


def test_good_contract_is_read_whole():
    contract = load_contract(GOOD, "letters.toml")
    assert (contract.name, contract.version, contract.primary_key) == ("letters", "1.2.0", ("letter_id",))
    assert contract.names[:3] == ("letter_id", "doc_id", "from_char")
    assert contract.field("words").constraints.enum == {"w": "A word."}
    assert [member.name for member in contract.field("parts").fields] == ["a", "b", "c"]
    assert [(rule.within, rule.nullable) for rule in contract.spans] == [(None, True), ("parts", False)]
    assert contract.foreign_keys[0].resource == "documents"
    with pytest.raises(KeyError):
        contract.field("nothing")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_named_with_its_place(mistake):
    right, wrong, message = MISTAKES[mistake]
    assert right in GOOD
    with pytest.raises(ContractError, match=message) as error:
        load_contract(GOOD.replace(right, wrong, 1), "letters.toml")
    assert re.match(r"letters\.toml[^;]*: .+; .+", str(error.value), re.DOTALL)


def test_shipped_contracts_come_in_order_and_once():
    contracts = load_contracts()
    assert tuple(contracts) == TABLES == ("documents", "sentences", "quotes", "entities")
    assert [contract.name for contract in contracts.values()] == list(TABLES)
    again = load_contracts()
    assert all(again[name] is contracts[name] for name in TABLES)
    contracts.clear()
    assert tuple(load_contracts()) == TABLES


def test_foreign_keys_lead_somewhere():
    contracts = load_contracts()
    quotes = contracts["quotes"]
    with pytest.raises(
        ContractError, match=r"schemas/quotes\.toml, foreign key doc_id: refers to the table 'documents'"
    ):
        check_references({"quotes": quotes})
    sentences = dataclasses.replace(contracts["sentences"], primary_key=("doc_id",))
    with pytest.raises(ContractError, match="refer to its primary key, doc_id"):
        check_references(contracts | {"sentences": sentences})
    field = dataclasses.replace(quotes.field("doc_id"), type="int64")
    fields = tuple(field if old.name == "doc_id" else old for old in quotes.fields)
    with pytest.raises(ContractError, match=r"doc_id and documents\.doc_id differ in type"):
        check_references(contracts | {"quotes": dataclasses.replace(quotes, fields=fields)})


def test_grammar_page_names_every_word():
    page = resources.files("toolkit.schemas").joinpath("README.md").read_text(encoding="utf-8")
    keys = {
        *parse.CONTRACT_KEYS,
        *parse.FIELD_KEYS,
        *parse.CONSTRAINT_KEYS,
        *parse.FOREIGN_KEY_KEYS,
        *parse.REFERENCE_KEYS,
        *parse.SPAN_KEYS,
        *FIELD_TYPES,
    }
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []
