"""The contracts of the editions that hold less than the full one: derived, never written by hand.

Which column repeats what of an article its contract says (`quotes`); a stand-off edition is what is left without these
columns, and a salted hash of each sentence, by which the text can be attached again.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from toolkit.contracts.contract import Constraints, Contract, Field, Quoting
from toolkit.contracts.load import load_contracts

if TYPE_CHECKING:
    from collections.abc import Mapping

Edition: TypeAlias = Literal["full", "standoff", "hydrated"]
"""full: as it was built; standoff: without the articles' text; hydrated: a stand-off one with text of a user's own."""
UNNAMED = ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL")
"""Labels of entities that have no name but their text: in a stand-off edition `entities.name` is null for them."""
HASH_DIGITS = 32
TEXT_HASH = Field(
    "text_hash",
    "string",
    f"The first {HASH_DIGITS} lower-case hexadecimal digits of the SHA-256 of the salt in manifest.json and the "
    "sentence's text, in UTF-8: it tells whether a text is that of the sentence.",
    "41cf0a2b8fdcc0e7b35a2b6c0b1d9f55",
    Constraints(required=True, pattern=f"^[0-9a-f]{{{HASH_DIGITS}}}$"),
)


def text_hash(salt: str, text: str) -> str:
    """What `sentences.text_hash` holds of a text."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest()[:HASH_DIGITS]


def edition_of(manifest: Mapping[str, Any]) -> Edition:
    """The edition that a manifest states; a manifest that states none is of a full one."""
    found = manifest.get("edition")
    return "standoff" if found == "standoff" else "hydrated" if found == "hydrated" else "full"


def contracts_of(manifest: Mapping[str, Any]) -> dict[str, Contract]:
    """The contracts of the tables of a release with this manifest."""
    edition, stated = edition_of(manifest), manifest.get("standoff")
    names = not (isinstance(stated, dict) and stated.get("names") is False)
    if edition == "standoff":
        return standoff_contracts(names=names)
    return load_contracts() if edition == "full" or names else _without(frozenset({"name"}))


def standoff_contracts(*, names: bool) -> dict[str, Contract]:
    """The contracts of a stand-off edition; `names` says whether the names that the articles give stay in it."""
    return dict(_standoff(names))


@cache
def _standoff(names: bool) -> Mapping[str, Contract]:
    contracts = _without(frozenset({"text"} if names else {"text", "name"}))
    sentences, entities = contracts["sentences"], contracts["entities"]
    contracts["sentences"] = replace(sentences, fields=(*sentences.fields, TEXT_HASH))
    contracts["entities"] = replace(entities, fields=tuple(map(_unnamed, entities.fields)))
    return {
        table: replace(contract, description=f"{contract.description}\n{_NOTE}")
        for table, contract in contracts.items()
    }


_NOTE = (
    "This is the stand-off edition: it holds no text of any article. `documents.text`, which offsets refer to, comes "
    "back with `toolkit hydrate`."
)


def _unnamed(field: Field) -> Field:
    if field.quotes != "name":
        return field
    note = f"Null where the label is one of {', '.join(UNNAMED)}: their name is their text."
    return replace(
        field, description=f"{field.description} {note}", constraints=replace(field.constraints, required=False)
    )


def _without(dropped: frozenset[Quoting]) -> dict[str, Contract]:
    return {table: _reduced(contract, dropped) for table, contract in load_contracts().items()}


def _reduced(contract: Contract, dropped: frozenset[Quoting]) -> Contract:
    fields = tuple(_inner(field, dropped) for field in contract.fields if field.quotes not in dropped)
    members: dict[str | None, set[str]] = {None: {field.name for field in fields}}
    members |= {field.name: {member.name for member in field.fields} for field in fields}
    spans = tuple(rule for rule in contract.spans if rule.text in members.get(rule.within, set()))
    return replace(contract, fields=fields, spans=spans)


def _inner(field: Field, dropped: frozenset[Quoting]) -> Field:
    """The field without the members that are dropped, in its example too."""
    gone = {member.name for member in field.fields if member.quotes in dropped}
    if not gone or not isinstance(field.example, list):
        return field
    example = [
        {name: value for name, value in item.items() if name not in gone}
        for item in field.example
        if isinstance(item, dict)
    ]
    return replace(field, fields=tuple(each for each in field.fields if each.name not in gone), example=example)
