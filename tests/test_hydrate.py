"""The text of articles attached again to a stand-off edition: the same bytes, or each span where it is now."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from damage import list_files, replaced
from quick import ROOT, SEEDS, tiny_articles
from typer.testing import CliRunner

from toolkit.annotation import Annotations, Quote, Sentence, Span
from toolkit.article import Article
from toolkit.attach import attach
from toolkit.build import build
from toolkit.cli import app
from toolkit.config import Config
from toolkit.contracts import text_hash
from toolkit.document import Document, normalize
from toolkit.errors import BrokenPromise, TooMuchLost, UsageError
from toolkit.hydrate import hydrate
from toolkit.hydrate_report import hydrated_text
from toolkit.hydrated import Hydrated
from toolkit.plan import Plan
from toolkit.rebuild import rebuild
from toolkit.release import MANIFEST, Release
from toolkit.rights import Rights
from toolkit.tables import rows
from toolkit.validate import validate
from toolkit.withdraw import withdraw

SCHEMA = json.loads((ROOT / "docs" / "manifest.schema.json").read_bytes())
DAM = "halden-wire/2031-04-18-orsava-dam.txt"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A copy of the articles, to be edited."""
    return Path(shutil.copytree(SEEDS, tmp_path / "articles" / "seeds"))


def edited(articles: Path, edit: Callable[[str], str]) -> Path:
    """The articles, of which one is edited."""
    path = articles / DAM
    old = path.read_text("utf-8")
    new = edit(old)
    assert new != old
    path.write_text(new, "utf-8")
    return articles


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def numbers(found: Hydrated) -> tuple[int, int, int]:
    return found.total["exact"], found.total["shifted"], found.total["lost"]


# ---- the same articles


def test_the_full_edition_comes_back_byte_for_byte(editions: tuple[Path, Path], tmp_path: Path) -> None:
    found = hydrate(editions[1], [str(SEEDS)], tmp_path)
    assert contents(found.release) == contents(editions[0])
    assert (found.same_data, found.differing, found.spans, found.missing) == (True, (), [], [])
    assert found.share == 1
    assert found.total.total() == sum(
        Release(editions[0]).manifest["tables"][table]["rows"] for table in ("sentences", "quotes", "entities")
    )


def test_renamed_files_are_found_by_their_bytes_and_their_sentences(
    editions: tuple[Path, Path], articles: Path, tmp_path: Path
) -> None:
    flat = tmp_path / "else"
    flat.mkdir()
    for number, path in enumerate(sorted(articles.rglob("*.txt"))):
        raw = path.read_bytes()
        (flat / f"{number}.txt").write_bytes(raw.replace(b"\n\n", b"\n \n\n") if number % 2 else raw)
    found = hydrate(editions[1], [str(flat)], tmp_path / "out")
    assert (found.spans, found.missing) == ([], [])
    assert validate(found.release).ok
    assert (
        Release(found.release)
        .frame("documents", "doc_id", "text")
        .equals(Release(editions[0]).frame("documents", "doc_id", "text"))
    )


def test_a_renamed_and_changed_file_is_found_by_its_paragraphs(
    editions: tuple[Path, Path], articles: Path, tmp_path: Path
) -> None:
    edited(articles, lambda text: text + "\nThis story will be updated.\n")
    (articles / DAM).rename(articles / "other.txt")
    found = hydrate(editions[1], [str(articles)], tmp_path)
    assert (found.missing, found.unused, found.spans) == ([], [], [])
    assert not found.same_data


def test_records_of_jsonl_without_names(tmp_path: Path, quick: Callable[[], None]) -> None:
    config = Config.model_validate({"name": "tiny", "standoff": {"write": True, "names": False}})
    source = tiny_articles(tmp_path / "news", 6)
    built = build(Plan(config, "tiny", (str(source),), None), tmp_path / "dist")
    assert built.standoff is not None
    found = hydrate(built.standoff, [str(source)], tmp_path / "out")
    made, full = Release(found.release), Release(built.release)
    assert made.edition == "hydrated", "its names are gone for good"
    assert not made.contracts["quotes"].has("speaker_name")
    assert made.frame("documents", "text").equals(full.frame("documents", "text"))
    assert made.frame("quotes", "quote_id", "text", "speaker_text").equals(
        full.frame("quotes", "quote_id", "text", "speaker_text")
    )


