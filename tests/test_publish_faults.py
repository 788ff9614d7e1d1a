"""A publication cut off anywhere: the repository is as it was, or as it is to be, and the same again ends well."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from hubs import Place, go, loopback_only, place_there, proved_once, served_place, small_releases  # noqa: F401
from loopback import Fault
from loopback.clients import environment
from loopback.store import Repository as Stored

from toolkit import publish as publishing
from toolkit.errors import HubError, RightsError
from toolkit.far_side import Gated
from toolkit.release import sha256_of

pytestmark = loopback_only

FAULTS = {
    "cut before": Fault(cut=-1),
    "cut after": Fault(cut=-1, done=True),
    "cut within": Fault(cut=5),
    "429": Fault(429, {"Retry-After": "3"}),
    "500": Fault(500),
    "503": Fault(503),
    "slow": Fault(pause=0.001, piece=64),
}


@dataclass(frozen=True)
class Ends:
    """What a repository may hold: what it held before, and the release."""

    place: Place
    repository: str
    release: Path
    tag: str
    before: Mapping[str, str] | None
    commits: int

    @property
    def after(self) -> dict[str, str]:
        """Path to SHA-256 of the release's files."""
        paths = (path for path in self.release.rglob("*") if path.is_file())
        return {path.relative_to(self.release).as_posix(): sha256_of(path) for path in paths}

    def check(self, *, done: bool) -> None:
        """The repository is in the one state or the other; with `done`, in the new one."""
        found = self.place.own.store.repositories.get(self.repository)
        if found is None:
            assert self.before is None
            assert not done
            return
        head = hashes(self.place, self.repository, "main")
        new = len(found.commits) - self.commits
        assert (head, new) in ((self.before or {}, 0), (self.after, 1))
        if self.tag in found.tags:
            assert hashes(self.place, self.repository, self.tag) == self.after
        if done:
            assert (head, set(found.tags) & {self.tag}) == (self.after, {self.tag})


def hashes(place: Place, repository: str, revision: str) -> dict[str, str]:
    """Path to SHA-256 of what is stored, but for the Hub's own file."""
    files = place.stored(repository).at(revision).files
    return {path: file.sha256 for path, file in files.items() if path != ".gitattributes"}


def ends(there: Place, releases: Mapping[str, Path], repository: str, *, second: bool) -> Ends:
    """A repository to be made, or one that holds the first version and a file that is to go."""
    if not second:
        return Ends(there, repository, releases["first"], "v1.0.0", None, 1)
    go(there, releases["first"], repository)
    found = there.stored(repository)
    file = there.own.store.file("notes.txt", there.own.store.put(b"notes"), lfs=False)
    found.add("main", "notes", {**found.at("main").files, file.path: file})
    before = hashes(there, repository, "main")
    return Ends(there, repository, releases["second"], "v1.1.0", before, len(found.commits))


def routes(there: Place, releases: Mapping[str, Path], *, second: bool) -> list[tuple[str, str]]:
    """Every request of a publication."""
    wanted = ends(there, releases, there.repository(), second=second)
    there.own.requests.clear()
    go(there, wanted.release, wanted.repository)
    wanted.check(done=True)
    return [(request.method, request.path) for request in there.own.requests]


def sent(there: Place) -> Counter[str]:
    """How often the bytes of each object came."""
    return Counter(request.path for request in there.own.asked("PUT", "^/lfs/") if request.status == 200)


def broken(there: Place, releases: Mapping[str, Path], fault: Fault, number: int, *, second: bool, times: int) -> None:
    """Publish with a fault in the request of this number, and again without one."""
    for each in there.own.store.objects.iterdir():  # what other repositories sent would not be sent again
        each.unlink()
    there.own.store.repositories.clear()
    wanted = ends(there, releases, there.repository(), second=second)
    there.own.requests.clear()
    there.own.fail("*", "", fault, after=number, times=times)
    try:
        go(there, wanted.release, wanted.repository)
    except HubError as error:
        assert times > 1, error
        assert there.token not in str(error)
        wanted.check(done=False)
    else:
        wanted.check(done=True)
    there.own.mend()
    go(there, wanted.release, wanted.repository)
    wanted.check(done=True)
    again = {path for path, count in sent(there).items() if count > 1}
    assert not again or fault.cut is not None or fault.pause


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("fault", ["cut before", pytest.param("cut after", marks=pytest.mark.slow), "503"])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/create"), ("PUT", "/lfs/"), ("POST", "/commit/"), ("POST", "/tag/")]
)
def test_a_fault_in_a_request_that_writes_is_waited_out(
    method: str, path: str, fault: str, there: Place, releases: dict[str, Path]
) -> None:
    wanted = ends(there, releases, there.repository(), second=False)
    there.own.fail(method, path, FAULTS[fault], times=1)
    assert go(there, wanted.release, wanted.repository).commit
    wanted.check(done=True)


