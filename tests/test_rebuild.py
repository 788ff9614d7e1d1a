"""A rebuild: the same sources and configuration give the same bytes, and what differs is named with its cause."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from damage import list_files
from quick import Quick, tiny_articles
from test_cli import refused, run

from toolkit import shards
from toolkit.build import build
from toolkit.errors import UsageError
from toolkit.outputs import render
from toolkit.plan import plan
from toolkit.rebuild import rebuild, told
from toolkit.release import MANIFEST, Release
from toolkit.validate import validate

PROSE = "# About\n\nWords of the maker.\n\n<!-- toolkit:tables -->\n<!-- /toolkit:tables -->\n"


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of articles with everything that a maker can lay beside them; builds use annotators without a model."""
    monkeypatch.setattr(shards, "load", lambda slots: Quick())
    monkeypatch.chdir(tmp_path)
    folder = tiny_articles(tmp_path / "news", 60).parent
    settings = ['name = "tiny"', 'datasheet = "SHEET.md"', 'changelog = "NEWS.md"', 'license = "cc0-1.0"']
    (folder / "dataset.toml").write_text("\n".join(settings))
    (folder / "SHEET.md").write_text(PROSE)
    (folder / "NEWS.md").write_text("# Changes\n\n## Unreleased\n\nA word of the maker.\n")
    return folder


def built(news: Path, version: str = "0.1.0") -> Path:
    """The release of `news`."""
    return build(plan([str(news)], version=version), news.parent / "dist").release


@pytest.mark.slow
def test_the_same_sources_give_the_same_bytes(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    release = built(news)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "5")
    for sources in ((), (str(news),)):
        rebuilt = rebuild(release, sources)
        assert rebuilt.found == ()
        assert rebuilt.files == len(Release(release).files) + 1
    report = told(validate(release), rebuilt)
    assert report.ok
    assert f"Rebuilt: {rebuilt.files} files the same, byte for byte." in render(report, "text")
    assert report.as_json()["rebuilt"] == rebuilt.files


@pytest.mark.slow
def test_a_later_version_is_rebuilt_after_the_one_before_it(news: Path) -> None:
    built(news)
    tiny_articles(news, 70)
    release = built(news, "0.2.0")
    assert rebuild(release).found == ()
    away = shutil.move(release.parent / "0.1.0", news.parent / "away")
    with pytest.raises(UsageError, match=r"was built after 0\.1\.0, which is not at .*; put it there"):
        rebuild(release)
    shutil.move(away, release.parent / "0.1.0")


@pytest.mark.slow
def test_a_changed_source_is_named(news: Path) -> None:
    release = built(news)
    text = (news / "tiny.jsonl").read_text()
    (news / "tiny.jsonl").write_text(text.replace("The gate", "One gate", 1))
    found = rebuild(release).found
    assert {each.rule for each in found} == {"rebuild", "rebuild-cause"}
    assert [(each.key, each.column) for each in found if each.rule == "rebuild-cause"] == [
        ("news/tiny.jsonl", "inputs")
    ]
    assert [each.key for each in found if str(each.key).startswith("data/documents/")]
    report = told(validate(release, None), rebuild(release))
    assert report.fails("error")


@pytest.mark.slow
def test_another_library_is_named(news: Path) -> None:
    release = built(news)
    manifest = json.loads((release / MANIFEST).read_bytes())
    manifest["libraries"]["pyarrow"] = "1.0"
    (release / MANIFEST).write_text(json.dumps(manifest))
    (cause,) = (each for each in rebuild(release).found if each.rule == "rebuild-cause")
    assert (cause.column, cause.expected) == ("libraries.pyarrow", "1.0")


@pytest.mark.slow
def test_a_file_that_is_missing_or_too_much_differs(news: Path) -> None:
    release = built(news)
    (release / "verify.py").unlink()
    (release / "notes.txt").write_text("mine")
    list_files(release)
    found = {each.key: (each.found, each.expected) for each in rebuild(release).found}
    assert found["notes.txt"][0] == "not made again"
    assert found["verify.py"][1] == "no such file"


def test_sources_that_are_nowhere_are_asked_for(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = built(news)
    (news.parent / "elsewhere").mkdir()
    monkeypatch.chdir(news.parent / "elsewhere")
    with pytest.raises(UsageError, match="news of the manifest's inputs cannot be found in the current folder"):
        rebuild(release)
    with pytest.raises(UsageError, match="there is no such file or folder"):
        rebuild(release, ["nowhere"])
    with pytest.raises(UsageError, match="cannot read standard input"):
        rebuild(release, ["-"])
    said = refused(run("validate", release, news))
    assert "SOURCES go with --rebuild" in said


@pytest.mark.slow
def test_corrections_and_the_record_of_an_audit_are_taken_from_the_release(news: Path) -> None:
    entity = Release(built(news)).frame("entities", "entity_id")["entity_id"][0]
    line = {"id": entity, "column": "label", "old": "PERSON", "new": "ORG", "who": "A", "why": "b"}
    (news / "corrections.jsonl").write_text(json.dumps(line))
    release = build(replace(plan([str(news)]), auto=True), news.parent / "dist").release
    (news / "corrections.jsonl").unlink()
    assert rebuild(release).found == ()
