"""Withdrawal: the next version without some documents, made from the release alone, and no way back for them."""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import polars as pl
import pytest
from damage import list_files
from huggingface_hub import HfApi
from huggingface_hub.hf_api import LFSFileInfo
from quick import Quick, tiny_articles
from typer.testing import CliRunner

from toolkit import shards
from toolkit.build import build
from toolkit.cli import app
from toolkit.errors import UsageError, VersionTooSmall
from toolkit.hydrate import hydrate
from toolkit.plan import Plan, plan
from toolkit.release import CARD, CHANGELOG, DATASHEET, REJECTIONS, Release
from toolkit.tombstones import FILE_NAME, Graveyard, Tombstone, merged, parse, text_of
from toolkit.validate import validate
from toolkit.withdraw import Withdrawn, withdraw
from toolkit.withdraw_report import withdrawn_text

REASON = "asked for by its publisher"
COUNT = 30


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles, two of them near-duplicates, a record that is refused, and a release. To be read only."""
    folder = tmp_path_factory.mktemp("withdraw")
    path = tiny_articles(folder / "news", COUNT)
    lines = path.read_text(encoding="utf-8").splitlines()
    double = {**json.loads(lines[7]), "id": "tiny-double"}
    double["text"] += "Nobody else was there.\n"
    path.write_text("\n".join([*lines, json.dumps(double), '{"id": "short", "text": "Too short."}']) + "\n")
    (path.parent / "dataset.toml").write_text('name = "tiny"\ncontact = "desk@example.org"\n')
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "load", lambda slots: Quick())
        build(plan([str(path.parent)]), folder / "dist", workers=1)
    return folder


@pytest.fixture
def articles(made: Path, tmp_path: Path, quick: Callable[[], None]) -> Path:
    return Path(shutil.copytree(made / "news", tmp_path / "news"))


@pytest.fixture
def first(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made / "dist", tmp_path / "dist")) / "tiny" / "0.1.0"


@pytest.fixture(scope="module")
def chain(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first release and two after it, each with one document less. To be read only."""
    folder = Path(shutil.copytree(made / "dist", tmp_path_factory.mktemp("chain") / "dist")) / "tiny"
    one, two, *_ = ids(folder / "0.1.0")
    withdraw(withdraw(folder / "0.1.0", [one], REASON).release, [two], REASON)
    return folder


def id_of(release: Path, source_id: str) -> str:
    documents = Release(release).frame("documents", "doc_id", "source_id")
    return str(documents.filter(pl.col("source_id") == source_id)["doc_id"].item())


def ids(release: Path) -> list[str]:
    return Release(release).frame("documents", "doc_id", "source_id").sort("source_id")["doc_id"].to_list()


def files(release: Path) -> dict[str, bytes]:
    found = (path for path in release.rglob("*") if path.is_file())
    return {path.relative_to(release).as_posix(): path.read_bytes() for path in found}


def test_the_next_version_lacks_the_documents_and_says_so(first: Path) -> None:
    gone = ids(first)[:2]
    done = withdraw(first, gone, REASON)
    assert (done.release.name, done.since.bump.level, done.report.ok) == ("1.0.0", "major", True)
    assert "2 documents withdrawn" in done.since.bump.because
    assert "removed" not in done.since.bump.because
    assert set(ids(done.release)) == set(ids(first)) - set(gone)
    for table in ("sentences", "quotes", "entities"):
        assert not Release(done.release).frame(table, "doc_id").filter(pl.col("doc_id").is_in(gone)).height
    hashes = dict(Release(first).frame("documents", "doc_id", "text_sha256").iter_rows())
    stones = parse((done.release / FILE_NAME).read_bytes())
    assert [(each.doc_id, each.text_sha256, each.version) for each in stones] == [
        (doc_id, hashes[doc_id], "1.0.0") for doc_id in sorted(gone)
    ]
    for doc_id in gone:
        assert f"`{doc_id}` was withdrawn: {REASON}" in (done.release / CHANGELOG).read_text(encoding="utf-8")
        for page in (CARD, DATASHEET):
            text = (done.release / page).read_text(encoding="utf-8")
            assert f"| `{doc_id}` | 1.0.0 | {REASON} |" in text
            assert "Who wants an article taken out writes to desk@example.org." in text
    report = validate(done.release, against=first)
    assert report.ok
    assert not report.fails("warning")


