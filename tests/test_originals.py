"""Documents against the raw articles that they were made from."""

from __future__ import annotations

import json
import os
from pathlib import Path

import polars as pl
import pytest

from toolkit.article import Article, Reader
from toolkit.config import Config, Sources
from toolkit.document import Document, normalize
from toolkit.errors import UsageError
from toolkit.originals import Originals
from toolkit.slices import Slice
from toolkit.tables import document_row

TEXT = "Gates opened\n\nLESK (AP) — The operator opened two gates on Friday.\n\nJo Pell contributed to this report.\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The current folder, with a folder of articles in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news" / "sub").mkdir(parents=True)
    (tmp_path / "news" / "a.txt").write_text(TEXT)
    (tmp_path / "news" / "sub" / "b.txt").write_bytes("Zoë came,\r\nand nobody saw it.".encode("windows-1252"))
    return tmp_path


def rows(*sources, **settings) -> list[dict]:
    """What a build would have made of these sources."""
    records = Reader(Config.model_validate(settings)).read([str(source) for source in sources], None)
    documents = [normalize(record) for record in records if isinstance(record, Article)]
    return [document_row(each, 0) for each in documents if isinstance(each, Document)]


def part(made: list[dict]) -> Slice:
    return Slice("train", 0, {"documents": pl.DataFrame(made, infer_schema_length=None)})


def check(made, sources, columns=None) -> tuple[list[tuple], int]:
    originals = Originals(sources, Config(sources=columns or Sources()))
    found = [(one.key, one.column) for one in originals.check(part(made))]
    return found, originals.compared


def test_unchanged(home):
    made = rows("news")
    assert len(made) == 2
    assert check(made, ["news"]) == ([], 2)
    assert check(made, [str(home / "news")]) == ([], 2)
    assert check(made, None) == ([], 2)
    assert check(rows("news/a.txt"), ["news/a.txt"]) == ([], 1)


@pytest.mark.parametrize("column", ["text", "title", "dateline", "boilerplate", "encoding", "source_map", "authors"])
def test_a_document_that_its_article_does_not_give(home, column):
    row = rows("news/a.txt")[0]
    wrong = {"boilerplate": row["boilerplate"][1:], "source_map": row["source_map"][1:], "authors": ["Jo Pell"]}
    changed = {**row, column: wrong.get(column, "other")}
    assert check([changed], ["news/a.txt"]) == ([(row["doc_id"], column)], 1)


def test_an_article_that_changed(home):
    made = rows("news")
    (home / "news" / "a.txt").write_text(f"{TEXT} More.")
    assert check(made, ["news"]) == ([(made[0]["doc_id"], "source_sha256")], 1)
    assert check(made, None) == ([], 1)


def test_an_article_that_is_gone(home):
    made = rows("news")
    (home / "news" / "a.txt").unlink()
    assert check(made, ["news"]) == ([(made[0]["doc_id"], "source_sha256")], 1)
    assert check(made, None) == ([], 1)
    assert check(made, ["-"]) == ([(row["doc_id"], "source_sha256") for row in made], 0)


def test_an_article_that_cannot_be_read_is_gone(home):
    made = rows("news/a.txt")
    (home / "news" / "a.txt").unlink()
    os.mkfifo(home / "news" / "a.txt")
    assert check(made, ["news/a.txt"])[1] == 0


def test_standard_input_is_never_at_hand(home):
    row = {**rows("news/a.txt")[0], "source": "stdin"}
    assert check([row], ["-"]) == ([], 0)


@pytest.mark.parametrize(
    "source",
    ["../a.txt", "news/../news/a.txt", "/etc/a.txt", "https://x/a.txt", "news", "news/README.md", "x" * 5000, ""],
)
def test_no_source_of_a_release_leads_astray(home, source):
    (home / "news" / "README.md").write_text("no article")
    row = {**rows("news/a.txt")[0], "source": source}
    found, compared = check([row], None)
    assert found == []
    assert compared == 0


def test_sources_of_one_base_name(home):
    other = home / "more" / "news"
    other.mkdir(parents=True)
    (other / "a.txt").write_text("Another article under the same name.")
    (other / "c.txt").write_text("An article of its own.")
    sources = ["news", "more/news"]
    made = rows(*sources)
    assert [row["source"] for row in made] == ["news/a.txt", "news/sub/b.txt", "news/c.txt"]
    assert check(made, sources) == ([], 3)
    assert check(made, sources[::-1]) == ([], 3)


