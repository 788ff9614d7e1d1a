"""Reading TOML strictly: each value is asked for by key and type, and every mistake is named with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from toolkit.errors import ContractError

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Node:
    """One table of a TOML file. Every method raises ContractError, with `where`, if the value is not what is asked."""

    where: str
    """What to call this table in a message: "schemas/quotes.toml, field cue_text"."""
    content: Mapping[str, object]

    def error(self, found: str, advice: str) -> ContractError:
        """A mistake in this table: where, what was found, what to do."""
        return ContractError(f"{self.where}: {found}; {advice}")

    def at(self, place: str) -> str:
        """The name of a table inside this one."""
        return f"{self.where}, {place}"

    def only(self, keys: Iterable[str]) -> None:
        """Refuses any key that is not among `keys`."""
        known = list(keys)
        for key in self.content:
            if key not in known:
                raise self.error(f"unknown key {key!r}", f"use one of {', '.join(known)}")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.content

    def value(self, key: str) -> object:
        """Whatever stands under a key that has to be there."""
        if key not in self.content:
            raise self.error(f"key {key!r} is missing", "add it")
        return self.content[key]

    def text(self, key: str) -> str:
        """A string with at least one character that is not white space."""
        value = self.value(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key!r} is {value!r}", "write a string that is not empty")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of at least one string."""
        value = self.value(key)
        if not is_text_list(value) or not value:
            raise self.error(f"{key!r} is {value!r}", "write a list of strings that is not empty")
        return tuple(value)

    def flag(self, key: str) -> bool:
        """True or false; false where the key is missing."""
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"{key!r} is {value!r}", "write true or false")
        return value

    def number(self, key: str) -> float | None:
        """A number, an integer staying one; None where the key is missing."""
        value = self.content.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise self.error(f"{key!r} is {value!r}", "write a number")
        return value

    def length(self, key: str) -> int | None:
        """An integer from 0; None where the key is missing."""
        value = self.content.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            raise self.error(f"{key!r} is {value!r}", "write a whole number from 0")
        return value

    def table(self, key: str) -> Node:
        """The table under a key; an empty one where the key is missing."""
        value = self.content.get(key, {})
        if not is_table(value):
            raise self.error(f"{key!r} is {value!r}", "write a table")
        return Node(self.at(key), value)

    def tables(self, key: str) -> list[Node]:
        """The tables of a list, named by their `name` or else their position; none where the key is missing."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(is_table(item) for item in value):
            raise self.error(f"{key!r} is {value!r}", f"write a list of tables, [[{key}]]")
        return [Node(self.at(f"{key} {item.get('name', number)}"), item) for number, item in enumerate(value, 1)]


def read_toml(text: str, where: str) -> Node:
    """The root table of a TOML text; ContractError where it is not TOML."""
    try:
        return Node(where, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ContractError(f"{where}: not TOML ({error}); correct it there") from error


def is_table(value: object) -> TypeGuard[Mapping[str, object]]:
    """Whether a TOML value is a table (whose keys are always strings)."""
    return isinstance(value, Mapping)


def is_text_list(value: object) -> TypeGuard[list[str]]:
    """Whether a TOML value is a list of strings."""
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