def test_what_only_the_full_edition_has_is_named(tmp_path: Path, quick: Callable[[], None]) -> None:
    config = Config.model_validate({"name": "tiny", "standoff": {"write": True}})
    source = tiny_articles(tmp_path / "news", 6)
    plan = Plan(config, "tiny", (str(source),), None, audit=(ROOT / "seeds" / "audit.toml").read_bytes())
    built = build(plan, tmp_path / "dist")
    assert built.standoff is not None
    assert not (built.standoff / "audit.toml").exists()
    found = hydrate(built.standoff, [str(source)], tmp_path / "out")
    assert (found.same_data, found.spans) == (True, [])
    here, there = contents(found.release), contents(built.release)
    assert list(found.differing) == sorted(path for path in {*here, *there} if here.get(path) != there.get(path))
    assert {"README.md", "audit.toml", "manifest.json"} <= set(found.differing)
    assert contents(found.release / "data") == contents(built.release / "data")
    assert Release(found.release).edition == "hydrated"


# ---- articles that have changed


def test_white_space_changes_no_span(editions: tuple[Path, Path], articles: Path, tmp_path: Path) -> None:
    edited(articles, lambda text: text.replace("\n\n", "\n\n\n") + "\n\n")
    found = hydrate(editions[1], [str(articles)], tmp_path)
    assert found.spans == []
    assert not found.same_data, "the hash of the raw article is another"
    assert Release(found.release).manifest["hydrated"]["lost"] == 0


def test_curly_marks_shift_what_holds_them_and_nothing_else(
    editions: tuple[Path, Path], articles: Path, tmp_path: Path
) -> None:
    edited(articles, lambda text: re.sub('"([^"]*)"', "“\\1”", text))
    found = hydrate(editions[1], [str(articles)], tmp_path)
    full, made = Release(editions[0]), Release(found.release)
    texts = dict(full.frame("sentences", "sentence_id", "text").rows())
    texts |= dict(full.frame("quotes", "quote_id", "text").rows())
    dam = full.frame("documents", "doc_id", "source").filter(source=f"seeds/{DAM}")["doc_id"].item()
    rows = [
        *full.frame("sentences", "sentence_id", "doc_id").rows(),
        *full.frame("quotes", "quote_id", "doc_id").rows(),
    ]
    own = {key for key, doc_id in rows if doc_id == dam}
    assert {span.id for span in found.spans} == {key for key, text in texts.items() if key in own and '"' in text}
    assert {(span.fate, span.reason, span.old == span.new) for span in found.spans} == {("shifted", "spelling", True)}
    assert made.frame("quotes", "quote_id").equals(full.frame("quotes", "quote_id")), "ids follow from offsets"


def test_an_added_paragraph_moves_what_follows(editions: tuple[Path, Path], articles: Path, tmp_path: Path) -> None:
    added = "Rain is forecast for the whole of Sunday."
    edited(articles, lambda text: text.replace("Oresku would not use", f"{added}\n\nOresku would not use", 1))
    found = hydrate(editions[1], [str(articles)], tmp_path)
    made = Release(found.release)
    (text,) = (text for text in made.frame("documents", "text")["text"] if added in text)
    assert {(span.fate, span.reason) for span in found.spans} == {("shifted", "moved")}
    assert {span.new.start - span.old.start for span in found.spans if span.new} == {len(added) + 2}
    assert min(span.old.start for span in found.spans) == text.index(added)
    assert added in made.frame("sentences", "text")["text"].to_list()
    assert made.manifest["edition"] == "hydrated"
    assert validate(found.release).ok


