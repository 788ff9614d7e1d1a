"""docs/publishing.md prints what the command prints."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hubs import Place, loopback_only, place_there, proved_once, served_place, small_releases  # noqa: F401
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from toolkit import publish as publishing
from toolkit.cli import app
from toolkit.contracts import TABLES
from toolkit.errors import RightsError, ToolkitError
from toolkit.facts import table_facts
from toolkit.release import Release

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ toolkit (.*?)\n(.*?)```", PAGE, re.DOTALL)

pytestmark = [loopback_only, pytest.mark.usefixtures("once", "dist")]


@pytest.fixture
def dist(there: Place, releases: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which the page's commands are given, and the Hub that they mean."""
    there.own.store.repositories.clear()
    shutil.copytree(releases["first"].parent, tmp_path / "dist" / "gates")
    shutil.copytree(releases["forbidden"].parent, tmp_path / "dist" / "mixed")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(publishing, "read_back", rows_of)
    yield tmp_path


def rows_of(release: Release, *there: object, **settings: object) -> dict[str, int]:
    """What `read_back` returns where all is well."""
    return {table: table_facts(release, table).total for table in TABLES}


def printed(there: Place, command: str) -> str:
    """What a user sees of the command: steps, then what came of it."""
    said = CliRunner().invoke(app, [*command.split(), "--endpoint", there.endpoint])
    assert said.exception is None or isinstance(said.exception, ToolkitError), said.exception
    return f"{said.stderr}{said.stdout}{said.exception or ''}".replace(there.endpoint, "https://huggingface.co")


def steady(text: str) -> str:
    """The text without what differs from build to build: sizes, hashes, counts of files and rows."""
    text = re.sub(r" +[\d,.]+ (?:bytes|[kM]B)\b", " SIZE", text)
    text = re.sub(r"\b[0-9a-f]{12}\b", "COMMIT", text)
    return re.sub(r"\b\d[\d,]* (files?|rows)\b", r"SOME \1", text).strip()


def fits(page: str, found: str) -> bool:
    """Whether the page shows what was found; a line of "…" stands for any lines."""
    pattern = re.escape(steady(page)).replace("\\ \\ …\n", "(?:.*\n)*?").replace("\\ \\ …\\\n", "(?:.*\n)*?")
    return re.fullmatch(pattern, steady(found)) is not None


def test_every_block_is_what_is_printed(there: Place) -> None:
    assert len(BLOCKS) == 6
    for command, page in BLOCKS:
        found = printed(there, command)
        assert fits(page, found), f"toolkit {command}\n{found}"
    assert not fits(BLOCKS[0][1], printed(there, BLOCKS[0][0])), "it is there by now"


def test_json_is_as_its_schema_has_it(there: Place) -> None:
    schema = json.loads((ROOT / "docs" / "publish.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    command = ["publish", "dist/gates/1.0.0", "--repo", "ada/json", "--json", "--endpoint", there.endpoint]
    for options in (["--dry-run"], [], []):
        found = json.loads(CliRunner().invoke(app, [*command, *options]).stdout)
        Draft202012Validator(schema).validate(found)
        assert found["published"] is (not options)
        assert found["refused"] == []
    assert found["rows"]["documents"] == table_facts(Release(Path("dist/gates/1.0.0")), "documents").total


def test_json_of_a_refusal_lists_what_is_refused(there: Place) -> None:
    schema = json.loads((ROOT / "docs" / "publish.schema.json").read_bytes())
    command = ["publish", "dist/mixed/1.0.0", "--repo", "ada/open", "--json", "--endpoint", there.endpoint]
    refused = CliRunner().invoke(app, command)
    found = json.loads(refused.stdout)
    Draft202012Validator(schema).validate(found)
    assert isinstance(refused.exception, RightsError)
    assert (found["published"], found["commit"], found["create"]) == (False, None, True)
    assert found["refused"] == [
        {
            "rights_holder": "The Ledger", "license": "LicenseRef-ledger", "redistribute": False, "basis": None,
            "documents": 1, "sources": ["gates/ledger/ferry.txt"],
        }
    ]  # fmt: skip


def test_every_option_is_on_the_page() -> None:
    options = set(re.findall(r"--[a-z-]+", CliRunner().invoke(app, ["publish", "--help"]).stdout)) - {"--help"}
    assert {option for option in options if option not in PAGE} == set()
