"""The command line: what it prints where, its exit codes, and never a traceback."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from damage import remake, rewrite
from quick import ROOT, tiny_articles

from toolkit import __version__
from toolkit.contracts import FORMATS, TABLES
from toolkit.release import MANIFEST
from toolkit.rules import load_rules

TOOLKIT = [sys.executable, "-m", "toolkit"]


def run(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [*TOOLKIT, *map(str, arguments)], cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def refused(done: subprocess.CompletedProcess[str], code: int = 2) -> str:
    """The one sentence of a command that was refused."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done.stderr


def test_help_and_version() -> None:
    for command in ((), ("build",), ("validate",), ("schemas",)):
        done = run(*command, "--help")
        assert (done.returncode, done.stderr) == (0, "")
        assert "Usage: " in done.stdout
    assert "130 interrupted" in run("--help").stdout
    assert run("--version").stdout == f"toolkit {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--colour"], "No such option: --colour"),
        (["brew"], "No such command"),
        (["build", "--bogus"], "No such option: --bogus"),
        (["build", "--workers", "0"], "greater than or equal to 1"),
        (["build", "--version", "1.0"], "options: version: '1.0' is not a semantic version"),
        (["build", "--name", "a/b"], "options: name: 'a/b' cannot name a data set"),
        (
            ["build", ".", "--model", "spacy"],
            "annotators.model: 'spacy' is a package that holds no spaCy pipeline; name",
        ),
        (["build", "nowhere"], "nowhere: there is no such file or folder; name one that exists"),
        (["build", "--config", "nowhere.toml"], "nowhere.toml: cannot be read"),
        (["validate"], "Missing argument"),
        (["validate", "nowhere"], "nowhere: there is no such folder"),
        (["validate", "/dev/null"], "/dev/null: there is no such folder"),
        (["schemas", "tables"], "table: there is no 'tables'; name one of documents, sentences, quotes, entities"),
        (["schemas", "--format", "xml"], "--format: there is no 'xml'; name one of arrow"),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_2(arguments: list[str], sentence: str, tmp_path: Path) -> None:
    assert sentence in refused(run(*arguments, cwd=tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["colour = 1", "version = 1", "[splits]\ntrain = 2", "a = [", "\xff"])
def test_a_mistake_in_the_configuration_names_its_file(text: str, tmp_path: Path) -> None:
    (tmp_path / "dataset.toml").write_text(text, encoding="latin-1")
    assert refused(run("build", tmp_path, cwd=tmp_path)).startswith(f"{tmp_path}/dataset.toml: ")


@pytest.mark.slow
def test_a_build_says_where_the_release_is_and_what_is_in_it(tmp_path: Path) -> None:
    source = tiny_articles(tmp_path / "news", 60)
    done = run("build", source, "--json", "--name", "small", "--version", "2.0.0", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    built = json.loads(done.stdout)
    assert set(built) >= {"release", "name", "version", "rows", "rejections", "seconds"}
    assert (built["release"], built["name"], built["version"]) == ("dist/small/2.0.0", "small", "2.0.0")
    assert built["rows"]["documents"] == 60
    refused(run("build", source, "--json", "--name", "small", "--version", "2.0.0", cwd=tmp_path))

    proved = run("validate", "dist/small/2.0.0", "--articles", source, "--json", cwd=tmp_path)
    report = json.loads(proved.stdout)
    assert (proved.returncode, proved.stderr, report["ok"], report["articles_compared"]) == (0, "", True, 60)
    assert report["rows"] == built["rows"]


def test_records_come_from_standard_input_too(tmp_path: Path) -> None:
    text = tiny_articles(tmp_path / "news", 3).read_text()
    done = subprocess.run(
        [*TOOLKIT, "build", "-", "--json"], input=text, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True,
    )  # fmt: skip
    assert json.loads(done.stdout)["rows"]["documents"] == 3
    assert json.loads(done.stdout)["release"] == "dist/articles/0.1.0"


def test_too_many_rejections_are_exit_3_and_no_release(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0\1")
    assert "1 of 1 record rejected (1 binary)" in refused(run("build", "a.txt", cwd=tmp_path), 3)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_broken_promises_are_exit_1_and_a_report(tmp_path: Path) -> None:
    tiny_articles(tmp_path / "news", 3)
    (tmp_path / "news" / "dataset.toml").write_text('[annotators]\nentities = "strange_annotators:overlapping"\n')
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    done = run("build", "news", "--json", cwd=tmp_path, **environment)
    assert done.returncode == 1
    assert "entity-overlap" in json.loads(done.stdout)["counts"]
    assert done.stderr.endswith("; nothing was released\n")
    assert not (tmp_path / "dist").exists()


@pytest.mark.slow
def test_a_defect_is_exit_70_and_its_traceback_is_had_on_request(tmp_path: Path) -> None:
    tiny_articles(tmp_path / "news", 3)
    (tmp_path / "news" / "dataset.toml").write_text('[annotators]\nquotes = "strange_annotators:defect"\n')
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    for workers in ("1", "2"):
        sentence = refused(run("build", "news", "--workers", workers, cwd=tmp_path, **environment), 70)
        assert "ZeroDivisionError: invented" in sentence
        assert "defect" in sentence
        assert len(sentence.splitlines()) == 1
    done = run("build", "news", cwd=tmp_path, TOOLKIT_TRACEBACK="1", **environment)
    assert "Traceback" in done.stderr
    assert done.returncode == 70
    assert not (tmp_path / "dist").exists()


def _replaced(folder: Path) -> None:
    """A release with a warning, whose manifest fits it."""
    rewrite(folder, "documents", lambda found: found[1].update(license=None))
    remake(folder)


@pytest.mark.slow
def test_a_warning_fails_only_where_that_is_asked_for(copy: Path) -> None:
    _replaced(copy)
    done = run("validate", copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert "warning license (1): " in done.stdout
    assert run("validate", copy, "--fail-on", "warning").returncode == 1
    assert "--fail-on: there is no 'fatal'" in refused(run("validate", copy, "--fail-on", "fatal"))


def test_several_forms_in_one_run_each_to_its_place(copy: Path, tmp_path: Path) -> None:
    _replaced(copy)
    summary = tmp_path / "summary.md"
    done = run(
        *("validate", copy, "--format", "sarif", "--output", "a/b.sarif", "--format", "github", "--format=junit"),
        *("--output=b.xml", "--json"),
        cwd=tmp_path, GITHUB_STEP_SUMMARY=str(summary),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    annotation, headline, rest = done.stdout.split("\n", 2)
    assert annotation.startswith("::warning title=license")
    assert headline.startswith("seeds 0.1.0: 1 warning")
    assert json.loads(rest)["counts"] == {"license": 1}
    assert json.loads((tmp_path / "a" / "b.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert (tmp_path / "b.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert summary.read_text(encoding="utf-8").startswith("### seeds 0.1.0: 1 warning")


@pytest.mark.slow
def test_a_baseline_grows_when_asked_and_shrinks(copy: Path, release: Path, tmp_path: Path) -> None:
    _replaced(copy)
    path = tmp_path / "baseline.toml"
    known = ("--baseline", path)
    assert "there is no such baseline" in refused(run("validate", copy, *known))
    assert "one was given without the other" in refused(run("validate", copy, *known, "--accept", "it is old"))
    assert "--baseline: is needed" in refused(run("validate", copy, "--shrink"))
    done = run("validate", copy, *known, "--accept", "it is old", "--until", "2999-12-31")
    assert (done.returncode, done.stderr) == (0, f"{path}: 1 accepted until 2999-12-31\n")
    strict = (*known, "--fail-on", "warning")
    done = run("validate", copy, *strict)
    assert done.returncode == 0
    assert "Accepted by the baseline: 1." in done.stdout
    assert run("validate", release, *strict).returncode == 1  # the entry is stale there
    done = run("validate", release, *known, "--shrink")
    assert done.stderr == f"{path}: 1 taken out\n"
    assert run("validate", release, *strict).returncode == 0


@pytest.mark.slow
def test_a_build_shows_its_warnings_and_goes_on(tmp_path: Path) -> None:
    tiny_articles(tmp_path / "news", 3)
    (tmp_path / "news" / "dataset.toml").write_text('license = "cc-by-4.0"\n')
    done = run("build", "news", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "warning license (1): where the data set is under a license" in done.stdout
    assert json.loads(run("build", "news", "--json", "--overwrite", cwd=tmp_path).stdout)["warnings"] == {"license": 1}


@pytest.mark.slow
def test_a_floor_that_is_missed_stops_the_build(tmp_path: Path) -> None:
    tiny_articles(tmp_path / "news", 3)
    (tmp_path / "news" / "dataset.toml").write_text("[checks.at_most]\ndate-absent = 0.5\n")
    done = run("build", "news", cwd=tmp_path)
    assert done.returncode == 1
    assert "found 3 of 3 documents (100 %); expected at most 50 %" in done.stdout
    assert not (tmp_path / "dist").exists()
    (tmp_path / "news" / "dataset.toml").write_text("[checks.at_most]\nspan = 0.5\n")
    assert "checks.at_most.span: 'span' is no rule that can be limited" in refused(run("build", "news", cwd=tmp_path))


def test_explain_prints_the_catalogue_or_one_rule() -> None:
    assert run("explain").stdout.count("\n") == len(load_rules())
    done = run("explain", "tiling")
    assert (done.returncode, done.stderr) == (0, "")
    assert load_rules()["tiling"].remedy in done.stdout
    assert json.loads(run("explain", "tiling", "--json").stdout)["severity"] == "error"
    assert len(json.loads(run("explain", "--json").stdout)) == len(load_rules())
    assert "there is no 'spam'" in refused(run("explain", "spam"))
    assert "--format: there is no 'yaml'" in refused(run("explain", "--format", "yaml"))


@pytest.mark.slow
def test_validate_prints_each_broken_rule_and_exits_1(copy: Path) -> None:
    (copy / "rejections.jsonl").write_text("x\n" * 5)
    done = run("validate", copy)
    assert (done.returncode, done.stderr) == (1, "")
    assert "rejection (5): a rejection has a known reason" in done.stdout
    assert "… and 2 more" in done.stdout
    report = json.loads(run("validate", copy, "--json").stdout)
    assert (report["ok"], report["counts"]["rejection"]) == (False, 5)
    assert {"rule", "severity", "table", "key", "column", "found", "expected"} < set(report["violations"][0])
    (copy / MANIFEST).write_text("{")
    assert "the release is damaged" in refused(run("validate", copy))


@pytest.mark.parametrize("form", [*FORMATS[:1], *(pytest.param(form, marks=pytest.mark.slow) for form in FORMATS[1:])])
def test_schemas_are_printed_in_every_form(form: str) -> None:
    done = run("schemas", "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(table in done.stdout for table in TABLES)
    one = run("schemas", "quotes", "--format", form).stdout
    assert "speaker_name" in one
    if form == "json-schema":
        assert json.loads(one)


def test_a_reader_that_goes_away_is_no_error(release: Path) -> None:
    shell = f"set -o pipefail; {' '.join(TOOLKIT)} schemas | head -1"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, "", 1)


@pytest.mark.parametrize("stream", ["<&-", ">&- 2>&-"])
@pytest.mark.slow
def test_a_closed_stream_is_no_error(stream: str, tmp_path: Path) -> None:
    source = tiny_articles(tmp_path / "news", 3)
    shell = f"{' '.join(TOOLKIT)} build {source} --out {tmp_path}/dist {stream}"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_no_encoding_of_a_terminal_is_an_error(copy: Path) -> None:
    (copy / "rejections.jsonl").write_text("x\n" * 5)
    done = run("validate", copy, PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def on_a_terminal(tmp_path: Path, **environment: str) -> str:
    """What a build writes to standard error where that is a terminal."""
    source = tiny_articles(tmp_path / "news", 3)
    parent, child = pty.openpty()
    command = [*TOOLKIT, "build", str(source), "--out", str(tmp_path / "dist")]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=child, env={**os.environ, "TERM": "xterm", **environment}
    ) as running:
        os.close(child)
        written = b""
        while True:
            try:
                written += (piece := os.read(parent, 65536))
            except OSError:  # the other end is closed
                break
            if not piece:
                break
        stdout = running.stdout.read().decode() if running.stdout else ""
    os.close(parent)
    assert "\x1b" not in stdout
    assert running.returncode == 0
    return written.decode()


@pytest.mark.slow
def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    shown = on_a_terminal(tmp_path)
    assert "3 records annotated" in shown
    assert "3 documents proved" in shown
    assert "\x1b[" in shown


@pytest.mark.slow
@pytest.mark.slow
def test_a_terminal_that_wants_no_colour_or_knows_no_codes_is_heeded(tmp_path: Path) -> None:
    plain = on_a_terminal(tmp_path / "two", NO_COLOR="1")
    assert not [code for code in ("\x1b[3", "\x1b[1;3", "\x1b[9") if code in plain]
    assert on_a_terminal(tmp_path / "three", TERM="dumb").replace("\r\n", "") == ""


@pytest.mark.slow
@pytest.mark.slow
def test_without_a_source_the_paths_of_the_configuration_or_seeds_are_read(tmp_path: Path) -> None:
    tiny_articles(tmp_path / "seeds", 3)
    assert json.loads(run("build", "--json", cwd=tmp_path).stdout)["name"] == "seeds"
    (tmp_path / "dataset.toml").write_text('name = "own"\n[sources]\npaths = ["seeds"]\n')
    assert json.loads(run("build", "--json", cwd=tmp_path).stdout)["name"] == "own"


def test_help_costs_little_more_than_importing_typer() -> None:
    def cost(*command: str) -> float:
        program = (
            "import resource, subprocess, sys\n"
            "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
            "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
            "print(used.ru_utime + used.ru_stime)"
        )
        runs = [subprocess.run([sys.executable, "-c", program, *command], capture_output=True, text=True, cwd=ROOT)
                for _ in range(5)]  # fmt: skip
        return min(float(done.stdout) for done in runs)

    assert cost(*TOOLKIT, "--help") <= 3 * cost(sys.executable, "-c", "import typer")
