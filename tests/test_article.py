"""Whatever a source holds, each record becomes one article or one rejection with a reason and an address."""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import random
import socket
import tomllib
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.article import Address, Article, Reader, Reason, Rejection, document_id
from toolkit.config import Config
from toolkit.errors import UsageError

STORY = "The ferry left the quay at noon, and nobody counted the people aboard."


def config(toml: str = "") -> Config:
    return Config.model_validate(tomllib.loads(toml))


def read(*sources, stdin=b"", toml="", skip=None) -> list[Article | Rejection]:
    return list(Reader(config(toml), skip).read([str(source) for source in sources], BytesIO(stdin)))


def one(*sources, **options) -> Article | Rejection:
    (record,) = read(*sources, **options)
    return record


def found(records) -> list[tuple[str, str]]:
    return [
        (record.source, "article") if isinstance(record, Article) else (record.path, str(record.reason))
        for record in records
    ]


@pytest.fixture
def folder(tmp_path):
    """A source folder; what lies beside it is outside."""
    path = tmp_path / "news"
    path.mkdir()
    return path


def write(folder: Path, name: str, content: str | bytes = STORY) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# ---- encodings


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ("Zoë’s quay".encode(), "utf-8"),
        (b"plain", "utf-8"),
        (codecs.BOM_UTF8 + "Zoë’s quay".encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + "Zoë’s quay".encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + "Zoë’s quay".encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + "Zoë’s quay".encode("utf-32-le"), "utf-32-le"),
        (codecs.BOM_UTF32_BE + "Zoë’s quay".encode("utf-32-be"), "utf-32-be"),
        ("Zoë’s quay".encode("windows-1252"), "windows-1252"),
        (b"old files end with\x1a", "utf-8"),
        (b"one page\x0canother page", "utf-8"),
    ],
)
def test_encodings(folder, raw, encoding):
    article = one(write(folder, "a.txt", raw))
    assert isinstance(article, Article)
    assert article.encoding == encoding
    assert article.text in ("Zoë’s quay", raw.decode("ascii", "replace"))
    assert article.sha256 == hashlib.sha256(raw).hexdigest()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \r\n\t\n", Reason.EMPTY),
        *((f"caf{chr(byte)} au quai".encode("latin-1"), Reason.UNDECODABLE) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)),
        (codecs.BOM_UTF8 + b"caf\xe9", Reason.UNDECODABLE),
        (codecs.BOM_UTF16_LE + b"odd", Reason.UNDECODABLE),
        (codecs.BOM_UTF16_LE + "\ud83d".encode("utf-16-le", "surrogatepass"), Reason.UNDECODABLE),
        (codecs.BOM_UTF32_LE + b"\xff\xff\xff\xff", Reason.UNDECODABLE),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Reason.BINARY),
        (b"%PDF-1.7\n", Reason.BINARY),
        ("no mark".encode("utf-16-le"), Reason.BINARY),
        (codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"), Reason.BINARY),
        (bytes(range(1, 32)) * 10, Reason.BINARY),
        (random.Random(7).randbytes(2000).replace(b"\0", b""), Reason.BINARY),
    ],
)
def test_what_is_no_text(folder, raw, reason):
    rejection = one(write(folder, "a.txt", raw))
    assert isinstance(rejection, Rejection)
    assert (rejection.reason, rejection.path, rejection.line) == (reason, "a.txt", None)
    assert rejection.detail


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_an_article_or_a_rejection(raw):
    lines = read("-", stdin=raw)
    assert len(lines) == max(1, sum(bool(line.strip()) for line in raw.split(b"\n")))


# ---- sizes


def test_a_file_over_the_limit_is_not_read_whole(folder):
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(1 << 40)  # a hole: a terabyte that takes no room
    assert one(folder).reason == Reason.TOO_LARGE


def test_the_limit_is_exact(folder):
    write(folder, "a.txt", "x" * 100)
    write(folder, "b.txt", "x" * 101)
    assert found(read(folder, toml="limits.max_bytes = 100")) == [
        ("news/a.txt", "article"),
        ("news/b.txt", "too_large"),
    ]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_line_over_the_limit_is_skipped_and_counted_as_one(end):
    record = json.dumps({"id": "a", "text": STORY}).encode()
    long = json.dumps({"id": "b", "text": "x" * 300_000}).encode()
    lines = read("-", stdin=end.join([record, long, b"", b"{"]), toml=f"limits.max_bytes = {len(record)}")
    assert [(type(line), line.line) for line in lines] == [(Article, 1), (Rejection, 2), (Rejection, 4)]
    assert lines[1].reason == Reason.TOO_LARGE