def test_no_word_of_them_is_left(first: Path) -> None:
    row = Release(first).frame("documents", "doc_id", "text").row(3, named=True)
    done = withdraw(first, [row["doc_id"]], REASON)
    words = [word for word in row["text"].split() if word.startswith("w")][:3]
    for name, content in files(done.release).items():
        if not name.endswith(".parquet"):
            assert not any(word.encode() in content for word in words), name
    texts = Release(done.release).frame("sentences", "text")["text"].to_list()
    assert not any(" ".join(words) in text for text in texts)


def test_the_standoff_edition_goes_along_and_gives_none_back(
    made: Path, tmp_path: Path, quick: Callable[[], None]
) -> None:
    source = str(made / "news")
    first = build(plan([source], standoff=True), tmp_path / "dist", workers=1).release
    gone = ids(first)[0]
    done = withdraw(first, [gone], REASON)
    assert done.standoff == first.parent.parent.resolve() / "tiny-standoff" / "1.0.0"
    assert f"the same ones in {done.standoff.parent}: no text, but rows about them" in withdrawn_text(done)
    assert (done.standoff / FILE_NAME).read_bytes() == (done.release / FILE_NAME).read_bytes()
    card = (done.standoff / CARD).read_text(encoding="utf-8")
    assert "Who wants an article taken out writes to desk@example.org." in card
    assert f"| `{gone}` | 1.0.0 | {REASON} |" in card
    assert validate(done.standoff, against=first.parent.parent / "tiny-standoff" / first.name).ok
    back = hydrate(done.standoff, [source], tmp_path / "back")
    assert gone not in ids(back.release)
    assert files(back.release) == files(done.release)


def rebuilt(articles: Path, first: Path, done: Withdrawn, out: Path, **changed: object) -> Path:
    """What a build of the articles makes after the first release, told of the tombstones."""
    shutil.copytree(first, out / "tiny" / first.name)
    stones = parse((done.release / FILE_NAME).read_bytes())
    told = replace(plan([str(articles)], version=done.release.name), withdrawn=stones)
    return build(replace(told, **changed), out, workers=1).release  # type: ignore[arg-type]


def test_it_is_what_a_build_would_make_byte_for_byte(articles: Path, first: Path, tmp_path: Path) -> None:
    done = withdraw(first, [ids(first)[5], ids(first)[-1]], REASON)
    assert files(done.release) == files(rebuilt(articles, first, done, tmp_path / "again"))
    assert validate(done.release, [str(articles)]).ok


def test_a_withdrawal_can_follow_another(articles: Path, first: Path, tmp_path: Path) -> None:
    one, two = ids(first)[4], ids(first)[9]
    second = withdraw(first, [two], REASON)
    third = withdraw(second.release, [one], "held a wrong name", version="3.0.0")
    assert {(each.doc_id, each.version) for each in parse((third.release / FILE_NAME).read_bytes())} == {
        (two, "1.0.0"),
        (one, "3.0.0"),
    }
    changes = (third.release / CHANGELOG).read_text(encoding="utf-8")
    assert changes.count("was withdrawn: ") == 2, "each in the entry of its own version"
    shutil.copytree(second.release, tmp_path / "again" / "tiny" / "1.0.0")
    assert files(third.release) == files(rebuilt(articles, first, third, tmp_path / "again"))


def test_what_was_withdrawn_does_not_come_back(articles: Path, first: Path, tmp_path: Path) -> None:
    done = withdraw(first, [id_of(first, "tiny-5")], REASON)
    lines = (articles / "tiny.jsonl").read_text(encoding="utf-8").splitlines()
    more = [
        {**json.loads(lines[5]), "id": "under-another-name"},
        {**json.loads(lines[5]), "id": "tiny-new", "text": NEW},
    ]
    (articles / "tiny.jsonl").write_text("\n".join([*lines, *map(json.dumps, more)]) + "\n", encoding="utf-8")
    built = build(plan([str(articles)], version="auto"), tmp_path / "dist", workers=1)
    rejections = [json.loads(line) for line in (built.release / REJECTIONS).read_text(encoding="utf-8").splitlines()]
    withdrawn = [(each["source_id"], each["detail"]) for each in rejections if each["reason"] == "withdrawn"]
    said = "withdrawn in 1.0.0: see withdrawn.jsonl"
    assert withdrawn == [("tiny-5", said), ("under-another-name", said)]
    assert (built.release / FILE_NAME).read_bytes() == (done.release / FILE_NAME).read_bytes()
    assert validate(built.release, against=done.release).ok


