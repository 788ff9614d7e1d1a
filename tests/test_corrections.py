"""Corrections: what a person says instead is in the next build, and an entry that no longer fits stops it."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from damage import remake, rewrite
from hypothesis import given
from hypothesis import strategies as st
from quick import Quick, tiny_articles
from test_cli import refused, run

from toolkit import shards
from toolkit.build import build
from toolkit.contracts import load_contracts
from toolkit.correct import Corrector
from toolkit.corrections import ADDABLE, CORRECTABLE, FILE_NAME, TABLE_OF, parse
from toolkit.errors import BrokenPromise, UsageError
from toolkit.plan import plan
from toolkit.release import DATASHEET, Release
from toolkit.validate import validate

WHO = {"who": "Ilse Varnholt", "why": "read again"}


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with twelve tiny articles and a dataset.toml; builds in this process use annotators without a model."""
    monkeypatch.setattr(shards, "load", lambda slots: Quick())
    folder = tiny_articles(tmp_path / "news", 12).parent
    (folder / "dataset.toml").write_text('name = "tiny"\n')
    return folder


def made(news: Path, *entries: dict[str, Any]) -> Path:
    """The release of `news` with these corrections."""
    lines = [json.dumps({**WHO, **entry}, ensure_ascii=False) for entry in entries]
    (news / FILE_NAME).write_text("\n".join(lines), encoding="utf-8")
    return build(plan([str(news)]), news.parent / "dist", overwrite=True, workers=1).release