@pytest.mark.parametrize("returns", range(5))
@pytest.mark.parametrize("size", range(8, 13))
def test_carriage_returns_at_the_limit_split_no_line(size, returns):
    lines = read("-", stdin=b"7" * size + b"\r" * returns + b"tail\n{", toml="limits.max_bytes = 10")
    assert [line.line for line in lines] == [1, 2]


class Counting(BytesIO):
    most = 0

    def readline(self, size=-1):
        line = super().readline(size)
        self.most = max(self.most, len(line))
        return line


def test_a_long_line_is_read_in_pieces():
    stdin = Counting(b"x" * 5_000_000)
    list(Reader(config("limits.max_bytes = 1000")).read(["-"], stdin))
    assert stdin.most <= 100_000


# ---- JSONL


def line(**fields) -> bytes:
    return json.dumps({"id": "a", "text": STORY, **fields}).encode()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"{", Reason.INVALID_JSON),
        (b"{'id': 'a'}", Reason.INVALID_JSON),
        (b"not json", Reason.INVALID_JSON),
        (b'{"id": "a"} {"id": "b"}', Reason.INVALID_JSON),
        (b"[" * 100_000, Reason.INVALID_JSON),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, Reason.INVALID_JSON),
        (b'{"id": "a", "text": "t", "n": ' + b"9" * 5_000 + b"}", Reason.INVALID_JSON),
        (b"[1]", Reason.INVALID_RECORD),
        (b"null", Reason.INVALID_RECORD),
        (b'"text"', Reason.INVALID_RECORD),
        (b"NaN", Reason.INVALID_RECORD),
        (line(id=None), Reason.MISSING_ID),
        (line(id=""), Reason.MISSING_ID),
        (line(id=" \n"), Reason.MISSING_ID),
        (b'{"text": "t"}', Reason.MISSING_ID),
        (line(id=1.5), Reason.INVALID_RECORD),
        (line(id=True), Reason.INVALID_RECORD),
        (line(id=["a"]), Reason.INVALID_RECORD),
        (line(id=float("nan")), Reason.INVALID_RECORD),
        (b'{"id": "a"}', Reason.MISSING_TEXT),
        (line(text=None), Reason.MISSING_TEXT),
        (line(text=7), Reason.INVALID_RECORD),
        (line(text=[STORY]), Reason.INVALID_RECORD),
        (line(text=""), Reason.EMPTY),
        (line(text=" \n\u2003"), Reason.EMPTY),
        (line(title=7), Reason.INVALID_RECORD),
        (line(title={"en": "t"}), Reason.INVALID_RECORD),
        (line(authors=[None]), Reason.INVALID_RECORD),
        (line(authors={"name": "Ilka Brand"}), Reason.INVALID_RECORD),
        (line(published_at="yesterday"), Reason.INVALID_RECORD),
        (line(published_at=1_900_000_000), Reason.INVALID_RECORD),
        (line(published_at="2031-13-01"), Reason.INVALID_RECORD),
        (line(published_at="0001-01-01T00:00:00+23:00"), Reason.INVALID_RECORD),
        (line(id="\ud800"), Reason.UNDECODABLE),
        (line(text="half \udc00"), Reason.UNDECODABLE),
        (line(title="half \udc00"), Reason.UNDECODABLE),
        (line(authors=["half \udc00"]), Reason.UNDECODABLE),
        (b'{"id": "a", "text": "caf\x81"}', Reason.UNDECODABLE),
        (b'{"id": "a", "text": "\0"}', Reason.BINARY),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_record_that_is_none(raw, reason):
    rejection = one("-", stdin=raw + b"\n")
    assert isinstance(rejection, Rejection)
    assert (rejection.reason, rejection.path, rejection.line) == (reason, "stdin", 1)
    assert len(rejection.detail) < 300
    rejection.detail.encode()


@pytest.mark.parametrize("depth", [100, 300, 900, 950, 990, 1000, 5000])
def test_depth_in_a_field_that_is_not_read(depth):
    record = one("-", stdin=b'{"id": "a", "text": "t", "more": ' + b"[" * depth + b"]" * depth + b"}")
    assert isinstance(record, Article) or record.reason == Reason.INVALID_JSON


