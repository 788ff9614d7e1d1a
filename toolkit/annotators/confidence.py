"""How often each rule is right: one table.

A quote counts as right where it overlaps a quote of the gold by one half or more of what the two cover together,
matched one to one; its speaker is not part of it. Measured on `seeds/gold/dev` with the default model by
`tools/confidence.py`; the share is (right + 1) / (found + 2), so that a rule that fired rarely claims little. Measure
again when a rule changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from toolkit.annotation import QuoteType

_PRECISION: Final[dict[tuple[str, str], float]] = {
    ("according", "direct"): 0.667,  # 1
    ("according", "indirect"): 0.917,  # 10
    ("according", "mixed"): 0.800,  # 3
    ("act", "indirect"): 0.143,  # 5
    ("after", "direct"): 0.892,  # 63
    ("alone", "direct"): 0.857,  # 5
    ("as-put", "direct"): 0.667,  # 1
    ("before", "direct"): 0.939,  # 31
    ("clause", "direct"): 0.990,  # 192
    ("clause", "indirect"): 0.897,  # 56
    ("clause", "mixed"): 0.913,  # 21
    ("complement", "direct"): 0.778,  # 7
    ("complement", "mixed"): 0.400,  # 3
    ("infinitive", "indirect"): 0.857,  # 5
    ("later", "direct"): 0.600,  # 3
    ("next-paragraph", "direct"): 0.875,  # 6
    ("noun", "direct"): 0.714,  # 5
    ("noun-clause", "direct"): 0.667,  # 1
    ("noun-clause", "indirect"): 0.750,  # 2
    ("noun-clause", "mixed"): 0.667,  # 1
    ("parenthesis", "direct"): 0.667,  # 1
    ("parenthesis", "indirect"): 0.840,  # 23
    ("parenthesis", "mixed"): 0.750,  # 6
    ("sentence-before", "direct"): 0.750,  # 2
}
"""Rule and type of a quote to its precision; the number of quotes found stands beside it."""
_UNKNOWN: Final = 0.5
"""For a rule that never fired on quotes of a type there."""


def confidence_of(rule: str, kind: QuoteType) -> float:
    """Precision of a rule for quotes of a type, from 0 to 1, three decimals."""
    return _PRECISION.get((rule, kind), _UNKNOWN)
