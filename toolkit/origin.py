"""Who and what made a release, as its manifest says: programs with their versions, makers, contact, license."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tool:
    """What took part in making the data."""

    part: str
    name: str
    version: str
    """Empty where it has none of its own."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What nobody can count: it stands in the manifest. What is not stated is empty."""

    tools: tuple[Tool, ...]
    authors: tuple[str, ...]
    homepage: str
    contact: str
    license: str
    """Of the data set as a whole."""

    @property
    def program(self) -> Tool:
        """What built the release."""
        return self._part("program")

    @property
    def model(self) -> Tool:
        """What its annotators read with."""
        return self._part("model")

    def _part(self, part: str) -> Tool:
        return next(tool for tool in self.tools if tool.part == part)


def origin_of(said: Mapping[str, Any]) -> Origin:
    """What a manifest says, as far as it has the form of one: `validate` reports what has not."""
    stated = as_table(said.get("configuration"))
    authors = stated.get("authors")
    return Origin(
        tools=_tools(said),
        authors=tuple(str(each) for each in authors) if isinstance(authors, list) else (),
        homepage=_text(stated.get("homepage")),
        contact=_text(stated.get("contact")),
        license=_text(stated.get("license")),
    )


def _tools(said: Mapping[str, Any]) -> tuple[Tool, ...]:
    program, annotators = as_table(said.get("program")), as_table(said.get("annotators"))
    model, libraries = as_table(annotators.get("model")), as_table(said.get("libraries"))
    own = [(slot, name) for slot, name in annotators.items() if slot != "model" and isinstance(name, str)]
    return (
        Tool("program", _text(program.get("name")), _text(program.get("version"))),
        Tool("model", _text(model.get("name")), _text(model.get("version"))),
        *(Tool(f"annotator of {slot}", name, "") for slot, name in own),
        Tool("interpreter", "Python", _text(said.get("python"))),
        *(Tool("library", name, _text(version)) for name, version in libraries.items()),
    )


def as_table(value: object) -> Mapping[str, Any]:
    """A table of a manifest; an empty one for what is none."""
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
