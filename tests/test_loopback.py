"""The tests' own Hub, held to the stock clients: what they write they read back, and its faults reach them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi, RepoFile, constants
from huggingface_hub.errors import (  # type: ignore[attr-defined]
    GatedRepoError,
    HfHubHTTPError,
    HTTPError,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from loopback import Fault, LoopbackHub
from loopback.clients import environment, online
from loopback.store import DATE

REPO = "ada/gates"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackHub]:
    online(monkeypatch)
    with LoopbackHub(tmp_path / "objects") as hub:
        yield hub


@pytest.fixture
def api(hub: LoopbackHub) -> HfApi:
    return HfApi(endpoint=hub.endpoint, token=hub.token)


@pytest.fixture
def first(api: HfApi) -> str:
    """A data set with one commit of two files; the commit."""
    api.create_repo(REPO, repo_type="dataset")
    return put(api, {"README.md": b"# Gates\n", "data/a.parquet": b"PAR1" + bytes(100_000)})


def put(api: HfApi, files: dict[str, bytes], parent: str | None = None) -> str:
    add = [CommitOperationAdd(path, content) for path, content in files.items()]
    made = api.create_commit(REPO, add, commit_message="Gates", repo_type="dataset", parent_commit=parent)
    return str(made.oid)


def status(error: pytest.ExceptionInfo[HfHubHTTPError]) -> int:
    return error.value.response.status_code


def test_a_commit_is_one_and_leaves_what_it_does_not_name(api: HfApi, hub: LoopbackHub, first: str) -> None:
    second = put(api, {"data/b.parquet": b"PAR1"}, parent=first)
    assert api.list_repo_files(REPO, repo_type="dataset") == [
        ".gitattributes", "README.md", "data/a.parquet", "data/b.parquet",
    ]  # fmt: skip
    assert api.list_repo_files(REPO, repo_type="dataset", revision=first)[1:] == ["README.md", "data/a.parquet"]
    history = [commit.commit_id for commit in api.list_repo_commits(REPO, repo_type="dataset")]
    assert history[:2] == [second, first]
    assert len(history) == 3
    assert len(hub.asked("PUT", "/lfs/")) == 2


def test_a_commit_on_a_stale_parent_is_412_and_changes_nothing(api: HfApi, first: str) -> None:
    second = put(api, {"more.txt": b"more"}, parent=first)
    with pytest.raises(HfHubHTTPError) as error:
        put(api, {"late.txt": b"late"}, parent=first)
    assert status(error) == 412
    assert api.dataset_info(REPO).sha == second


def test_what_is_deleted_is_gone(api: HfApi, first: str) -> None:
    api.create_commit(REPO, [CommitOperationDelete("data/")], commit_message="Less", repo_type="dataset")
    assert api.list_repo_files(REPO, repo_type="dataset") == [".gitattributes", "README.md"]


def test_a_tag_is_set_once_and_names_its_commit(api: HfApi, first: str) -> None:
    api.create_tag(REPO, tag="v1.0.0", revision=first, repo_type="dataset")
    put(api, {"more.txt": b"more"})
    with pytest.raises(HfHubHTTPError) as error:
        api.create_tag(REPO, tag="v1.0.0", repo_type="dataset")
    assert status(error) == 409
    refs = api.list_repo_refs(REPO, repo_type="dataset")
    assert [(tag.name, tag.target_commit) for tag in refs.tags] == [("v1.0.0", first)]
    assert [branch.name for branch in refs.branches] == ["main"]
    assert api.dataset_info(REPO, revision="v1.0.0").sha == first
    with pytest.raises(RevisionNotFoundError):
        api.dataset_info(REPO, revision="v9")


def test_trees_and_paths_tell_sizes_hashes_and_commits(api: HfApi, first: str) -> None:
    top = api.list_repo_tree(REPO, repo_type="dataset", expand=True)
    assert [each.path for each in top] == [".gitattributes", "README.md", "data"]
    one, folder = api.get_paths_info(REPO, ["data/a.parquet", "data", "nothing"], repo_type="dataset", expand=True)
    assert isinstance(one, RepoFile)
    assert one.lfs is not None
    assert one.last_commit is not None
    assert (one.size, one.lfs.size, one.last_commit.oid) == (100_004, 100_004, first)
    assert one.last_commit.date.year == int(DATE[:4])
    assert folder.path == "data"


def test_a_file_that_is_there_already_is_not_sent_again(api: HfApi, hub: LoopbackHub, first: str) -> None:
    put(api, {"copy.parquet": b"PAR1" + bytes(100_000)})
    assert len(hub.asked("PUT", "/lfs/")) == 1
    assert len(hub.asked("POST", "/batch$")) == 2


def test_tokens_are_asked_for(api: HfApi, hub: LoopbackHub, first: str) -> None:
    assert api.whoami()["name"] == "ada"
    stranger, wrong = HfApi(endpoint=hub.endpoint, token=False), HfApi(endpoint=hub.endpoint, token="hf_wrong")
    assert stranger.dataset_info(REPO).sha == first
    for refused in (stranger, wrong):
        with pytest.raises(HfHubHTTPError) as error:
            put(refused, {"a": b"a"})
        assert status(error) == 401
    with pytest.raises(HfHubHTTPError) as error:
        api.create_repo("grace/gates", repo_type="dataset")
    assert status(error) == 403
    api.create_repo("ada/secret", repo_type="dataset", private=True)
    assert api.dataset_info("ada/secret").private
    with pytest.raises(RepositoryNotFoundError):
        stranger.dataset_info("ada/secret")
    hub.store.repositories[REPO].gated = True
    with pytest.raises(GatedRepoError):
        stranger.dataset_info(REPO)


def test_repositories_are_made_once_and_go(api: HfApi, first: str) -> None:
    with pytest.raises(HfHubHTTPError) as error:
        api.create_repo(REPO, repo_type="dataset")
    assert status(error) == 409
    api.create_repo(REPO, repo_type="dataset", exist_ok=True)
    api.delete_repo(REPO, repo_type="dataset")
    assert not api.repo_exists(REPO, repo_type="dataset")


def test_a_download_is_byte_for_byte_and_goes_on_where_it_was_cut(
    api: HfApi, hub: LoopbackHub, first: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 10_000)
    hub.fail("GET", "/resolve/.*parquet", Fault(cut=40_000), times=1)
    got = api.hf_hub_download(REPO, "data/a.parquet", repo_type="dataset", cache_dir=tmp_path / "cache")
    assert Path(got).read_bytes() == b"PAR1" + bytes(100_000)
    assert [each.status for each in hub.asked("GET", "/resolve/")] == [200, 206]
    assert hub.requests[-1].headers["range"] == "bytes=40000-"
    with pytest.raises(RemoteEntryNotFoundError):
        api.hf_hub_download(REPO, "nothing.txt", repo_type="dataset", cache_dir=tmp_path / "cache")


def test_faults_come_as_often_as_was_asked(api: HfApi, hub: LoopbackHub, first: str) -> None:
    hub.fail("*", "/refs$", Fault(500), times=1)
    with pytest.raises(HfHubHTTPError) as error:
        api.list_repo_refs(REPO, repo_type="dataset")
    assert status(error) == 500
    assert api.list_repo_refs(REPO, repo_type="dataset").branches
    hub.fail("POST", "/tag/", Fault(cut=-1, done=True))
    with pytest.raises(HTTPError, match="disconnected"):
        api.create_tag(REPO, tag="v1", repo_type="dataset")
    hub.mend()
    assert [tag.name for tag in api.list_repo_refs(REPO, repo_type="dataset").tags] == ["v1"]
    hub.fail("GET", "/refs$", Fault(pause=0.001, piece=10))
    assert api.list_repo_refs(REPO, repo_type="dataset").tags


PROGRAM = """
import json, os, sys
from datasets import load_dataset
from huggingface_hub import snapshot_download

