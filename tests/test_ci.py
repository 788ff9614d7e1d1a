"""What other repositories' CI takes from this one: the action, the hooks and the page that explains them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from damage import rewrite
from quick import ROOT

ACTION = ROOT / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
PAGE = ROOT / "docs" / "ci.md"
PAGES = [ACTION, HOOKS, PAGE, ROOT / "docs" / "validate.md"]


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def blocks() -> list[str]:
    """The YAML of the page, as one would copy it."""
    found = re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(found) == 3
    return found


def steps(text: str) -> list[dict[str, Any]]:
    return [step for job in yaml.safe_load(text)["jobs"].values() for step in job["steps"]]


@cache
def helped(command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "toolkit", command, "--help"], capture_output=True, text=True, check=True,
        env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    return done.stdout


# ---- form


def checked(tool: str, *arguments: object) -> None:
    done = subprocess.run([sys.executable, "-m", tool, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_is_one_as_github_reads_it() -> None:
    checked("check_jsonschema", "--builtin-schema", "vendor.github-actions", ACTION)


def test_the_workflows_to_copy_are_workflows_as_github_reads_them(tmp_path: Path) -> None:
    for number, text in enumerate(blocks()[:2]):
        (tmp_path / f"{number}.yml").write_text(text, encoding="utf-8")
    workflows = [*sorted(tmp_path.iterdir()), *(ROOT / ".github" / "workflows").iterdir()]
    checked("check_jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)


def test_the_hooks_are_hooks_as_pre_commit_reads_them(tmp_path: Path) -> None:
    checked("pre_commit", "validate-manifest", HOOKS)
    (tmp_path / "config.yaml").write_text(blocks()[2], encoding="utf-8")
    checked("pre_commit", "validate-config", tmp_path / "config.yaml")


# ---- what they name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_that_is_named_exists(page: Path) -> None:
    named = [
        (command, option)
        for line in page.read_text(encoding="utf-8").splitlines()
        for command, rest in re.findall(r"\btoolkit (validate|build|datasheet|explain|schemas)\b([^`]*)", line)
        for option in re.findall(r"(?<!\S)--[a-z-]+", rest.partition("#")[0])
    ]
    if page == ACTION:  # its options stand in lines of their own
        named = [("validate", option) for option in re.findall(r"--[a-z-]+", step("toolkit validate")["run"])]
    assert named
    for command, option in named:
        assert option in helped(command), f"{page.name}: toolkit {command} {option}"


def test_what_is_copied_uses_what_there_is() -> None:
    inputs, hooks = load(ACTION)["inputs"], {hook["id"] for hook in load(HOOKS)}
    table = set(re.findall(r"^\| `([a-z-]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert table == set(inputs)
    ours = [step for text in blocks()[:2] for step in steps(text) if step.get("uses", "").startswith("OWNER/toolkit@")]
    assert len(ours) == 2
    for one in ours:
        assert set(one["with"]) <= set(inputs)
        assert {name for name, each in inputs.items() if each.get("required")} <= set(one["with"])
    for repo in yaml.safe_load(blocks()[2])["repos"]:
        for hook in repo["hooks"]:
            assert hook["id"] in hooks
            command = next(each["entry"].split()[1] for each in load(HOOKS) if each["id"] == hook["id"])
            assert all(option in helped(command) for option in hook["args"] if option.startswith("--"))


def test_the_page_gives_the_defaults_of_the_inputs() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, each in load(ACTION)["inputs"].items():
        default = each.get("default", "")
        assert f"| `{name}` | " + (f"`{default}` |" if default else "|") in page


# ---- what the action does


def step(name: str) -> dict[str, Any]:
    return next(each for each in load(ACTION)["runs"]["steps"] if each.get("name") == name)


def test_no_input_is_text_of_a_script() -> None:
    for each in load(ACTION)["runs"]["steps"]:
        assert "${{" not in each.get("run", "")


def run(name: str, tmp_path: Path, **inputs: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str], str]:
    """A step as GitHub runs it: the process, its outputs, and the summary."""
    declared = load(ACTION)["inputs"]
    given = {key: inputs.get(key.replace("-", "_"), each.get("default", "")) for key, each in declared.items()}
    environment = {
        variable: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: given[found[1]], value)
        for variable, value in step(name)["env"].items()
    }
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (programs / "python").chmod(0o755)
    (tmp_path / "script.sh").write_text(step(name)["run"], encoding="utf-8")
    output, summary = tmp_path / "output", tmp_path / "summary"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(tmp_path / "script.sh")],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
        env={
            **os.environ, **environment, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
            "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(tmp_path),
            "GITHUB_ACTION_PATH": str(ROOT),
        },
    )  # fmt: skip
    told = dict(line.split("=", 1) for line in output.read_text().splitlines()) if output.exists() else {}
    return done, told, summary.read_text(encoding="utf-8") if summary.exists() else ""


def test_a_sound_release_passes_with_a_summary_and_the_reports_that_were_asked_for(
    release: Path, tmp_path: Path
) -> None:
    done, told, summary = run(
        "toolkit validate", tmp_path, release=str(release), reports="json one.json\n\njunit with space.xml\n"
    )
    assert (done.returncode, told["exit-code"]) == (0, "0"), done.stderr
    assert "every promise holds" in done.stdout
    assert "every promise holds" in summary
    assert json.loads(Path(told["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"] == []
    assert json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))["ok"]
    assert (tmp_path / "with space.xml").is_file()


@pytest.mark.slow
def test_a_damaged_release_fails_with_annotations_of_the_articles(copy: Path, tmp_path: Path) -> None:
    rewrite(copy, "quotes", lambda found: found[1].update(confidence=7.0))
    done, told, summary = run("toolkit validate", tmp_path, release=str(copy))
    assert (done.returncode, told["exit-code"]) == (1, "1"), done.stderr
    assert re.search(r"^::error file=seeds/[^,]+,line=\d+,.*title=range", done.stdout, re.MULTILINE)
    assert "| error | `range` | 1 |" in summary
    results = json.loads(Path(told["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert "range" in {result["ruleId"] for result in results}


def test_a_mistake_fails_with_its_own_code_and_no_report(tmp_path: Path) -> None:
    trap = "$(touch trap); touch trap"
    done, told, summary = run("toolkit validate", tmp_path, release=trap)
    assert (done.returncode, told, summary) == (2, {"exit-code": "2"}, "")
    assert "there is no such folder" in done.stderr
    assert not (tmp_path / "trap").exists()


@pytest.mark.parametrize(
    ("install", "installed"), [("", str(ROOT)), ("toolkit @ file:///x y", "toolkit @ file:///x y")]
)
def test_what_is_installed_is_the_actions_own_version_or_what_was_asked_for(
    install: str, installed: str, tmp_path: Path
) -> None:
    script = step("Install toolkit")["run"].replace("python -m pip", "printf '<%s>'")
    environment = {"INSTALL": install, "GITHUB_ACTION_PATH": str(ROOT), "PATH": os.environ["PATH"]}
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", script], env=environment, capture_output=True, text=True)
    assert done.stdout.endswith(f"<{installed}>")


@pytest.mark.parametrize("hook", load(HOOKS), ids=lambda hook: hook["id"])
def test_a_hook_runs_for_what_a_release_holds(hook: dict[str, Any], release: Path) -> None:
    names = [path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()]
    taken = [name for name in names if re.search(hook["files"], name)]
    assert {Path(name).suffix for name in taken} >= {".parquet", ".md", ".json", ".jsonl"}
    assert hook["entry"].split()[0] == "toolkit"
    assert not hook["pass_filenames"]
