"""Each form as text: complete, readable by its own tool, the same on every run; and a cheap import."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml

from toolkit.contracts import FORMATS, render, to_feature_rows, to_json_schema, to_markdown
from toolkit.contracts.markdown import with_members
from toolkit.errors import UsageError


@pytest.mark.parametrize("format", FORMATS)
def test_every_column_is_shown_and_runs_agree(contract, format):
    text = render(contract, format)
    assert text == render(contract, format)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    places = [text.index(name) for name in contract.names]
    assert len(places) == len(contract.fields)


def test_json_and_yaml_can_be_read_back(contract):
    assert json.loads(render(contract, "json-schema")) == to_json_schema(contract)
    card = yaml.safe_load(render(contract, "features"))
    assert card == {"dataset_info": [{"config_name": contract.name, "features": to_feature_rows(contract)}]}


def test_arrow_lines_show_type_nullability_and_description(contract):
    lines = render(contract, "arrow").splitlines()[1:]
    fields = [field for _, field in with_members(contract.fields)]
    for line, field in zip(lines, fields, strict=True):
        kind = {"float64": "double"}.get(field.type, field.type)
        assert line.strip() == f"{field.name}: {kind}{'' if field.nullable else ' not null'}  # {field.description}"


def test_pandera_lines_show_the_checks(contract):
    lines = render(contract, "pandera").splitlines()[1:]
    for line, field in zip(lines, contract.fields, strict=True):
        assert line.startswith(f"{field.name}: ")
        assert ("not null" in line) != field.nullable
        for value in field.constraints.enum:
            assert value in line


def test_data_dictionary_has_sound_tables_and_explains_every_value(contract):
    page = to_markdown(contract)
    for table in page.split("\n\n"):
        if table.startswith("|"):
            assert len({line.replace("\\|", "").count("|") for line in table.strip().splitlines()}) == 1
    for _, field in with_members(contract.fields):
        for value, meaning in field.constraints.enum.items():
            assert f"| `{value}` | {meaning} |" in page
    for key in contract.foreign_keys:
        assert f"| `{key.fields[0]}` | `{key.resource}.{key.reference_fields[0]}` |" in page
    assert page.count("documents.text[") >= len(contract.spans)


def test_unknown_format_is_a_usage_error(contract):
    with pytest.raises(UsageError, match="format 'avro': there is no such form"):
        render(contract, "avro")


def test_import_is_cheap():
    script = (
        "import sys, toolkit.contracts as contracts; contracts.load_contracts();"
        "heavy = {'pyarrow', 'polars', 'pandera', 'datasets', 'numpy', 'yaml'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