def test_names_that_are_not_utf_8(home):
    (home / "news" / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT)
    (home / "news" / r"back\x5cslash.txt").write_text("An article with an odd name.")
    made = rows("news")
    assert len(made) == 4
    assert check(made, ["news"]) == ([], 4)
    assert check(made, None) == ([], 4)


def test_a_source_named_by_its_folder(home, monkeypatch):
    monkeypatch.chdir(home / "news")
    assert check(rows("."), ["."]) == ([], 2)


def test_a_broken_sources_toml_says_nothing_of_the_articles_and_is_named_where_it_is_asked(home):
    made = rows("news")
    (home / "news" / "sources.toml").write_text("nonsense")
    assert check(made, None) == ([], 2)
    with pytest.raises(UsageError, match=r"sources\.toml: is not TOML"):
        check(made, ["news"])


def test_what_sources_toml_states_is_compared_where_the_sources_are_named(home):
    (home / "news" / "sources.toml").write_text('[[source]]\nmatch = "**"\npublisher = "Lesk Post"\n')
    made = rows("news")
    assert check(made, ["news"]) == ([], 2)
    (home / "news" / "sources.toml").write_text('[[source]]\nmatch = "sub/*"\npublisher = "Lesk Post"\n')
    found, _ = check(made, ["news"])
    assert found == [(made[0]["doc_id"], "publisher")]
    assert check(made, None) == ([], 2)


# ---- JSONL


def write_lines(path: Path, numbers, **names) -> None:
    text, identifier = names.get("text", "text"), names.get("id", "id")
    lines = [json.dumps({identifier: f"r{n}", text: f"Gate {n} was opened on Friday."}) for n in numbers]
    path.write_text("\n".join([*lines, "{"]))


def test_renamed_columns(home):
    write_lines(home / "a.jsonl", range(5), id="guid", text="body")
    sources = {"columns": {"id": "guid", "text": "body"}}
    made = rows("a.jsonl", sources=sources)
    assert len(made) == 5
    assert check(made, ["a.jsonl"], Sources.model_validate(sources)) == ([], 5)
    assert check(made, ["a.jsonl"])[1] == 0


def test_lines_that_changed_or_are_gone(home):
    write_lines(home / "a.jsonl", range(6))
    made = rows("a.jsonl")
    lines = (home / "a.jsonl").read_text().split("\n")
    lines[2] = lines[2].replace("Friday", "Monday")
    (home / "a.jsonl").write_text("\n".join([*lines[:4], *lines[5:]]))
    assert check(made, ["a.jsonl"]) == ([(made[n]["doc_id"], "source_sha256") for n in (2, 4)], 4)
    assert check(made, None) == ([], 4)


@pytest.fixture
def readings(monkeypatch):
    """How often each file was begun to be read."""
    begun: list[str] = []
    records = Reader.records

    def counted(self, found):
        begun.append(found.path)
        return records(self, found)

    monkeypatch.setattr(Reader, "records", counted)
    return begun


def test_a_file_is_read_once_for_many_slices(home, readings):
    write_lines(home / "a.jsonl", range(100))
    made = rows("a.jsonl")
    readings.clear()
    originals = Originals(["a.jsonl"], Config())
    for start in range(0, 100, 5):
        assert list(originals.check(part(made[start : start + 5]))) == []
    assert (originals.compared, len(readings)) == (100, 1)


def test_and_once_more_for_each_further_split(home, readings):
    write_lines(home / "a.jsonl", range(100))
    made = rows("a.jsonl")
    readings.clear()
    originals = Originals(["a.jsonl"], Config())
    for split in (made[::3], made[1::3], made[2::3]):
        for start in range(0, len(split), 5):
            assert list(originals.check(part(split[start : start + 5]))) == []
    assert originals.compared == 100
    assert len(readings) <= 3


def test_records_that_are_gone_are_sought_once(home, readings):
    write_lines(home / "a.jsonl", range(100))
    made = rows("a.jsonl")
    write_lines(home / "a.jsonl", range(0, 100, 2))
    readings.clear()
    originals = Originals(["a.jsonl"], Config())
    missing = [one for start in range(0, 100, 5) for one in originals.check(part(made[start : start + 5]))]
    assert (originals.compared, len(missing)) == (50, 50)
    assert len(readings) <= 4
