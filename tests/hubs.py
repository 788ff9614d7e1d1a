"""A Hub to publish to: the tests' own on this machine or, where the environment names one, a real one.

    TOOLKIT_TEST_ENDPOINT=https://hub.example TOOLKIT_TEST_NAMESPACE=me HF_TOKEN=... pytest tests/test_publish.py

Every data set made there is private but where a test is about a public one, and is deleted again.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import HfApi, constants
from loopback import LoopbackHub
from loopback.clients import online
from loopback.store import Repository as Stored
from quick import Quick

from toolkit import publish as publishing
from toolkit import shards
from toolkit.build import build
from toolkit.findings import Report
from toolkit.plan import plan
from toolkit.publish import Published, publish
from toolkit.validate import validate as prove

REAL = os.environ.get("TOOLKIT_TEST_ENDPOINT")
loopback_only = pytest.mark.skipif(REAL is not None, reason="puts faults into the far side")


@dataclass
class Place:
    """Where data sets are published to, and by whom."""

    endpoint: str
    namespace: str
    token: str
    hub: LoopbackHub | None
    """Where it is the tests' own."""
    made: list[str] = field(default_factory=list)

    def repository(self) -> str:
        """A name that is not taken."""
        self.made.append(f"{self.namespace}/gates-{secrets.token_hex(4)}")
        return self.made[-1]

    @property
    def api(self) -> HfApi:
        """A stock client."""
        return HfApi(endpoint=self.endpoint, token=self.token)

    @property
    def own(self) -> LoopbackHub:
        """The tests' own Hub."""
        assert self.hub is not None
        return self.hub

    def stored(self, repository: str) -> Stored:
        """A data set, as the tests' own Hub keeps it."""
        return self.own.store.repositories[repository]


@contextmanager
def place(folder: Path) -> Iterator[Place]:
    """A place to publish to, cleaned up afterwards."""
    if REAL is not None:
        there = Place(REAL, os.environ["TOOLKIT_TEST_NAMESPACE"], os.environ["HF_TOKEN"], None)
        try:
            yield there
        finally:
            for name in there.made:
                there.api.delete_repo(name, repo_type="dataset", missing_ok=True)
        return
    with LoopbackHub(folder) as hub:
        yield Place(hub.endpoint, next(iter(hub.users.values())), hub.token, hub)


def logged_in(there: Place, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let clients in this process, and those that it starts, use this Hub with an empty cache."""
    if there.hub is not None:
        online(monkeypatch)
        monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
    monkeypatch.setenv("HF_HUB_CACHE", str(cache))
    monkeypatch.setenv("HF_TOKEN", there.token)


# ---- what is published

ARTICLES = {
    "wire/gates.txt": "Gates open at Halden\n\nThe gates opened at noon on Monday, the council said.\n\n"
    "“We counted every gate twice,” said Ada Brenn. She had watched the river since dawn.\n",
    "ledger/ferry.txt": "Ferry vote delayed\n\nThe vote on the new ferry was put off on Tuesday.\n\n"
    "“No one has opened the zinnwaldite dossier,” said Edda Vorn. The harbour stays closed.\n",
}
ALLOWED = (
    '[[source]]\nmatch = "**"\nrights_holder = "Ada"\nlicense = "CC0-1.0"\nredistribute = true\nbasis = "her own"\n'
)
FORBIDDEN = (
    '[[source]]\nmatch = "ledger/*"\nrights_holder = "The Ledger"\n'
    'license = "LicenseRef-ledger"\nredistribute = false\n'
)


def articles(folder: Path, rights: str = ALLOWED, more: str = "") -> Path:
    """A source folder of two articles, or three."""
    for name, text in {**ARTICLES, **({"wire/more.txt": more} if more else {})}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "sources.toml").write_text(rights, encoding="utf-8")
    return folder


@pytest.fixture(scope="session", name="releases")
def small_releases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two versions of a small data set that may be passed on, and one that may not."""
    folder = tmp_path_factory.mktemp("publish")
    more = (
        "Bridge to close\n\nThe bridge closes for a week.\n\n“We will mend it by May,” said Ada Brenn of the works.\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "load", lambda slots: Quick())

        def made(name: str, version: str, called: str = "gates", **sources: str) -> Path:
            source = articles(folder / name / version / "gates", **sources)
            return build(plan([str(source)], name=called, version=version), folder / name / "dist", workers=1).release

        return {
            "first": made("free", "1.0.0"),
            "second": made("free", "1.1.0", more=more),
            "forbidden": made("mixed", "1.0.0", "mixed", rights=FORBIDDEN + ALLOWED.replace("**", "wire/*")),
            "unrecorded": made("silent", "1.0.0", rights=""),
        }


@pytest.fixture(scope="module", name="served")
def served_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A place that lives as long as the module's tests."""
    with place(tmp_path_factory.mktemp("hub")) as there:
        yield there


@pytest.fixture(name="there")
def place_there(served: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """The place, without faults, for clients with an empty cache."""
    logged_in(served, tmp_path / "cache", monkeypatch)
    yield served
    if served.hub is not None:
        served.hub.mend()


@pytest.fixture(name="once")
def proved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Releases are proved once, and are not read back through `load_dataset`: other tests do both. No waiting."""
    proved: dict[Path, Report] = {}

    def validate(folder: Path, progress: Callable[[int], None]) -> Report:
        if folder not in proved:
            proved[folder] = prove(folder, progress=progress)
        return proved[folder]

    monkeypatch.setattr(publishing, "validate", validate)
    monkeypatch.setattr(publishing, "read_back", lambda *arguments, **settings: {"documents": 2})
    if REAL is None:
        monkeypatch.setattr("time.sleep", lambda seconds: None)


def go(there: Place, release: Path, repository: str, *, private: bool = True, **settings: Any) -> Published:
    """Publish in this process."""
    return publish(release, repository, endpoint=there.endpoint, private=private, **settings)
