"""How often each rule is right: one table.

A quote counts as right where it shares half of its words or more (intersection over union, matched one to one) with a
quotation that people marked. Measured on 200 US political news articles of the PolNeAR corpus with the default model;
the share is (right + 1) / (found + 2), so that a rule that fired rarely claims little. The speaker is not part of it.
Measure again when a rule changes: the table is the claim, the articles are not part of this project.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from toolkit.annotation import QuoteType

_PRECISION: Final[dict[tuple[str, str], float]] = {
    ("according", "direct"): 0.667,
    ("according", "indirect"): 0.908,
    ("according", "mixed"): 0.810,
    ("act", "indirect"): 0.704,
    ("act", "mixed"): 0.720,
    ("after", "direct"): 0.900,
    ("after", "mixed"): 0.750,
    ("alone", "direct"): 0.500,
    ("as-put", "direct"): 0.667,
    ("before", "direct"): 0.756,
    ("clause", "direct"): 0.975,
    ("clause", "indirect"): 0.863,
    ("clause", "mixed"): 0.831,
    ("complement", "direct"): 0.595,
    ("complement", "mixed"): 0.824,
    ("credit", "direct"): 0.923,
    ("infinitive", "direct"): 0.333,
    ("infinitive", "indirect"): 0.530,
    ("infinitive", "mixed"): 0.882,
    ("label", "direct"): 0.889,
    ("later", "direct"): 0.556,
    ("next-paragraph", "direct"): 0.375,
    ("noun", "direct"): 0.700,
    ("noun-clause", "indirect"): 0.667,
    ("noun-clause", "mixed"): 0.800,
    ("paragraph-after", "direct"): 0.667,
    ("parenthesis", "direct"): 0.786,
    ("parenthesis", "indirect"): 0.579,
    ("parenthesis", "mixed"): 0.727,
    ("sentence-before", "direct"): 0.679,
}
_UNKNOWN: Final = 0.5
"""For a rule that never fired on quotes of a type there."""


def confidence_of(rule: str, kind: QuoteType) -> float:
    """Precision of a rule for quotes of a type, from 0 to 1, three decimals."""
    return _PRECISION.get((rule, kind), _UNKNOWN)