NEW = "The harbour reopened on Monday after nine days.\n“We counted each boat twice,” said Ada Brenn.\n"


def test_the_file_beside_the_configuration_is_heeded_and_is_no_article(
    articles: Path, tmp_path: Path, first: Path
) -> None:
    done = withdraw(first, [ids(first)[0]], REASON)
    shutil.copy(done.release / FILE_NAME, articles / FILE_NAME)
    built = build(plan([str(articles)]), tmp_path / "elsewhere", workers=1)
    assert ids(built.release) == ids(done.release)
    assert built.ignored == 0


def test_corrections_of_what_goes_go_too(articles: Path, first: Path, tmp_path: Path) -> None:
    gone, kept = id_of(first, "tiny-1"), id_of(first, "tiny-2")
    said = {"column": "publisher", "who": "A. Reader", "why": "its masthead"}
    lines = [
        {"id": gone, "old": "Paper 1", "new": "The Gone Paper", **said},
        {"id": kept, "old": "Paper 2", "new": "The Kept Paper", **said},
    ]
    (articles / "corrections.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    corrected = build(plan([str(articles)]), tmp_path / "dist", workers=1, overwrite=True).release
    done = withdraw(corrected, [gone], REASON)
    assert (done.release / "corrections.jsonl").read_text() == json.dumps(lines[1]) + "\n"
    publishers = Release(done.release).frame("documents", "publisher")["publisher"].to_list()
    assert ("The Gone Paper" in publishers, "The Kept Paper" in publishers) == (False, True)
    assert done.report.ok


def test_near_duplicates_that_stay_are_named_and_equal_texts_go_together(
    articles: Path, first: Path, tmp_path: Path
) -> None:
    done = withdraw(first, [id_of(first, "tiny-double")], REASON)
    assert done.near == (id_of(first, "tiny-7"),)
    assert f"Near-duplicates of them stay: {done.near[0]};" in withdrawn_text(done)
    lines = (articles / "tiny.jsonl").read_text(encoding="utf-8").splitlines()
    with (articles / "tiny.jsonl").open("a") as file:
        file.write(json.dumps({**json.loads(lines[3]), "id": "tiny-copy"}) + "\n")
    copied = build(plan([str(articles)]), tmp_path / "copied", workers=1).release
    with pytest.raises(UsageError, match=f"the very text also is document {id_of(copied, 'tiny-copy')}; name each"):
        withdraw(copied, [id_of(copied, "tiny-3")], REASON)
    both = [id_of(copied, "tiny-3"), id_of(copied, "tiny-copy")]
    assert len(withdraw(copied, both, REASON).stones) == 2


# ---- what cannot be


@pytest.mark.parametrize(
    ("asked", "reason", "message"),
    [
        (["0" * 16], REASON, "has no document 0000000000000000; name the doc_id"),
        ([], REASON, "no document is named"),
        (None, REASON, "these are all documents"),
        (["first"], " ", "--reason: a reason should be one line"),
        (["first"], "two\nlines", "--reason: a reason should be one line"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(
    asked: list[str] | None, reason: str, message: str, first: Path, tmp_path: Path
) -> None:
    known = ids(first)
    wanted = known if asked is None else [known[0] if each == "first" else each for each in asked]
    before = files(tmp_path / "dist")
    with pytest.raises(UsageError, match=message):
        withdraw(first, wanted, reason)
    assert files(tmp_path / "dist") == before


def test_a_version_that_is_too_small_is_refused(first: Path) -> None:
    with pytest.raises(VersionTooSmall):
        withdraw(first, [ids(first)[0]], REASON, version="0.2.0")


@pytest.mark.parametrize("version", [None, "1.0.0", "5.0.0"])
def test_only_the_newest_release_is_withdrawn_from(version: str | None, first: Path) -> None:
    one, other, *_ = ids(first)
    newest = withdraw(first, [one], REASON).release
    with pytest.raises(UsageError, match=rf"1\.0\.0 is newer, .* withdraw from {re.escape(str(newest))}"):
        withdraw(first, [other], REASON, version=version)
    assert not (newest.parent / "5.0.0").exists()


# ---- proved


def _add_stone(release: Path, **changed: str) -> None:
    row = Release(release).frame("documents", "doc_id", "text_sha256").row(0, named=True)
    stone = {**row, "version": "1.0.0", "reason": REASON, **changed}
    with (release / FILE_NAME).open("a") as file:
        file.write(json.dumps(stone) + "\n")


@pytest.mark.parametrize(
    "damage",
    [
        lambda release: _add_stone(release),
        lambda release: _add_stone(release, doc_id="f" * 16),
        lambda release: _add_stone(release, text_sha256="f" * 64),
        lambda release: _add_stone(release, version="soon"),
        lambda release: (release / FILE_NAME).write_text("{}\n"),
        lambda release: (release / FILE_NAME).unlink(),
    ],
)
def test_damage_is_found(damage: Callable[[Path], object], chain: Path, tmp_path: Path) -> None:
    last = Path(shutil.copytree(chain / "2.0.0", tmp_path / "2.0.0"))
    damage(last)
    list_files(last)
    assert "withdrawn" in validate(last, against=chain / "1.0.0").counts


# ---- the file


def test_the_same_stones_give_the_same_bytes_and_are_read_back() -> None:
    stones = [
        Tombstone(doc_id=f"{n:016x}", text_sha256=f"{n:064x}", version="2.0.0", reason=f"reason “{n}”") for n in (9, 3)
    ]
    text = text_of(stones)
    assert text == text_of(reversed(stones))
    assert parse(text.encode()) == merged(stones)
    graveyard = Graveyard(stones)
    assert graveyard.stone_of(f"{9:016x}", "") is stones[0]
    assert graveyard.stone_of("", f"{3:064x}") is stones[1]
    assert graveyard.stone_of("", "") is None


@pytest.mark.parametrize("content", ["[]", "{", '{"doc_id": "x"}', text_of([]) + "nonsense"])
def test_what_is_no_tombstone_is_named_with_its_line(content: str) -> None:
    with pytest.raises(UsageError, match=r"withdrawn\.jsonl, line 1: "):
        parse(content.encode())


# ---- the command


def test_the_command_says_what_still_holds_the_text(first: Path) -> None:
    gone = ids(first)[0]
    done = CliRunner().invoke(app, ["withdraw", str(first), "--doc", gone, "--reason", REASON, "--json"])
    said = json.loads(done.output)
    assert done.exit_code == 0
    assert (said["version"], said["bump"], [each["doc_id"] for each in said["withdrawn"]]) == ("1.0.0", "major", [gone])
    done = CliRunner().invoke(app, ["withdraw", said["release"], "--doc", ids(first)[1], "--reason", REASON])
    assert done.exit_code == 0
    for part in ("What still holds the text:", "earlier commits", "toolkit cache --clear", "Every promise holds."):
        assert part in done.output


def test_what_the_page_asks_of_the_client_is_there() -> None:
    page = (Path(__file__).parent.parent / "docs" / "withdrawal.md").read_text(encoding="utf-8")
    (snippet,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    asked = re.findall(r"api\.(\w+)\(", snippet)
    assert "super_squash_history" in asked
    assert [name for name in asked if not hasattr(HfApi, name)] == []
    assert {"file_oid"} <= {field.name for field in fields(LFSFileInfo)}
    compile(textwrap.dedent(snippet), "withdrawal.md", "exec")


def test_the_plan_of_a_release_is_kept(first: Path, articles: Path) -> None:
    made = Release(withdraw(first, [ids(first)[0]], REASON).release).manifest
    assert made["configuration"]["contact"] == "desk@example.org"
    assert made["predecessor"]["version"] == "0.1.0"
    assert isinstance(plan([str(articles)]), Plan)
