"""Releases to read and to damage, built once a session."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from quick import Quick, seeds_plan

from toolkit import shards
from toolkit.build import build

os.environ["TOOLKIT_CACHE"] = tempfile.mkdtemp(prefix="toolkit-cache-")  # not the one of whoever runs the tests
atexit.register(shutil.rmtree, os.environ["TOOLKIT_CACHE"], ignore_errors=True)


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of seeds/, all of it train. To be read only."""
    return build(seeds_plan(), tmp_path_factory.mktemp("dist")).release


@pytest.fixture(scope="session")
def split_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of seeds/ in three splits, grouped by utterance too. To be read only."""
    shares = {"train": 0.34, "validation": 0.33, "test": 0.33, "min_documents": 0}
    plan = seeds_plan(splits={**shares, "group_by": ["duplicate_group", "utterance_id"]})
    return build(plan, tmp_path_factory.mktemp("dist")).release


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A full edition of seeds/ in three splits and its stand-off one. To be read only."""
    shares = {"train": 0.34, "validation": 0.33, "test": 0.33, "min_documents": 0}
    built = build(seeds_plan(splits=shares, standoff={"write": True}), tmp_path_factory.mktemp("dist"))
    assert built.standoff is not None
    return built.release, built.standoff


@pytest.fixture
def copy(release: Path, tmp_path: Path) -> Path:
    """A copy of the release, to be damaged."""
    return Path(shutil.copytree(release, tmp_path / "release"))


@pytest.fixture
def split_copy(split_release: Path, tmp_path: Path) -> Path:
    """A copy of the release in three splits, to be damaged."""
    return Path(shutil.copytree(split_release, tmp_path / "release"))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Annotators without a model, for builds in this process: what they find is little, and keeps every promise."""
    monkeypatch.setattr(shards, "load", lambda slots: Quick())
    return lambda: None
