"""What a release says of itself to programs, read by the reference program of each format."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import mlcroissant
import pytest
import yaml
from damage import Row, rewrite, rows

from toolkit.citation import bibtex, cff
from toolkit.config import Config
from toolkit.contracts import TABLES, load_contracts
from toolkit.contracts.json_schema import to_json_value
from toolkit.croissant import answers_of, license_of
from toolkit.datapackage import datapackage
from toolkit.release import CITATION, CROISSANT, DATAPACKAGE, Release
from toolkit.splits import SPLITS
from toolkit.tally import count

# The reference programs use what their own libraries call out of date.
pytestmark = [
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The inplace keyword:DeprecationWarning"),
]
OPTIONAL = "datePublished"
"""The only thing that Croissant recommends and a build without SOURCE_DATE_EPOCH does not know."""


def described(folder: Path, name: str) -> dict[str, Any]:
    found = json.loads((folder / name).read_bytes())
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def old_croissant(split_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same release, its Croissant naming version 1.0 alone."""
    folder = Path(shutil.copytree(split_release, tmp_path_factory.mktemp("old") / "release"))
    text = (folder / CROISSANT).read_text(encoding="utf-8")
    (folder / CROISSANT).write_text(text.replace('    "http://mlcommons.org/croissant/1.1",\n', ""), encoding="utf-8")
    return folder


# ---- Croissant


def test_it_is_valid_croissant_of_both_versions(split_release: Path, old_croissant: Path) -> None:
    for folder, version in ((split_release, "1.1"), (old_croissant, "1.0")):
        metadata = mlcroissant.Dataset(str(folder / CROISSANT)).metadata
        assert str(metadata.ctx.conforms_to.value).endswith(version)
        issues = metadata.ctx.issues
        assert not issues.errors
        assert [warning for warning in issues.warnings if OPTIONAL not in str(warning)] == []


@pytest.mark.parametrize("table", TABLES)
def test_its_records_are_our_rows(table: str, split_release: Path, old_croissant: Path) -> None:
    ours = [{"split": split, **row} for split in sorted(SPLITS) for row in rows(split_release, table, split)]
    assert [plain(record) for record in records(split_release, table)] == ours
    if table == "quotes":  # it has everything that a table can have
        assert [plain(record) for record in records(old_croissant, table)] == ours


def records(folder: Path, table: str) -> list[Row]:
    found = mlcroissant.Dataset(str(folder / CROISSANT)).records(table)
    return [dict(sorted(record.items(), key=lambda item: not item[0].endswith("/split"))) for record in found]


def plain(value: Any) -> Any:
    """What mlcroissant gives as we have it: texts as str, numbers as Python's, fields by their own names."""
    match value:
        case dict():
            return {name.rpartition("/")[2]: plain(each) for name, each in value.items()}
        case list():
            return [plain(each) for each in value]
        case bytes():
            return value.decode()
        case datetime():
            return value.to_pydatetime().astimezone(UTC) if hasattr(value, "to_pydatetime") else value
        case _:
            return value.item() if hasattr(value, "item") else value


def test_croissant_lists_every_data_file_with_its_hash(split_release: Path) -> None:
    objects = [each for each in described(split_release, CROISSANT)["distribution"] if "sha256" in each]
    data = [each for each in Release(split_release).files if each["path"].startswith("data/")]
    assert {(each["contentUrl"], each["contentSize"], each["sha256"]) for each in objects} == {
        (each["path"], f"{each['bytes']} B", each["sha256"]) for each in data
    }


def test_croissant_has_keys_references_nested_fields_and_splits(split_release: Path) -> None:
    sets = {each["@id"]: each for each in described(split_release, CROISSANT)["recordSet"]}
    assert [each["splits/name"] for each in sets["splits"]["data"]] == list(SPLITS)
    for table, contract in load_contracts().items():
        fields = {each["name"]: each for each in sets[table]["field"]}
        assert sets[table]["key"] == {"@id": f"{table}/{contract.primary_key[0]}"}
        assert fields["split"]["references"] == {"field": {"@id": "splits/name"}}
        for key in contract.foreign_keys:
            target = {"fileSet": {"@id": f"{key.resource}-files"}, "extract": {"column": key.reference_fields[0]}}
            assert fields[key.fields[0]]["references"] == target
        for field in contract.fields:
            assert [each["name"] for each in fields[field.name].get("subField", ())] == [m.name for m in field.fields]


def test_croissant_says_where_the_data_come_from(release: Path) -> None:
    told = described(release, CROISSANT)
    program, model = told["rai:machineAnnotationTools"]
    assert program.startswith("toolkit ")
    assert model.startswith("en_core_web_sm")
    agents = told["prov:wasGeneratedBy"]["prov:wasAssociatedWith"]
    assert [agent["prov:label"] for agent in agents] == [program, model]
    assert told["prov:wasDerivedFrom"]["@type"] == "prov:Entity"
    assert told["license"] == "https://spdx.org/licenses/CC0-1.0.html"
    assert "judging a person" in told["rai:dataUseCases"]
    assert "<!--" not in json.dumps(told)