@pytest.mark.usefixtures("once")
def test_what_was_sent_is_not_sent_again(there: Place, releases: dict[str, Path]) -> None:
    for each in there.own.store.objects.iterdir():
        each.unlink()
    there.own.store.repositories.clear()
    wanted = ends(there, releases, there.repository(), second=False)
    there.own.requests.clear()
    there.own.fail("POST", "/commit/", Fault(503))
    with pytest.raises(HubError, match=r"failed \(503\); try again later"):
        go(there, wanted.release, wanted.repository)
    wanted.check(done=False)
    there.own.mend()
    go(there, wanted.release, wanted.repository)
    wanted.check(done=True)
    assert set(sent(there).values()) == {1}
    assert len(sent(there)) == 4


@pytest.mark.usefixtures("once")
def test_as_long_is_waited_as_the_far_side_asks(
    there: Place, releases: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    repository = there.repository()
    for route in ("/api/datasets/", "/create", "/preupload/", "/commit/", "/tag/"):
        there.own.fail("*", route, Fault(429, {"Retry-After": "37"}), times=1)
        waited.clear()
        go(there, releases["first"], repository, dry_run=route == "/api/datasets/")
        there.own.mend()
        repository = there.repository()
        assert max(waited) >= 37, route
    there.own.fail("*", "/api/datasets/", Fault(429, {"Retry-After": "86400"}))
    waited.clear()
    with pytest.raises(HubError, match=r"failed \(429\)"):
        go(there, releases["first"], repository)
    assert waited == [], "nobody waits for a day"


# ---- somebody else opens it


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("gated", [None, "manual"])
def test_nothing_is_committed_to_what_was_opened_while_files_were_sent(
    gated: Gated | None, there: Place, releases: dict[str, Path]
) -> None:
    repository = there.repository()
    there.own.fail("POST", "/preupload/", Fault(act=lambda: opened(there.stored(repository))), times=1)
    with pytest.raises(RightsError, match=r"is public on http.*; nothing of this release is in it: look") as refused:
        go(there, releases["forbidden"], repository, private=gated is None, gated=gated)
    assert set(there.stored(repository).at("main").files) <= {".gitattributes"}
    told = refused.value.published
    assert told is not None
    assert (told.commit, [each["rights_holder"] for each in told.refused]) == (None, ["The Ledger"])


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize("late", [False, True], ids=["while it is committed", "while it is read back"])
def test_what_was_opened_once_the_commit_was_there_is_said_to_be_public(
    late: bool, there: Place, releases: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = there.repository()

    def read(*arguments: object, **settings: object) -> dict[str, int]:
        opened(there.stored(repository))
        return {"documents": 2}

    if late:
        monkeypatch.setattr(publishing, "read_back", read)
    else:
        there.own.fail("POST", "/commit/main", Fault(act=lambda: opened(there.stored(repository))), times=1)
    with pytest.raises(
        RightsError, match=r"mixed 1\.0\.0 is in it, and all can read it, with the text of 1 art"
    ) as refused:
        go(there, releases["forbidden"], repository)
    told = refused.value.published
    assert told is not None
    assert told.commit == there.stored(repository).tags["v1.0.0"]


@pytest.mark.usefixtures("once")
def test_what_may_be_passed_on_is_not_sent_to_what_was_opened_either(there: Place, releases: dict[str, Path]) -> None:
    repository = there.repository()
    there.own.fail("POST", "/preupload/", Fault(act=lambda: opened(there.stored(repository))), times=1)
    with pytest.raises(HubError, match=r"is public on http.*, and was to be private; nothing of this release is in it"):
        go(there, releases["first"], repository)


def opened(repository: Stored) -> None:
    """Somebody else lets everybody in."""
    repository.private, repository.gated = False, False


# ---- every request in turn


WHOLE = bool(os.environ.get("TOOLKIT_TEST_SWEEP"))
"""All that can go wrong at every request, which takes an hour; else one thing at each kind of request, in turn."""
ORDERS = pytest.mark.parametrize("second", [False, True], ids=["first", "second"])


def chosen(there: Place, releases: Mapping[str, Path], *, second: bool) -> list[tuple[int, tuple[str, str]]]:
    """Numbers and routes of the requests to try: two of each kind, as a file is fetched or sent like any other."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for number, (method, path) in enumerate(routes(there, releases, second=second)):
        kind = (method, re.sub(r"/resolve/.*|[0-9a-f]{40,}", "", path))
        seen[kind] += 1
        if WHOLE or seen[kind] <= 2:
            found.append((number, (method, path)))
    return found


def at(number: int, kinds: Sequence[str], *, second: bool) -> Sequence[str]:
    """What goes wrong at the request of this number."""
    return kinds if WHOLE else [kinds[(number + 3 * second) % len(kinds)]]


@pytest.mark.slow
@pytest.mark.usefixtures("once")
@ORDERS
def test_a_fault_in_any_request(second: bool, there: Place, releases: dict[str, Path]) -> None:
    for number, _ in chosen(there, releases, second=second):
        for fault in at(number, list(FAULTS), second=second):
            broken(there, releases, FAULTS[fault], number, second=second, times=1)


@pytest.mark.slow
@pytest.mark.usefixtures("once")
@ORDERS
def test_a_far_side_that_fails_from_some_request_on(second: bool, there: Place, releases: dict[str, Path]) -> None:
    for number, _ in chosen(there, releases, second=second):
        for fault in at(number, ["cut before", "cut after", "cut within", "503"], second=second):
            broken(there, releases, FAULTS[fault], number, second=second, times=10_000)


@pytest.mark.slow
@pytest.mark.usefixtures("once")
@ORDERS
def test_a_process_killed_at_any_request(second: bool, there: Place, releases: dict[str, Path], tmp_path: Path) -> None:
    settings = environment(there.own, tmp_path / "home")
    for number, route in chosen(there, releases, second=second):
        if number and not WHOLE and route[0] in ("GET", "HEAD"):
            continue  # nothing changes there, and a fault in each of these is tried above
        for moment in at(number, ["before", "after"], second=second):
            wanted = ends(there, releases, there.repository(), second=second)
            killed(wanted, settings, number, done=moment == "after", route=route)


def killed(wanted: Ends, settings: Mapping[str, str], number: int, *, done: bool, route: tuple[str, str]) -> None:
    """Publish in a process that is killed at the request of this number, once it is `done` or before; then again."""
    words = ["publish", str(wanted.release), "--repo", wanted.repository, "--private"]
    command, hub = [sys.executable, "-m", "toolkit", *words], wanted.place.own
    with subprocess.Popen(
        command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        end = partial(os.kill, running.pid, signal.SIGKILL)
        hub.fail("*", "", Fault(cut=-1, done=done, act=end), after=number, times=1)
        _, told = running.communicate(timeout=120)
    hub.mend()
    assert running.returncode == -signal.SIGKILL, (route, told)
    wanted.check(done=False)
    again = subprocess.run(command, env=settings, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert again.returncode == 0, (route, again.stderr)
    assert wanted.place.token not in again.stdout + again.stderr
    wanted.check(done=True)


@pytest.mark.slow
def test_a_process_that_cannot_read_back_says_so_and_then_can(
    there: Place, releases: dict[str, Path], tmp_path: Path
) -> None:
    settings = environment(there.own, tmp_path / "home")
    repository = there.repository()
    command = [sys.executable, "-m", "toolkit", "publish", str(releases["first"]), "--repo", repository, "--json"]
    there.own.fail("*", "/resolve/", Fault(500))
    first = subprocess.run(command, env=settings, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert (first.returncode, first.stdout) == (6, ""), first.stderr
    assert "v1.0.0 is published, but could not be read back" in first.stderr.splitlines()[-1]
    there.own.mend()
    for number in range(0, 31, 12):
        there.own.fail("*", "/resolve/|/revision/|/tree/.*data", FAULTS["cut before"], after=number, times=1)
    again = subprocess.run(command, env=settings, capture_output=True, encoding="utf-8", timeout=600, check=False)
    assert again.returncode == 0, again.stderr


def test_an_interrupted_publication_says_what_is_so(there: Place, releases: dict[str, Path], tmp_path: Path) -> None:
    settings = environment(there.own, tmp_path / "home")
    command = [sys.executable, "-m", "toolkit", "publish", str(releases["first"]), "--repo", there.repository()]
    with subprocess.Popen(
        command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        there.own.fail("POST", "/create", Fault(cut=-1, act=running.terminate), times=1)
        said, told = running.communicate(timeout=120)
    assert (running.returncode, said) == (130, "")
    assert told.splitlines()[-1] == (
        "toolkit: asked to end; the Hub has all of this version or nothing of it, and the same command again ends well"
    )
