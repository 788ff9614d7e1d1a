"""Which spaCy pipeline annotates, and whether it can: judged by what it says of itself, before it is loaded.

Our rules read tags, parts of speech, lemmas, the heads and labels of a dependency parse as spaCy's English pipelines
have them, and entities of OntoNotes' types. A pipeline without one of these would not fail, it would find less, or
something else, in every article; so it is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from configparser import ConfigParser
from configparser import Error as ConfigError
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement

from toolkit.contracts import load_contracts
from toolkit.errors import UsageError

META, CONFIG = "meta.json", "config.cfg"
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "tagger": ("tagger",),
    "parser": ("parser",),
    "entity recognizer": ("ner",),
    "lemmatizer": ("lemmatizer", "trainable_lemmatizer"),
    "component that gives parts of speech": ("attribute_ruler", "morphologizer"),
}
"""What the rules need, by the factories any one of which makes it."""
_DEPENDENCIES = frozenset(["nsubj", "nsubjpass", "dobj", "pobj", "ccomp", "xcomp", "advcl", "relcl", "poss"])
"""Labels of the parse that the rules ask for and that other schemes of labels do not have."""
_NAMED = frozenset(["PERSON", "ORG", "GPE"])
"""Those without which no speaker has a name."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """An installed pipeline that can annotate."""

    name: str
    """Name of the package."""
    version: str
    folder: Path
    """Where its files lie, meta.json and config.cfg among them."""


def find_pipeline(name: str) -> Pipeline:
    """The installed pipeline of this name. Nothing is loaded, and spaCy is not imported.

    Raises `UsageError` where there is none, or where it cannot annotate: another language, another version of spaCy,
    a component that the rules need and it lacks, or components that were trained on other labels.
    """
    folder = _folder(name)
    meta, config = _meta(name, folder), _config(name, folder)
    for fault in _faults(meta, config):
        raise UsageError(f"annotators.model: {name!r} {fault}")
    return Pipeline(name, str(meta.get("version", "")), folder)


def _folder(name: str) -> Path:
    if not name.isidentifier():
        if name and Path(name).exists():
            found = "is a path, and a release names what others can install"
            raise UsageError(
                f"annotators.model: {name!r} {found}; make it a package with `python -m spacy package`, install that "
                "and name it"
            )
        raise UsageError(
            f"annotators.model: {name!r} cannot be the name of an installed package; name one as Python does"
        )
    try:
        spec = find_spec(name)
    except ValueError:  # a module of this very program that was found in no ordinary way, such as __main__
        spec = None
    if spec is None:
        raise UsageError(f"annotators.model: {name!r} is no installed spaCy model; install it or name another")
    places = [Path(place) for place in spec.submodule_search_locations or ()]
    found_in = [path.parent for place in places for path in (*place.glob(CONFIG), *sorted(place.glob(f"*/{CONFIG}")))]
    if len(found_in) != 1:
        count = "no spaCy pipeline" if not found_in else f"{len(found_in)} spaCy pipelines"
        raise UsageError(f"annotators.model: {name!r} is a package that holds {count}; name one that holds one")
    return found_in[0]


def _meta(name: str, folder: Path) -> Mapping[str, Any]:
    try:
        meta = json.loads((folder / META).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(name, META, error) from error
    if not isinstance(meta, dict):
        raise _damaged(name, META, "no table")
    return meta


def _config(name: str, folder: Path) -> ConfigParser:
    """The pipeline's configuration: sections of values that are JSON."""
    config = ConfigParser(interpolation=None)
    try:
        config.read_string((folder / CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError, ConfigError) as error:
        raise _damaged(name, CONFIG, error) from error
    return config


def _damaged(name: str, file: str, why: object) -> UsageError:
    shown = " ".join(str(why).split())[:200]
    return UsageError(f"annotators.model: {name!r} has a {file} that cannot be read ({shown}); install it again")


def _faults(meta: Mapping[str, Any], config: ConfigParser) -> Iterator[str]:
    """What is wrong with a pipeline, and what to do."""
    if meta.get("lang") != "en":
        yield f"is for the language {meta.get('lang')!r}; name one for English ('en')"
    yield from _unmet(meta)
    working = dict(_working(config))
    for what, factories in _NEEDED.items():
        if not working.keys() & set(factories):
            yield f"has no {what}; name one that has tagger, parser, lemmatizer and entity recognizer"
    labels = meta.get("labels")
    of = labels if isinstance(labels, dict) else {}
    parse, types = set(of.get(working["parser"], ())), set(of.get(working["ner"], ()))
    if missing := sorted(_DEPENDENCIES - parse):
        yield (
            f"has a parser that does not know {', '.join(missing[:3])}; name one trained with the labels of spaCy's "
            "own English pipelines"
        )
    if missing := sorted(_NAMED - types):
        yield f"has an entity recognizer that does not know {', '.join(missing)}; name one trained on OntoNotes' types"
    if unknown := sorted(types - _entity_types()):
        yield f"finds entities of the types {', '.join(unknown[:3])}; name one trained on OntoNotes' types only"


def _entity_types() -> set[str]:
    """The 18 types of OntoNotes, as the contract of `entities` has them."""
    label = next(field for field in load_contracts()["entities"].fields if field.name == "label")
    return set(label.constraints.enum)


def _unmet(meta: Mapping[str, Any]) -> Iterator[str]:
    """What the pipeline asks for and is not installed: a version of spaCy, another package."""
    asked = [f"spacy{meta.get('spacy_version') or ''}", *(str(each) for each in meta.get("requirements") or ())]
    for line in asked:
        try:
            requirement = Requirement(line)
            installed = version(requirement.name)
        except InvalidRequirement:
            yield f"asks for {line!r}, which names no package; install it again"
        except PackageNotFoundError:
            yield f"needs {line}, which is not installed; install that too, or name another"
        else:
            if not requirement.specifier.contains(installed, prereleases=True):
                yield f"needs {line}, and {installed} is installed; install a version of it made for that"


def _working(config: ConfigParser) -> Iterator[tuple[str, str]]:
    """Factory and name of each component that runs when the pipeline is loaded as it is."""
    disabled = _names(config, "disabled")
    for name in _names(config, "pipeline"):
        if name not in disabled:
            factory = config.get(f"components.{name}", "factory", fallback="").strip('"')
            yield factory, name


def _names(config: ConfigParser, key: str) -> list[str]:
    try:
        names = json.loads(config.get("nlp", key, fallback="[]"))
    except ValueError:
        return []
    return [str(name) for name in names] if isinstance(names, list) else []
