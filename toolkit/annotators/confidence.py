"""How often each rule is right: one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from toolkit.annotation import QuoteType

_PRECISION: Final[dict[tuple[str, str], float]] = {}


def confidence_of(rule: str, kind: QuoteType) -> float:
    """Precision of a rule for quotes of a type, from 0 to 1, three decimals."""
    return _PRECISION.get((rule, kind), 0.5)
