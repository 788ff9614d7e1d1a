"""verify.py, as it lies in a release: run by itself, on what is sound and what is not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from damage import remake, rewrite

from toolkit.release import MANIFEST, VERIFIER, verifier

WITHOUT_PYARROW = "import sys, runpy; sys.modules['pyarrow'] = None; runpy.run_path(sys.argv[1], run_name='__main__')"


def verify(folder: Path, *, pyarrow: bool = True) -> subprocess.CompletedProcess[str]:
    """Run the release's own verify.py, with this program out of its reach."""
    program = [str(folder / VERIFIER)] if pyarrow else ["-c", WITHOUT_PYARROW, str(folder / VERIFIER)]
    command = [sys.executable, "-I", *program]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder.parent)


def test_it_is_short_and_needs_nothing_of_ours() -> None:
    text = verifier().decode()
    assert text.count("\n") < 150
    assert "toolkit" not in text.replace("without the program", "")


@pytest.mark.parametrize("which", ["release", "split_release"])
def test_a_sound_release_is_sound(which: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(which)
    found = verify(folder)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout == "seeds 0.1.0: files, counts, keys and spans are as they should be\n"
    assert VERIFIER in {entry["path"] for entry in json.loads((folder / MANIFEST).read_bytes())["files"]}


def test_without_pyarrow_the_files_are_checked_and_the_rest_is_said(copy: Path) -> None:
    found = verify(copy, pyarrow=False)
    assert found.returncode == 0
    assert "pyarrow is not installed" in found.stdout
    (copy / "README.md").write_text("Another card.", encoding="utf-8")
    assert verify(copy, pyarrow=False).returncode == 1


def _rows(table: str, edit: Callable[[list[dict[str, object]]], object]) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        rewrite(folder, table, lambda found: edit(found) and None)
        remake(folder)

    return damage


def _manifest_rows(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_bytes())
    manifest["tables"]["quotes"]["splits"]["train"] += 1
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


def _manifest_total(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_bytes())
    manifest["tables"]["quotes"]["rows"] += 1
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "file edited": (lambda folder: (folder / "README.md").write_text("x") and None, "README.md: its bytes"),
    "file gone": (lambda folder: (folder / "rejections.jsonl").unlink(), "rejections.jsonl: is missing"),
    "file added": (lambda folder: (folder / "x.txt").write_text("x") and None, "x.txt: is not in the manifest"),
    "rows of the manifest": (_manifest_rows, "the manifest says"),
    "quote text": (_rows("quotes", lambda found: found[1].update(text="No")), "text is not documents.text["),
    "cue span": (
        _rows("quotes", lambda found: next(r for r in found if r["cue_text"]).update(cue_text="sang")),
        "cue_text is not",
    ),
    "half a cue": (
        _rows("quotes", lambda found: next(r for r in found if r["cue_text"]).update(cue_end_char=None)),
        "cue_text is not documents.text[",
    ),
    "stretch in marks": (
        _rows("quotes", lambda found: next(r for r in found if r["quoted_spans"])["quoted_spans"][0].update(text="x")),  # type: ignore[attr-defined, index]
        "quoted_spans is not",
    ),
    "sentence span": (_rows("sentences", lambda found: found[1].update(end_char=10**6)), "is not documents.text["),
    "key twice": (_rows("entities", lambda found: found[1].update(entity_id=found[0]["entity_id"])), "in 2 rows"),
    "foreign key": (_rows("entities", lambda found: found[1].update(sentence_id="0" * 16)), "is no row of sentences"),
    "no key": (_rows("entities", lambda found: found[1].update(entity_id=None)), "entity_id is empty"),
    "no document": (_rows("sentences", lambda found: found[1].update(doc_id=None)), "doc_id is empty"),
    "no span": (
        _rows("entities", lambda found: found[1].update(start_char=None, end_char=None, text=None)),
        "text is not documents.text[None:None]",
    ),
    "another document": (
        _rows("entities", lambda found: found[0].update(sentence_id=found[-1]["sentence_id"])),
        "is no row of sentences in its document",
    ),
    "rows in all": (_manifest_total, "in all"),
    "no Parquet": (
        lambda folder: (folder / "data/quotes/train-00000-of-00001.parquet").write_bytes(b"PAR1") and None,
        "the tables cannot be read",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_and_named(name: str, copy: Path) -> None:
    damage, sentence = DAMAGE[name]
    damage(copy)
    found = verify(copy)
    assert (found.returncode, found.stderr) == (1, "")
    assert sentence in found.stdout


def test_without_a_manifest_it_is_no_release(copy: Path) -> None:
    (copy / MANIFEST).write_text("{", encoding="utf-8")
    found = verify(copy)
    assert (found.returncode, found.stderr) == (2, "")
    assert "no manifest.json that can be read" in found.stdout