def test_the_datasheet_answers_by_section_or_by_mark() -> None:
    page = """# D
## Collection process
By <!-- rai:dataBiases -->one paper<!-- /rai:dataBiases -->.
<!-- toolkit:summary -->
8 articles.
<!-- /toolkit:summary -->
## Uses
<!-- rai:dataUseCases -->None.<!-- /rai:dataUseCases --> More.
## Maintenance
## Motivation
Fun.
"""
    assert answers_of(page) == {
        "dataCollection": "By one paper.\n8 articles.",
        "dataBiases": "one paper",
        "dataUseCases": "None.",
    }


# ---- Frictionless


def test_it_is_a_valid_data_package(split_release: Path) -> None:
    report = frictionless.validate(str(split_release / DATAPACKAGE))
    assert [error.message for task in report.tasks for error in task.errors] == []
    assert report.valid
    assert len(report.tasks) == len(TABLES) * len(SPLITS)


def test_a_data_package_knows_what_breaks_a_key(copy: Path) -> None:
    rewrite(copy, "entities", lambda found: found[0].update(doc_id="0" * 16))
    report = frictionless.validate(str(copy / DATAPACKAGE))
    assert {error.type for task in report.tasks for error in task.errors} == {"foreign-key"}


def test_a_table_in_several_files_has_a_resource_for_each(release: Path) -> None:
    """And no key refers to it: a resource is one file."""
    one = [dict(each) for each in Release(release).files if each["path"].startswith("data/")]
    two = [
        {**each, "path": f"data/documents/train-0000{number}-of-00002.parquet"}
        for each in one if "/documents/" in each["path"] for number in (0, 1)
    ]  # fmt: skip
    files = [*two, *(each for each in one if "/documents/" not in each["path"])]
    facts = count(Release(release), Config().splits)
    resources = {each["name"]: each for each in datapackage(Config(), {"name": "X"}, facts, files)["resources"]}
    assert list(resources)[:3] == ["documents-train-00000", "documents-train-00001", "sentences-train"]
    assert "foreignKeys" not in resources["sentences-train"]["schema"]
    assert [key["reference"]["resource"] for key in resources["quotes-train"]["schema"]["foreignKeys"]] == [
        "", "sentences-train", "sentences-train", "entities-train",
    ]  # fmt: skip


# ---- JSON Schema, citation


@pytest.mark.parametrize("table", TABLES)
def test_the_schemas_of_a_release_take_its_rows_and_no_others(table: str, release: Path) -> None:
    schema = described(release, f"schemas/{table}.schema.json")
    checker = jsonschema.Draft202012Validator(schema)
    for row in rows(release, table)[:20]:
        as_json = {name: to_json_value(value) for name, value in row.items()}
        checker.validate(as_json)
        assert not checker.is_valid({**as_json, "colour": "red"})
        assert not checker.is_valid({**as_json, "doc_id": None})


def test_a_citation_says_what_is_stated_and_no_more(release: Path) -> None:
    known = yaml.safe_load((release / CITATION).read_bytes())
    assert set(known) == {"cff-version", "message", "type", "title", "version", "authors", "license"}
    config = Config(title="A & B", authors=["Ada Brenn", "The Wire"], homepage="https://a.example", license="mit")
    full = yaml.safe_load(cff(config, "a-b", "1.2.0", "2031-04-18T00:00:00+00:00"))
    assert full["authors"] == [{"name": "Ada Brenn"}, {"name": "The Wire"}]
    assert (full["license"], full["url"], str(full["date-released"])) == ("MIT", "https://a.example", "2031-04-18")
    entry = bibtex(config, "a-b", "1.2.0", "2031-04-18T00:00:00+00:00")
    assert re.findall(r"^  (\w+) = {(.*)},?$", entry, re.MULTILINE) == [
        ("title", r"A \& B"),
        ("author", "{Ada Brenn} and {The Wire}"),
        ("year", "2031"),
        ("version", "1.2.0"),
        ("url", "https://a.example"),
    ]


@pytest.mark.parametrize(
    ("stated", "given"),
    [
        ("cc-by-nc-4.0", "https://spdx.org/licenses/CC-BY-NC-4.0.html"),
        ("Apache-2.0", "https://spdx.org/licenses/Apache-2.0.html"),
        ("LicenseRef-Desk", "LicenseRef-Desk"),
    ],
)
def test_a_license_has_its_address_where_spdx_lists_it(stated: str, given: str) -> None:
    assert license_of(stated) == given
