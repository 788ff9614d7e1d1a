"""`toolkit publish`: stock clients find on the Hub what is in the folder, and what may not go there does not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hubs import Place, go, loopback_only, place_there, proved_once, served_place, small_releases  # noqa: F401
from loopback import Fault

from toolkit import publish as publishing
from toolkit.build import build
from toolkit.errors import BrokenPromise, HubError, RightsError, ToolkitError, UsageError, VersionTooSmall
from toolkit.far_side import Gated
from toolkit.findings import Report
from toolkit.gate import forbidden, require_rights
from toolkit.plan import plan
from toolkit.publication import Publication
from toolkit.publish_report import plan_text, published_json, size
from toolkit.release import MANIFEST, Release

pytestmark = pytest.mark.slow  # test_publish_faults.py and test_publishing_page.py publish too, and quicker


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit", "publish", *map(str, arguments)],
        env={**os.environ, **environment}, capture_output=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def files_at(there: Place, repository: str, revision: str, folder: Path) -> dict[str, bytes]:
    """What a stock client downloads."""
    api = there.api
    at = api.snapshot_download(repository, repo_type="dataset", revision=revision, cache_dir=folder)
    return {name: found for name, found in files_of(Path(at)).items() if name != ".gitattributes"}


# ---- a publication


def test_a_release_is_published_as_it_is_and_again_is_the_same(
    there: Place, releases: dict[str, Path], tmp_path: Path
) -> None:
    repository = there.repository()
    first = command(releases["first"], "--repo", repository, "--private", "--json", HF_ENDPOINT=there.endpoint)
    assert first.returncode == 0, first.stderr
    found = json.loads(first.stdout)
    assert (found["create"], found["private"], found["published"], found["tag"]) == (True, True, True, "v1.0.0")
    assert found["rows"] == {"documents": 2, "sentences": 8, "quotes": 2, "entities": 4} | {
        key: found["rows"][key] for key in ("sentences", "entities")
    }
    assert files_at(there, repository, "v1.0.0", tmp_path / "a") == files_of(releases["first"])
    commits = there.api.list_repo_commits(repository, repo_type="dataset")
    assert [commit.title for commit in commits[:-1]] == ["gates 1.0.0"]
    assert found["commit"] == commits[0].commit_id
    again = command(
        releases["first"], "--repo", repository, "--endpoint", there.endpoint, HF_ENDPOINT="http://127.0.0.1:9"
    )
    assert again.returncode == 0, again.stderr
    assert "v1.0.0 is there, with these very files" in again.stderr
    assert len(there.api.list_repo_commits(repository, repo_type="dataset")) == len(commits)
    assert there.token not in first.stdout + first.stderr + again.stdout + again.stderr


@pytest.mark.usefixtures("once")
def test_the_next_version_is_one_commit_on_top_of_the_first(
    there: Place, releases: dict[str, Path], tmp_path: Path
) -> None:
    repository = there.repository()
    go(there, releases["first"], repository)
    there.api.upload_file(path_or_fileobj=b"notes", path_in_repo="notes.txt", repo_id=repository, repo_type="dataset")
    second = go(there, releases["second"], repository)
    plan = second.publication
    assert [file.path for file in plan.of("removed")] == ["notes.txt"]
    assert plan.of("unchanged")
    assert plan.since == "1.0.0"
    assert files_at(there, repository, "v1.1.0", tmp_path / "b") == files_of(releases["second"])
    assert files_at(there, repository, "v1.0.0", tmp_path / "a") == files_of(releases["first"])
    titles = [commit.title for commit in there.api.list_repo_commits(repository, repo_type="dataset")]
    assert [titles[0], titles[2]] == ["gates 1.1.0", "gates 1.0.0"]


@pytest.mark.usefixtures("once")
def test_a_dry_run_says_what_would_happen_and_changes_nothing(there: Place, releases: dict[str, Path]) -> None:
    repository = there.repository()
    told: list[Publication] = []
    found = go(there, releases["first"], repository, dry_run=True, planned=told.append)
    assert (found.commit, told) == (None, [found.publication])
    assert not there.api.repo_exists(repository, repo_type="dataset")
    text = plan_text(found.publication)
    assert text.startswith(f"plan       {repository} (to be made, private):\n")
    assert all(f"  {path}" in text for path in files_of(releases["first"]))
    assert text.endswith(f"{size(sum(map(len, files_of(releases['first']).values())))}; tag v1.0.0")
    assert json.loads(published_json(found))["published"] is False


# ---- refusals


def test_what_breaks_a_promise_is_not_published(there: Place, releases: dict[str, Path], tmp_path: Path) -> None:
    broken = Path(shutil.copytree(releases["first"], tmp_path / "broken"))
    (broken / "README.md").write_text("# Gates\n")
    repository = there.repository()
    with pytest.raises(BrokenPromise, match="breaks a promise, so it is not published") as error:
        go(there, broken, repository)
    assert error.value.report.counts
    assert not there.api.repo_exists(repository, repo_type="dataset")


def believed(monkeypatch: pytest.MonkeyPatch, release: Path, copy: Path, **stated: str) -> Path:
    """A copy whose manifest states something else, and is taken for sound."""
    shutil.copytree(release, copy)
    manifest = json.loads((copy / MANIFEST).read_bytes())
    (copy / MANIFEST).write_text(json.dumps({**manifest, **stated}))
    monkeypatch.setattr(publishing, "validate", lambda folder, progress: Report("", "gates", "", {}, 0, {}, ()))
    return copy


@pytest.mark.usefixtures("once")
def test_a_version_that_is_there_with_other_files_is_refused(
    there: Place, releases: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = there.repository()
    go(there, releases["first"], repository)
    other = Path(shutil.copytree(releases["first"], tmp_path / "other"))
    (other / "README.md").write_text("# Gates\n")
    monkeypatch.setattr(publishing, "validate", lambda folder, progress: Report("", "gates", "", {}, 0, {}, ()))
    with pytest.raises(HubError, match=r"has a v1\.0\.0 already, with other files; .* build the release with a larger"):
        go(there, other, repository)


@pytest.mark.usefixtures("once")
def test_a_version_that_is_too_small_is_refused(
    there: Place, releases: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = there.repository()
    go(there, releases["second"], repository)
    with pytest.raises(VersionTooSmall, match=r"has 1\.1\.0 already, which 1\.0\.0 does not follow"):
        go(there, releases["first"], repository)
    small = believed(monkeypatch, releases["second"], tmp_path / "small", version="1.0.1")
    fresh = there.repository()
    go(there, releases["first"], fresh)
    with pytest.raises(VersionTooSmall, match=r"gates 1\.0\.1: since 1\.0\.0 .* makes 1\.1\.0 the smallest"):
        go(there, small, fresh)


@pytest.mark.usefixtures("once")
def test_the_same_content_as_a_patch_is_enough(
    there: Place, releases: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = there.repository()
    go(there, releases["first"], repository)
    same = believed(monkeypatch, releases["first"], tmp_path / "same", version="1.0.1")
    assert go(there, same, repository).publication.since == "1.0.0"


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize(
    ("name", "documents", "lists"),
    [
        (
            "forbidden",
            "1 article",
            "  1 of The Ledger, LicenseRef-ledger, redistribute = false: gates/ledger/ferry.txt",
        ),
        (
            "unrecorded",
            "2 articles",
            "  2 of an unknown holder, no license, redistribute is not recorded: gates/ledger/",
        ),
    ],
)
def test_text_that_may_not_be_passed_on_stays(
    name: str, documents: str, lists: str, there: Place, releases: dict[str, Path]
) -> None:
    repository = there.repository()
    for gated in (None, "auto"):
        how: Gated | None = "auto" if gated else None
        with pytest.raises(RightsError) as error:
            go(there, releases[name], repository, private=False, gated=how)
        assert (error.value.exit_code, len(error.value.sources)) == (5, 1)
        message = str(error.value)
        assert f"nothing says that the text of {documents} may be passed on, and {repository} is open to all" in message
        assert lists in message
        for way in ("stand-off", "--private", "--gated manual", "exclude = [...]", "redistribute = true"):
            assert way in message
    assert not there.api.repo_exists(repository, repo_type="dataset")


@pytest.mark.usefixtures("once")
@loopback_only
def test_where_it_may_go_is_what_the_far_side_says(there: Place, releases: dict[str, Path]) -> None:
    closed, hidden, opened = there.repository(), there.repository(), there.repository()
    go(there, releases["forbidden"], closed, private=False, gated="manual")
    assert (there.stored(closed).gated, there.stored(closed).private) == ("manual", False)
    go(there, releases["forbidden"], hidden)
    assert go(there, releases["forbidden"], hidden, private=False).publication.private, "it is private already"
    go(there, releases["first"], opened, private=False)
    with pytest.raises(RightsError):  # it was asked to be private, but is not
        go(there, releases["forbidden"], opened)
    with pytest.raises(UsageError, match=r"is public on http.*, and --private was given"):
        go(there, releases["second"], opened)


@pytest.mark.usefixtures("once")
def test_an_edition_without_text_may_go_anywhere(
    there: Place, releases: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standoff = Path(shutil.copytree(releases["forbidden"], tmp_path / "standoff"))
    manifest = json.loads((standoff / MANIFEST).read_bytes())
    (standoff / MANIFEST).write_text(json.dumps({**manifest, "edition": "standoff"}))
    monkeypatch.setattr(publishing, "validate", lambda folder, progress: Report("", "gates", "", {}, 0, {}, ()))
    assert go(there, standoff, there.repository(), private=False, dry_run=True).publication.create


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["nowhere", "--repo", "ada/gates"], 2, "nowhere: there is no such folder; name the folder of a release"),
        (["FIRST", "--repo", "gates"], 2, "gates: is no repository id; name one as owner/name"),
        (["FIRST", "--repo", "ada/gates", "--gated", "some"], 2, "--gated: there is no 'some'; write auto or manual"),
        (["FIRST", "--repo", "ada/gates", "--endpoint", "nowhere"], 2, "nowhere: is no address of a Hub"),
    ],
)
def test_a_mistake_is_one_sentence(
    arguments: list[str], code: int, sentence: str, there: Place, releases: dict[str, Path]
) -> None:
    done = command(*(str(releases["first"]) if each == "FIRST" else each for each in arguments))
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert done.stderr.splitlines()[-1].startswith(sentence)
    assert "Traceback" not in done.stderr


@loopback_only
@pytest.mark.usefixtures("once")
def test_who_may_not_write_is_told_and_no_token_is_printed(
    there: Place, releases: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(HubError, match=r"grace/gates: http.* refused \(403\); use a token that may write it"):
        go(there, releases["first"], "grace/gates")
    monkeypatch.setenv("HF_TOKEN", "hf_of_nobody")
    with pytest.raises(HubError, match=r"refused \(401\)") as error:
        go(there, releases["first"], there.repository())
    assert "hf_of_nobody" not in str(error.value)
    monkeypatch.delenv("HF_TOKEN")
    monkeypatch.setattr("huggingface_hub.constants.HF_TOKEN_PATH", "/nowhere")
    with pytest.raises(UsageError, match="nobody is logged in who could publish; set HF_TOKEN"):
        go(there, releases["first"], there.repository())


@loopback_only
@pytest.mark.usefixtures("once")
def test_a_token_is_printed_under_no_fault(
    there: Place, releases: dict[str, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    for status in (400, 401, 403, 404, 409, 412, 418, 429, 500):
        for route in ("/api/datasets/", "/create", "/preupload/", "/batch", "/lfs/", "/commit/", "/tag/", "/tree/"):
            there.own.fail("*", route, Fault(status))
            try:
                go(there, releases["first"], there.repository(), waits=())
            except ToolkitError as error:
                assert there.token not in str(error)
            there.own.mend()
    told = capfd.readouterr()
    assert there.token not in told.out + told.err


# ---- somebody else


@loopback_only
@pytest.mark.usefixtures("once")
def test_a_commit_of_somebody_else_in_between_is_not_written_over(there: Place, releases: dict[str, Path]) -> None:
    repository = there.repository()

    def somebody() -> None:
        add = there.own.store.file("theirs.txt", there.own.store.put(b"theirs"), lfs=False)
        found = there.stored(repository)
        found.add("main", "theirs", {**found.at("main").files, add.path: add})

    go(there, releases["first"], repository)
    there.own.fail("POST", "/commit/main", Fault(412, act=somebody), times=1)
    there.own.fail("POST", "/preupload/", Fault(act=somebody), times=1)
    with pytest.raises(HubError, match="somebody else has committed to it in the meantime"):
        go(there, releases["second"], repository)
    assert "v1.1.0" not in there.stored(repository).tags
    there.own.mend()
    go(there, releases["second"], repository)
    assert "theirs.txt" not in there.stored(repository).at("v1.1.0").files


@loopback_only
@pytest.mark.usefixtures("once")
def test_nothing_is_sent_to_what_somebody_else_made_public(there: Place, releases: dict[str, Path]) -> None:
    repository = there.repository()
    there.own.fail("POST", "/repos/create", Fault(act=lambda: there.own.store.create(repository)), times=1)
    with pytest.raises(RightsError, match=r"is public on .*, and was to be private; nothing of this release is in it"):
        go(there, releases["forbidden"], repository)
    assert set(there.stored(repository).at("main").files) <= {".gitattributes"}


@loopback_only
@pytest.mark.usefixtures("once")
def test_a_tag_that_somebody_else_set_is_refused(there: Place, releases: dict[str, Path]) -> None:
    repository = there.repository()

    def somebody() -> None:
        found = there.stored(repository)
        found.tag("v1.0.0", next(iter(found.commits)))

    there.own.fail("POST", "/commit/main", Fault(act=somebody), times=1)
    with pytest.raises(HubError, match=r"its v1\.0\.0 does not hold the files of this release"):
        go(there, releases["first"], repository)


@loopback_only
def test_what_is_read_back_is_compared_row_by_row(there: Place, releases: dict[str, Path], tmp_path: Path) -> None:
    from toolkit.read_back import read_back

    repository = there.repository()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "read_back", lambda *arguments, **settings: {})
        go(there, releases["first"], repository)
    other = Path(shutil.copytree(releases["first"], tmp_path / "other"))
    path = next((other / "data" / "quotes").iterdir())
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    at = table.schema.get_field_index("rule")
    pq.write_table(table.set_column(at, table.schema.field(at), pa.array(["another"] * len(table))), path)
    with pytest.raises(HubError, match=r"its v1\.0\.0 is not the local release \(quotes, train: [0-9a-f]+, rule\)"):
        read_back(Release(other), repository, "v1.0.0", there.endpoint, (), xet=False)
    there.own.fail("*", "/resolve/", Fault(403))
    with pytest.raises(
        HubError, match=r"v1\.0\.0 is published, but could not be read back \(\w+\); run the same command"
    ):
        read_back(Release(releases["first"]), repository, "v1.0.0", there.endpoint, (), xet=False)


# ---- the articles of this project


SHARED = Path(__file__).parent.parent.parent / "shared" / "seeds"


@pytest.mark.skipif(not SHARED.is_dir(), reason="not at hand")
def test_articles_that_nobody_may_pass_on_are_refused(tmp_path: Path) -> None:
    manifest = Release(build(plan([str(SHARED)]), tmp_path, workers=1).release).manifest
    assert sum(each["documents"] for each in forbidden(manifest)) == 5
    with pytest.raises(RightsError):
        require_rights(manifest, "dist/seeds/0.1.0", "ada/seeds", private=False, gated="auto")
    require_rights(manifest, "dist/seeds/0.1.0", "ada/seeds", private=True, gated=None)
    require_rights({**manifest, "edition": "standoff"}, "dist/seeds/0.1.0", "ada/seeds", private=False, gated=None)


def test_the_seeds_of_this_project_pass(release: Path) -> None:
    manifest = Release(release).manifest
    assert forbidden(manifest) == []
    require_rights(manifest, "dist/seeds/0.1.0", "ada/seeds", private=False, gated=None)
    assert {each["rights_holder"] for each in manifest["rights"]} == {"toolkit contributors"}
    damages: list[dict[str, object]] = [{}, {"tables": []}, {**manifest, "rights": []}, {**manifest, "rights": [7]}]
    for damaged in damages:
        assert [each.get("redistribute") for each in forbidden(damaged)] == [None]
