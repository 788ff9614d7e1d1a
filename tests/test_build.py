"""Builds: whole or absent, the same bytes again, and nothing released that breaks a promise."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from quick import ROOT, seeds_plan, tiny_articles
from strange_annotators import BROKEN, REFUSED

from toolkit import build as build_module
from toolkit.build import build
from toolkit.config import Config
from toolkit.errors import BrokenPromise, TooManyRejections, UsageError
from toolkit.plan import Plan, plan
from toolkit.release import Release
from toolkit.validate import validate


def everything(folder: Path) -> dict[str, str]:
    """Path to SHA-256 of every file under a folder, empty folders too."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "/"
        for path in sorted(folder.rglob("*"))
    }


def tiny_plan(folder: Path, count: int = 5, name: str = "tiny", **settings: object) -> Plan:
    """A build of so many tiny articles."""
    path = tiny_articles(folder, count)
    return Plan(Config.model_validate({"name": name, **settings}), name, (str(path),), None)


# ---- whole or absent

STEPS = ("stage_records", "settle", "group", "note", "write_tables", "describe", "prove")


class Stopped(Exception):
    """Raised in the middle of a build."""


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("error", [Stopped, KeyboardInterrupt, UsageError])
@pytest.mark.parametrize("step", STEPS)
def test_an_error_at_any_step_leaves_what_was_there(
    step: str, error: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "dist"
    build(tiny_plan(tmp_path / "news"), out)
    before = everything(out)
    original = getattr(build_module, step)

    def stop(*arguments: object, **named: object) -> None:
        original(*arguments, **named)
        raise error(step)

    monkeypatch.setattr(build_module, step, stop)
    for name, overwrite in (("tiny", True), ("other", False)):
        with pytest.raises(error):
            build(tiny_plan(tmp_path / "news", name=name), out, overwrite=overwrite)
    assert everything(out) == before
    with pytest.raises(error):
        build(tiny_plan(tmp_path / "news"), tmp_path / "new" / "dist")
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("quick")
def test_an_existing_version_is_refused_at_once_and_overwritten_when_asked(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    build(tiny_plan(tmp_path / "news", 5), out)
    before = everything(out)
    with pytest.raises(UsageError, match=r"tiny/0\.1\.0: this version exists.*--overwrite"):
        build(tiny_plan(tmp_path / "news", 6), out)
    assert everything(out) == before
    built = build(tiny_plan(tmp_path / "news", 6), out, overwrite=True)
    assert built.facts.tables["documents"].total == 6
    assert validate(built.release).ok
    assert [path.name for path in out.iterdir()] == ["tiny"]
    assert [path.name for path in (out / "tiny").iterdir()] == ["0.1.0"]


@pytest.mark.usefixtures("quick")
def test_what_a_killed_build_left_is_cleared_and_what_it_was_replacing_put_back(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    built = build(tiny_plan(tmp_path / "news"), out)
    before = everything(out)
    left = out / ".tiny-0.1.0-0123abcd"
    left.mkdir()
    (left / "stage").mkdir()
    built.release.rename(left / "replaced")
    others = out / ".tiny-0.1.0-1.0.0-0123abcd", out / ".tiny-0.2.0-0123abcd"
    for other in others:
        other.mkdir()
    with pytest.raises(UsageError, match="this version exists"):
        build(tiny_plan(tmp_path / "news"), out)
    assert not left.exists()
    for other in others:
        other.rmdir()
    assert everything(out) == before


@pytest.mark.usefixtures("quick")
def test_a_build_that_runs_is_not_cleared_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second of two builds at once finds the first's release in its place."""
    out, inner = tmp_path / "dist", []
    proved = build_module.prove

    def prove(*arguments: object) -> None:
        monkeypatch.setattr(build_module, "prove", proved)
        inner.append(build(tiny_plan(tmp_path / "news"), out))
        proved(*arguments)

    monkeypatch.setattr(build_module, "prove", prove)
    with pytest.raises(UsageError, match="appeared while it was being built"):
        build(tiny_plan(tmp_path / "news"), out)
    assert validate(inner[0].release).ok
    assert [path.name for path in out.iterdir()] == ["tiny"]


@pytest.mark.usefixtures("quick")
@pytest.mark.slow
def test_two_builds_that_both_overwrite_leave_one_whole_release(tmp_path: Path) -> None:
    out = tmp_path / "dist"
    plans = [tiny_plan(tmp_path / f"news{n}", 20 + n) for n in range(2)]
    threads = [threading.Thread(target=build, args=(each, out), kwargs={"overwrite": True}) for each in plans * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert validate(out / "tiny" / "0.1.0").ok
    assert [path.name for path in out.iterdir()] == ["tiny"]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("obstacle", ["dist", "dist/tiny", "dist/tiny/0.1.0"])
def test_a_file_in_the_way_is_one_sentence(obstacle: str, tmp_path: Path) -> None:
    path = tmp_path / obstacle
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("here")
    with pytest.raises(UsageError, match=r"dist.*: .*; (move it away|name another folder)"):
        build(tiny_plan(tmp_path / "news"), tmp_path / "dist", overwrite=True)
    assert path.read_text() == "here"


@pytest.mark.usefixtures("quick")
@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir(mode=0o500)
    with pytest.raises(UsageError, match="cannot be written to"):
        build(tiny_plan(tmp_path / "news"), tmp_path / "dist")


# ---- too little, and broken promises


@pytest.mark.usefixtures("quick")
def test_too_many_rejections_end_the_build(tmp_path: Path) -> None:
    path = tiny_articles(tmp_path / "news", 3)
    with path.open("a") as file:
        file.write("no json\n" * 4)
    with pytest.raises(TooManyRejections, match=r"4 of 7 records rejected \(4 invalid_json\)") as raised:
        build(plan([str(path)]), tmp_path / "dist")
    assert raised.value.rejections == {"invalid_json": 4}
    assert not (tmp_path / "dist").exists()


@pytest.mark.usefixtures("quick")
def test_no_article_at_all_ends_the_build(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    with pytest.raises(TooManyRejections, match="no records at all"):
        build(plan([str(tmp_path / "news")]), tmp_path / "dist")
    (tmp_path / "news" / "a.txt").write_bytes(b"")
    with pytest.raises(TooManyRejections, match=r"1 of 1 record rejected \(1 empty\)"):
        build(plan([str(tmp_path / "news")]), tmp_path / "dist")


@pytest.mark.parametrize("slot", BROKEN)
def test_an_annotator_that_is_wrong_is_found_and_nothing_is_released(slot: str, tmp_path: Path) -> None:
    kind, _, function = slot.partition(":")
    what = tiny_plan(tmp_path / "news", annotators={kind: f"strange_annotators:{function}"})
    with pytest.raises(BrokenPromise, match="nothing was released") as raised:
        build(what, tmp_path / "dist")
    assert BROKEN[slot] in raised.value.report.counts
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize("slot", REFUSED)
def test_an_annotator_that_returns_another_type_is_named(slot: str, tmp_path: Path) -> None:
    kind, _, function = slot.partition(":")
    what = tiny_plan(tmp_path / "news", annotators={kind: f"strange_annotators:{function}"})
    with pytest.raises(UsageError, match=f"^strange_annotators:{function}: .*; "):
        build(what, tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


# ---- what is in it


@pytest.mark.usefixtures("quick")
def test_no_quote_anywhere_is_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The gate was closed for the whole of the day.\nNobody spoke of it at all.\n")
    built = build(plan([str(tmp_path / "a.txt")]), tmp_path / "dist")
    assert built.facts.tables["quotes"].total == 0
    assert [path.name for path in (built.release / "data" / "quotes").iterdir()] == ["train-00000-of-00001.parquet"]
    assert validate(built.release).ok


@pytest.mark.usefixtures("quick")
def test_only_the_first_of_near_duplicates_is_kept_where_asked_and_the_others_are_rejections(tmp_path: Path) -> None:
    news = tmp_path / "news"
    text = tiny_articles(news, 1).read_text()
    copies = [{**json.loads(text), "id": f"copy-{n}", "license": f"L{n}"} for n in range(3)]
    (news / "tiny.jsonl").write_text("".join(json.dumps(each) + "\n" for each in copies))
    settings = {"duplicates": {"keep": "first"}, "limits": {"max_rejections": 0.1}}
    built = build(Plan(Config.model_validate(settings), "tiny", (str(news),), None), tmp_path / "dist")
    assert built.facts.tables["documents"].total == 1
    assert built.facts.rejections == {"duplicate_text": 2}
    found = [rejection for _, _, rejection in Release(built.release).rejections()]
    assert [(each.source_id, each.path) for each in found if each] == [
        ("copy-1", "news/tiny.jsonl"),
        ("copy-2", "news/tiny.jsonl"),
    ]
    assert validate(built.release, [str(news)]).ok
    (rights,) = Release(built.release).manifest["rights"]
    assert (rights["license"], rights["documents"], rights["sources"]) == ("L0", 1, ["news/tiny.jsonl"])


@pytest.mark.usefixtures("quick")
def test_odd_names_of_publishers_and_many_of_them_fit_into_the_documents(tmp_path: Path) -> None:
    news = tmp_path / "news"
    lines = [json.loads(line) for line in tiny_articles(news, 80).read_text().splitlines()]
    odd = ["A|B", "<!-- /toolkit:publishers -->", "two\nlines", "  ", "12", "---", "null"]
    for number, line in enumerate(lines):
        line["publisher"] = odd[number] if number < len(odd) else f"Paper {number}"
    (news / "tiny.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    built = build(plan([str(news)]), tmp_path / "dist")
    sheet = (built.release / "DATASHEET.md").read_text()
    assert "| A\\|B | 1 |" in sheet
    assert "others |" in sheet
    assert validate(built.release).ok


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("out", ["key=value", "a[b]*", "sp ace", "ünïcode"])
def test_no_folder_name_confuses_the_readers(out: str, tmp_path: Path) -> None:
    built = build(tiny_plan(tmp_path / "news"), tmp_path / out)
    assert validate(built.release).ok


@pytest.mark.usefixtures("quick")
def test_a_release_names_no_absolute_path_and_its_lists_hold_no_text(tmp_path: Path) -> None:
    built = build(tiny_plan(tmp_path / "news"), tmp_path / "dist")
    for path in built.release.rglob("*"):
        if path.is_file():
            assert str(tmp_path).encode() not in path.read_bytes()
    assert b"gate" not in (built.release / "manifest.json").read_bytes()


# ---- the same bytes


def built_apart(folder: Path, source: Path, *options: str, **environment: str) -> dict[str, str]:
    """What a build in a process of its own, in a folder of its own, writes."""
    folder.mkdir()
    command = [sys.executable, "-m", "toolkit", "build", str(source), "--out", str(folder / "dist"), *options]
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), **environment}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return everything(folder / "dist")


@pytest.mark.slow
def test_two_builds_apart_and_any_number_of_workers_write_the_same_bytes(tmp_path: Path) -> None:
    source = tiny_articles(tmp_path / "news", 150)
    one = built_apart(tmp_path / "one", source, "--workers", "1", PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C")
    two = built_apart(tmp_path / "two", source, "--workers", "2", PYTHONHASHSEED="2", TZ="America/Lima")
    assert one == two
    assert len([path for path in one if path.endswith(".parquet")]) == 12  # three splits of four tables


def test_the_seeds_are_built_to_the_same_bytes(release: Path, tmp_path: Path) -> None:
    again = build(seeds_plan(), tmp_path / "elsewhere")
    assert everything(again.release) == everything(release)


@pytest.mark.usefixtures("quick")
def test_a_date_comes_from_source_date_epoch_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert Release(build(tiny_plan(tmp_path / "news"), tmp_path / "one").release).manifest["created"] is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")
    dated = build(tiny_plan(tmp_path / "news"), tmp_path / "two").release
    assert Release(dated).manifest["created"] == "2030-01-01T00:00:00+00:00"
    assert validate(dated).ok
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH: 'soon' is no number"):
        build(tiny_plan(tmp_path / "news"), tmp_path / "three")


@pytest.mark.usefixtures("quick")
def test_progress_counts_records_and_documents(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    build(tiny_plan(tmp_path / "news", 130), tmp_path / "dist", workers=1, progress=lambda *step: told.append(step))
    assert [step for step in told if step[0] == "annotate"] == [("annotate", 64), ("annotate", 64), ("annotate", 2)]
    assert sum(more for step, more in told if step == "prove") == 130
