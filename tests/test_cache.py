"""The cache: only what is new or changed is annotated, and nothing in a release tells."""

from __future__ import annotations

import ast
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quick import SEEDS, Quick, seeds_plan, tiny_articles
from test_build import everything
from test_cli import refused, run

from toolkit import annotators, cache
from toolkit.annotation import Annotations, Entity, Layout, Quote, Sentence, Span
from toolkit.annotators import ModelIdentity
from toolkit.build import Built, build
from toolkit.cache import Cache, key_of
from toolkit.config import Config
from toolkit.errors import UsageError
from toolkit.plan import Plan

MODEL = ModelIdentity("quick", "1", "0" * 64)


@dataclass
class Counting:
    """Annotators without a model that remember what they were given."""

    identity: ModelIdentity = MODEL
    texts: list[str] = field(default_factory=list)

    def __call__(self, layouts: Sequence[Layout]) -> Iterator[Annotations]:
        self.texts += [layout.text for layout in layouts]
        return Quick()(layouts)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """Takes the place of the annotators behind the cache."""
    found = Counting()
    monkeypatch.setattr(cache, "load", lambda slots: found)
    monkeypatch.setattr(cache, "identify", lambda model: MODEL)
    return found


def made(folder: Path, count: int, out: str, **settings: object) -> Built:
    """A build of so many tiny articles with the cache beside them."""
    plan = Plan(Config.model_validate(settings), "tiny", (str(tiny_articles(folder / "news", count)),), None)
    return build(plan, folder / out, cache=Cache(folder / "cache"))


def test_only_what_is_new_is_annotated(tmp_path: Path, counting: Counting) -> None:
    first = made(tmp_path, 4, "one")
    assert (first.cached, len(counting.texts)) == (0, 4)
    second = made(tmp_path, 6, "two")
    assert (second.cached, len(counting.texts)) == (4, 6)
    made(tmp_path, 4, "three")
    assert len(counting.texts) == 6
    assert everything(tmp_path / "one") == everything(tmp_path / "three")
    changed = (tmp_path / "news/tiny.jsonl").read_text().replace("The gate", "A gate", 1)
    (tmp_path / "news/tiny.jsonl").write_text(changed)
    plan = Plan(Config(), "tiny", (str(tmp_path / "news/tiny.jsonl"),), None)
    assert build(plan, tmp_path / "four", cache=Cache(tmp_path / "cache")).cached == 3


def test_another_model_and_other_code_find_nothing(
    tmp_path: Path, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, 3, "one")
    monkeypatch.setattr(cache, "identify", lambda model: replace(MODEL, sha256="1" * 64))
    assert made(tmp_path, 3, "two").cached == 0
    monkeypatch.setattr(cache, "code", lambda: "new")
    assert made(tmp_path, 3, "three").cached == 0
    usage = Cache(tmp_path / "cache").usage()
    assert [(each.entries, each.current) for each in usage] == [(3, True), (6, False)]
    assert len(counting.texts) == 9


def test_annotators_of_a_users_own_are_not_kept(tmp_path: Path, counting: Counting) -> None:
    slots = {"quotes": "strange_annotators:no_quotes"}
    for out in ("one", "two"):
        assert made(tmp_path, 3, out, annotators=slots).cached == 0
    assert len(counting.texts) == 6
    assert Cache(tmp_path / "cache").usage() == []


def test_articles_that_are_alike_are_annotated_once(tmp_path: Path, counting: Counting) -> None:
    line = {"text": "The gate opened.\n“We counted it twice,” said Ada Brenn.\n"}
    (tmp_path / "two.jsonl").write_text("".join(json.dumps({**line, "id": id_}) + "\n" for id_ in "ab"))
    built = build(Plan(Config(), "two", (str(tmp_path / "two.jsonl"),), None), tmp_path / "out", cache=Cache(tmp_path))
    assert built.facts.tables["quotes"].total == 2
    assert len(counting.texts) == 1


def test_a_damaged_cache_is_one_sentence_and_can_be_emptied(tmp_path: Path) -> None:
    kept = Cache(tmp_path)
    kept.file.write_bytes(b"no database at all" * 100)
    environment = {"TOOLKIT_CACHE": str(tmp_path)}
    said = refused(run("build", SEEDS, "--out", tmp_path / "dist", **environment))
    assert "the cache cannot be used (file is not a database)" in said
    assert "--no-cache" in said
    assert not (tmp_path / "dist").exists()
    assert json.loads(run("cache", "--clear", "--json", **environment).stdout)["freed"] == 1800
    assert run("cache", **environment).stdout == f"{kept.file}: holds nothing\n"


def test_an_entry_that_is_cut_short_is_no_annotation(tmp_path: Path) -> None:
    kept, key = Cache(tmp_path), b"k" * 32
    kept.put({key: Annotations((), (), ())}, "quick 1")
    with sqlite3.connect(kept.file) as connection:
        connection.execute("update annotations set found = substr(found, 1, 4)")
    connection.close()
    with pytest.raises(UsageError, match="toolkit cache --clear"):
        kept.get([key])


def test_annotators_read_nothing_that_the_key_does_not_cover() -> None:
    package = Path(annotators.__file__).parent
    for path in package.rglob("*.py"):
        assert path.parent == package
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("toolkit."):
                others = ("toolkit.annotation", "toolkit.contracts", "toolkit.errors", "toolkit.functions")
                assert node.module in others or (node.module or "").startswith("toolkit.annotators"), path.name


SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda pair: Span(*pair))
QUOTES = st.builds(
    Quote, SPANS, st.sampled_from(["direct", "mixed", "indirect"]), st.integers(0, 9), st.text(max_size=5),
    st.floats(0, 1), st.none() | st.integers(0, 9), st.tuples(SPANS), st.just(()), st.none() | SPANS,
    st.none() | st.text(max_size=5), st.none() | SPANS, st.tuples(st.text(max_size=5)), st.none() | st.integers(0, 9),
    st.sampled_from(["named", "absent"]),
)  # fmt: skip
FOUND = st.builds(
    Annotations,
    st.tuples(st.builds(Sentence, SPANS, st.integers(0, 9), st.sampled_from(["title", "body"]), st.integers(0, 9))),
    st.tuples(st.builds(Entity, SPANS, st.text(max_size=5), st.text(max_size=5))),
    st.tuples(QUOTES),
)


@given(FOUND)
def test_what_is_kept_is_what_was_found(found: Annotations) -> None:
    assert cache._forms()[1].validate_json(cache._forms()[1].dump_json(found)) == found


@given(st.text(max_size=20), st.text(max_size=20))
def test_keys_are_those_of_the_layout(one: str, other: str) -> None:
    assert (key_of(Layout(one), MODEL) == key_of(Layout(other), MODEL)) == (one == other)
    assert key_of(Layout(one), MODEL) != key_of(Layout(one, headings=(Span(0, 1),)), MODEL)


@pytest.mark.slow
def test_a_build_with_the_cache_has_the_bytes_of_one_without(release: Path, tmp_path: Path) -> None:
    kept, plan = Cache(tmp_path / "cache"), seeds_plan()
    part = replace(plan, sources=(str(SEEDS / "halden-wire"), str(SEEDS / "corvane-press")))
    build(part, tmp_path / "part", cache=kept)
    again = build(plan, tmp_path / "again", cache=kept)
    assert again.cached == 3
    assert everything(again.release) == everything(release)
    done = run("build", SEEDS, "--name", "seeds", "--out", tmp_path / "cli", "--workers", 2, "--json",
               TOOLKIT_CACHE=str(kept.folder))  # fmt: skip
    assert json.loads(done.stdout)["cached"] == 8
