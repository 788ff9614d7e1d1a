"""The contracts that ship with the program."""

from __future__ import annotations

from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

from toolkit.contracts.parse import load_contract
from toolkit.errors import ContractError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.contracts.contract import Contract, ForeignKey

TABLES = ("documents", "sentences", "quotes", "entities")
"""The tables of a release, in the order of its configurations."""


def load_contracts() -> dict[str, Contract]:
    """Contract by table name, in the order of `TABLES`. The files are read once.

    Raises ContractError where one is not a contract, or refers to a column that another does not have.
    """
    return dict(_shipped())


@cache
def _shipped() -> Mapping[str, Contract]:
    folder = resources.files("toolkit.schemas")
    contracts = {}
    for name in TABLES:
        where = f"schemas/{name}.toml"
        contract = load_contract(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"), where)
        if contract.name != name:
            raise ContractError(f"{where}: name {contract.name!r}; call the table as its file, {name!r}")
        contracts[name] = contract
    check_references(contracts)
    return MappingProxyType(contracts)


def check_references(contracts: Mapping[str, Contract]) -> None:
    """Raises ContractError where a foreign key refers to a table or column that is absent, or of another type."""
    for contract in contracts.values():
        for key in contract.foreign_keys:
            _check_reference(contract, key, contracts)


def _check_reference(contract: Contract, key: ForeignKey, contracts: Mapping[str, Contract]) -> None:
    where = f"schemas/{contract.name}.toml, foreign key {', '.join(key.fields)}"
    target = contracts.get(key.resource)
    if target is None:
        raise ContractError(f"{where}: refers to the table {key.resource!r}; use one of {', '.join(contracts)}")
    if key.reference_fields != target.primary_key:
        found = ", ".join(key.reference_fields)
        wanted = ", ".join(target.primary_key)
        raise ContractError(f"{where}: refers to {found} of {key.resource}; refer to its primary key, {wanted}")
    for own, other in zip(key.fields, key.reference_fields, strict=True):
        if contract.field(own).type != target.field(other).type:
            raise ContractError(f"{where}: {own} and {key.resource}.{other} differ in type; give both the same")
