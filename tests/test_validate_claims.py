"""Damage to what a release says of itself: every number of it is proved, and so is every list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from damage import first_of_each_rule, list_files

from toolkit.errors import UsageError
from toolkit.release import MANIFEST
from toolkit.validate import validate


def _text(name: str, old: str, new: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def _manifest(**values: object) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        path = folder / MANIFEST
        path.write_text(json.dumps({**json.loads(path.read_bytes()), **values}), encoding="utf-8")

    return damage


def _manifest_rows(folder: Path) -> None:
    tables = json.loads((folder / MANIFEST).read_bytes())["tables"]
    tables["quotes"]["rows"] += 1
    _manifest(tables=tables)(folder)


def _manifest_contract(folder: Path) -> None:
    tables = json.loads((folder / MANIFEST).read_bytes())["tables"]
    tables["quotes"]["contract"] = "9.0.0"
    _manifest(tables=tables)(folder)


def _manifest_hash(folder: Path) -> None:
    files = json.loads((folder / MANIFEST).read_bytes())["files"]
    files[0]["sha256"] = "0" * 64
    _manifest(files=files)(folder)


def _manifest_input(**values: object) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        inputs = json.loads((folder / MANIFEST).read_bytes())["inputs"]
        accepted = next(each for each in inputs if "/broken/" not in each["path"])
        accepted.update(values)
        _manifest(inputs=inputs)(folder)

    return damage


def _manifest_rights(**values: object) -> Callable[[Path], None]:
    """A change of the first entry of `rights`."""

    def damage(folder: Path) -> None:
        rights = json.loads((folder / "manifest.json").read_bytes())["rights"]
        _manifest(rights=[{**rights[0], **values}, *rights[1:]])(folder)

    return damage


def _manifest_file_rows(folder: Path) -> None:
    files = json.loads((folder / MANIFEST).read_bytes())["files"]
    next(each for each in files if "rows" in each)["rows"] += 1
    _manifest(files=files)(folder)


def _append(name: str, line: bytes) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with (folder / name).open("ab") as file:
            file.write(line)

    return damage


CLAIM_DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "number in the card": (_text("README.md", "8 articles", "9 articles"), "card"),
    "table in the card": (_text("README.md", "| `quotes` |", "| `quote` |"), "card"),
    "split note of the card": (_text("README.md", "fewer than 50", "fewer than 60"), "card"),
    "num_examples": (_text("README.md", "num_examples: 8", "num_examples: 80"), "card"),
    "feature in the card": (_text("README.md", "dtype: float64", "dtype: float32"), "card"),
    "license in the card": (_text("README.md", "license: cc0-1.0", "license: mit"), "card"),
    "size in the card": (_text("README.md", "n<1K", "1M<n<10M"), "card"),
    "configuration gone": (_text("README.md", "config_name: quotes", "config_name: remarks"), "card"),
    "count in the changelog": (_text("CHANGELOG.md", "| `quotes` 1.0.0 | ", "| `quotes` 1.0.0 | 1"), "changelog"),
    "entry of the changelog": (_text("CHANGELOG.md", "## 0.1.0", "## 0.1.1"), "changelog"),
    "first release": (_text("CHANGELOG.md", "The first release.", "Much has changed."), "changelog"),
    "predecessor of no form": (_manifest(predecessor={"version": 1}), "manifest"),
    "splits kept that are none": (_manifest(kept_splits={"0" * 16: "dev"}), "manifest"),
    "region gone": (_text("README.md", "<!-- toolkit:tables -->", ""), "card"),
    "region of another name": (
        _text("README.md", "<!-- toolkit:tables -->\n", "<!-- toolkit:t -->\n<!-- /toolkit:t -->\n"),
        "card",
    ),
    "front matter gone": (_text("README.md", "---\n", ""), "front-matter"),
    "front matter no YAML": (_text("README.md", "---\n", "---\n}{\n"), "front-matter"),
    "front matter a list": (
        lambda folder: (folder / "README.md").write_text("---\n- a\n---\n") and None,
        "front-matter",
    ),
    "card no text": (lambda folder: (folder / "README.md").write_bytes(b"\xff\xfe\x00") and None, "card"),
    "card gone": (lambda folder: (folder / "README.md").unlink(), "card"),
    "prose of the card": (_text("README.md", "## ", "## A better "), "card"),
    "prose of the datasheet": (_text("DATASHEET.md", "## ", "## A better "), "datasheet"),
    "prose added to the card": (_append("README.md", b"\nFree of errors.\n"), "card"),
    "number in the datasheet": (_text("DATASHEET.md", "8 articles", "7 articles"), "datasheet"),
    "sources in the datasheet": (_text("DATASHEET.md", "read from 8 files", "read from 7 files"), "datasheet"),
    "year in the datasheet": (_text("DATASHEET.md", "| 2031 | 8 |", "| 2031 | 9 |"), "datasheet"),
    "undated in the datasheet": (
        _text("DATASHEET.md", "; 0 articles are undated", "; 1 articles are undated"),
        "datasheet",
    ),
    "missing in the datasheet": (_text("DATASHEET.md", "| `url` | 8 |", "| `url` | 0 |"), "datasheet"),
    "persons in the datasheet": (_text("DATASHEET.md", "Persons: ", "Persons: 1"), "datasheet"),
    "addresses in the datasheet": (
        _text("DATASHEET.md", "| `quotes` | `text` | 0 |", "| `quotes` | `text` | 1 |"),
        "datasheet",
    ),
    "tool in the datasheet": (_text("DATASHEET.md", "| program | toolkit |", "| program | toolbox |"), "datasheet"),
    "model in the manifest": (_manifest(annotators={"model": {"name": "another"}}), "datasheet"),
    "terms in the datasheet": (_text("DATASHEET.md", "is under cc0-1.0", "is under mit"), "datasheet"),
    "makers in the datasheet": (
        _text("DATASHEET.md", "<!-- toolkit:makers -->\n", "<!-- toolkit:makers -->\nAda.\n"),
        "datasheet",
    ),
    "contact in the datasheet": (
        _text("DATASHEET.md", "<!-- toolkit:contact -->\n", "<!-- toolkit:contact -->\nAda.\n"),
        "datasheet",
    ),
    "datasheet gone": (lambda folder: (folder / "DATASHEET.md").unlink(), "datasheet"),
    "rows in the manifest": (_manifest_rows, "manifest"),
    "contract in the manifest": (_manifest_contract, "manifest"),
    "input of another path in the manifest": (_manifest_input(path="seeds/nowhere.txt"), "manifest"),
    "input of another hash in the manifest": (_manifest_input(sha256="0" * 64), "manifest"),
    "inputs of another form": (_manifest(inputs={"a": 1}), "manifest"),
    "stages in the manifest": (_manifest(stages={}), "manifest"),
    "rows of a file in the manifest": (_manifest_file_rows, "manifest"),
    "build in the manifest": (_manifest(build="0" * 64), "manifest"),
    "rejections in the manifest": (_manifest(rejections={}), "manifest"),
    "rights in the manifest": (
        _manifest_rights(license="MIT"),
        "manifest",
    ),
    "holder in the manifest's rights": (_manifest_rights(rights_holder=1), "manifest"),
    "number in the manifest's rights": (_manifest_rights(documents=9), "manifest"),
    "sources in the manifest's rights": (_manifest_rights(sources=["seeds/nowhere.txt"]), "manifest"),
    "rights of an input in the manifest": (_manifest_input(rights=[]), "manifest"),
    "no rights": (_manifest(rights=[]), "manifest"),
    "rights of another form": (_manifest(rights={"a": [1]}), "manifest"),
    "tables of another form": (_manifest(tables=[1, None]), "manifest"),
    "configuration of another form": (_manifest(configuration=[]), "manifest"),
    "configuration with an unknown key": (_manifest(configuration={"colour": "red"}), "manifest"),
    "version in the manifest": (_manifest(version="9.9.9"), "card"),
    "version of another form": (_manifest(version=["x"]), "card"),
    "hash in the manifest": (_manifest_hash, "file"),
    "files of another form": (_manifest(files=["a", 7, {"path": ["x"]}, {}]), "file"),
    "no list of files": (_manifest(files=None), "file"),
    "files that lead elsewhere": (
        _manifest(files=[{"path": "../../etc/passwd", "bytes": 1, "sha256": "0"}, {"path": "/dev/zero"}]),
        "file",
    ),
    "file added": (lambda folder: (folder / "extra.txt").write_text("x") and None, "file"),
    "file gone": (lambda folder: (folder / "rejections.jsonl").unlink(), "file"),
    "rejections gone": (lambda folder: (folder / "rejections.jsonl").unlink(), "rejection"),
    "contract edited": (_text("schemas/quotes.toml", "minimum = 0", "minimum = -1"), "contract"),
    "contract of another version": (_text("schemas/quotes.toml", 'version = "1.0.0"', 'version = "0.9.0"'), "contract"),
    "contract no TOML": (lambda folder: (folder / "schemas/quotes.toml").write_bytes(b"\xff=") and None, "contract"),
    "contract gone": (lambda folder: (folder / "schemas/quotes.toml").unlink(), "contract"),
    "chart edited": (_text("assets/labels.svg", "<title>Entities", "<title>People"), "picture"),
    "article's picture edited": (_text("assets/article.svg", "</svg>", "<text>more</text></svg>"), "picture"),
    "picture gone": (lambda folder: (folder / "assets/speakers.svg").unlink(), "picture"),
    "column in the card": (_text("README.md", "| `cue_lemma` |", "| `cue_lema` |"), "card"),
    "JSON Schema edited": (_text("schemas/quotes.schema.json", '"minimum": 0', '"minimum": -1'), "contract"),
    "JSON Schema gone": (lambda folder: (folder / "schemas/entities.schema.json").unlink(), "contract"),
    "hash in the Croissant": (_text("croissant.json", '"sha256": "', '"sha256": "0'), "metadata"),
    "size in the Croissant": (_text("croissant.json", ' B"', '0 B"'), "metadata"),
    "reference in the Croissant": (_text("croissant.json", '"documents-files"', '"quotes-files"'), "metadata"),
    "tool in the Croissant": (_text("croissant.json", '"toolkit ', '"another '), "metadata"),
    "answer in the Croissant": (
        _text("croissant.json", '"rai:dataUseCases": "', '"rai:dataUseCases": "Any. '),
        "metadata",
    ),
    "Croissant gone": (lambda folder: (folder / "croissant.json").unlink(), "metadata"),
    "Croissant no text": (lambda folder: (folder / "croissant.json").write_bytes(b"\xff") and None, "metadata"),
    "count in the data package": (_text("datapackage.json", '"train": 8', '"train": 9'), "metadata"),
    "constraint in the data package": (_text("datapackage.json", '"required": true', '"required": false'), "metadata"),
    "foreign key in the data package": (_text("datapackage.json", '"sentences-train"', '"quotes-train"'), "metadata"),
    "data package gone": (lambda folder: (folder / "datapackage.json").unlink(), "metadata"),
    "license in the citation": (_text("CITATION.cff", "CC0-1.0", "MIT"), "metadata"),
    "line added to the citation": (_append("CITATION.cff", b"doi: 10.1000/1\n"), "metadata"),
    "audit that is none": (lambda folder: (folder / "audit.toml").write_text("nonsense") and None, "audit"),
    "verifier edited": (_text("verify.py", "SHOWN = 20", "SHOWN = 0"), "verifier"),
    "verifier gone": (lambda folder: (folder / "verify.py").unlink(), "verifier"),
    "rejection no JSON": (_append("rejections.jsonl", b"not json\n"), "rejection"),
    "rejection no text": (_append("rejections.jsonl", b"\xff\xfe\n"), "rejection"),
    "rejection no object": (_append("rejections.jsonl", b"[1]\n"), "rejection"),
    "rejection nested deep": (_append("rejections.jsonl", b"[" * 100_000 + b"\n"), "rejection"),
    "rejection without path": (_append("rejections.jsonl", b'{"reason": "empty"}\n'), "rejection"),
    "rejection of an unknown reason": (
        _append("rejections.jsonl", b'{"reason": ["x"], "path": "a", "line": 1, "source_id": null, "detail": ""}\n'),
        "rejection",
    ),
    "rejection with an absolute path": (
        _append("rejections.jsonl", b'{"reason": "empty", "path": "/a", "line": 1, "source_id": null, "detail": ""}\n'),
        "rejection",
    ),
}


@pytest.mark.parametrize("name", first_of_each_rule(CLAIM_DAMAGE))
def test_what_a_release_says_of_itself_is_proved(name: str, copy: Path) -> None:
    damage, rule = CLAIM_DAMAGE[name]
    damage(copy)
    if rule not in ("file", "manifest"):  # these are about the list; the others have it made to fit
        list_files(copy)
    assert rule in validate(copy).counts


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"format": 2}', b"\xff", b"[" * 100_000, b'{"format": 1'])
def test_a_manifest_that_cannot_be_read_is_one_sentence(text: bytes, copy: Path) -> None:
    (copy / MANIFEST).write_bytes(text)
    with pytest.raises(UsageError, match=r"manifest\.json: "):
        validate(copy)


def test_a_folder_that_is_no_release_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds no manifest\.json"):
        validate(tmp_path)
    with pytest.raises(UsageError, match="there is no such folder"):
        validate(tmp_path / "nothing")