@pytest.mark.parametrize("depth", [100, 300, 900, 950, 990])
def test_depth_in_a_field_that_is_read(depth):
    record = one("-", stdin=b'{"id": "a", "text": "t", "title": ' + b"[" * depth + b"]" * depth + b"}")
    assert record.reason in (Reason.INVALID_RECORD, Reason.INVALID_JSON)


def test_every_field():
    article = one(
        "-",
        stdin=line(
            title=" Gates\nopened ",
            url="https://halden.example/gates",
            publisher="Halden Wire",
            authors=["Ilka Brand", " ", "Tom\xa0Arden"],
            published_at="2031-04-18T22:15:00+02:00",
            license="CC0-1.0",
            language="en",
            unknown={"deep": [1, float("nan")]},
        ),
    )
    assert (article.source, article.source_id, article.line) == ("stdin", "a", 1)
    assert (article.title, article.authors) == ("Gates opened", ("Ilka Brand", "Tom Arden"))
    assert article.rights.published_at.isoformat() == "2031-04-18T20:15:00+00:00"
    assert (article.rights.url, article.rights.publisher) == ("https://halden.example/gates", "Halden Wire")
    assert (article.rights.license, article.rights.language) == ("CC0-1.0", "en")


def test_empty_fields_are_not_known():
    article = one("-", stdin=line(title=" ", url="", publisher=" ", authors=[], published_at="", license=None))
    assert (article.title, article.authors) == (None, None)
    assert article.rights.model_dump(exclude_none=True) == {}


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("2031-04-18", "2031-04-18T00:00:00+00:00"),
        ("2031-04-18T10:00:00", "2031-04-18T10:00:00+00:00"),
        ("2031-04-18T10:00:00Z", "2031-04-18T10:00:00+00:00"),
        (" 2031-04-18 10:00:00-05:00 ", "2031-04-18T15:00:00+00:00"),
    ],
)
def test_times(stated, meant):
    assert one("-", stdin=line(published_at=stated)).rights.published_at.isoformat() == meant


def test_one_author_and_a_number_as_id():
    article = one("-", stdin=line(id=17, authors="Ilka Brand"))
    assert (article.source_id, article.doc_id, article.authors) == ("17", document_id("17"), ("Ilka Brand",))


def test_renamed_columns():
    raw = json.dumps({"guid": "g", "id": "not this", "body": STORY, "headline": "Gates", "text": "not this"}).encode()
    toml = 'sources.columns = {id = "guid", text = "body", title = "headline"}'
    article = one("-", stdin=raw, toml=toml)
    assert (article.source_id, article.text, article.title) == ("g", STORY, "Gates")
    rejection = one("-", stdin=b'{"id": "a", "text": "t"}', toml=toml)
    assert (rejection.reason, "guid" in rejection.detail) == (Reason.MISSING_ID, True)
    rejection = one("-", stdin=b'{"guid": "a", "body": 7}', toml=toml)
    assert rejection.detail.startswith("body: ")


def test_lines_are_counted_with_blank_ones():
    records = read("-", stdin=b"\n" + line() + b"\r\n \n{\n" + codecs.BOM_UTF8 + line(id="b"))
    assert [record.line for record in records] == [2, 4, 5]
    assert [type(record) for record in records] == [Article, Rejection, Article]


@pytest.mark.parametrize("raw", [b"", b"\n", b" \r\n\t\n"])
def test_a_file_without_records_is_a_rejection(folder, raw):
    write(folder, "a.jsonl", raw)
    assert found(read(folder)) == [("news/a.jsonl", "empty")]


def test_a_rejection_holds_no_text():
    secret = "Nobody counted"
    for raw in (
        f"{{{secret}".encode(),
        line(published_at=secret),
        line(title=[secret]),
        line(authors=[[secret]]),
        line(text={"a": secret}),
        line(text=f"{secret} \ud800"),
        f"{secret} \x81".encode("latin-1"),
        json.dumps(secret).encode(),
    ):
        assert secret not in str(one("-", stdin=raw))


# ---- ids


def test_a_duplicate_id_is_rejected_wherever_it_lies(folder):
    write(folder, "a.jsonl", line() + b"\n" + line(text="another text") + b"\n")
    write(folder, "b.jsonl", line())
    records = read(folder, "-", stdin=line())
    assert found(records) == [
        ("news/a.jsonl", "article"),
        ("news/a.jsonl", "duplicate_id"),
        ("news/b.jsonl", "duplicate_id"),
        ("stdin", "duplicate_id"),
    ]
    assert [(record.line, record.source_id) for record in records[1:]] == [(2, "a"), (1, "a"), (1, "a")]


