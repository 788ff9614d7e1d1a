"""The format of gold: what is read, and where a wrong line is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from marked import GOLD

from toolkit.annotation import Span
from toolkit.errors import UsageError
from toolkit.scoring.answers import Entity, read_answers, read_gold, write_answers

LINE = {"id": "a", "text": "Ann Roe said no.", "quotes": []}


def written(folder: Path, *rows: dict[str, Any] | str) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    write_answers(path, [GOLD])
    assert read_gold(path) == [GOLD]


def test_spans_and_entities_may_be_objects_and_other_keys_are_not_read(tmp_path: Path) -> None:
    quote = {"start": 13, "end": 15, "speaker": {"start": 0, "end": 7}, "cue": None, "relation": "x"}
    entities = [{"start": 0, "end": 7, "type": "PER"}, [0, 3, "PERSON", "Ann Roe"]]
    path = written(tmp_path, {**LINE, "id": 7, "quotes": [quote], "entities": entities, "meta": {}}, "")
    (found,) = read_gold(path)
    assert found.id == "7"
    assert found.quotes is not None
    assert found.quotes[0].speaker == Span(0, 7)
    assert found.entities == (Entity(0, 7, "PER"), Entity(0, 3, "PERSON", "Ann Roe"))
    assert (found.sentences, found.layers) == (None, ["quotes", "entities"])


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["{"], ":1: invalid JSON"),
        (["[]"], ":1: input should be an object"),
        ([LINE, {"text": "x"}], ":2: id: field required"),
        ([{**LINE, "text": None}], ":1: text: there is none"),
        ([{**LINE, "quotes": [{"start": 1}]}], ":1: quotes.0.end: field required"),
        ([{**LINE, "quotes": [{"start": "1", "end": 2}]}], ":1: quotes.0.start: input should be a valid integer"),
        ([{**LINE, "quotes": [{"start": 3, "end": 3}]}], ":1: quotes: [3, 3] is empty or outside the text of 16"),
        ([{**LINE, "sentences": [[0, 17]]}], ":1: sentences: [0, 17] is empty or outside"),
        ([{**LINE, "entities": [[-1, 3, "PER"]]}], ":1: entities: [-1, 3] is empty or outside"),
        ([{**LINE, "quotes": [{"start": 1, "end": 2, "cue": [4, 99]}]}], ":1: cue: [4, 99] is empty or outside"),
        ([LINE, "", LINE], ":3: id: 'a' is that of line 1 too; keep one"),
        ([], "holds no document"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, rows: list[Any], sentence: str) -> None:
    path = written(tmp_path, *rows)
    with pytest.raises(UsageError) as refused:
        read_gold(path)
    assert str(refused.value).startswith(str(path))
    assert sentence in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gold\.jsonl: cannot be read"):
        read_answers(tmp_path / "gold.jsonl")
