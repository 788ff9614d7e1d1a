"""The benchmark's own machinery, with a system of one line; what it measures is in benchmarks/quotes/README.md."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks" / "quotes"


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    """`one` and `systems`, imported as the benchmark imports them."""
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("one"), importlib.import_module("systems")


def test_what_a_system_raises_is_counted(modules: tuple[ModuleType, ModuleType], tmp_path: Path) -> None:
    one, systems = modules
    gold = tmp_path / "articles.jsonl"
    gold.write_text(
        "".join(json.dumps({"id": name, "text": f"“{name}”"}) + "\n" for name in ("a", "b")), encoding="utf-8"
    )

    def extract(texts: Sequence[str]) -> Iterator[object]:
        for text in texts:
            quote = {"start": 1, "end": 2, "type": "direct", "speaker": None, "cue": None, "quoted": [[1, 2]]}
            yield systems.Found([quote]) if "a" in text else systems.Found([], "ValueError: odd marks")

    cost = one.run(extract, gold, tmp_path / "out")
    assert (cost["documents"], cost["raised"], cost["first_raised"]) == (2, 1, ["ValueError: odd marks"])
    (written,) = (tmp_path / "out").iterdir()
    rows = [json.loads(line) for line in written.read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], len(row["quotes"])) for row in rows] == [("a", 1), ("b", 0)]


def test_paragraphs_are_moved_back_to_their_article(modules: tuple[ModuleType, ModuleType]) -> None:
    _, systems = modules
    quote = {"start": 1, "end": 3, "type": "direct", "speaker": [5, 9], "cue": [10, 14], "quoted": [[1, 3]]}
    moved = systems._moved(quote, 100)
    assert (moved["start"], moved["speaker"], moved["quoted"]) == (101, [105, 109], [[101, 103]])


def test_each_system_is_named_and_described(modules: tuple[ModuleType, ModuleType]) -> None:
    _, systems = modules
    assert "toolkit" in systems.SYSTEMS
    assert all(load.__doc__ for load in systems.SYSTEMS.values())


# ---- what proving a release costs


@pytest.mark.parametrize(
    "line",
    ["large --peers python scan toolkit", "--peers python large scan toolkit", "large scan toolkit --peers python"],
)
def test_validation_takes_the_order_that_its_docstring_shows(line: str) -> None:
    folder = FOLDER.parent / "validation"
    code = f"import run; a = run.parsed({line.split()!r}); print(a.folder, a.peers, *a.systems)"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["large", "python", "scan", "toolkit"]
    assert "    python run.py FOLDER [--peers PYTHON] [SYSTEM ...]" in (folder / "run.py").read_text(encoding="utf-8")
