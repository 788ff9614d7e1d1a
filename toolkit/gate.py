"""The rights gate: text leaves the machine only where it may. What is not recorded is not allowed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from toolkit.contracts import edition_of
from toolkit.errors import RightsError
from toolkit.plurals import plural
from toolkit.terms import Ledger

if TYPE_CHECKING:
    from toolkit.far_side import Gated

SHOWN = 20
"""Sources that a refusal lists."""


def forbidden(manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The entries of the manifest's `rights` whose text may not be passed on; none for an edition without text.

    Where there is no such list, nothing is recorded of any document.
    """
    if edition_of(manifest) == "standoff":
        return []
    entries = Ledger(manifest).entries or [{"documents": _documents(manifest)}]
    return [each for each in entries if each.get("redistribute") is not True]


def _documents(manifest: Mapping[str, Any]) -> object:
    tables = manifest.get("tables")
    documents = tables.get("documents") if isinstance(tables, dict) else None
    return documents.get("rows") if isinstance(documents, dict) else None


def is_closed(*, private: bool, gated: Gated | None) -> bool:
    """Whether only those read a repository whom its owner lets in, one by one.

    `gated` "auto" lets everybody in who agrees to terms: that is publishing.
    """
    return private or gated == "manual"


def require_rights(
    manifest: Mapping[str, Any], release: str, repository: str, *, private: bool, gated: Gated | None
) -> None:
    """Refuse text that may not be passed on for a repository that is open. Raises RightsError."""
    refused = forbidden(manifest)
    if refused and not is_closed(private=private, gated=gated):
        raise RightsError("\n".join(_refusal(release, repository, refused)), refused)


def articles_of(entries: Sequence[Mapping[str, Any]]) -> str:
    """How many articles stand under these entries of the manifest's `rights`, with the noun."""
    return plural(sum(int(each.get("documents") or 0) for each in entries), "article")


def _refusal(release: str, repository: str, refused: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield (
        f"{release}: nothing says that the text of {articles_of(refused)} may be passed on, and {repository} is open "
        "to all; choose one of the ways on"
    )
    for each in refused[:SHOWN]:
        yield f"  {_source(each)}"
    if len(refused) > SHOWN:
        yield f"  and {len(refused) - SHOWN:,} more"
    yield "Ways on:"
    yield "  publish the stand-off edition, which holds no text: `toolkit build --standoff` makes NAME-standoff/VERSION"
    yield "  --private, and a repository that is not there yet: only its owner, and whom the owner names, can read it"
    yield "  --gated manual: its owner lets readers in one by one (auto lets in everybody, and does not help)"
    yield "  leave those sources out: exclude = [...] in sources.toml, then build again"
    yield '  record a permission: redistribute = true and basis = "..." in sources.toml, then build again'


def _source(entry: Mapping[str, Any]) -> str:
    documents = int(entry.get("documents") or 0)
    stated = "redistribute = false" if entry.get("redistribute") is False else "redistribute is not recorded"
    examples = entry.get("sources")
    paths = ", ".join(str(path) for path in examples) if isinstance(examples, list) else ""
    holder, license_id = entry.get("rights_holder") or "an unknown holder", entry.get("license") or "no license"
    return f"{documents:,} of {holder}, {license_id}, {stated}{f': {paths}' if paths else ''}"