def test_a_rejected_record_keeps_no_id_from_others():
    assert found(read("-", stdin=b'{"id": "a", "text": ""}\n' + line())) == [("stdin", "empty"), ("stdin", "article")]


def test_two_sources_of_one_base_name(tmp_path):
    for name in ("x/news", "y/news"):
        write(tmp_path, f"{name}/a.txt")
    write(tmp_path, "y/news/b.txt")
    assert found(read(tmp_path / "x/news", tmp_path / "y/news")) == [
        ("news/a.txt", "article"),
        ("news/a.txt", "duplicate_id"),
        ("news/b.txt", "article"),
    ]


def test_an_id_is_of_the_path_and_of_nothing_else(tmp_path):
    write(tmp_path, "x/news/sub/a.txt", STORY)
    write(tmp_path, "y/z/news/sub/a.txt", "Another text altogether.")
    write(tmp_path, "y/z/news/sub/b.txt")
    here = one(tmp_path / "x/news")
    there, _ = read(tmp_path / "y/z/news")
    assert here.doc_id == there.doc_id == document_id("news/sub/a.txt")
    assert here.doc_id == hashlib.sha256(b"news/sub/a.txt").hexdigest()[:16]
    assert (here.source, here.source_id) == ("news/sub/a.txt", "a")
    assert one(tmp_path / "x/news/sub").doc_id != here.doc_id


def test_base_names_of_sources(tmp_path, monkeypatch):
    write(tmp_path, "news/a.txt")
    (tmp_path / "latest").symlink_to("news")
    monkeypatch.chdir(tmp_path / "news")
    ways = {".": "news/a.txt", "../news/": "news/a.txt", "a.txt": "a.txt", "./a.txt": "a.txt"}
    ways |= {str(tmp_path / "news/../news"): "news/a.txt", str(tmp_path / "latest"): "latest/a.txt"}
    assert {way: one(way).source for way in ways} == ways


# ---- folders


def test_the_order_is_that_of_names_and_stable(folder):
    names = ["b.txt", "a/z.txt", "a/b.jsonl", "c/a.txt", "A.txt", "a.txt", "é.txt"]
    for name in random.Random(3).sample(names, len(names)):
        write(folder, name, line(id=name) if name.endswith("jsonl") else STORY)
    order = [record.source for record in read(folder)]
    assert order == [f"news/{name}" for name in ["A.txt", "a/b.jsonl", "a/z.txt", "a.txt", "b.txt", "c/a.txt", "é.txt"]]


def test_hidden_files_and_other_kinds(folder):
    for name in (".hidden.txt", ".git/a.txt", "README.md", "photo.jpg", "noending", "dataset.toml", "A.TXT", "b.Jsonl"):
        write(folder, name, line() if name == "b.Jsonl" else "" if name.endswith("toml") else STORY)
    reader = Reader(config())
    assert found(reader.read([str(folder)], BytesIO())) == [("news/A.TXT", "article"), ("news/b.Jsonl", "article")]
    assert reader.ignored == 3


def test_what_sources_toml_excludes(folder):
    write(folder, "sources.toml", 'exclude = ["drafts/", "**/*.orig.txt", "sub/no.txt", "quiet"]')
    for name in (
        "drafts/a.txt",
        "a.orig.txt",
        "sub/b.orig.txt",
        "sub/no.txt",
        "no.txt",
        "sub/yes.txt",
        "quiet/x/a.txt",
    ):
        write(folder, name)
    assert [record.source for record in read(folder)] == ["news/no.txt", "news/sub/yes.txt"]


def test_rights_of_files_and_records(folder):
    write(folder, "sources.toml", '[[source]]\nmatch = "*.jsonl"\npublisher = "Halden Wire"\nlicense = "CC0-1.0"')
    write(folder, "a.jsonl", line(publisher="Corvane Press"))
    rights = one(folder).rights
    assert (rights.publisher, rights.license) == ("Corvane Press", "CC0-1.0")
    assert one(folder / "a.jsonl").rights == rights


def test_the_folder_of_releases_is_not_read(folder):
    write(folder, "a.txt")
    write(folder, "dist/x/1.0.0/rejections.jsonl", "{}")
    (folder / "out").symlink_to("dist")
    assert found(read(folder, skip=folder / "dist")) == [("news/a.txt", "article")]


