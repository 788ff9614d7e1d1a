"""All derived forms agree, field by field, with the contract and with what `load_dataset` reports."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from contract_rows import example_row
from datasets import Features, List, Value

from toolkit.contracts import (
    TABLES,
    load_contracts,
    to_arrow,
    to_feature_rows,
    to_features,
    to_json_schema,
    to_markdown,
    to_pandera,
    to_polars,
)

LOAD = """
import json, os, sys
from datasets import load_dataset
reported = {}
for name in sys.argv[2:]:
    for streaming in (False, True):
        table = load_dataset(f"{sys.argv[1]}/{name}", split="train", streaming=streaming)
        row = {key: str(value) for key, value in next(iter(table)).items()}
        features = table.features
        reported[f"{name} {streaming}"] = {"features": features.to_dict(), "columns": list(features), "row": row}
print(json.dumps(reported), flush=True)
os._exit(0)  # threads that read ahead for a stream may outlive it, and abort an interpreter that ends in good order
"""


class Facts(NamedTuple):
    """What the forms have in common about one column or member."""

    path: str
    type: str
    nullable: bool | None = None
    enum: tuple[str, ...] | None = None


def facts(fields, prefix=""):
    for field in fields:
        yield Facts(prefix + field.name, field.type, field.nullable, tuple(field.constraints.enum))
        yield from facts(field.fields, f"{prefix}{field.name}[].")


def arrow_facts(fields, prefix=""):
    for field in fields:
        kind, item = field.type, field.type.value_type if pa.types.is_list(field.type) else None
        nested = item is not None and pa.types.is_struct(item)
        name = "list<struct>" if nested else f"list<{item}>" if item is not None else str(kind)
        yield Facts(prefix + field.name, {"double": "float64"}.get(name, name), field.nullable)
        if item is not None:
            assert not kind.value_field.nullable
        if nested:
            yield from arrow_facts(list(item), f"{prefix}{field.name}[].")


def feature_facts(features, prefix=""):
    for name, feature in features.items():
        if isinstance(feature, Value):
            yield Facts(prefix + name, feature.dtype)
        elif isinstance(feature, List) and isinstance(feature.feature, Value):
            yield Facts(prefix + name, f"list<{feature.feature.dtype}>")
        else:
            yield Facts(prefix + name, "list<struct>")
            yield from feature_facts(feature.feature, f"{prefix}{name}[].")


def json_facts(schema, prefix=""):
    assert schema["required"] == list(schema["properties"])
    for name, body in schema["properties"].items():
        nullable = "null" in body["type"]
        kind = body["type"][0] if nullable else body["type"]
        enum = tuple(value for value in body.get("enum", ()) if value is not None)
        assert nullable == (None in body.get("enum", (None,) if nullable else ()))
        items = body.get("items", {})
        types = {
            "string": "timestamp[us, tz=UTC]" if body.get("format") == "date-time" else "string",
            "integer": "int32" if body.get("maximum") == 2**31 - 1 else "int64",
            "number": "float64",
            "boolean": "bool",
            "array": "list<string>" if items.get("type") == "string" else "list<struct>",
        }
        yield Facts(prefix + name, types[kind], nullable, enum)
        if items.get("type") == "object":
            yield from json_facts(items, f"{prefix}{name}[].")


def markdown_facts(page):
    columns = page.split("### ")[0]
    for line in re.findall(r"^\| `.*\|$", columns, re.MULTILINE):
        path, kind, null, _, values, _ = (cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
        listed = re.search(r"one of (.*?)(;|$)", values)
        enum = tuple(re.findall(r"`(.*?)`", listed.group(1))) if listed else ()
        yield Facts(path.strip("`"), kind.strip("`"), null == "yes", enum)


def without_enum(found):
    return [fact._replace(enum=None) for fact in found]


def bare(found):
    return [fact._replace(nullable=None, enum=None) for fact in found]


def test_arrow_agrees(contract):
    schema = to_arrow(contract)
    assert list(arrow_facts(schema)) == without_enum(facts(contract.fields))
    assert [field.metadata[b"description"].decode() for field in schema] == [f.description for f in contract.fields]
    assert schema.metadata[b"toolkit.contract"].decode() == f"{contract.name} {contract.version}"


def test_features_agree(contract):
    features = to_features(contract)
    assert list(feature_facts(features)) == bare(facts(contract.fields))
    assert features == Features._from_yaml_list(to_feature_rows(contract))
    assert to_feature_rows(contract) == features._to_yaml_list()
    assert json.loads(to_arrow(contract).metadata[b"huggingface"]) == {"info": {"features": features.to_dict()}}
    # Without its metadata, the schema leads to the same features.
    assert Features.from_arrow_schema(to_arrow(contract).remove_metadata()) == features


def test_json_schema_agrees(contract):
    assert list(json_facts(to_json_schema(contract))) == list(facts(contract.fields))


def test_markdown_agrees(contract):
    assert list(markdown_facts(to_markdown(contract))) == list(facts(contract.fields))


def test_polars_and_pandera_agree(contract):
    import polars as pl

    schema = to_pandera(contract)
    frame = pl.from_arrow(pa.Table.from_pylist([example_row(contract)], schema=to_arrow(contract)))
    types = to_polars(contract)
    assert frame.schema == types
    assert list(types.items()) == [(name, column.dtype.type) for name, column in schema.columns.items()]
    for field, column in zip(contract.fields, schema.columns.values(), strict=True):
        assert (column.nullable, column.unique) == (field.nullable, field.constraints.unique)
        assert column.description == field.description
        said = {check.error: check.statistics for check in column.checks}
        limits = field.constraints
        expected = {
            "pattern": limits.pattern and {"pattern": limits.pattern},
            "enum": limits.enum and {"allowed_values": list(limits.enum)},
            "minimum": None if limits.minimum is None else {"min_value": limits.minimum},
            "maximum": None if limits.maximum is None else {"max_value": limits.maximum},
        }
        length = said.pop("minLength", {"min_value": None})
        assert length["min_value"] == limits.min_length
        assert said == {word: value for word, value in expected.items() if value}


def test_json_schema_holds_the_constraints(contract):
    for name, body in to_json_schema(contract)["properties"].items():
        limits = contract.field(name).constraints
        assert body.get("pattern") == limits.pattern
        assert body.get("minLength", body.get("minItems")) == limits.min_length
        if limits.minimum is not None:
            assert body["minimum"] == limits.minimum


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """What stock `datasets` says, in a process of its own, about one Parquet file of each table."""
    folder = tmp_path_factory.mktemp("release")
    for name, contract in load_contracts().items():
        path = folder / name / "train.parquet"
        path.parent.mkdir()
        pq.write_table(pa.Table.from_pylist([example_row(contract)], schema=to_arrow(contract)), path)
        assert pq.read_schema(path).equals(to_arrow(contract), check_metadata=True)
    cache = str(tmp_path_factory.mktemp("cache"))
    environment = os.environ | {"HF_HOME": cache, "HF_DATASETS_CACHE": cache, "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-c", LOAD, str(folder), *TABLES]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("streaming", [False, True])
def test_load_dataset_reports_the_contract(contract, streaming, reported):
    loaded = reported[f"{contract.name} {streaming}"]
    assert loaded["columns"] == list(contract.names)
    assert Features.from_dict(loaded["features"]) == to_features(contract)
    assert list(feature_facts(Features.from_dict(loaded["features"]))) == bare(facts(contract.fields))
    for name in contract.names:
        assert loaded["row"][name] == str(example_row(contract)[name])
