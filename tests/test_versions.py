"""Versions: which are too small, what "auto" gives, which splits are kept, and the changelog of each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from damage import remake, rewrite, rows
from test_build import everything

from toolkit.build import build
from toolkit.changelog import changelog, entries
from toolkit.config import Config
from toolkit.errors import UsageError, VersionTooSmall
from toolkit.plan import Plan, plan
from toolkit.release import CHANGELOG, MANIFEST, Release
from toolkit.splits import split_of
from toolkit.succession import check_version, require_version
from toolkit.validate import validate
from toolkit.versions import LEVELS, Version, parse, predecessor

WORDS = [f"w{number * 7919 % 99991:05}" for number in range(60)]


def articles(folder: Path, *numbers: int, also: dict[str, str] | None = None) -> Path:
    """A JSONL file of invented articles, by number; none is like another. `also` is id to text of others."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"n{number}": text_of(number) for number in numbers} | (also or {})
    lines = [json.dumps({"id": name, "text": text}) for name, text in texts.items()]
    (folder / "news.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "news.jsonl"


def text_of(number: int) -> str:
    """An article that has most of its words for itself."""
    words = " ".join(f"x{number}y{word}" for word in WORDS)
    return f"The gate {words} opened.\n“We counted gate {number} and {words[:50]} twice,” said Ada Brenn.\n"


def wanted(source: Path, version: str = "auto", changelog: str | None = None, **settings: object) -> Plan:
    """A build of a data set `gates`."""
    auto = version == "auto"
    config = Config.model_validate({"name": "gates", "version": "0.1.0" if auto else version, **settings})
    return Plan(config, "gates", (str(source),), None, changelog=changelog, auto=auto)


pytestmark = pytest.mark.usefixtures("quick")


def test_a_bump_of_each_level() -> None:
    assert [str(Version(1, 2, 3).bumped(level)) for level in LEVELS] == ["1.2.3", "1.2.4", "1.3.0", "2.0.0"]
    assert str(Version(0, 1, 0).bumped("major")) == "1.0.0"
    assert parse("1.10.0") > parse("1.9.9")


# ---- builds


def test_auto_takes_the_smallest_version_that_the_change_allows(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "dist"
    versions = []
    for numbers, also in (
        ((1, 2, 3), {}),
        ((1, 2, 3, 4), {}),  # one more
        ((1, 2, 3), {"n4": text_of(4) + "And so on.\n"}),  # a text corrected
        ((1, 2, 3), {"n4": text_of(4) + "And so on.\n"}),  # nothing
        ((1, 2), {"n4": text_of(4) + "And so on.\n"}),  # one removed
    ):
        built = build(wanted(articles(news, *numbers, also=also)), out)
        assert built.report.ok
        assert built.release.is_dir()
        versions.append((built.plan.version, built.is_new))
    assert versions == [("0.1.0", True), ("0.2.0", True), ("0.2.1", True), ("0.2.1", False), ("1.0.0", True)]
    assert sorted(path.name for path in (out / "gates").iterdir()) == ["0.1.0", "0.2.0", "0.2.1", "1.0.0"]
    for name in ("0.2.1", "1.0.0"):
        assert validate(out / "gates" / name).ok


def test_a_version_that_is_too_small_is_refused_and_nothing_released(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "dist"
    build(wanted(articles(news, 1, 2, 3), "1.0.0"), out)
    before = everything(out)
    for version in ("1.0.1", "1.1.0"):
        with pytest.raises(VersionTooSmall, match=r"1 document removed, which makes 2\.0\.0 the smallest") as refused:
            build(wanted(articles(news, 1, 2), version), out)
        assert refused.value.exit_code == 4
        assert "major: 1 document removed" in refused.value.reasons
    with pytest.raises(VersionTooSmall, match=r"0\.9\.0 is older than 1\.0\.0"):
        build(wanted(articles(news, 1, 2, 3), "0.9.0"), out)
    assert everything(out) == before
    assert build(wanted(articles(news, 1, 2), "2.5.0"), out).release.is_dir()


@pytest.mark.slow
def test_a_version_that_is_built_again_is_compared_with_the_one_before_it(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "dist"
    build(wanted(articles(news, 1, 2), "1.0.0"), out)
    build(wanted(articles(news, 1, 2, 3), "1.1.0"), out)
    first = everything(out / "gates" / "1.1.0")
    build(wanted(articles(news, 1, 2, 3), "1.1.0"), out, overwrite=True)
    assert everything(out / "gates" / "1.1.0") == first
    with pytest.raises(VersionTooSmall, match=r"since 1\.0\.0 1 document removed"):
        build(wanted(articles(news, 1, 3), "1.1.0"), out, overwrite=True)
    assert everything(out / "gates" / "1.1.0") == first


@pytest.mark.parametrize(
    ("before", "after", "version", "why"),
    [
        ({}, {"names": False}, "2.0.0", "major: names left out of the stand-off edition"),
        ({"names": False}, {}, "1.1.0", "minor: names added to the stand-off edition"),
        ({}, {"salt": "a1" * 16}, "1.0.1", "patch: salt of the stand-off edition changed"),
    ],
)
def test_auto_is_enough_for_the_stand_off_edition_too(
    before: dict[str, object], after: dict[str, object], version: str, why: str, tmp_path: Path
) -> None:
    source, out = articles(tmp_path, 1, 2), tmp_path / "dist"
    first = build(wanted(source, "1.0.0", standoff={"write": True, **before}), out)
    second = build(wanted(source, standoff={"write": True, **after}), out)
    assert (second.plan.version, second.is_new) == (version, True)
    assert second.since is not None
    assert [str(reason) for reason in second.since.bump.reasons] == [why]
    assert validate(second.release, against=first.release).ok
    assert first.standoff is not None
    assert second.standoff is not None
    require_version(Release(first.standoff), Release(second.standoff))


def test_what_lies_beside_releases_and_is_none_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "gates" / "notes").mkdir(parents=True)
    assert predecessor(tmp_path / "gates", "0.1.0") is None
    (tmp_path / "gates" / "0.0.9").mkdir()
    with pytest.raises(UsageError, match=r"0\.0\.9: is no release.*move it away"):
        predecessor(tmp_path / "gates", "0.1.0")


def test_auto_is_a_version_of_the_configuration_and_of_the_command(tmp_path: Path) -> None:
    source = articles(tmp_path, 1)
    config = tmp_path / "dataset.toml"
    for version, option, found in (
        ("auto", None, ("0.1.0", True)),
        ("2.0.0", "auto", ("2.0.0", True)),
        ("auto", "3.0.0", ("3.0.0", False)),
    ):
        config.write_text(f'version = "{version}"\n')
        made = plan([str(source)], version=option)
        assert (made.version, made.auto) == found


# ---- splits


def _split_of(release: Path) -> dict[str, str]:
    return {row["doc_id"]: split for split in Release(release).data_files("documents")
            for row in rows(release, "documents", split)}  # fmt: skip


@pytest.mark.slow
def test_splits_stay_and_a_near_duplicate_takes_the_split_that_is_there(tmp_path: Path) -> None:
    """Every article gets a near-duplicate with an id of its own: half of the groups get another name, and hash."""
    news, out, shares = tmp_path / "news", tmp_path / "dist", {"train": 0.4, "validation": 0.3, "test": 0.3}
    settings = {"splits": {**shares, "min_documents": 0}}
    first = build(wanted(articles(news, *range(12)), **settings), out).release
    copies = {f"copy-{number}": text_of(number) + "And so on.\n" for number in range(12)}
    source = articles(news, *range(12), also=copies)
    second = build(wanted(source, **settings), out)
    before, after = _split_of(first), _split_of(second.release)
    assert {doc_id: after[doc_id] for doc_id in before} == before
    manifest = json.loads((second.release / MANIFEST).read_bytes())
    kept = manifest["kept_splits"]
    assert kept
    assert all(split != split_of(group, second.plan.config.splits) for group, split in kept.items())
    assert second.plan.version == "0.2.0"
    assert manifest["predecessor"] == {"version": "0.1.0", "build": Release(first).manifest["build"]}
    assert validate(second.release).ok
    assert list(check_version(Release(first), Release(second.release))) == []
    anew = build(wanted(source, splits={**settings["splits"], "keep": False}), out)
    assert anew.plan.version == "1.0.0"
    assert "in another split" in str(anew.since and anew.since.bump.because)
    assert validate(anew.release).ok


# ---- a finished release against an earlier one


def _told(folder: Path, **values: object) -> None:
    path = folder / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **values}), encoding="utf-8")


