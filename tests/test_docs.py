"""The documentation, held to what is true: commands, files, numbers, links."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from pydantic import BaseModel

from toolkit import __version__
from toolkit.article import Reason
from toolkit.build import build
from toolkit.card import REGIONS, regions
from toolkit.config import Config
from toolkit.plan import plan
from toolkit.rights import Source

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "DATASHEET.md")]


def toolkit(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "toolkit", *arguments], capture_output=True, text=True, check=False)


def test_every_command_of_the_readme_exists_and_every_command_is_in_it() -> None:
    told = set(re.findall(r"^toolkit (\w+)", README, re.MULTILINE))
    helped = toolkit("--help").stdout
    offered = set(re.findall(r"^  (\w+) ", helped.partition("Commands")[2], re.MULTILINE))
    assert told == offered


def test_ci_runs_the_readmes_test_command() -> None:
    assert README.count("<!-- the test command -->\n```bash\n") == 1
    assert "<!-- the test command -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_names_every_option_that_it_uses() -> None:
    for command, option in re.findall(r"toolkit (\w+)[^\n`]*?(--[a-z-]+)", README):
        assert option in toolkit(command, "--help").stdout, f"toolkit {command} {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_name_files_that_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:toolkit|tests|schemas|seeds)/[\w./-]*|[A-Z]+\.(?:md|toml)|requirements\.lock)`", text)
    missing = [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__


def test_the_map_names_every_module() -> None:
    text = (ROOT / "toolkit" / "__init__.py").read_text(encoding="utf-8")
    modules = {path.name for path in (ROOT / "toolkit").glob("*.py")} - {"__init__.py", "__main__.py"}
    assert [name for name in sorted(modules) if name not in text] == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wanted = [re.split(r"[\[<>=]", each)[0].lower() for each in project["dependencies"]]
    assert [name for name in wanted if not re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE)] == []
    for line in re.findall(r"^[\w.-]+==.*$", lock, re.MULTILINE):
        assert line.endswith("\\"), f"no hash: {line}"


def test_templates_name_regions_that_there_are() -> None:
    for name in ("card.md", "datasheet.md"):
        template = resources.files("toolkit.templates").joinpath(name).read_text(encoding="utf-8")
        assert {region for region, _ in regions(template)} <= set(REGIONS)


def test_the_datasheet_on_top_is_the_one_of_the_release(tmp_path: Path) -> None:
    release = build(plan([str(ROOT / "seeds")]), tmp_path).release
    there, built = (_without_libraries(folder / "DATASHEET.md") for folder in (ROOT, release))
    assert there == built, "copy it from a new release of seeds/"


def _without_libraries(page: Path) -> str:
    """The page without the interpreter and the libraries that happen to be installed."""
    text, lines = re.subn(r"^\| (?:interpreter|library) \|.*\n", "", page.read_text("utf-8"), flags=re.MULTILINE)
    assert lines > 1
    return text


def test_broken_seeds_are_named_after_their_reason() -> None:
    names = {path.stem.partition("-")[0] for path in (ROOT / "seeds" / "broken").iterdir()}
    assert names <= set(Reason)


def keys(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, object]]:
    """Every key of a configuration with its default."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from keys(inner)
        else:
            yield name, field.default


def test_every_key_of_the_configuration_is_explained_with_its_default() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    for key, default in keys(Config):
        assert f"| `{key}` |" in page, key
        if default is not None and default != []:
            assert (
                re.search(rf"^\| `{key}` \| [^|]*{re.escape(json.dumps(default))}", page, re.MULTILINE)
                or key == "paths"
            ), key
    for key, _ in keys(Source):
        assert f"`{key}`" in page, key


def test_nothing_names_a_machine() -> None:
    for path in [*PAGES, *ROOT.glob("toolkit/**/*.py"), *ROOT.glob("tests/**/*.py"), ROOT / "requirements.lock"]:
        assert not re.search(r"(?<![\w.])/(?:root|home|work)/\w", path.read_text(encoding="utf-8")), path