def test_a_pipe_does_not_block(folder):
    os.mkfifo(folder / "a.txt")
    os.mkfifo(folder / "b.jsonl")
    os.mkfifo(folder / "c")
    (folder / "d.txt").symlink_to("a.txt")
    assert found(read(folder)) == [(f"news/{name}", "not_a_file") for name in ("a.txt", "b.jsonl", "d.txt")]


def test_a_socket_is_no_file(folder, monkeypatch):
    monkeypatch.chdir(folder)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a.txt")
        assert found(read(folder)) == [("news/a.txt", "not_a_file")]


def test_a_folder_called_like_a_file(folder):
    write(folder, "a.txt/b.txt")
    write(folder, "c.jsonl/d.txt")
    assert found(read(folder)) == [("news/a.txt/b.txt", "article"), ("news/c.jsonl/d.txt", "article")]


def test_what_the_system_refuses(folder, monkeypatch):
    for name in ("a.txt", "b.jsonl", "c.txt", "sub/d.txt"):
        write(folder, name, line() if name.endswith("jsonl") else STORY)
    opened, scanned = Path.open, os.scandir

    def refuse_open(self, *args, **options):
        if self.name in ("a.txt", "b.jsonl"):
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **options)

    def refuse_folder(path):
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied", str(path))
        return scanned(path)

    monkeypatch.setattr(Path, "open", refuse_open)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    records = read(folder)
    assert found(records) == [
        ("news/a.txt", "unreadable"),
        ("news/b.jsonl", "unreadable"),
        ("news/c.txt", "article"),
        ("news/sub", "unreadable"),
    ]
    assert records[0].detail == "Permission denied"


def test_names_that_are_not_utf_8(folder):
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(STORY)
    article = one(folder)
    assert (article.source, article.source_id) == (r"news/caf\xe9.txt", r"caf\xe9")
    assert article.doc_id == document_id(r"news/caf\xe9.txt")


def test_a_very_deep_folder(folder):
    path = folder
    for _ in range(500):  # a walk by recursion would not get there
        path = path / "d"
        path.mkdir()
    write(path, "a.txt")
    assert [type(record) for record in read(folder)] == [Article]


def test_a_path_that_is_too_long(folder, monkeypatch):
    write(folder, "z.txt")
    monkeypatch.chdir(folder)
    for _ in range(24):
        Path("d" * 200).mkdir()
        monkeypatch.chdir("d" * 200)
    Path("a.txt").write_text(STORY)
    monkeypatch.chdir(folder)
    deep, beside = read(folder)
    assert (deep.reason, deep.detail) == (Reason.UNREADABLE, "File name too long")
    assert beside.source == "news/z.txt"


# ---- links


def test_links_to_files(folder, tmp_path):
    write(folder, "a.txt")
    write(tmp_path, "outside.txt")
    links = {"in.txt": "a.txt", "out.txt": "../outside.txt", "none.txt": "nowhere", "self.txt": "self.txt"}
    links |= {"one.txt": "two.txt", "two.txt": "one.txt", "through.txt": "out.txt", "passwd": "/etc/passwd"}
    for name, target in links.items():
        (folder / name).symlink_to(target)
    assert dict(found(read(folder))) == {
        "news/a.txt": "article",
        "news/in.txt": "article",
        "news/none.txt": "unreadable",
        "news/one.txt": "link_cycle",
        "news/out.txt": "link_outside",
        "news/self.txt": "link_cycle",
        "news/through.txt": "link_outside",
        "news/two.txt": "link_cycle",
    }


def test_links_to_folders(folder, tmp_path):
    for name in ("a/one.txt", "b/two.txt", ".store/three.txt"):
        write(folder, name)
    write(tmp_path, "elsewhere/four.txt")
    write(tmp_path, "news-too/five.txt")
    links = {"a/up": "..", "a/b": "../b", "b/a": "../a", "a/self": ".", "current": ".store", "again": ".store"}
    links |= {"out": "../elsewhere", "sibling": "../news-too", "broken": "nowhere", "loop": "loop", "root": str(folder)}
    for name, target in links.items():
        (folder / name).symlink_to(target)
    assert found(read(folder)) == [
        ("news/a/b", "link_cycle"),
        ("news/a/one.txt", "article"),
        ("news/a/self", "link_cycle"),
        ("news/a/up", "link_cycle"),
        ("news/again/three.txt", "article"),
        ("news/b/a", "link_cycle"),
        ("news/b/two.txt", "article"),
        ("news/broken", "unreadable"),
        ("news/current", "link_cycle"),
        ("news/loop", "link_cycle"),
        ("news/out", "link_outside"),
        ("news/root", "link_cycle"),
        ("news/sibling", "link_outside"),
    ]