def _another_change(folder: Path) -> None:
    path = folder / CHANGELOG
    path.write_text(path.read_text(encoding="utf-8").replace("1 document added", "2 documents added"), "utf-8")


DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "version too small": (lambda folder: _told(folder, version="1.0.1", predecessor=None), "version"),
    "built after other data": (
        lambda folder: _told(folder, predecessor={"version": "1.0.0", "build": "0"}),
        "predecessor",
    ),
    "splits that were not there": (lambda folder: _told(folder, kept_splits={"0" * 16: "test"}), "predecessor"),
    "changelog of another change": (_another_change, "changelog"),
}  # fmt: skip


def test_damage_to_what_a_release_says_of_the_one_before_is_found(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "dist"
    old = build(wanted(articles(news, 1, 2), "1.0.0"), out).release
    new = build(wanted(articles(news, 1, 2, 3), "1.1.0"), out).release
    assert list(check_version(Release(old), Release(new))) == []
    for name, (damage, rule) in DAMAGE.items():
        copy = Path(shutil.copytree(new, tmp_path / name))
        damage(copy)
        assert {violation.rule for violation in check_version(Release(old), Release(copy))} == {rule}, name


def test_a_finished_release_with_too_small_a_version_is_refused(release: Path, copy: Path) -> None:
    rewrite(copy, "entities", lambda found: found[:-1])
    remake(copy)
    with pytest.raises(VersionTooSmall, match=r"seeds 0\.1\.0: since 0\.1\.0 1 entity removed"):
        require_version(Release(release), Release(copy))
    _told(copy, version="0.2.0")
    assert require_version(Release(release), Release(copy)).bump.level == "minor"


# ---- changelog

REGIONS = {"changes": "Counted.\n", "release": "So many.\n"}


def test_an_entry_for_each_version_and_no_date(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "dist"
    build(wanted(articles(news, 1, 2), "1.0.0"), out)
    built = build(wanted(articles(news, 1, 2, 3), "1.1.0"), out)
    text = (built.release / CHANGELOG).read_text(encoding="utf-8")
    assert [entry.version for entry in entries(text)] == [None, "1.1.0", "1.0.0"]
    assert "- minor: 1 document added\n" in text
    assert "| `documents` | 1 | 0 | 0 | 2 | 3 |" in text
    assert "The first release." in text
    assert "| `documents` 1.0.0 | 3 | 3 |" in text


def test_words_of_people_stand_and_are_carried_on(tmp_path: Path) -> None:
    news, out = tmp_path / "news", tmp_path / "dist"
    words = "# Gates\n\nOurs.\n\n## 1.0.0 (the first)\n\nMade by hand.\n"
    first = build(wanted(articles(news, 1, 2), "1.0.0", words), out).release
    assert (first / CHANGELOG).read_text(encoding="utf-8").startswith(words)
    second = build(wanted(articles(news, 1, 2, 3), "1.1.0"), out).release
    text = (second / CHANGELOG).read_text(encoding="utf-8")
    assert "## 1.0.0 (the first)\n\nMade by hand.\n" in text
    assert text.startswith("# Gates\n\nOurs.\n\n## 1.1.0\n")
    assert validate(second).ok


def test_an_entry_that_is_unreleased_becomes_that_of_the_version() -> None:
    words = "# Ours\n\n## Unreleased\n\nMore gates.\n\n## 0.1.0\n\nGates.\n"
    first = changelog(None, None, "0.1.0", {"changes": "The first.\n", "release": "Few.\n"})
    text = changelog(words, first, "0.2.0", REGIONS)
    assert [entry.version for entry in entries(text)] == [None, "0.2.0", "0.1.0"]
    new, old = entries(text)[1:]
    assert new.text.startswith("## 0.2.0\n\nMore gates.\n\n<!-- toolkit:changes 0.2.0 -->\nCounted.\n")
    assert old.text.startswith("## 0.1.0\n\nGates.\n\n<!-- toolkit:changes 0.1.0 -->\nThe first.\n")
    assert "nreleased" not in text


def test_words_around_a_region_stay_to_the_byte_and_only_the_region_is_written() -> None:
    before, after = "Before,\t“as is”  \n\n", "\n\n   After |\n"
    stale = "<!-- toolkit:changes 0.2.0 -->\nstale\n<!-- /toolkit:changes 0.2.0 -->"
    text = changelog(f"## 0.2.0\n{before}{stale}{after}", None, "0.2.0", REGIONS)
    assert text.startswith(f"## 0.2.0\n{before}{stale.replace('stale', 'Counted.')}{after}")
    assert changelog(text, None, "0.2.0", REGIONS) == text


def test_entries_stand_newest_first_wherever_they_come_from() -> None:
    older = "## 0.10.0\n\nb\n\n## 0.2.0\n\nd\n"
    text = changelog("# C\n\n## 0.9.0\n\nc\n\n## Notes\n\nn\n", older, "1.0.0", REGIONS)
    assert [entry.version for entry in entries(text)] == [None, "1.0.0", "0.10.0", "0.9.0", "0.2.0"]
    assert "c\n\n## Notes\n\nn\n" in text


def test_a_changelog_of_the_tool_alone_has_a_head_and_one_entry() -> None:
    text = changelog(None, None, "0.1.0", REGIONS)
    assert text.startswith("# Changelog\n")
    assert text.count("## 0.1.0") == 1


def test_a_changelog_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    source = articles(tmp_path, 1)
    (tmp_path / "dataset.toml").write_text('changelog = "CHANGES.md"\n')
    with pytest.raises(UsageError, match=r"CHANGES\.md: changelog cannot be read"):
        plan([str(source)])


@pytest.mark.slow
def test_the_same_predecessor_gives_the_same_bytes(tmp_path: Path) -> None:
    news = articles(tmp_path / "news", 1, 2)
    later = articles(tmp_path / "later", 1, 2, 3)
    shutil.copy(news, later.with_name("other.jsonl"))
    for out in ("one", "two"):
        build(wanted(news, "1.0.0"), tmp_path / out)
        build(wanted(later), tmp_path / out)
    assert everything(tmp_path / "one") == everything(tmp_path / "two")
