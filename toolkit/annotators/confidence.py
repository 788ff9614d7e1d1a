"""How sure a quote is: the probability that it and its speaker are right.

A logistic model over a few traits of a quote; its weights (confidence.json) are fitted by `tools/confidence.py` on
`seeds/gold/dev` and on the news and interviews of GUM (CC BY 4.0), with the default model. Right means what `toolkit
evaluate` counts: an overlap of one half or more with a quote of the gold, and its speaker.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from toolkit.annotation import QuoteType, SpeakerStatus

_SHORT: Final = 3
_LONG: Final = 40
"""Words."""


def traits(rule: str, kind: str, status: str, words: int) -> tuple[str, ...]:
    """What the confidence goes by: one that every quote has, the rule and type, the speaker's status, the length."""
    length = "short" if words < _SHORT else "long" if words > _LONG else "middling"
    return ("any", f"{rule} {kind}", kind, status, f"{length} {kind}")


def confidence_of(rule: str, kind: QuoteType, status: SpeakerStatus, words: int) -> float:
    """From 0 to 1, three decimals; what the model has never seen counts as average."""
    weights = _weights()
    return round(1 / (1 + math.exp(-sum(weights.get(trait, 0.0) for trait in traits(rule, kind, status, words)))), 3)


@cache
def _weights() -> dict[str, float]:
    found: dict[str, float] = json.loads(files(__package__).joinpath("confidence.json").read_text("utf-8"))["weights"]
    return found
