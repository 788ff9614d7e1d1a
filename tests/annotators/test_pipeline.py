"""Which pipelines are taken: installed ones that have what the rules need; any other is one sentence, and soon."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping
from configparser import ConfigParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import spacy

from toolkit.annotation import Layout
from toolkit.annotators import DEFAULT_MODEL, load_annotators
from toolkit.annotators.model import hash_files, load_model
from toolkit.annotators.pipeline import find_pipeline
from toolkit.build import build
from toolkit.config import Config
from toolkit.errors import UsageError
from toolkit.plan import Plan, plan

DEFAULT = find_pipeline(DEFAULT_MODEL)
META: dict[str, Any] = json.loads((DEFAULT.folder / "meta.json").read_text(encoding="utf-8"))
Edit = Callable[[dict[str, Any], ConfigParser], None]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    return folder


def package(site: Path, name: str, edit: Edit = lambda meta, config: None) -> str:
    """Install a package that says of itself what the default pipeline says, but for an edit."""
    meta, config = json.loads(json.dumps(META)), ConfigParser(interpolation=None)
    config.read_string((DEFAULT.folder / "config.cfg").read_text(encoding="utf-8"))
    edit(meta, config)
    (site / name).mkdir()
    (site / name / "__init__.py").touch()
    (site / name / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    with (site / name / "config.cfg").open("w", encoding="utf-8") as file:
        config.write(file)
    return name


def refusal(name: str) -> str:
    with pytest.raises(UsageError) as error:
        find_pipeline(name)
    message = str(error.value)
    assert message.startswith(f"annotators.model: {name!r} ")
    assert "\n" not in message
    assert ";" in message, "what was found; what to do"
    return message


def setting(**values: object) -> Edit:
    return lambda meta, config: meta.update(values)


def without(*components: str) -> Edit:
    kept = [each for each in META["components"] if each not in components]
    return lambda meta, config: config.set("nlp", "pipeline", json.dumps(kept))


def labels(component: str, *known: str) -> Edit:
    return lambda meta, config: meta["labels"].update({component: list(known)})


REFUSED: dict[str, tuple[Edit, str]] = {
    "no_ner": (without("ner"), "has no entity recognizer; name one that has tagger, parser"),
    "no_parser": (without("parser"), "has no parser"),
    "no_tagger": (without("tagger"), "has no tagger"),
    "no_lemmas": (without("lemmatizer"), "has no lemmatizer"),
    "no_parts": (without("attribute_ruler"), "has no component that gives parts of speech"),
    "switched_off": (lambda _, config: config.set("nlp", "disabled", '["senter", "ner"]'), "has no entity recognizer"),
    "german": (setting(lang="de"), "is for the language 'de'; name one for English"),
    "no_language": (lambda meta, _: meta.pop("lang") and None, "is for the language None"),
    "old": (setting(spacy_version=">=2.3.0,<2.4.0"), f"needs spacy>=2.3.0,<2.4.0, and {version('spacy')} is installed"),
    "newer": (setting(spacy_version=">=99"), "needs spacy>=99"),
    "transformer": (setting(requirements=["no-such-transformers>=1"]), "needs no-such-transformers>=1, which is not"),
    "odd": (setting(requirements=["???"]), "asks for '???', which names no package"),
    "untrained": (lambda meta, _: meta.pop("labels") and None, "has a parser that does not know advcl, ccomp, dobj"),
    "universal": (labels("parser", "nsubj", "obj", "obl", "ccomp", "ROOT"), "has a parser that does not know"),
    "conll": (labels("ner", "PER", "ORG", "LOC", "MISC"), "has an entity recognizer that does not know GPE, PERSON"),
    "more_types": (labels("ner", *META["labels"]["ner"], "GENE"), "finds entities of the types GENE"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_pipeline_that_lacks_something_is_refused(name: str, site: Path) -> None:
    edit, sentence = REFUSED[name]
    assert sentence in refusal(package(site, f"model_{name}", edit))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("no_such_model", "is no installed spaCy model; install it or name another"),
        ("spacy", "is a package that holds no spaCy pipeline"),
        ("json", "is a package that holds no spaCy pipeline"),
        ("en-core-web-sm", "cannot be the name of an installed package"),
        ("a.b", "cannot be the name of an installed package"),
        ("", "cannot be the name of an installed package"),
    ],
)
def test_a_name_that_is_no_pipelines_is_refused(name: str, sentence: str) -> None:
    assert sentence in refusal(name)


def test_a_folder_is_refused_for_nobody_else_has_it(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "mine")
    assert "is a path, and a release names what others can install; make it a package" in refusal(
        str(tmp_path / "mine")
    )


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_blank_pipeline_is_refused(language: str, site: Path) -> None:
    spacy.blank(language).to_disk(site / f"blank_{language}")
    expected = "has no tagger" if language == "en" else "is for the language 'de'"
    assert expected in refusal(f"blank_{language}")


@pytest.mark.parametrize(("file", "text"), [("meta.json", "{"), ("meta.json", "[]"), ("config.cfg", "nlp")])
def test_a_damaged_pipeline_is_refused(file: str, text: str, site: Path) -> None:
    package(site, "damaged")
    (site / "damaged" / file).write_text(text)
    assert f"has a {file} that cannot be read" in refusal("damaged")


def test_two_pipelines_in_one_package_are_refused(site: Path) -> None:
    package(site, "both")
    package(site / "both", "second")
    assert "holds 2 spaCy pipelines" in refusal("both")


def test_a_pipeline_that_spacy_cannot_load_is_refused(site: Path) -> None:
    package(site, "hollow")  # says what it should, and has none of the files
    with pytest.raises(UsageError, match=r"annotators\.model: 'hollow' cannot be loaded \(.*\); install it again"):
        load_model("hollow")


def _installed(site: Path, name: str, program: str = "") -> None:
    """The default pipeline as another package."""
    (site / name).mkdir()
    (site / name / "__init__.py").write_text(program, encoding="utf-8")
    (site / name / "pipeline").symlink_to(DEFAULT.folder)


@pytest.mark.parametrize("loads", [True, False])
def test_another_installed_pipeline_annotates(loads: bool, site: Path) -> None:
    program = (
        "import spacy, pathlib\ndef load(**k):\n    return spacy.load(pathlib.Path(__file__).parent / 'pipeline')\n"
    )
    name = f"other_{loads}".lower()
    _installed(site, name, program if loads else "")
    annotators = load_annotators(name)
    assert annotators.identity.name == name
    assert annotators.identity.version == META["version"]
    assert annotators.identity.sha256 == hash_files(DEFAULT.folder)
    (found,) = annotators([Layout("“We go at noon,” said Ilse Varnholt, the mayor.")])
    assert [quote.speaker_names for quote in found.quotes] == [("Ilse Varnholt",)]


class Unread(io.BytesIO):
    """A standard input that nobody may read."""

    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError("read")

    readline = read


def test_a_build_refuses_before_anything_is_read(site: Path, tmp_path: Path) -> None:
    package(site, "no_names", without("ner"))
    config = Config.model_validate({"annotators": {"model": "no_names"}})
    with pytest.raises(UsageError, match="has no entity recognizer"):
        build(Plan(config, "n", ("-",), None), tmp_path / "dist", stdin=Unread())
    assert not (tmp_path / "dist").exists()


def test_the_option_wins_over_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "dataset.toml").write_text('[annotators]\nmodel = "a"\nquotes = "b:c"\n')
    chosen: Mapping[str | None, str] = {None: "a", "other": "other"}
    for option, model in chosen.items():
        annotators = plan([str(tmp_path)], model=option).config.annotators
        assert (annotators.model, annotators.quotes) == (model, "b:c")


def test_the_manual_says_what_a_pipeline_needs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
    needed = re.search(r"An installed spaCy pipeline for English with (.*?)\.", page, re.DOTALL)
    assert needed
    for word in ("tagger", "parser", "lemmatizer", "entity recognizer", "parts of speech"):
        assert word in needed[1]
