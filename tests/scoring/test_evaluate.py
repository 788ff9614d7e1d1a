"""The command and its function: a release, annotators or predictions against gold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from marked import FOLLY, GOLD, REPAIR, TEXT, UNSAFE, answer
from quick import ROOT, Quick, tiny_articles

from toolkit.build import build
from toolkit.errors import UsageError
from toolkit.evaluate import evaluate, wanted_quotes, write_compared
from toolkit.plan import plan
from toolkit.release import Release
from toolkit.scoring.answers import Answer, read_answers, read_gold, write_answers
from toolkit.scoring.table import evaluation_json, evaluation_text

SEEDS = [ROOT / "seeds" / "gold" / half / "articles.jsonl" for half in ("dev", "test")]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "toolkit", "evaluate", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=False)


def written(path: Path, *answers: Answer) -> Path:
    write_answers(path, answers)
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return written(tmp_path / "gold.jsonl", GOLD, answer(FOLLY, identity="b"))


def lines() -> list[str]:
    """The lines of the seeds' gold."""
    return [line for path in SEEDS for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def few(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gold of the seeds that the release has."""
    sources = set(Release(release).frame("documents", "source")["source"])
    path = tmp_path_factory.mktemp("few") / "few.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines() if json.loads(line)["source"] in sources), encoding="utf-8")
    return path


def test_a_release(release: Path, few: Path) -> None:
    found = evaluate([few], release=release)
    assert len(found.files[0].gold) == 8
    assert not found.files[0].absent
    assert not found.files[0].lost
    for section, key in (("quotes", "overlap_0.5_speaker"), ("sentences", "ends"), ("names", "coreference")):
        figure = found.figure(section, key)
        assert figure.value is not None
        assert figure.interval is not None
        assert figure.value >= 0.75, (section, key)
        assert figure.interval[0] <= figure.value <= figure.interval[1]
    assert found.figure("utterances", "labelled").of
    assert "8 documents, 8 of them with gold" in found.subject


def test_a_release_against_what_it_says_is_wholly_right(release: Path, few: Path, tmp_path: Path) -> None:
    """Its quotes, names, groups and spans, taken for gold on its own texts."""
    write_compared(evaluate([few], release=release), tmp_path)
    texts = {each.id: each.text for each in read_gold(tmp_path / "gold-1.jsonl")}
    sources = {each.id: each.source for each in read_gold(few)}
    own = [
        each.model_copy(update={"text": texts[each.id], "source": sources[each.id]})
        for _, each in read_answers(tmp_path / "predicted-1.jsonl")
    ]
    found = evaluate([written(tmp_path / "own.jsonl", *own)], release=release)
    best = {"missing": 0.0}
    assert len(found.figures()) > 60
    wrong = {
        f"{each.section}.{each.key}": each.value
        for each in found.figures()
        if each.kind != "error" and each.value != best.get(each.key, 1.0)
    }
    assert wrong == {}


def test_gold_without_a_document_counts_as_predicted_empty(release: Path, few: Path, tmp_path: Path) -> None:
    first = read_gold(few)[0]
    rejected = answer(UNSAFE, identity="missing").model_copy(update={"source": "seeds/broken/empty.txt"})
    gold = written(tmp_path / "gold.jsonl", first, rejected, answer(UNSAFE, identity="nowhere"))
    found = evaluate([gold], release=release)
    assert found.files[0].absent == {"missing": "empty", "nowhere": "absent"}
    alone = evaluate([written(tmp_path / "one.jsonl", first)], release=release)
    with_empty, without = (each.figure("quotes", "overlap_0.5") for each in (found, alone))
    assert (with_empty.right, with_empty.predicted) == (without.right, without.predicted)
    assert with_empty.of == (without.of or 0) + 2
    assert "2 documents counted as predicted empty: missing (empty), nowhere (absent)" in evaluation_text(found)


def test_spans_in_lines_that_left_the_text_count_as_missed(release: Path, few: Path, tmp_path: Path) -> None:
    row = next(row for line in few.read_text(encoding="utf-8").splitlines() if (row := json.loads(line))["boilerplate"])
    part = row["boilerplate"][0]
    lost = {"quotes": [{"start": part["start"], "end": part["end"]}], "sentences": [[part["start"], part["end"]]]}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({**row, **lost}), encoding="utf-8")
    found = evaluate([gold], release=release)
    assert found.files[0].lost == {"quotes": 1, "sentences": 1}
    for section, key in (("quotes", "overlap_0.5"), ("sentences", "ends")):
        assert (found.figure(section, key).right, found.figure(section, key).of) == (0, 1)
    assert "2 spans of the gold stand where the release's text has nothing" in evaluation_text(found)


@pytest.mark.usefixtures("quick")
def test_records_of_one_file_are_told_apart_by_id(tmp_path: Path) -> None:
    articles = tiny_articles(tmp_path / "wire", 6)
    release = build(plan([str(articles)]), tmp_path / "dist", workers=1).release
    rows = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]
    gold = [Answer(id=row["id"], text=row["text"], quotes=()) for row in rows[:4]]
    source = Release(release).frame("documents", "source")["source"][0]
    named = [each.model_copy(update={"source": source}) for each in gold]
    for answers in (gold, named):
        found = evaluate([written(tmp_path / "gold.jsonl", *answers)], release=release)
        assert found.files[0].absent == {}
        assert found.figure("quotes", "exact").predicted == 4
    stranger = gold[0].model_copy(update={"id": "unknown", "source": source})
    with pytest.raises(UsageError, match="unknown: may be any of"):
        evaluate([written(tmp_path / "gold.jsonl", stranger)], release=release)


@pytest.mark.slow
def test_all_seeds(tmp_path: Path) -> None:
    """Figures that may rise, and not fall."""
    found = evaluate(SEEDS, release=build(plan([str(ROOT / "seeds")]), tmp_path).release)
    assert [len(each.gold) for each in found.files] == [21, 13]
    assert not any(each.absent or each.lost for each in found.files)
    for section, key, least in (
        ("quotes", "overlap_0.5", 0.86),
        ("quotes", "overlap_0.5_speaker", 0.83),
        ("stretches", "found", 0.94),
        ("sentences", "ends", 0.98),
        ("names", "coreference", 0.85),
    ):
        assert (found.figure(section, key).value or 0) >= least, (section, key)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "x" * 9_000}, "the text is not that of seeds/"),
        ({"id": "elsewhere", "source": None}, "none of its documents is in"),
    ],
)
def test_gold_of_other_articles_is_refused(
    release: Path, few: Path, tmp_path: Path, change: dict[str, Any], sentence: str
) -> None:
    first = read_gold(few)[0].model_copy(update={"quotes": (), "entities": None, "sentences": None, **change})
    with pytest.raises(UsageError, match=sentence):
        evaluate([written(tmp_path / "gold.jsonl", first)], release=release)


def test_annotators_read_the_golds_own_text(gold: Path) -> None:
    found = evaluate([gold], annotators=Quick())  # type: ignore[arg-type]
    quotes = found.figure("quotes", "overlap_0.5")
    assert (quotes.right, quotes.predicted, quotes.of) == (3, 4, 4)
    assert found.figure("stretches", "found").recall == 1


def test_predictions_are_joined_by_id(gold: Path, tmp_path: Path) -> None:
    predictions = written(tmp_path / "said.jsonl", answer(UNSAFE, REPAIR), answer(identity="c"))
    found = evaluate([gold], predictions=predictions)
    assert found.files[0].absent == {"b": "not predicted"}
    assert found.figure("quotes", "exact").recall == 0.5


def test_what_was_compared_is_written(gold: Path, tmp_path: Path) -> None:
    found = evaluate([gold], predictions=gold)
    write_compared(found, tmp_path / "new" / "folder")
    assert read_gold(tmp_path / "new" / "folder" / "gold-1.jsonl") == read_gold(gold)
    assert read_gold(tmp_path / "new" / "folder" / "predicted-1.jsonl") == read_gold(gold)
    with pytest.raises(UsageError, match="cannot be written"):
        write_compared(found, gold)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (GOLD.model_copy(update={"text": TEXT[:-1]}), ":1: text: is not that of the gold"),
        (Answer(id="a", quotes=(UNSAFE.model_copy(update={"end": 999}),)), ":1: quotes: .* is empty or outside"),
        (Answer(id="z"), "has none of the gold's ids"),
    ],
)
def test_wrong_predictions_are_refused(gold: Path, tmp_path: Path, row: Answer, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence):
        evaluate([gold], predictions=written(tmp_path / "said.jsonl", row))


def test_one_thing_is_evaluated(gold: Path, release: Path) -> None:
    for what in ({}, {"release": release, "predictions": gold}):
        with pytest.raises(UsageError, match="name one of RELEASE, --annotate and --predictions"):
            evaluate([gold], **what)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="there is no gold"):
        evaluate([], release=release)
    with pytest.raises(UsageError, match=r"--types: there is no 'loud'"):
        wanted_quotes("direct,loud")


def test_the_text_and_the_json_say_the_same(gold: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other.jsonl", answer(UNSAFE, identity="d"))
    said = written(tmp_path / "said.jsonl", answer(UNSAFE, REPAIR), answer(UNSAFE, identity="d"))
    found = evaluate([gold, other], predictions=said, wanted=wanted_quotes("direct,indirect", speech_only=True))
    value, text = json.loads(evaluation_json(found)), evaluation_text(found)
    assert value["figures"]["quotes"]["overlap_0.5"] == {
        "precision": 1.0, "recall": 1.0, "f1": 1.0, "interval": [1.0, 1.0], "right": 3, "predicted": 3, "gold": 3,
    }  # fmt: skip
    assert [each["documents"] for each in value["files"]] == [2, 1]
    assert value["files"][0]["absent"] == {"b": "not predicted"}
    assert (value["types"], value["speech_only"], value["interval"]["level"]) == (["direct", "indirect"], True, 0.95)
    assert "  [2] " in text
    assert "quotes.overlap_0.5 " in text
    assert "  Only quotes of type direct, indirect;" in text
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    assert evaluation_json(found) == evaluation_json(
        evaluate([gold, other], predictions=said, wanted=wanted_quotes("direct,indirect", speech_only=True))
    )


def test_the_command(gold: Path, tmp_path: Path) -> None:
    done = run("--predictions", gold, "--gold", gold, "--json", "--write", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["figures"]["quotes"]["exact"]["f1"] == 1
    assert (tmp_path / "out" / "gold-1.jsonl").is_file()
    for arguments, sentence in (
        ((), "name one of RELEASE, --annotate and --predictions"),
        (("nowhere", "--gold", gold), "nowhere: there is no such folder"),
        (("--predictions", gold, "--gold", "nowhere"), "nowhere: cannot be read"),
        (("--predictions", gold, "--gold", gold, "--config", gold), "--config: names the annotators of --annotate"),
    ):
        refused = run(*arguments)
        assert (refused.returncode, refused.stdout) == (2, ""), arguments
        assert sentence in refused.stderr
        assert "Traceback" not in refused.stderr