def rows(release: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table."""
    return Release(release).frame(table, *load_contracts()[table].names).to_dicts()


def test_a_value_is_corrected_and_what_follows_from_it(news: Path) -> None:
    before = made(news)
    first, second = rows(before, "quotes")[:2]
    entity = first["speaker_entity_id"]
    release = made(
        news,
        {"id": first["quote_id"], "column": "speaker_name", "old": "Ada Brenn", "new": "Ada Louise Brenn"},
        {"id": entity, "column": "name", "old": "Ada Brenn", "new": "Ada Louise Brenn"},
        {"id": second["quote_id"], "column": "speaker_start_char", "old": second["speaker_start_char"],
         "new": second["speaker_start_char"] + 4},
    )  # fmt: skip
    after = rows(release, "quotes")
    assert (after[0]["speaker_name"], after[0]["speaker_names"]) == ("Ada Louise Brenn", ["Ada Louise Brenn"])
    assert (second["speaker_text"], after[1]["speaker_text"]) == ("Ada Brenn", "Brenn")
    assert after[2:] == rows(before, "quotes")[2:]
    assert validate(release).violations == ()
    assert Release(release).manifest["corrections"] == {"changed": 3, "added": 0, "removed": 0}
    table = re.search(r"toolkit:corrections -->(.*?)<!--", (release / DATASHEET).read_text(), re.DOTALL)
    assert table is not None
    assert "| `quotes` | speaker_name | Ilse Varnholt | 1 |" in table[1]


def test_rows_are_removed_and_added(news: Path) -> None:
    quote = rows(made(news), "quotes")[0]
    document = rows(made(news), "documents")[0]
    start = document["text"].index("gate")
    release = made(
        news,
        {"remove": "quotes", "id": quote["quote_id"]},
        {"add": "quotes", "row": {
            "doc_id": quote["doc_id"], "start_char": quote["start_char"], "end_char": quote["end_char"] - 6,
            "quote_type": "direct", "speaker_name": "Ada Brenn", "speaker_entity_id": quote["speaker_entity_id"],
            "speaker_start_char": quote["speaker_start_char"], "speaker_end_char": quote["speaker_end_char"],
        }},
        {"add": "entities", "row": {
            "doc_id": quote["doc_id"], "start_char": start, "end_char": start + 4, "label": "FAC", "name": "gate"}},
    )  # fmt: skip
    new = next(row for row in rows(release, "quotes") if row["rule"] == "correction")
    assert new["text"] == quote["text"][:-6] == new["quoted_spans"][0]["text"]
    assert (new["confidence"], new["speaker_status"], new["speaker_text"]) == (1.0, "named", "Ada Brenn")
    assert quote["quote_id"] not in {row["quote_id"] for row in rows(release, "quotes")}
    entities = [row for row in rows(release, "entities") if row["doc_id"] == quote["doc_id"]]
    assert [row["text"] for row in entities] == ["gate", "Ada Brenn"]
    assert validate(release).violations == ()


@pytest.mark.slow
def test_workers_in_processes_of_their_own_correct_too(tmp_path: Path) -> None:
    folder = tiny_articles(tmp_path / "news", 3).parent
    (folder / "dataset.toml").write_text('name = "tiny"\n')
    run("build", folder, "--out", tmp_path / "one", "--workers", 1)
    entity = rows(tmp_path / "one/tiny/0.1.0", "entities")[0]
    line = {**WHO, "id": entity["entity_id"], "column": "label", "old": entity["label"], "new": "LAW"}
    (folder / FILE_NAME).write_text(json.dumps(line))
    done = run("build", folder, "--out", tmp_path / "two", "--workers", 2)
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "two/tiny/0.1.0", "entities")[0]["label"] == "LAW"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"id": "QUOTE", "column": "speaker_name", "old": "Ada", "new": "Bo"}, "is 'Ada Brenn', not 'Ada'"),
        ({"id": "0" * 16, "column": "label", "old": "GPE", "new": "ORG"}, "there is no entities '0000000000000000'"),
        ({"remove": "entities", "id": "ENTITY"}, "is the speaker_entity_id of quote"),
        ({"add": "entities", "row": {"doc_id": "DOC", "start_char": 9, "end_char": 9000, "label": "ORG", "name": "x"}},
         "[9, 9000] is no span of the document"),
        ({"add": "entities", "row": {"doc_id": "no", "start_char": 0, "end_char": 4, "label": "ORG", "name": "x"}},
         "there is no document 'no'"),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_fit_stops_the_build_with_its_line(news: Path, entry: dict[str, Any], told: str) -> None:
    quote = rows(made(news), "quotes")[0]
    names = {"QUOTE": quote["quote_id"], "ENTITY": quote["speaker_entity_id"], "DOC": quote["doc_id"]}
    filled = json.loads(re.sub("QUOTE|ENTITY|DOC", lambda found: names[found[0]], json.dumps(entry)))
    good = {"id": names["ENTITY"], "column": "label", "old": "PERSON", "new": "ORG"}
    with pytest.raises(UsageError, match=f"{FILE_NAME}, line 2: .*{re.escape(told)}"):
        made(news, good, filled)


def test_a_correction_that_breaks_a_promise_is_not_released(news: Path) -> None:
    quote = rows(made(news), "quotes")[0]
    entry = {"id": quote["quote_id"], "column": "speaker_name", "old": "Ada Brenn", "new": "Nobody Here"}
    with pytest.raises(BrokenPromise) as broken:
        made(news, entry)
    assert broken.value.report.counts


LINE = {**WHO, "id": "a" * 16, "column": "label", "old": "GPE", "new": "ORG"}
ROW = {"doc_id": "a", "start_char": 0, "end_char": 3, "label": "ORG", "name": "x"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "is not JSON"),
        ("[]", "is a list; write an object"),
        ({**LINE, "who": " "}, "who: "),
        ({key: LINE[key] for key in LINE if key != "why"}, "why: "),
        ({**LINE, "column": "text"}, "'text' cannot be corrected; these can: url, publisher"),
        ({**LINE, "new": "GPE"}, "old and new are the same"),
        ({**LINE, "new": "TOWN"}, "'TOWN' is no label; write one of PERSON, "),
        ({**LINE, "new": None}, "label may not be null"),
        ({**LINE, "column": "speaker_names", "old": [], "new": "Ada"}, "'Ada' cannot stand in speaker_names"),
        ({**LINE, "column": "cue_end_char", "old": 3, "new": "4"}, "'4' cannot stand in cue_end_char; write int32"),
        ({**LINE, "column": "published_at", "old": None, "new": "soon"}, "'soon' cannot stand in published_at"),
        ({**LINE, "surprise": 1}, "surprise: "),
        ({**WHO, "add": "documents", "row": {}}, "add: "),
        ({**WHO, "add": "entities", "row": {**ROW, "text": "abc"}}, "row.text cannot be given"),
        ({**WHO, "add": "entities", "row": {key: ROW[key] for key in ROW if key != "name"}}, "row has no name"),
    ],
)  # fmt: skip
def test_a_line_that_says_nothing_is_refused_with_its_number(line: object, told: str) -> None:
    text = line if isinstance(line, str) else json.dumps(line)
    with pytest.raises(UsageError, match=f"^c.jsonl, line 3: .*{re.escape(told)}"):
        parse(f"\n\n{text}\n".encode(), "c.jsonl")


def test_two_lines_about_one_value_are_refused() -> None:
    lines = f"{json.dumps(LINE)}\n{json.dumps({**LINE, 'new': 'LAW'})}\n"
    with pytest.raises(UsageError, match=r"line 2: line 1 is about entities a+ label too"):
        parse(lines.encode())


def test_what_can_be_corrected_is_in_the_contracts_once() -> None:
    for table, columns in CORRECTABLE.items():
        assert set(columns) <= set(load_contracts()[table].names)
    assert len(TABLE_OF) == sum(map(len, CORRECTABLE.values()))
    assert all(set(columns) <= set(load_contracts()[table].names) for table, columns in ADDABLE.items())


def test_validate_sees_data_that_do_not_show_a_correction(news: Path) -> None:
    entity = rows(made(news), "entities")[0]
    release = made(news, {"id": entity["entity_id"], "column": "label", "old": "PERSON", "new": "ORG"})

    def undo(found: list[dict[str, Any]]) -> None:
        found[0]["label"] = "PERSON"

    rewrite(release, "entities", undo)
    remake(release)
    found = next(each for each in validate(release).violations if each.rule == "correction")
    assert (found.key, found.column, found.found) == (entity["entity_id"], "label", "'PERSON'")
    assert found.expected.endswith("(corrections.jsonl:1)")


def test_a_file_beside_dataset_toml_is_no_article_and_a_user_sees_one_sentence(news: Path) -> None:
    (news / FILE_NAME).write_text('{"id": 1}\n')
    said = refused(run("build", news, "--out", news.parent / "dist"))
    assert "corrections.jsonl, line 1: " in said
    assert said.count("\n") == 1


EMPTY: dict[str, list[dict[str, Any]]] = {
    "documents": [{"doc_id": "d", "text": "x"}],
    "sentences": [],
    "quotes": [],
}


@given(st.lists(st.sampled_from(["PERSON", "ORG", "GPE", "LAW"]), min_size=2, max_size=6, unique=True))
def test_entries_apply_in_the_order_of_their_lines_and_undo_each_other(labels: list[str]) -> None:
    row = {"entity_id": "e", "doc_id": "d", "label": labels[0], "name": "x", "start_char": 0, "end_char": 1}
    steps = list(pairwise(labels))
    for old, new in [*steps, *((new, old) for old, new in reversed(steps))]:
        line = json.dumps({**WHO, "id": "e", "column": "label", "old": old, "new": new})
        Corrector(parse(line.encode()))({**EMPTY, "entities": [row]})
        assert row["label"] == new
    assert row["label"] == labels[0]
