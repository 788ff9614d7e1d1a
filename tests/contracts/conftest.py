"""The four contracts, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toolkit.contracts import TABLES, load_contracts

if TYPE_CHECKING:
    from toolkit.contracts import Contract


@pytest.fixture(params=TABLES)
def contract(request) -> Contract:
    return load_contracts()[request.param]