def test_a_source_that_is_a_link(folder, tmp_path):
    write(folder, "a.txt")
    (folder / "here").symlink_to(".")
    (tmp_path / "way").symlink_to("news")
    (tmp_path / "b.txt").symlink_to("news/a.txt")
    assert found(read(tmp_path / "way")) == [("way/a.txt", "article"), ("way/here", "link_cycle")]
    assert found(read(tmp_path / "b.txt")) == [("b.txt", "article")]


# ---- any folder

LINES = st.lists(
    st.sampled_from([b"", b" ", line(), line(id="b"), b"{", b"[]", b"\xff\xfe", b"\x81", b"\0"]), max_size=4
)


def fill(draw: random.Random, folder: Path, depth: int) -> None:
    for name in draw.sample(
        ["a.txt", "b.TXT", "c.jsonl", "sub", "d.txt", ".h", "x.md", "é.txt", "s2"], draw.randrange(9)
    ):
        path = folder / name
        kind = draw.random()
        if "." not in name[1:] and kind < 0.7 and depth:
            path.mkdir()
            fill(draw, path, depth - 1)
        elif kind < 0.1:
            os.mkfifo(path)
        elif kind < 0.3:
            path.symlink_to(draw.choice(["..", ".", "a.txt", "sub", "../sub", "../../out.txt", "nowhere", name, ".h"]))
        elif name.endswith(".jsonl"):
            lines = draw.choices([b"", b" ", line(), line(id="b"), b"{", b"[]", b"\xff\xfe", b"\x81", b"\0"], k=4)
            path.write_bytes(draw.choice([b"\n", b"\r\n"]).join(lines))
        else:
            path.write_bytes(draw.choice([b"", STORY.encode(), b"\x81", b"\0", b"\xff\xfea", b" \n"]))


def expected(folder: Path) -> Counter:
    """What must be accounted for, found in another way than the program's: each real file, in each real folder."""
    wanted = Counter()
    for base, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and not (Path(base) / name).is_symlink()]
        for path in (Path(base) / name for name in files if not name.startswith(".")):
            address = f"news/{path.relative_to(folder).as_posix()}"
            if path.is_symlink():
                continue
            if path.suffix.lower() == ".txt":
                wanted[address, None] += 1
            elif path.suffix == ".jsonl" and path.is_file():
                lines = [number for number, raw in enumerate(path.read_bytes().split(b"\n"), 1) if raw.strip()]
                wanted.update((address, number) for number in lines or [None])
            elif path.suffix == ".jsonl":
                wanted[address, None] += 1
    return wanted


@pytest.mark.parametrize("seed", range(150))
def test_any_folder_is_accounted_for(tmp_path, seed):
    folder = tmp_path / "x" / "news"
    folder.mkdir(parents=True)
    write(tmp_path, "x/out.txt")
    fill(random.Random(seed), folder, 3)
    records = read(folder)
    places = Counter((getattr(record, "source", None) or record.path, record.line) for record in records)
    wanted = expected(folder)
    assert not wanted - places
    assert all(count == 1 for count in places.values())
    for path, _ in places - wanted:  # what else there is came through a link, or is one
        way = folder.parent / path
        assert any(parent.is_symlink() for parent in (way, *way.parents) if parent.is_relative_to(folder))
    assert records == read(folder)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_any_lines_are_accounted_for(lines):
    records = read("-", stdin=b"\n".join(lines))
    numbers = [number for number, raw in enumerate(lines, 1) if raw.strip()]
    assert [record.line for record in records] == (numbers or [None])


# ---- sources that cannot be


@pytest.mark.parametrize(
    "name", ["missing", "missing.txt", "a.txt/b.txt", "photo.jpg", "pipe.txt", "x" * 5000, "loop", "n\0l"]
)
def test_a_source_that_cannot_be_is_an_error_before_anything_is_read(folder, name):
    write(folder, "a.txt")
    write(folder, "photo.jpg")
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to("loop")
    records = Reader(config()).read([str(folder / "a.txt"), str(folder / name)], BytesIO())
    with pytest.raises(UsageError, match=r".+: .+; name ") as error:
        next(records)
    assert "\n" not in str(error.value)


def test_an_address_makes_rejections():
    assert Address("news/a.txt", 3).reject(Reason.EMPTY, "nothing", "a") == Rejection(
        Reason.EMPTY, "news/a.txt", "nothing", 3, "a"
    )