repo, told = sys.argv[1], {}
for table in ("documents", "quotes"):
    told[table] = load_dataset(repo, table, revision="v1.0.0", split="train").num_rows
told["streamed"] = [row["quote_id"] for row in load_dataset(repo, "quotes", revision="v1.0.0", streaming=True)["train"]]
told["main"] = load_dataset(repo, "quotes", split="train", streaming=True).column_names
told["snapshot"] = snapshot_download(repo, repo_type="dataset", revision="v1.0.0")
print(json.dumps(told), flush=True)
os._exit(0)  # threads that read ahead for a stream may outlive it
"""


def test_stock_clients_load_stream_and_fetch_a_release(
    api: HfApi, hub: LoopbackHub, release: Path, tmp_path: Path
) -> None:
    api.create_repo(REPO, repo_type="dataset")
    files = {path.relative_to(release).as_posix(): path.read_bytes() for path in release.rglob("*") if path.is_file()}
    commit = put(api, files)
    api.create_tag(REPO, tag="v1.0.0", repo_type="dataset")
    put(api, {"README.md": files["README.md"], "later.txt": b"later"})
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, REPO], env=environment(hub, tmp_path / "home"), capture_output=True, text=True,
        timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    manifest = json.loads(files["manifest.json"])
    assert told["documents"] == manifest["tables"]["documents"]["rows"]
    assert told["quotes"] == len(told["streamed"]) == manifest["tables"]["quotes"]["rows"]
    assert "speaker_name" in told["main"]
    snapshot = Path(told["snapshot"])
    assert snapshot.name == commit
    assert not (snapshot / "later.txt").exists()
    assert all((snapshot / name).read_bytes() == content for name, content in files.items())
    assert {each.headers.get("authorization") for each in hub.asked("GET", "/resolve/")} == {f"Bearer {hub.token}"}
