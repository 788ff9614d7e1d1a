"""`dataset.toml` and what the command line says over it: every mistake is one clear sentence."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.article import Article, Reader
from toolkit.config import Config, check_name, check_version, default_name
from toolkit.errors import UsageError
from toolkit.plan import plan
from toolkit.strict import read_toml


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def config_file(folder: Path, toml: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "dataset.toml"
    path.write_text(toml)
    return path


def mistake(folder: Path, toml: str) -> str:
    path = config_file(folder, toml)
    with pytest.raises(UsageError) as error:
        read_toml(path, Config)
    message = str(error.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    assert len(message) < len(str(path)) + 400
    return message.removeprefix(f"{path}: ")


# ---- the file


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("nmae = 'x'", ["unknown key 'nmae'", "name"]),
        ("[limits]\nmax_byte = 1", ["unknown key 'limits.max_byte'", "max_bytes"]),
        ("[splits.train]\nx = 1", ["splits.train", "valid number"]),
        ("name = 7", ["name: found 7", "string"]),
        ("title = ['a']", ["title", "string"]),
        ("authors = 'Ilka Brand'", ["authors: found 'Ilka Brand'", "list"]),
        ("authors = ['Ilka Brand', 7]", ["authors[2]: found 7", "string"]),
        ("version = '1.0'", ["version: '1.0'", "MAJOR.MINOR.PATCH"]),
        ("version = 1.0", ["version: found 1.0", "string"]),
        ("name = 'a/b'", ["name: 'a/b'", "letters"]),
        ("limits = 7", ["limits: found 7"]),
        ("[limits]\nmax_bytes = '1'", ["limits.max_bytes: found '1'", "integer"]),
        ("[limits]\nmax_bytes = 0", ["limits.max_bytes: found 0", "greater than 0"]),
        ("[limits]\nmin_words = true", ["limits.min_words: found True", "integer"]),
        ("[limits]\nmax_rejections = 1.5", ["limits.max_rejections: found 1.5", "less than or equal to 1"]),
        ("[sources]\npaths = 'seeds'", ["sources.paths: found 'seeds'", "list"]),
        ("[sources.columns]\nbody = 'text'", ["sources.columns.body: found 'body'", "'id'", "'text'"]),
        ("[sources.columns]\ntext = 7", ["sources.columns.text: found 7", "string"]),
        ("[splits]\ntrain = 0.5", ["splits: ", "add up to 0.7"]),
        ("[splits]\ngroup_by = ['speaker']", ["splits.group_by[1]: found 'speaker'", "utterance_id"]),
        ("[duplicates]\nkeep = 'last'", ["duplicates.keep: found 'last'", "'first'"]),
        ("[annotators]\nquotes = 7", ["annotators.quotes: found 7"]),
        (f"title = {['x' * 500]}", ["title: found ['xxx", "…"]),
        ("name = ", ["is not TOML", "mend it"]),
        ("name = 'a'\nname = 'b'", ["is not TOML"]),
        ("x = " + "[" * 100_000, ["nested too deeply"]),
        ("x = " + "9" * 5_000, ["is not TOML"]),
        ("x = 2031-13-45", ["is not TOML"]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_mistake_is_one_sentence(home, toml, named):
    message = mistake(home, toml)
    assert [part for part in named if part not in message] == []


def test_every_mistake_is_named_at_once(home):
    message = mistake(home, "nmae = 'x'\nversion = '1'\n[limits]\nmax_bytes = 0")
    assert all(part in message for part in ("nmae", "version", "limits.max_bytes"))


def test_a_file_that_is_no_text(home):
    path = home / "dataset.toml"
    for raw in (b"\xff\xfe\x00", b"title = '\x81'"):
        path.write_bytes(raw)
        with pytest.raises(UsageError, match="is not TOML"):
            read_toml(path, Config)
    path.unlink()
    for bad in (home, home / "missing.toml"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_toml(bad, Config)


def test_a_byte_order_mark_is_no_mistake(home):
    (home / "dataset.toml").write_bytes(b"\xef\xbb\xbfname = 'ferries'\r\n")
    assert read_toml(home / "dataset.toml", Config).name == "ferries"


def test_every_key_has_a_default(home):
    config = read_toml(config_file(home, ""), Config)
    assert config == Config()
    assert (config.version, config.limits.max_rejections, config.splits.group_by) == ("0.1.0", 0.5, ["duplicate_group"])


# ---- versions and names


@pytest.mark.parametrize("version", ["0.1.0", "1.0.0", "10.20.30", "0.0.0"])
def test_versions(version):
    assert check_version(version) == version


@pytest.mark.parametrize(
    "version",
    [
        "",
        "1",
        "1.0",
        "v1.0.0",
        "1.0.0.0",
        "1.0.0-rc1",
        "1.0.0+x",
        "01.0.0",
        "1.0.x",
        " 1.0.0",
        "1.0.0\n",
        "-1.0.0",
        "１.0.0",
    ],
)
def test_no_versions(version):
    with pytest.raises(ValueError, match="MAJOR"):
        check_version(version)


@pytest.mark.parametrize("name", ["a", "toolkit-seeds", "A.b_c-1", "x" * 96])
def test_names(name):
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "a\\b", "-a", "a-", ".a", "a.", "a b", "a--b", "a..b", "é", "a\n", "x" * 97, "a.git"]
)
def test_no_names(name):
    with pytest.raises(ValueError, match="cannot name a data set"):
        check_name(name)


@settings(deadline=None)
@given(st.one_of(st.text(), st.text("aB1.-_ é/"), st.text("a.-", min_size=90), st.just("x.git.git")))
def test_a_default_name_is_a_name(base):
    assert check_name(default_name(base)) == default_name(base)


# ---- the plan


def test_where_the_configuration_is_looked_for(home):
    config_file(home / "seeds", "title = 'in seeds'")
    config_file(home / "news", "title = 'in news'")
    (home / "news" / "a.txt").write_text("x")
    (home / "other").mkdir()
    assert plan().config.title == "in seeds"
    assert plan(["news"]).config.title == "in news"
    assert plan(["news/a.txt"]).config.title == "in news"
    assert plan(["other", "news"]).config.title is None
    assert plan(["-"]).config.title is None
    assert plan(["other"], Path("news/dataset.toml")).config.title == "in news"
    config_file(home, "title = 'here'")
    assert plan().config.title == "here"
    assert plan(["-"]).config.title == "here"
    assert plan(["other"]).config.title is None


def test_where_sources_lie(home):
    for name in ("data set/a", "data set/b", "seeds"):
        (home / name).mkdir(parents=True)
    path = config_file(home / "data set", "[sources]\npaths = ['a', 'b/../b', '.']")
    assert plan(config=path).sources == (f"{path.parent}/a", f"{path.parent}/b/../b", str(path.parent))
    assert plan(["seeds"], path).sources == ("seeds",)
    assert plan().sources == ("seeds",)
    absolute = config_file(home / "data set", f"[sources]\npaths = ['{home}/seeds']")
    assert plan(config=absolute).sources == (f"{home}/seeds",)


@pytest.mark.parametrize("paths", ["['missing']", "['seeds', 'missing/too']", r"['n\u0000l']"])
def test_sources_of_the_file_that_are_not_there(home, paths):
    (home / "seeds").mkdir()
    config_file(home, f"[sources]\npaths = {paths.replace(chr(39), chr(34))}")
    with pytest.raises(UsageError, match=r".+: .+; name "):
        plan()


@pytest.mark.parametrize("source", ["missing", "missing.txt", "x" * 5000, "dataset.toml"])
def test_a_source_that_is_not_there(home, source):
    config_file(home, "")
    with pytest.raises(UsageError, match=r".+: .+; name "):
        plan([source])


def test_names_and_versions_of_a_plan(home, monkeypatch):
    (home / "My news, 2031").mkdir()
    (home / "one.two.jsonl").write_text("")
    (home / "latest").symlink_to("My news, 2031")
    config_file(home / "named", "name = 'ferries'\nversion = '2.0.0'")
    assert plan(["My news, 2031"]).name == "My-news-2031"
    assert plan(["latest"]).name == "latest"
    assert plan(["one.two.jsonl"]).name == "one.two"
    assert plan(["-"]).name == "articles"
    assert (plan(["named"]).name, plan(["named"]).version) == ("ferries", "2.0.0")
    other = plan(["named"], name="dams", version="2.1.0")
    assert (other.name, other.version, other.config.name) == ("dams", "2.1.0", "dams")
    monkeypatch.chdir(home / "named")
    (home / "named" / "dataset.toml").unlink()
    assert plan(["."]).name == "named"


@pytest.mark.parametrize(
    ("given", "named"),
    [({"version": "1.0"}, "version: '1.0'"), ({"name": "../x"}, "name: '../x'"), ({"name": ""}, "name: ''")],
)
def test_options_are_checked(home, given, named):
    (home / "seeds").mkdir()
    with pytest.raises(UsageError, match=named):
        plan(**given)


def test_a_datasheet_is_a_text_beside_the_configuration(home):
    (home / "news").mkdir()
    path = config_file(home / "news", "datasheet = 'SHEET.md'")
    with pytest.raises(UsageError, match=r"SHEET\.md"):
        plan(["news"])
    (home / "news" / "SHEET.md").write_bytes(b"\x81")
    with pytest.raises(UsageError, match=r"SHEET\.md"):
        plan(["news"])
    (home / "news" / "SHEET.md").write_text("# Sheet\n")
    assert plan(config=path, sources=["news"]).datasheet == "# Sheet\n"


def test_renamed_columns_reach_the_reader(home):
    config_file(home / "news", "[sources]\npaths = ['.']\n[sources.columns]\nid = 'guid'\ntext = 'body'")
    (home / "news" / "a.jsonl").write_text(json.dumps({"guid": "g1", "body": "Gates were opened.", "id": 4}))
    made = plan(config=Path("news/dataset.toml"))
    (article,) = Reader(made.config).read(made.sources, io.BytesIO())
    assert isinstance(article, Article)
    assert (article.source_id, article.text) == ("g1", "Gates were opened.")
