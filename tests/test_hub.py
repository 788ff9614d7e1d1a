"""`toolkit validate` on a Hub's data set: the same report as on the folder, and one sentence for what goes wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from damage import data_file
from huggingface_hub import constants
from loopback import Fault, LoopbackHub
from loopback.clients import environment, online

from toolkit.errors import HubError, UsageError
from toolkit.hub import Repository, fetch, repository_of
from toolkit.validate import validate

REPO = "ada/gates"
VALIDATE = [sys.executable, "-m", "toolkit", "validate"]
AT = Repository(REPO, "v1.0.0")


@pytest.fixture(scope="module")
def served(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoopbackHub]:
    """A Hub with the release, tagged v1.0.0, as a data set, and with one that is private."""
    with LoopbackHub(tmp_path_factory.mktemp("hub")) as hub:
        repository = hub.store.create(REPO)
        lines = [{"key": "header", "value": {"summary": "1.0.0"}}]
        for path in (path for path in release.rglob("*") if path.is_file()):
            name = path.relative_to(release).as_posix()
            lines.append({"key": "lfsFile", "value": {"path": name, "oid": hub.store.put(path.read_bytes())}})
        hub.store.commit(repository, "main", lines)
        repository.tag("v1.0.0", "main")
        hub.store.create("ada/secret", private=True).tag("v1.0.0", "main")
        yield hub


@pytest.fixture
def hub(served: LoopbackHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackHub]:
    """The Hub, no cache, and nobody logged in."""
    online(monkeypatch)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    served.requests.clear()
    yield served
    served.mend()


def refused(hub: LoopbackHub, repository: Repository = AT) -> str:
    """The one sentence of a far side that refused or failed."""
    with pytest.raises(HubError) as error:
        fetch(repository, hub.endpoint)
    message = str(error.value)
    assert error.value.exit_code == 6
    assert "\n" not in message
    assert hub.token not in message
    return message


# ---- what a name means


def test_a_repository_is_named_with_a_revision_and_else_is_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert repository_of(REPO, "v1.0.0") == AT
    assert repository_of("hf://datasets/ada/gates@v1.0.0") == AT
    assert repository_of("hf://datasets/ada/gates", "v1.0.0") == AT
    assert repository_of("hf://datasets/ada/gates") == Repository(REPO, "main")
    assert repository_of("hf://datasets/ada/gates@refs%2Fpr%2F1") == Repository(REPO, "refs/pr/1")
    assert repository_of("gates") is None
    assert repository_of("a/b/c") is None
    with pytest.raises(UsageError, match=r"ada/gates: there is no such folder; .*--revision"):
        repository_of(REPO)
    with pytest.raises(UsageError, match="names a revision, and --revision another"):
        repository_of("hf://datasets/ada/gates@v1", "v2")
    for wrong in ("gates", "a/b/c", "hf://datasets/gates@v1"):
        with pytest.raises(UsageError, match="is no folder and no repository"):
            repository_of(wrong, None if "@" in wrong else "v1")


def test_a_folder_is_never_taken_for_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(REPO).mkdir(parents=True)
    assert repository_of(REPO) is None
    with pytest.raises(UsageError, match=r"is a folder here, which has no revisions; .*hf://datasets/ada/gates"):
        repository_of(REPO, "v1.0.0")


# ---- the command


def test_a_data_set_is_proved_where_it_is_published(served: LoopbackHub, tmp_path: Path) -> None:
    served.requests.clear()
    summary = tmp_path / "summary.md"
    done = subprocess.run(
        [*VALIDATE, REPO, "--revision", "v1.0.0", "--format", "json", "--format", "github", "--output", "notes"],
        env={**environment(served, tmp_path), "GITHUB_STEP_SUMMARY": str(summary)}, cwd=tmp_path, capture_output=True,
        text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    commit = served.store.repositories[REPO].tags["v1.0.0"]
    assert (report["release"], report["ok"]) == (f"hf://datasets/{REPO}@{commit}", True)
    assert (report["name"], report["rows"]["documents"]) == ("seeds", 8)
    assert f"Read from hf://datasets/{REPO}@{commit}." in summary.read_text(encoding="utf-8")
    assert {each.headers.get("authorization") for each in served.requests} == {f"Bearer {served.token}"}


@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("ada/nothing", 2, "ada/nothing: is no folder here and no data set on http"),
        ("grace/gates", 6, "grace/gates: http"),
    ],
)
def test_a_mistake_is_one_sentence(name: str, code: int, sentence: str, served: LoopbackHub, tmp_path: Path) -> None:
    served.fail("GET", "/grace/", Fault(403))
    done = subprocess.run(
        [*VALIDATE, name, "--revision", "v1.0.0", "--endpoint", served.endpoint],
        env={**environment(served, tmp_path), "HF_ENDPOINT": "http://127.0.0.1:9"}, capture_output=True, text=True,
        timeout=120,
    )  # fmt: skip
    served.mend()
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1
    assert served.token not in done.stderr


def test_tables_without_a_manifest_are_read_from_a_hub_too(hub: LoopbackHub, release: Path) -> None:
    plain = hub.store.create("ada/plain")
    sha256 = hub.store.put(data_file(release, "quotes").read_bytes())
    line = {"key": "lfsFile", "value": {"path": "quotes/train/0000.parquet", "oid": sha256}}
    made = hub.store.commit(plain, "main", [line])
    snapshot = fetch(Repository("ada/plain", "main"), hub.endpoint)
    report = snapshot.named(validate(snapshot.folder))
    assert (report.release, report.name) == (f"hf://datasets/ada/plain@{made.oid}", "ada/plain")
    assert (report.ok, set(report.rows), set(report.counts)) == (True, {"quotes"}, {"unchecked"})


def test_what_the_cache_has_is_not_fetched_again(hub: LoopbackHub) -> None:
    first = fetch(AT, hub.endpoint)
    hub.requests.clear()
    assert fetch(AT, hub.endpoint) == first
    assert first.repository.revision == hub.store.repositories[REPO].tags["v1.0.0"] == first.folder.name
    assert hub.asked("GET", "/resolve/") == []


def test_offline_is_said(served: LoopbackHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served.requests.clear()
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert refused(served).startswith("ada/gates: HF_HUB_OFFLINE is set; unset it")
    assert served.requests == []


# ---- what may go wrong


def test_an_unknown_revision_names_the_tags_that_there_are(hub: LoopbackHub) -> None:
    with pytest.raises(UsageError, match=r"no revision 'v9' on .*; its tags are v1\.0\.0$"):
        fetch(Repository(REPO, "v9"), hub.endpoint)
    hub.fail("GET", "/refs$", Fault(500))
    with pytest.raises(UsageError, match=r"no revision 'v9' on .*; name a tag, a branch or a commit$"):
        fetch(Repository(REPO, "v9"), hub.endpoint)


def test_a_refusal_is_not_tried_again(hub: LoopbackHub, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "refused (401): there is no such data set, it is private, or the token is wrong" in refused(
        hub, Repository("ada/secret", "v1.0.0")
    )
    monkeypatch.setenv("HF_TOKEN", "hf_of_nobody")
    message = refused(hub)
    assert "refused (401)" in message
    assert "hf_of_nobody" not in message
    assert len(hub.requests) == 2
    monkeypatch.delenv("HF_TOKEN")
    for status, sentence in ((403, "use a token that may read it"), (451, "refused (451)")):
        hub.fail("GET", "/api/datasets/", Fault(status), times=1)
        assert sentence in refused(hub)
    hub.store.repositories[REPO].gated = True
    try:
        assert "wants its terms accepted" in refused(hub)
    finally:
        hub.store.repositories[REPO].gated = False


@pytest.mark.parametrize(
    "fault", [Fault(503, {"Retry-After": "1"}), Fault(429), Fault(500), Fault(cut=-1), Fault(cut=3)]
)
def test_what_passes_is_waited_for_and_what_does_not_is_said(fault: Fault, hub: LoopbackHub, tmp_path: Path) -> None:
    hub.fail("GET", "/api/datasets/.*/revision/", fault, times=2)
    assert (fetch(AT, hub.endpoint).folder / "manifest.json").is_file()
    hub.fail("GET", "/api/datasets/.*/revision/", fault)
    assert refused(hub).endswith(("try again later", "look at the network, or try later"))


@pytest.mark.parametrize("fault", [Fault(503), Fault(cut=100), Fault(cut=-1)])
def test_a_file_that_does_not_come_is_said(fault: Fault, hub: LoopbackHub) -> None:
    hub.fail("GET", "/resolve/.*parquet$", fault)
    assert refused(hub).startswith(hub.endpoint) or "failed (503)" in refused(hub)
    hub.mend()
    assert (fetch(AT, hub.endpoint).folder / "data").is_dir()


def test_a_file_that_is_gone_is_said(hub: LoopbackHub) -> None:
    hub.fail("*", "/resolve/.*parquet$", Fault(404, {"X-Error-Code": "EntryNotFound"}))
    assert "a file of this commit is gone from http" in refused(hub)


def test_a_password_in_the_address_is_not_said(hub: LoopbackHub) -> None:
    hub.fail("*", "/api/", Fault(403))
    with pytest.raises(HubError) as error:
        fetch(AT, hub.endpoint.replace("http://", "http://ada:secret@"))
    assert "secret" not in str(error.value)
    assert f"{hub.endpoint} refused (403)" in str(error.value)


def test_a_far_side_that_is_silent_is_left(hub: LoopbackHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # of time.sleep: the far side is to sleep
    online(monkeypatch)
    monkeypatch.setattr("toolkit.hub.PATIENCE", 0.05)
    hub.fail("GET", "/api/", Fault(pause=0.5))
    with pytest.raises(HubError, match="cannot be reached, or was cut off"):
        fetch(AT, hub.endpoint, waits=())


def test_what_is_no_hub_is_said(hub: LoopbackHub) -> None:
    with pytest.raises(HubError, match="its answer is none of a Hub's"):
        fetch(AT, f"{hub.endpoint}/datasets/{REPO}/resolve/main/README.md?")
    with pytest.raises(UsageError, match="is no address of a Hub; write --endpoint, or HF_ENDPOINT, with https://"):
        fetch(AT, "127.0.0.1")
    with pytest.raises(HubError, match=r"^http://127\.0\.0\.1:9: cannot be reached"):
        fetch(AT, "http://127.0.0.1:9")


def test_a_cache_that_cannot_be_written_to_is_said(
    hub: LoopbackHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(UsageError, match="the client's cache cannot be written to"):
        fetch(AT, hub.endpoint)