def test_a_removed_paragraph_loses_its_spans_alone(editions: tuple[Path, Path], articles: Path, tmp_path: Path) -> None:
    first, last = '"They gave us eleven', "Oresku would not use"
    edited(articles, lambda text: text.replace(text[text.index(first) : text.index(last)], "", 1))
    found = hydrate(editions[1], [str(articles)], tmp_path)
    gone = [span for span in found.spans if span.fate == "lost"]
    old = next(text for text in Release(editions[0]).frame("documents", "text")["text"] if first in text)
    start, end = old.index(first), old.index(last)
    assert {(span.table, span.old) for span in gone if span.table == "sentences"} == {
        ("sentences", (row["start_char"], row["end_char"]))
        for row in Release(editions[0]).frame("sentences", "doc_id", "start_char", "end_char").to_dicts()
        if row["doc_id"] == gone[0].doc_id and start <= row["start_char"] < end
    }
    assert all(start <= span.old.start < end for span in gone)
    assert all(span.old.start >= end and span.reason == "moved" for span in found.spans if span.fate == "shifted")
    assert len(gone) == numbers(found)[2] > 5


def test_a_corrected_word_shifts_its_sentence(editions: tuple[Path, Path], articles: Path, tmp_path: Path) -> None:
    edited(articles, lambda text: text.replace("defended the opening", "justified the opening"))
    found = hydrate(editions[1], [str(articles)], tmp_path)
    assert numbers(found)[2] == 0
    words = [span for span in found.spans if span.reason == "words"]
    assert {span.new.start - span.old.start for span in words if span.new} == {0, 1}
    assert [span.table for span in words].count("sentences") == 1
    names = Release(found.release).frame("entities", "text", "name", "label").filter(label="PERSON")
    before = Release(editions[0]).frame("entities", "text", "name", "label").filter(label="PERSON")
    assert names.equals(before), "every person is covered as before"


def test_a_missing_article_is_left_out(editions: tuple[Path, Path], articles: Path, tmp_path: Path) -> None:
    (articles / DAM).unlink()
    found = hydrate(editions[1], [str(articles)], tmp_path, floor=0.5)
    assert found.missing == [f"seeds/{DAM}"]
    assert {(span.fate, span.reason) for span in found.spans} == {("lost", "no copy")}
    jsonschema.Draft202012Validator(SCHEMA).validate(dict(Release(found.release).manifest))
    jsonschema.Draft202012Validator(SCHEMA).validate(dict(Release(editions[1]).manifest))
    made, full = (Release(folder).manifest["tables"]["documents"]["rows"] for folder in (found.release, editions[0]))
    assert made == full - 1
    assert validate(found.release).ok
    assert "not the full one, and its manifest says so: 1 article of which there" in hydrated_text(found, written=True)


def test_what_a_hydrated_edition_is_not_for_is_said(editions: tuple[Path, Path], tmp_path: Path) -> None:
    hydrated = Path(shutil.copytree(editions[0], tmp_path / "hydrated"))
    manifest = json.loads((hydrated / MANIFEST).read_bytes())
    (hydrated / MANIFEST).write_text(json.dumps({**manifest, "edition": "hydrated"}))
    with pytest.raises(UsageError, match="is a hydrated edition, which no build makes; run `toolkit hydrate`"):
        rebuild(hydrated)
    with pytest.raises(UsageError, match="is a hydrated edition, from which nothing is built; run `toolkit hydrate`"):
        withdraw(hydrated, ["0" * 16], "asked for")
    with pytest.raises(UsageError, match="but a hydrated one, which has its text; name the folder of a stand-off one"):
        hydrate(hydrated, [str(SEEDS)], tmp_path / "out")
    with pytest.raises(UsageError, match=r"its edition is full, and that of .* is hydrated; name a version"):
        validate(hydrated, against=editions[0])


