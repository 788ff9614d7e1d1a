"""On what terms each document may be passed on: as the manifest counts them, and as it is read from there again.

Of a document the tables hold `source` and `license`. The manifest's `rights` has an entry for each holder, license,
basis and permission that there is, and each of its inputs names the entries that its records stand under; so every
number of `rights` follows from the tables, and for every document it is known whether its words may be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit.errors import UsageError
from toolkit.plurals import plural

EXAMPLES = 5
"""Sources that an entry names."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is recorded of a document's rights; None is not recorded, and what is not recorded is not allowed."""

    rights_holder: str | None
    license: str | None
    basis: str | None
    """Why the text may be passed on, or may not."""
    redistribute: bool | None

    @property
    def order(self) -> tuple[tuple[bool, str], ...]:
        """Sorts terms: what is not recorded comes last."""
        said = (self.rights_holder, self.license, self.basis, self.redistribute)
        return tuple((value is None, str(value)) for value in said)


TermsCount = Counter[tuple[str, Terms]]
"""Documents by their source and their terms."""


def rights_entries(counted: TermsCount) -> tuple[list[dict[str, Any]], dict[str, list[int]]]:
    """The manifest's `rights`, and source to the numbers of the entries that its records stand under."""
    ordered = sorted({terms for _, terms in counted}, key=lambda terms: terms.order)
    numbers = {terms: number for number, terms in enumerate(ordered)}
    documents: Counter[int] = Counter()
    sources: dict[str, list[int]] = {}
    examples: list[list[str]] = [[] for _ in ordered]
    for (source, terms), count in sorted(counted.items(), key=lambda item: (item[0][0], numbers[item[0][1]])):
        number = numbers[terms]
        documents[number] += count
        sources.setdefault(source, []).append(number)
        if len(examples[number]) < EXAMPLES:
            examples[number].append(source)
    entries = [
        {
            "rights_holder": terms.rights_holder,
            "license": terms.license,
            "basis": terms.basis,
            "redistribute": terms.redistribute,
            "documents": documents[number],
            "sources": examples[number],
        }
        for number, terms in enumerate(ordered)
    ]
    return entries, sources


_ENTRY = {"rights_holder", "license", "basis", "redistribute", "documents", "sources"}


@dataclass(frozen=True)
class Ledger:
    """A manifest's `rights` and `inputs`. What is not of their form counts as not recorded."""

    manifest: Mapping[str, Any]

    @cached_property
    def entries(self) -> Sequence[Mapping[str, Any]]:
        """The entries of `rights`; none where one of them is not of that form."""
        found = self.manifest.get("rights")
        entries = [each for each in found if _is_entry(each)] if isinstance(found, list) else []
        return entries if entries and len(entries) == len(found or ()) else ()

    @cached_property
    def _numbers(self) -> Mapping[str, Sequence[int]]:
        numbers: dict[str, list[int]] = {}
        inputs = self.manifest.get("inputs")
        for each in inputs if isinstance(inputs, list) else []:
            if isinstance(each, dict) and isinstance(each.get("rights"), list):
                known = [number for number in each["rights"] if _is_number(number, len(self.entries))]
                numbers.setdefault(str(each.get("path")), []).extend(known)
        return numbers

    def numbers(self, source: str | None, license_id: str | None) -> list[int]:
        """The entries that a document may stand under. There is one, but where two inputs have one path."""
        under = sorted(set(self._numbers.get(str(source), ())))
        return [number for number in under if self.entries[number]["license"] == license_id]

    def terms(self, document: Mapping[str, Any]) -> Terms:
        """The terms of a row of `documents`. Raises UsageError where the manifest does not tell them."""
        numbers = self.numbers(document["source"], document["license"])
        if len(numbers) != 1:
            raise UsageError(
                f"manifest.json: tells no terms of {document['source']}, {document['license']}; build the release again"
            )
        entry = self.entries[numbers[0]]
        return Terms(*(entry[key] for key in ("rights_holder", "license", "basis", "redistribute")))

    def is_free(self, source: str | None, license_id: str | None) -> bool:
        """Whether a document's words may be shown to anybody."""
        numbers = self.numbers(source, license_id)
        return bool(numbers) and all(self.entries[number]["redistribute"] is True for number in numbers)

    def is_free_source(self, source: str) -> bool:
        """Whether the words of all that came from a source may be shown to anybody."""
        numbers = self._numbers.get(source, ())
        return bool(numbers) and all(self.entries[number]["redistribute"] is True for number in numbers)

    @property
    def all_free(self) -> bool:
        """Whether the words of every document may be shown to anybody."""
        return bool(self.entries) and all(each["redistribute"] is True for each in self.entries)

    def errors(self, counted: Mapping[tuple[str, str | None], int]) -> Iterator[tuple[str, str]]:
        """What is found and what is expected, where `rights` does not count the documents, by source and license."""
        if not self.entries and counted:
            yield "no list of entries", ", ".join(sorted(_ENTRY))
            return
        certain, possible = Counter[int](), Counter[int]()
        named: dict[int, set[str]] = {}
        for (source, license_id), count in counted.items():
            numbers = self.numbers(source, license_id)
            if not numbers:
                yield "no entry", f"one for {source}, {license_id}"
            for number in numbers:
                (certain if len(numbers) == 1 else possible)[number] += count
                named.setdefault(number, set()).add(source)
        for number, entry in enumerate(self.entries):
            low = certain[number]
            if not max(low, 1) <= entry["documents"] <= low + possible[number]:
                yield f"entry {number + 1}: {plural(entry['documents'], 'document')}", f"{low + possible[number]:,}"
            elif entry["sources"] != sorted(entry["sources"]) or not set(entry["sources"]) <= named[number]:
                yield f"entry {number + 1}: {', '.join(entry['sources'])}", "sources of these documents"
        if sum(each["documents"] for each in self.entries) != sum(counted.values()):
            yield plural(sum(each["documents"] for each in self.entries), "document"), f"{sum(counted.values()):,}"


def _is_number(found: object, end: int) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and 0 <= found < end


def _is_entry(found: object) -> bool:
    return (
        isinstance(found, dict)
        and set(found) == _ENTRY
        and all(found[key] is None or isinstance(found[key], str) for key in ("rights_holder", "license", "basis"))
        and (found["redistribute"] is None or isinstance(found["redistribute"], bool))
        and _is_number(found["documents"], 1 << 62)
        and isinstance(found["sources"], list)
        and all(isinstance(each, str) for each in found["sources"])
    )
