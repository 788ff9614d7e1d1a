"""`sources.toml`: whose the articles of a folder are, and which files are none."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest

from toolkit.build import build
from toolkit.config import Config
from toolkit.errors import UsageError
from toolkit.plan import plan
from toolkit.rights import Rights, SourcesFile, glob, load_sources_file
from toolkit.validate import validate

MATCHES = {
    "a.txt": "a.txt",
    "*.txt": "a.txt  é b.txt  .txt",
    "**/*.txt": "a.txt  x/a.txt  x/y/a.txt",
    "x/*.txt": "x/a.txt",
    "x/**": "x/a.txt  x/y/a.txt",
    "**/drafts/**": "drafts/a.txt  x/drafts/y/a.txt",
    "a?.txt": "ab.txt",
    "[ab].txt": "[ab].txt",
    "a+(1).txt": "a+(1).txt",
}
NO_MATCHES = {
    "a.txt": "x/a.txt  a.txt/b  a_txt  A.txt",
    "*.txt": "x/a.txt  a.txt.bak",
    "x/*.txt": "x/y/a.txt  a.txt  xx/a.txt",
    "**/drafts/**": "draftsmen/a.txt  drafts",
    "a?.txt": "a/.txt  a.txt  abc.txt",
    "[ab].txt": "a.txt",
}


@pytest.mark.parametrize(("pattern", "paths"), MATCHES.items())
def test_patterns(pattern, paths):
    assert [path for path in paths.split("  ") if not glob(pattern).fullmatch(path)] == []


@pytest.mark.parametrize(("pattern", "paths"), NO_MATCHES.items())
def test_patterns_that_do_not_match(pattern, paths):
    assert [path for path in paths.split("  ") if glob(pattern).fullmatch(path)] == []


def sources(toml: str, folder) -> SourcesFile:
    (folder / "sources.toml").write_text(toml)
    return load_sources_file(folder)


def test_a_folder_without_the_file(tmp_path):
    assert load_sources_file(tmp_path) == SourcesFile()
    assert SourcesFile().rights("a.txt", "") == Rights()


def test_the_first_entry_that_sets_a_key_wins(tmp_path):
    file = sources(
        """
        [[source]]
        match = "x/*.txt"
        publisher = "Corvane Press"
        redistribute = false
        [[source]]
        match = "**/*.txt"
        publisher = "Halden Wire"
        license = "CC0-1.0"
        redistribute = true
        published_at = 2031-04-18T22:15:00+02:00
        """,
        tmp_path,
    )
    inner, outer = file.rights("x/a.txt", ""), file.rights("a.txt", "")
    assert (inner.publisher, inner.license, inner.redistribute) == ("Corvane Press", "CC0-1.0", False)
    assert (outer.publisher, outer.redistribute) == ("Halden Wire", True)
    assert outer.published_at == datetime(2031, 4, 18, 20, 15, tzinfo=UTC)
    assert file.rights("a.jsonl", "") == Rights()


def test_an_entry_may_name_the_bytes(tmp_path):
    sha256 = hashlib.sha256(b"x").hexdigest()
    file = sources(f'[[source]]\nmatch = "**"\nsha256 = "{sha256}"\nlicense = "CC0-1.0"', tmp_path)
    assert file.rights("a/b.txt", sha256).license == "CC0-1.0"
    assert file.rights("a/b.txt", "0" * 64) == Rights()


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ("2031-04-18", "2031-04-18T00:00:00+00:00"),
        ("2031-04-18T10:00:00", "2031-04-18T10:00:00+00:00"),
        ("2031-04-18T10:00:00Z", "2031-04-18T10:00:00+00:00"),
        ('"2031-04-18"', "2031-04-18T00:00:00+00:00"),
        ('"2031-04-18T10:00:00-05:00"', "2031-04-18T15:00:00+00:00"),
    ],
)
def test_times_are_those_of_records(tmp_path, stated, meant):
    file = sources(f'[[source]]\nmatch = "*"\npublished_at = {stated}', tmp_path)
    assert file.rights("a.txt", "").published_at.isoformat() == meant


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("sources = []", ["unknown key 'sources'", "exclude, source"]),
        ("exclude = 'drafts'", ["exclude: found 'drafts'", "list"]),
        ("[[source]]\npublisher = 'Halden Wire'", ["no key 'source[1].match'"]),
        ("[[source]]\nmatch = '*'\n[[source]]\nmatch = '*'\nlicence = 'x'", ["source[2].licence", "license"]),
        ("[[source]]\nmatch = '*'\nredistribute = 'no'", ["source[1].redistribute: found 'no'", "boolean"]),
        ("[[source]]\nmatch = '*'\nsha256 = 'abc'", ["source[1].sha256: found 'abc'"]),
        ("[[source]]\nmatch = '*'\nlicense = ''", ["source[1].license: found ''"]),
        ("[[source]]\nmatch = '*'\npublished_at = 'May'", ["source[1].published_at", "May"]),
        ("[[source]]\nmatch = '*'\npublished_at = 7", ["source[1].published_at: found 7"]),
        ("[source]\nmatch = '*'", ["source: found", "list"]),
        ("[[source]", ["is not TOML"]),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path, toml, named):
    with pytest.raises(UsageError) as error:
        sources(toml, tmp_path)
    message = str(error.value)
    assert message.startswith(f"{tmp_path / 'sources.toml'}: ")
    assert "\n" not in message
    assert [part for part in named if part not in message] == []


# ---- what the data set says of its articles


def test_the_data_set_fills_what_nobody_states(quick, tmp_path):
    articles = tmp_path / "news"
    articles.mkdir()
    (articles / "stated.txt").write_text("The gates opened at noon on Monday, the council said.\n")
    (articles / "silent.txt").write_text("A ferry left the harbour late on Tuesday, said Ada Brenn.\n")
    record = {"id": "r", "text": "The bridge closes for a week, the works said.", "license": "MIT"}
    (articles / "records.jsonl").write_text(json.dumps(record) + "\n")
    own = 'rights_holder = "Ada"\nlicense = "CC0-1.0"\nredistribute = false\nbasis = "asked"\n'
    (articles / "sources.toml").write_text(f'[[source]]\nmatch = "stated.txt"\n{own}')
    (articles / "dataset.toml").write_text(
        '[rights]\nholder = "The Wire"\nlicense = "LicenseRef-wire"\nredistribute = true\nbasis = "contract of 2031"\n'
    )
    release = build(plan([str(articles)]), tmp_path / "dist", workers=1).release
    manifest = json.loads((release / "manifest.json").read_bytes())
    assert [tuple(entry.values()) for entry in manifest["rights"]] == [
        ("Ada", "CC0-1.0", "asked", False, 1, ["news/stated.txt"]),
        ("The Wire", "LicenseRef-wire", "contract of 2031", True, 1, ["news/silent.txt"]),
        ("The Wire", "MIT", "contract of 2031", True, 1, ["news/records.jsonl"]),
    ]
    assert {each["path"]: each["rights"] for each in manifest["inputs"]} == {
        "news/stated.txt": [0],
        "news/silent.txt": [1],
        "news/records.jsonl": [2],
    }
    assert validate(release, [str(articles)]).counts == {}, "the raw articles give the same license"


@pytest.mark.parametrize("license_id", ["CC0-1.0", "cc-by-4.0", "MIT OR Apache-2.0", "LicenseRef-publisher.own"])
def test_a_license_is_an_spdx_expression_or_a_reference(license_id, tmp_path):
    assert sources(f'[[source]]\nmatch = "*"\nlicense = "{license_id}"', tmp_path).rights("a", "").license == license_id
    assert Config.model_validate({"rights": {"license": license_id}}).rights.license == license_id


@pytest.mark.parametrize("license_id", ["free", "CC BY 4.0", "LicenseRef-a b", "the publisher's own"])
def test_other_licenses_are_one_sentence(license_id, tmp_path):
    with pytest.raises(UsageError, match=r"sources\.toml: source\[1\]\.license: .* is no license that SPDX knows"):
        sources(f'[[source]]\nmatch = "*"\nlicense = "{license_id}"', tmp_path)