def test_a_speaker_who_is_the_first_word_of_a_text_is_found_in_changed_words() -> None:
    def document_of(text: str) -> Document:
        found = normalize(Article("news/a.txt", "a", "0" * 16, "0" * 64, "utf-8", text, Rights()))
        assert isinstance(found, Document)
        return found

    before, after = "They said the gate will open on Sunday.", "They said the gate would open on Sunday."
    old = document_of(before)
    assert old.text == before
    quote = Quote(Span(10, 38), "indirect", 0, "quick", 0.5, cue=Span(5, 9), cue_lemma="say", speaker=Span(0, 4))
    made = rows(old, Annotations((Sentence(Span(0, 39), 0, "body", 8),), (), (quote,)))
    made["sentences"][0]["text_hash"] = text_hash("salt", before)
    (found,) = attach(made, document_of(after), "salt").rows["quotes"]
    assert (found["speaker_text"], found["cue_text"], found["text"]) == ("They", "said", after[10:39])


# ---- what is refused


def test_below_the_floor_nothing_is_written(editions: tuple[Path, Path], articles: Path, tmp_path: Path) -> None:
    (articles / DAM).unlink()
    with pytest.raises(TooMuchLost, match="floor is 99 %; of 1 document there is no copy") as caught:
        hydrate(editions[1], [str(articles)], tmp_path / "out", floor=0.99)
    assert caught.value.hydrated.total["lost"] > 0
    assert not (tmp_path / "out").exists()


def test_an_edition_of_another_version_of_the_program_is_not_called_damaged(
    editions: tuple[Path, Path], tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(editions[1], tmp_path / "copy"))
    replaced("README.md", " articles of ", " stories of ")(copy)
    list_files(copy)
    with pytest.raises(BrokenPromise, match=r"its data are whole, but .* writes README\.md otherwise: the edition was"):
        hydrate(copy, [str(SEEDS)], tmp_path / "out")
    replaced("README.md", " stories of ", " tales of ")(copy)  # which its manifest does not know of
    with pytest.raises(BrokenPromise, match=r"is damaged \(rules broken: file, card\)"):
        hydrate(copy, [str(SEEDS)], tmp_path / "out")


@pytest.mark.slow
def test_what_is_no_stand_off_edition_or_is_damaged_is_refused(editions: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no stand-off edition"):
        hydrate(editions[0], [str(SEEDS)], tmp_path / "out")
    with pytest.raises(UsageError, match=r"is there already, .*; name another --out"):
        hydrate(editions[1], [str(SEEDS)], editions[0].parent.parent)
    with pytest.raises(UsageError, match="no such file or folder"):
        hydrate(editions[1], [str(tmp_path / "nowhere")], tmp_path / "out")
    with pytest.raises(UsageError, match="standard input"):
        hydrate(editions[1], ["-"], tmp_path / "out")
    copy = Path(shutil.copytree(editions[1], tmp_path / "copy"))
    (copy / "README.md").write_text("Words.")
    with pytest.raises(BrokenPromise, match="damaged"):
        hydrate(copy, [str(SEEDS)], tmp_path / "out")
    assert not (tmp_path / "out").exists()


# ---- the command


@pytest.mark.slow
def test_the_command_reports_for_people_and_as_json(
    editions: tuple[Path, Path], articles: Path, tmp_path: Path
) -> None:
    run = CliRunner().invoke
    told = run(app, ["hydrate", str(editions[1]), "--articles", str(SEEDS), "--out", str(tmp_path / "a")])
    assert told.exit_code == 0
    assert "byte for byte" in told.output
    edited(articles, lambda text: text.replace("\n\n", "\n\nUpdated at noon.\n\n", 1))
    told = run(app, ["hydrate", str(editions[1]), "--articles", str(articles), "--out", str(tmp_path / "b"), "--json"])
    found = json.loads(told.stdout)
    assert told.exit_code == 0
    assert found["identical"] is False
    assert found["share"] == 1
    assert found["documents"].keys() == {f"seeds/{DAM}"}
    assert {each["reason"] for each in found["moved"]} == {"moved"}
    told = run(app, ["hydrate", str(editions[1]), "--articles", str(articles), "--out", str(tmp_path / "b")])
    assert isinstance(told.exception, UsageError)
